"""Tests on what a line said, told to Python and to the database alike: `Says("outcome", "BG", "CX")`, `~Says("adoption")`,
joined by & and |. A set whose tests are of this kind is counted in the database.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Expression, F, Func, Q, TextField
from django.db.models.lookups import In

Reader = Callable[[str], Expression]
EMPTY = ("null", "false", "0", "0.0", '""', "[]", "{}")  # as JSON writes what Python holds for untrue


class Said(Func):
    """A word of a JSON column as JSON text, from the first of several parts that has it; "null" where none has."""

    output_field = TextField()

    def __init__(self, column: str, word: str, parts: tuple[str, ...] = ("facts", "words")):
        super().__init__(F(column))
        self.word, self.parts = word, parts

    def _told(self, compiler: Any, path: Callable[[str], tuple[str, ...]], cast: str) -> tuple[str, list[Any]]:
        column, params = compiler.compile(self.source_expressions[0])
        found, given = [], list[Any]()
        for part in self.parts:
            keys = path(part)
            found.append(f"({' -> '.join([column, *['%s'] * len(keys)])}){cast}")
            given += [*params, *keys]
        return f"COALESCE({', '.join(found)}, 'null')", given

    def as_sqlite(self, compiler: Any, connection: Any, **kw: Any) -> Any:
        return self._told(compiler, lambda part: (f"$.{part}.{self.word}" if part else f"$.{self.word}",), "")

    def as_postgresql(self, compiler: Any, connection: Any, **kw: Any) -> Any:
        return self._told(compiler, lambda part: (part, self.word) if part else (self.word,), "::text")


def event_word(word: str) -> Expression:
    """A word of a ledger line."""
    return Said("said", word)


def item_word(word: str) -> Expression:
    """A word of an item."""
    return Said("said", word, ("",))


class Test:
    """A test on a line; `told` says the same of a row of the database, read by `of`."""

    def __call__(self, row: Any) -> bool:
        raise TypeError("一个条件须说明它检验什么。")

    def told(self, of: Reader) -> Q:
        raise TypeError("一个条件须说明它检验什么。")

    def __and__(self, other: "Test") -> "Test":
        return Joined(Q.AND, self, other)

    def __or__(self, other: "Test") -> "Test":
        return Joined(Q.OR, self, other)

    def __invert__(self) -> "Test":
        return Otherwise(self)


@dataclass(frozen=True)
class Says(Test):
    """The line says one of these values of the word; without values: it says something of it that is not empty."""

    word: str
    among: tuple[Any, ...] = ()

    def __init__(self, word: str, *among: Any):
        object.__setattr__(self, "word", word)
        object.__setattr__(self, "among", among)

    def __call__(self, row: Any) -> bool:
        value = row.get(self.word)
        return value in self.among if self.among else bool(value)

    def told(self, of: Reader) -> Q:
        if not self.among:
            return ~Q(In(of(self.word), EMPTY))
        texts = {
            json.dumps(v, ensure_ascii=plain) for v in self.among for plain in (True, False)
        }  # SQLite keeps it as it was written
        return Q(In(of(self.word), sorted(texts)))


@dataclass(frozen=True)
class Otherwise(Test):
    """The line does not pass the test."""

    test: Test

    def __call__(self, row: Any) -> bool:
        return not self.test(row)

    def told(self, of: Reader) -> Q:
        return ~self.test.told(of)


@dataclass(frozen=True)
class Joined(Test):
    """The line passes both tests, or one of them."""

    by: str
    a: Test
    b: Test

    def __call__(self, row: Any) -> bool:
        return self.a(row) and self.b(row) if self.by == Q.AND else self.a(row) or self.b(row)

    def told(self, of: Reader) -> Q:
        return Q(self.a.told(of), self.b.told(of), _connector=self.by)
