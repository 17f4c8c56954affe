"""What the worker does for legality: the machine's review of every draft that lies with a reviewer, and the nightly 应审 list."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

Told = Callable[[str, int, int], None]
MACHINE, OWED = "legality.machine", "legality.owed"


def due(on: date) -> Iterator[tuple[str, dict[str, Any]]]:
    """Drafts that lie with a reviewer, once for each change of draft or record; the list of what is owed a review, once a day."""
    from fazhi.domains.legality.engine import unreviewed

    for case, line in unreviewed():
        yield MACHINE, {"case": case, "line": line}
    yield OWED, {"on": on.isoformat()}


def machine(told: Told, case: int, line: int) -> None:
    """Review the draft as of one ledger line; nothing to do where that was done meanwhile, or a newer line calls, or the matter went on."""
    from django.utils import timezone

    from fazhi.domains.legality import drafts, engine
    from fazhi.kernel.models import Case
    from fazhi.law import cited_laws

    if (case, line) not in engine.unreviewed(case):
        return
    matter = Case.objects.get(pk=case)
    told("读取送审稿", 0, 3)
    drafts.text(matter)
    told("载入法律库", 1, 3)
    laws = cited_laws()
    told("逐条比对", 2, 3)
    engine.machine_review(matter, max(timezone.localdate(), matter.moved_on), laws=laws)


def owed(told: Told, on: str) -> None:
    from fazhi.domains.legality.owed import collect

    told("比对应审事项", 0, 1)
    collect(date.fromisoformat(on))


JOBS = {MACHINE: machine, OWED: owed}
