"""Pages of the report: the report of a year, its annex, its downloads, and the page of one figure with its ledger lines."""

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from fazhi.kernel.figures import Period, Row
from fazhi.kernel.models import Case
from fazhi.kernel.registry import figures
from fazhi.kernel.rights import visible_to
from fazhi.report import papers, sources
from fazhi.report.answers import Answers, end_of
from fazhi.report.build import Report, build, header_of
from fazhi.report.tree import load

NAV = (("/report/", "年度报告"),)
PER_PAGE = 100
KINDS = {
    "docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", papers.as_docx),
    "pdf": ("application/pdf", papers.as_pdf),
    "json": ("application/json", papers.as_json),
    "html": ("text/html; charset=utf-8", lambda report: papers.as_html(report).encode()),
}


def published_on(year: int) -> date | None:
    """The day the district's report on a year was made public."""
    day = header_of(Period.year(year), load("district"), "")["发文日期"]
    return date.fromisoformat(day) if day else None


def asked(request: HttpRequest, year: int) -> date | None:
    """The cut-off asked for. Who is not signed in sees a report only as it was published, with that day's cut-off."""
    if not 1950 <= year <= 2199:
        raise Http404("年份应为四位数字，如 2025。")
    try:
        day = date.fromisoformat(request.GET["known_by"]) if request.GET.get("known_by") else None
    except ValueError:
        raise Http404("截止日期应写成 2025-03-04。") from None
    if request.user.is_authenticated:
        return day
    public = published_on(year)
    if public is None:
        raise Http404(f"{year}年度报告尚未公开。")
    return public


def index(request: HttpRequest) -> HttpResponse:
    """The years that have a report file, newest first."""
    files = sources.files(Period.year(date.today().year), "district")
    years = [{"year": y, "published": published_on(y)} for y in sorted(files, reverse=True)]
    if not request.user.is_authenticated:
        years = [y for y in years if y["published"]]
    return render(request, "report/index.html", {"years": years})


def _build(request: HttpRequest, year: int) -> Report:
    try:
        return build(
            year, asked(request, year), request.GET.get("tree", "district") if request.user.is_authenticated else "district"
        )
    except ValueError as error:
        raise Http404(str(error)) from None


def page(request: HttpRequest, year: int) -> HttpResponse:
    """The report, reading like the printed one."""
    report = _build(request, year)
    return render(
        request,
        "report/page.html",
        papers.context(report, annex=False) | {"published": published_on(year), "query": query_of(report)},
    )


def query_of(report: Report) -> str:
    """The cut-off and the tree carried to the report's other pages and forms."""
    asked = {"known_by": report.known_by.isoformat() if report.known_by else "", "tree": report.tree.name}
    return urlencode({k: v for k, v in asked.items() if v and v != "district"})


def annex(request: HttpRequest, year: int) -> HttpResponse:
    """Every figure with definition, basis, cut-off, value, case numbers and digest."""
    return render(request, "report/annex.html", papers.context(report := _build(request, year)) | {"query": query_of(report)})


def download(request: HttpRequest, year: int, kind: str) -> HttpResponse:
    """The report as .docx, .pdf, .html or its claims as .json."""
    if kind not in KINDS:
        raise Http404(f"没有这种格式，有：{'、'.join(KINDS)}。")
    media, make = KINDS[kind]
    response = HttpResponse(make(_build(request, year)), content_type=media)
    response["Content-Disposition"] = f'attachment; filename="report-{year}.{kind}"'
    return response


def figure(request: HttpRequest, id: str) -> HttpResponse:
    """One figure: definition, value, and the ledger lines it counts, as far as this person may see their cases."""
    if id not in figures():
        raise Http404(f"没有指标“{id}”。")
    try:
        year = int(request.GET.get("year") or date.today().year)
    except ValueError:
        raise Http404("年份应为四位数字。") from None
    known_by = asked(request, year)
    answer = Answers(Period.year(year, end_of(known_by)))[id]
    part = {(r.event, r.n) for r in answer.others}
    lines = Paginator(answer.rows, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "report/figure.html", {
        "answer": answer, "year": year, "known_by": known_by or date.today(), "page": lines, "value": papers.exact(answer),
        "lines": shown(request.user, lines.object_list, part), "rate": bool(part),
    })  # fmt: skip


def shown(user: Any, rows: list[Row], part: set[tuple[int, int]]) -> list[dict[str, Any]]:
    """Lines with their cases: number and step for all, title and link for those who may see the case."""
    ids = {r.case for r in rows}
    cases = {c.pk: c for c in Case.objects.filter(pk__in=ids)}
    mine = set(visible_to(user).filter(pk__in=ids).values_list("pk", flat=True))
    found = []
    for row in rows:
        case = cases[row.case]
        step = case.declared.steps.get(row.step)
        found.append({
            "on": row.on, "number": case.number or f"办件{case.pk}", "step": step.label if step else row.step, "n": row.n,
            "title": case.title if row.case in mine else "（无权查看）", "case": row.case if row.case in mine else None,
            "counted": (row.event, row.n) in part, "seal": row.seal[:16],
        })  # fmt: skip
    return found


urlpatterns = [
    path("report/", index, name="index"),
    path("report/<int:year>/", page, name="report"),
    path("report/<int:year>/annex/", annex, name="annex"),
    path("report/<int:year>/report.<slug:kind>", download, name="download"),
    path("figures/<str:id>/", figure, name="figure"),
]
