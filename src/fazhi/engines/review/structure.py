"""The shape of a draft: title, articles, items with the stem they hang under, tables and annexes, each with its place in the text."""

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import accumulate

# One character for one, so that places are kept: full-width figures and letters, half-width brackets and stops.
WIDE = re.compile("[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]")
NARROW = {code: code - 0xFEE0 for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))}
SAME = (
    ("％", "%"),
    ("(", "（"),
    (")", "）"),
    (",", "，"),
    (";", "；"),
    (":", "："),
    ("．", "."),
    ("\r", "\n"),
    ("\x0b", "\n"),
    ("\x0c", "\n"),
)
BLANK = re.compile(r"[ \u3000\u00a0\u2002\u2003\u200b\ufeff]+")
STOPS = "。；！？\n\t"
STOP = re.compile(f"[{STOPS}]")
NUMERAL = "零〇一二三四五六七八九十百千"
ARTICLE = re.compile(rf"^第([{NUMERAL}\d]+)条(?:之([一二三四五六七八九十]))?", re.M)
ITEM = re.compile(rf"^（([{NUMERAL}]+|\d+)）|^(\d+)[.、．](?!\d)|^([①-⑳])|^({'[' + NUMERAL + ']'}+)、", re.M)
INLINE_ITEM = re.compile(rf"（([{NUMERAL}]{{1,3}}|\d{{1,2}})）|(?<![\d.])(\d{{1,2}})[.、](?![\d])|[①-⑳]")
ANNEX = re.compile(r"^附(?:件|表|录)[一二三四五六七八九十\d]*(?:[：:]|$)", re.M)
HEADING = re.compile(rf"^第[{NUMERAL}]+[编章节]|^[{NUMERAL}]+、")
SIGNATURE = re.compile(
    r"\d{4}年\d{1,2}月\d{1,2}日|[二〇○零][〇○零一二三四五六七八九]{3}年[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}日"
)


@dataclass(frozen=True, slots=True)
class Place:
    """A numbered part of the text, in characters of the normalised text."""

    number: int
    start: int
    end: int
    label: str


@lru_cache(maxsize=1024)
def chinese_number(text: str) -> int:
    """An article's number, in Chinese or Arabic figures."""
    if text.isdigit():
        return int(text)
    total = current = 0
    for char in text:
        if char in "十百千":
            total += (current or 1) * {"十": 10, "百": 100, "千": 1000}[char]
            current = 0
        else:
            current = "零一二三四五六七八九".find(char) if char != "〇" else 0
    return total + current


def _normal(text: str) -> str:
    for old, new in SAME:  # far quicker than one translate() over Chinese text
        text = text.replace(old, new)
    return text.translate(NARROW) if WIDE.search(text) else text


