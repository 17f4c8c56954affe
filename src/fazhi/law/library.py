"""The library of full texts: one SQLite file, opened when first asked; everything else works without it."""

from __future__ import annotations

import sqlite3
import zlib
from datetime import date
from functools import lru_cache
from operator import add
from pathlib import Path

from fazhi.law import paths
from fazhi.law.catalogue import Version, catalogue
from fazhi.law.names import plain
from fazhi.law.statute import Article, Statute, parse

SCHEMA = """
CREATE TABLE IF NOT EXISTS law(
  id INTEGER PRIMARY KEY, digest TEXT NOT NULL UNIQUE, key TEXT NOT NULL, facts TEXT NOT NULL, shape TEXT NOT NULL,
  shipped INTEGER NOT NULL, body BLOB NOT NULL);
CREATE INDEX IF NOT EXISTS law_key ON law(key);
CREATE VIRTUAL TABLE IF NOT EXISTS words USING fts5(pairs, content='', detail=none, columnsize=0, tokenize='unicode61');
"""


def pairs(text: str) -> set[str]:
    """The character bigrams of a text, Chinese and figures only: what the search index holds."""
    return set(filter(str.isalnum, set(map(add, text, text[1:]))))


class Library:
    """Full texts, found by title and day. Answers None where a text was not imported; never guesses."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._db: sqlite3.Connection | None = None
        self._parsed: dict[str, Statute] = {}
        self._words: dict[str, dict[tuple[int, int], str]] = {}
        if path.is_file():
            self._db = sqlite3.connect(f"file:{path}?mode=ro", uri=True, check_same_thread=False)
            if not self._db.execute("SELECT 1 FROM sqlite_master WHERE name = 'law'").fetchone():
                self._db = None

    def __len__(self) -> int:
        return self._db.execute("SELECT count(*) FROM law").fetchone()[0] if self._db else 0

    def has(self, title: str) -> bool:
        """Whether any version of this law can be read."""
        if not self._db:
            return False
        record = catalogue().find(title)
        key = record.key if record else plain(title)
        return bool(self._db.execute("SELECT 1 FROM law WHERE key = ? LIMIT 1", (key,)).fetchone())

    def text(self, version: Version) -> str | None:
        """The text of one version as it was imported; None if it was not."""
        found = self._db and self._db.execute("SELECT body FROM law WHERE digest = ?", (version.digest,)).fetchone()
        return zlib.decompress(found[0]).decode() if found else None

    def statute(self, version: Version) -> Statute | None:
        """One version taken apart; the most recent 128 are kept."""
        if version.digest not in self._parsed:
            text = self.text(version)
            if text is None:
                return None
            if len(self._parsed) >= 128:
                self._parsed.pop(next(iter(self._parsed)))
            self._parsed[version.digest] = parse(text, version.title)
        return self._parsed[version.digest]

    def words(self, version: Version, number: int, of: int = 0) -> str | None:
        """The text of one article of one version; None if it is not held."""
        if version.digest not in self._words:
            statute = self.statute(version)
            self._words[version.digest] = {(a.number, a.of): a.text for a in reversed(statute.articles)} if statute else {}
        return self._words[version.digest].get((number, of))

    def articles(self, title: str, version: Version | None = None, on: date | None = None) -> list[Article]:
        """All articles with their headings, of a version or of the one in force `on`; [] if not held."""
        version = version or catalogue().version_on(title, on or date.today())
        statute = self.statute(version) if version else None
        return statute.articles if statute else []

    def article(
        self, title: str, number: int, on: date | None = None, of: int = 0, version: Version | None = None
    ) -> Article | None:
        """One article as in force on a day (default today); None if the law, the text or the article is not there."""
        for found in self.articles(title, version, on):
            if found.number == number and found.of == of:
                return found
        return None

    def search(self, words: str, limit: int = 20) -> list[tuple[str, str, Article]]:
        """(title, version, article) of the articles that hold all words (divided by blanks); laws in force first."""
        wanted = [w for w in words.split() if w]
        grams = {p for w in wanted for p in pairs(w)}
        if not self._db or not grams:
            return []
        query = " AND ".join(f'"{p}"' for p in sorted(grams))
        rows = self._db.execute(
            "SELECT law.digest FROM words JOIN law ON law.id = words.rowid WHERE words MATCH ? ORDER BY law.id",
            (query,),
        )
        wanted_digests = {d for (d,) in rows}
        out: list[tuple[str, str, Article]] = []
        for version in self._ranked(wanted_digests):
            statute = self.statute(version)
            for article in statute.articles if statute else ():
                if all(w in article.text for w in wanted):
                    out.append((version.title, version.name, article))
                    if len(out) >= limit:
                        return out
        return out

    def _ranked(self, digests: set[str]) -> list[Version]:
        order = {"宪法": 0, "法律": 1, "行政法规": 2, "监察法规": 2, "司法解释": 3}
        found = [v for k in catalogue().keys for v in catalogue().record(k).versions if v.digest in digests]
        return sorted(found, key=lambda v: (v.status != "现行有效", order.get(v.facts.level, 4), v.title))


@lru_cache(maxsize=1)
def library() -> Library:
    """The library at the place `fazhi.law.paths.store()` names; opened once per process."""
    return Library(paths.store())
