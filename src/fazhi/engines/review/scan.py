"""The fast scanner: one pass over all trigger words, and a pattern only where every word it needs stands in the sentence."""

import re
from collections.abc import Iterator, Sequence
from functools import reduce
from operator import or_

import ahocorasick

from .literals import Words, cost, required
from .structure import Document
from .together import Found, Together, matcher

Match = re.Match[str] | Found

CHECKS = 3  # further word sets looked for in a candidate sentence before the pattern runs
FAR = re.compile("[\U00010000-\U0010ffff]")  # characters of four bytes; no word of a pattern holds one
COMMON = 12_000  # per million characters: words more common than this are not worth looking for


class Scanner:
    """Patterns compiled for scanning. `hits` yields (pattern number, match) in the order of text, then of pattern.

    Every further word set is one bit. In one pass a sentence gathers the patterns whose rarest set (its anchors) stands in it and
    the bits of the other sets that do; a pattern is tried where all its bits are there.
    """

    def __init__(self, patterns: Sequence[str]) -> None:
        self.sources = patterns
        self.compiled: list[re.Pattern[str] | Together | None] = [None] * len(patterns)
        self.always: list[int] = []
        self.wanted: list[int] = []
        sets: dict[Words, int] = {}
        anchors: dict[str, list[int]] = {}
        for number, pattern in enumerate(patterns):
            clauses = required(pattern)
            checks = [words for words in clauses[1:] if cost(words) <= COMMON][:CHECKS]
            self.wanted.append(reduce(or_, (sets.setdefault(words, 1 << len(sets)) for words in checks), 0))
            if not clauses:
                self.always.append(number)
                continue
            for word in clauses[0]:
                anchors.setdefault(word, []).append(number)
        self.words = _automaton(anchors, sets)

    def hits(self, document: Document) -> Iterator[tuple[int, Match]]:
        """Every match, sentence by sentence: exactly what the naive loop finds."""
        norm, stops = document.norm, document.stops
        for index, numbers in self._candidates(document):
            start, end = stops[index - 1] if index else 0, stops[index]
            for number in sorted(numbers):
                for match in self._pattern(number).finditer(norm, start, end):
                    yield number, match

    def _pattern(self, number: int) -> re.Pattern[str] | Together:
        """Compiled when first wanted: a small draft needs few of them."""
        found = self.compiled[number]
        if found is None:
            found = self.compiled[number] = matcher(self.sources[number])
        return found

    def _candidates(self, document: Document) -> Iterator[tuple[int, list[int]]]:
        """Sentences (by number) with the patterns worth trying there."""
        if not self.always:
            yield from self._anchored(document)
            return
        anchored = dict(self._anchored(document))
        for index in range(len(document.stops)):
            yield index, [*anchored.get(index, ()), *self.always]

    def _anchored(self, document: Document) -> Iterator[tuple[int, list[int]]]:
        if not self.words or not document.stops:
            return
        stops, wanted = document.stops, self.wanted
        index, stop = 0, 2 * stops[0]
        found: list[int] = []
        there = 0
        for at, (bits, numbers) in self.words.iter(_coded(document.norm)):
            if at >= stop:
                if found:
                    lacking = ~there
                    yield index, [n for n in set(found) if not wanted[n] & lacking]
                    found = []
                there = 0
                while at >= stop:
                    index += 1
                    stop = 2 * stops[index]
            there |= bits
            if numbers:
                found += numbers
        if found:
            yield index, [n for n in set(found) if not wanted[n] & ~there]


def _coded(text: str) -> str:
    """Two small letters for each character: the automaton looks through a node's branches one by one, and so has few to look at.

    A word found astride two characters only makes a sentence a candidate more.
    """
    coded = text.encode("utf-16-be", "surrogatepass").decode("latin-1")
    return coded if len(coded) == 2 * len(text) else _coded(FAR.sub("\ufffd", text))


def _automaton(anchors: dict[str, list[int]], sets: dict[Words, int]) -> ahocorasick.Automaton:
    """Every word with (the bits of the sets it belongs to, the patterns it anchors)."""
    bits: dict[str, int] = {}
    for words, bit in sets.items():
        for word in words:
            bits[word] = bits.get(word, 0) | bit
    made = ahocorasick.Automaton()
    for word in sorted(bits.keys() | anchors.keys(), key=lambda w: (-cost(frozenset([w])), w)):  # the likeliest branch first
        made.add_word(_coded(word), (bits.get(word, 0), tuple(anchors.get(word, ()))))
    if made:
        made.make_automaton()
    return made
