"""Ideas in any order: the matcher behind 概念 lines, and how a card writes them."""

import random

import pytest

from fazhi.engines.review.literals import required
from fazhi.engines.review.naive import NaiveScanner
from fazhi.engines.review.rules import CardError, _together
from fazhi.engines.review.scan import Scanner
from fazhi.engines.review.structure import Document
from fazhi.engines.review.together import ideas_of, matcher, source


def spans(pattern: str, text: str) -> list[str]:
    return [text[m.start() : m.end()] for m in matcher(pattern).finditer(text, 0, len(text))]


@pytest.mark.parametrize("text", ["甲一乙二丙", "丙甲乙", "乙丙一一甲"])
def test_all_ideas_in_any_order(text):
    assert spans(source(["甲", "乙", "丙"]), text) == [text]


def test_an_idea_missing_or_too_far_away():
    assert not spans(source(["甲", "乙"]), "甲丙")
    assert spans(source(["甲", "乙"], reach=4), "甲一二乙") and not spans(source(["甲", "乙"], reach=4), "甲一二三乙")


def test_two_ideas_never_share_a_word():
    assert not spans(source(["甲乙", "乙丙"]), "甲乙丙")
    assert spans(source(["甲乙", "乙丙"]), "甲乙，乙丙") == ["甲乙，乙丙"]


def test_the_nearest_words_are_taken_and_groups_do_not_overlap():
    assert spans(source(["甲", "乙"], reach=6), "乙一甲二乙三三三三三甲乙") == ["乙一甲", "甲乙"]


def test_words_that_forbid_it():
    assert not spans(source(["甲", "乙"], but="依法"), "依法甲乙")


def test_a_card_line_with_reach_groups_and_exception():
    pattern = _together("30 〈库〉 + (?:抽取|选定) - 专家")
    assert pattern.startswith("30＆") and len(ideas_of(pattern)) == 2
    assert spans(pattern, "名录库中抽取") and not spans(pattern, "专家名录库中抽取")
    with pytest.raises(CardError):
        _together("〈没有的组〉 + 甲")


def test_the_fast_scanner_finds_the_same():
    pattern = source(["甲", "乙丙?", "[丁戊]"], reach=9, but="己己")
    assert all(required(pattern))
    rng = random.Random(3)
    for _ in range(400):
        document = Document("".join(rng.choices("甲乙丙丁戊己。；", k=30)))
        found = [[(n, m.span()) for n, m in by([pattern]).hits(document)] for by in (Scanner, NaiveScanner)]
        assert found[0] == found[1]
