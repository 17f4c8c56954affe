"""One line of facts per version of a law: the same line is shipped in facts.tsv and kept beside every imported text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from fazhi.law.names import document_number, family, plain

NEWER = re.compile("有新文本.*未收|有新文本（本包未收|本包未收|待核")
DERIVED = re.compile("后有新文本|施行，同时废止|生效日期已届至")
OWN_NUMBERS = {"国发": "国务院", "国办发": "国务院", "国函": "国务院", "国办函": "国务院"}
COURT_NUMBERS = ("法释", "法发", "高检发")


class Facts(NamedTuple):
    """Dates are ISO strings or empty; keys are joined by |, the first names the law, its versions share it."""

    title: str
    keys: str
    level: str
    authority: str
    promulgated: str
    effective: str
    first_effective: str
    status: str
    source: str
    articles: str
    last_article: str
    digest: str
    history: str

    @property
    def line(self) -> str:
        return "\t".join(self)

    @property
    def starts(self) -> str:
        """The day this version began to apply, as well as it is known."""
        return self.effective or self.promulgated or self.first_effective


def from_index(entry: Mapping[str, Any]) -> Facts:
    """The facts of one entry of a law pack's index.jsonl. `source` is empty for the national database's own label of
    the status, `derived` where it follows from other texts, `newer` where a newer text is known but not held."""
    title = entry["title"]
    keys = [plain(family(title)), plain(title)]
    level = entry.get("level", "")
    keys += [k for a in entry.get("aliases", ()) if (k := _alias(a, title, level))]
    basis = entry.get("status_basis", "")
    source = "newer" if NEWER.search(basis) else "derived" if DERIVED.search(basis) else ""
    history = ",".join(r["date"] + r["event"] for r in entry.get("revisions", ()) if r.get("date"))
    cells = [
        title,
        "|".join(dict.fromkeys(keys)),
        level,
        entry.get("authority", ""),
        entry.get("promulgated", ""),
        entry.get("effective", ""),
        entry.get("first_effective", ""),
        entry.get("status", "未核实"),
        source,
        str(entry.get("articles", 0)),
        str(entry.get("last_article", 0)),
        entry.get("sha256", "")[:16],
        history,
    ]
    return Facts(*(re.sub(r"[\t\n]", " ", c or "") for c in cells))


def _alias(alias: str, title: str, level: str) -> str | None:
    """The key of an alias; a document number only where the document can be its own (not one its text merely names)."""
    number = document_number(alias)
    if not number:
        return plain(alias)
    code = number.split("〔")[0]
    if code in OWN_NUMBERS:
        return number if level == "国务院规范性文件" else None
    if code.startswith(COURT_NUMBERS):
        return number if level == "司法解释" else None
    return number


def read(line: str) -> Facts:
    """The facts on one line of facts.tsv."""
    return Facts(*line.split("\t"))
