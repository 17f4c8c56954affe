from hypothesis import given
from hypothesis import strategies as st

from fazhi.law.statute import Article, parse, passage, read_shape, shape
from law.conftest import NEW


def test_articles_with_headings_paragraphs_and_items():
    law = parse(NEW)
    assert law.title == "示例登记法"
    assert law.note.startswith("2010年3月1日")
    assert [(a.number, a.of) for a in law.articles] == [(1, 0), (2, 0), (2, 1), (3, 0), (4, 0)]
    second = law.articles[1]
    assert (second.chapter, second.section) == ("第一章　总则", "")
    assert len(second.paragraphs) == 2
    assert [i.number for i in second.paragraphs[0].items] == [1, 2, 3]
    assert second.paragraphs[0].items[1].text.endswith("2.电话；")
    assert (law.articles[3].chapter, law.articles[3].section) == ("第二章　程序", "第一节　申请")
    assert law.articles[4].section == ""
    assert law.articles[4].text.endswith("同时废止。")
    assert law.loose == "附件：登记表"


def test_passages():
    second = parse(NEW).articles[1]
    assert passage(second, 2) == "前款规定的情形消失的，应当公开。"
    assert passage(second, item=3) == passage(second, 1, 3) == "（三）其他情形。"
    assert passage(second).count("\n") == 6
    assert passage(second, 3) is passage(second, 2, 1) is passage(second, 0) is None


def test_headings_without_marks():
    law = parse("示例\n第一章　总则\n第一条　甲。\n第二章 附则\n第二条　乙。", "示例法")
    assert [a.chapter for a in law.articles] == ["第一章　总则", "第二章 附则"]


def test_shape_counts_paragraphs_and_items():
    assert read_shape(shape(parse(NEW).articles)) == {
        (1, 0): (0,),
        (2, 0): (3, 0),
        (2, 1): (0,),
        (3, 0): (0,),
        (4, 0): (0,),
    }


places = st.dictionaries(
    st.tuples(st.integers(1, 40), st.integers(0, 2)), st.lists(st.integers(0, 4), min_size=1, max_size=3), max_size=25
)


@given(places)
def test_shape_there_and_back(places):
    """Any set of articles, with gaps and 之N, any paragraphs and items."""
    articles = []
    for (number, of), paragraphs in sorted(places.items()):
        lines = []
        for n, items in enumerate(paragraphs):
            lines += [f"款{n}", *(f"（{'一二三四'[i]}）项" for i in range(items))]
        articles.append(Article(number, of, "", "", "", "\n".join(lines)))
    assert read_shape(shape(articles)) == {place: tuple(items) for place, items in places.items()}
