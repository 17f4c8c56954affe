"""The fast scanner finds exactly what the naive loop finds: on generated texts, and on real ones where they are at hand."""

import random
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fazhi.engines.review import RULES, review
from fazhi.engines.review.engine import pattern_table, scanner
from fazhi.engines.review.literals import required
from fazhi.engines.review.naive import NaiveScanner
from fazhi.engines.review.scan import Scanner
from fazhi.engines.review.structure import Document
from fazhi.engines.review.together import matcher

SHARED = next((p / "shared" for p in Path(__file__).resolve().parents if (p / "shared" / "laws").is_dir()), None)
NAIVE = NaiveScanner(pattern_table()[0])
EXAMPLES = [t for r in RULES for t in (r.bad, r.good) if isinstance(t, str)]


def places(scanner, text):
    return [(number, m.span()) for number, m in scanner.hits(Document(text))]


def same(text):
    assert places(scanner(), text) == places(NAIVE, text)


def test_on_all_examples_in_one_text():
    same("\n".join(EXAMPLES))


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2**32))
def test_on_texts_stirred_from_the_examples(seed):
    """Halves of sentences joined at random: many near misses, some new matches."""
    rng = random.Random(seed)
    parts = []
    for _ in range(30):
        sentence = rng.choice(EXAMPLES)
        cut = rng.randrange(len(sentence) + 1)
        parts.append(sentence[:cut] if rng.random() < 0.5 else sentence[cut:])
        parts.append(rng.choice(["", "，", "。", "；", "\n", "不得", "1", " ", "　"]))
    same("".join(parts))


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="本地区市企业注册奖励给予优先采购不得。；\n（一）1%《》 　", max_size=200))
def test_on_letters_at_random(text):
    same(text)


@given(st.sampled_from(pattern_table()[0]))
def test_the_words_asked_for_are_needed(pattern):
    """No example that a pattern matches lacks one of the word sets read from it."""
    for example in EXAMPLES:
        sentence = Document(example).norm
        if next(matcher(pattern).finditer(sentence, 0, len(sentence)), None):
            for words in required(pattern):
                assert any(w in sentence for w in words)


@pytest.mark.parametrize(
    "pattern",
    [
        "(?:甲|乙丙)[^。]{0,3}丁",
        "甲?乙(?!丙)",
        "[甲乙]丙|丁戊+",
        "(?:甲(?:乙|丙)){1,2}丁?",
        "甲{2}",
        "[^。]甲",
        "(?<!甲)乙",
        "甲*",
    ],
)
def test_small_patterns(pattern):
    rng = random.Random(7)
    texts = ["".join(rng.choices("甲乙丙丁戊。", k=12)) for _ in range(300)]
    for text in texts:
        assert places(Scanner([pattern]), text) == places(NaiveScanner([pattern]), text)


def test_empty_and_odd_texts():
    for text in ("", "\n", "。", "\n\n\n", " \u3000 ", "\ufeff"):
        same(text)
        assert review(text, on=date(2026, 11, 22)).chars == len(text)


@pytest.mark.skipif(SHARED is None, reason="needs the shared statute texts")
def test_on_real_texts():
    files = sorted((SHARED / "laws" / "行政法规").glob("*.md"))[::60]
    for file in files:
        same(file.read_text(encoding="utf-8"))
