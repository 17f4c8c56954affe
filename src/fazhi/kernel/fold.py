"""Everything about a case that is not the ledger, folded from the ledger: state, facts, items, clocks. The rows are only the
newest fold; `audit` compares, an amendment folds again.

States fold by order of entry, clocks by day in law. An amendment changes what a line said, or its day, or voids it.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from types import SimpleNamespace
from typing import Any

from fazhi.kernel import clocks
from fazhi.kernel.clocks import Move, Reading
from fazhi.kernel.declare import SAME, Procedure, Step
from fazhi.kernel.facts import columns, restore
from fazhi.kernel.models import Case, Deadline, Event, Item
from fazhi.kernel.sitting import Sitting
from fazhi.kernel.writing import next_state, write_readings


@dataclass
class Line:
    """One ledger line as amended: its day and words in force, and the event it was written as."""

    event: Event
    on: date
    said: dict
    void: bool = False

    @property
    def step(self) -> str:
        return self.event.step


@dataclass
class Folded:
    """A case as its ledger tells it."""

    state: str = ""
    before: str = ""
    moved_on: date | None = None
    closed_on: date | None = None
    handler: int | None = None
    facts: dict = field(default_factory=dict)
    items: dict[tuple[str, int], dict] = field(default_factory=dict)
    readings: dict[str, Reading] = field(default_factory=dict)


def effective(events: Iterable[Event], known_by: datetime | None = None) -> list[Line]:
    """The lines in force, in order of entry, with amendments applied; those written after `known_by` are not yet known."""
    known = [e for e in events if known_by is None or e.at <= known_by]
    lines = {e.pk: Line(e, e.on, e.said) for e in known if e.kind not in ("amend", "redact", "note")}
    for e in known:
        if e.kind == "amend" and e.amends_id in lines:
            line = lines[e.amends_id]
            line.void = bool(e.said.get("void"))
            line.on = date.fromisoformat(e.said["on"]) if e.said.get("on") else line.on
            line.said = {
                **line.said,
                **{k: {**line.said.get(k, {}), **e.said[k]} for k in ("facts", "words") if k in e.said},
            }
    return [line for line in lines.values() if not line.void]


def fold(case: Case, declared: type[Procedure], lines: list[Line], table: Any) -> Folded:
    """A case from its lines in force."""
    out, moves, days = Folded(), [], {}
    watched = declared.facts if any(c.when or any(t.of for t in c.start) for c in declared.clocks.values()) else None
    shadow = SimpleNamespace(**defaults(watched)) if watched else None
    for line in lines:
        step = declared.steps[line.step]
        if line.event.kind == "delivery":
            moves.append(Move(step, line.on, "delivered", line.said["to"], {}, shadow))
            continue
        _fold_state(out, declared, step, line)
        out.facts.update(line.said.get("facts", {}))
        out.handler = line.said.get("handler", out.handler)
        _fold_items(out, line)
        days[step] = line.on
        if shadow and "facts" in line.said:
            shadow = SimpleNamespace(**{**vars(shadow), **restore(declared, line.said["facts"])})
        moves.append(_move(declared, out, step, line, dict(days), shadow))
    out.readings = clocks.fold(declared, moves, table) if table else {}
    return out


@cache
def defaults(model: Any) -> dict[str, Any]:
    """What a case's columns hold before anything was said."""
    return {name: column.get_default() for name, column in columns(model).items()}


def _move(declared: type[Procedure], out: Folded, step: Step, line: Line, days: dict[Step, date], facts: Any) -> Move:
    said = {**line.said.get("facts", {}), **line.said.get("words", {})}
    closes = step.to is not SAME and declared.states[out.state].final
    return Move(step, line.on, "done", "", said, facts, days.get, closes)


def _fold_state(out: Folded, declared: type[Procedure], step: Step, line: Line) -> None:
    out.state, out.before = next_state(out.state, out.before, step)
    if step.to is not SAME:
        out.moved_on = max(out.moved_on or line.on, line.on)
        out.closed_on = (out.closed_on or line.on) if declared.states[out.state].final else None


def _fold_items(out: Folded, line: Line) -> None:
    for item in line.said.get("items", ()):
        out.items[(item["kind"], item["n"])] = dict(item["set"])
    if altered := line.said.get("alters"):
        row = out.items.setdefault((altered["kind"], altered["n"]), {})
        row.update(line.said.get("words", {}))


def lines_of(case: Case, known_by: datetime | None = None) -> list[Line]:
    return effective(case.ledger.select_related("amends").order_by("seq"), known_by)


def refold_clocks(sitting: Sitting) -> None:
    """Turn all clocks again from the ledger (a line was entered behind later ones, or the calendar changed)."""
    fresh = fold(sitting.case, sitting.declared, lines_of(sitting.case), sitting.table).readings
    gone = set(sitting.readings) - set(fresh)
    sitting.readings.clear()
    sitting.readings.update(fresh)
    if gone:
        Deadline.objects.filter(case=sitting.case, clock__in=gone).delete()
        for key in gone:
            sitting.rows.pop(key)
    write_readings(sitting, list(fresh))


def refold(sitting: Sitting) -> Folded:
    """Write state, facts, items and clocks anew from the ledger."""
    case, declared = sitting.case, sitting.declared
    told = fold(case, declared, lines_of(case), sitting.table)
    case.state, case.before, case.moved_on, case.closed_on = (
        told.state,
        told.before,
        told.moved_on or case.opened_on,
        told.closed_on,
    )
    case.handler_id = told.handler
    if declared.facts:
        row = declared.facts(case=case, **restore(declared, told.facts))
        row.save()
        case._facts = sitting.facts = row
    for (kind, n), said in told.items.items():
        Item.objects.filter(case=case, kind=kind, n=n).update(said=said)
    refold_clocks(sitting)
    case.save()
    return told
