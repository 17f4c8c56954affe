"""The query language: trees as pairs, refusals with their place, translations from other systems."""

import pytest

from fazhi.engines.patents import dialects, query


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("virus", "ta:virus"),
        ("a OR b AND NOT c", "(ta:a OR (ta:b AND NOT ta:c))"),
        ("a b", "(ta:a AND ta:b)"),
        ("(a OR b) c", "((ta:a OR ta:b) AND ta:c)"),
        ("标题:（病毒 或 virus） 与 申请人：“示例药业”", '((ti:病毒 OR ti:virus) AND ap:"示例药业")'),
        ("spike near/5 protein", "(ta:spike near/5 ta:protein)"),
        ('ti:"a b" pre/2 c', '(ti:"a b" pre/2 ti:c)'),
        ("a sen b", "(ta:a sen ta:b)"),
        ("virus freq/3", "ta:virus freq/3"),
        ("公开日:[2015-01-01 TO 2020-12-31]", "pd:[20150101 TO 20201231]"),
        ("pd:[2015 TO *]", "pd:[20150101 TO 99999999]"),
        ("ad:2019-05", "ad:[20190501 TO 20190531]"),
        ("ipc:A61K31/4709 NOT st:失效", "(ipc:A61K31/4709 AND NOT st:失效)"),
    ],
)
def test_trees(text: str, tree: str) -> None:
    assert str(query.parse(text)) == tree


@pytest.mark.parametrize(
    ("text", "at", "why"),
    [
        ("", 0, "空的"),
        ("(a", 0, "没有配对的右括号"),
        ("a)", 1, "多出一个右括号"),
        ("a AND", 5, "缺少检索词"),
        ("AND a", 0, "缺少检索词"),
        ("a OR OR b", 5, "缺少检索词"),
        ("foo:bar", 0, "没有“foo”这个字段"),
        ("*abc", 0, "通配符不能放在词首"),
        ("ti:?abc", 3, "通配符不能放在词首"),
        ("pd:[2020 TO 2010]", 3, "区间写反了"),
        ("pd:[2020 2021]", 3, "区间应写作"),
        ("ti:[2020 TO 2021]", 3, "区间只能用于日期"),
        ("pd:20201345", 3, "不是日期"),
        ('x "abc', 2, "引号没有成对"),
        ("pd:[2020 TO", 3, "方括号没有成对"),
        ("a near/3", 8, "缺少检索词"),
        ("ti:", 0, "缺少检索词"),
        ("(" * 70 + "a" + ")" * 70, 60, "太深"),
    ],
)
def test_refusals_say_where(text: str, at: int, why: str) -> None:
    with pytest.raises(query.QueryRefused, match=why) as refused:
        query.parse(text)
    assert refused.value.at == at
    assert f"第{at + 1}个字符" in str(refused.value)


@pytest.mark.parametrize(
    ("dialect", "text", "own"),
    [
        ("incopat", "TIAB=(virus and vaccine) not AP=sysmex", "ta:(virus AND vaccine) NOT ap:sysmex"),
        ("incopat", "pd=[20200101 to 20241231]", "pd:[20200101 TO 20241231]"),
        ("incopat", "TI=(spike (2w) protein)", "ti:(spike  pre/2  protein)"),
        ("patsnap", "TTL:病毒 AND AN:药业 AND PBD:[20200101 TO 20201231]", "ti:病毒 AND ap:药业 AND pd:[20200101 TO 20201231]"),
        ("patsnap", "spike $PRE2 protein", "spike pre/2 protein"),
        ("espacenet", 'ti=plastic and pa="siemens" and pd=2020:2024', 'ti:plastic AND ap:"siemens" AND pd:[2020 TO 2024]'),
        ("patentscope", "EN_TI:virus AND IC:A61K39", "ti:virus AND ipc:A61K39"),
        ("lens", 'title:virus AND "a b"~5', "ti:virus AND (a near/5 b)"),
    ],
)
def test_translations(dialect: str, text: str, own: str) -> None:
    assert dialects.translate(text, dialect) == own
    query.parse(own)


def test_unknown_field_of_a_dialect() -> None:
    with pytest.raises(ValueError, match="第11个字符处"):
        dialects.translate("TI=a and  QQ=b", "incopat")
