"""The one door: `perform` is the only way a case changes, from page, API, import or clock.

One transaction: lock, let the law act first where a term ran out, check, write one sealed ledger line, number, join parties, wind
clocks, issue documents, open child cases. A refusal leaves nothing behind.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from fazhi.kernel import clocks, holidays, lean, papers, rights, search
from fazhi.kernel.calendar import Calendar
from fazhi.kernel.clocks import Move, Reading
from fazhi.kernel.declare import ANY, CLERK, HANDLER, HEAD, PREVIOUS, SAME, Procedure, Seat, Step
from fazhi.kernel.facts import clean, restore
from fazhi.kernel.facts import columns as columns_of
from fazhi.kernel.models import Case, Deadline, Event, Item, Organ, Party
from fazhi.kernel.numbers import allot
from fazhi.kernel.refusal import Refusal
from fazhi.kernel.registry import in_force, procedure
from fazhi.kernel.rights import OTHER_PROCEDURE, THE_LAW
from fazhi.kernel.seal import digest_of, plain, seal_of

DELIVERERS = (HANDLER, CLERK, HEAD)
READING = ("start", "due", "stopped", "pauses", "extended", "state", "estimated")
CASE_FOLD = ("state", "before", "handler_id", "moved_on", "latest_on", "closed_on", "due", "events", "head")
PARTY_FIELDS = ("kind", "name", "id_number", "credit_code", "phone", "address", "e_service")


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


def sit(case: Case) -> Sitting:
    """Lock the case row first (number series and seal depend on it), then read its facts and clocks."""
    if case.pk is None:
        declared = procedure(case.procedure)
        facts = declared.facts(case=case) if declared.facts else None
        return Sitting(case, declared, holidays.current(), facts)
    found = lean.fetch(Case, "id", case.pk, lock=True)
    if not found:
        raise Refusal("gone", "没有这个办件", todo="请从列表重新打开")
    locked = found[0]
    if "organ" in case._state.fields_cache and case.organ_id == locked.organ_id:
        locked.organ = case.organ
    declared = procedure(locked.procedure)
    if declared.facts:
        locked._facts = lean.fetch(declared.facts, "case_id", locked.pk)[0]
    rows = {d.clock: d for d in lean.fetch(Deadline, "case_id", locked.pk)}
    readings = {k: reading_of(d) for k, d in rows.items()}
    return Sitting(locked, declared, holidays.current(), locked.facts, readings, rows)


def reading_of(row: Deadline) -> Reading:
    return Reading(row.clock, row.start, row.due, row.stopped, row.pauses, row.extended, row.state, row.estimated)


def perform(
    case: Case,
    step: str,
    by: Any,
    on: date,
    *,
    late: str = "",
    seen: int | None = None,
    at: datetime | None = None,
    parties: Iterable[dict] = (),
    item: dict | list[dict] | None = None,
    item_n: int | None = None,
    files: Iterable[tuple[str, bytes]] = (),
    handler: Any = None,
    **facts: Any,
) -> Event:
    """Take one step on a case; returns the sealed ledger line.

    by: a user, or THE_LAW. on: the day in law. late: the reason of a record entered behind later lines (it may not change the
    state). seen: the number of ledger lines the person had before him; refuses when somebody was faster. at: the moment of
    writing, only for demonstration and imported history. item / item_n: the lines added to, or the number of the line altered in,
    the step's list. Raises Refusal; then nothing is written."""
    with transaction.atomic():
        sitting = sit(case)
        if seen is not None and seen != sitting.case.events:
            raise Refusal(
                "stale",
                "在您填写期间，本案已有新的记载，刚才的提交没有写入",
                todo="请刷新后核对最新情况，再决定是否办理",
                state=sitting.state,
            )
        if at is not None and not sitting.case.demo:
            raise Refusal("moment", "录入时刻由系统记取，只有演示或导入的历史办件可以另给")
        if sitting.case.pk:
            lapse(sitting, on, at)
        chosen = step_of(sitting, step)
        entry = Entry(chosen, by, rights.may(by, chosen, sitting.case, on), on, at or timezone.now())
        check_day(sitting, entry, late)
        columns, words = clean(sitting.declared, chosen, facts)
        entry.said = {k: v for k, v in (("facts", columns), ("words", words), ("late", late)) if v}
        entry.kind = "late" if late else "step"
        files = list(files)
        check_needs(sitting, entry, {**facts, **({"item": item} if item else {}), **({"files": files} if files else {})})
        listed = [item] if isinstance(item, dict) else list(item or ())
        event = write(sitting, entry, parties=list(parties), items=listed, item_n=item_n, files=files, handler=handler)
    _reflect(case, sitting.case)
    return event


