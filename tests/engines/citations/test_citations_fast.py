"""Every fast path of the engine beside its slow reference."""

from dataclasses import asdict
from datetime import date
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from reference_citations import slow_bare, slow_places, value

from fazhi.engines.citations import find
from fazhi.engines.citations.grammar import HEAD, places, to_int
from fazhi.engines.citations.titles import BEFORE_BARE, LOOK_BACK, Titles
from fazhi.law import Catalogue, CitedLaws, Library
from fazhi.law.facts import from_index

SHARED = [p / "shared" / "laws" for p in Path(__file__).parents if (p / "shared" / "laws").is_dir()]
PIECES = [
    "第",
    "三",
    "十",
    "12",
    "３",
    "条",
    "款",
    "项",
    "（",
    "）",
    "(",
    "）",
    "、",
    "和",
    "至",
    "或者",
    "之",
    "一",
    " ",
    "的",
    "以及",
]
RUNS = [
    "第三条",
    "第二款",
    "第（一）项",
    "第一、二款",
    "第五条至第七条",
    "（二）、（三）项",
    "第十条之一",
    "第三至五条",
    "第2项",
]
some_text = st.lists(st.sampled_from(PIECES + RUNS + RUNS), max_size=14).map("".join)


@settings(max_examples=1500, deadline=None)
@given(some_text)
@example("第三、四条和第五条第一、二款第（一）至（三）项以及第七条之二至第九条、第十条")
@example("第五条第一、二、三款和第一款、第二款")
@example("第九条（一）、（二）项和第三款")
def test_places(text):
    assert [asdict(p) for p in places(text, 0)] == slow_places(text, 0)


@given(st.text("零〇○一二两三四五六七八九十百千0123456789０１２", min_size=1, max_size=9))
def test_numerals(words):
    assert to_int(words) == value(words)


def slow_heads(text):
    at = 0
    while at < len(text):
        found = HEAD.match(text, at)
        if found:
            yield found.span()
        at = max(found.end(), at + 1) if found else at + 1


@settings(max_examples=500, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "《",
                "》",
                "〈",
                "示例法",
                "本办法",
                "第三条",
                "前款",
                "该法",
                "目前款项",
                "〔2018〕",
                "3号",
                "令第5号",
                "\n",
                "甲",
            ]
        ),
        max_size=20,
    ).map("".join)
)
def test_heads_are_where_a_match_at_every_character_finds_them(text):
    assert [m.span() for m in HEAD.finditer(text)] == list(slow_heads(text))


@pytest.fixture(scope="module")
def laws():
    names = ["中华人民共和国示例法", "示例登记法", "登记法", "示例登记法实施条例", "旧例条例"]
    rows = [from_index({"title": n, "promulgated": "2020-01-01", "effective": "2020-01-01", "last_article": 20}) for n in names]
    return CitedLaws(Catalogue(rows), Library(Path("/nonexistent")))


@settings(max_examples=500, deadline=None)
@given(
    st.lists(
        st.sampled_from(["示例", "登记", "法", "实施条例", "依照", "和", "中华人民共和国", "旧例条例", "新"]),
        max_size=12,
    ).map("".join)
)
def test_bare_titles(laws, text):
    fast = Titles(laws).bare(text, len(text), {})
    slow = slow_bare(text[-LOOK_BACK:], len(text[-LOOK_BACK:]), laws.names)
    if fast:
        assert fast[1].removeprefix("中华人民共和国") == slow and text.endswith(fast[1])
        assert fast[0] == 0 or text[fast[0] - 1] in BEFORE_BARE
    elif slow:
        before = text[: -len(slow)].removesuffix("中华人民共和国")
        assert before and before[-1] not in BEFORE_BARE


def test_what_is_kept_between_texts_changes_nothing(laws):
    """The same text read with a fresh catalogue and with one that has answered before."""
    text = "依照示例法第三条、《示例登记法》第三十条、《登记办法》第一条，《示列登记法》第二条和《旧例条例》办理。"
    fresh = CitedLaws(laws._known, laws._texts)
    assert find(text, fresh, date(2024, 1, 1)) == find(text, laws, date(2024, 1, 1)) == find(text, laws, date(2024, 1, 1))


@pytest.mark.skipif(not SHARED, reason="the shared law texts are not here")
def test_on_statute_texts():
    for path in sorted((SHARED[0] / "行政法规").glob("*.md"))[:15]:
        text = path.read_text(encoding="utf-8")
        assert [m.span() for m in HEAD.finditer(text)] == list(slow_heads(text))
        at = text.find("第")
        while at >= 0:
            assert [asdict(p) for p in places(text, at)] == slow_places(text, at), text[at : at + 40]
            at = text.find("第", at + 1)
