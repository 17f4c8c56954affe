"""The catalogue of laws: which titles exist, in which versions, in force from when, and what came after them."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path

from fazhi.law import paths
from fazhi.law.facts import Facts, read
from fazhi.law.names import document_number, family, plain
from fazhi.law.statute import read_shape

IN_FORCE, AMENDED, REPEALED, NOT_YET, UNVERIFIED = "现行有效", "已修改", "已废止", "尚未生效", "未核实"


def day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


@dataclass(frozen=True, eq=False)
class Version:
    """One text of a law. `starts` is its day in force as well as it is known; `source` says how sure the status is."""

    facts: Facts
    shapes: dict[str, str] = field(repr=False)

    @property
    def title(self) -> str:
        return self.facts.title

    @property
    def status(self) -> str:
        return self.facts.status

    @property
    def digest(self) -> str:
        return self.facts.digest

    @property
    def name(self) -> str:
        """What the version is called in results: its day of promulgation, ISO."""
        return self.facts.promulgated or self.facts.starts

    @cached_property
    def promulgated(self) -> date | None:
        return day(self.facts.promulgated)

    @cached_property
    def effective(self) -> date | None:
        return day(self.facts.effective)

    @cached_property
    def starts(self) -> date | None:
        return day(self.facts.starts)

    @property
    def articles(self) -> int:
        return int(self.facts.articles)

    @property
    def last_article(self) -> int:
        return int(self.facts.last_article)

    @property
    def verified(self) -> bool:
        """False where no authority's label of the status stands behind it, or a newer text is known but not held."""
        return self.facts.status != UNVERIFIED and self.facts.source != "newer"

    @cached_property
    def shape(self) -> dict[tuple[int, int], tuple[int, ...]]:
        """(article, 之N) → number of items of each paragraph; empty if the counts are not known."""
        return read_shape(self.shapes.get(self.digest, ""))

    def has_article(self, number: int, of: int = 0) -> bool:
        return (number, of) in self.shape if self.shape else of == 0 and 1 <= number <= self.last_article


@dataclass(frozen=True, eq=False)
class LawRecord:
    """A law with all its known versions, oldest first; `successor` and `repealed_on` where another took its place."""

    key: str
    versions: tuple[Version, ...]
    successor: str | None = None
    repealed_on: date | None = None

    @property
    def latest(self) -> Version:
        return self.versions[-1]

    @cached_property
    def title(self) -> str:
        """The full title, without a version in brackets."""
        return family(self.latest.title)

    @property
    def level(self) -> str:
        return self.latest.facts.level

    @property
    def authority(self) -> str:
        return self.latest.facts.authority

    @property
    def aliases(self) -> tuple[str, ...]:
        return tuple(k for k in self.latest.facts.keys.split("|") if k != self.title)

    def version_on(self, on: date) -> Version | None:
        """The version in force on a day; None before the first one and after the repeal."""
        return None if self.repealed_by(on) else self.text_on(on)

    def text_on(self, on: date) -> Version | None:
        """The newest text that had begun to apply by that day, whether or not the law was repealed since."""
        for version in reversed(self.versions):
            if version.starts is None or version.starts <= on:
                return version
        return None

    def repealed_by(self, on: date) -> bool:
        """Whether the law had been repealed by that day; if the day of repeal is unknown, repealed means always."""
        if self.latest.status != REPEALED:
            return False
        return self.repealed_on is None or self.repealed_on <= on


