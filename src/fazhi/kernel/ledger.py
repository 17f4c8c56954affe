"""The ledger read as it was known by a moment: the lines of some steps and the items of a kind, with amendments applied; where a
line lies is read first, what it said and its seal only when somebody asks, once for all lines of one reading.
"""

import gc
import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache, cached_property
from typing import Any

from django.db.models import Q, QuerySet, TextField
from django.db.models.functions import Cast

from fazhi.kernel.models import Event, Item

TAKEN = ("step", "late", "migrate")  # the kinds of lines in which a step was taken
OTHER = tuple(kind for kind, _ in Event.KINDS if kind not in TAKEN)
EVER = date(9999, 12, 30)  # after every day of the ledger
NEVER = date.max  # the day of a line that was made void


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


class Source:
    """The reading some lines came from: their words and seals, read when first asked for."""

    def __init__(self, found: QuerySet):
        self._found = found.order_by()

    @cached_property
    def texts(self) -> dict[int, str]:
        return dict(self._found.annotate(text=Cast("said", TextField())).values_list("pk", "text"))

    @cached_property
    def seals(self) -> dict[int, str]:
        return dict(self._found.values_list("pk", "seal"))


class Row:
    """One line behind a figure: an event, or an item of it (n > 0), as amended: its day, step, words and seal."""

    __slots__ = ("_said", "_seal", "_source", "case", "event", "n", "on", "step")

    def __init__(
        self,
        case: int,
        event: int,
        on: date,
        step: str,
        said: dict | None = None,
        seal: str | None = None,
        n: int = 0,
        source: Source | None = None,
    ):
        self.case, self.event, self.on, self.step, self.n = case, event, on, step, n
        self._said, self._seal, self._source = said, seal, source

    @property
    def said(self) -> dict:
        if self._said is None:
            self._said = json.loads(self._source.texts[self.event]) if self._source else {}
        return self._said

    @property
    def seal(self) -> str:
        if self._seal is None:
            self._seal = self._source.seals[self.event] if self._source else ""
        return self._seal

    def get(self, name: str, default: Any = None) -> Any:
        for part in ("set", "facts", "words"):
            if name in self.said.get(part, {}):
                return self.said[part][name]
        return default

    def numbered(self, n: int) -> "Row":
        """The same line as one of several things it stands for."""
        return Row(self.case, self.event, self.on, self.step, self._said, self._seal, n, self._source)

    def amended(self, changes: Iterable[tuple[dict, str]]) -> "Row":
        """The line with what amendments said of it; its seal covers theirs."""
        row = Row(self.case, self.event, self.on, self.step, self.said, self.seal, self.n)
        for change, sealed in changes:
            row._seal = f"{row._seal}+{sealed}"
            row.on = moved(row.on, change)
            row._said = {**row.said, **{k: {**row.said.get(k, {}), **change[k]} for k in ("facts", "words") if k in change}}
        return row


def moved(on: date, change: dict) -> date:
    """The day in law after an amendment: another day, or none where the line was made void."""
    if change.get("void") or on == NEVER:
        return NEVER
    return day_of(change["on"]) if change.get("on") else on


day_of = cache(date.fromisoformat)
_kept: ContextVar[dict | None] = ContextVar("kept", default=None)


