"""The fast scanner: one pass over all trigger words, and a pattern only where every word it needs stands in the sentence."""

import re
from collections.abc import Iterator, Sequence

import ahocorasick

from .literals import Words, required
from .structure import Document
from .together import Found, Together, matcher

Match = re.Match[str] | Found

CHECKS = 4  # further word sets looked for in a candidate sentence before the pattern runs


class Scanner:
    """Patterns compiled for scanning. `hits` yields (pattern number, match) in the order of text, then of pattern."""

    def __init__(self, patterns: Sequence[str]) -> None:
        self.sources = patterns
        self.compiled: list[re.Pattern[str] | Together | None] = [None] * len(patterns)
        self.always: list[int] = []
        self.further: list[list[int]] = []
        self.sets: dict[Words, int] = {}
        self.tests: list[re.Pattern[str]] = []
        anchors: dict[str, list[int]] = {}
        for number, pattern in enumerate(patterns):
            clauses = required(pattern)
            self.further.append([self._test(words) for words in clauses[1 : 1 + CHECKS]])
            if not clauses:
                self.always.append(number)
                continue
            for word in clauses[0]:
                anchors.setdefault(word, []).append(number)
        self.words = len(anchors)
        self.automaton = ahocorasick.Automaton()
        for word, numbers in anchors.items():
            self.automaton.add_word(word, tuple(numbers))
        if anchors:
            self.automaton.make_automaton()

    def _test(self, words: Words) -> int:
        """The number of the search for any of these words; patterns share their word groups, so one search serves many."""
        number = self.sets.setdefault(words, len(self.tests))
        if number == len(self.tests):
            self.tests.append(re.compile("|".join(map(re.escape, sorted(words)))))
        return number

    def hits(self, document: Document) -> Iterator[tuple[int, Match]]:
        """Every match, sentence by sentence: exactly what the naive loop finds."""
        norm, stops, further, tests = document.norm, document.stops, self.further, self.tests
        for index, candidates in self._candidates(document):
            start, end = stops[index - 1] if index else 0, stops[index]
            known: dict[int, bool] = {}
            wanted = []
            for number in candidates:
                for test in further[number]:
                    there = known.get(test)
                    if there is None:
                        there = known[test] = tests[test].search(norm, start, end) is not None
                    if not there:
                        break
                else:
                    wanted.append(number)
            for number in sorted(wanted):
                for match in self._pattern(number).finditer(norm, start, end):
                    yield number, match

    def _pattern(self, number: int) -> re.Pattern[str] | Together:
        """Compiled when first wanted: a small draft needs few of them."""
        found = self.compiled[number]
        if found is None:
            found = self.compiled[number] = matcher(self.sources[number])
        return found

    def _candidates(self, document: Document) -> Iterator[tuple[int, set[int]]]:
        """Sentences (by number) with the patterns worth trying there."""
        if not self.always:
            yield from self._anchored(document)
            return
        anchored = dict(self._anchored(document))
        for index in range(len(document.stops)):
            yield index, anchored.get(index, set()).union(self.always)

    def _anchored(self, document: Document) -> Iterator[tuple[int, set[int]]]:
        if not self.words or not document.stops:
            return
        stops = document.stops
        index, stop = 0, stops[0]
        found: set[int] = set()
        for at, numbers in self.automaton.iter(document.norm):
            if at >= stop:
                if found:
                    yield index, found
                    found = set()
                while at >= stop:
                    index += 1
                    stop = stops[index]
            found.update(numbers)
        if found:
            yield index, found
