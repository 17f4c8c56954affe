"""Words follow from exact values: the entailment table of the report, and its edges."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fazhi.report.rendering import RULES, Broken, follows, rounded

TRUE = (
    ("115件", 115), ("360余条", 361), ("360余条", 369), ("60余场", 64), ("达3000人次", 3000), ("达3000人次", 3099),
    ("1.66亿+条", 166_000_000), ("1.66亿+条", 166_999_999), ("1353.63万元", 1_353_630_000), ("1353.63万元", 1_353_634_999),
    ("同比增加137.7%", Fraction(145 - 61, 61)), ("下降30%", Fraction(-3, 10)), ("100%", 1), ("十项", 10), ("92.71%", Fraction(140, 151)),
)  # fmt: skip
FALSE = (
    ("115件", 116), ("360余条", 360), ("360余条", 370), ("60余场", 70), ("达3000人次", 3100), ("达3000人次", 2999),
    ("1.66亿+条", 167_000_000), ("1.66亿+条", 165_999_999), ("1353.63万元", 1_353_640_001), ("同比增加137.7%", Fraction(-137, 100)),
    ("同比减少137.7%", Fraction(84, 61)), ("下降30%", Fraction(3, 10)), ("下降30%", Fraction(-1, 4)), ("100%", Fraction(996, 1000)), ("十项", 11),
    ("与上年持平", Fraction(1, 100)), ("许多条", 5),
)  # fmt: skip


@pytest.mark.parametrize(("words", "value"), TRUE)
def test_entailed(words, value):
    assert follows(words, value)


@pytest.mark.parametrize(("words", "value"), FALSE)
def test_not_entailed(words, value):
    assert not follows(words, value)


@given(st.integers(0, 9_999), st.sampled_from(["数", "余", "达", "汉字"]))
def test_every_count_prints_true_words(value, rule):
    assert follows(RULES[rule](value, "件"), value)


@given(st.fractions(-3, 30), st.sampled_from(["同比", "升降"]))
def test_every_change_prints_true_words(value, rule):
    words = RULES[rule](value, "%")
    assert follows(words, value) or rounded(abs(value) * 100, 1) in ("0.0", "0.1", "0.2", "0.3", "0.4", "0.5")


@given(st.integers(0, 10**12))
def test_every_amount_prints_true_words(fen):
    assert follows(RULES["万元"](fen, "分"), fen)


@given(st.integers(1, 10_000), st.integers(1, 10_000))
def test_a_hundred_percent_is_never_rounded_up_to(part, more):
    words = RULES["%"](Fraction(part, part + more), "%")
    assert words != "100%" and words != "100.0%"


def test_a_rate_is_never_printed_as_a_count():
    with pytest.raises(Broken):
        RULES["数"](Fraction(1, 3), "件")
