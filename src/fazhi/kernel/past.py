"""What a guard may ask about a case's past: steps taken, clocks read, papers delivered, facts as they stood; read once a step."""

import json
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from fazhi.kernel import lean
from fazhi.kernel.models import Case

KEPT = ("_readings", "_told", "_taken")
TAKEN = """SELECT id, step, kind, amends_id, CASE WHEN kind = 'amend' THEN said END FROM kernel_event
WHERE case_id = %s AND kind IN ('step', 'late', 'amend')"""
REACHED = """SELECT p.seat, d.kind FROM kernel_delivery v JOIN kernel_document d ON d.id = v.document_id
JOIN kernel_party p ON p.id = v.party_id WHERE d.case_id = %s"""

DAY = (
    """SELECT "on" FROM kernel_event WHERE case_id = %s AND step = %s AND kind IN ('step', 'late') ORDER BY seq DESC LIMIT 1"""
)
MINE = "SELECT step FROM kernel_event WHERE case_id = %s AND by_id = %s ORDER BY seq"


def remember(case: Case, readings: Mapping[str, Any], told: Mapping[str, Any]) -> None:
    """At the door: the clocks as read with the case, and what the facts were that this step changes."""
    case.__dict__.update(_readings=readings, _told=told)


def forget(case: Case) -> None:
    """After the step the past has grown by one."""
    for name in KEPT:
        case.__dict__.pop(name, None)


def done(case: Case, *steps: str) -> bool:
    """Whether one of the steps was taken and not voided by an amendment."""
    known = case.__dict__.get("_taken")
    if known is None or known[0] != case.events:
        lines = lean.rows(TAKEN, [case.pk])
        voided = {amends for _, _, kind, amends, said in lines if kind == "amend" and _void(said)}
        known = case.__dict__["_taken"] = (
            case.events,
            {s for pk, s, kind, _, _ in lines if kind != "amend" and pk not in voided},
        )
    return bool(known[1].intersection(steps))


def day_of(case: Case, step: str) -> date | None:
    """The day in law a step was last taken."""
    found = lean.rows(DAY, [case.pk, step])
    return date.fromisoformat(str(found[0][0])) if found else None


def taken_by(case: Case, user: Any, steps: Iterable[str]) -> str | None:
    """The first of these steps this person has taken himself."""
    named = set(steps)
    return next((step for (step,) in lean.rows(MINE, [case.pk, user.pk]) if step in named), None)


def reading(case: Case, *clocks: str, open_only: bool = True) -> Any:
    """The reading of one of these clocks, the latest to end first; only what still runs or is paused unless said otherwise."""
    known = case.__dict__.get("_readings")
    rows = known.values() if known is not None else case.deadlines.all()
    fits = [r for r in rows if r.clock in clocks and (not open_only or r.state in ("running", "paused"))]
    return max(fits, key=lambda r: r.due, default=None)


def reached(case: Case, *kinds: str) -> set[str]:
    """The seats to which documents of these kinds were delivered."""
    return {seat for seat, kind in lean.rows(REACHED, [case.pk]) if kind in kinds}


def before(case: Case, name: str) -> Any:
    """A fact as it stood before this step; `case.facts` already shows it as it will be."""
    told = case.__dict__.get("_told") or {}
    return told[name] if name in told else getattr(case.facts, name)


def others(case: Case, name: str) -> list[Any]:
    """The facts of the other cases that say the same of an indexed column."""
    [rows] = lean.fetch((type(case.facts), name, getattr(case.facts, name)))
    return [row for row in rows if row.case_id != case.pk]


def _void(said: Any) -> bool:
    return bool((json.loads(said) if isinstance(said, str) else said).get("void"))
