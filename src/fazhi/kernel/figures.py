"""A figure is a set first, a number second: every figure returns the ledger lines it counts; its value is their count, sum or
ratio. Sets are read from the ledger as it was known by a moment, with amendments applied.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from fractions import Fraction
from functools import cached_property
from typing import Any

from django.db.models import Q

from fazhi.kernel.declare import Basis
from fazhi.kernel.models import Event, Item
from fazhi.kernel.seal import sm3


@dataclass(frozen=True)
class Period:
    """The days a figure is about (both ends included), the moment its ledger is read at, and the organs it is about (all: None)."""

    first: date
    last: date
    known_by: datetime | None = None
    organs: frozenset[int] | None = None

    @classmethod
    def year(cls, year: int, known_by: datetime | None = None, organs: frozenset[int] | None = None) -> "Period":
        return cls(date(year, 1, 1), date(year, 12, 31), known_by, organs)

    def before(self) -> "Period":
        """The same days one year earlier, known by the same moment."""

        def back(d: date) -> date:
            return d.replace(year=d.year - 1, day=28 if (d.month, d.day) == (2, 29) else d.day)

        return Period(back(self.first), back(self.last), self.known_by, self.organs)


@dataclass(frozen=True)
class Row:
    """One line behind a figure: an event (or an item of it) as amended, with the facts said there."""

    case: int
    event: int
    on: date
    step: str
    said: dict = field(hash=False, compare=False)
    seal: str = ""
    n: int = 0  # number of the item, 0 for the event itself

    def get(self, name: str, default: Any = None) -> Any:
        for part in ("set", "facts", "words"):
            if name in self.said.get(part, {}):
                return self.said[part][name]
        return default


Test = Callable[[Row], bool]


class Rows:
    """A set of ledger lines. Subclasses say which; `where` keeps those whose words pass."""

    def rows(self, period: Period) -> list[Row]:
        raise TypeError("一个集合须说明它数哪些台账行。")

    def __and__(self, other: "Rows") -> "Rows":
        return Both(self, other)

    def __sub__(self, other: "Rows") -> "Rows":
        return Without(self, other)

    def __or__(self, other: "Rows") -> "Rows":
        return Either(self, other)


_kept: ContextVar[dict | None] = ContextVar("kept", default=None)


@contextmanager
def remembered() -> Iterator[None]:
    """Within this block a set of events read once is not read again: many figures of one report stand on the same lines."""
    token = _kept.set({})
    try:
        yield
    finally:
        _kept.reset(token)


def _events(domain: str, steps: Iterable[str], first: date | None, last: date, period: Period) -> list[Row]:
    """Events of these steps whose day in law, as amended and as known, lies in [first, last]."""
    kept = _kept.get()
    if kept is None:
        return _read(domain, steps, first, last, period)
    key = (domain, tuple(sorted(steps)), first, last, period.known_by, period.organs)
    if key not in kept:
        kept[key] = _read(domain, key[1], first, last, period)
    return list(kept[key])


def _read(domain: str, steps: Iterable[str], first: date | None, last: date, period: Period) -> list[Row]:
    day = Q(on__lte=last) if first is None else Q(on__range=(first, last))
    base = Q(domain=domain, step__in=list(steps)) & ~Q(kind__in=("amend", "delivery", "redact", "note"))
    if period.known_by:
        base &= Q(at__lte=period.known_by)
    if period.organs is not None:
        base &= Q(case__organ__in=period.organs)
    changes = _amendments(domain, period)
    found = Event.objects.filter(base & (day | Q(pk__in=list(changes)))).values_list(
        "case_id", "pk", "on", "step", "said", "seal"
    )
    rows = []
    for case, pk, on, step, said, seal in found.iterator(chunk_size=5_000):
        for change, sealed in changes.get(pk, ()):
            seal = f"{seal}+{sealed}"
            if change.get("void"):
                on = date.max
            on = date.fromisoformat(change["on"]) if change.get("on") and on != date.max else on
            said = {**said, **{k: {**said.get(k, {}), **change[k]} for k in ("facts", "words") if k in change}}
        if on <= last and (first is None or on >= first):
            rows.append(Row(case, pk, on, step, said, seal))
    return rows


def _amendments(domain: str, period: Period) -> dict[int, list[tuple[dict, str]]]:
    """What amendments said of each line, and their seals: a figure's digest covers the corrections it counts with."""
    known = Q(at__lte=period.known_by) if period.known_by else Q()
    found: dict[int, list[tuple[dict, str]]] = {}
    for target, said, seal in (
        Event.objects.filter(known, kind="amend", domain=domain).order_by("pk").values_list("amends_id", "said", "seal")
    ):
        found.setdefault(target, []).append((said, seal))
    return found


