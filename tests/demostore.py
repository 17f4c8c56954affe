"""The demonstration store for tests: built once by `fazhi demo` for all workers (and again only when a source changes), then copied
into a test's own database inside a transaction that is undone.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.apps import apps
from django.db import connection, transaction

import emptystore

OWN = ("contenttypes", "auth.Permission", "sessions")  # every database has its own
DERIVED = ("kernel_found",)  # the search index


def template() -> Path:
    """The file of the store."""
    sources = (p for p in (emptystore.ROOT / "src").rglob("*") if p.is_file() and "__pycache__" not in p.parts)
    return emptystore.built("demo", sources, _build)


def _build(path: Path) -> None:
    emptystore.command(emptystore.put(path), "-m", "fazhi.cli", "demo")


@contextmanager
def loaded() -> Iterator[None]:
    """The store's rows in the test database until the block ends."""
    path = template()
    with connection.cursor() as cursor:
        cursor.execute("ATTACH DATABASE %s AS demo", [str(path)])
    try:
        with transaction.atomic():
            _copy()
            yield
            transaction.set_rollback(True)
    finally:
        with connection.cursor() as cursor:
            cursor.execute("DETACH DATABASE demo")


def _copy() -> None:
    with connection.cursor() as cursor:
        for model in apps.get_models(include_auto_created=True):
            label, table = model._meta.label, model._meta.db_table
            if label in OWN or model._meta.app_label in OWN or table in DERIVED or not model._meta.managed:
                continue
            columns = ", ".join(f'"{f.column}"' for f in model._meta.concrete_fields)
            cursor.execute(f'INSERT OR IGNORE INTO main."{table}" ({columns}) SELECT {columns} FROM demo."{table}"')
