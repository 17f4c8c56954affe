"""How references are written in official documents: where they begin, and the articles, paragraphs and items named."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "两": 2}
UNITS = {"十": 10, "百": 100, "千": 1000}
FULL_WIDTH = str.maketrans("０１２３４５６７８９", "0123456789")

N = r"[零〇○一二两三四五六七八九十百千0-9０-９]{1,9}"
B = rf"[（(]?\s?{N}\s?[）)]?"
SEP = r"\s?(?:、|和|至|到|或者|或|－|—|-|~|～)\s?第?\s?"
ARTICLE = re.compile(rf"第\s?({N}(?:{SEP}{N})*)\s?条(?:\s?之\s?([一二三四五六七八九十]+))?")
PARAGRAPH = re.compile(rf"\s?第\s?({N}(?:{SEP}{N})*)\s?款")
ITEM = re.compile(rf"\s?(?:第\s?({B}(?:{SEP}{B})*)\s?项|([（(]{N}[）)](?:、[（(]{N}[）)])*)(?:项)?)")
JOIN = re.compile(r"\s?(?:(、|和|与|或者|或|以及|及)|(至|到|－|—|-|~|～))\s?(?=第)")
NUMBER = re.compile(N)
CLOSING = frozenset("）)")
RANGE = re.compile("[至到－—~～-]")

KINDS = "法典|法|条例|办法|规定|细则|规则|解释|决定|通知|意见|规程|规范|标准|修正案|章程|制度|方案|准则|守则|指引"
TITLE = r"《(?P<title>[^《》\n]{1,120}(?:《[^《》\n]{1,80}》[^《》\n]{0,80}){0,3})》"
YEAR = r"\s?(?:19|20)\d\d\s?"
CITING = ("依照", "依据", "根据", "按照", "违反", "适用", "遵守", "参照")
# Every alternative begins with a literal character: the search then skips from one of them to the next.
HEAD = re.compile(
    TITLE
    + rf"|本(?:{KINDS}|合同|协议|条|款)(?=第)"
    + r"|前(?<![目当此以之]前)(?:[一二两三四五六]?(?:款|项(?!目))|条)"
    + rf"|该(?:{KINDS})(?=第)|同(?:{KINDS})(?=第)"
    + r"|第(?<=[法典例定则释程范]第)(?P<bare>)"
    + "".join(rf"|{verb}(?=[\u4e00-\u9fff])" for verb in CITING)
    + r"|令(?=\s?第\s?\d{1,4}\s?号)"
    + "".join(rf"|\{bracket}(?={YEAR}[〕］\]】）)])" for bracket in "〔［[【（(")
)
ORDER = re.compile(r"令\s?第\s?(\d{1,4})\s?号")
DOCUMENT = re.compile(rf".({YEAR}).\s?第?\s?(\d{{1,5}})\s?号")
GAP = re.compile(r"\s?(?:中的|的|中|之)?\s?(?=第)")
REMARK = re.compile(r"\s?[（(]((?:[^()（）\n]|[（(][^()（）\n]{0,40}[)）]){0,80})[)）]\s?(?=第)")
ISSUER = re.compile(r"[\u4e00-\u9fff]{1,14}$")
VERB = re.compile(
    r".*(?:按照|依照|依据|根据|参照|遵照|对照|贯彻|落实|执行|印发|转发|下发|违反|符合|以及|关于|文号|详见|[按依据照见和与及、])"
)


@lru_cache(maxsize=4096)
def to_int(numeral: str) -> int:
    """The value of a numeral in Chinese, Arabic or full-width figures."""
    plain = numeral.translate(FULL_WIDTH)
    if plain.isascii():
        return int(plain)
    if not any(c in UNITS for c in plain):
        return int("".join(c if c.isdigit() and c.isascii() else str(DIGITS[c]) for c in plain))
    total = digit = 0
    for c in plain:
        if c in UNITS:
            total += (digit or 1) * UNITS[c]
            digit = 0
        else:
            digit = DIGITS[c] if c in DIGITS else int(c)
    return total + digit


@dataclass(frozen=True, slots=True)
class Place:
    """One place named: where its words start and end, and what it says; `to` is the last one of a range."""

    start: int
    end: int
    article: int | None = None
    of: int = 0
    paragraph: int | None = None
    item: int | None = None
    to_article: int | None = None
    to_item: int | None = None


@dataclass(frozen=True, slots=True)
class Numbered:
    """One number of a list such as 第三、四至六: where its words start and end; `to` is the last of a range."""

    start: int
    end: int
    value: int
    to: int | None = None


def listed(words: re.Match[str], group: int) -> list[Numbered]:
    """The numbers of a list; the first begins with the whole match, the last ends with it, brackets are theirs."""
    text = words.string
    if NUMBER.fullmatch(words[group]):
        return [Numbered(words.start(), words.end(), to_int(words[group]))]
    out: list[Numbered] = []
    done = words.start(group)
    for numeral in NUMBER.finditer(text, *words.span(group)):
        value, end = to_int(numeral[0]), numeral.end() + (text[numeral.end() : numeral.end() + 1] in CLOSING)
        if out and RANGE.search(text, done, numeral.start()):
            out[-1] = replace(out[-1], end=end, to=value)
        else:
            start = numeral.start() - (text[numeral.start() - 1] in "（(")
            start -= text[start - 1] == "第"
            out.append(Numbered(start if out else words.start(), end, value))
        done = numeral.end()
    out[-1] = replace(out[-1], end=words.end())
    return out


def places(text: str, at: int) -> Iterator[Place]:
    """The places named from `at` on: 第三条第一款第（二）项、第（三）项和第五条至第七条 are three, the last a range."""
    last: Place | None = None
    while True:
        group = list(_group(text, at, last))
        joined = JOIN.match(text, group[-1].end) if group and group[-1].article is not None else None
        if joined and joined[2]:
            reached = ARTICLE.match(text, joined.end())
            if reached:
                group[-1] = replace(group[-1], end=reached.end(), to_article=listed(reached, 1)[-1].value)
                joined = JOIN.match(text, reached.end())
        yield from group
        if not group or not joined or joined[2]:
            return
        last, at = group[-1], joined.end()


def _group(text: str, at: int, last: Place | None) -> Iterator[Place]:
    """Articles with paragraphs and items, or further paragraphs or items of the article named last."""
    found = ARTICLE.match(text, at)
    base = Place(at, at) if last is None else Place(at, at, last.article, last.of, last.paragraph)
    ended = at
    if found:
        *before, final = listed(found, 1)
        for n in before:
            yield Place(n.start, n.end, n.value, to_article=n.to)
        of = to_int(found[2]) if found[2] else 0
        base, ended = Place(final.start, found.end(), final.value, of, to_article=final.to), found.end()
    paragraph = PARAGRAPH.match(text, ended)
    if paragraph:
        *before, final = listed(paragraph, 1)
        for n in before:
            yield replace(base, start=base.start if n is before[0] else n.start, end=n.end, paragraph=n.value)
        start = final.start if before else base.start
        base, ended = replace(base, start=start, end=paragraph.end(), paragraph=final.value), paragraph.end()
    item = ITEM.match(text, ended)
    if item and (item[1] or found or paragraph):
        numbers = listed(item, 1 if item[1] else 2)
        yield replace(base, end=numbers[0].end, item=numbers[0].value, to_item=numbers[0].to)
        for n in numbers[1:]:
            yield replace(base, start=n.start, end=n.end, item=n.value, to_item=n.to)
    elif found or paragraph:
        yield base


def document_number(text: str, at: int) -> tuple[int, int, str] | None:
    """(start, end, 国办发〔2018〕37号 or 国务院令第713号) of the number with its bracket or 令 at `at`; or None."""
    found = (ORDER if text[at] == "令" else DOCUMENT).match(text, at)
    before = found and ISSUER.search(text, max(0, at - 14), at)
    if not found or not before:
        return None
    code = VERB.sub("", before[0])
    if len(code) < 2:
        return None
    if text[at] == "令":
        return at - len(code), found.end(), f"{code.removeprefix('中华人民共和国')}令第{int(found[1])}号"
    return at - len(code), found.end(), f"{code}〔{found[1].strip()}〕{int(found[2])}号"
