"""Documents: download, a print view, registering a delivery."""

import io
from datetime import date

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from docx import Document as read_docx
from docx.enum.text import WD_ALIGN_PARAGRAPH

from fazhi.kernel import rights
from fazhi.kernel.calendar import UnknownYear
from fazhi.kernel.documents import Unreadable
from fazhi.kernel.documents import render as render_document
from fazhi.kernel.models import Delivery, Document
from fazhi.kernel.perform import deliver
from fazhi.kernel.refusal import Refusal
from fazhi.surfaces import boxes, casepage, partyview
from fazhi.surfaces.export import quote
from fazhi.surfaces.lists import as_day

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def document_or_404(request: HttpRequest, pk: int) -> Document:
    """A document of a case this person may see. A case that is not one's own needs its reason first."""
    found = (
        Document.objects.filter(pk=pk, case__in=rights.visible_to(request.user)).select_related("case__organ", "event").first()
    )
    if found is None or not partyview.may_read(request.user, found):
        raise Http404
    return found


@login_required
def download(request: HttpRequest, pk: int) -> HttpResponse:
    """The file itself; its reading is logged."""
    found = document_or_404(request, pk)
    if not casepage.may_open(request.user, found.case):
        messages.warning(request, "本案不是您或您单位的办件，文书含个人信息。请先在“当事人”一栏写明查看理由。")
        return redirect("case", found.case_id)
    try:
        content = render_document(found)
    except Unreadable as lost:
        messages.error(request, str(lost))
        return redirect("case", found.case_id)
    casepage.note_reading(request.user, found.case, f"文书 {found.pk}")
    name = found.title if found.incoming else f"{found.title}.docx"
    answer = HttpResponse(content, content_type=DOCX if not found.incoming else "application/octet-stream")
    answer["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    return answer


@login_required
def print_view(request: HttpRequest, pk: int) -> HttpResponse:
    """An issued document as a page to print."""
    found = document_or_404(request, pk)
    if found.incoming:
        raise Http404
    if not casepage.may_open(request.user, found.case):
        messages.warning(request, "本案不是您或您单位的办件，文书含个人信息。请先在“当事人”一栏写明查看理由。")
        return redirect("case", found.case_id)
    try:
        lines = lines_of(render_document(found))
    except Unreadable as lost:
        messages.error(request, str(lost))
        return redirect("case", found.case_id)
    casepage.note_reading(request.user, found.case, f"文书 {found.pk}")
    return render(request, "surfaces/paper.html", {"document": found, "lines": lines})


def lines_of(content: bytes) -> list[tuple[str, str, bool]]:
    """(text, alignment, large) of the paragraphs of a document, as the print view sets them."""
    align = {WD_ALIGN_PARAGRAPH.CENTER: "center", WD_ALIGN_PARAGRAPH.RIGHT: "right"}
    lines = []
    for paragraph in read_docx(io.BytesIO(content)).paragraphs:
        size = paragraph.runs[0].font.size if paragraph.runs else None
        kind = align.get(paragraph.alignment, "indent" if paragraph.paragraph_format.first_line_indent else "body")
        lines.append((paragraph.text, kind, bool(size and size.pt > 20)))
    return lines


@login_required
def delivery(request: HttpRequest, pk: int) -> HttpResponse:
    """Register how and on which day a document reached its parties."""
    found = document_or_404(request, pk)
    if found.incoming or found.event_id is None:
        raise Http404
    parties = list(found.case.parties.filter(until=None).order_by("pk"))
    refusal, data = None, request.POST
    if request.method == "POST":
        try:
            chosen = [p for p in parties if str(p.pk) in data.getlist("party")]
            reach(request, found, chosen)
        except (Refusal, UnknownYear) as refused:
            refusal = refused if isinstance(refused, Refusal) else Refusal("year", str(refused), field="on")
        else:
            boxes.forget_counts(request.user)
            messages.success(request, f"已登记《{found.kind}》的送达。")
            return redirect("case", found.case_id)
    seats = found.case.declared.seats()
    opened = casepage.may_open(request.user, found.case)
    people = [
        (p, seats[p.seat].label if p.seat in seats else p.seat, p.name if opened or p.organ_id else p.name[:1] + "＊＊")
        for p in parties
    ]
    context = {"document": found, "people": people, "chosen": data.getlist("party"), "methods": Delivery.METHODS, "refusal": refusal,
               "on": data.get("on", date.today().isoformat()), "method": data.get("method", "direct"), "proof": data.get("proof", "")}  # fmt: skip
    return render(request, "surfaces/delivery.html", context, status=422 if refusal else 200)


def reach(request: HttpRequest, found: Document, chosen: list) -> None:
    """All deliveries of one form, or none."""
    from django.db import transaction

    on = as_day(request.POST.get("on", ""))
    if on is None:
        raise Refusal("format", "送达日期不是日期", todo="请写成 2024-03-04 的样子", field="on")
    if on > date.today():
        raise Refusal("future", f"日期{on:%Y-%m-%d}还没有到", todo="请填写已经送达之日", field="on")
    if not chosen:
        raise Refusal("missing", "没有选择送达给谁", todo="请至少选一位当事人", field="party")
    method = request.POST.get("method", "direct")
    if method not in dict(Delivery.METHODS):
        raise Refusal("format", "送达方式不在可选项中", field="method")
    with transaction.atomic():
        for party in chosen:
            deliver(found, party, request.user, on, method=method, proof=request.POST.get("proof", "").strip()[:200])
