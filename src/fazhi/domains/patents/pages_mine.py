"""What a person keeps: saved searches with their weekly notices, and exports with their progress."""

from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.views.decorators.http import require_POST

from fazhi.domains.patents import alerts, exports, library, words
from fazhi.domains.patents.asked import Asked
from fazhi.domains.patents.models import Alert, Export, Saved
from fazhi.domains.patents.pages import page

RECENT = 30
TYPES = {"xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "csv": "text/csv; charset=utf-8"}


@page
def saved(request: HttpRequest) -> HttpResponse:
    """My saved searches, and what came to them."""
    rows = Saved.objects.filter(owner=request.user).order_by("label")
    news = Alert.objects.filter(search__owner=request.user).select_related("search").order_by("seen", "-pk")[:RECENT]
    return render(request, "patents/saved.html", {"rows": [(s, Asked(s.text).url()) for s in rows], "news": news})


@page
@require_POST
def save(request: HttpRequest) -> HttpResponse:
    """Keep the search of the page."""
    asked = Asked.read(request.POST)
    try:
        asked.node  # noqa: B018 - a query that is wrong is not kept
        alerts.save(request.user, request.POST.get("label", ""), asked.text)
        messages.success(request, "已保存。每周比对一次新装入的数据，有新的就提醒您。")
    except library.Absent:
        raise
    except ValueError as error:
        messages.error(request, f"没有保存：{error}")
        return redirect("/patents/" + asked.url())
    return redirect("patents:saved")


@page
@require_POST
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    """Delete a saved search, or turn its notices on and off."""
    search = get_object_or_404(Saved, pk=pk, owner=request.user)
    if "weekly" in request.POST:
        search.weekly = request.POST["weekly"] == "1"
        search.save(update_fields=["weekly"])
    else:
        search.delete()
        messages.success(request, f"已删除“{search.label}”和它的提醒。")
    return redirect("patents:saved")


@page
def notice(request: HttpRequest, pk: int) -> HttpResponse:
    """One notice: what is new, what was said anew, and the events."""
    alert = get_object_or_404(Alert.objects.select_related("search"), pk=pk, search__owner=request.user)
    if not alert.seen:
        Alert.objects.filter(pk=pk).update(seen=True)
    records = [{**r, "day": words.day(r["pd"])} for r in alert.records]
    shown = {"alert": alert, "new": [r for r in records if r["first"]], "anew": [r for r in records if not r["first"]],
             "events": [{**e, "day": words.day(e["date"])} for e in alert.events], "again": Asked(alert.search.text).url()}  # fmt: skip
    return render(request, "patents/notice.html", shown)


# ---------------------------------------------------------------- exports


@page
@require_POST
def export(request: HttpRequest) -> HttpResponse:
    """Begin a table of the search of the page."""
    asked = Asked.read(request.POST)
    try:
        asked.node  # noqa: B018 - a query that is wrong is not begun
        exports.start(request.user, asked.text, asked.sort, request.POST.get("kind", "xlsx"))
    except ValueError as error:
        messages.error(request, f"没有导出：{error}")
        return redirect("/patents/" + asked.url())
    return redirect("patents:exports")


def exports_of(user: Any) -> Any:
    return Export.objects.filter(owner=user).select_related("job").order_by("-pk")[:RECENT]


@page
def tables(request: HttpRequest) -> HttpResponse:
    """My tables; while one is being written the list asks again by itself."""
    rows = list(exports_of(request.user))
    shown = {"rows": rows, "waiting": any(r.job and r.job.state in ("queued", "running") for r in rows)}
    return render(request, "patents/exports_part.html" if request.htmx else "patents/exports.html", shown)


@page
def file(request: HttpRequest, pk: int) -> HttpResponse | FileResponse:
    """A finished table; only for who asked for it."""
    found = get_object_or_404(Export, pk=pk, owner=request.user)
    where = exports.folder() / found.file
    if not found.file or not where.exists():
        raise Http404("这份导出还没有写好，或者已过七天被删除；请重新导出")
    return FileResponse(
        where.open("rb"),
        as_attachment=True,
        filename=f"专利检索结果-{found.at:%Y%m%d}-{found.pk}.{found.kind}",
        content_type=TYPES[found.kind],
    )


NAV = [("saved/", "保存的检索式与提醒"), ("exports/", "我的导出")]
urlpatterns = [
    path("saved/", saved, name="saved"),
    path("saved/new/", save, name="save"),
    path("saved/<int:pk>/", drop, name="drop"),
    path("notice/<int:pk>/", notice, name="notice"),
    path("export/", export, name="export"),
    path("exports/", tables, name="exports"),
    path("exports/<int:pk>/file/", file, name="file"),
]
