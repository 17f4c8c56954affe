"""Sums of money as contracts write them, in figures and in capitals, to fen."""

from decimal import Decimal

DIGITS = {c: i for i, c in enumerate("零壹贰叁肆伍陆柒捌玖")}
UNITS = {"拾": 10, "佰": 100, "仟": 1000}


def figure_to_fen(number: str, unit: str = "") -> int:
    """12,000.50 with 万, 亿 or nothing after it."""
    factor = {"": 1, "万": 10_000, "亿": 100_000_000}[unit]
    return int(Decimal(number.replace(",", "").replace("，", "")) * factor * 100)


def capital_to_fen(text: str) -> int:
    """壹佰贰拾万元整; refuses nothing, reads what it can."""
    total = section = digit = fen = 0
    for char in text:
        if char in DIGITS:
            digit = DIGITS[char]
        elif char in UNITS:
            section, digit = section + (digit or 1) * UNITS[char], 0
        elif char == "万":
            total, section, digit = total + (section + digit) * 10_000, 0, 0
        elif char == "亿":
            total, section, digit = (total + section + digit) * 100_000_000, 0, 0
        elif char in "元圆":
            total, section, digit = total + section + digit, 0, 0
        elif char == "角":
            fen, digit = fen + digit * 10, 0
        elif char == "分":
            fen, digit = fen + digit, 0
    return (total + section + digit) * 100 + fen
