"""The few reads and writes of the one door, as prepared statements of our own: the same rows the ORM would write, at a fraction of
its cost (docs/adr/0003). On PostgreSQL the writes of a step wait for its end and go together, with the commit (docs/adr/0076).
"""

import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connection, connections, models, transaction
from django.db.models.base import ModelState

Converter = Callable[[Any], Any]
Statement = tuple[str, Sequence[Any]]
PLAIN = (models.CharField, models.IntegerField, models.ForeignKey, models.BooleanField, models.AutoField)


class Waiting(threading.local):
    """What this thread has yet to send: statements, and the rows that take their key from what they return."""

    open = False
    db: Any = None  # the connection of the step, as Django looks it up anew at every mention
    statements: list[tuple[Statement, Sequence[Any]]]
    keys: dict[Any, list[int]]  # keys taken in advance, for rows that others name before they are written

    def __init__(self) -> None:
        self.statements, self.keys = [], {}


_waiting = Waiting()


@contextmanager
def together() -> Iterator[None]:
    """One transaction. Writes wait for the next question or the end; at the end of the outermost, the commit goes with them."""
    db, outermost = _db(), _waiting.db is None
    with transaction.atomic():
        if outermost:
            _waiting.db, _waiting.open = db, db.vendor == "postgresql"
            db.execute_wrappers.append(_first)
        try:
            yield
            last = db.commit_on_exit and not (db.savepoint_ids or db.needs_rollback or db.queries_logged)
            _send(db, [], commit=last and _waiting.open)
        finally:
            _waiting.statements.clear()
            if outermost:
                _waiting.db, _waiting.open = None, False
                _waiting.keys.clear()
                db.execute_wrappers.remove(_first)


def _db() -> Any:
    return _waiting.db or connections[DEFAULT_DB_ALIAS]


def _first(execute: Any, sql: Any, params: Any, many: Any, context: Any) -> Any:
    """Whatever the ORM asks or writes in the midst of a step finds what the step has written before."""
    flush()
    return execute(sql, params, many, context)


def flush() -> None:
    """Send what waits."""
    if _waiting.statements:
        _send(_waiting.db, [])


def ask(*statements: Statement) -> list[list[Any]]:
    """What each of these statements returns; on PostgreSQL asked at once, behind what waits to be written."""
    return _send(_db(), statements)


def rows(sql: str, values: Sequence[Any]) -> list[Any]:
    """What a statement returns."""
    return ask((sql, values))[0]


def _write(statement: Statement, unkeyed: Sequence[Any] = ()) -> None:
    if _waiting.open:
        _waiting.statements.append((statement, unkeyed))
    else:
        _give_keys(unkeyed, ask(statement)[0])


def _send(db: Any, statements: Sequence[Statement], commit: bool = False) -> list[list[Any]]:
    """On the driver's own connection, without Django's wrapping; through Django's cursor where statements are being logged or no
    connection is open yet. Errors are Django's either way."""
    before, _waiting.statements = _waiting.statements, []
    whole = [s for s, _ in before] + list(statements)
    if not whole and not commit:
        return []
    if db.connection is None or db.queries_logged:
        found = [_logged(db, *s) for s in whole]
    elif db.vendor == "postgresql":
        from fazhi.kernel import wire

        with db.wrap_database_errors:
            found = wire.send(db.connection, whole, commit)
    else:
        with db.wrap_database_errors:
            found = [db.connection.execute(_marked(sql), values).fetchall() for sql, values in whole]
    for (_, unkeyed), told in zip(before, found, strict=False):
        _give_keys(unkeyed, told)
    return found[len(before) :]


def _logged(db: Any, sql: str, values: Sequence[Any]) -> list[Any]:
    with db.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall() if cursor.description else []


def _give_keys(unkeyed: Sequence[Any], told: list[Any]) -> None:
    if unkeyed:
        for row, (pk,) in zip(unkeyed, told, strict=True):
            row.pk = pk


@cache
def _marked(sql: str) -> str:
    return sql.replace("%s", "?")


# ---------------------------------------------------------------- rows of models


@cache
def _columns(model: Any, vendor: str) -> list[tuple[str, str, Any]]:
    """(attribute, quoted column, preparation for the database or None) of every stored column."""

    def prepared(column: models.Field) -> Any:
        plain = isinstance(column, PLAIN) and not isinstance(column, models.OneToOneField)
        day = vendor == "postgresql" and type(column) is models.DateField  # `wire` writes days itself
        return None if plain or day else column

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


@cache
def _shape(model: Any) -> tuple[dict[str, Any], list[tuple[str, Callable[[], Any]]], dict[str, str]]:
    """What a new row of this model holds, what is made for each, and the column of each relation."""
    columns = model._meta.concrete_fields
    made = [(c.attname, c.default) for c in columns if c.has_default() and callable(c.default)]
    return {c.attname: c.get_default() for c in columns}, made, {c.name: c.attname for c in columns if c.is_relation}


