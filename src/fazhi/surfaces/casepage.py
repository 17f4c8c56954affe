"""What the page of a case shows, gathered in few queries: facts, parties, ledger, terms with their counting, steps, documents."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils import timezone

from fazhi.kernel import clocks, holidays, rights
from fazhi.kernel.calendar import UnknownYear
from fazhi.kernel.declare import PREVIOUS, SAME, Say, Step
from fazhi.kernel.facts import asked, columns
from fazhi.kernel.models import Case, Deadline, Delivery, Document, Event, Item, Party, Reading
from fazhi.kernel.sitting import open_steps, reading_of
from fazhi.surfaces import lights, people, shown
from fazhi.surfaces.effects import Effect, effects
from fazhi.surfaces.lists import question_of

LEDGER_PAGE = 50
OPENED = "个人信息"


def is_own(user: Any, case: Case) -> bool:
    """Whether the case is one's own: of an organ where one has a post, in one's hands, or one is a party of it."""
    if case.handler_id == user.pk or any(p.organ_id == case.organ_id for p in rights.posts_of(user)):
        return True
    organs = [p.organ_id for p in rights.posts_of(user)]
    return any(p.user_id == user.pk or (p.organ_id and p.organ_id in organs) for p in case.parties.all())


def may_open(user: Any, case: Case) -> bool:
    """Whether personal data are shown: one's own case, or a reason was given today."""
    if is_own(user, case):
        return True
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    return Reading.objects.filter(case=case, user=user, what=OPENED, at__gte=midnight).exists()


def note_reading(user: Any, case: Case, what: str = "办件", reason: str = "") -> None:
    """Every reading of a case is logged."""
    Reading.objects.create(case=case, user=user, what=what, reason=reason[:200])


# ---------------------------------------------------------------- facts and parties


def facts_of(case: Case, opened: bool) -> list[tuple[str, str]]:
    """(label, value) of the facts that were said."""
    found = []
    for name, column in columns(case.declared.facts).items():
        question, raw = question_of(column), getattr(case.facts, name)
        text = shown.value(question, raw)
        if text and not (raw is False or raw == 0):
            found.append((question.label, text if opened or not question.personal else shown.masked(raw)))
    return found


@dataclass
class Person:
    """A party as the page shows it."""

    pk: int
    seat: str
    name: str
    kind: str
    lines: list[tuple[str, str]]
    gone: date | None = None


def parties_of(case: Case, opened: bool) -> list[Person]:
    seats = case.declared.seats()
    labels = (("credit_code", "统一社会信用代码"), ("id_number", "证件号码"), ("phone", "电话"), ("address", "地址"))
    found = []
    for party in case.parties.all():

        def show(name: str, party: Party = party) -> str:
            raw = getattr(party, name)
            return raw if opened or not getattr(Party._meta.get_field(name), "personal", False) else shown.masked(raw)

        organ = party.kind == "机关" or party.organ_id
        lines = [(label, show(name)) for name, label in labels if getattr(party, name)]
        lines += [("电子送达", "同意")] if party.e_service else []
        seat = seats.get(party.seat)
        name = party.name if organ else show("name")
        found.append(Person(party.pk, seat.label if seat else party.seat, name, party.kind, lines, party.until))
    return found


# ---------------------------------------------------------------- the ledger


@dataclass
class Line:
    """One ledger line as the time line shows it."""

    event: Event
    label: str
    kind: str  # css class: turn (changes the state), law (the law acted), void
    by: str
    seat: str
    basis: tuple[Any, ...]
    said: list[tuple[str, str]]
    notes: list[str] = field(default_factory=list)
    amendable: bool = False


def ledger(case: Case, opened: bool, before: int = 0) -> tuple[list[Line], int]:
    """The lines, newest first, a page at a time; and the number to go on from (0: no more)."""
    rows = case.ledger.order_by("-seq")
    rows = rows.filter(seq__lt=before) if before else rows
    events = list(rows[: LEDGER_PAGE + 1])
    more, events = len(events) > LEDGER_PAGE, events[:LEDGER_PAGE]
    who = people.names(
        {e.by_id for e in events} | {e.said.get("second") for e in events} | {e.said.get("handler") for e in events}
    )
    amended: dict[int, list[Event]] = {}
    for e in case.ledger.filter(kind="amend").order_by("seq"):
        amended.setdefault(e.amends_id or 0, []).append(e)
    lines = [line_of(case, e, opened, who, amended.get(e.pk, [])) for e in events]
    return lines, events[-1].seq if more else 0