def _reflect(given: Case, locked: Case) -> None:
    """The caller's object shows the new state."""
    if given is not locked:
        for column in Case._meta.concrete_fields:
            setattr(given, column.attname, getattr(locked, column.attname))
        given.__dict__.pop("_facts", None)


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
    if on > timezone.localdate(entry.at) + timedelta(0):
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
    for name, value in restore(sitting.declared, entry.said.get("facts", {})).items():
        setattr(sitting.facts, name, value)
    case._facts = sitting.facts
    for need in entry.step.needs:
        refused = need.test(case, said, entry.on)
        if refused:
            raise Refusal("need", refused, basis=need.basis, todo=f"请先满足：{need.label}", state=sitting.state)
    if entry.step.apart and case.pk and not isinstance(entry.by, rights.Law):
        names = [s.key for s in entry.step.apart]
        taken = Event.objects.filter(case=case, step__in=names, by=entry.by).first()
        if taken:
            label = sitting.declared.steps[taken.step].label
            raise Refusal(
                "apart",
                f"您已办理本案“{label}”，不能再办“{entry.step.label}”",
                basis=entry.step.basis,
                todo="请由另一人办理",
                state=sitting.state,
            )


def lapse(sitting: Sitting, on: date, at: datetime | None = None) -> list[Event]:
    """Let the law act first: every step of the law whose term ended before `on` is taken on the day the term ended."""
    done = []
    while sitting.case.pk:
        ripe = []
        for key, reading in sitting.readings.items():
            then = sitting.declared.clocks[key].then
            if reading.state == "running" and then and then.automatic and reading.due < on and _fits(sitting, then):
                ripe.append((reading.due, then))
        if not ripe:
            break
        due, then = min(ripe, key=lambda r: r[0])
        day = max(due, sitting.case.moved_on)
        columns, words = clean(sitting.declared, then, {})
        seat = next(s for s in then.who if s.side == "law")
        said = {k: v for k, v in (("facts", columns), ("words", words)) if v}
        done.append(write(sitting, Entry(then, THE_LAW, seat, day, at or timezone.now(), said)))
    return done


def _fits(sitting: Sitting, step: Step) -> bool:
    return step.open_in(sitting.declared.states[sitting.case.state])


def write(
    sitting: Sitting,
    entry: Entry,
    *,
    parties: list | None = None,
    items: list | None = None,
    item_n: int | None = None,
    files: list | None = None,
    handler: Any = None,
) -> Event:
    """Write one ledger line and everything that follows from it. Callers hold the lock."""
    if files is None:
        files = []
    if items is None:
        items = []
    if parties is None:
        parties = []
    case, step = sitting.case, entry.step
    opening = case.pk is None
    if opening:
        _open(sitting, entry)
    _move_state(sitting, entry)
    if handler is not None and step.assigns:
        case.handler, entry.said["handler"] = handler, handler.pk
    if parties:
        entry.said["parties"] = [_party_said(sitting, step, p) for p in parties]
    _items_said(sitting, entry, items, item_n)
    stored = papers.take_in(entry, files)
    issued = papers.issued_by(sitting.declared, case, entry) if step.issues else []
    event = append(case, entry)
    _fold_facts(sitting, entry, opening)
    joined = [_party(case, event, p) for p in entry.said["parties"]] if parties else []
    lean.insert(joined)
    _write_items(case, event, entry)
    papers.store(event, issued + stored)
    search.index(case, joined, issued + stored, opening)
    wind(sitting, move_of(sitting, entry))
    lean.update(case, CASE_FOLD)
    if step.opens:
        _open_child(sitting, entry)
    return event


def _open(sitting: Sitting, entry: Entry) -> None:
    case = sitting.case
    case.opened_on = entry.on
    if entry.step.number:
        case.number = allot(case.organ, case.domain, entry.step.number, entry.on)
        entry.said["number"] = case.number
    entry.said["title"], entry.said["organ"], entry.said["procedure"] = case.title, case.organ_id, case.procedure
    if case.parent_id:
        entry.said["parent"] = case.parent_id
    case.state, case.before, case.moved_on = "", "", entry.on
    lean.insert([case])


def _move_state(sitting: Sitting, entry: Entry) -> None:
    case, step = sitting.case, entry.step
    case.state, case.before = next_state(case.state, case.before, step)
    if step.to is not SAME:
        case.moved_on = max(case.moved_on, entry.on) if case.events else entry.on
        final = sitting.declared.states[case.state].final
        case.closed_on = (case.closed_on or entry.on) if final else None


def next_state(state: str, before: str, step: Step) -> tuple[str, str]:
    """(state, state to resume) after a step; PREVIOUS goes back to where the suspension began."""
    if step.to is SAME:
        return state, before
    if step.to is PREVIOUS:
        return before or state, ""
    return step.to.key, state


