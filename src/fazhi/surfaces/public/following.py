"""Following one's cases: where they stand in words, what comes next and when, documents to receive, steps one may take."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from fazhi.kernel import rights
from fazhi.kernel.calendar import UnknownYear
from fazhi.kernel.declare import SAME, Clock, Procedure, Seat, Step
from fazhi.kernel.documents import Unreadable
from fazhi.kernel.documents import render as render_document
from fazhi.kernel.models import Case, Delivery, Document, Party
from fazhi.kernel.perform import deliver, perform
from fazhi.kernel.refusal import Refusal
from fazhi.kernel.sitting import open_steps
from fazhi.surfaces import asking, casepage
from fazhi.surfaces.export import quote
from fazhi.surfaces.notices import notices
from fazhi.surfaces.public.applying import too_many, wrong
from fazhi.surfaces.public.models import Receipt, plain_code
from fazhi.surfaces.refused import telling
from fazhi.surfaces.web.papers import DOCX

SHOWN = 50


def my_parties(user: Any) -> Any:
    """The appearances of this person himself; an organ's officers use the work pages."""
    return Party.objects.filter(user=user, until=None)


def party_or_404(request: HttpRequest, pk: int) -> tuple[Case, Party]:
    """One's own case and one's seat in it; anybody else's is not found."""
    party = my_parties(request.user).filter(case=pk).select_related("case__organ").order_by("pk").first()
    if party is None:
        raise Http404
    return party.case, party


@login_required
def mine(request: HttpRequest) -> HttpResponse:
    """My cases and what I have begun."""
    seats = dict(my_parties(request.user).order_by("-pk").values_list("case", "seat"))
    cases = Case.objects.filter(pk__in=seats).select_related("organ").prefetch_related("deadlines").order_by("-pk")[:SHOWN]
    rows = [(c, waiting(c, seats[c.pk])[:1]) for c in cases]
    return render(
        request, "public/mine.html", {"rows": rows, "drafts": drafts_of(request.user), "notices": notices(request.user)}
    )


def drafts_of(user: Any) -> list[tuple[Any, str, str]]:
    from fazhi.surfaces.public.applying import resume_at
    from fazhi.surfaces.public.offers import offer

    found = []
    for draft in user.drafts.order_by("-updated")[:SHOWN]:
        if known := offer(draft.domain, draft.step, timezone.localdate()):
            found.append((draft, known.title, resume_at(draft)))
    return found


# ---------------------------------------------------------------- what a party is told


@dataclass(frozen=True)
class Next:
    """What comes next: who must do what by which day, on which article."""

    who: str
    what: str
    due: date
    clock: Clock
    mine: bool
    explain: tuple[str, ...] = ()


def waiting(case: Case, seat: str = "") -> list[Next]:
    """The terms that run and that concern a party, the nearest first."""
    declared, seats = case.declared, case.declared.seats()
    found = []
    for row in sorted(case.deadlines.all(), key=lambda r: r.due):
        clock = declared.clocks.get(row.clock)
        if clock is None or row.state != "running":
            continue
        bound = seats.get(row.bind)
        own = row.bind == seat
        if bound and bound.side == "party" and seat and not own:
            continue
        who = "您" if own else ("办理机关" if bound is None or bound.side != "party" else bound.label)
        found.append(Next(who, clock.label, row.due, clock, own))
    return found


def openers(declared: type[Procedure]) -> set[str]:
    """The party seats that may open such a case."""
    return {s.key for step in declared.steps.values() if step.opening for s in step.who if s.side == "party"}


def addressed(declared: type[Procedure], step: Step) -> set[str]:
    """The seats the documents of a step are meant for: those whose delivery moves a clock, else the seats that open such cases."""
    triggers = [t for c in declared.clocks.values() for t in (*c.start, *c.stop) if t.step is step and t.kind == "delivered"]
    named = {t.to.key for t in triggers if t.to}
    return named or openers(declared)


@dataclass(frozen=True)
class Paper:
    """One document as its party sees it: received on a day, waiting to be opened, or on its way by other means."""

    document: Document
    received: Delivery | None
    starts: tuple[str, ...]
    open: bool


