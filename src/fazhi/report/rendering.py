"""How an exact value becomes words, and whether printed words follow from an exact value; the two are written independently."""

import re
from collections.abc import Callable
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from fractions import Fraction

from fazhi.law.numerals import to_chinese, to_int


class Broken(ValueError):
    """The words a template asks for would not follow from the value."""


Number = int | Fraction


def rounded(value: Number, places: int, mode: str = "half_up") -> str:
    """A number with fixed decimals. mode: `half_up` or `truncate`; one report uses one of them and says which."""
    step = Decimal(1).scaleb(-places)
    exact = Decimal(Fraction(value).numerator) / Decimal(Fraction(value).denominator)
    return str(exact.quantize(step, ROUND_HALF_UP if mode == "half_up" else ROUND_DOWN))


def exact(value: Number, unit: str) -> str:
    return f"{whole(value)}{unit}"


def whole(value: Number) -> int:
    if Fraction(value).denominator != 1:
        raise Broken("比例不能按整数印出")
    return int(value)


def over(value: Number, unit: str) -> str:
    """360余条: above a multiple of ten and below the next; an exact multiple is printed as it is."""
    n = whole(value)
    return f"{n // 10 * 10}余{unit}" if n > 10 and n % 10 else f"{n}{unit}"


def reaching(value: Number, unit: str) -> str:
    """达3000人次: at least a multiple of a hundred, below the next."""
    n = whole(value)
    return f"达{n // 100 * 100}{unit}" if n >= 100 else f"{n}{unit}"


def hundred_million(value: Number, unit: str) -> str:
    """1.66亿+条: floored to a hundredth of 亿."""
    n = whole(value)
    return f"{n // 1_000_000 / 100:.2f}亿+{unit}" if n >= 1_000_000 else f"{n}{unit}"


def ten_thousand_yuan(value: Number, unit: str) -> str:
    """1353.63万元 from fen: two decimals, half up."""
    return f"{rounded(Fraction(whole(value), 1_000_000), 2)}万元"


def _change(value: Number, places: int, more: str, less: str) -> str:
    if not value:
        return "与上年持平"
    return f"{more if value > 0 else less}{rounded(abs(value), places)}%"


def yoy(value: Number, unit: str) -> str:
    """同比增加137.7%: one decimal; the word follows the sign."""
    return _change(Fraction(value) * 100, 1, "同比增加", "同比减少")


def decline(value: Number, unit: str) -> str:
    """下降30%: no decimals; the word follows the sign."""
    return _change(Fraction(value) * 100, 0, "上升", "下降")


def percent(value: Number, unit: str) -> str:
    """100% only where numerator and denominator are equal: 99.96 prints 99.9, never 100."""
    if value == 1:
        return "100%"
    words = rounded(Fraction(value) * 100, 1)
    return f"{words if Decimal(words) < 100 else rounded(Fraction(value) * 100, 1, 'truncate')}%"


def percent_truncated(value: Number, unit: str) -> str:
    return "100%" if value == 1 else f"{rounded(Fraction(value) * 100, 1, 'truncate')}%"


def chinese(value: Number, unit: str) -> str:
    """十项: the numeral in Chinese characters."""
    return f"{to_chinese(whole(value))}{unit}"


def version(value: Number, unit: str) -> str:
    return f"{whole(value)}版"


RULES: dict[str, Callable[[Number, str], str]] = {
    "数": exact,
    "余": over,
    "达": reaching,
    "亿+": hundred_million,
    "万元": ten_thousand_yuan,
    "同比": yoy,
    "升降": decline,
    "%": percent,
    "%截": percent_truncated,
    "汉字": chinese,
    "版": version,
}


# ---------------------------------------------------------------- entailment


def _near(printed: str, value: Fraction) -> bool:
    """Whether a printed decimal is the value rounded half up or truncated at its last place."""
    places = len(printed.partition(".")[2])
    return printed in (rounded(value, places), rounded(value, places, "truncate"))


def follows(words: str, value: Number) -> bool:
    """Whether the printed words are true of the exact value (money in fen, rates as fractions)."""
    x = Fraction(value)
    if m := re.match(r"(\d+)余", words):
        return int(m[1]) < x < int(m[1]) + 10 and int(m[1]) % 10 == 0
    if m := re.match(r"达(\d+)", words):
        return int(m[1]) <= x < int(m[1]) + 100
    if m := re.match(r"(\d+\.\d\d)亿\+", words):
        return Fraction(m[1]) * 10**8 <= x < (Fraction(m[1]) + Fraction(1, 100)) * 10**8
    if m := re.match(r"(\d+\.\d\d)万元", words):
        return abs(x - Fraction(m[1]) * 1_000_000) <= 5_000
    if words == "与上年持平":
        return x == 0
    if m := re.match(r"(?:同比)?(增加|上升|减少|下降)([\d.]+)%", words):
        return (x > 0) == (m[1] in "增加上升") and x != 0 and _near(m[2], abs(x) * 100)
    if m := re.match(r"([\d.]+)%", words):
        return x == 1 if Fraction(m[1]) == 100 else _near(m[1], x * 100)
    if m := re.match(r"(\d+)(?![\d.])", words):
        return int(m[1]) == x
    if m := re.match(r"[零一二三四五六七八九十百千]+", words):
        return to_int(m[0]) == x
    return False
