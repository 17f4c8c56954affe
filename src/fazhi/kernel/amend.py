"""A wrong entry is never edited: an amendment names the line it corrects, with reason and a second person; the case folds anew.

Also here: redaction on legal grounds, which empties what was said and keeps its digest under the seal; and the recorded
migration of a case in flight to another version of its procedure.
"""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from fazhi.kernel import rights, search
from fazhi.kernel.declare import HEAD, ORGAN_HEAD, Seat, Step
from fazhi.kernel.facts import columns
from fazhi.kernel.fold import effective, refold
from fazhi.kernel.models import Case, Event, Party
from fazhi.kernel.refusal import Refusal
from fazhi.kernel.registry import procedure
from fazhi.kernel.seal import plain
from fazhi.kernel.sitting import Entry, Sitting, sit
from fazhi.kernel.writing import append, next_state

AMENDER = Seat("amender", "更正人")


def amend(
    event: Event, by: Any, second: Any, reason: str, *, on: date | None = None, void: bool = False, **facts: Any
) -> Event:
    """Correct a ledger line: its day in law, its facts, or that it was written at all (`void`). `second` is another person who
    heads the office; Refusal where the corrected ledger would not be a lawful course."""
    with transaction.atomic():
        sitting = sit(event.case)
        _check(sitting, event, by, second, reason, on, void, facts)
        table = columns(sitting.declared.facts)
        said: dict[str, Any] = {"reason": reason, "second": second.pk}
        if void:
            said["void"] = True
        if on:
            said["on"] = on.isoformat()
        for name, value in facts.items():
            column = table.get(name)
            said.setdefault("facts" if column else "words", {})[name] = plain(column.clean(value, None) if column else value)
        entry = Entry(sitting.declared.steps[event.step], by, AMENDER, timezone.localdate(), timezone.now(), said, "amend")
        line = append(sitting.case, entry, amends=event)
        _lawful(sitting)
        refold(sitting)
    return line


def _check(sitting: Sitting, event: Event, by: Any, second: Any, reason: str, on: date | None, void: bool, facts: dict) -> None:
    if not reason.strip():
        raise Refusal("missing", "更正缺少理由", todo="请写明错在哪里、据何更正", field="reason")
    if second.pk == by.pk:
        raise Refusal("apart", "更正须由另一人复核，不能自己复核自己", todo="请选择机构负责人复核", field="second")
    day = timezone.localdate()
    step = sitting.declared.steps[event.step]
    if not any(p.held_on(day) and rights.covers(p, sitting.case.organ) for p in rights.posts_of(by)):
        raise Refusal("seat", f"更正“{step.label}”应由本案主办机关的人员提出", basis=step.basis)
    heads = {HEAD.key, ORGAN_HEAD.key}
    if not any(p.seat in heads and p.held_on(day) and rights.covers(p, sitting.case.organ) for p in rights.posts_of(second)):
        raise Refusal("seat", "复核人不是本案主办机关的负责人", todo="请由机构负责人复核", field="second")
    if event.kind in ("amend", "redact"):
        raise Refusal("amend", "更正行本身不再更正", todo="请对原记载再作一次更正")
    if not (on or void or facts):
        raise Refusal("missing", "更正没有写明改什么", todo="请改日期、改事项，或将该行作废")
    if on and on > day:
        raise Refusal("future", f"日期{on:%Y-%m-%d}还没有到", field="on")


def _lawful(sitting: Sitting) -> None:
    """The corrected ledger must still be a course the procedure admits."""
    declared, state, before = sitting.declared, "", ""
    for line in effective(sitting.case.ledger.order_by("seq")):
        step = declared.steps[line.step]
        if line.event.kind == "delivery":
            continue
        fits = step.opening if not state else step.open_in(declared.states[state])
        if not fits:
            raise Refusal(
                "amend", f"更正后，第{line.event.seq}行“{step.label}”在“{declared.states[state].label if state else '未立案'}”状态下不能办理",
                todo="请先更正或作废其后的记载",
            )  # fmt: skip
        state, before = next_state(state, before, step)
    if not state:
        raise Refusal("amend", "立案的一行不能作废", todo="本案系误立的，请办理终结")


def redact(event: Event, by: Any, reason: str, basis: str) -> Event:
    """Empty what a line said on legal grounds (个人信息保护法 第四十七条); its digest and the chain stay."""
    with transaction.atomic():
        sitting = sit(event.case)
        step = sitting.declared.steps[event.step]
        line = append(sitting.case, Entry(step, by, AMENDER, timezone.localdate(), timezone.now(),
                                          {"redacts": event.seq, "reason": reason, "basis": basis}, "redact"))  # fmt: skip
        kept = {
            k: v
            for k, v in event.said.items()
            if k in ("docs", "number", "organ", "procedure", "handler", "items", "alters", "parent")
        }
        table = columns(sitting.declared.facts)
        facts = {k: v for k, v in event.said.get("facts", {}).items() if not getattr(table.get(k), "personal", False)}
        Event.objects.filter(pk=event.pk).update(said={**kept, "facts": facts}, redacted=True)
        Party.objects.filter(event=event).update(name="（已删隐）", id_number="", phone="", address="")
        search.forget(sitting.case)
        refold(sitting)
    return line


def migrate(case: Case, key: str, by: Any, reason: str, basis: str) -> Event:
    """Move a case in flight to another version of its procedure by an explicit, recorded step with its transition rule."""
    with transaction.atomic():
        sitting = sit(case)
        target = procedure(key)
        if target.domain != case.domain or sitting.case.state not in target.states:
            raise Refusal("migrate", f"本案不能换到“{target.label}”（{key}）：没有对应的状态", state=sitting.state)
        first: Step = next(s for s in sitting.declared.steps.values() if s.opening)
        said = {"from": sitting.case.procedure, "to": key, "reason": reason, "basis": basis}
        line = append(sitting.case, Entry(first, by, AMENDER, timezone.localdate(), timezone.now(), said, "note"))
        sitting.case.procedure, sitting.declared = key, target
        sitting.case.save()
    return line