def line_of(case: Case, event: Event, opened: bool, who: dict, amendments: list[Event]) -> Line:
    declared = case.declared
    step, seats = declared.steps.get(event.step), declared.seats()
    label = step.label if step else event.step
    kind = "turn" if step and step.to is not SAME and event.kind in ("step", "late") else ""
    if event.by_id is None and event.kind == "step":
        kind = "law"
    notes = []
    if any(a.said.get("void") for a in amendments):
        kind = "void"
    for a in amendments:
        what = "作废" if a.said.get("void") else "更正" + (f"日期为{a.said['on']}" if a.said.get("on") else "")
        notes.append(f"第{a.seq}行{what}：{a.said.get('reason', '')}")
    if event.kind == "amend":
        target = event.amends
        label = f"更正第{target.seq if target else '?'}行“{label}”"
        notes.append(f"复核：{who.get(event.said.get('second'), '')}")
    elif event.kind == "delivery":
        to = seats.get(event.said.get("to", ""))
        label = f"《{event.said.get('of', '文书')}》送达{to.label if to else ''}"
    elif event.kind in ("late", "redact", "note", "migrate"):
        label = f"{event.get_kind_display()}：{label}"
    if event.redacted:
        notes.append("内容已依法删隐，封印不变")
    seat = seats.get(event.seat)
    can = event.kind in ("step", "late", "delivery") and kind != "void"
    return Line(event, label, kind, who.get(event.by_id, ""), seat.label if seat else "", step.basis if step else (),
                said_of(declared, step, event, opened, who), notes, can)  # fmt: skip


def said_of(declared: Any, step: Step | None, event: Event, opened: bool, who: dict) -> list[tuple[str, str]]:
    """What was said in a line, in the words of its questions."""
    said, found = event.said, []
    questions: dict[str, Say] = {q.name: q for q in asked(declared, step)} if step else {}
    for name, raw in {**said.get("facts", {}), **said.get("words", {})}.items():
        question = questions.get(name)
        if question is None:
            table = columns(declared.facts)
            question = (
                question_of(table[name])
                if name in table
                else Say(name, {"extend_days": "延长日数", "note": "备注"}.get(name, name))
            )
        text = shown.value(question, raw)
        if text:
            found.append((question.label, text if opened or not question.personal else shown.masked(raw)))
    if said.get("number"):
        found.append(("案号", said["number"]))
    if said.get("handler"):
        found.append(("承办人", who.get(said["handler"], "")))
    for item in said.get("items", ()):
        kind = declared.items.get(item["kind"])
        found.append((f"{kind.label if kind else item['kind']}第{item['n']}条", item_text(kind, item["set"])))
    if altered := said.get("alters"):
        kind = declared.items.get(altered["kind"])
        found.append(("涉及", f"{kind.label if kind else altered['kind']}第{altered['n']}条"))
    if said.get("docs"):
        found.append(("文书", "、".join(d["kind"] for d in said["docs"])))
    if said.get("files"):
        found.append(("材料", "、".join(f["name"] for f in said["files"])))
    if event.kind == "delivery":
        found.append(("方式", dict(Delivery.METHODS).get(said.get("method", ""), "")))
        found += [("凭据", said["proof"])] if said.get("proof") else []
    if said.get("late"):
        found.append(("补录理由", said["late"]))
    return found


def item_text(kind: Any, said: dict) -> str:
    questions = {f.name: f for f in kind.fields} if kind else {}
    parts = [shown.value(questions[k], v) if k in questions else str(v) for k, v in said.items()]
    return "；".join(p for p in parts if p)


def items_of(case: Case) -> list[tuple[Any, list[Item]]]:
    """The lists inside the case, by kind, the first fifty lines of each."""
    found: dict[str, list[Item]] = {}
    for item in case.items.order_by("kind", "n")[:200]:
        found.setdefault(item.kind, []).append(item)
    kinds = case.declared.items
    return [(kinds[k], [(i, item_text(kinds[k], i.said)) for i in rows[:50]]) for k, rows in found.items() if k in kinds]