def papers_for(case: Case, party: Party) -> list[Paper]:
    """Issued documents meant for this party, the newest first. Without consent to electronic service they are shown once served."""
    declared, found = case.declared, []
    for document in case.documents.filter(incoming=False).order_by("-pk").prefetch_related("deliveries"):
        step = declared.steps.get(document.step)
        got = next((d for d in document.deliveries.all() if d.party_id == party.pk), None)
        if step is None or (got is None and party.seat not in addressed(declared, step)):
            continue
        starts = tuple(
            f"{c.period}（{c.label}，{'、'.join(map(str, c.basis))}）"
            for c in declared.clocks.values()
            if c.bind.key == party.seat
            and any(t.step is step and t.kind == "delivered" and t.to in (None, seat_of(declared, party)) for t in c.start)
        )
        found.append(Paper(document, got, starts, bool(got) or party.e_service))
    return found


def seat_of(declared: type[Procedure], party: Party) -> Seat | None:
    return declared.seats().get(party.seat)


def told(case: Case) -> list[tuple[date, str, tuple]]:
    """What has happened, as a party may know it: changes of state, documents, what parties did; not the office's own deliberation."""
    declared, found = case.declared, []
    for event in case.ledger.filter(kind__in=("step", "late", "delivery")).order_by("-seq")[:200]:
        step = declared.steps.get(event.step)
        if step is None:
            continue
        if event.kind == "delivery":
            if event.said.get("to") in openers(declared):
                found.append((event.on, f"《{event.said.get('of', '文书')}》已送达申请人", ()))
        elif step.to is not SAME or step.issues or any(s.side == "party" for s in step.who):
            found.append((event.on, step.label, step.basis))
    return found


def open_to(case: Case, party: Party, user: Any) -> list[tuple[Step, str, str]]:
    """(step, plain name, what it means) of the steps this party may take now."""
    words = case.declared.guide.words if case.declared.guide else {}
    found = []
    for step in open_steps(case):
        if step.automatic or all(s.key != party.seat for s in step.who):
            continue
        if rights.seat_held(user, step, case, timezone.localdate()):
            name, meaning = words.get(step.key, (step.label, step.note))
            found.append((step, name, meaning))
    return found


def progress(case: Case) -> list[tuple[str, str]]:
    """The chapters of the way, without the detours and endings this case has not taken."""
    declared = case.declared
    order = list(declared.states)
    back = {
        o.chapter
        for step in declared.steps.values()
        if isinstance(step.origin, tuple) and step.to.key in order
        for o in step.origin
        if order.index(step.to.key) < order.index(o.key)
    }
    ends = {s.chapter for s in declared.states.values()} - {s.chapter for s in declared.states.values() if not s.final}
    found = casepage.chapters(case, list(case.ledger.values_list("step", flat=True)))
    return [(chapter, where) for chapter, where in found if where or chapter not in back | ends]


# ---------------------------------------------------------------- pages


@login_required
def case(request: HttpRequest, pk: int) -> HttpResponse:
    """My case in plain words; its reading is logged."""
    found, party = party_or_404(request, pk)
    casepage.note_reading(request.user, found, "当事人查看")
    context = {
        "case": found,
        "party": party,
        "chapters": progress(found),
        "next": waiting(found, party.seat),
        "papers": papers_for(found, party),
        "told": told(found),
        "steps": open_to(found, party, request.user),
        "handed": list(found.documents.filter(incoming=True, event__by=request.user).order_by("pk")),
        "receipt": Receipt.objects.filter(case=found).first(),
    }
    return render(request, "public/case.html", context)


