"""A page of a box: its lines with lights and holders, beyond a key, in groups by when they are due."""

from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.safestring import SafeString

from fazhi.kernel.declare import HANDLER
from fazhi.kernel.models import Case, Deadline, Event
from fazhi.surfaces import boxes, lights, markup, people
from fazhi.surfaces.lists import PAGE, as_day, as_number

TERM = ("pk", "case", "clock", "ref", "due", "state", "bind")
GROUPS = {"over": "已超期", "soon": "即将到期（三个工作日内）", "ok": "以后到期"}


@dataclass
class Line:
    """One line of a box."""

    case: Case
    what: str
    light: lights.Light | None
    holder: str
    on: date | None = None

    @property
    def html(self) -> SafeString:
        return markup.line(self)


@dataclass
class Page:
    """Lines in groups (heading, lines), and the key of the next page."""

    groups: list[tuple[str, list[Line]]]
    after: str = ""


def page(user: Any, box: str, after: str = "", past: bool = False) -> Page:
    """Lines of a box beyond a key; with `past` the long past reminders of a box of terms."""
    if box in ("doing", "done"):
        lines, key = doing_page(user, after) if box == "doing" else done_page(user, after)
        return Page([("", lines)] if lines else [], key)
    chosen = boxes.old if past else boxes.current
    rows: list[tuple] = []
    for query in boxes.waiting(user, box):
        rows += beyond(chosen(query), after).values_list(*TERM)[: PAGE + 1]
    rows = sorted(set(rows), key=place)
    lines = term_lines(rows[:PAGE])
    groups = [
        (GROUPS.get(kind, ""), list(some)) for kind, some in groupby(lines, key=lambda x: x.light.kind if x.light else "")
    ]
    return Page(groups, ".".join(map(str, place(rows[PAGE - 1]))) if len(rows) > PAGE else "")


def place(row: tuple) -> tuple[date, int, int]:
    """Where a term stands in a box: by day, case and number, in the order of the index."""
    return row[4], row[1], row[0]


def beyond(query: QuerySet[Deadline], after: str) -> QuerySet[Deadline]:
    day, *rest = (after.split(".") + [""] * 2)[:3]
    since, case, pk = as_day(day), *map(as_number, rest)
    if since and case is not None and pk is not None:
        later = Q(case__gt=case) | Q(case=case, pk__gt=pk)
        query = query.filter(Q(due=since) & later | Q(due__gt=since), due__gte=since)
    return query.order_by("due", "case_id", "pk")


def term_lines(rows: list[tuple]) -> list[Line]:
    cases = Case.objects.in_bulk([r[1] for r in rows])
    today, seats, names = date.today(), people.seat_labels(), people.names_kept(c.handler_id for c in cases.values())
    near, found = lights.near_until(today), []
    for _, pk, clock, ref, due, state, bind in rows:
        case = cases[pk]
        lit = lights.of_term(case.declared, clock, ref, due, state, today, near)
        holder = names[case.handler_id] if case.handler_id and bind == HANDLER.key else seats.get(bind, "")
        found.append(Line(case, lit.label, lit, holder))
    return found


def doing_page(user: Any, after: str) -> tuple[list[Line], str]:
    query, at = boxes.doing(user).order_by("-id"), as_number(after)
    cases = list((query if at is None else query.filter(pk__lt=at))[: PAGE + 1])
    shown = cases[:PAGE]
    lit, names = lights.of_cases(shown), people.names_kept(c.handler_id for c in shown)
    lines = [Line(c, lit[c.pk].label, lit[c.pk], names[c.handler_id] if c.handler_id else "未指定") for c in shown]
    return lines, str(shown[-1].pk) if len(cases) > PAGE else ""


def done_page(user: Any, after: str) -> tuple[list[Line], str]:
    query, at = boxes.done(user).order_by("-pk").select_related("case"), as_number(after)
    events = list((query if at is None else query.filter(pk__lt=at))[: PAGE + 1])
    lines = [Line(e.case, event_label(e), None, "", e.on) for e in events[:PAGE]]
    return lines, str(events[PAGE - 1].pk) if len(events) > PAGE else ""


def event_label(event: Event) -> str:
    """What a ledger line is called: its step, with its kind where it is not a plain step."""
    step = event.case.declared.steps.get(event.step)
    label = step.label if step else event.step
    if event.kind == "delivery":
        return f"送达《{event.said.get('of', '文书')}》"
    return label if event.kind == "step" else f"{event.get_kind_display()}：{label}"
