"""Sentences copied out of a law the draft cites (F18): the middle of each is looked for in the law before anything is compared."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import accumulate
from typing import Any

from .structure import Document

MARKS = "，。；：、！？（）“”‘’《》〈〉.\n"
COPIED = 30  # characters in a row that count as copied
MOST_OF = 0.7  # of the sentence, or the drafter has added something
PROBE = 15  # whatever run is COPIED long and MOST_OF its sentence holds the sentence's middle of this many characters
LAWS = 6  # laws compared with, in the order they are cited
SLOTS = 1 << 16


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of one of the draft's articles: its place in `Document.norm`, and its words without signs."""

    start: int
    end: int
    words: str

    @property
    def middle(self) -> int:
        return (len(self.words) - PROBE) // 2


def copied(document: Document, citations: Iterable[Any], laws: Any, on: date) -> Iterator[tuple[int, int, str, int]]:
    """(start, end, title, article) of sentences that are little more than a piece of an article; places are those of `norm`."""
    own = document.norm[:200].lstrip("#\n")  # a law reviewed against itself repeats itself
    titles = dict.fromkeys(c.title for c in citations if c.title and c.verdict == "ok" and not own.startswith(c.title))
    known = [(title, wording(laws, version)) for title in list(titles)[:LAWS] if (version := _version(title, laws, on))]
    if not known:
        return
    for sentence in sentences(document):
        for title, law in known:
            article = law.source(sentence)
            if article is not None:
                yield sentence.start, sentence.end, title, article
                break


def _version(title: str, laws: Any, on: date) -> Any:
    law = laws.find(title)
    return law.text_on(on) if law else None


def bare(text: str) -> str:
    """Words without signs; mark by mark, which is far quicker than a regular expression."""
    for mark in MARKS:
        text = text.replace(mark, "")
    return text


def sentences(document: Document) -> Iterator[Sentence]:
    """The sentences of the draft's articles that are long enough to be copied ones."""
    for start, line in document.lines:
        if len(line) < COPIED or line[0] != "第" or not document.heads_article(start):
            continue
        for part in line.split("。"):
            words = bare(part) if len(part) >= COPIED else ""
            if len(words) >= COPIED:
                yield Sentence(start, start + len(part), words)
            start += len(part) + 1


class Wording:
    """The words of a law's articles without signs, and a filter that most pieces of other texts do not pass."""

    def __init__(self, articles: list[tuple[int, str]]) -> None:
        self.numbers = [number for number, _ in articles]
        self.starts = list(accumulate((len(words) + 1 for _, words in articles), initial=0))
        self.whole = whole = "\n".join(words for _, words in articles)
        self.filter = bytearray(SLOTS)
        for triple in {whole[i : i + 3] for i in range(len(whole) - 2)}:
            self.filter[hash(triple) % SLOTS] = 1

    def source(self, sentence: Sentence) -> int | None:
        """The article the sentence is copied from."""
        words, middle = sentence.words, sentence.middle
        for i in range(middle, middle + PROBE - 2, 4):
            if not self.filter[hash(words[i : i + 3]) % SLOTS]:
                return None
        probe = words[middle : middle + PROBE]
        at = self.whole.find(probe)
        while at >= 0:
            if self._run(words, middle, at) >= max(COPIED, MOST_OF * len(words)):
                return self.numbers[bisect_right(self.starts, at) - 1]
            at = self.whole.find(probe, at + 1)
        return None

    def _run(self, words: str, middle: int, at: int) -> int:
        """How many characters in a row agree around a place where the middle of the words stands in the law."""
        whole, back, ahead = self.whole, 0, PROBE
        while back < min(middle, at) and words[middle - back - 1] == whole[at - back - 1]:
            back += 1
        while middle + ahead < len(words) and at + ahead < len(whole) and words[middle + ahead] == whole[at + ahead]:
            ahead += 1
        return back + ahead


@lru_cache(maxsize=256)
def wording(laws: Any, version: Any) -> Wording:
    """The articles of one version as the library holds them; none where it does not."""
    articles = []
    for article, of in version.shape:
        words = laws.words(version, article, of)
        if not words:
            break  # the library holds a law's text or does not
        articles.append((article, bare(Document(words).norm)))
    return Wording(articles)
