"""The fast scanner: one pass over all trigger words, and a pattern only where every word it needs stands in the sentence."""

import re
from collections.abc import Iterator, Sequence

import ahocorasick

from .literals import required
from .structure import Document

CLAUSES = 4  # word sets asked for per pattern; more cost more than they filter


class Scanner:
    """Patterns compiled for scanning. `hits` yields (pattern number, match) in the order of text, then of pattern."""

    def __init__(self, patterns: Sequence[str]) -> None:
        self.patterns = [re.compile(p) for p in patterns]
        self.always: list[int] = []
        self.need: list[int] = [0] * len(patterns)
        words: dict[str, tuple[int, list[int]]] = {}
        bits: dict[frozenset[str], int] = {}
        for number, pattern in enumerate(patterns):
            clauses = required(pattern)[:CLAUSES]
            if not clauses:
                self.always.append(number)
            for rank, clause in enumerate(clauses):
                bit = bits.setdefault(clause, 1 << len(bits))
                self.need[number] |= bit
                for word in clause:
                    mask, anchors = words.get(word, (0, []))
                    words[word] = (mask | bit, [*anchors, number] if rank == 0 else anchors)
        self.words = len(words)
        self.automaton = ahocorasick.Automaton()
        for word, (mask, anchors) in words.items():
            self.automaton.add_word(word, (mask, tuple(anchors)))
        if words:
            self.automaton.make_automaton()

    def hits(self, document: Document) -> Iterator[tuple[int, re.Match[str]]]:
        """Every match, sentence by sentence: exactly what the naive loop finds."""
        norm, stops = document.norm, document.stops
        for index, candidates in self._candidates(document):
            start, end = stops[index - 1] if index else 0, stops[index]
            for number in candidates:
                for match in self.patterns[number].finditer(norm, start, end):
                    yield number, match

    def _candidates(self, document: Document) -> Iterator[tuple[int, list[int]]]:
        """Sentences (by number) with the patterns worth trying there."""
        if self.always or not self.words:
            seen_at = dict(self._seen(document))
            for index in range(len(document.stops)):
                yield index, sorted([*self.always, *seen_at.get(index, ())])
        else:
            yield from self._seen(document)

    def _seen(self, document: Document) -> Iterator[tuple[int, list[int]]]:
        if not self.words:
            return
        stops, need = document.stops, self.need
        index, stop = 0, stops[0]
        seen, wanted = 0, []
        for at, (mask, anchors) in self.automaton.iter(document.norm):
            if at >= stop:
                if wanted:
                    chosen = {n for n in wanted if seen & need[n] == need[n]}
                    if chosen:
                        yield index, sorted(chosen)
                    wanted = []
                seen = 0
                while at >= stop:
                    index += 1
                    stop = stops[index]
            seen |= mask
            if anchors:
                wanted.extend(anchors)
        chosen = {n for n in wanted if seen & need[n] == need[n]}
        if chosen:
            yield index, sorted(chosen)
