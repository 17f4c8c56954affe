"""The load log with its rejections and the six counters; an office writes a run into the ledger from here."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils import timezone

from fazhi.domains.patents import figures, library, runs
from fazhi.domains.patents.pages import page
from fazhi.kernel import rights
from fazhi.kernel.declare import CLERK, HANDLER
from fazhi.kernel.figures import Period
from fazhi.kernel.models import Organ
from fazhi.kernel.refusal import Refusal

MOST = 100
SIX = ((figures.publications, "publications"), (figures.applications, "applications"), (figures.families, "families"))


def organs_of(user: Any) -> list[Organ]:
    """The organs for which this person may register a load."""
    today = timezone.localdate()
    return list(
        {p.organ_id: p.organ for p in rights.posts_of(user) if p.held_on(today) and p.seat in (CLERK.key, HANDLER.key)}.values()
    )


@page
def log(request: HttpRequest) -> HttpResponse:
    """Counters and runs; a post of the office adds the form that registers a run."""
    organs = organs_of(request.user)
    if request.method == "POST":
        return _register(request, organs)
    state, seen = library.ask("state"), rights.visible_to(request.user)
    found = runs.all_runs()[:MOST]
    mine = set(seen.filter(pk__in=[r["held"].pk for r in found if r["held"]]).values_list("pk", flat=True))
    rows = [{**r, "at": r["at"].replace("T", " "), "link": r["held"] is not None and r["held"].pk in mine} for r in found]
    six = [(f.label, state[name], state["in_scope"][name]) for f, name in SIX]
    period = Period.year(timezone.localdate().year)
    counted = figures.publications.of(period) if rights.posts_of(request.user) else None
    waiting = [r for r in rows if not r["held"]]
    return render(
        request,
        "patents/loads.html",
        {"state": state, "six": six, "rows": rows, "organs": organs, "waiting": waiting, "counted": counted},
    )


def _register(request: HttpRequest, organs: list[Organ]) -> HttpResponse:
    said = request.POST
    organ = next((o for o in organs if str(o.pk) == said.get("organ")), organs[0] if organs else None)
    try:
        if organ is None:
            raise ValueError("登记装入批次由机关的经办人、承办人办理，您没有这个岗位。")
        case = runs.register(
            said.get("mark", ""),
            said.get("source", "").strip(),
            said.get("licence", "").strip(),
            organ,
            request.user,
            timezone.localdate(),
        )
        messages.success(request, f"已登记，编号{case.number}，由机构负责人复核后计入专利数据。")
    except library.Absent:
        raise
    except (Refusal, ValueError) as error:
        messages.error(request, f"没有登记：{error}")
    return redirect("patents:loads")


@page
def run(request: HttpRequest, load: int) -> HttpResponse:
    """One run: its files and what it refused, by file, place and reason."""
    one = next((r for r in runs.all_runs() if r["load"] == load), None)
    if one is None:
        raise Http404(f"装入日志里没有第{load}批")
    return render(
        request,
        "patents/run.html",
        {"run": {**one, "at": one["at"].replace("T", " ")}, "refused": library.ask("refused_in", load=load)},
    )


NAV = [("loads/", "专利数据装入日志")]
urlpatterns = [path("loads/", log, name="loads"), path("loads/<int:load>/", run, name="run")]