def append(case: Case, entry: Entry, amends: Event | None = None) -> Event:
    """Seal and insert one line at the end of the case's chain."""
    event = Event(
        case=case, seq=case.events + 1, domain=case.domain, step=entry.step.key, kind=entry.kind, on=entry.on, at=entry.at,
        by_id=entry.by.pk, seat=entry.seat.key, said=entry.said, amends=amends, revision=case.declared.revision,
    )  # fmt: skip
    event.digest = digest_of(event.said)
    event.seal = seal_of(case.head, event)
    lean.insert([event])
    case.events, case.head = event.seq, event.seal
    case.latest_on = max(case.latest_on, entry.on)
    return event


def _fold_facts(sitting: Sitting, entry: Entry, opening: bool) -> None:
    if sitting.facts is None:
        return
    columns = restore(sitting.declared, entry.said.get("facts", {}))
    for name, value in columns.items():
        setattr(sitting.facts, name, value)
    if opening:
        sitting.facts.case_id = sitting.case.pk
        lean.insert([sitting.facts])
    elif columns:
        table = columns_of(sitting.declared.facts)
        lean.update(sitting.facts, [table[name].attname for name in columns])
    sitting.case._facts = sitting.facts


def _party_said(sitting: Sitting, step: Step, given: dict) -> dict:
    seats = sitting.declared.seats()
    seat = given["seat"].key if isinstance(given["seat"], Seat) else given["seat"]
    if seat not in seats or (not step.opening and seat not in {s.key for s in step.joins}):
        raise Refusal(
            "party",
            f"“{step.label}”不能加入席位“{getattr(seats.get(seat), 'label', seat)}”",
            basis=step.basis,
            field="parties",
        )
    if not given.get("name"):
        raise Refusal("party", f"{seats[seat].label}缺少姓名或名称", basis=step.basis, todo="请填写姓名或名称", field="parties")
    said = {"seat": seat, **{k: plain(given[k]) for k in PARTY_FIELDS if given.get(k)}}
    for link in ("organ", "user"):
        if given.get(link) is not None:
            said[link] = plain(given[link])
    return said


def _party(case: Case, event: Event, said: dict) -> Party:
    links = {"organ_id": said.get("organ"), "user_id": said.get("user")}
    return Party(case=case, event=event, seat=said["seat"], **links, **{k: said[k] for k in PARTY_FIELDS if k in said})


def _items_said(sitting: Sitting, entry: Entry, items: list[dict], n: int | None) -> None:
    step, case = entry.step, sitting.case
    if items and not step.item:
        raise Refusal("item", f"“{step.label}”不收明细", basis=step.basis)
    if step.item and items:
        last = Item.objects.filter(case=case, kind=step.item.key).count() if case.events else 0
        entry.said["items"] = [
            {"kind": step.item.key, "n": last + i, "set": _item(step.item, row, step)} for i, row in enumerate(items, 1)
        ]
    if step.alters:
        row = Item.objects.filter(case=case, kind=step.alters.key, n=n or 0).first()
        if row is None:
            raise Refusal("item", f"“{step.label}”要指明{step.alters.label}的序号", basis=step.basis, field="item_n")
        entry.said["alters"] = {"kind": step.alters.key, "n": row.n}


def _item(kind: Any, row: dict, step: Step) -> dict:
    known = {f.name: f for f in kind.fields}
    for name in row:
        if name not in known:
            raise Refusal("unknown", f"{kind.label}没有“{name}”这一项", field=name)
    for name, question in known.items():
        if question.required and row.get(name) in (None, ""):
            raise Refusal("missing", f"{kind.label}缺少“{question.label}”", basis=step.basis, field=name)
    return {k: plain(v) for k, v in row.items() if v is not None}


def _write_items(case: Case, event: Event, entry: Entry) -> None:
    rows = [
        Item(case=case, domain=case.domain, kind=i["kind"], n=i["n"], event=event, on=entry.on, said=i["set"])
        for i in entry.said.get("items", ())
    ]
    lean.insert(rows)
    if altered := entry.said.get("alters"):
        row = Item.objects.get(case=case, kind=altered["kind"], n=altered["n"])
        row.said = {**row.said, **entry.said.get("words", {})}
        row.save(update_fields=["said"])


# ---------------------------------------------------------------- clocks


def move_of(sitting: Sitting, entry: Entry, kind: str = "done", to: str = "") -> Move:
    case, declared = sitting.case, sitting.declared

    def day_of(step: Step) -> date | None:
        found = Event.objects.filter(case=case, step=step.key, kind__in=("step", "late")).order_by("-seq").first()
        return found.on if found else None

    said = {**entry.said.get("facts", {}), **entry.said.get("words", {})}
    closes = kind == "done" and entry.step.to is not SAME and declared.states[case.state].final
    return Move(entry.step, entry.on, kind, to, said, sitting.facts, day_of, closes)


