"""What rows derived from the ledger said at an earlier moment: terms, facts and states are folded anew from the lines written by
then, so that a figure that asks for them gives last year's answer to last year's question.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db.models import F

from fazhi.kernel import counting, holidays
from fazhi.kernel.clocks import Reading
from fazhi.kernel.counting import Query
from fazhi.kernel.fold import Folded, fold, lines_of
from fazhi.kernel.ledger import EVER, Period, Row, lines
from fazhi.kernel.models import Case, Deadline, Event
from fazhi.kernel.registry import procedures
from fazhi.kernel.sets import Rows


def folded(case: Case, known_by: datetime | None) -> Folded:
    """A case as its lines told it at a moment."""
    return fold(case, case.declared, lines_of(case, known_by), holidays.current())


def written_later(domain: str, known_by: datetime | None, cases: set[int]) -> set[int]:
    """Those of the cases about which something was written after the moment: of the others the rows of today are those of then."""
    if known_by is None:
        return set()
    later = Event.objects.filter(domain=domain, at__gt=known_by).order_by().values_list("case_id", flat=True).distinct()
    return cases.intersection(later)


def overrun(domain: str, clocks: tuple[str, ...], cases: set[int], known_by: datetime | None) -> set[int]:
    """Those of the cases in which one of these terms was met after its last day, as known by the moment."""
    late = Deadline.objects.filter(clock__in=clocks, state="met", stopped__gt=F("due")).values_list("case_id", flat=True)
    later = written_later(domain, known_by, cases)
    return (cases.intersection(late) - later) | {c.pk for c in _each(later) if _was_late(folded(c, known_by), clocks)}


def terms_of(domain: str, clocks: tuple[str, ...], cases: set[int], known_by: datetime | None) -> Iterator[Deadline | Reading]:
    """These terms of these cases, as known by the moment."""
    later = written_later(domain, known_by, cases)
    yield from Deadline.objects.filter(case__in=cases - later, clock__in=clocks)
    for case in _each(later):
        told = folded(case, known_by).readings
        yield from (told[key] for key in clocks if key in told)


def _each(cases: Iterable[int]) -> Iterable[Case]:
    ids = sorted(cases)
    for start in range(0, len(ids), 500):
        yield from Case.objects.filter(pk__in=ids[start : start + 500])


def _was_late(told: Folded, clocks: tuple[str, ...]) -> bool:
    mine = [told.readings[key] for key in clocks if key in told.readings]
    return any(r.state == "met" and r.stopped is not None and r.stopped > r.due for r in mine)


def said_last(domain: str, word: str, period: Period) -> dict[int, Any]:
    """What was last said of a fact in each case, as amended and as known by the period's moment."""
    mine = (p for p in procedures().values() if p.domain == domain)
    steps = {s.key for p in mine for s in p.steps.values() if word in s.sets or word in map(_name, s.asks)}
    said: dict[int, Any] = {}
    for row in lines(domain, steps, date.min, EVER, replace(period, first=date.min, last=EVER)):
        value = row.get(word)
        if value is not None:
            said[row.case] = value
    return said


def _name(ask: Any) -> str:
    return ask.rstrip("?") if isinstance(ask, str) else ask.name


@dataclass(frozen=True)
class Within(Rows):
    """The lines of a set whose cases overran none of these terms."""

    of: Rows
    domain: str
    clocks: tuple[str, ...]

    def rows(self, period: Period) -> list[Row]:
        rows = self.of.rows(period)
        late = overrun(self.domain, self.clocks, {r.case for r in rows}, period.known_by)
        return [r for r in rows if r.case not in late]

    def query(self, period: Period, word: str = "") -> Query | None:
        of = self.of.query(period, word)
        return counting.without(of, counting.late_cases(self.clocks)) if of and period.known_by is None else None

    @property
    def single(self) -> bool:
        return self.of.single

    @property
    def kinds(self) -> frozenset[tuple[str, str]] | None:
        return self.of.kinds


@dataclass(frozen=True)
class WithFact(Rows):
    """The lines of a set in whose case a fact was last said to be this, by the period's moment."""

    of: Rows
    domain: str
    word: str
    value: Any

    def rows(self, period: Period) -> list[Row]:
        said = said_last(self.domain, self.word, period)
        return [r for r in self.of.rows(period) if said.get(r.case) == self.value]
