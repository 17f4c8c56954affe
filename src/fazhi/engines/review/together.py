"""Several ideas in one sentence, in whatever order: the matcher behind a card's 概念 lines."""

import re
from collections.abc import Iterator
from functools import cache

AND, NOT = "＆", "￢"  # neither stands in official texts; between the parts of a pattern's source
REACH = 60  # characters from the first idea to the last, unless the card says otherwise


class Found:
    """What a match must tell: where it stands."""

    __slots__ = ("_end", "_start")

    def __init__(self, start: int, end: int) -> None:
        self._start, self._end = start, end

    def start(self) -> int:
        return self._start

    def end(self) -> int:
        return self._end

    def span(self) -> tuple[int, int]:
        return self._start, self._end


class Together:
    """All of the ideas, none overlapping another, within `reach` characters; `but` anywhere in the sentence forbids it."""

    def __init__(self, ideas: list[str], reach: int, but: str) -> None:
        self.ideas = [part(idea) for idea in ideas]
        self.quickest = sorted(range(len(ideas)), key=lambda n: len(ideas[n]))  # short ones miss soonest
        self.reach = reach
        self.but = part(but) if but else None

    def finditer(self, text: str, start: int, end: int) -> Iterator[Found]:
        """The closest groups, from left to right, none overlapping another."""
        places: list[list[tuple[int, int]]] = [[]] * len(self.ideas)
        for n in self.quickest:
            places[n] = [m.span() for m in self.ideas[n].finditer(text, start, end)]
            if not places[n]:
                return
            if n == self.quickest[0] and self.but is not None and self.but.search(text, start, end):
                return
        done = start
        for first in places[0]:
            group = self._around(first, places[1:])
            if group is not None and group[0] >= done and group[1] - group[0] <= self.reach:
                done = group[1]
                yield Found(*group)

    @staticmethod
    def _around(first: tuple[int, int], others: list[list[tuple[int, int]]]) -> tuple[int, int] | None:
        """The narrowest stretch found by taking of every other idea the place nearest to what is taken already."""
        low, high = first
        taken = [first]
        for spans in others:
            free = [s for s in spans if all(s[1] <= t[0] or s[0] >= t[1] for t in taken)]
            if not free:
                return None
            best = min(free, key=lambda s: (max(high, s[1]) - min(low, s[0]), s))
            taken.append(best)
            low, high = min(low, best[0]), max(high, best[1])
        return low, high


@cache
def part(source: str) -> re.Pattern[str]:
    """One idea compiled; the ideas are few and shared by many cards."""
    return re.compile(source)


def source(ideas: list[str], reach: int = REACH, but: str = "") -> str:
    """The pattern as one string, as the pattern table keeps it."""
    return AND.join([str(reach), *ideas]) + (NOT + but if but else "")


def ideas_of(pattern: str) -> list[str]:
    """The ideas a pattern is made of; a plain regular expression is its own single idea."""
    return pattern.partition(NOT)[0].split(AND)[1:] or [pattern]


def matcher(pattern: str) -> "re.Pattern[str] | Together":
    """What finds a pattern of the table: a regular expression, or ideas together."""
    wanted, _, but = pattern.partition(NOT)
    reach, *ideas = wanted.split(AND)
    return Together(ideas, int(reach), but) if ideas else re.compile(pattern)