@dataclass(frozen=True)
class Done(Rows):
    """The lines in which one of `steps` was taken within the period; once per case when `once`."""

    domain: str
    steps: tuple[str, ...]
    where: Test | None = None
    once: bool = False

    def rows(self, period: Period) -> list[Row]:
        found = _events(self.domain, self.steps, period.first, period.last, period)
        if self.where:
            found = [r for r in found if self.where(r)]
        return list({r.case: r for r in reversed(found)}.values())[::-1] if self.once else found


@dataclass(frozen=True)
class Standing(Rows):
    """The cases that had begun and not ended at the end of the period (or, `at="start"`, before it began)."""

    domain: str
    begin: tuple[str, ...]
    end: tuple[str, ...]
    at: str = "end"
    where: Test | None = None

    def rows(self, period: Period) -> list[Row]:
        day = period.last if self.at == "end" else period.first - timedelta(1)
        ended = {r.case for r in _events(self.domain, self.end, None, day, period)} if self.end else set()
        begun = {r.case: r for r in _events(self.domain, self.begin, None, day, period)}
        return [r for c, r in begun.items() if c not in ended and (self.where is None or self.where(r))]


@dataclass(frozen=True)
class Lines(Rows):
    """The items of one kind written within the period, as their step said them, later steps altered them and amendments moved or
    voided them, all as known by the period's moment."""

    domain: str
    kind: str
    where: Test | None = None

    def rows(self, period: Period) -> list[Row]:
        changes = _amendments(self.domain, period)
        base = Q(domain=self.domain, kind=self.kind)
        if period.known_by:
            base &= Q(event__at__lte=period.known_by)
        if period.organs is not None:
            base &= Q(case__organ__in=period.organs)
        day = Q(on__range=(period.first, period.last)) | Q(event__in=list(changes))
        found = list(
            Item.objects.filter(base & day).values_list("case_id", "event_id", "on", "event__step", "said", "event__seal", "n")
        )
        altered = self._altered(period)
        first = self._first_said({row[1] for row in found}) if altered is not None else {}
        rows = [
            self._row(
                row, first.get((row[1], row[6]), row[4]), changes.get(row[1], ()), (altered or {}).get((row[0], row[6]), ())
            )
            for row in found
        ]
        return [r for r in rows if period.first <= r.on <= period.last and (self.where is None or self.where(r))]

    def _first_said(self, events: set[int]) -> dict[tuple[int, int], dict]:
        """What the lines said of each item at first, by event and number; later steps may have altered the item since."""
        found, ids = {}, sorted(events)
        for start in range(0, len(ids), 900):
            for pk, said in Event.objects.filter(pk__in=ids[start : start + 900]).values_list("pk", "said"):
                found.update({(pk, i["n"]): i["set"] for i in said.get("items", ()) if i["kind"] == self.kind})
        return found

    def _altered(self, period: Period) -> dict[tuple[int, int], list[Row]] | None:
        """The lines that altered an item, in order of entry, by case and number of the item; None where no step alters this kind."""
        from fazhi.kernel.registry import procedures

        mine = (p for p in procedures().values() if p.domain == self.domain)
        steps = {s.key for p in mine for s in p.steps.values() if s.alters and s.alters.key == self.kind}
        if not steps:
            return None
        found: dict[tuple[int, int], list[Row]] = {}
        ever = replace(period, first=date.min, last=date.max - timedelta(1))
        for row in sorted(_events(self.domain, steps, None, ever.last, ever), key=lambda r: r.event):
            found.setdefault((row.case, row.said.get("alters", {}).get("n", 0)), []).append(row)
        return found

    def _row(self, row: tuple, said: dict, changes: Iterable[tuple[dict, str]], altered: Iterable[Row]) -> Row:
        case, event, on, step, _, seal, n = row
        words = dict(said)
        for later in altered:
            words.update(later.said.get("words", {}))
            seal = f"{seal}+{later.seal}"
        for change, sealed in changes:
            seal = f"{seal}+{sealed}"
            if change.get("void"):
                on = date.max
            on = date.fromisoformat(change["on"]) if change.get("on") and on != date.max else on
        return Row(case, event, on, step, {"set": words}, seal, n)


@dataclass(frozen=True)
class Ever(Rows):
    """The lines of a set on whatever day they lie (a check written after the year's end); still as known by the period's moment."""

    of: Rows

    def rows(self, period: Period) -> list[Row]:
        return self.of.rows(replace(period, first=date.min, last=date.max - timedelta(1)))


@dataclass(frozen=True)
class Both(Rows):
    """The lines of the first set whose cases are in the second too."""

    a: Rows
    b: Rows

    def rows(self, period: Period) -> list[Row]:
        keep = {r.case for r in self.b.rows(period)}
        return [r for r in self.a.rows(period) if r.case in keep]


