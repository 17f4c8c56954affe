"""What the worker does for normative documents: every night the tasks that follow from laws which changed."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

SWEEP = "normative.sweep"


def due(on: date) -> Iterator[tuple[str, dict[str, Any]]]:
    yield SWEEP, {"on": on.isoformat()}


def sweep(told: Callable[[str, int, int], None], on: str) -> None:
    from fazhi.domains.normative.engine import sweep as write_tasks

    told("比对依据的法律", 0, 1)
    write_tasks(date.fromisoformat(on))


JOBS = {SWEEP: sweep}
