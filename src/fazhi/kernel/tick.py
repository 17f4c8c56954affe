"""What time itself does: the law acts where terms ran out, heads are anchored, deadlines follow a mended holiday table."""

from collections.abc import Callable
from datetime import date, datetime

from django.db import transaction

from fazhi.kernel import holidays
from fazhi.kernel.audit import anchor
from fazhi.kernel.clocks import settle
from fazhi.kernel.models import Case, Deadline, Event
from fazhi.kernel.perform import lapse
from fazhi.kernel.registry import procedures
from fazhi.kernel.sitting import reading_of, sit


def automatic_clocks() -> list[str]:
    """The clocks at whose expiry the law itself acts."""
    return sorted({k for p in procedures().values() for k, c in p.clocks.items() if c.then and c.then.automatic})


def tick(today: date, at: datetime | None = None, progress: Callable[[int, int], None] | None = None) -> list[Event]:
    """Take every step of the law whose term ended before `today`, each on the day its term ended; then anchor the chains.

    Each case is its own transaction: an interruption leaves whole steps and the next run goes on."""
    ripe = Deadline.objects.filter(state="running", due__lt=today, clock__in=automatic_clocks()).order_by("due")
    cases = list(dict.fromkeys(ripe.values_list("case", flat=True)))
    done: list[Event] = []
    for n, pk in enumerate(cases, 1):
        with transaction.atomic():
            sitting = sit(Case.objects.get(pk=pk))
            done += lapse(sitting, today, at if sitting.case.demo else None)
        if progress:
            progress(n, len(cases))
    anchor()
    return done


def recount(reason: str, years: list[int]) -> int:
    """After the holiday table was changed: count the open deadlines that touch these years again; closed ones keep the calendar
    they were judged by. Returns how many moved; each is noted in its case's ledger with the reason."""
    from fazhi.kernel.amend import AMENDER
    from fazhi.kernel.rights import THE_LAW
    from fazhi.kernel.sitting import Entry
    from fazhi.kernel.writing import append

    holidays.forget()
    moved = 0
    rows = Deadline.objects.filter(state__in=("running", "paused")).filter(
        due__year__gte=min(years), start__year__lte=max(years)
    )
    for pk in sorted(set(rows.values_list("case", flat=True))):
        with transaction.atomic():
            sitting = sit(Case.objects.get(pk=pk))
            notes = []
            for key, row in sitting.rows.items():
                reading = reading_of(row)
                if not reading.open:
                    continue
                settle(sitting.declared.clocks[key], reading, sitting.table)
                if (reading.due, reading.estimated) != (row.due, row.estimated):
                    notes.append({"clock": key, "from": row.due.isoformat(), "to": reading.due.isoformat()})
                    sitting.readings[key] = reading
            if notes:
                from fazhi.kernel.writing import write_readings

                write_readings(sitting, [n["clock"] for n in notes])
                first = next(s for s in sitting.declared.steps.values() if s.opening)
                from django.utils import timezone

                entry = Entry(
                    first,
                    THE_LAW,
                    AMENDER,
                    timezone.localdate(),
                    timezone.now(),
                    {"reason": reason, "deadlines": notes},
                    "note",
                )
                append(sitting.case, entry)
                sitting.case.save()
                moved += len(notes)
    return moved
