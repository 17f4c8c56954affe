"""An empty store of the newest form: migrated once for all workers and runs of the same migrations, then copied; migrating takes ten
seconds of processor, a copy none. A store on PostgreSQL is migrated as ever.
"""

import fcntl
import hashlib
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import django
from django.conf import settings
from django.db import connection

ROOT = Path(__file__).parents[1]
HOME = ROOT / "var" / "tests"


def template() -> Path:
    """The file of the empty store."""
    found = [
        p for p in (ROOT / "src").rglob("*.py") if p.parent.name == "migrations" or p.name.startswith(("models", "settings"))
    ]
    return built("empty", [*found, ROOT / "requirements.lock"], _migrate)


def built(name: str, sources: Iterable[Path], build: Callable[[Path], None]) -> Path:
    """A file made from these sources; the first worker to ask builds it, the others wait."""
    HOME.mkdir(parents=True, exist_ok=True)
    path = HOME / f"{name}-{digest(sources)}.sqlite3"
    with held(name):
        if not path.exists():
            for old in HOME.glob(f"{name}-*"):
                old.unlink()
            new = path.with_suffix(".new")
            build(new)
            with sqlite3.connect(new) as db:  # one file, nothing beside it
                db.execute("PRAGMA journal_mode=DELETE")
            os.replace(new, path)
    return path


@contextmanager
def held(name: str) -> Iterator[None]:
    with (HOME / f".{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def digest(sources: Iterable[Path]) -> str:
    h = hashlib.sha256(django.__version__.encode())
    for source in sorted(sources):
        h.update(source.relative_to(ROOT).as_posix().encode() + b"\0" + source.read_bytes())
    return h.hexdigest()[:16]


def command(path: Path, *words: str) -> None:
    """A command of the house on a store of its own."""
    env = {k: v for k, v in os.environ.items() if not k.startswith("PYTEST")}
    env |= {"DATABASE_URL": f"sqlite:///{path}", "FAZHI_MEDIA": str(HOME / "media")}
    done = subprocess.run([sys.executable, *words], cwd=ROOT, env=env, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{' '.join(words)}：{done.stderr[-2000:]}")


def _migrate(path: Path) -> None:
    command(path, "manage.py", "migrate", "--verbosity", "0")


def put(path: Path) -> Path:
    """An empty store in this place, for a process of its own."""
    shutil.copyfile(template(), path)
    return path


def instead_of_migrating() -> None:
    """The test database in memory is filled from the template."""
    creation: Any = connection.creation

    def create(*_: Any, **kw: Any) -> str:
        name = creation._get_test_db_name()
        connection.close()
        settings.DATABASES[connection.alias]["NAME"] = connection.settings_dict["NAME"] = name
        connection.ensure_connection()
        with sqlite3.connect(template()) as found:
            found.backup(connection.connection)
        return name

    if connection.vendor == "sqlite":
        creation.create_test_db = create
