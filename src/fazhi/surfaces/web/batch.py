"""Batch intake from a table: a short one at once, a long one by the worker with its progress on a page."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from fazhi.kernel import rights
from fazhi.surfaces import batches, boxes, intake, uploads
from fazhi.surfaces.export import disposition, sheet
from fazhi.surfaces.models import Batch
from fazhi.surfaces.sheets import Fault
from fazhi.surfaces.web.cases import chosen_organ, opening_organs, step_or_404
from fazhi.surfaces.web.work import openings, word_or_404

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SHOWN = 200  # faults and cases on the page; the sheet to download has all


@login_required
def batch(request: HttpRequest, word: str, key: str) -> HttpResponse:
    """Download the blank table, hand in the filled one."""
    known = word_or_404(word)
    step = step_or_404(known.declared, key)
    organ = chosen_organ(opening_organs(request.user), request.POST)
    if organ is None or not step.opening or not any(s is step for w, s in openings(request.user)):
        raise Http404
    if "blank" in request.GET:
        return as_file(intake.blank(known.declared, step), f"{known.label}-{step.label}-表样.xlsx")
    faults: list[Fault] = []
    refused = ""
    if request.method == "POST":
        try:
            answer, faults = handed_in(request, known, step, organ)
        except ValueError as error:
            refused = str(error)
        else:
            if answer is not None:
                return answer
    mine = Batch.objects.filter(owner=request.user, word=word).order_by("-pk")[:5]
    context = {"word": known, "step": step, "organ": organ, "faults": faults[:SHOWN], "all": len(faults), "refused": refused,
               "limit": intake.LIMIT, "most": intake.MOST, "columns": intake.table_columns(known.declared, step), "mine": mine}  # fmt: skip
    return render(request, "surfaces/batch.html", context, status=422 if faults or refused else 200)


def handed_in(request: HttpRequest, known: Any, step: Any, organ: Any) -> tuple[HttpResponse | None, list[Fault]]:
    """Where to go next, or the faults of the table."""
    upload = request.FILES.get("table")
    if upload is None:
        raise ValueError("没有收到表格。请重新选择文件。")
    name, content = uploads.checked(upload, uploads.SHEETS)
    table = intake.lay(known.key, known.declared, step, organ, content)
    if len(table.rows) > intake.LIMIT and not table.unreadable:
        return redirect("batch-state", batches.hand_in(table, request.user, name, content).pk), []
    found = intake.take_in(table, request.user)
    if found.faults:
        return None, found.faults
    boxes.forget_counts(request.user)
    messages.success(request, f"已立案{len(found.opened)}件。")
    return redirect("cases", known.key), []


def own(request: HttpRequest, pk: int) -> Batch:
    return get_object_or_404(Batch.objects.select_related("job", "organ"), pk=pk, owner=request.user)


@login_required
def state(request: HttpRequest, pk: int) -> HttpResponse:
    """How far a long table is; the page asks again by itself while it goes on."""
    found = own(request, pk)
    known = word_or_404(found.word)
    ids = [case for _, case in found.opened[:SHOWN]]
    cases = rights.visible_to(request.user).in_bulk(ids)
    failed = found.job is not None and found.job.state == "failed"
    context = {
        "batch": found,
        "word": known,
        "step": step_or_404(known.declared, found.step),
        "running": found.state in ("checking", "writing") and not failed,
        "failed": found.job.note if failed and found.job else "",
        "cases": [(n, cases[pk]) for n, pk in found.opened[:SHOWN] if pk in cases],
        "faults": [Fault(*f) for f in found.faults[:SHOWN]],
        "more": len(found.faults) > batches.KEPT,
        "count": min(len(found.faults), batches.KEPT),
    }
    if not context["running"]:
        boxes.forget_counts(request.user)
    page = "surfaces/batch_part.html" if request.htmx else "surfaces/batch_state.html"  # type: ignore[attr-defined]
    return render(request, page, context)


@login_required
@require_POST
def go_on(request: HttpRequest, pk: int) -> HttpResponse:
    """Go on with a table that stopped, or whose job failed."""
    found = own(request, pk)
    if found.state == "stopped" or (
        found.state in ("checking", "writing") and (found.job is None or found.job.state == "failed")
    ):
        batches.go_on(found)
    return redirect("batch-state", pk)


@login_required
def outcome(request: HttpRequest, pk: int) -> HttpResponse:
    """What came of a long table as a sheet: its faults, or its rows with the numbers of their cases."""
    found = own(request, pk)
    stem = found.name.rpartition(".")[0] or found.name
    if "faults" in request.GET:
        kept = [Fault(*f) for f in found.faults[: batches.KEPT]]
        return as_file(intake.as_sheet(kept, batches.KEPT if len(found.faults) > batches.KEPT else 0), f"{stem}-差错.xlsx")
    wanted = {case: row for row, case in found.opened}
    told: list[list[Any]] = []
    ids = list(wanted)
    for start in range(0, len(ids), 500):
        rows = rights.visible_to(request.user).filter(pk__in=ids[start : start + 500]).order_by("pk")
        told += [
            [wanted[pk], number, title, on] for pk, number, title, on in rows.values_list("pk", "number", "title", "opened_on")
        ]
    return as_file(sheet("已立案", ["表中行号", "案号", "标题", "日期"], sorted(told)), f"{stem}-已立案.xlsx")


def as_file(content: bytes, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=XLSX)
    answer["Content-Disposition"] = disposition(name)
    return answer
