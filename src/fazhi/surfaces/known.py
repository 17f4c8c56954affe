"""What a process keeps in mind about people, posts and organs, right across processes.

One row (`Stamp`) gets a new random value, by database triggers, with every change of people, logins, posts, organs or saved views. It
is read with the session of each request; what was kept under another value is forgotten.
"""

import threading
from collections.abc import Callable
from typing import Any

from django.core.signals import request_finished, request_started
from django.db import connection

MOST = 20_000  # things kept at once
_here = threading.local()
_kept: tuple[str, dict[Any, Any]] = ("", {})


def seen(stamp: str | None) -> None:
    """The value the stamp has in this request."""
    _here.stamp = stamp


def forget(**kw: Any) -> None:
    """At the beginning and end of a request nothing is known of the stamp."""
    _here.stamp = None


def stamp() -> str | None:
    """The stamp of this request; outside of one it is asked for each time."""
    found = getattr(_here, "stamp", None)
    if found is None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT value FROM surfaces_stamp WHERE id = 1")
            row = cursor.fetchone()
        found = row[0] if row else None
    return found


def get(key: Any, make: Callable[[], Any]) -> Any:
    """What is kept under `key`, made anew where people, posts or organs changed since. Callers must not change what they get."""
    global _kept
    value = stamp()
    if value is None:
        return make()
    if _kept[0] != value or len(_kept[1]) > MOST:
        _kept = (value, {})
    box = _kept[1]
    if key not in box:
        box[key] = make()
    return box[key]


def connect() -> None:
    request_started.connect(forget, dispatch_uid="fazhi-known-started")
    request_finished.connect(forget, dispatch_uid="fazhi-known-finished")
