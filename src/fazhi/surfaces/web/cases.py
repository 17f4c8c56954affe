"""The page of a case, and the steps taken from it."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.contrib.auth import get_user_model
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from fazhi.kernel import rights
from fazhi.kernel.calendar import UnknownYear
from fazhi.kernel.declare import Step
from fazhi.kernel.models import Case, Organ
from fazhi.kernel.perform import new_case, perform
from fazhi.kernel.refusal import Refusal
from fazhi.kernel.sitting import reading_of
from fazhi.surfaces import asking, boxes, casepage, partyview
from fazhi.surfaces.effects import effects
from fazhi.surfaces.lists import as_day, as_number
from fazhi.surfaces.refused import telling
from fazhi.surfaces.web.work import word_or_404


def case_or_404(request: HttpRequest, pk: int) -> Case:
    """A case this person may see; 404 otherwise, so that nobody learns of what he may not see."""
    found = rights.visible_to(request.user).filter(pk=pk).select_related("organ", "handler__person", "parent")
    case = found.prefetch_related("parties", "deadlines").first()
    if case is None:
        raise Http404
    return case


@login_required
def case(request: HttpRequest, pk: int) -> HttpResponse:
    """The case page; its reading is logged."""
    found = case_or_404(request, pk)
    opened = casepage.may_open(request.user, found)
    casepage.note_reading(request.user, found)
    before = request.GET.get("before", "")
    lines, more = casepage.ledger(found, opened, as_number(before) or 0)
    mine, others = casepage.choices(found, request.user)
    context = {
        "case": found,
        "declared": found.declared,
        "opened": opened,
        "facts": casepage.facts_of(found, opened),
        "parties": casepage.parties_of(found, opened),
        "lines": lines,
        "more": more,
        "items": casepage.items_of(found),
        "terms": casepage.terms_of(found),
        "mine": mine,
        "others": others,
        "documents": casepage.documents_of(found),
        "chapters": casepage.chapters(found, [line.event.step for line in lines]),
        "children": list(found.children.all()[:20]),
        "may_propose": any(p.organ_id == found.organ_id or p.below for p in boxes.current_posts(request.user)),
    }
    return render(request, "surfaces/case.html", partyview.narrowed(context, request.user, found))


@login_required
@require_POST
def open_personal(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the personal data of a case that is not one's own, for the rest of the day, with a reason that is logged."""
    found = case_or_404(request, pk)
    reason = request.POST.get("reason", "").strip()
    if len(reason) < 2:
        messages.warning(request, "没有写明理由，个人信息仍然遮盖。请写明为什么要查看（例如“核对送达地址”）。")
    else:
        casepage.note_reading(request.user, found, casepage.OPENED, reason)
    return redirect("case", pk)


def step_or_404(declared: Any, key: str) -> Step:
    step = declared.steps.get(key)
    if step is None or (step.automatic and len(step.who) == 1):
        raise Http404
    return step


