"""Batch intake from a table."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from fazhi.surfaces import boxes, intake, uploads
from fazhi.surfaces.export import disposition
from fazhi.surfaces.web.cases import chosen_organ, opening_organs, step_or_404
from fazhi.surfaces.web.work import openings, word_or_404


@login_required
def batch(request: HttpRequest, word: str, key: str) -> HttpResponse:
    """Download the blank table, hand in the filled one."""
    known = word_or_404(word)
    step = step_or_404(known.declared, key)
    organ = chosen_organ(opening_organs(request.user), request.POST)
    if organ is None or not step.opening or not any(s is step for w, s in openings(request.user)):
        raise Http404
    if "blank" in request.GET:
        answer = HttpResponse(
            intake.blank(known.declared, step), content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        )
        answer["Content-Disposition"] = disposition(f"{known.label}-{step.label}-表样.xlsx")
        return answer
    faults, refused = [], ""
    if request.method == "POST":
        upload = request.FILES.get("table")
        try:
            if upload is None:
                raise ValueError("没有收到表格。请重新选择文件。")
            _, content = uploads.checked(upload, uploads.SHEETS)
            opened, faults = intake.take_in(word, known.declared, step, organ, request.user, content)
        except ValueError as error:
            refused = str(error)
        else:
            if not faults:
                boxes.forget_counts(request.user)
                messages.success(request, f"已立案{len(opened)}件。")
                return redirect("cases", word)
    context = {"word": known, "step": step, "organ": organ, "faults": faults[:200], "all": len(faults), "refused": refused, "limit": intake.LIMIT,
               "columns": intake.table_columns(known.declared, step)}  # fmt: skip
    return render(request, "surfaces/batch.html", context, status=422 if faults or refused else 200)