@dataclass(frozen=True)
class Without(Rows):
    """The lines of the first set whose cases are not in the second."""

    a: Rows
    b: Rows

    def rows(self, period: Period) -> list[Row]:
        drop = {r.case for r in self.b.rows(period)}
        return [r for r in self.a.rows(period) if r.case not in drop]


@dataclass(frozen=True)
class Either(Rows):
    """The lines of both sets, each line once."""

    a: Rows
    b: Rows

    def rows(self, period: Period) -> list[Row]:
        return list({(r.event, r.n): r for r in (*self.a.rows(period), *self.b.rows(period))}.values())


def digest(rows: Iterable[Row]) -> str:
    """The digest over the ids and seals of the lines counted (SM3), in order of their ids."""
    return "sm3:" + sm3("\n".join(f"{r.event}.{r.n}:{r.seal}" for r in sorted(rows, key=lambda r: (r.event, r.n))))


@dataclass(frozen=True)
class Value:
    """A figure's answer: the value, the lines behind it (for a rate, of the denominator), and a note where it has no value."""

    value: int | Fraction | None
    rows: list[Row]
    note: str = ""
    numerator: list[Row] | None = None

    @cached_property
    def digest(self) -> str:
        return digest(self.rows if self.numerator is None else [*self.rows, *self.numerator])


class Figure:
    """A named figure: id, label, unit, definition and basis. `of(period)` answers with a Value."""

    def __init__(self, id: str, label: str, unit: str, definition: str, basis: Basis | str = ""):
        if not definition:
            raise ValueError(f"指标“{label}”没有口径说明，不能使用。")
        self.id, self.label, self.unit, self.definition, self.basis = id, label, unit, definition, basis

    def of(self, period: Period) -> Value:
        raise TypeError(f"指标“{self.label}”没有说明怎样计算。")


class Count(Figure):
    """How many lines are in the set."""

    def __init__(self, id: str, label: str, unit: str, rows: Rows, definition: str, basis: Basis | str = ""):
        super().__init__(id, label, unit, definition, basis)
        self.set = rows

    def of(self, period: Period) -> Value:
        rows = self.set.rows(period)
        return Value(len(rows), rows)


class Sum(Count):
    """The sum of one whole number said in the lines (fen, persons)."""

    def __init__(
        self,
        id: str,
        label: str,
        unit: str,
        rows: Rows,
        of: str | Callable[[Row], int],
        definition: str,
        basis: Basis | str = "",
    ):
        super().__init__(id, label, unit, rows, definition, basis)
        self.column = of

    def of(self, period: Period) -> Value:
        rows = self.set.rows(period)
        take = self.column if callable(self.column) else (lambda r: r.get(self.column) or 0)
        return Value(sum(int(take(r)) for r in rows), rows)


class Distinct(Count):
    """How many different values of one word are in the lines (the first line of each stands for it); `case` counts cases."""

    def __init__(
        self,
        id: str,
        label: str,
        unit: str,
        rows: Rows,
        of: str | Callable[[Row], Any],
        definition: str,
        basis: Basis | str = "",
    ):
        super().__init__(id, label, unit, rows, definition, basis)
        self.column = of

    def of(self, period: Period) -> Value:
        take = self.column if callable(self.column) else (lambda r: r.case if self.column == "case" else r.get(self.column))
        found: dict[Any, Row] = {}
        for row in self.set.rows(period):
            key = take(row)
            for one in key if isinstance(key, list | tuple) else [key]:
                if one not in (None, ""):
                    found.setdefault(one, row)
        return Value(len(found), list(found.values()))


class Ratio(Figure):
    """One set over another, as a fraction; without value where the denominator is empty."""

    def __init__(
        self,
        id: str,
        label: str,
        part: Rows,
        whole: Rows,
        definition: str,
        basis: Basis | str = "",
        empty: str = "分母为0，不计算",
    ):
        super().__init__(id, label, "%", definition, basis)
        self.part, self.whole, self.empty = part, whole, empty

    def of(self, period: Period) -> Value:
        part, whole = self.part.rows(period), self.whole.rows(period)
        if not whole:
            return Value(None, whole, self.empty, part)
        return Value(Fraction(len(part), len(whole)), whole, "", part)


class Change(Figure):
    """A figure against itself one year before, as a fraction of that year; without value where that year was zero."""

    def __init__(self, id: str, label: str, figure: Figure, definition: str, basis: Basis | str = ""):
        super().__init__(id, label, "%", definition, basis)
        self.figure = figure

    def of(self, period: Period) -> Value:
        now, then = self.figure.of(period), self.figure.of(period.before())
        rows = [*now.rows, *then.rows]
        if not then.value:
            return Value(None, rows, "上年同期为0，不计算")
        return Value(Fraction(now.value or 0) / Fraction(then.value) - 1, rows)
