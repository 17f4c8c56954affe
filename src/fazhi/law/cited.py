"""The catalogue and the library as the citation engine wants them: plain lookups, each answered once and kept."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Any

from fazhi.law.catalogue import Catalogue, LawRecord, Version, catalogue
from fazhi.law.library import Library, library
from fazhi.law.names import plain


class CitedLaws:
    """What `fazhi.engines.citations.find` takes as `laws`."""

    def __init__(self, known: Catalogue, texts: Library) -> None:
        self._known = known
        self._texts = texts
        self._found: dict[str, LawRecord | None] = {}
        self.names = frozenset(n for n in known.names if len(n) > 1 and not n.endswith("号"))

    def plain(self, title: str) -> str:
        return plain(title)

    def find(self, title: str) -> LawRecord | None:
        if title not in self._found:
            if len(self._found) > 20_000:
                self._found.clear()
            self._found[title] = self._known.find(title)
        return self._found[title]

    def successor_of(self, title: str) -> tuple[str, date | None] | None:
        return self._known.successor_of(title)

    def document(self, number: str) -> str | None:
        return self._known.document(number)

    def number_of(self, title: str) -> str | None:
        return self._known.numbers.get(plain(title))

    def words(self, version: Any, article: int, of: int) -> str | None:
        """The text of an article; None if it was not imported."""
        return self._texts.words(version, article, of)


@lru_cache(maxsize=1)
def cited_laws() -> CitedLaws:
    """The shipped facts and the imported texts, ready for the engine."""
    return CitedLaws(catalogue(), library())


__all__ = ["CitedLaws", "Version", "cited_laws"]