@login_required
def step(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """The form of one step on a case, and the step itself."""
    found = case_or_404(request, pk)
    chosen = step_or_404(found.declared, key)
    data = request.POST if request.method == "POST" else None
    form = asking.build(found.declared, chosen, found, found.organ, data)
    if data is not None and not data.get("more"):
        try:
            take(request, found, chosen, form)
        except (Refusal, UnknownYear) as refused:
            form.refuse(refused if isinstance(refused, Refusal) else Refusal("year", str(refused), field="on"))
        else:
            boxes.forget_counts(request.user)
            messages.success(request, done_words(found, chosen))
            return redirect("case", pk)
    seen = (
        data.get("seen", found.events)
        if data is not None and not (form.refusal and form.refusal.code == "stale")
        else found.events
    )
    status = 422 if form.refusal else 200
    context = {
        "case": found,
        "step": chosen,
        "form": form,
        "seen": seen,
        "effects": foretold(found, chosen, form.on),
        "others": other_rights(request.user, chosen, found),
    }
    return render(request, "surfaces/step.html", context, status=status)


def take(request: HttpRequest, found: Case, chosen: Step, form: asking.Form) -> None:
    """Carry the form to `perform`."""
    on = as_day(form.on)
    if on is None:
        raise Refusal("format", f"“{form.on}”不是日期", todo="请写成 2024-03-04 的样子", field="on")
    given = asking.said(form)
    if form.handler and form.handler.value:
        allowed = {str(k) for k, _ in form.handler.choices}
        if form.handler.value not in allowed:
            raise Refusal("handler", "所选的人不在本机关的这个席位上", todo="请在列出的人中选择", field="handler")
        given["handler"] = get_user_model().objects.get(pk=int(form.handler.value))
    if chosen.opening and not boxes.current_posts(request.user):
        link_opener(request.user, chosen, given)
    seen = request.POST.get("seen", "")
    files = asking.files_said(request.FILES.getlist("files"))
    with telling(found, request.user):
        perform(found, chosen.key, request.user, on, seen=as_number(seen) if found.pk else None, files=files, **given)


def link_opener(user: Any, chosen: Step, given: dict[str, Any]) -> None:
    """A person without a post who opens a case is its first party in the seat that may open it."""
    seats = [s.key for s in chosen.who if s.side == "party"]
    mine = next((p for p in given.get("parties", ()) if p["seat"] in seats), None)
    if mine is None:
        raise Refusal("party", "没有写明您自己是谁", basis=chosen.basis, todo="请填写申请人的姓名或名称")
    mine["user"] = user


def done_words(found: Case, chosen: Step) -> str:
    papers = "、".join(f"《{k}》" for k in chosen.issues)
    return f"“{chosen.label}”已记入台账。" + (f"{papers}已生成，在“文书”中下载或登记送达。" if papers else "")


def other_rights(user: Any, chosen: Step, found: Case) -> str:
    """The sentence for a person without the seat, told before he types anything."""
    try:
        rights.may(user, chosen, found)
    except Refusal as refused:
        return str(refused)
    return ""


def foretold(found: Case, chosen: Step, on: str) -> list[Any]:
    """The effects of the step on the day typed so far."""
    readings = {d.clock: reading_of(d) for d in found.deadlines.all()} if found.pk else {}
    return effects(found, chosen, as_day(on) or date.today(), readings)


@login_required
def effect(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """The effects alone, counted again when the day in the form changes."""
    found = case_or_404(request, pk)
    chosen = step_or_404(found.declared, key)
    return render(request, "surfaces/effects.html", {"effects": foretold(found, chosen, request.GET.get("on", ""))})


@login_required
def opening(request: HttpRequest, word: str, key: str) -> HttpResponse:
    """The form that opens a case, and the opening."""
    declared_word = word_or_404(word)
    data = request.POST if request.method == "POST" else None
    organs = opening_organs(request.user)
    organ = chosen_organ(organs, data)
    if organ is None:
        raise Http404
    on = as_day(data.get("on", "")) if data is not None else None
    try:
        fresh = new_case(word, organ, on or date.today(), (data.get("title", "") if data is not None else "").strip())
    except ValueError:
        fresh = new_case(declared_word.declared.key, organ, on or date.today())
    chosen = step_or_404(fresh.declared, key)
    if not chosen.opening:
        raise Http404
    form = asking.build(fresh.declared, chosen, None, organ, data)
    if data is not None and not data.get("more"):
        try:
            if not fresh.title:
                raise Refusal("missing", "缺少标题", todo="请用一句话写明是谁的什么事", field="title")
            take(request, fresh, chosen, form)
        except (Refusal, UnknownYear) as refused:
            form.refuse(refused if isinstance(refused, Refusal) else Refusal("year", str(refused), field="on"))
        else:
            boxes.forget_counts(request.user)
            messages.success(request, f"已立案：{fresh.number or fresh.title}。")
            return redirect("case", fresh.pk)
        fresh = new_case(fresh.procedure, organ, on or date.today(), form.title)
    context = {"word": declared_word, "case": fresh, "step": chosen, "form": form, "opening": True, "organs": organs, "organ": organ,
               "effects": foretold(fresh, chosen, form.on), "others": other_rights(request.user, chosen, fresh)}  # fmt: skip
    return render(request, "surfaces/step.html", context, status=422 if form.refusal else 200)


def opening_organs(user: Any) -> list[Organ]:
    """Organs in whose name one may open a case: those of one's posts; for the public, those with posts at all."""
    posts = boxes.current_posts(user)
    if posts:
        return list(Organ.objects.filter(pk__in=boxes.organs_of(posts)).order_by("path"))
    return list(Organ.objects.filter(parent=None, until=None))


def chosen_organ(organs: list[Organ], data: Any) -> Organ | None:
    wanted = str(data.get("organ", "")) if data is not None else ""
    return next((o for o in organs if str(o.pk) == wanted), organs[0] if organs else None)
