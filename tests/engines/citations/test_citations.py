"""Pairs: a sentence as drafts write it, and the references in it. The laws are invented; so are their texts."""

from dataclasses import dataclass, field
from datetime import date

import pytest

from fazhi.engines.citations import find

DAY = date(2024, 6, 1)


@dataclass(eq=False)
class Text:
    name: str
    starts: date | None
    last_article: int
    shape: dict = field(default_factory=dict)
    verified: bool = True
    articles: dict = field(default_factory=dict)


@dataclass(eq=False)
class Law:
    title: str
    versions: list
    successor: str | None = None
    repealed_on: date | None = None
    repealed: bool = False

    def text_on(self, on):
        return next((v for v in reversed(self.versions) if v.starts is None or v.starts <= on), None)

    def repealed_by(self, on):
        return self.repealed and (self.repealed_on is None or self.repealed_on <= on)


class Laws:
    """The smallest catalogue the engine can work with: it needs nothing of ours."""

    def __init__(self, laws, short, documents, successors):
        self.laws = {self.plain(law.title): law for law in laws} | short
        self.names = frozenset(self.laws)
        self.documents, self.successors = documents, successors

    def plain(self, title):
        return title.replace(" ", "").strip("《》").removeprefix("中华人民共和国").replace("(", "（").replace(")", "）")

    def find(self, title):
        return self.laws.get(self.plain(title))

    def successor_of(self, title):
        return self.successors.get(self.plain(title))

    def document(self, number):
        return self.documents.get(number)

    def number_of(self, title):
        return next((n for n, t in self.documents.items() if t == title or t.endswith(title)), None)

    def words(self, version, article, of):
        return version.articles.get((article, of))


REGISTER = Law(
    "中华人民共和国示例登记法",
    [
        Text(
            "2010-03-01",
            date(2010, 5, 1),
            4,
            {(n, 0): (0,) for n in range(1, 5)},
            articles={
                (2, 0): "登记机关应当自收到登记申请之日起十五日内书面答复申请人并说明理由。",
                (3, 0): "登记簿由登记机关永久保存，任何单位和个人不得涂改。",
            },
        ),
        Text(
            "2022-06-01",
            date(2022, 8, 1),
            12,
            {(1, 0): (0, 0), (2, 0): (3, 0), (2, 1): (0,)} | {(n, 0): (0,) for n in range(3, 13)},
            articles={
                (2, 0): "登记资料应当向社会公开，下列情形除外。",
                (7, 0): "登记机关应当自收到登记申请之日起七个工作日内书面答复申请人并说明理由。",
            },
        ),
    ],
)
OLD = Law("旧例条例", [Text("2000-01-01", date(2000, 1, 1), 9)], "示例登记法", date(2010, 5, 1), repealed=True)
COMING = Law("示例预付法", [Text("2024-05-01", date(2025, 1, 1), 30)])
LOCAL = Law("示例绿化办法", [Text("2015-01-01", date(2015, 1, 1), 20, verified=False)])
BARE = Law("示例档案条例", [Text("2020-01-01", date(2020, 1, 1), 0)])
DOCUMENTS = {"示国办发〔2018〕37号": "示例办公厅关于加强登记管理工作的通知", "示国令第9号": "示例档案条例"}
LAWS = Laws(
    [REGISTER, OLD, COMING, LOCAL, BARE],
    {"登记法": REGISTER},
    DOCUMENTS,
    {"例旧暂行规定": ("示例档案条例", date(2020, 1, 1))},
)
FULL = "中华人民共和国示例登记法"


def told(text, on=DAY):
    """quote, article, paragraph, item, verdict of each."""
    return [(c.quote, c.article, c.paragraph, c.item, c.verdict) for c in find(text, LAWS, on)]


