"""The one door: `perform` is the only way a case changes, from page, API, import or clock.

One transaction: lock, let the law act first where a term ran out, check, write one sealed ledger line, number, join parties, wind
clocks, issue documents, open child cases. A refusal leaves nothing behind.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone

from fazhi.kernel import lean, papers, past, rights
from fazhi.kernel.declare import ANY, CLERK, HANDLER, HEAD, SAME, Law, Seat, Step
from fazhi.kernel.facts import check_items, clean
from fazhi.kernel.models import Case, Event, Party
from fazhi.kernel.refusal import Refusal
from fazhi.kernel.rights import THE_LAW
from fazhi.kernel.sitting import Entry, Sitting, check_day, check_needs, new_case, sit, step_of
from fazhi.kernel.writing import CASE_FOLD, append, move_of, wind, write

__all__ = ["deliver", "lapse", "new_case", "perform"]

COLUMNS = tuple(c.attname for c in Case._meta.concrete_fields)
DELIVERERS = (HANDLER, CLERK, HEAD)
SHORT_NOTICE = date(2022, 1, 1)  # the amendment of 2021 to 民事诉讼法 cut public notice from sixty days to thirty
DELIVERY = Law("中华人民共和国民事诉讼法", 2023)[87]


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
    files = list(files)
    with lean.together():
        sitting = sit(case, _papers(case, step) + len(files))
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
        listed = [item] if isinstance(item, dict) else list(item or ())
        check_items(chosen, listed)
        given = {"item": item, "item_n": item_n, "files": files}
        check_needs(sitting, entry, {**facts, **{k: v for k, v in given.items() if v}})
        event = write(sitting, entry, parties=list(parties), items=listed, item_n=item_n, files=files, handler=handler)
    _reflect(case, sitting.case)
    return event


def _papers(case: Case, step: str) -> int:
    """How many documents the step issues."""
    declared = case.declared.steps.get(step)
    return len(declared.issues) if declared else 0


def _reflect(given: Case, locked: Case) -> None:
    """The caller's object shows the new state."""
    if given is not locked:
        given.__dict__.update({name: locked.__dict__[name] for name in COLUMNS})
        given.__dict__.pop("_facts", None)
        given._state.fields_cache.pop("handler", None)
    past.forget(given)


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

    Public notice (公告送达) counts from the thirtieth day (民事诉讼法 第九十五条), from the sixtieth where it was put up before 2022:
    give the day of the notice."""
    with lean.together():
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
        reached = on + timedelta(30 if on >= SHORT_NOTICE else 60) if method == "public" else on
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
    step = Step("送达", ANY, SAME, seat, DELIVERY)
    step.key = "deliver"
    return step