# ---------------------------------------------------------------- terms, steps, documents


@dataclass
class Term:
    """One term of the case: its light, its counting in sentences, who is bound."""

    row: Deadline
    label: str
    light: lights.Light
    bound: str
    basis: tuple[Any, ...]
    explain: list[str]
    effect: str
    verified: bool


def terms_of(case: Case) -> list[Term]:
    """Every term, the open ones first, each with its counting."""
    declared, table, today = case.declared, holidays.current(), date.today()
    near, seats, found = lights.near_until(today), declared.seats(), []
    for row in sorted(case.deadlines.all(), key=lambda r: (r.state not in ("running", "paused"), r.due)):
        clock = declared.clocks.get(row.clock)
        if clock is None:
            continue
        try:
            explain = clocks.count(clock, reading_of(row), table).explain
        except UnknownYear as unknown:
            explain = [f"{unknown}目前按普通周预估。"]
        light = lights.of_deadline(row, declared, today, near)
        bound = seats.get(row.bind)
        found.append(Term(row, clock.label, light, bound.label if bound else row.bind, clock.basis,
                          [f"自{clock.counted_from}起算：{row.start:%Y-%m-%d}", *explain], clock.effect, clock.verified))  # fmt: skip
    return found


@dataclass
class Choice:
    """A step that is open now: what it needs and starts; `refused` says why this person may not take it."""

    step: Step
    effects: list[Effect]
    refused: str = ""
    main: bool = False  # it ends the term that is nearest


def choices(case: Case, user: Any) -> tuple[list[Choice], list[Choice]]:
    """(steps this person may take now, steps others may take)."""
    mine, others = [], []
    readings = {d.clock: reading_of(d) for d in case.deadlines.all()}
    taken = dict.fromkeys(case.ledger.filter(by=user, kind="step").values_list("step", flat=True))
    for step in open_steps(case):
        if step.automatic and len(step.who) == 1:
            continue
        seat = rights.seat_held(user, step, case, date.today())
        apart = [s.label for s in step.apart if s.key in taken]
        if seat and not apart:
            mine.append(Choice(step, effects(case, step, date.today(), readings)))
        elif seat:
            others.append(Choice(step, [], f"您已办“{'、'.join(apart)}”，须由另一人办理"))
        else:
            others.append(Choice(step, [], f"由{'、'.join(s.label for s in step.who)}办理"))
    ends = [
        (readings[k].due, c.stop) for k, c in case.declared.clocks.items() if k in readings and readings[k].state == "running"
    ]
    for _, stops in sorted(ends, key=lambda e: e[0]):
        first = next((c for c in mine if any(t.step is c.step for t in stops)), None)
        if first:
            first.main = True
            mine.sort(key=lambda c: not c.main)
            break
    return mine, others


def documents_of(case: Case) -> list[Document]:
    """Documents with their deliveries, the newest first."""
    return list(
        case.documents.select_related("event").prefetch_related("deliveries__party").order_by("-issued_on", "-pk")[:100]
    )


def chapters(case: Case, events: Iterable[str]) -> list[tuple[str, str]]:
    """(chapter, past/here/ahead): the procedure's own chapters, as far as this case has gone."""
    declared = case.declared
    aside = {o for s in declared.steps.values() if s.to is PREVIOUS and isinstance(s.origin, tuple) for o in s.origin}
    order = list(
        dict.fromkeys(s.chapter for k, s in declared.states.items() if not s.final and (s not in aside or k == case.state))
    )
    ends = [s.chapter for s in declared.states.values() if s.final]
    here = declared.states[case.state].chapter
    last = here if declared.states[case.state].final else (ends[0] if ends else "")
    order = [*order, *([last] if last and last not in order else [])]
    seen = {declared.steps[k].to.chapter for k in events if k in declared.steps and declared.steps[k].to is not SAME}
    side = [c for c in order if c not in seen and c != here and order.index(c) < order.index(here)] if here in order else []
    found = []
    for chapter in order:
        if chapter in side:
            continue
        where = "here" if chapter == here else ("past" if chapter in seen or order.index(chapter) < order.index(here) else "")
        found.append((chapter, where))
    return found
