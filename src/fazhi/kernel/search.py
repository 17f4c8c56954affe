"""One index over cases and documents, by pairs of characters: it finds two-character words on both databases.

A text is kept as its character pairs; SQLite's FTS5 (by triggers) and PostgreSQL's `tsvector('simple')` with GIN index the same
row. A word is a phrase of its pairs, so 行政处罚 means those four characters in a row.
"""

import re
from collections.abc import Iterable

from django.db import connection
from django.db.models import QuerySet

from fazhi.kernel import lean
from fazhi.kernel.models import Case, Document, Found, Party

RUN = re.compile(r"[0-9a-z㐀-鿿\U00020000-\U0003ffff]+")


def pairs(text: str) -> str:
    """The pairs of every run of letters, digits and characters, in order; a lone character stands for itself."""
    out: list[str] = []
    for run in RUN.findall(text.lower()):
        out.extend(run[i : i + 2] for i in range(len(run) - 1))
        out.append(run[-1])  # the last one alone, so that a lone character at the end is found as the start of a token
    return " ".join(out)


def index(case: Case, parties: Iterable[Party] = (), documents: Iterable[Document] = (), opening: bool = False) -> None:
    """Note what a step brought to light: the case itself at its opening, parties that joined, documents. One insert."""
    named = " ".join(p.name for p in parties)
    rows = []
    if opening:
        rows.append(Found(case=case, text=pairs(f"{case.number} {case.title} {case.organ.name} {named}")))
    elif named:
        rows.append(Found(case=case, text=pairs(named)))
    rows += [Found(case=case, document=d, text=pairs(f"{d.title} {d.number}")) for d in documents]
    lean.insert(rows)


def forget(case: Case) -> None:
    """Make the index of a case anew from what stands there now (after a redaction)."""
    Found.objects.filter(case=case).delete()
    index(case, case.parties.all(), case.documents.all(), opening=True)


def phrases(words: str) -> list[str]:
    """Each run of what was typed as a phrase of pairs."""
    found = []
    for run in RUN.findall(words.lower()):
        found.append(" ".join(run[i : i + 2] for i in range(len(run) - 1)) or run)
    return found


def matching(words: str) -> QuerySet[Found]:
    """The index rows that hold every word typed; none where nothing searchable was typed."""
    found = phrases(words)
    if not found:
        return Found.objects.none()
    if connection.vendor == "postgresql":
        query = " & ".join(f"{f}:*" if len(f) == 1 else f"({' <-> '.join(f.split())})" for f in found)
        where = "to_tsvector('simple', kernel_found.text) @@ to_tsquery('simple', %s)"
    else:
        query = " AND ".join(f'"{f}"*' if len(f) == 1 else f'"{f}"' for f in found)
        where = "kernel_found.id IN (SELECT rowid FROM kernel_words WHERE kernel_words MATCH %s)"
    return Found.objects.extra(where=[where], params=[query])  # noqa: S610


def cases(words: str) -> QuerySet:
    """The ids of the cases in which one row of the index holds every word typed."""
    return matching(words).values("case")
