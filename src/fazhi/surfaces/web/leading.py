"""The leaders' pages: the board, the board of one word, and the page of a figure with the lines behind it."""

from datetime import date
from fractions import Fraction
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from fazhi.kernel import rights
from fazhi.kernel.figures import Period, Value
from fazhi.kernel.models import Case
from fazhi.kernel.registry import figures, figures_by_home
from fazhi.surfaces import board
from fazhi.surfaces.web.work import word_or_404

LINES = 50


@login_required
def whole(request: HttpRequest) -> HttpResponse:
    """The board over everything in one's charge."""
    organs = board.scope(request.user)
    if organs == []:
        return render(request, "surfaces/board.html", {"nothing": True})
    made = board.kept("whole", organs, lambda: board.whole(organs))
    return render(request, "surfaces/board.html", {**made, "title": "看板", "at": date.today(), "all": organs is None})


@login_required
def one(request: HttpRequest, word: str) -> HttpResponse:
    """The board of one word, with its figures."""
    known = word_or_404(word)
    organs = board.scope(request.user)
    if organs == []:
        return render(request, "surfaces/board.html", {"nothing": True})
    made = board.kept(word, organs, lambda: board.one(known, organs))
    mine = list(figures_by_home().get(known.folder, {}).values())
    return render(
        request,
        "surfaces/board.html",
        {**made, "title": known.label, "word": known, "at": date.today(), "all": organs is None, "figures": mine},
    )


@login_required
def figure(request: HttpRequest, id: str) -> HttpResponse:
    """A figure: its value in a year, its definition, and the ledger lines it counts."""
    found = figures().get(id)
    if found is None:
        raise Http404
    given = request.GET.get("year", "")
    year = int(given) if given.isascii() and given.isdecimal() and 1990 <= int(given) <= 2100 else date.today().year
    organs = board.scope(request.user)
    value = found.of(Period.year(year, organs=None if organs is None else frozenset(organs)))
    page = request.GET.get("page", "1")
    at = max(1, int(page) if page.isascii() and page.isdecimal() and len(page) < 6 else 1)
    rows = value.rows[(at - 1) * LINES : at * LINES]
    context = {"figure": found, "year": year, "shown": shown(found, value), "value": value, "lines": lines(request.user, rows), "count": value.count,
               "next": at + 1 if value.count > at * LINES else 0, "years": range(date.today().year, date.today().year - 6, -1), "all": organs is None}  # fmt: skip
    return render(request, "surfaces/figure.html", context)


def shown(figure: Any, value: Value) -> str:
    """A figure's value as people read it: rates in percent, fen as 元."""
    if value.value is None:
        return "—"
    if figure.unit == "%" or isinstance(value.value, Fraction):
        return f"{float(value.value) * 100:.1f}%"
    if figure.unit in ("分", "fen"):
        return f"{value.value / 100:,.2f}元"
    return f"{value.value:,}{figure.unit}"


def lines(user: Any, rows: list) -> list[tuple[Any, Case | None, str]]:
    """(line, its case where this person may see it, the label of its step)."""
    cases = {c.pk: c for c in rights.visible_to(user).filter(pk__in={r.case for r in rows})}
    found = []
    for row in rows:
        case = cases.get(row.case)
        step = case.declared.steps.get(row.step) if case else None
        found.append((row, case, step.label if step else row.step))
    return found
