"""Amendments with a second person: one proposes, another who heads the office confirms; only then the ledger is amended."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from fazhi.kernel import rights
from fazhi.kernel.amend import amend
from fazhi.kernel.calendar import UnknownYear
from fazhi.kernel.declare import HEAD, ORGAN_HEAD
from fazhi.kernel.facts import asked, clean
from fazhi.kernel.fold import lines_of
from fazhi.kernel.models import Event
from fazhi.kernel.refusal import Refusal
from fazhi.surfaces import asking, boxes, casepage, shown
from fazhi.surfaces.lists import as_day
from fazhi.surfaces.models import Proposal
from fazhi.surfaces.web.cases import case_or_404


def line_or_404(found: Any, seq: int) -> Any:
    """The ledger line in force under that number."""
    line = next((x for x in lines_of(found) if x.event.seq == seq), None)
    if line is None:
        raise Http404
    return line


@login_required
def propose(request: HttpRequest, pk: int, seq: int) -> HttpResponse:
    """Propose what a ledger line should have said."""
    found = case_or_404(request, pk)
    if not casepage.may_open(request.user, found):
        return redirect("case", pk)
    line = line_or_404(found, seq)
    step = found.declared.steps[line.step]
    waiting = Proposal.objects.filter(event=line.event, state="open").first()
    if waiting:
        return redirect("proposal", pk, waiting.pk)
    fields = fields_of(found.declared, step, line, request.POST if request.method == "POST" else None)
    refusal = None
    if request.method == "POST":
        try:
            proposal = read(request, found, step, line, fields)
        except (Refusal, UnknownYear) as refused:
            refusal = refused if isinstance(refused, Refusal) else Refusal("year", str(refused), field="on")
        else:
            proposal.save()
            messages.success(request, "更正已提出，等机构负责人复核；复核同意之前台账不变。")
            return redirect("case", pk)
    data = request.POST
    context = {"case": found, "line": line, "step": step, "fields": fields, "refusal": refusal, "on": data.get("on", line.on.isoformat()),
               "reason": data.get("reason", ""), "void": data.get("void", "")}  # fmt: skip
    return render(request, "surfaces/amend.html", context, status=422 if refusal else 200)


def fields_of(declared: Any, step: Any, line: Any, data: Any) -> list[asking.Field]:
    """The questions of the line with what stands there now."""
    if line.event.kind == "delivery":
        return []
    said = {**line.said.get("facts", {}), **line.said.get("words", {})}
    return [
        asking.Field(q, q.name, data.get(q.name, "") if data is not None else typed(q, said.get(q.name)))
        for q in asked(declared, step)
    ]


def typed(question: Any, raw: Any) -> str:
    """A stored value as one would type it."""
    if raw in (None, ""):
        return ""
    if question.kind == "money":
        return f"{int(raw) / 100:.2f}"
    if question.kind == "bool":
        return "true" if raw else "false"
    return "\n".join(map(str, raw)) if isinstance(raw, list) else str(raw)


def read(request: HttpRequest, found: Any, step: Any, line: Any, fields: list[asking.Field]) -> Proposal:
    """The proposal as typed; refuses one that changes nothing or cannot be read."""
    reason, on = request.POST.get("reason", "").strip(), as_day(request.POST.get("on", ""))
    void = request.POST.get("void") == "on"
    if not reason:
        raise Refusal("missing", "更正缺少理由", todo="请写明错在哪里、据何更正", field="reason")
    if not any(p.organ_id == found.organ_id or rights.covers(p, found.organ) for p in boxes.current_posts(request.user)):
        raise Refusal("seat", "更正应由本案主办机关的人员提出", todo="请由本案主办机关的人员提出")
    if on is None or on > date.today():
        raise Refusal("format", "改后的日期不对", todo="请写一个已经到的日期", field="on")
    said = {**line.said.get("facts", {}), **line.said.get("words", {})}
    values = {f.name: asking.read(f) for f in fields}
    columns, words = (
        clean(found.declared, step, {k: v for k, v in values.items() if v not in (None, "")})
        if fields and not void
        else ({}, {})
    )
    changed = {k: v for k, v in {**columns, **words}.items() if k in values and v != said.get(k)}
    if not (void or changed or on != line.on):
        raise Refusal("missing", "更正没有写明改什么", todo="请改日期、改事项，或将该行作废")
    return Proposal(
        event=line.event, by=request.user, reason=reason[:500], void=void, on=on if on != line.on else None, facts=changed
    )


@login_required
def proposal(request: HttpRequest, pk: int, proposal: int) -> HttpResponse:
    """Look at a proposal; a second person who heads the office confirms or declines it."""
    found = case_or_404(request, pk)
    if not casepage.may_open(request.user, found):
        return redirect("case", pk)
    wanted = get_object_or_404(Proposal.objects.select_related("event", "by__person"), pk=proposal, event__case=found)
    refusal = None
    may = may_confirm(request.user, found, wanted)
    if request.method == "POST" and not may:
        refusal = Refusal("apart", "更正须由提出人以外的机构负责人复核", todo="请由本案主办机关的负责人复核")
    elif request.method == "POST":
        try:
            decide(request, wanted)
        except (Refusal, UnknownYear) as refused:
            refusal = refused
        else:
            boxes.forget_counts(request.user)
            messages.success(
                request, "已更正，期限和状态已重新推算。" if wanted.state == "confirmed" else "没有同意，台账不变。"
            )
            return redirect("case", pk)
    context = {"case": found, "proposal": wanted, "changes": changes(found, wanted), "refusal": refusal, "may": may}
    return render(request, "surfaces/proposal.html", context, status=422 if refusal else 200)


def may_confirm(user: Any, found: Any, wanted: Proposal) -> bool:
    heads = (HEAD.key, ORGAN_HEAD.key)
    holds = any(p.seat in heads and rights.covers(p, found.organ) for p in boxes.current_posts(user))
    return holds and wanted.by_id != user.pk and wanted.state == "open"


def changes(found: Any, wanted: Proposal) -> list[tuple[str, str, str]]:
    """(what, before, after) of a proposal."""
    event: Event = wanted.event
    line = next((x for x in lines_of(found) if x.event.pk == event.pk), None)
    said = {**line.said.get("facts", {}), **line.said.get("words", {})} if line else {}
    rows = [("整行", "有效", "作废")] if wanted.void else []
    if wanted.on:
        rows.append(("日期", str(line.on if line else event.on), str(wanted.on)))
    questions = {q.name: q for q in asked(found.declared, found.declared.steps[event.step])}
    for name, value in wanted.facts.items():
        question = questions.get(name)
        show = (lambda v, q=question: shown.value(q, v)) if question else str
        rows.append((question.label if question else name, show(said.get(name)) or "（空）", show(value)))
    return rows


def decide(request: HttpRequest, wanted: Proposal) -> None:
    """Confirm, which writes the ledger line, or decline."""
    with transaction.atomic():
        locked = Proposal.objects.select_for_update().get(pk=wanted.pk)
        if locked.state != "open":
            raise Refusal("stale", "这项更正已经处理过了", todo="请回到办件查看台账")
        locked.second, locked.decided_at = request.user, timezone.now()
        locked.answer = request.POST.get("answer", "").strip()[:500]
        if request.POST.get("decision") == "confirm":
            amend(locked.event, locked.by, request.user, locked.reason, on=locked.on, void=locked.void, **locked.facts)
            locked.state = "confirmed"
        else:
            locked.state = "declined"
        locked.save()
        wanted.state = locked.state