PAIRS = [
    ("依照《中华人民共和国示例登记法》第三条办理", [("《中华人民共和国示例登记法》第三条", 3, None, None, "ok")]),
    ("依照《示例登记法》第12条", [("《示例登记法》第12条", 12, None, None, "ok")]),
    ("依照登记法第十二条办理", [("登记法第十二条", 12, None, None, "ok")]),
    ("根据中华人民共和国示例登记法第三条", [("中华人民共和国示例登记法第三条", 3, None, None, "ok")]),
    ("根据《登记法》第二条第一款第（三）项", [("《登记法》第二条第一款第（三）项", 2, 1, 3, "ok")]),
    ("根据《登记法》第２条第１款第３项", [("《登记法》第２条第１款第３项", 2, 1, 3, "ok")]),
    ("根据《登记法》第二条第四项", [("《登记法》第二条第四项", 2, None, 4, "no_such_article")]),
    ("根据《登记法》第二条第二款第一项", [("《登记法》第二条第二款第一项", 2, 2, 1, "no_such_article")]),
    ("根据《登记法》第三条第二款", [("《登记法》第三条第二款", 3, 2, None, "no_such_article")]),
    ("根据《登记法》第十三条", [("《登记法》第十三条", 13, None, None, "no_such_article")]),
    ("根据《登记法》第二条之一", [("《登记法》第二条之一", 2, None, None, "ok")]),
    ("根据《登记法》第三条之一", [("《登记法》第三条之一", 3, None, None, "no_such_article")]),
    (
        "根据《登记法》第三条、第五条和第十三条的规定",
        [
            ("《登记法》第三条", 3, None, None, "ok"),
            ("第五条", 5, None, None, "ok"),
            ("第十三条", 13, None, None, "no_such_article"),
        ],
    ),
    ("按《登记法》第三、四条", [("《登记法》第三", 3, None, None, "ok"), ("四条", 4, None, None, "ok")]),
    (
        "《登记法》第二条第（一）项或者第（四）项",
        [("《登记法》第二条第（一）项", 2, None, 1, "ok"), ("第（四）项", 2, None, 4, "no_such_article")],
    ),
    ("《登记法》第二条第（一）至（四）项", [("《登记法》第二条第（一）至（四）项", 2, None, 1, "no_such_article")]),
    ("参照《登记法》第三条至第十三条执行", [("《登记法》第三条至第十三条", 3, None, None, "no_such_article")]),
    ("参照《登记法》的第三条至第五条", [("《登记法》的第三条至第五条", 3, None, None, "ok")]),
    ("依照《旧例条例》第三条处理", [("《旧例条例》第三条", 3, None, None, "repealed")]),
    ("依照《例旧暂行规定》第三条处理", [("《例旧暂行规定》第三条", 3, None, None, "repealed")]),
    ("依照《示例登记条例》第三条处理", [("《示例登记条例》第三条", 3, None, None, "wrong_title")]),
    ("依照《示例登记管理法》第三条处理", [("《示例登记管理法》第三条", 3, None, None, "wrong_title")]),
    ("依照《天外来物法》第三条处理", [("《天外来物法》第三条", 3, None, None, "unknown_law")]),
    ("根据旧例条例的规定", [("旧例条例", None, None, None, "repealed")]),
    ("根据中华人民共和国示例登记法等法律", [("中华人民共和国示例登记法", None, None, None, "ok")]),
    ("根据登记法第三条", [("登记法第三条", 3, None, None, "ok")]),
    ("根据登记法律关系、登记法规，依照条例的规定", []),
    ("违反本办法第十条规定的", [("本办法第十条", 10, None, None, "self")]),
    (
        "依照前款规定，前两款、前条第二款",
        [("前款", *[None] * 3, "self"), ("前两款", *[None] * 3, "self"), ("前条第二款", None, 2, None, "self")],
    ),
    ("本条第一款第（二）项", [("本条第一款第（二）项", None, 1, 2, "self")]),
    ("违反本《细则》第五条", [("本《细则》第五条", 5, None, None, "self")]),
    ("目前项目进展、此前款项已付、本条件不变", []),
    ("第十条　登记机关应当答复。", []),
    ("《货物买卖合同》第三条、《操作方法》、《工作通报》", []),
    (
        "按示国办发[2018]37号和示国办发【2019】第 2 号办理",
        [("示国办发[2018]37号", *[None] * 3, "doc_number"), ("示国办发【2019】第 2 号", *[None] * 3, "doc_number")],
    ),
    ("（2018年3月1日）共（12）份", []),
    ("依照省示例登记法第三条", []),
]


@pytest.mark.parametrize(("text", "expected"), PAIRS)
def test_pairs(text, expected):
    assert told(text) == expected


def test_positions_are_those_of_the_text():
    text = "𠮷第一行\n依照《登记法》第三条、第四条，前款"
    for c in find(text, LAWS, DAY):
        assert text[c.start : c.end] == c.quote


@pytest.mark.parametrize(
    "text",
    [
        "《示例登记法》（以下简称《登例》）施行后，按照《登例》第三条办理",
        "《示例登记法》（示国令第1号，以下简称登例）施行后，按照登例第三条办理",
        "按照《登例》第三条办理（本通知所称《登例》是指《示例登记法》）",
        "《示例登记法》已公布，按照该法第三条办理",
        "按照《示例登记法》(2022年修订)第三条办理",
    ],
)
def test_short_forms_lead_to_the_law(text):
    found = [c for c in find(text, LAWS, DAY) if c.article == 3]
    assert [(c.title, c.verdict, c.version) for c in found] == [(FULL, "ok", "2022-06-01")]


