"""The demonstration store for tests: built once by `fazhi demo` for all workers (and again only when a source changes), then copied
into a test's own database inside a transaction that is undone.
"""

import fcntl
import hashlib
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.apps import apps
from django.db import connection, transaction

ROOT = Path(__file__).parents[1]
HOME = ROOT / "var" / "tests"
OWN = ("contenttypes", "auth.Permission", "sessions")  # every database has its own
DERIVED = ("kernel_found",)  # the search index


def template() -> Path:
    """The file of the store; the first worker to ask builds it, the others wait."""
    HOME.mkdir(parents=True, exist_ok=True)
    path = HOME / f"{digest()}.sqlite3"
    with (HOME / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not path.exists():
            _build(path)
    return path


def _build(path: Path) -> None:
    for old in HOME.glob("*.sqlite3*"):
        old.unlink()
    new = path.with_suffix(".new")
    for stale in HOME.glob("*.new*"):
        stale.unlink()
    env = {k: v for k, v in os.environ.items() if not k.startswith("PYTEST")}
    env |= {"DATABASE_URL": f"sqlite:///{new}", "FAZHI_MEDIA": str(HOME / "media")}
    made = subprocess.run(
        [str(Path(sys.executable).with_name("fazhi")), "demo"], cwd=ROOT, env=env, capture_output=True, text=True, check=False
    )
    if made.returncode:
        raise RuntimeError(f"演示库没有建成：{made.stderr[-2000:]}")
    os.replace(new, path)


def digest() -> str:
    """What the store is made from: every source and template."""
    h = hashlib.sha256()
    for source in sorted(p for p in (ROOT / "src").rglob("*") if p.is_file() and "__pycache__" not in p.parts):
        h.update(source.relative_to(ROOT).as_posix().encode() + b"\0" + source.read_bytes())
    return h.hexdigest()[:16]


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
