"""Brings full texts into the library: a law pack (folder with index.jsonl), or single .docx, .md and .txt files."""

from __future__ import annotations

import hashlib
import json
import re
import sqlite3
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from fazhi.law import paths
from fazhi.law.catalogue import catalogue
from fazhi.law.cited import cited_laws
from fazhi.law.docx import read_docx
from fazhi.law.facts import Facts, from_index
from fazhi.law.library import SCHEMA, library, pairs
from fazhi.law.statute import Statute, parse, shape

DATED = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日")
EVENT = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日[^　\n]*?(通过|公布|发布|修订|修正|施行)")
STARTS = re.compile(r"自(\d{4})年(\d{1,2})月(\d{1,2})日起(?:正式)?(?:施行|实施|生效)")
HASH_BYTES = 128 * 1024 * 1024  # the index is gathered in memory and written once
SUFFIXES = {".docx", ".md", ".txt"}


@dataclass
class Report:
    """What an import did; `refused` holds (file, reason)."""

    added: int = 0
    unchanged: int = 0
    refused: list[tuple[str, str]] = field(default_factory=list)


@dataclass(frozen=True)
class Source:
    """One text to import: where it lies, its digest if the pack says so, its facts if the pack knows them."""

    path: Path
    digest: str
    facts: Facts | None


def import_texts(places: list[Path], progress: Callable[[int, int], None] = lambda done, of: None) -> Report:
    """Import all texts at these places into the store. What is there already, by digest, is left alone.

    Raises ValueError if a place holds nothing to import; a single unreadable file is reported and passed over.
    """
    sources = [s for place in places for s in find_sources(place)]
    report = Report()
    shipped = {line.split("\t")[11] for line in paths.FACTS.read_text(encoding="utf-8").splitlines()}
    path = paths.store()
    path.parent.mkdir(parents=True, exist_ok=True)
    db = sqlite3.connect(path)
    try:
        db.executescript(SCHEMA)
        held = {d for (d,) in db.execute("SELECT digest FROM law")}
        with db:
            db.execute("INSERT INTO words(words, rank) VALUES('hashsize', ?)", (HASH_BYTES,))
            for n, source in enumerate(sources):
                if source.digest and source.digest in held:
                    report.unchanged += 1
                else:
                    _import_one(db, source, held, shipped, report)
                progress(n + 1, len(sources))
    finally:
        db.close()
    forget()
    return report


def forget() -> None:
    """Lets the next question be answered from the store as it is now."""
    for kept in (catalogue, library, cited_laws):
        kept.cache_clear()


def find_sources(place: Path) -> Iterator[Source]:
    """The texts of a law pack, of a folder without an index, or a single file."""
    if not place.exists():
        raise ValueError(f"没有“{place}”这个文件或者文件夹。")
    if place.is_file():
        if place.suffix.lower() not in SUFFIXES:
            raise ValueError(f"“{place.name}”不是能导入的法规文本；可以导入 .docx、.md、.txt，或者带 index.jsonl 的数据包。")
        yield Source(place, "", None)
        return
    index = place / "index.jsonl"
    if index.is_file():
        for line in index.read_text(encoding="utf-8").splitlines():
            facts = from_index(entry := json.loads(line))
            yield Source(place / entry["path"], facts.digest, facts)
        return
    files = sorted(f for f in place.rglob("*") if f.suffix.lower() in SUFFIXES and f.name.upper() != "README.MD")
    if not files:
        raise ValueError(f"“{place}”里没有法规文本（.docx、.md、.txt）。")
    yield from (Source(f, "", None) for f in files)


def _import_one(db: sqlite3.Connection, source: Source, held: set[str], shipped: set[str], report: Report) -> None:
    try:
        raw = source.path.read_bytes()
        digest = hashlib.sha256(raw).hexdigest()[:16]
        if source.digest and digest != source.digest:
            raise ValueError("内容与目录中的摘要不符，未导入。")
        if digest in held:
            report.unchanged += 1
            return
        text = read_docx(raw) if source.path.suffix.lower() == ".docx" else raw.decode("utf-8-sig")
        known = source.facts is not None and digest in shipped  # then its counts are shipped too
        statute = None if known else parse(text)
        facts = source.facts or facts_of(statute or parse(text), source.path, digest)
    except (OSError, ValueError) as error:
        report.refused.append((str(source.path), "不是 UTF-8 文本。" if isinstance(error, UnicodeError) else str(error)))
        return
    key, counts = facts.keys.split("|")[0], shape(statute.articles) if statute else ""
    row = db.execute(
        "INSERT INTO law(digest, key, facts, shape, shipped, body) VALUES(?,?,?,?,?,?)",
        (digest, key, facts.line, counts, digest in shipped, zlib.compress(text.encode(), 4)),
    )
    db.execute("INSERT INTO words(rowid, pairs) VALUES(?,?)", (row.lastrowid, " ".join(pairs(text))))
    held.add(digest)
    report.added += 1


def facts_of(statute: Statute, path: Path, digest: str) -> Facts:
    """Facts read off a text that comes without an index: the dates in its note and its last article."""
    if not statute.title:
        raise ValueError("找不到标题。")
    if not statute.articles:
        raise ValueError("找不到“第一条”这样的条文。")
    events = [(_iso(*m.groups()[:3]), m[4]) for m in EVENT.finditer(statute.note)]
    known = catalogue().find(statute.title)
    starts = STARTS.search(statute.articles[-1].text) or STARTS.search(statute.note)
    promulgated = max((d for d, event in events if event != "施行"), default="")
    effective = _iso(*starts.groups()) if starts else ""
    if effective and promulgated and effective < promulgated:
        effective, first = "", effective
    else:
        first = ""
    entry = {
        "title": statute.title,
        "aliases": list(known.aliases) if known else [],
        "level": known.level if known else "",
        "authority": known.authority if known else "",
        "promulgated": promulgated,
        "effective": effective,
        "first_effective": first,
        "status": "未核实",
        "articles": len(statute.articles),
        "last_article": max(a.number for a in statute.articles),
        "sha256": digest,
        "revisions": [{"date": d, "event": e} for d, e in events],
    }
    return from_index(entry)


def _iso(year: str, month: str, day: str) -> str:
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError as error:
        raise ValueError(f"日期“{year}年{month}月{day}日”不存在。") from error
