"""One index over cases and documents, by pairs of characters: it finds two-character words on both databases.

A text is kept as its character pairs; SQLite's FTS5 (by triggers) and PostgreSQL's `tsvector('simple')` with GIN index the same
row. A word is a phrase of its pairs, so 行政处罚 means those four characters in a row.
"""

import re
from collections.abc import Iterable
from typing import Any

from django.db import connection
from django.db.models.expressions import RawSQL

from fazhi.kernel import lean
from fazhi.kernel.models import Case, Document, Found, Party

WORD = re.compile(r"[0-9a-z㐀-鿿\U00020000-\U0003ffff]+")
RUN = re.compile(r"[0-9]+|[a-z]+|[^0-9a-z]+")


def tokens(word: str) -> list[str]:
    """A word's tokens in order: numbers and Latin words whole, characters in pairs; the last character of a run once more alone,
    so that what is typed up to one character finds what begins with it."""
    out: list[str] = []
    for run in RUN.findall(word):
        if run[0].isascii():
            out.append(run)
        else:
            out.extend([*(run[i : i + 2] for i in range(len(run) - 1)), run[-1]])
    return out


def pairs(text: str) -> str:
    """A text as the index keeps it."""
    return " ".join(t for word in WORD.findall(text.lower()) for t in tokens(word))


def index(case: Case, parties: Iterable[Party] = (), documents: Iterable[Document] = (), opening: bool = False) -> None:
    """Note what a step brought to light: the case itself at its opening, parties that joined, documents. One insert."""
    named = " ".join(p.name for p in parties)
    rows = []
    if opening:
        rows.append(lean.new(Found, case=case, text=pairs(f"{case.number} {case.title} {case.organ.name} {named}")))
    elif named:
        rows.append(lean.new(Found, case=case, text=pairs(named)))
    rows += [lean.new(Found, case=case, document=d, text=pairs(f"{d.title} {d.number}")) for d in documents]
    lean.insert(rows)


def forget(case: Case) -> None:
    """Make the index of a case anew from what stands there now (after a redaction)."""
    Found.objects.filter(case=case).delete()
    index(case, case.parties.all(), case.documents.all(), opening=True)


def phrases(words: str) -> list[tuple[list[str], bool]]:
    """Each word typed as a phrase of tokens, and whether its last token is only a beginning (a lone character)."""
    found = []
    for word in WORD.findall(words.lower()):
        phrase = tokens(word)
        if len(phrase) > 1 and not phrase[-1].isascii() and phrase[-2].endswith(phrase[-1]):
            phrase.pop()
        found.append((phrase, len(phrase[-1]) == 1 and not phrase[-1].isascii()))
    return found


NEWEST = 5_000  # index rows looked at for a list; of a very common word those of the latest


def newest(words: str, most: int, below: int | None = None) -> tuple[str, list[Any]] | None:
    """The statement (id, case, document) of the index rows that hold every word typed, the latest first; None where nothing
    searchable was typed."""
    found = phrases(words)
    if not found:
        return None
    if connection.vendor == "postgresql":
        query = " & ".join("(" + " <-> ".join(phrase) + (":*)" if open_ended else ")") for phrase, open_ended in found)
        source, key = "kernel_found f WHERE to_tsvector('simple', f.text) @@ to_tsquery('simple', %s)", "f.id"
    else:  # FTS5 walks its own rows from the last one back
        query = " AND ".join(f'"{" ".join(phrase)}"' + ("*" if open_ended else "") for phrase, open_ended in found)
        source, key = "kernel_words w CROSS JOIN kernel_found f ON f.id = w.rowid WHERE kernel_words MATCH %s", "w.rowid"
    older = f" AND {key} < %s" if below is not None else ""
    sql = f"SELECT f.id, f.case_id, f.document_id FROM {source}{older} ORDER BY {key} DESC LIMIT %s"  # noqa: S608 - words are parameters
    return sql, [query, *([below] if older else []), most]


def rows(words: str, most: int, below: int | None = None) -> list[tuple[int, int, int | None]]:
    """(id, case, document) of the index rows that hold every word typed, the latest first."""
    statement = newest(words, most, below)
    if statement is None:
        return []
    with connection.cursor() as cursor:
        cursor.execute(*statement)
        return cursor.fetchall()


def cases(words: str) -> Any:
    """The ids of the cases in which one row of the index holds every word typed, as a sub-select; of very common words the newest
    rows only."""
    statement = newest(words, NEWEST)
    if statement is None:
        return []
    sql, params = statement
    return RawSQL(f"SELECT case_id FROM ({sql}) AS latest", params)  # noqa: S608, S611 - the words are a parameter
