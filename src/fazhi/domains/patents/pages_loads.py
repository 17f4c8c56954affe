"""The load log with its rejections and the six counters; an office hands in files and writes a run into the ledger from here."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils import timezone
from django.views.decorators.http import require_POST

from fazhi.domains.patents import arrivals, figures, library, runs
from fazhi.domains.patents.models import Arrival
from fazhi.domains.patents.pages import page
from fazhi.kernel import rights
from fazhi.kernel.declare import CLERK, HANDLER
from fazhi.kernel.figures import Period
from fazhi.kernel.models import Organ
from fazhi.kernel.refusal import Refusal

MOST, RECENT = 100, 10
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
    shown = {"state": state, "six": six, "rows": rows, "organs": organs, "waiting": waiting, "counted": counted}
    return render(request, "patents/loads.html", shown | (handed_in(request.user) if organs else {}))


def handed_in(user: Any) -> dict[str, Any]:
    """The files this person handed in, newest first."""
    found = list(Arrival.objects.filter(owner=user).select_related("job").order_by("-pk")[:RECENT])
    return {
        "arrivals": found,
        "loading": any(a.job and a.job.state in ("queued", "running") for a in found),
        "most": arrivals.MOST_BYTES >> 20,
        "files": arrivals.MOST_FILES,
    }


@page
def files(request: HttpRequest) -> HttpResponse:
    """Hand in load files (POST); how far they are, as a fragment that asks again by itself."""
    if not organs_of(request.user):
        raise PermissionDenied("专利数据由机关的经办人、承办人装入，您没有这个岗位。")
    if request.method != "POST":
        if request.htmx:
            return render(request, "patents/arrivals.html", handed_in(request.user))
        return redirect("patents:loads")
    library.ask("state")  # where the store does not answer nothing is taken in
    try:
        arrivals.start(request.user, request.FILES.getlist("files"))
        messages.success(request, "文件已收下，正在装入；可以离开本页，进度在这里看。")
    except (Refusal, ValueError) as error:
        messages.error(request, f"没有收下：{error}")
    return redirect("patents:loads")


@page
@require_POST
def again(request: HttpRequest, pk: int) -> HttpResponse:
    """Have the files of a load that did not come to its end taken in once more."""
    try:
        arrivals.again(get_object_or_404(Arrival.objects.select_related("job"), pk=pk, owner=request.user))
    except ValueError as error:
        messages.error(request, str(error))
    return redirect("patents:loads")


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
        {
            "run": {**one, "at": one["at"].replace("T", " "), "files": [arrivals.inner(f) for f in one["files"]]},
            "refused": [{**r, "file": arrivals.inner(r["file"])} for r in library.ask("refused_in", load=load)],
        },
    )


NAV = [("loads/", "专利数据装入日志")]
urlpatterns = [
    path("loads/", log, name="loads"),
    path("loads/files/", files, name="files"),
    path("loads/files/<int:pk>/again/", again, name="again"),
    path("loads/<int:load>/", run, name="run"),
]
