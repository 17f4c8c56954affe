"""Writing one ledger line and everything that follows from it: state, facts, parties, items, documents, clocks, child cases.

Callers (perform, deliver, the law at expiry) hold the lock and have checked; nothing here refuses but what only the line can show.
"""

from collections.abc import Iterable
from typing import Any

from fazhi.kernel import clocks, lean, papers, past, search
from fazhi.kernel.clocks import Move
from fazhi.kernel.declare import PREVIOUS, SAME, Seat, Step
from fazhi.kernel.facts import clean, restore
from fazhi.kernel.facts import columns as columns_of
from fazhi.kernel.models import Case, Deadline, Document, Event, Item, Party
from fazhi.kernel.numbers import allot
from fazhi.kernel.refusal import Refusal
from fazhi.kernel.rights import OTHER_PROCEDURE
from fazhi.kernel.seal import digest_of, plain, seal_of
from fazhi.kernel.sitting import Entry, Sitting, new_case, sit

READING = ("start", "due", "stopped", "pauses", "extended", "state", "estimated")
CASE_FOLD = ("state", "before", "handler_id", "moved_on", "latest_on", "closed_on", "due", "events", "head")
PARTY_FIELDS = ("kind", "name", "id_number", "credit_code", "phone", "address", "e_service")


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
    if step.after:
        step.after(case, event)
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
    lean.fetch(keys={Case: 1, Event: 1, Document: len(entry.step.issues)})
    lean.insert([case], named=True)


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
    event = lean.new(
        Event, case=case, seq=case.events + 1, domain=case.domain, step=entry.step.key, kind=entry.kind, on=entry.on, at=entry.at,
        by_id=entry.by.pk, seat=entry.seat.key, said=entry.said, amends=amends, revision=case.declared.revision,
    )  # fmt: skip
    event.digest = digest_of(event.said)
    event.seal = seal_of(case.head, event)
    lean.insert([event], named=True)
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
    if step.item and items:
        last = Item.objects.filter(case=case, kind=step.item.key).count() if case.events else 0
        said = [{k: plain(v) for k, v in row.items() if v is not None} for row in items]
        entry.said["items"] = [{"kind": step.item.key, "n": last + i, "set": row} for i, row in enumerate(said, 1)]
    if step.alters:
        row = Item.objects.filter(case=case, kind=step.alters.key, n=n or 0).first()
        if row is None:
            raise Refusal("item", f"“{step.label}”要指明{step.alters.label}的序号", basis=step.basis, field="item_n")
        entry.said["alters"] = {"kind": step.alters.key, "n": row.n}


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
    said = {**entry.said.get("facts", {}), **entry.said.get("words", {})}
    closes = kind == "done" and entry.step.to is not SAME and declared.states[case.state].final
    return Move(entry.step, entry.on, kind, to, said, sitting.facts, lambda step: past.day_of(case, step.key), closes)


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
        row = row or lean.new(Deadline, case=sitting.case, clock=key, ref=clock.ref, bind=clock.bind.key)
        for name in READING:
            setattr(row, name, getattr(reading, name))
        sitting.rows[key] = row
    lean.insert([sitting.rows[k] for k in fresh])
    for key in stale:
        lean.update(sitting.rows[key], READING)
    open_ = [r.due for r in sitting.readings.values() if r.state == "running"]
    sitting.case.due = min(open_, default=None)


# ---------------------------------------------------------------- delivery, child cases


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
