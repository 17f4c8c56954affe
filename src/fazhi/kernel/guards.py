"""Guards several domains share: a child case must have been closed, and in the right way, before a step may be taken."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from fazhi.kernel.declare import Basis, Guard, bases_of
from fazhi.kernel.models import Case


def closed(
    domain: str,
    label: str,
    basis: Basis | Iterable[Basis],
    *,
    states: tuple[str, ...] = (),
    when: Callable[[Any], bool] | None = None,
) -> Guard:
    """The newest child case of `domain` is closed, or stands in one of `states` where these are named.

    `when(facts)` tells whether the guard applies at all; a child that was withdrawn beside a newer one does not count."""

    def test(case: Any, said: dict, on: date) -> str | None:
        if when is not None and not when(case.facts):
            return None
        child = Case.objects.filter(parent=case.pk, domain=domain).order_by("-pk").first() if case.pk else None
        if child is None:
            return f"还没有{label}"
        done = child.state in states if states else child.closed_on is not None
        return None if done else f"{label}（{child.number or child.title}）现为“{child.state_label}”，还不能继续"

    return Guard(label, test, bases_of(basis, f"条件“{label}”"))
