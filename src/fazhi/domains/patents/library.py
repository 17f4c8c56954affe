"""Where the patent store is and how it is asked: by its owner process over a socket, or here where this process opened it."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings

from fazhi.engines.patents import owner
from fazhi.engines.patents.owner import Absent, Refused

__all__ = ["Absent", "Refused", "address", "ask", "kept", "opened", "place", "present"]

KEPT = "FAZHI_PATENTS_KEPT"  # set where a keeper begins the owner again when it ends
RETURNS = "专利库的进程刚才停了，正在重新打开，一般只要几秒钟，请稍后再试"
_here: Any = None  # the store, in the process that has it open


def place() -> str:
    """FAZHI_PATENTS: a folder, or the URL of a ClickHouse server; without it a folder beside the database."""
    return os.environ.get("FAZHI_PATENTS") or str(settings.VAR / "patents")


def remote() -> bool:
    return place().startswith(("http://", "https://"))


def address() -> Path:
    return Path(settings.VAR) / "patents.sock" if remote() else owner.address_of(Path(place()))


def present() -> bool:
    """Whether there is a store to be opened."""
    return remote() or (Path(place()) / "chdb").exists()


def kept() -> bool:
    """Whether a keeper watches over the owner, so that a page may be asked for again."""
    return KEPT in os.environ


def ask(what: str, progress: owner.Progress | None = None, timeout: float | None = 30.0, **said: Any) -> Any:
    """Put one question to the store; Absent or Refused with one sentence."""
    if _here is None:
        try:
            return owner.ask(address(), what, progress, timeout, **said)
        except Absent:
            if kept():
                raise Absent(RETURNS) from None
            raise
    try:
        return owner.answer(_here, what, said, progress)
    except Refused:
        raise
    except ValueError as error:
        raise Refused(str(error), getattr(error, "at", None)) from None


@contextmanager
def opened() -> Iterator[Any]:
    """The store opened by this process, which then is its owner (the server of the store, the demonstration, tests)."""
    global _here
    from fazhi.engines.patents.store import Store

    with Store.open(place()) as store:
        _here = store
        try:
            yield store
        finally:
            _here = None