def wind(sitting: Sitting, move: Move) -> None:
    """Turn the clocks by one move and write what changed; a line behind later ones turns them all again."""
    if move.on < sitting.case.latest_on:
        from fazhi.kernel.fold import refold_clocks

        refold_clocks(sitting)
        return
    write_readings(sitting, clocks.turn(sitting.declared, sitting.readings, move, sitting.table))


def write_readings(sitting: Sitting, changed: Iterable[str]) -> None:
    fresh: list[str] = []
    stale: list[str] = []
    for key in changed:
        clock, reading = sitting.declared.clocks[key], sitting.readings[key]
        row = sitting.rows.get(key)
        (stale if row else fresh).append(key)
        row = row or Deadline(case=sitting.case, clock=key, ref=clock.ref, bind=clock.bind.key)
        for name in READING:
            setattr(row, name, getattr(reading, name))
        sitting.rows[key] = row
    lean.insert([sitting.rows[k] for k in fresh])
    for key in stale:
        lean.update(sitting.rows[key], READING)
    open_ = [r.due for r in sitting.readings.values() if r.state == "running"]
    sitting.case.due = min(open_, default=None)


# ---------------------------------------------------------------- delivery, child cases


def deliver(
    document: Any,
    party: Party,
    by: Any,
    on: date,
    *,
    method: str = "direct",
    proof: str = "",
    at: datetime | None = None,
) -> Event:
    """Record that a document reached a party on a day (送达). Terms that start at delivery start here.

    Public notice (公告送达) counts from the thirtieth day (民事诉讼法 第九十五条): give the day of the notice."""
    with transaction.atomic():
        sitting = sit(document.case)
        if at is not None and not sitting.case.demo:
            raise Refusal("moment", "录入时刻由系统记取，只有演示或导入的历史办件可以另给")
        step = sitting.declared.steps[document.step]
        seat = next(
            (s for s in DELIVERERS if isinstance(by, rights.Law) or rights.seat_held(by, _delivery_step(s), sitting.case, on)),
            None,
        )
        if isinstance(by, rights.Law):
            seat = Seat("law", "系统", "law")
        elif seat is None and party.user_id == by.pk:
            seat = Seat(party.seat, "当事人", "party")  # an electronic receipt by the party itself
        if seat is None:
            raise Refusal("seat", "送达应由本案收件人、承办人或机构负责人登记", todo="请由本案承办人登记送达")
        if on < document.issued_on:
            raise Refusal(
                "order",
                f"送达日期{on:%Y-%m-%d}早于文书日期{document.issued_on:%Y-%m-%d}",
                todo="请核对送达日期",
                field="on",
            )
        reached = on + timedelta(30) if method == "public" else on
        lapse(sitting, on, at)
        said = {
            "document": document.pk,
            "of": document.kind,
            "party": party.pk,
            "to": party.seat,
            "method": method,
            "proof": proof,
        }
        if reached != on:
            said["notice_on"] = on.isoformat()
        entry = Entry(step, by, seat, reached, at or timezone.now(), said, "delivery")
        event = append(sitting.case, entry)
        papers.record_delivery(document, party, event, method, proof)
        wind(sitting, move_of(sitting, entry, "delivered", party.seat))
        lean.update(sitting.case, CASE_FOLD)
    _reflect(document.case, sitting.case)
    return event


def _delivery_step(seat: Seat) -> Step:
    step = Step("送达", ANY, SAME, seat, _DELIVERY_BASIS)
    step.key = "deliver"
    return step


def _open_child(sitting: Sitting, entry: Entry) -> None:
    parent = sitting.case
    child = new_case(entry.step.opens, parent.organ, entry.on, parent.title, parent=parent, demo=parent.demo)
    first = next(s for s in child.declared.steps.values() if s.opening and any(w.key == "other_case" for w in s.who))
    seat = next(w for w in first.who if w.key == "other_case")
    inner = sit(child)
    columns, words = clean(inner.declared, first, {q: v for q, v in entry.said.get("facts", {}).items() if q in _names(first)})
    said = {k: v for k, v in (("facts", columns), ("words", words)) if v}
    write(inner, Entry(first, OTHER_PROCEDURE if entry.by.pk is None else entry.by, seat, entry.on, entry.at, said))


def _names(step: Step) -> set[str]:
    return {a.rstrip("?") if isinstance(a, str) else a.name for a in step.asks}


from fazhi.kernel.declare import Law as _Law  # noqa: E402

_DELIVERY_BASIS = _Law("中华人民共和国民事诉讼法", 2023)[87]