class Catalogue:
    """All laws known, found by full title, short title, alias or document number."""

    def __init__(
        self,
        rows: Iterable[Facts],
        shapes: dict[str, str] | None = None,
        succession: Iterable[tuple[str, str, str]] = (),
        documents: dict[str, str] | None = None,
    ) -> None:
        self._shapes = shapes or {}
        self._succession = {plain(old): (new, on) for old, new, on in succession}
        self._documents = documents or {}
        self._versions: dict[str, list[Facts]] = {}
        self._names: dict[str, list[str]] = {}
        self._records: dict[str, LawRecord] = {}
        for row in rows:
            keys = row.keys.split("|")
            self._versions.setdefault(keys[0], []).append(row)
            for key in keys:
                groups = self._names.setdefault(key, [])
                if keys[0] not in groups:
                    groups.append(keys[0])

    def __len__(self) -> int:
        return len(self._versions)

    @property
    def names(self) -> Iterable[str]:
        """Every key a law can be found by (plain spelling)."""
        return self._names.keys()

    @property
    def keys(self) -> Iterable[str]:
        """The key of every law (one per law, however many versions)."""
        return self._versions.keys()

    def find(self, name: str) -> LawRecord | None:
        """The law of this full title, short title, alias or document number; None if there is no such law here."""
        key = plain(name)
        groups = self._names.get(key) or self._names.get(document_number(name) or "")
        if not groups:
            return None
        if key in groups:
            return self.record(key)
        return max((self.record(g) for g in groups), key=lambda r: (r.latest.status == IN_FORCE, r.latest.facts.starts))

    def record(self, key: str) -> LawRecord:
        if key not in self._records:
            self._records[key] = self._build(key)
        return self._records[key]

    def _build(self, key: str) -> LawRecord:
        rows: dict[str, Facts] = {}
        for row in sorted(self._versions[key], key=lambda r: (r.starts, r.status != UNVERIFIED, "（" not in r.title)):
            kept = rows.get(row.promulgated)
            if kept is None or kept.status == UNVERIFIED or row.status != UNVERIFIED:
                rows[row.promulgated] = row
        versions = tuple(Version(r, self._shapes) for r in sorted(rows.values(), key=lambda r: r.starts))
        successor, on = self._succession.get(key, (None, ""))
        if versions[-1].status != REPEALED:
            successor, on = None, ""
        return LawRecord(key, versions, successor, day(on))

    def versions(self, name: str) -> tuple[Version, ...]:
        """All known versions, oldest first; empty for an unknown title."""
        record = self.find(name)
        return record.versions if record else ()

    def version_on(self, name: str, on: date) -> Version | None:
        """The version in force on a day; None for an unknown title, before the first version and after a repeal."""
        record = self.find(name)
        return record.version_on(on) if record else None

    def successor_of(self, name: str) -> tuple[str, date | None] | None:
        """What took the place of a repealed law, and when, even if the old text itself is not in the catalogue."""
        found = self._succession.get(plain(name))
        return (found[0], day(found[1])) if found else None

    def document(self, number: str) -> str | None:
        """The title of the document with this number (国办发〔2018〕37号); None if it is not known."""
        form = document_number(number) or re.sub(r"\s", "", number)
        groups = self._names.get(form)
        return self.record(groups[0]).title if groups else self._documents.get(form)

    @cached_property
    def numbers(self) -> dict[str, str]:
        """Plain title → number, for the documents whose number is known; also by what follows the issuer's name."""
        out = {plain(title): number for number, title in self._documents.items() if "〔" in number}
        for name, groups in self._names.items():
            if name.endswith("号") and "〔" in name:
                out[groups[0]] = name
        short: dict[str, str] = {}
        for title, number in out.items():
            about = title.find("关于")
            if about > 0:
                short[title[about:]] = "" if title[about:] in short else number
        return {title: number for title, number in short.items() if number} | out


def _table(path: Path) -> list[list[str]]:
    return [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()] if path.is_file() else []


def _imported() -> list[tuple[str, str, str]]:
    """Facts of imported texts that are not in the shipped table: (facts line, digest, shape)."""
    path = paths.store()
    if not path.is_file():
        return []
    try:
        with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as db:
            return list(db.execute("SELECT facts, digest, shape FROM law WHERE NOT shipped"))
    except sqlite3.Error:
        return []


@lru_cache(maxsize=1)
def catalogue() -> Catalogue:
    """The shipped facts together with those of imported texts; loaded once per process."""
    rows = [read(line) for line in paths.FACTS.read_text(encoding="utf-8").splitlines()]
    shapes = {line[0]: line[1] for line in _table(paths.SHAPES)}
    for line, digest, shape in _imported():
        rows.append(read(line))
        shapes[digest] = shape
    succession = [(old, new, on) for old, new, on in _table(paths.SUCCESSION)]
    documents = {line[0]: line[1] for line in _table(paths.DOCUMENTS)}
    return Catalogue(rows, shapes, succession, documents)