def test_a_short_form_nobody_defined_is_a_question():
    (found,) = find("按照《条例》第三条办理", LAWS, DAY)
    assert (found.verdict, found.title, found.sure) == ("unknown_law", None, False)


def test_an_undefined_kind_means_the_law_of_that_kind_named_before():
    found = find("根据《示例档案条例》，制定本办法。违反《条例》第三条的，处理。", LAWS, DAY)
    assert found[-1].title == "示例档案条例"


def test_the_day_decides():
    assert told("《登记法》第九条", date(2015, 1, 1))[0][-1] == "no_such_article"
    assert told("《登记法》第九条", DAY)[0][-1] == "ok"
    assert told("《旧例条例》第九条", date(2010, 4, 30))[0][-1] == "ok"
    (coming,) = find("《示例预付法》第九条", LAWS, DAY)
    assert coming.verdict == "ok" and "not_yet" in coming.flags and "2025年1月1日起施行" in coming.note


def test_repealed_names_what_came_after():
    (found,) = find("依照《旧例条例》处理", LAWS, DAY)
    assert (found.successor, found.sure) == ("示例登记法", True)
    assert found.note == "《旧例条例》已于2010年5月1日废止，现行规定见《示例登记法》。"


@pytest.mark.parametrize("text", ["《旧例条例》同时废止。", "原《旧例条例》规定的情形", "《旧例条例》施行前订立的合同"])
def test_speaking_of_the_past_is_no_fault(text):
    assert not find(text, LAWS, DAY)[0].sure


def test_wrong_titles_name_the_right_one():
    (found,) = find("依照《示例登记管理法》第三条", LAWS, DAY)
    assert (found.title, found.successor) == (FULL, FULL)


def test_numbers_in_titles_must_agree_to_be_alike():
    assert find("《刑法修正案（十三）》第一条", LAWS, DAY)[0].verdict == "unknown_law"


def test_local_documents_are_never_said_not_to_exist():
    for text in ("《某某市绿化条例》第三条", "《城市照明管理办法》第三条"):
        (found,) = find(text, LAWS, DAY)
        assert (found.verdict, found.sure) == ("unknown_law", False)


def test_without_an_authoritys_label_the_verdict_is_unsure():
    (found,) = find("《示例绿化办法》第三条", LAWS, DAY)
    assert (found.verdict, found.flags) == ("ok", ("unverified",))


def test_without_counts_places_are_reported_as_unchecked():
    (found,) = find("《示例档案条例》第三百条", LAWS, DAY)
    assert (found.verdict, found.flags) == ("ok", ("unchecked",))


def test_old_numbering_is_seen_by_what_the_sentence_says():
    text = "登记机关收到登记申请之日起十五日内书面答复申请人，依照《登记法》第二条。"
    (found,) = find(text, LAWS, DAY)
    assert (found.verdict, found.successor) == ("old_numbering", "现行第7条")
    assert find(text, LAWS, date(2015, 1, 1))[0].verdict == "ok"
    assert find("依照《登记法》第二条，登记资料应当向社会公开。", LAWS, DAY)[0].verdict == "ok"


def test_a_named_old_version_is_old_numbering():
    (found,) = find("按照《登记法》（2010年公布）第二条办理", LAWS, DAY)
    assert (found.verdict, found.flags) == ("old_numbering", ("old_version",))


def test_a_document_with_another_number():
    (found,) = find("根据《关于加强登记管理工作的通知》（示国办发〔2018〕73号）", LAWS, DAY)
    assert (found.verdict, found.flags) == ("doc_number", ("wrong_number",))
    assert "应为“示国办发〔2018〕37号”" in found.note
    (known,) = find("见示国令第9号", LAWS, DAY)
    assert known.title == "示例档案条例"


def test_a_document_nobody_knows_takes_its_title_from_the_text():
    (found,) = find("《关于做好某事的通知》（示政发〔2020〕5号）", LAWS, DAY)
    assert (found.title, found.quote) == ("关于做好某事的通知", "示政发〔2020〕5号")


def test_json_names_are_those_of_the_contract():
    (found,) = find("《登记法》第三条", LAWS, DAY)
    names = {"start", "end", "quote", "title", "version", "article", "paragraph", "item", "verdict"}
    assert names <= set(found.as_dict())
