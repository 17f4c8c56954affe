"""The shape of a draft, with places."""

from hypothesis import given
from hypothesis import strategies as st

from fazhi.engines.review.structure import Document, chinese_number

DRAFT = """示例区停车管理办法

第一条　为规范停车，制定本办法。
第二条　停车人应当遵守下列规定：
（一）按位停放；
（二）不占盲道。
第三条　本办法自2026年6月1日起施行。

2026年5月1日
附件1：收费标准
第一条　附件里的条不算正文的条。
"""


def test_title_articles_annexes_signature():
    document = Document(DRAFT)
    assert document.title == "示例区停车管理办法"
    assert [a.number for a in document.articles] == [1, 2, 3]
    assert [a.label for a in document.annexes] == ["附件1："]
    assert document.norm[slice(*document.signature)] == "2026年5月1日"
    second = document.articles[1]
    assert document.text[slice(*document.back(second.start, second.end))].startswith("第二条　停车人")


def test_stem_and_label():
    document = Document(DRAFT)
    at = document.norm.index("不占盲道")
    assert document.stem(at).startswith("第二条停车人应当遵守下列规定")
    assert document.label(at) == "第二条"
    assert document.stem(document.norm.index("本办法自")) == ""


def test_sentences_and_lines():
    document = Document("甲。乙；丙\n丁")
    assert [document.norm[slice(*document.sentence(i))] for i in (0, 2, 4, 6)] == ["甲。", "乙；", "丙\n", "丁"]
    assert document.norm[slice(*document.line(2))] == "甲。乙；丙"


@given(st.text(alphabet="甲乙 　\t１（）(),，。\n\ufeff", max_size=80), st.data())
def test_every_place_leads_back(text, data):
    """The characters found through `back` are those of the normalised text, blanks and width aside."""
    document = Document(text)
    if not document.norm:
        return
    start = data.draw(st.integers(0, len(document.norm) - 1))
    end = data.draw(st.integers(start + 1, len(document.norm)))
    first, last = document.back(start, end)
    assert Document(text[first:last]).norm == document.norm[start:end]


def test_numbers():
    words = {"一": 1, "十": 10, "十二": 12, "二十": 20, "一百零三": 103, "一千二百六十": 1260, "33": 33}
    assert {w: chinese_number(w) for w in words} == words


@given(st.text(alphabet="甲乙。；！？\n\t，", max_size=30))
def test_sentences_end_at_every_stop_and_at_the_end(text):
    ends = [i + 1 for i, char in enumerate(text) if char in "。；！？\n\t"]
    assert Document(text).stops == ends + ([len(text)] if text and (not ends or ends[-1] < len(text)) else [])


@given(st.text(alphabet="甲第一条\n", max_size=30))
def test_lines_know_where_they_begin(text):
    assert all(text.startswith(line, at) and (at == 0 or text[at - 1] == "\n") for at, line in Document(text).lines)
    assert "\n".join(line for _, line in Document(text).lines) == "\n".join(line for line in text.split("\n") if line)
