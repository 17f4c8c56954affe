"""Counting in the database: a set of lines as one query with the columns c (case), e (line), n (item) and, where it is asked for,
v (a word of the line as JSON text). The few lines an amendment touched are read as they stand and put into the query as they are.
"""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection, transaction
from django.db.models import BigIntegerField, Expression, F, Func, IntegerField, QuerySet, Value

from fazhi.kernel.ledger import Row

# whole sets are counted by passes over an index; PostgreSQL, which cannot guess how many lines say a word, would look cases up singly
WHOLE = "SET LOCAL enable_nestloop = off; SET LOCAL jit = off; SET LOCAL random_page_cost = 1.1"


@dataclass(frozen=True)
class Query:
    """One SELECT with its parameters."""

    sql: str
    params: tuple = ()

    def count(self) -> int:
        return int(self.all("COUNT(*)")[0][0])

    def cases(self) -> int:
        return int(self.all("COUNT(DISTINCT c)")[0][0])

    def values(self) -> list[tuple[Any, int]]:
        """Every value said, with how often."""
        return [(json.loads(v), n) for v, n in self.all("v, COUNT(*)", "GROUP BY v")]

    def all(self, columns: str, tail: str = "") -> list[tuple]:
        with transaction.atomic(savepoint=False), connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                cursor.execute(WHOLE)
            cursor.execute(f"SELECT {columns} FROM ({self.sql}) q {tail}", self.params)  # noqa: S608 - our own parts
            return list(cursor.fetchall())


@dataclass(frozen=True)
class Told:
    """What the column v holds: an expression over the table, and the same of a line already read."""

    column: Expression
    of: Callable[[Row], Any]
    kind: str = "text"  # of the column


class Place(Func):
    """The day of a line and its number as one number that sorts like the two: the Julian day above the lowest 36 bits."""

    output_field = BigIntegerField()

    def __init__(self) -> None:
        super().__init__(F("on"), F("pk"))

    def as_sqlite(self, compiler: Any, connection: Any, **kw: Any) -> Any:
        template, between = "(CAST(julianday(%(expressions)s)", f") AS INTEGER) << {BITS} | "
        return self.as_sql(compiler, connection, template=template, arg_joiner=between)

    def as_postgresql(self, compiler: Any, connection: Any, **kw: Any) -> Any:
        template, between = f"((1 + {JULIAN} + %(expressions)s)", f" - DATE '0001-01-01')::bigint << {BITS} | "
        return self.as_sql(compiler, connection, template=template, arg_joiner=between)


BITS, JULIAN = 36, 1_721_424  # of a line's number; the Julian day before 0001-01-01
PLACE = Told(Place(), lambda row: row.on.toordinal() + JULIAN << BITS | row.event, "bigint")


def of_events(found: QuerySet, amended: Iterable[Row], told: Told | None) -> Query:
    return _leaf(found, amended, {"c": F("case_id"), "e": F("pk"), "n": Value(0, IntegerField())}, told)


def of_items(found: QuerySet, amended: Iterable[Row], told: Told | None) -> Query:
    return _leaf(found, amended, {"c": F("case_id"), "e": F("event_id"), "n": F("n")}, told)


def _leaf(found: QuerySet, amended: Iterable[Row], columns: dict[str, Any], told: Told | None) -> Query:
    columns = {f"_{k}": v for k, v in columns.items()} | ({"_v": told.column} if told else {})
    try:
        sql, params = found.annotate(**columns).values_list(*columns).query.sql_with_params()
    except EmptyResultSet:  # no step, or no organ, was asked for
        none = (f"CAST(NULL AS {told.kind if told and k == '_v' else 'BIGINT'}) AS {k}" for k in columns)
        sql, params = f"SELECT {', '.join(none)} WHERE 1 = 0", ()
    names = ", ".join(f'"{k}" AS {k[1:]}' for k in columns)
    one = Query(f"SELECT {names} FROM ({sql}) leaf", tuple(params))  # noqa: S608
    rows = [[r.case, r.event, r.n, *([told.of(r)] if told else [])] for r in amended]
    return one if not rows else either(one, _literal(rows, told.kind if told else ""), every=True)


def _literal(rows: list[list[Any]], kind: str) -> Query:
    """Rows handed to the database as they are, in one parameter."""
    names, given = "cenv"[: len(rows[0])], (json.dumps(rows),)
    if connection.vendor == "postgresql":
        of = ", ".join(f"(value->>{i})::{kind if k == 'v' else 'bigint'} AS {k}" for i, k in enumerate(names))
        return Query(f"SELECT {of} FROM jsonb_array_elements(%s::jsonb)", given)  # noqa: S608
    of = ", ".join(f"json_extract(value, '$[{i}]') AS {k}" for i, k in enumerate(names))
    return Query(f"SELECT {of} FROM json_each(%s)", given)  # noqa: S608


def both(a: Query, b: Query) -> Query:
    """The lines of the first whose cases are in the second; the sign keeps SQLite from looking the cases up one by one."""
    return Query(f"SELECT a.* FROM ({a.sql}) a WHERE +a.c IN (SELECT b.c FROM ({b.sql}) b)", a.params + b.params)  # noqa: S608


def without(a: Query, b: Query) -> Query:
    """The lines of the first whose cases are not in the second; each database in the form it does by one pass."""
    test = (
        "a.c NOT IN (SELECT b.c FROM ({}) b)"
        if connection.vendor == "sqlite"
        else "NOT EXISTS (SELECT 1 FROM ({}) b WHERE b.c = a.c)"
    )
    return Query(f"SELECT a.* FROM ({a.sql}) a WHERE {test.format(b.sql)}", a.params + b.params)  # noqa: S608


def either(a: Query, b: Query, every: bool = False) -> Query:
    """The lines of both, each once (`every`: they have none in common)."""
    return Query(f"SELECT * FROM ({a.sql}) a UNION{' ALL' * every} SELECT * FROM ({b.sql}) b", a.params + b.params)  # noqa: S608


def first_entered(a: Query) -> Query:
    """Of each case the line entered first."""
    return Query(f"SELECT c, MIN(e) AS e, 0 AS n FROM ({a.sql}) a GROUP BY c", a.params)  # noqa: S608


def last_entered(a: Query, among: Query | None = None) -> Query:
    """Of each case the line entered last; or the lines that are the last of their case among others."""
    if among is None:
        return Query(f"SELECT c, MAX(e) AS e, 0 AS n FROM ({a.sql}) a GROUP BY c", a.params)  # noqa: S608
    last = f"SELECT MAX(e) AS e FROM ({among.sql}) m GROUP BY c"  # noqa: S608
    return Query(f"SELECT a.* FROM ({a.sql}) a JOIN ({last}) l ON l.e = a.e", a.params + among.params)  # noqa: S608


def first_placed(a: Query) -> Query:
    """Of each case the line that lies first by day and entry; v is its place."""
    e = f"MIN(a.v) & {(1 << BITS) - 1}"
    return Query(f"SELECT a.c, {e} AS e, 0 AS n FROM ({a.sql}) a GROUP BY a.c", a.params)  # noqa: S608


def late_cases(clocks: Iterable[str]) -> Query:
    """The cases in which one of these terms was met after its last day."""
    names = list(clocks)
    holes = ", ".join(["%s"] * len(names))
    return Query(
        f"SELECT d.case_id AS c, 0 AS e, 0 AS n FROM kernel_deadline d WHERE d.clock IN ({holes}) AND d.state = 'met' AND d.stopped > d.due",  # noqa: S608
        tuple(names),
    )