@contextmanager
def quiet() -> Iterator[None]:
    """No search for cycles while hundred thousands of lines are read: they hold none, and the search takes longer than the reading."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()


def remembering() -> bool:
    """Whether a whole report is being read: its lines are wanted, so counting them first would be work for nothing."""
    return _kept.get() is not None


@contextmanager
def remembered() -> Iterator[None]:
    """Within this block what was read once is not read again: many figures of one report stand on the same lines."""
    if _kept.get() is not None:
        yield
        return
    token = _kept.set({})
    try:
        with quiet():
            yield
    finally:
        _kept.reset(token)


def lines(domain: str, steps: Iterable[str], first: date | None, last: date, period: Period) -> list[Row]:
    """The lines of these steps whose day in law, as amended and as known, lies in [first, last], in order of entry."""
    kept, since, wanted = _kept.get(), first or date.min, frozenset(steps)
    if kept is None:
        return _read(domain, wanted, first, last, period)
    readings = kept.setdefault(("lines", domain, period.known_by, period.organs), [])
    for known, begin, end, rows in readings:
        if wanted <= known and begin <= since and last <= end:
            return [r for r in rows if r.step in wanted and since <= r.on <= last]
    rows = _read(domain, wanted, first, last, period)
    readings.append((wanted, since, last, rows))
    return list(rows)


def _read(domain: str, steps: frozenset[str], first: date | None, last: date, period: Period) -> list[Row]:
    changes = amendments(domain, period)
    day = _lying(first, last)
    found = Event.objects.filter(_taken(domain, steps, period) & (day | Q(pk__in=list(changes)) if changes else day))
    rows = _placed(found)
    return _as_amended(rows, first, last, changes) if changes else rows


def _taken(domain: str, steps: Iterable[str], period: Period) -> Q:
    # said by what it is not: "is one of" would make PostgreSQL go over the days of the index once for each kind
    return Q(domain=domain, step__in=sorted(steps)) & ~Q(kind__in=OTHER) & _known(period)


def _lying(first: date | None, last: date) -> Q:
    return Q(on__lte=last) if first is None else Q(on__range=(first, last))


def _placed(found: QuerySet[Event]) -> list[Row]:
    source = Source(found)
    placed = found.order_by("pk").values_list("case_id", "pk", Cast("on", TextField()), "step")
    with quiet():
        return [Row(case, pk, day_of(on), step, source=source) for case, pk, on, step in placed.iterator(chunk_size=5_000)]


def _as_amended(rows: list[Row], first: date | None, last: date, changes: dict) -> list[Row]:
    told = (r.amended(changes[r.event]) if r.event in changes else r for r in rows)
    return [r for r in told if r.on <= last and (first is None or r.on >= first)]


def amended(domain: str, period: Period) -> QuerySet[Any, Any]:
    """The numbers of the lines that amendments touched, as a query."""
    known = Q(at__lte=period.known_by) if period.known_by else Q()
    return Event.objects.filter(known, kind="amend", domain=domain, amends__isnull=False).order_by().values("amends_id")


def split_lines(
    domain: str, steps: Iterable[str], first: date | None, last: date, period: Period
) -> tuple[QuerySet[Event], list[Row]]:
    """What `lines` reads, in two parts: a query of the lines no amendment touched, and the few others as amended."""
    base, changes = _taken(domain, steps, period), amendments(domain, period)
    untouched = Event.objects.filter(base & _lying(first, last)).order_by()
    if not changes:
        return untouched, []
    touched = _placed(Event.objects.filter(base, pk__in=amended(domain, period)))
    return untouched.exclude(pk__in=amended(domain, period)), _as_amended(touched, first, last, changes)


def _known(period: Period, prefix: str = "") -> Q:
    """What had been written by the period's moment, in its organs."""
    known = Q(**{f"{prefix}at__lte": period.known_by}) if period.known_by else Q()
    return known if period.organs is None else known & Q(case__organ__in=period.organs)


def amendments(domain: str, period: Period) -> dict[int, list[tuple[dict, str]]]:
    """What amendments said of each line, and their seals: a figure's digest covers the corrections it counts with."""
    kept = _kept.get()
    key = ("amendments", domain, period.known_by)
    if kept is not None and key in kept:
        return kept[key]
    known = Q(at__lte=period.known_by) if period.known_by else Q()
    found: dict[int, list[tuple[dict, str]]] = {}
    for target, said, seal in (
        Event.objects.filter(known, kind="amend", domain=domain).order_by("pk").values_list("amends_id", "said", "seal")
    ):
        found.setdefault(target, []).append((said, seal))
    if kept is not None:
        kept[key] = found
    return found


