"""Quotations held against the article they claim to repeat, and the citation rules that rest on flags of the citation engine."""

from datetime import date
from types import SimpleNamespace

import pytest

from fazhi.engines.citations.model import Citation
from fazhi.engines.review.engine import _fault
from fazhi.engines.review.quoting import misquoted
from fazhi.engines.review.rules import BY_ID

ON = date(2026, 11, 22)
ARTICLE = "示例事项应当公开征求意见，期限一般不少于三十日；情况紧急的，可以缩短并说明理由。"


class Laws:
    """One law with one article."""

    def find(self, title):
        return SimpleNamespace(text_on=lambda on: SimpleNamespace(last_article=15))

    def words(self, version, article, of):
        return ARTICLE if article == 15 else None


def cited(text: str, words: str = "《示例条例》第十五条", **more) -> Citation:
    at = text.index(words)
    rest = {"title": "示例条例", "version": None, "article": 15, "paragraph": None, "item": None, "verdict": "ok"} | more
    return Citation(at, at + len(words), words, **rest)


def quotes(text: str) -> list[str]:
    return [text[a:b] for a, b, _, _ in misquoted(text, [cited(text)], Laws(), ON)]


def test_a_changed_term_is_found_with_the_words_of_the_law():
    text = "《示例条例》第十五条规定：“期限一般不少于十日”，本办法从其规定。"
    ((start, end, _, original),) = misquoted(text, [cited(text)], Laws(), ON)
    assert text[start:end] == "期限一般不少于十日" and original == "期限一般不少于三十日"


def test_a_duty_turned_into_a_choice_is_found():
    assert quotes("依照《示例条例》第十五条“示例事项可以公开征求意见”的规定办理。")


@pytest.mark.parametrize(
    "text",
    [
        "《示例条例》第十五条规定“期限一般不少于三十日”。",
        "《示例条例》第十五条规定，“示例事项应当公开征求意见、期限一般不少于三十日”。",
        "按照《示例条例》第十五条开展“阳光决策惠民生”主题活动。",
        "《示例条例》第十五条的要求已经落实。后来又有“示例事项可以公开征求意见”一说。",
    ],
)
def test_faithful_quotes_and_own_words_are_left_alone(text):
    assert not quotes(text)


@pytest.mark.parametrize(
    ("rule", "more"),
    [
        ("A01", {"verdict": "unknown_law"}),
        ("A04", {"verdict": "old_numbering"}),
        ("A04", {"flags": ("old_version",)}),
        ("A10", {"flags": ("not_yet",)}),
        ("A13", {"verdict": "doc_number", "flags": ("wrong_number",)}),
    ],
)
def test_what_the_citation_engine_says_becomes_the_rule(rule, more):
    assert _fault(cited("《示例条例》第十五条", **more), Laws(), ON) in BY_ID[rule].verdicts