class Document:
    """A text read for review. `norm` has no blanks and one form of each sign; `back` leads from it to the text as given."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.norm = _normal(BLANK.sub("", text))
        self.asked: dict[tuple[re.Pattern[str], int], bool] = {}  # what context.py has asked about a sentence
        self._stems: dict[int, str] = {}

    @cached_property
    def _gaps(self) -> tuple[list[int], list[int]]:
        """Places in `norm` where blanks were taken out, and how many characters had gone by then."""
        at, gone, total = [0], [0], 0
        for m in BLANK.finditer(self.text):
            at.append(m.start() - total)
            total += m.end() - m.start()
            gone.append(total)
        return at, gone

    def back(self, start: int, end: int) -> tuple[int, int]:
        """The span in the text as given."""
        at, gone = self._gaps
        first = start + gone[bisect_right(at, start) - 1]
        last = end - 1 + gone[bisect_right(at, end - 1) - 1] + 1
        return first, max(first, last)

    @cached_property
    def stops(self) -> list[int]:
        """Where sentences end; the last is the end of the text."""
        marked = self.norm
        for stop in STOPS[1:]:  # far quicker than a regular expression
            marked = marked.replace(stop, STOPS[0])
        parts = marked.split(STOPS[0])
        ends = [at + number for number, at in enumerate(accumulate(map(len, parts)), 1)]
        if parts[-1]:
            ends[-1] -= 1
        else:
            ends.pop()
        return ends

    def sentence(self, at: int) -> tuple[int, int]:
        """The sentence around a place."""
        i = bisect_right(self.stops, at)
        start = self.stops[i - 1] if i else 0
        return start, self.stops[i] if i < len(self.stops) else len(self.norm)

    def line(self, at: int) -> tuple[int, int]:
        """The line (paragraph) around a place."""
        end = self.norm.find("\n", at)
        return self.norm.rfind("\n", 0, at) + 1, len(self.norm) if end < 0 else end

    @cached_property
    def lines(self) -> list[tuple[int, str]]:
        """The lines that are not empty, and where each begins."""
        lines = self.norm.split("\n")
        sizes = accumulate(map(len, lines), initial=0)
        return [(at + number, line) for number, (at, line) in enumerate(zip(sizes, lines, strict=False)) if line]

    def heads_article(self, line_start: int) -> bool:
        """Whether the line that begins here opens an article."""
        return ARTICLE.match(self.norm, line_start) is not None

    @cached_property
    def title(self) -> str:
        """The first line that is not empty, if it can be a title."""
        for line in self.norm.split("\n", 6)[:6]:
            if line:
                return line if len(line) <= 60 and not line.endswith(("。", "；", "：")) else ""
        return ""

    @cached_property
    def articles(self) -> tuple[Place, ...]:
        """The articles (第N条 at the head of a line) of the body, in their order."""
        body = self.annexes[0].start if self.annexes else len(self.norm)
        at_head = (ARTICLE.match(self.norm, at) for at, line in self.lines if line[0] == "第" and at < body)
        heads = [m for m in at_head if m]
        ends = [m.start() for m in heads[1:]] + [body]
        return tuple(Place(chinese_number(m[1]), m.start(), end, m[0]) for m, end in zip(heads, ends, strict=False) if not m[2])

    @cached_property
    def annexes(self) -> tuple[Place, ...]:
        """Annexes that stand on a line of their own."""
        heads = [m for at, line in self.lines if line[0] == "附" and (m := ANNEX.match(self.norm, at))]
        ends = [m.start() for m in heads[1:]] + [len(self.norm)]
        return tuple(Place(i + 1, m.start(), end, m[0]) for i, (m, end) in enumerate(zip(heads, ends, strict=False)))

    @cached_property
    def signature(self) -> tuple[int, int] | None:
        """The date line under the text."""
        for at, line in reversed(self.lines):
            if line[-1] == "日" and SIGNATURE.fullmatch(line):
                return at, at + len(line)
        return None

    def stem(self, at: int) -> str:
        """The words an item hangs under ("不得含有下列内容："), with those above them; empty outside a list."""
        line_start = self.norm.rfind("\n", 0, at) + 1
        inline = INLINE_ITEM.search(self.norm, line_start, at)
        if inline:
            head = self.norm[line_start : inline.start()]
            if head.endswith("：") or "下列" in head or "以下" in head:
                return head
        if line_start not in self._stems:
            self._stems[line_start] = self._stem_above(line_start)
        return self._stems[line_start]

    def _stem_above(self, line_start: int) -> str:
        """The lines above that an item's line hangs under."""
        stems: list[str] = []
        start, level = line_start, self._level(line_start)
        for _ in range(60):  # a list longer than this is read from its own lines only
            if level is None or start == 0:
                break
            start = self.norm.rfind("\n", 0, start - 1) + 1
            above = self.norm[start : self.norm.find("\n", start)]
            if not above:
                continue
            other = self._level(start)
            if other == level:
                continue
            if above.endswith("：") or "下列" in above or "以下" in above or HEADING.match(above):
                stems.append(above)
                level = other
            else:
                break
        return "".join(reversed(stems))

    def _level(self, line_start: int) -> int | None:
        m = ITEM.match(self.norm, line_start)
        if not m:
            return None
        return 0 if m[4] else 1 if m[1] and not m[1].isdigit() else 2 if m[2] else 3 if m[1] else 4

    def label(self, at: int) -> str:
        """How people name the place: 第五条, （二）, 附件1."""
        for part in (*self.annexes, *self.articles):
            if part.start <= at < part.end:
                return part.label.rstrip("：:")
        start, end = self.line(at)
        m = ITEM.match(self.norm, start, end)
        return f"第{self.norm.count(chr(10), 0, at) + 1}段" + (m[0] if m else "")
