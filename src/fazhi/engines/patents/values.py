"""Dates, names and words as the sources write them, made comparable."""

import html
import re
import unicodedata
from datetime import date
from functools import lru_cache

TODAY_LIMIT = 1  # years a date may lie ahead before it is taken for an error
LEGAL_FORMS = re.compile(
    r"(股份有限公司|有限责任公司|有限公司|集团公司|公司|,?\s*\b(CO\.?,?\s*LTD|COMPANY LIMITED|LTD|LIMITED|INC|INCORPORATED|CORP|CORPORATION|LLC|LLP|"
    r"GMBH|AG|SA|NV|BV|PLC|KK|OY|AB|AS|SRL|SPA|CO)\b\.?)\s*$"
)
CONNECTORS = str.maketrans({":": " ", ".": " ", "'": " ", "_": " "})
WORD = re.compile(r"[0-9a-z]+|[^\x00-\x7f]")


@lru_cache(1 << 16)
def day(text: str | int | None) -> int:
    """YYYYMMDD of a date written YYYYMMDD, YYYY-MM-DD or ISO with a time; 0 for none, an unknown one, 00010101 or one in the future.

    A day of 00 (old US data) becomes the first of its month, a month of 00 the first of January.
    """
    digits = str(text or "").strip().partition("T")[0].replace("-", "").replace("/", "")
    if len(digits) != 8 or not digits.isdecimal():
        return 0
    year, month, number = int(digits[:4]), int(digits[4:6]) or 1, int(digits[6:]) or 1
    try:
        found = date(year, month, number)
    except ValueError:
        return 0
    if year < 1790 or found.year > date.today().year + TODAY_LIMIT:
        return 0
    return year * 10000 + month * 100 + number


def short_day(text: str, order: str) -> int:
    """A date with a two-digit year, only where the file has declared its order (`DMY` or `MDY`)."""
    m = re.fullmatch(r"(\d{1,2})/(\d{1,2})/(\d{2}|\d{4})", text.strip())
    if not m or order not in ("DMY", "MDY"):
        return 0
    a, b = int(m[1]), int(m[2])
    year = int(m[3]) if len(m[3]) == 4 else (2000 if int(m[3]) <= date.today().year % 100 else 1900) + int(m[3])
    d, month = (a, b) if order == "DMY" else (b, a)
    return day(f"{year:04d}{month:02d}{d:02d}")


def spaced(text: str | None) -> str:
    """Text on one line, entities resolved, blanks collapsed."""
    if not text:
        return ""
    return " ".join((html.unescape(text) if "&" in text else text).split())


def names(values: list[str]) -> str:
    """Names one a line, each once, in order; `None`, `NULL` and blanks dropped."""
    seen = dict.fromkeys(spaced(v).replace("\n", " ") for v in values)
    return "\n".join(v for v in seen if v and v.upper() not in ("NONE", "NULL", "N/A"))


def cells(text: str) -> list[str]:
    """The values of one cell: ` | ` and `;;` separate."""
    return [v for part in re.split(r"\s*\|\s*|;;", text or "") if (v := part.strip()) and v.upper() != "NONE"]


def match_name(name: str) -> str:
    """A name for matching only: NFKC, upper case, one blank, legal form dropped."""
    folded = re.sub(r"\s+", " ", unicodedata.normalize("NFKC", name).upper()).strip(" .,")
    return LEGAL_FORMS.sub("", folded).strip(" .,") or folded


def words(text: str) -> list[str]:
    """The tokens of the store's text index: ASCII words, folded, and every other character by itself."""
    return WORD.findall(text.lower().translate(CONNECTORS))
