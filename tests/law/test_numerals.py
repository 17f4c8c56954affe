import pytest
from hypothesis import given
from hypothesis import strategies as st

from fazhi.law.numerals import article_label, parse_place, to_chinese, to_int

PAIRS = [
    ("十", 10),
    ("十二", 12),
    ("二十", 20),
    ("一百零三", 103),
    ("一百一十", 110),
    ("一千二百六十", 1260),
    ("三百", 300),
]


@pytest.mark.parametrize(("words", "number"), PAIRS)
def test_as_statutes_write_it(words, number):
    assert to_int(words) == number
    assert to_chinese(number) == words


@pytest.mark.parametrize(
    ("words", "number"), [("33", 33), ("３３", 33), ("二〇二四", 2024), ("一○三", 103), ("两百", 200), ("〇", 0)]
)
def test_other_spellings(words, number):
    assert to_int(words) == number


@given(st.integers(0, 9999))
def test_there_and_back(number):
    assert to_int(to_chinese(number)) == number


@pytest.mark.parametrize("words", ["", "甲", "第三", "3a"])
def test_refuses_what_is_no_numeral(words):
    with pytest.raises(ValueError, match="不是数字"):
        to_int(words)


def test_labels():
    assert article_label(30, 1, 3) == "第三十条第一款第（三）项"
    assert article_label(120, of=1) == "第一百二十条之一"
    assert article_label(9, item=12) == "第九条第（十二）项"


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("33", (33, 0, None, None)),
        ("三十三", (33, 0, None, None)),
        ("第三十三条", (33, 0, None, None)),
        ("33.1", (33, 0, 1, None)),
        ("33.1.2", (33, 0, 1, 2)),
        ("第三十条第一款", (30, 0, 1, None)),
        ("第三十条第一款第（三）项", (30, 0, 1, 3)),
        ("第九条第三项", (9, 0, None, 3)),
        ("第一百二十条之一第二款", (120, 1, 2, None)),
    ],
)
def test_places_as_people_type_them(text, place):
    assert parse_place(text) == place


@pytest.mark.parametrize("text", ["", "第条", "abc", "第三十条第款"])
def test_refuses_other_places(text):
    with pytest.raises(ValueError, match="看不懂"):
        parse_place(text)
