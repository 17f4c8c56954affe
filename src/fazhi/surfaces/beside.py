"""What stands beside the cases of a page, read by one prepared statement a table: an ORM query costs more than the database's answer."""

from collections.abc import Sequence
from functools import cache
from typing import Any

from django.db import connection

Converter = tuple[int, list[Any], Any]


@cache
def _statement(model: Any, names: tuple[str, ...], by: str, count: int, where: str, vendor: str) -> tuple[str, list[Converter]]:
    """The statement and the conversions of its columns, as the ORM would do them."""
    quote, converters, columns = connection.ops.quote_name, [], []
    for n, name in enumerate(names):
        field = model._meta.get_field(name)
        col = field.get_col(model._meta.db_table)
        columns.append(quote(field.column))
        if found := [*connection.ops.get_db_converters(col), *field.get_db_converters(connection)]:
            converters.append((n, found, col))
    holes = ", ".join(["%s"] * count)
    sql = f"SELECT {', '.join(columns)} FROM {quote(model._meta.db_table)} WHERE {by} IN ({holes}) {where}"  # noqa: S608 - names of our own
    return sql, converters


def rows(model: Any, names: Sequence[str], by: str, keys: Sequence[int], where: str = "") -> list[list[Any]]:
    """The named columns of the rows whose column `by` is one of `keys`; `where` is a fixed further condition."""
    if not keys:
        return []
    sql, converters = _statement(model, tuple(names), by, len(keys), where, connection.vendor)
    with connection.cursor() as cursor:
        cursor.execute(sql, list(keys))
        found = [list(row) for row in cursor.fetchall()]
    for n, converts, col in converters:
        for row in found:
            for convert in converts:
                row[n] = convert(row[n], col, connection)
    return found
