"""Chinese numerals to integers and back, and the way a place in a law is written (第三十条第一款第（三）项)."""

import re
from functools import lru_cache

DIGITS = "〇一二三四五六七八九"
VALUES = {c: n for n, c in enumerate(DIGITS)} | {"零": 0, "两": 2, "○": 0, "Ｏ": 0}
UNITS = {"十": 10, "百": 100, "千": 1000}
FULL_WIDTH = str.maketrans("０１２３４５６７８９", "0123456789")

NUMERAL = "[零〇○一二两三四五六七八九十百千0-9０-９]+"


@lru_cache(maxsize=4096)
def to_int(numeral: str) -> int:
    """The value of a numeral in Chinese or Arabic figures: 一百二十三, 一〇三, 33, ３３. Refuses anything else."""
    plain = numeral.strip().translate(FULL_WIDTH)
    if plain.isascii() and plain.isdigit():
        return int(plain)
    if not plain or any(c not in VALUES and c not in UNITS for c in plain):
        raise ValueError(f"“{numeral}”不是数字。")
    if not any(c in UNITS for c in plain):
        return int("".join(str(VALUES[c]) for c in plain))
    total = digit = 0
    for c in plain:
        if c in UNITS:
            total += (digit or 1) * UNITS[c]
            digit = 0
        else:
            digit = VALUES[c]
    return total + digit


def to_chinese(number: int) -> str:
    """The numeral as statutes write it: 10 is 十, 103 is 一百零三, 1260 is 一千二百六十. From 0 to 9999."""
    if not 0 <= number <= 9999:
        raise ValueError(f"{number} 超出条文编号的范围。")
    if number < 10:
        return "零" if number == 0 else DIGITS[number]
    out, zero = "", False
    for unit, sign in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // unit % 10
        if digit:
            out += ("零" if zero else "") + DIGITS[digit] + sign
        zero = bool(out) and digit == 0
    return out[1:] if 10 <= number < 20 else out


def article_label(article: int, paragraph: int | None = None, item: int | None = None, of: int = 0) -> str:
    """A place as it is cited: (30, 1, 3) is 第三十条第一款第（三）项; `of` is the N of 之N."""
    label = f"第{to_chinese(article)}条" + (f"之{to_chinese(of)}" if of else "")
    if paragraph:
        label += f"第{to_chinese(paragraph)}款"
    if item:
        label += f"第（{to_chinese(item)}）项"
    return label


PLACE = re.compile(
    rf"^(?:第?({NUMERAL})条?)(?:之({NUMERAL}))?"
    rf"(?:\.([0-9]+)|第({NUMERAL})款)?(?:\.([0-9]+)|第?[（(]?({NUMERAL})[）)]?项)?$"
)


def parse_place(text: str) -> tuple[int, int, int | None, int | None]:
    """(article, 之N, paragraph, item) of 33, 三十三, 第三十三条, 33.1, 第三十条第一款第（三）项; refuses the rest."""
    found = PLACE.match(re.sub(r"\s", "", text))
    if not found:
        raise ValueError(f"看不懂“{text}”是哪一条。可以写 33、三十三、第三十三条、33.1 或者 第三十条第一款第（三）项。")
    article, of, dotted, paragraph, dotted_item, item = found.groups()
    paragraph, item = dotted or paragraph, dotted_item or item
    return (
        to_int(article),
        to_int(of) if of else 0,
        to_int(paragraph) if paragraph else None,
        to_int(item) if item else None,
    )
