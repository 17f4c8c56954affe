"""The few reads and writes of the one door, as single prepared statements: the same rows the ORM would write, at a third of
its cost (docs/adr/0003). Used by `perform` and what its guards ask; tests hold it equal to the ORM.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import cache
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connection, connections, models
from django.db.models.base import ModelState

Converter = Callable[[Any], Any]
PLAIN = (models.CharField, models.IntegerField, models.ForeignKey, models.BooleanField, models.AutoField)


def run(sql: str, values: Sequence[Any]) -> Any:
    """Execute one statement inside the transaction, on the driver's own cursor: prepared once, without Django's wrapping; through
    Django's where statements are being logged or no connection is open yet. Errors are Django's either way."""
    db = connections[DEFAULT_DB_ALIAS]  # the proxy `connection` would look it up at every attribute
    if db.connection is None or db.queries_logged:
        cursor = db.cursor()
        cursor.execute(sql, values)
        return cursor
    with db.wrap_database_errors:
        if db.vendor == "postgresql":
            return _prepared(db.connection, sql, values)
        return db.connection.execute(_marked(sql), values)


def rows(sql: str, values: Sequence[Any]) -> list[Any]:
    """What a statement returns."""
    return run(sql, values).fetchall()


def _prepared(raw: Any, sql: str, values: Sequence[Any]) -> Any:
    from psycopg import Cursor

    return Cursor(raw).execute(sql, values, prepare=True)


@cache
def _marked(sql: str) -> str:
    return sql.replace("%s", "?")


@cache
def _columns(model: Any, vendor: str) -> list[tuple[str, str, Any]]:
    """(attribute, quoted column, preparation for the database or None) of every stored column."""

    def prepared(column: models.Field) -> Any:
        plain = isinstance(column, PLAIN) and not isinstance(column, models.OneToOneField)
        return None if plain else column

    quote = connection.ops.quote_name
    return [(c.attname, quote(c.column), prepared(c)) for c in model._meta.concrete_fields]


@cache
def _converters(model: Any, vendor: str) -> list[tuple[int, list[Any], Any]]:
    found = []
    for n, column in enumerate(model._meta.concrete_fields):
        col = column.get_col(model._meta.db_table)
        convert = [*connection.ops.get_db_converters(col), *column.get_db_converters(connection)]
        if convert:
            found.append((n, convert, col))
    return found


def _values(row: models.Model, columns: Iterable[tuple[str, Any]], db: Any) -> list[Any]:
    """The values of these attributes as the database takes them."""
    return [
        getattr(row, attribute) if column is None else column.get_db_prep_save(getattr(row, attribute), db)
        for attribute, column in columns
    ]


@cache
def _select(model: Any, by: str, lock: bool, vendor: str) -> str:
    names = ", ".join(name for _, name, _ in _columns(model, vendor))
    tail = " FOR UPDATE" if lock and vendor == "postgresql" else ""
    return f"SELECT {names} FROM {model._meta.db_table} WHERE {by} = %s{tail}"  # noqa: S608 - names of our own columns


def _made(model: Any, names: list[str], values: list[Any]) -> Any:
    """A stored row without the detour through `Model.__init__`; our models have no signals there."""
    row = model.__new__(model)
    row.__dict__.update(zip(names, values, strict=True))
    row._state = ModelState()
    row._state.adding, row._state.db = False, "default"
    return row


def fetch(model: Any, by: str, value: Any, lock: bool = False) -> list[Any]:
    """The rows whose column `by` equals `value`; with `lock`, held to the end of the transaction."""
    db = connections[DEFAULT_DB_ALIAS]
    vendor = db.vendor
    names = [attribute for attribute, _, _ in _columns(model, vendor)]
    converters = _converters(model, vendor)
    found = []
    for read in rows(_select(model, by, lock, vendor), [value]):
        values = list(read)
        for n, convert, col in converters:
            for one in convert:
                values[n] = one(values[n], col, db)
        found.append(_made(model, names, values))
    return found


@cache
def _insert(model: Any, count: int, keyed: bool, vendor: str) -> str:
    columns = [name for attribute, name, _ in _columns(model, vendor) if keyed or attribute != model._meta.pk.attname]
    holes = ", ".join(["(" + ", ".join(["%s"] * len(columns)) + ")"] * count)
    tail = "" if keyed else f" RETURNING {connection.ops.quote_name(model._meta.pk.column)}"
    return f"INSERT INTO {model._meta.db_table} ({', '.join(columns)}) VALUES {holes}{tail}"  # noqa: S608


def insert(new: Sequence[Any]) -> None:
    """Insert rows of one model and give each its key."""
    if not new:
        return
    model: Any = type(new[0])
    db = connections[DEFAULT_DB_ALIAS]
    vendor = db.vendor
    key = model._meta.pk.attname
    keyed = new[0].pk is not None
    columns = [(a, c) for a, _, c in _columns(model, vendor) if keyed or a != key]
    values = [value for row in new for value in _values(row, columns, db)]
    if keyed:
        run(_insert(model, len(new), keyed, vendor), values)
    else:
        for row, (pk,) in zip(new, rows(_insert(model, len(new), keyed, vendor), values), strict=True):
            row.pk = pk
    for row in new:
        row._state.adding, row._state.db = False, "default"


@cache
def _update(model: Any, names: tuple[str, ...], vendor: str) -> tuple[str, list[tuple[str, Any]]]:
    chosen = [(a, name, c) for a, name, c in _columns(model, vendor) if a in names]
    sets = ", ".join(f"{name} = %s" for _, name, _ in chosen)
    sql = f"UPDATE {model._meta.db_table} SET {sets} WHERE {connection.ops.quote_name(model._meta.pk.column)} = %s"  # noqa: S608
    return sql, [(a, c) for a, _, c in chosen]


def update(row: Any, names: Iterable[str]) -> None:
    """Write these attributes of a stored row."""
    model: Any = type(row)
    db = connections[DEFAULT_DB_ALIAS]
    sql, columns = _update(model, tuple(sorted(names)), db.vendor)
    run(sql, [*_values(row, columns, db), row.pk])
