"""Sentences copied out of a law the draft cites (F18), found without comparing every character with every law."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cached_property, lru_cache
from itertools import accumulate
from operator import add
from typing import Any

MARKS = "，。；：、！？（）()“”‘’《》〈〉,.;:"
SIGNS = re.compile(rf"[\s{MARKS}]+")
COPIED, STEP = 30, 15  # characters in a row that count as copied; every such run holds a whole step of the law and of the draft
OWN = re.compile(r"[ \u3000]*第[零〇一二两三四五六七八九十百千\d]+条")
LAWS = 6  # laws compared with, in the order they are cited
MOST_OF = 0.7  # of its sentence, or the drafter has added something
OFTEN = 1000  # questions after which an index of the draft is quicker than looking


def copied(text: str, citations: Iterable[Any], laws: Any, on: date) -> Iterator[tuple[int, int, str, int]]:
    """(start, end, title, article): sentences of the draft's articles that are little more than an article of a law it cites."""
    own = text[:200].lstrip("# \n\u3000")  # a law reviewed against itself repeats itself
    titles = dict.fromkeys(c.title for c in citations if c.title and c.verdict == "ok" and not own.startswith(c.title))
    if not titles or len(text) < COPIED:
        return
    draft = Draft(text)
    seen: set[int] = set()
    for title in list(titles)[:LAWS]:
        law = laws.find(title)
        version = law.text_on(on) if law else None
        if version is None:
            continue
        for article, words in wording(laws, version).sharing(draft.steps):
            for first, last in draft.runs(words):
                start, end = _sentence(text, draft.back(first), draft.back(last - 1) + 1)
                size = len(bare(text[start:end]))
                if last - first >= MOST_OF * size and start not in seen and OWN.match(text, text.rfind("\n", 0, start) + 1):
                    seen.add(start)
                    yield start, end, title, article


def bare(text: str) -> str:
    """A text without signs; mark by mark, which is far quicker than a regular expression."""
    text = "".join(text.split())
    for mark in MARKS:
        text = text.replace(mark, "")
    return text


class Wording:
    """The words of a law's articles without signs, and their pairs of characters: most steps of a draft hold a pair the law lacks."""

    def __init__(self, articles: list[tuple[int, str]]) -> None:
        self.articles = articles
        self.whole = "\n".join(words for _, words in articles)
        self.starts = list(accumulate((len(words) + 1 for _, words in articles), initial=0))
        self.pairs = set(map(add, self.whole, self.whole[1:]))

    def sharing(self, steps: set[str]) -> Iterator[tuple[int, str]]:
        """The articles that hold a whole step of the draft; no other can share a run of COPIED characters with it."""
        pairs, whole = self.pairs, self.whole
        likely = [s for s in steps if s[:2] in pairs and s[6:8] in pairs and pairs.issuperset(map(add, s, s[1:]))]
        held: set[int] = set()
        for step in likely:
            at = whole.find(step)
            while at >= 0:
                number = bisect_right(self.starts, at) - 1
                held.add(number)
                at = whole.find(step, self.starts[number + 1])
        for number in sorted(held):
            yield self.articles[number]


@lru_cache(maxsize=128)
def wording(laws: Any, version: Any) -> Wording:
    """The articles of one version as the library holds them; none where it does not."""
    articles = []
    for article, of in version.shape:
        words = laws.words(version, article, of)
        if not words:
            break  # the library holds a law's text or does not
        articles.append((article, bare(words)))
    return Wording(articles)


class Draft:
    """A draft without its signs, cut into steps; what else it takes is worked out when something was copied."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.plain = bare(text)
        self.steps = {self.plain[i : i + STEP] for i in range(0, len(self.plain) - STEP + 1, STEP)}
        self._asked = 0

    @cached_property
    def _lines(self) -> tuple[list[str], list[int], list[int]]:
        """The lines, and where each begins in `plain` and in the text."""
        lines = self.text.split("\n")
        plain_at = accumulate((len(bare(line)) for line in lines), initial=0)
        return lines, list(plain_at), list(accumulate((len(line) + 1 for line in lines), initial=0))

    def back(self, place: int) -> int:
        """Where a character of `plain` stands in the text."""
        lines, plain_at, text_at = self._lines
        line = bisect_right(plain_at, place) - 1
        place, gone = place - plain_at[line], 0
        for m in SIGNS.finditer(lines[line]):
            if m.start() - gone > place:
                break
            gone += m.end() - m.start()
        return text_at[line] + place + gone

    @cached_property
    def _index(self) -> dict[str, int]:
        plain = self.plain
        return {plain[i : i + STEP]: i for i in range(len(plain) - STEP, -1, -1)}

    def _first(self, step: str) -> int:
        """Where a step stands first; -1 if nowhere."""
        self._asked += 1
        return self.plain.find(step) if self._asked < OFTEN else self._index.get(step, -1)

    def runs(self, words: str) -> Iterator[tuple[int, int]]:
        """Stretches of the draft, COPIED characters at least, that stand in the article too."""
        plain, done = self.plain, 0
        for at in range(0, len(words) - STEP + 1, STEP):
            place = self._first(words[at : at + STEP])
            if place < done:
                continue
            back = 0
            while back < min(at, place) and words[at - back - 1] == plain[place - back - 1]:
                back += 1
            ahead = STEP
            while at + ahead < len(words) and place + ahead < len(plain) and words[at + ahead] == plain[place + ahead]:
                ahead += 1
            if back + ahead >= COPIED:
                done = place + ahead
                yield place - back, done


def _sentence(text: str, start: int, end: int) -> tuple[int, int]:
    left = max(text.rfind(stop, 0, start) for stop in "。；\n") + 1
    right = min((i for i in (text.find(stop, end - 1) for stop in "。；\n") if i >= 0), default=len(text))
    return left, max(right, end)
