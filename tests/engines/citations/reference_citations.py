"""The slow reading of places and bare titles, character by character, that the fast one must equal."""

from collections.abc import Collection

NUMERALS = "零〇○一二两三四五六七八九十百千0123456789０１２３４５６７８９"
SEPARATORS = ("、", "和", "至", "到", "或者", "或", "－", "—", "-", "~", "～")
JOINS = ("、", "和", "与", "或者", "或", "以及", "及")
RANGES = ("至", "到", "－", "—", "-", "~", "～")
VALUES = dict(zip("零〇○一二两三四五六七八九", (0, 0, 0, 1, 2, 2, 3, 4, 5, 6, 7, 8, 9), strict=True))


class No(Exception):
    """What was looked for is not here."""


def value(words: str) -> int:
    digits = {chr(ord("０") + n): n for n in range(10)} | {str(n): n for n in range(10)} | VALUES
    if not any(c in "十百千" for c in words):
        out = 0
        for c in words:
            out = out * 10 + digits[c]
        return out
    total = kept = 0
    for c in words:
        if c in "十百千":
            total, kept = total + (kept or 1) * {"十": 10, "百": 100, "千": 1000}[c], 0
        else:
            kept = digits[c]
    return total + kept


def blank(text: str, i: int) -> int:
    return i + 1 if i < len(text) and text[i].isspace() else i


def expect(text: str, i: int, *words: str) -> int:
    for word in words:
        if text.startswith(word, i):
            return i + len(word)
    raise No


def numeral(text: str, i: int) -> int:
    end = i
    while end < len(text) and text[end] in NUMERALS:
        end += 1
    if not 1 <= end - i <= 9:
        raise No
    return end


def numbers(text: str, i: int, bracketed: bool) -> tuple[list[list], int]:
    """[start, end, value, to] of each number from `i`, and where the list ends."""
    found: list[list] = []
    ranged = False
    while True:
        start = i
        if bracketed and i < len(text) and text[i] in "（(":
            i = blank(text, i + 1)
        at = i
        i = numeral(text, i)
        number, end = value(text[at:i]), i
        if bracketed:
            after = blank(text, i)
            if after < len(text) and text[after] in "）)":
                i = after + 1
        if text[end : end + 1] in ("）", ")"):
            end += 1
        if at and text[at - 1] in "（(":
            start = at - 1
        else:
            start = at
        if start and text[start - 1] == "第":
            start -= 1
        if ranged:
            found[-1][1], found[-1][3] = end, number
        else:
            found.append([start, end, number, None])
        try:
            after = blank(text, i)
            last = after
            after = blank(text, expect(text, after, *SEPARATORS))
            ranged = any(c in text[last:after] for c in RANGES)
            after = blank(text, after + 1 if text[after : after + 1] == "第" else after)
            look = blank(text, after + 1) if bracketed and text[after : after + 1] in ("（", "(") else after
            numeral(text, look)
            i = after
        except No:
            return found, i


def unit(text: str, i: int, word: str, bracketed: bool) -> tuple[list[list], int]:
    """第…条, 第…款 or 第…项 at `i`."""
    start = i
    i = blank(text, expect(text, i, "第"))
    found, i = numbers(text, i, bracketed)
    end = expect(text, blank(text, i), word)
    found[0][0], found[-1][1] = start, end
    return found, end


def attempt(reading, *args):
    try:
        return reading(*args)
    except No:
        return None


def open_items(text: str, i: int) -> tuple[list[list], int]:
    """（一）、（二）项 without 第."""
    found = []
    while True:
        start = i
        i = expect(text, i, "（", "(")
        end = numeral(text, i)
        number = value(text[i:end])
        i = expect(text, end, "）", ")")
        found.append([start, i, number, None])
        if not (text[i : i + 1] == "、" and attempt(bracket_number, text, i + 1)):
            break
        i += 1
    i = i + 1 if text[i : i + 1] == "项" else i
    found[-1][1] = i
    return found, i


def bracket_number(text: str, i: int) -> int:
    return expect(text, numeral(text, expect(text, i, "（", "(")), "）", ")")


def slow_places(text: str, at: int) -> list[dict]:
    """What `grammar.places` yields, as dictionaries."""
    out: list[dict] = []
    last = None
    while True:
        group = one_group(text, at, last)
        out += group
        if not group or group[-1]["article"] is None:
            return out
        i = blank(text, group[-1]["end"])
        joined = attempt(expect, text, i, *JOINS)
        ranged = attempt(expect, text, i, *RANGES)
        if joined is None and ranged is None:
            return out
        i = blank(text, joined or ranged)
        if text[i : i + 1] != "第":
            return out
        if ranged is not None:
            reached = attempt(unit, text, i, "条", False)
            if reached is None:
                return out
            found, end = reached
            end = after_of(text, end)[1]
            group[-1].update(end=end, to_article=found[-1][2])
            i = blank(text, end)
            joined = attempt(expect, text, i, *JOINS)
            if joined is None:
                return out
            i = blank(text, joined)
            if text[i : i + 1] != "第":
                return out
        last, at = group[-1], i


def after_of(text: str, i: int) -> tuple[int, int]:
    """之N after 条: its number and where it ends."""
    mark = blank(text, i)
    if text[mark : mark + 1] != "之":
        return 0, i
    start = blank(text, mark + 1)
    end = start
    while end < len(text) and text[end] in "一二三四五六七八九十":
        end += 1
    return (value(text[start:end]), end) if end > start else (0, i)


def one_group(text: str, at: int, last: dict | None) -> list[dict]:
    base: dict = {"start": at, "end": at, "article": None, "of": 0, "paragraph": None, "item": None}
    base |= {"to_article": None, "to_item": None}
    if last:
        base |= {k: last[k] for k in ("article", "of", "paragraph")}
    out: list[dict] = []
    i = at
    articles = attempt(unit, text, at, "条", False)
    if articles:
        found, i = articles
        for start, end, number, to in found[:-1]:
            out.append({**base, "start": start, "end": end, "article": number, "of": 0, "paragraph": None, "to_article": to})
        of, i = after_of(text, i)
        start, _, number, to = found[-1]
        base.update(start=start, end=i, article=number, of=of, paragraph=None, to_article=to)
    paragraphs = attempt(unit, text, blank(text, i), "款", False)
    if paragraphs:
        found, i = paragraphs
        for n, (start, end, number, _) in enumerate(found):
            begin = base["start"] if n == 0 else start
            out.append({**base, "start": begin, "end": end, "paragraph": number})
        base = out.pop()
        base["end"] = i
    items = attempt(unit, text, blank(text, i), "项", True)
    if items is None and (articles or paragraphs):
        items = attempt(open_items, text, blank(text, i))
    if items:
        for n, (start, end, number, to) in enumerate(items[0]):
            begin = base["start"] if n == 0 else start
            out.append({**base, "start": begin, "end": end, "item": number, "to_item": to})
    elif articles or paragraphs:
        out.append(base)
    return out


def slow_bare(text: str, end: int, names: Collection[str]) -> str | None:
    """The longest known name that ends at `end`."""
    found = [n for n in names if len(n) > 1 and text[:end].endswith(n)]
    return max(found, key=len) if found else None
