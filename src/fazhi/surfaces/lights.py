"""Lights: where a term stands, as colour and word, with the days left and the article behind it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, lru_cache
from typing import Any

from django.db.models import QuerySet
from django.utils.safestring import mark_safe

from fazhi.kernel import holidays
from fazhi.kernel.calendar import Calendar, UnknownYear
from fazhi.kernel.models import Case, Deadline
from fazhi.surfaces import beside, markup

NEAR = 3  # working days before the last one
FAR = 14  # calendar days beyond which nothing can be near


@dataclass(frozen=True)
class Light:
    """word: 正常, 临期, 超期, 中止, 已结 or 无期限. `left`: days left in words; `label` and `basis`: which term, by which article."""

    kind: str
    word: str
    left: str = ""
    due: date | None = None
    label: str = ""
    basis: str = ""

    @property
    def text(self) -> str:
        return f"{self.word} {self.left}".strip()

    @property
    def html(self) -> str:
        return mark_safe(markup.light(self))  # noqa: S308 - escaped there


CLOSED, FREE = Light("none", "已结"), Light("none", "无期限")


def near_until(today: date) -> date:
    """The last day that counts as near: the third working day after today."""
    return _near_until(holidays.current(), today)


@lru_cache(4)
def _near_until(table: Calendar, today: date) -> date:
    day, left = today, NEAR
    while left:
        day += timedelta(1)
        try:
            left -= table.is_workday(day)
        except UnknownYear:
            left -= day.weekday() < 5
    return day


def light(due: date | None, state: str, today: date, near: date, label: str = "", basis: str = "") -> Light:
    """The light of one term."""
    if state == "paused":
        return Light("paused", "中止", "", due, label, basis)
    if due is None:
        return FREE
    days = (due - today).days
    if days < 0:
        return Light("over", "超期", f"{-days}天", due, label, basis)
    kind, word = ("soon", "临期") if due <= near else ("ok", "正常")
    return Light(kind, word, "今天到期" if days == 0 else f"剩{days}天", due, label, basis)


def of_deadline(row: Deadline, declared: Any, today: date, near: date) -> Light:
    """The light of a term of a case under that declaration."""
    return of_term(declared, row.clock, row.ref, row.due, row.state, today, near)


def of_term(declared: Any, key: str, ref: str, due: date, state: str, today: date, near: date) -> Light:
    clock = declared.clocks.get(key)
    label = clock.label if clock else ref
    return light(due, state, today, near, label, cited(clock) if clock else "")


@cache
def cited(clock: Any) -> str:
    """The articles of a clock, as they stand beside its light."""
    return "、".join(map(str, clock.basis))


def of_cases(cases: Iterable[Case], today: date | None = None) -> dict[int, Light]:
    """The light of each case: its nearest running term, else that it is paused; one query for a page."""
    today = today or date.today()
    cases = list(cases)
    near, terms = near_until(today), {}
    columns, open_only = ("case", "state", "due", "clock", "ref"), "AND state IN ('running', 'paused')"
    for case, state, due, clock, ref in beside.rows(Deadline, columns, "case_id", [c.pk for c in cases], open_only):
        one = (state != "running", due, clock, ref, state)
        terms[case] = min(terms.get(case, one), one)
    found = {}
    for case in cases:
        if case.closed_on:
            found[case.pk] = CLOSED
        elif case.pk in terms:
            _, due, clock, ref, state = terms[case.pk]
            found[case.pk] = of_term(case.declared, clock, ref, due, state, today, near)
        else:
            found[case.pk] = FREE
    return found


LIT = (("over", "超期"), ("soon", "临期"), ("ok", "正常"), ("free", "无期限"))


def lit(cases: QuerySet[Case], kind: str, today: date) -> QuerySet[Case]:
    """The open cases whose nearest term stands so; for the filters of lists."""
    cases = cases.filter(closed_on=None)
    if kind == "over":
        return cases.filter(due__lt=today)
    if kind == "soon":
        return cases.filter(due__range=(today, near_until(today)))
    if kind == "ok":
        return cases.filter(due__gt=near_until(today))
    return cases.filter(due=None)
