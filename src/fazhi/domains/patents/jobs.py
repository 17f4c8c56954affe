"""The long jobs of the patent pages: tables of up to 50,000 rows, files handed in to be loaded, and the weekly comparison of saved searches, looked at daily."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from fazhi.domains.patents import alerts, arrivals, exports

ALERTS = "patents.alerts"


def due(on: date) -> Iterator[tuple[str, dict[str, Any]]]:
    yield ALERTS, {"on": on.isoformat()}


def compare(told: Callable[[str, int, int], None], on: str) -> None:
    alerts.run(told)


JOBS = {"patents.export": exports.write, "patents.load": arrivals.load, ALERTS: compare}
