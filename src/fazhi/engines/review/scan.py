"""The fast scanner: one pass over all trigger words, and a pattern only where every word it needs stands in the sentence."""

import re
from collections.abc import Iterator, Sequence
from functools import reduce
from operator import or_
from typing import Any

import ahocorasick

from .literals import Words, cost, required
from .structure import Document
from .together import Found, Together, matcher

Match = re.Match[str] | Found

CHECKS = 2  # further word sets looked for in a candidate sentence before the pattern runs
COMMON = 6000  # per million characters: words more common than this are not worth looking for


class Scanner:
    """Patterns compiled for scanning. `hits` yields (pattern number, match) in the order of text, then of pattern.

    Every word set is one bit. A sentence gathers the bits of the words that stand in it; a pattern is tried where the words of
    its rarest set (its anchors) stand and all its bits are there.
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
        self.words = len(anchors)
        self.anchors = _automaton({word: tuple(numbers) for word, numbers in anchors.items()})
        bits_of: dict[str, int] = {}
        for words, bit in sets.items():
            for word in words:
                bits_of[word] = bits_of.get(word, 0) | bit
        self.checks = _automaton(bits_of)

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
        norm, stops = document.norm, document.stops
        index, stop = 0, stops[0]
        found: set[int] = set()
        for at, numbers in self.anchors.iter(norm):
            if at >= stop:
                if found:
                    yield from self._checked(norm, index, stops, found)
                    found = set()
                while at >= stop:
                    index += 1
                    stop = stops[index]
            found.update(numbers)
        if found:
            yield from self._checked(norm, index, stops, found)

    def _checked(self, norm: str, index: int, stops: Sequence[int], found: set[int]) -> Iterator[tuple[int, list[int]]]:
        """Of the patterns whose anchors stand in a sentence, those whose other words stand there too."""
        if not any(self.wanted[n] for n in found):
            yield index, list(found)
            return
        there = 0
        for _, bits in self.checks.iter(norm, stops[index - 1] if index else 0, stops[index]):
            there |= bits
        tried = [n for n in found if there & self.wanted[n] == self.wanted[n]]
        if tried:
            yield index, tried


def _automaton(values: dict[str, Any]) -> ahocorasick.Automaton:
    made = ahocorasick.Automaton()
    for word, value in (values or {"\ue000": 0}).items():
        made.add_word(word, value)
    made.make_automaton()
    return made
