"""A locked case with everything one step needs, read once, and what is checked before the step is taken."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from fazhi.kernel import holidays, lean, past, rights
from fazhi.kernel.calendar import Calendar
from fazhi.kernel.clocks import Reading
from fazhi.kernel.declare import SAME, Procedure, Seat, Step
from fazhi.kernel.facts import restore
from fazhi.kernel.models import Case, Deadline, Document, Event, Organ
from fazhi.kernel.refusal import Refusal
from fazhi.kernel.registry import in_force, procedure


def new_case(domain: str, organ: Organ, on: date, title: str = "", *, parent: Case | None = None, demo: bool = False) -> Case:
    """An unsaved case of the version of `domain` in force on `on` (or of a full key like `reconsideration@2018`), to be opened by
    `perform` with its opening step."""
    declared = procedure(domain) if "@" in domain else in_force(domain, on)
    return Case(procedure=declared.key, domain=declared.domain, organ=organ, title=title[:200], opened_on=on, moved_on=on,
                latest_on=on, parent=parent, demo=demo)  # fmt: skip


@dataclass
class Sitting:
    """A locked case with everything one step needs, read once."""

    case: Case
    declared: type[Procedure]
    table: Calendar
    facts: Any = None
    readings: dict[str, Reading] = field(default_factory=dict)
    rows: dict[str, Deadline] = field(default_factory=dict)

    @property
    def state(self) -> str:
        return self.declared.states[self.case.state].label if self.case.state else "尚未立案"


@dataclass
class Entry:
    """One line about to be written: who says what of which day."""

    step: Step
    by: Any
    seat: Seat
    on: date
    at: datetime
    said: dict = field(default_factory=dict)
    kind: str = "step"


def sit(case: Case, papers: int = 0) -> Sitting:
    """Lock the case row first (number series and seal depend on it), then read its facts and clocks; papers: how many documents
    the step will file."""
    if case.pk is None:
        declared = procedure(case.procedure)
        facts = declared.facts(case=case) if declared.facts else None
        return Sitting(case, declared, holidays.current(), facts)
    declared = procedure(case.procedure)
    wanted = [(Case, "id", case.pk), (Deadline, "case_id", case.pk)]
    if declared.facts:
        wanted.append((declared.facts, "case_id", case.pk))
    found, clocks, *facts = lean.fetch(*wanted, lock=True, keys={Event: 1, Document: papers})
    if not found:
        raise Refusal("gone", "没有这个办件", todo="请从列表重新打开")
    locked = found[0]
    if locked.procedure != case.procedure:  # moved to another version of its law since the caller read it
        case.procedure = locked.procedure
        return sit(case, papers)
    if "organ" in case._state.fields_cache and case.organ_id == locked.organ_id:
        locked.organ = case.organ
    if facts:
        locked._facts = facts[0][0]
    rows = {d.clock: d for d in clocks}
    readings = {k: reading_of(d) for k, d in rows.items()}
    return Sitting(locked, declared, holidays.current(), locked.facts, readings, rows)


def reading_of(row: Deadline) -> Reading:
    return Reading(row.clock, row.start, row.due, row.stopped, row.pauses, row.extended, row.state, row.estimated)


def step_of(sitting: Sitting, name: str) -> Step:
    """The step of that name, if it is open in the present state."""
    declared, case = sitting.declared, sitting.case
    chosen = declared.steps.get(name) or next((s for s in declared.steps.values() if s.label == name), None)
    if chosen is None:
        raise Refusal(
            "step",
            f"{declared.label}没有“{name}”这一步",
            todo=f"可办：{'、'.join(open_labels(sitting)) or '无'}",
            state=sitting.state,
        )
    if (case.pk is None) != chosen.opening or (case.pk and not chosen.open_in(declared.states[case.state])):
        todo = f"现在可办：{'、'.join(open_labels(sitting))}" if open_labels(sitting) else "本案已无可办步骤"
        raise Refusal("state", f"“{chosen.label}”不能在这个状态办理", basis=chosen.basis, todo=todo, state=sitting.state)
    return chosen


def open_steps(case: Case) -> list[Step]:
    """The steps the present state admits, whoever may take them."""
    declared = procedure(case.procedure)
    if not case.state:
        return [s for s in declared.steps.values() if s.opening]
    return [s for s in declared.steps.values() if not s.opening and s.open_in(declared.states[case.state])]


def open_labels(sitting: Sitting) -> list[str]:
    return [s.label for s in open_steps(sitting.case) if not s.automatic]


def check_day(sitting: Sitting, entry: Entry, late: str) -> None:
    """A day in law may not lie in the future, in a year without calendar, or before the last change of state."""
    case, on = sitting.case, entry.on
    sitting.table.is_workday(on)  # raises UnknownYear
    if on > timezone.localdate(entry.at):
        raise Refusal("future", f"日期{on:%Y-%m-%d}还没有到", todo="请填写已经发生之日", field="on", state=sitting.state)
    if late and entry.step.to is not SAME:
        raise Refusal("late", f"“{entry.step.label}”会改变状态，不能补录", todo="请用“更正”", state=sitting.state)
    if case.pk and on < case.moved_on and not late:
        raise Refusal(
            "order", f"日期{on:%Y-%m-%d}早于本案最近一次状态变更（{case.moved_on:%Y-%m-%d}）", basis=entry.step.basis,
            todo="日期有误请改正；确系事后补记的，请用“补录”并写明理由", field="on", state=sitting.state,
        )  # fmt: skip
    if late and on < case.opened_on:
        raise Refusal("order", f"补录日期{on:%Y-%m-%d}早于立案日", todo="请核对日期", field="on", state=sitting.state)


def check_needs(sitting: Sitting, entry: Entry, said: dict) -> None:
    """The guards of the step, and the separation of duties. `facts` are read as they will be after this step."""
    case = sitting.case
    told = restore(sitting.declared, entry.said.get("facts", {}))
    past.remember(case, sitting.readings, {name: getattr(sitting.facts, name) for name in told})
    for name, value in told.items():
        setattr(sitting.facts, name, value)
    case._facts = sitting.facts
    for need in entry.step.needs:
        refused = need.test(case, said, entry.on)
        if refused:
            raise Refusal("need", refused, basis=need.basis, todo=f"请先满足：{need.label}", state=sitting.state)
    if entry.step.apart and case.pk and not isinstance(entry.by, rights.Law):
        taken = past.taken_by(case, entry.by, (s.key for s in entry.step.apart))
        if taken:
            label = sitting.declared.steps[taken].label
            raise Refusal(
                "apart",
                f"您已办理本案“{label}”，不能再办“{entry.step.label}”",
                basis=entry.step.basis,
                todo="请由另一人办理",
                state=sitting.state,
            )