def new(model: Any, **said: Any) -> Any:
    """An unsaved row, its relations given by name, without the detour through `Model.__init__`."""
    plain, made, relations = _shape(model)
    row = model.__new__(model)
    row._state = ModelState()
    values = row.__dict__
    values.update(plain)
    for name, make in made:
        values[name] = make()
    for name, value in said.items():
        if name in relations:
            row._state.fields_cache[name] = value
            values[relations[name]] = value.pk if value is not None else None
        else:
            values[name] = value
    return row


def fetch(*wanted: tuple[Any, str, Any], lock: bool = False, keys: dict[Any, int] | None = None) -> list[list[Any]]:
    """For each (model, column, value) the rows whose column has that value; with `lock`, those of the first are held to the end of
    the transaction before the others are read. `keys`: how many keys of which models to take in advance."""
    db = _db()
    asked = [(_select(model, by, lock and n == 0, db.vendor), [value]) for n, (model, by, value) in enumerate(wanted)]
    taken = {model: most for model, most in (keys or {}).items() if most and _waiting.open}
    found = ask(*asked, *((KEYS, [f"{m._meta.db_table}_id_seq", most]) for m, most in taken.items()))
    for model, told in zip(taken, found[len(wanted) :], strict=True):
        _waiting.keys[model] = [key for (key,) in told]
    return [_read(model, told, db) for (model, _, _), told in zip(wanted, found, strict=False)]


KEYS = "SELECT nextval(%s::regclass) FROM generate_series(1, %s)"


def _read(model: Any, told: list[Any], db: Any) -> list[Any]:
    names = [attribute for attribute, _, _ in _columns(model, db.vendor)]
    converters = _converters(model, db.vendor)
    found = []
    for read in told:
        values = list(read)
        for n, convert, col in converters:
            for one in convert:
                values[n] = one(values[n], col, db)
        found.append(_made(model, names, values))
    return found


@cache
def _insert(model: Any, keyed: bool, vendor: str, count: int = 1) -> tuple[str, list[tuple[str, Any]]]:
    """The statement, and the columns it takes: with their key where it is known, else returning it."""
    columns = [(a, name, c) for a, name, c in _columns(model, vendor) if keyed or a != model._meta.pk.attname]
    holes = ", ".join(["(" + ", ".join(["%s"] * len(columns)) + ")"] * count)
    tail = "" if keyed else f" RETURNING {connection.ops.quote_name(model._meta.pk.column)}"
    names = ", ".join(name for _, name, _ in columns)
    sql = f"INSERT INTO {model._meta.db_table} ({names}) VALUES {holes}{tail}"  # noqa: S608 - names of our own columns
    return sql, [(a, c) for a, _, c in columns]


def insert(new: Sequence[Any], named: bool = False) -> None:
    """Insert rows of one model. Each has its key when they were sent; `named`: now, as rows to come will name it."""
    if not new:
        return
    model: Any = type(new[0])
    db = _db()
    keys = _waiting.keys.get(model, [])
    if new[0].pk is None and len(keys) >= len(new):
        for row in new:
            row.pk = keys.pop(0)
    if new[0].pk is None and not _waiting.open:  # one statement for all: the key of each comes back in order
        sql, columns = _insert(model, False, db.vendor, len(new))
        _write((sql, [value for row in new for value in _values(row, columns, db)]), new)
    else:
        sql, columns = _insert(model, new[0].pk is not None, db.vendor)
        for row in new:
            _write((sql, _values(row, columns, db)), () if row.pk is not None else (row,))
    for row in new:
        row._state.adding, row._state.db = False, "default"
    if named and new[0].pk is None:
        flush()


@cache
def _update(model: Any, names: tuple[str, ...], vendor: str) -> tuple[str, list[tuple[str, Any]]]:
    chosen = [(a, name, c) for a, name, c in _columns(model, vendor) if a in names]
    sets = ", ".join(f"{name} = %s" for _, name, _ in chosen)
    sql = f"UPDATE {model._meta.db_table} SET {sets} WHERE {connection.ops.quote_name(model._meta.pk.column)} = %s"  # noqa: S608
    return sql, [(a, c) for a, _, c in chosen]


def update(row: Any, names: Iterable[str]) -> None:
    """Write these attributes of a stored row."""
    model: Any = type(row)
    db = _db()
    sql, columns = _update(model, tuple(sorted(names)), db.vendor)
    if row.pk is None:
        flush()  # its own insertion still waits
    _write((sql, [*_values(row, columns, db), row.pk]))