@login_required
def step(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """One step the party takes: what it means, what is asked, confirm."""
    found, party = party_or_404(request, pk)
    chosen = next(((s, n, m) for s, n, m in open_to(found, party, request.user) if s.key == key), None)
    if chosen is None:
        messages.info(request, "现在不能办这一步。")
        return redirect("my-case", pk)
    data = request.POST if request.method == "POST" else None
    form = asking.build(found.declared, chosen[0], found, found.organ, data)
    if data is not None:
        try:
            files = asking.files_said(request.FILES.getlist("files"))
            seen = data.get("seen", "")
            with telling(found, request.user):
                perform(
                    found,
                    key,
                    request.user,
                    timezone.localdate(),
                    seen=int(seen) if seen.isdigit() else None,
                    files=files,
                    **own_words(form),
                )
        except (Refusal, UnknownYear) as refused:
            form.refuse(refused if isinstance(refused, Refusal) else Refusal("year", str(refused)))
        else:
            messages.success(request, f"“{chosen[1]}”已经收到，记在您的案件里。")
            return redirect("my-case", pk)
    context = {"case": found, "party": party, "step": chosen[0], "name": chosen[1], "meaning": chosen[2], "form": form,
               "seen": found.events}  # fmt: skip
    return render(request, "public/step.html", context, status=422 if form.refusal else 200)


def own_words(form: asking.Form) -> dict[str, Any]:
    """What a party may say at a step: its questions and the lines of its list; never other parties, handlers, late entries."""
    given = asking.said(form)
    return {k: v for k, v in given.items() if k not in ("parties", "late", "item_n", "extend_days")}


@login_required
def document(request: HttpRequest, pk: int, paper: int) -> HttpResponse:
    """A document: before its receipt the page says what opening it means; opening it is its electronic service."""
    found, party = party_or_404(request, pk)
    one = next((p for p in papers_for(found, party) if p.document.pk == paper), None)
    if one is None or not one.open:
        raise Http404
    if request.method == "POST" and one.received is None:
        try:
            sign(one.document, party, request.user)
        except (Refusal, UnknownYear) as refused:
            messages.warning(request, str(refused))
            return redirect("my-case", pk)
        messages.success(request, f"您已签收《{one.document.kind}》，送达时间已经记录。")
        return redirect("my-document", pk, paper)
    try:
        content = render_document(one.document) if one.received else b""
    except Unreadable:
        messages.error(request, "这份文书暂时打不开，请联系承办人重新提供。")
        return redirect("my-case", pk)
    if one.received and "file" in request.GET:
        casepage.note_reading(request.user, found, f"文书 {paper}")
        answer = HttpResponse(content, content_type=DOCX)
        answer["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(one.document.title + '.docx')}"
        return answer
    context = {"case": found, "paper": one, "lines": paper_lines(content) if content else ()}
    return render(request, "public/document.html", context)


def sign(found: Document, party: Party, user: Any) -> None:
    """The electronic service of a document, once: a second click changes nothing."""
    with transaction.atomic():
        Case.objects.select_for_update().get(pk=found.case_id)
        if not Delivery.objects.filter(document=found, party=party).exists():
            proof = f"当事人登录本人账号打开，{timezone.localtime():%Y-%m-%d %H:%M:%S}"
            deliver(found, party, user, timezone.localdate(), method="electronic", proof=proof)


def paper_lines(content: bytes) -> list[tuple[str, str, bool]]:
    from fazhi.surfaces.web.papers import lines_of

    return lines_of(content)


@login_required
def receipt(request: HttpRequest, code: str) -> HttpResponse:
    """The receipt, for the person who handed in."""
    found = get_object_or_404(Receipt.objects.select_related("case__organ"), code=plain_code(code))
    party_or_404(request, found.case_id)
    return render(request, "public/receipt.html", {"receipt": found, "case": found.case, "next": waiting(found.case)[:2]})


def lookup(request: HttpRequest) -> HttpResponse:
    """Receipt code and the phone's last four figures: the state and nothing else."""
    found, refused = None, ""
    if request.method == "POST":
        code, tail = plain_code(request.POST.get("code", "")), request.POST.get("tail", "").strip()
        if not too_many(request, "lookup", code):
            known = Receipt.objects.exclude(phone_tail="").select_related("case")
            found = known.filter(code=code, phone_tail=tail).first()
        if found is None:
            wrong(request, "lookup", code)
            refused = "没有查到。请核对回执码和申请时留的手机号码后四位；连输十次不对，要等十分钟。"
    return render(
        request,
        "public/lookup.html",
        {"found": found, "refused": refused, "on": timezone.localdate()},
        status=422 if refused else 200,
    )
