"""A statute's text taken apart: parts, chapters, sections, articles, paragraphs (款) and items (项)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from fazhi.law.numerals import to_int

NUMBER = "[零〇○一二三四五六七八九十百千]+"
ARTICLE = re.compile(rf"^第({NUMBER})条(?:之([一二三四五六七八九十]+))?(?:[　\s]+|$)")
HEADING = re.compile(rf"^(#{{2,4}})\s*(.+)$|^第{NUMBER}(编|分编|章|节)[　\s]")
ITEM = re.compile(r"^[（(]([零〇一二三四五六七八九十百]+)[）)]")
SUB_ITEM = re.compile(r"^\s*(?:\d{1,3}[.．、]|[（(]\d{1,3}[）)]|[①-⑳])")
ANNEX = re.compile(r"^(?:#+\s*)?(?:附件|附表|附录|附：|附:|附　)")
LEVELS = {"编": 0, "分编": 0, "章": 1, "节": 2}


@dataclass(frozen=True, slots=True)
class Item:
    """项: its number and its words."""

    number: int
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """款: its own words and the items it introduces."""

    text: str
    items: tuple[Item, ...] = ()


@dataclass(frozen=True, slots=True)
class Article:
    """条, with the headings it stands under; `of` is the N of 之N, 0 for most."""

    number: int
    of: int
    part: str
    chapter: str
    section: str
    text: str

    @property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """The paragraphs (款) of the article, each with its items (项)."""
        return tuple(split_paragraphs(self.text))


def passage(article: Article, paragraph: int | None = None, item: int | None = None) -> str | None:
    """The words of an article, of one paragraph with its items, or of one item; None if it is not there."""
    paragraphs = article.paragraphs
    if paragraph is not None:
        paragraphs = paragraphs[paragraph - 1 : paragraph] if paragraph > 0 else ()
    if item is not None:
        return next((i.text for p in paragraphs for i in p.items if i.number == item), None)
    return "\n".join(line for p in paragraphs for line in (p.text, *(i.text for i in p.items))) or None


@dataclass
class Statute:
    """A whole text: its title, the note under the title, and what follows."""

    title: str
    note: str = ""
    articles: list[Article] = field(default_factory=list)
    loose: str = ""


def split_paragraphs(text: str) -> Iterator[Paragraph]:
    """Paragraphs with their items; a numbered line under an item (目) stays with the item."""
    own = ""
    items: list[Item] = []
    for line in filter(None, text.split("\n")):
        numbered = ITEM.match(line)
        if numbered and (own or items):
            items.append(Item(to_int(numbered[1]), line))
        elif items and SUB_ITEM.match(line):
            items[-1] = Item(items[-1].number, items[-1].text + "\n" + line)
        else:
            if own:
                yield Paragraph(own, tuple(items))
            own, items = line, []
    if own:
        yield Paragraph(own, tuple(items))


def parse(text: str, title: str = "") -> Statute:
    """A statute from the lines of its text (format: one line per paragraph; headings marked # or by 第X章)."""
    statute = Statute(title)
    heads, loose = ["", "", ""], []
    lines: list[str] | None = None  # of the article being read
    at = (0, 0, "", "", "")

    def close() -> None:
        if lines is not None:
            statute.articles.append(Article(*at, "\n".join(lines)))

    for line in filter(None, (raw.strip(" \t\r　") for raw in text.splitlines())):
        found = ARTICLE.match(line)
        if found:
            close()
            at = (to_int(found[1]), to_int(found[2]) if found[2] else 0, heads[0], heads[1], heads[2])
            lines = [line[found.end() :]]
        elif line.startswith("# ") and lines is None and not statute.articles:
            statute.title = statute.title or line[2:].strip()
        elif heading := HEADING.match(line):
            close()
            lines = None
            _place_heading(heads, heading, line)
        elif ANNEX.match(line):
            close()
            lines = None
            loose.append(line)
        else:
            (loose if lines is None else lines).append(line)
    close()
    if loose and loose[0][:1] in "（(":
        statute.note = loose.pop(0).strip("（）()")
    statute.loose = "\n".join(loose)
    return statute


def _place_heading(heads: list[str], heading: re.Match[str], line: str) -> None:
    name = (heading[2] or line).strip()
    kind = re.match(rf"第{NUMBER}(编|分编|章|节)", name)
    level = LEVELS[kind[1]] if kind else min(len(heading[1] or "##") - 2, 2)
    heads[level] = name
    heads[level + 1 :] = [""] * (2 - level)


def shape(articles: list[Article]) -> str:
    """How many paragraphs and items each article has: facts enough to say that 第二款 does not exist.

    One token per article, `2` (two paragraphs) or `3.0.5` … (items of each paragraph after a dot), prefixed `N:` or
    `N-M:` (之M) where the number does not simply follow the one before; equal neighbours are joined as `token*n`.
    """
    tokens: list[tuple[str, int]] = []
    expected = 1
    for a in articles:
        counts = [len(p.items) for p in a.paragraphs]
        body = str(len(counts)) if not any(counts) else ".".join(map(str, [len(counts), *counts]))
        if a.of:
            tokens.append((f"{a.number}-{a.of}:{body}", 1))
        elif a.number != expected:
            tokens.append((f"{a.number}:{body}", 1))
        elif tokens and tokens[-1][0] == body:
            tokens[-1] = (body, tokens[-1][1] + 1)
        else:
            tokens.append((body, 1))
        expected = a.number + 1
    return " ".join(t if n == 1 else f"{t}*{n}" for t, n in tokens)


def read_shape(line: str) -> dict[tuple[int, int], tuple[int, ...]]:
    """The inverse of `shape`: (article, 之N) → items of each paragraph, one entry per paragraph."""
    out: dict[tuple[int, int], tuple[int, ...]] = {}
    number = 0
    for token in line.split():
        token, _, times = token.partition("*")
        head, colon, body = token.rpartition(":")
        of = 0
        if colon:
            at, _, sub = head.partition("-")
            number, of = int(at), int(sub or 0)
        parts = [int(x) for x in body.split(".")]
        counts = tuple(parts[1:]) if len(parts) > 1 else (0,) * parts[0]
        for n in range(int(times or 1)):
            if not colon or n:
                number += 1
            out.setdefault((number, of), counts)
    return out