def items(domain: str, kind: str, period: Period) -> list[Row]:
    """The items of one kind written within the period, as their step said them, later steps altered them and amendments moved or
    voided them, all as known by the period's moment."""
    kept = _kept.get()
    key = ("items", domain, kind, period)
    if kept is not None and key in kept:
        return list(kept[key])
    changes = amendments(domain, period)
    day = Q(on__range=(period.first, period.last)) | Q(event__in=list(changes))
    rows = _items(_of_kind(domain, kind, period).filter(day), domain, kind, period, changes)
    if kept is not None:
        kept[key] = rows
    return list(rows)


def split_items(domain: str, kind: str, period: Period) -> tuple[QuerySet[Item], list[Row]]:
    """What `items` reads, in two parts: a query of the items of lines no amendment touched, and the few others as amended."""
    base, changes = _of_kind(domain, kind, period), amendments(domain, period)
    untouched = base.filter(on__range=(period.first, period.last))
    if not changes:
        return untouched, []
    touched = base.filter(event__in=amended(domain, period))
    return untouched.exclude(event__in=amended(domain, period)), _items(touched, domain, kind, period, changes)


def _of_kind(domain: str, kind: str, period: Period) -> QuerySet[Item]:
    return Item.objects.filter(Q(domain=domain, kind=kind) & _known(period, "event__")).order_by()


def _items(found: QuerySet[Item], domain: str, kind: str, period: Period, changes: dict) -> list[Row]:
    words = found.values_list("case_id", "event_id", "on", "event__step", "said", "event__seal", "n")
    rows = [Row(case, event, on, step, {"set": said}, seal, n) for case, event, on, step, said, seal, n in words]
    if altering(domain, kind):
        altered, first = _altered(domain, kind, period), _first_said({r.event for r in rows}, kind)
        rows = [_as_altered(r, first, altered.get((r.case, r.n), ())) for r in rows]
    rows = [_item_amended(r, changes[r.event]) if r.event in changes else r for r in rows]
    return [r for r in rows if period.first <= r.on <= period.last]


def _first_said(events: set[int], kind: str) -> dict[tuple[int, int], dict]:
    """What the lines said of each item at first, by event and number; later steps may have altered the item since."""
    found, ids = {}, sorted(events)
    for start in range(0, len(ids), 900):
        for pk, said in Event.objects.filter(pk__in=ids[start : start + 900]).values_list("pk", "said"):
            found.update({(pk, i["n"]): i["set"] for i in said.get("items", ()) if i["kind"] == kind})
    return found


def altering(domain: str, kind: str) -> set[str]:
    """The steps that alter an item of this kind after it was written."""
    from fazhi.kernel.registry import procedures

    mine = (p for p in procedures().values() if p.domain == domain)
    return {s.key for p in mine for s in p.steps.values() if s.alters and s.alters.key == kind}


def _altered(domain: str, kind: str, period: Period) -> dict[tuple[int, int], list[Row]]:
    """The lines that altered an item, in order of entry, by case and number of the item."""
    found: dict[tuple[int, int], list[Row]] = {}
    for row in lines(domain, altering(domain, kind), None, EVER, period):
        found.setdefault((row.case, row.said.get("alters", {}).get("n", 0)), []).append(row)
    return found


def _as_altered(row: Row, first: dict[tuple[int, int], dict], altered: Iterable[Row]) -> Row:
    words, seal = dict(first.get((row.event, row.n), row.said["set"])), row.seal
    for later in altered:
        words.update(later.said.get("words", {}))
        seal = f"{seal}+{later.seal}"
    return Row(row.case, row.event, row.on, row.step, {"set": words}, seal, row.n)


def _item_amended(row: Row, changes: Iterable[tuple[dict, str]]) -> Row:
    """An item follows its line to another day or into voidness; the words of the line are not the item's."""
    for change, sealed in changes:
        row = Row(row.case, row.event, moved(row.on, change), row.step, row.said, f"{row.seal}+{sealed}", row.n)
    return row
