"""The draft against the words of the articles it cites: beside the point (A08), copied out (F18)."""

import random
from datetime import date
from difflib import SequenceMatcher
from types import SimpleNamespace
from typing import ClassVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fazhi.engines.citations.model import Citation
from fazhi.engines.review.copying import COPIED, MOST_OF, Wording, bare, copied, sentences
from fazhi.engines.review.quoting import beside
from fazhi.engines.review.structure import Document

ON = date(2026, 11, 22)
ARTICLES = {
    14: "拟订示例事项的机关应当在起草阶段开展示例审查，并且在送审时附上示例审查结论，没有结论的不得提交审议。",
    34: "行政机关可以依法制定裁量基准，规范行使裁量权。裁量基准应当向社会公布。",
}
TITLE = "中华人民共和国示例法"


class Version:
    """Its one text, with articles up to 40 said to be there."""

    last_article = 40
    shape: ClassVar = {(number, 0): () for number in ARTICLES}


class Laws:
    """One law with two articles."""

    def find(self, title):
        return SimpleNamespace(text_on=lambda on: Version()) if title == TITLE else None

    def words(self, version, article, of):
        return ARTICLES.get(article)


def cited(text: str, article: int | None, words: str) -> list[Citation]:
    at = text.index(words)
    return [Citation(at, at + len(words), words, TITLE, None, article, None, None, "ok")]


def off(text: str, words: str = "《示例法》第三十四条") -> bool:
    return bool(list(beside(text, cited(text, 34, words), Laws(), ON)))


def test_a_deed_the_article_does_not_speak_of_is_found():
    assert off("依据《示例法》第三十四条收取施工保证金。")


@pytest.mark.parametrize(
    "text",
    [
        "依据《示例法》第三十四条公布裁量基准。",
        "根据《示例法》第三十四条，收取保证金。",
        "本决定书依照《示例法》第三十四条作出。",
        "依照《示例法》第三十四条的规定办理。",
    ],
)
def test_matching_deeds_and_set_phrases_are_left_alone(text):
    assert not off(text)


def test_a_short_form_is_not_judged():
    assert not off("按照《办法》第三十四条收取施工保证金。", "《办法》第三十四条")


def repeated(text: str) -> list[tuple[str, int]]:
    document = Document(text)
    found = copied(document, cited(text, None, "《示例法》"), Laws(), ON)
    return [(text[slice(*document.back(start, end))], article) for start, end, _, article in found]


BASIS = "现印发给你们。\n第一条　根据《示例法》，制定本办法。\n"


def test_an_article_copied_out_is_found_whatever_the_punctuation():
    own = "第二条　" + ARTICLES[14].replace("，并且", "、并且").replace("示例审查", "示例 审查").rstrip("。")
    assert repeated(BASIS + own + "。\n第三条　本办法自公布之日起施行。") == [(own, 14)]


def test_an_article_that_adds_something_is_left_alone():
    more = "，区司法局在收到材料后五个工作日内出具书面意见，意见分为同意、修改后同意、不同意三种，并且抄送区市场监督管理局备查"
    assert not repeated(BASIS + "第二条　" + ARTICLES[14].rstrip("。") + more + "。")


def test_items_and_laws_themselves_are_left_alone():
    assert not repeated(BASIS + "（一）" + ARTICLES[14])
    text = f"{TITLE}\n第二条　{ARTICLES[14]}\n根据《示例法》执行。"
    assert not repeated(text)


def compared_in_full(words: str, articles: dict[int, str]) -> bool:
    """The reference: the longest run of characters the sentence shares with any article."""
    longest = 0
    for article in articles.values():
        blocks = SequenceMatcher(None, words, article, autojunk=False)
        longest = max(longest, blocks.find_longest_match().size)
    return longest >= max(COPIED, MOST_OF * len(words))


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 2**32))
def test_looking_for_the_middle_finds_what_comparing_in_full_finds(seed):
    """Pieces of an article of every length, with own words before and after, hit and miss the limits by a character."""
    rng = random.Random(seed)
    law = {n: "".join(rng.choices("甲乙丙丁戊己庚辛壬癸子丑寅卯", k=rng.randrange(30, 160))) for n in (1, 2, 3)}
    source = law[rng.choice((1, 2, 3))]
    at = rng.randrange(len(source))
    piece = source[at : at + rng.randrange(1, 120)]
    text = f"第{rng.choice('一二三')}条" + "申" * rng.randrange(25) + piece + "酉" * rng.randrange(45) + "。"
    found = Wording(sorted(law.items()))
    for sentence in sentences(Document(text)):
        assert (found.source(sentence) is not None) == compared_in_full(bare(sentence.words), law), (piece, text)
