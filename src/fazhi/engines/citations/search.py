"""The one function: all references in a text, resolved as of a day."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from fazhi.engines.citations import model
from fazhi.engines.citations.check import Finding, check, past
from fazhi.engines.citations.content import Contents
from fazhi.engines.citations.grammar import CITING, GAP, HEAD, REMARK, Place, document_number, places
from fazhi.engines.citations.model import Citation, Laws
from fazhi.engines.citations.titles import (
    DOCUMENT_LIKE,
    GENERIC,
    LAW_LIKE,
    NAMED_YEAR,
    Named,
    Titles,
    covered,
    definitions,
)

ELSEWHERE = re.compile("香港|澳门|台湾")
DRAFT = re.compile("征求意见稿|草案|送审稿|审议稿")


def find(text: str, laws: Laws, on: date) -> list[Citation]:
    """All references to laws and documents in a text, in order, with their verdicts as of a day.

    `laws` answers from a catalogue (see `model.Laws`); full texts are used where it has them, never required.
    """
    return list(Reader(text, *_memory(laws), on).read())


@lru_cache(maxsize=4)
def _memory(laws: Laws) -> tuple[Titles, Contents]:
    """What has been worked out about a catalogue, kept from text to text."""
    return Titles(laws), Contents(laws)


class Reader:
    """One text being read from its beginning: what was defined, which laws were named last."""

    def __init__(self, text: str, titles: Titles, contents: Contents, on: date) -> None:
        self.text = text
        self.titles = titles
        self.contents = contents
        self.laws = titles.laws
        self.on = on
        self.shorts = definitions(text)
        self.last: dict[str, tuple[str, Named]] = {}
        self.done = 0

    def read(self) -> Iterator[Citation]:
        for head in HEAD.finditer(self.text):
            if head.lastgroup == "title":
                yield from self._titled(head)
            elif head.lastgroup == "bare":
                if head.start() >= self.done:
                    yield from self._bare(head.start())
            elif head[0] in CITING:
                yield from self._unmarked(head.end())
            elif head[0] in "〔［[【（(令":
                yield from self._numbered(head.start())
            elif head.start() >= self.done:
                yield from self._own(head)

    def _titled(self, head: re.Match[str]) -> Iterator[Citation]:
        """《…》, a remark in brackets, the places."""
        remark = REMARK.match(self.text, head.end())
        gap = None if remark else GAP.match(self.text, head.end())
        named = list(places(self.text, (remark or gap or head).end()))
        title = self.shorts.get(head["title"], head["title"])
        year = NAMED_YEAR.search(title) or (remark and NAMED_YEAR.search(f"（{remark[1]}）"))
        if not named and self._is_definition(head):
            return
        yield from self._cited(head.start(), head.end(), title, named, year[1] if year else None)

    def _is_definition(self, head: re.Match[str]) -> bool:
        """Whether the book marks hold a short form just being defined."""
        return head["title"] in self.shorts and "称" in self.text[max(0, head.start() - 6) : head.start()]

    def _bare(self, at: int) -> Iterator[Citation]:
        """A title without book marks right before 第…条."""
        named = list(places(self.text, at))
        found = self.titles.bare(self.text, at, self.shorts) if named else None
        if found:
            start, title = found
            yield from self._cited(start, at, self.shorts.get(title, title), named, None)

    def _unmarked(self, at: int) -> Iterator[Citation]:
        """依照合同法的规定: a title without book marks and without a place (with one, 第…条 finds it)."""
        found = self.titles.named_after(self.text, at)
        if found:
            start, end, title = found
            yield from self._cited(start, end, title, [], None)

    def _own(self, head: re.Match[str]) -> Iterator[Citation]:
        """本办法第十条, 前款, 该法第三条."""
        named = list(places(self.text, head.end()))
        word = head[0]
        if word[0] in "该同":
            meant = self.last.get(word[1:])
            if meant and named:
                yield from self._cited(head.start(), head.end(), meant[0], named, None)
            return
        if word[0] == "本" and not named:
            return
        title = "本条" if word in ("本条", "本款") or (word[0] == "前" and word != "前条") else word
        for n, place in enumerate(named or [Place(head.end(), head.end())]):
            start = place.start if n else head.start()
            yield self._citation(start, place, title, Finding(model.SELF))
            self.done = place.end

    def _numbered(self, at: int) -> Iterator[Citation]:
        """国办发〔2018〕37号: the document of this number, or the title that stands before it."""
        found = document_number(self.text, at)
        if not found:
            return
        start, end, number = found
        before = re.search(r"《([^《》\n]{2,120})》\s?[（(]$", self.text[max(0, start - 130) : start])
        known = self.laws.document(number)
        title, note = known, ""
        flags: tuple[str, ...] = ()
        if before:
            right = self.laws.number_of(before[1])
            if right and right != number:
                title = self.laws.document(right)
                note, flags = f"《{before[1]}》的发文字号应为“{right}”。", ("wrong_number",)
            elif not known:
                title = before[1]
        place = Place(start, end)
        yield self._citation(start, place, title, Finding(model.DOC_NUMBER, None, None, note, flags))

    def _cited(self, start: int, end: int, title: str, named: list[Place], year: str | None) -> Iterator[Citation]:
        if title in GENERIC and self.text[start - 1 : start] == "本":
            yield from self._self_named(start - 1, "本" + title, named)
            return
        law = self.titles.named(title)
        if law is None and year:
            law = self.titles.named(NAMED_YEAR.sub("", title))
        if law is None and title in self.last:
            title, law = self.last[title]
        if law:
            self._remember(title, law)
        for n, place in enumerate(named or [Place(end, end)]):
            at = place.start if n else start
            self.done = max(self.done, place.end)
            if law is None:
                found = self._unknown(title, bool(named), at, place.end)
                if found:
                    yield self._citation(at, place, *found)
            elif law.wrong:
                yield self._citation(at, place, law.law.title, self._wrong(title, law, at, place.end))
            else:
                finding = check(self.contents, law.law, place, self.on, self.text, at, year)
                yield self._citation(at, place, law.law.title, finding)

    def _self_named(self, start: int, title: str, named: list[Place]) -> Iterator[Citation]:
        """本《细则》第三条: the document itself, though its kind stands in book marks."""
        for n, place in enumerate(named):
            self.done = max(self.done, place.end)
            yield self._citation(place.start if n else start, place, title, Finding(model.SELF))

    def _remember(self, title: str, law: Named) -> None:
        """For 该法 and an undefined 《条例》 later on: the law named last, by the word its title ends with."""
        plain = self.laws.plain(law.law.title)
        for kind in ("条例", "办法", "规定", "细则", "规则", "解释", "决定", "法"):
            if plain.endswith(kind):
                self.last[kind] = (title, law)
                return

    def _unknown(self, title: str, placed: bool, start: int, end: int) -> tuple[str | None, Finding] | None:
        plain = self.laws.plain(title)
        if DRAFT.search(title) or not (DOCUMENT_LIKE if placed else LAW_LIKE).search(plain):
            return None
        if plain in GENERIC:
            note = f"“{title}”指哪一部没有写明，首次引用应写全称并注明简称。"
            return (None, Finding(model.UNKNOWN_LAW, None, None, note, ("undefined",))) if placed else None
        after = self.laws.successor_of(title)
        if after:
            note = f"《{title}》已由《{after[0]}》取代。"
            return title, Finding(model.REPEALED, None, after[0], note, past(self.text, start, end))
        if covered(plain) and not self._elsewhere(start, end):
            note = f"《{title}》经检索未见公布文本，请核实名称。"
            return None, Finding(model.UNKNOWN_LAW, None, None, note, past(self.text, start, end))
        note = f"《{title}》不在已收法规之内，须人工核实。"
        return None, Finding(model.UNKNOWN_LAW, None, None, note, ("uncovered",))

    def _wrong(self, title: str, law: Named, start: int, end: int) -> Finding:
        after = self.laws.successor_of(title)
        note = f"没有《{title}》，是否为《{law.law.title}》。"
        if after:
            note = f"《{title}》已由《{after[0]}》取代。"
        sure = covered(self.laws.plain(title)) and not self._elsewhere(start, end)
        flags = () if sure else ("uncovered",)
        return Finding(model.WRONG_TITLE, None, law.law.title, note, flags + past(self.text, start, end))

    def _elsewhere(self, start: int, end: int) -> bool:
        """Whether the words around speak of a region with laws of its own."""
        return bool(ELSEWHERE.search(self.text, max(0, start - 24), end + 16))

    def _citation(self, start: int, place: Place, title: str | None, found: Finding) -> Citation:
        return Citation(
            start,
            place.end,
            self.text[start : place.end],
            title,
            found.version,
            place.article,
            place.paragraph,
            place.item,
            found.verdict,
            place.of,
            place.to_article,
            found.successor,
            found.note,
            found.flags,
        )
