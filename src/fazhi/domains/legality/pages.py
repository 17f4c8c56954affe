"""The workbench: draft left, doubts right, one scroll; two versions by article; files out; what is owed; how the rules fare."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.views.decorators.http import require_POST

from fazhi.domains.legality import assist, bench, cards, drafts, engine, kinds, outputs
from fazhi.domains.legality.models import CONCLUSIONS, SOURCES, Owed
from fazhi.domains.legality.roster import members
from fazhi.domains.legality.rules import SEVERITY
from fazhi.domains.legality.statistics import by_rule, to_be_rechecked
from fazhi.engines.review import BY_ID
from fazhi.kernel import rights
from fazhi.kernel.calendar import UnknownYear
from fazhi.kernel.models import Case, Item
from fazhi.kernel.perform import perform
from fazhi.kernel.refusal import Refusal
from fazhi.kernel.sitting import open_steps
from fazhi.law import cited_laws
from fazhi.surfaces import casepage, uploads
from fazhi.surfaces.export import quote

ON_BENCH = ("reviewing", "consulting", "supplying", "checking", "signing", "issued", "submitted", "passed", "unlawful")
DRAFTS = ("docx", "pdf", "txt", "md", "doc", "wps")
MINE = ("judge", "add", "upload", "resubmit", "sign_lawful")
EDITED = ("severity", "why", "advice", "replacement", "reason")


def matter_or_404(request: HttpRequest, pk: int) -> Case:
    """A matter this person may see; 404 otherwise. A review that is not one's own needs its reason first, on its case page."""
    found = rights.visible_to(request.user).filter(pk=pk, domain="legality").select_related("organ", "handler__person").first()
    if found is None or not casepage.may_open(request.user, found):
        raise Http404
    return found


@login_required
def matters(request: HttpRequest) -> HttpResponse:
    """What lies on the bench: matters this person may see, nearest term first."""
    found = rights.visible_to(request.user).filter(domain="legality", state__in=ON_BENCH)
    rows = list(found.select_related("organ").order_by("due", "pk")[:200])
    open_doubts: dict[int, int] = {}
    for case in Item.objects.filter(case__in=[c.pk for c in rows], kind="finding", said__status="open").values_list(
        "case", flat=True
    ):
        open_doubts[case] = open_doubts.get(case, 0) + 1
    return render(request, "legality/matters.html", {"rows": [(c, open_doubts.get(c.pk, 0)) for c in rows]})


@login_required
def workbench(request: HttpRequest, pk: int) -> HttpResponse:
    """The page itself; its reading is logged."""
    case = matter_or_404(request, pk)
    casepage.note_reading(request.user, case, "审查工作台")
    return _page(request, case)


def _page(request: HttpRequest, case: Case, refusal: Refusal | None = None) -> HttpResponse:
    try:
        text, unreadable = drafts.text(case), ""
    except ValueError as error:
        text, unreadable = "", str(error)
    doubts = bench.doubts_of(case, text)
    ran = any(d.origin == "rule" for d in doubts) or case.ledger.filter(step="machine").exists()
    steps = {s.key for s in open_steps(case)}
    mine = {k: not bench.may(request.user, case, k) for k in MINE if k in steps}
    onward = [s for s in open_steps(case) if s.key in ("first_review", "check", "back", "consult", "ask_more", "feedback", "answer", "conclude", "accept")
              and not bench.may(request.user, case, s.key)]  # fmt: skip
    job, wanted = bench.job_of(case), request.GET.get("n", "")
    loose = [d for d in doubts if d.span is None and d.status != "mended"]
    body = cards.body(bench.rows_of(text, doubts), loose, mine.get("judge", False)) if text else ""
    chosen = next((d for d in doubts if str(d.n) == wanted), None) if mine.get("judge") else None
    context = {
        "case": case, "declared": case.declared, "body": body,
        "mended": [d for d in doubts if d.status == "mended"], "counts": bench.counts(doubts), "total": len(doubts), "unreadable": unreadable,
        "versions": bench.history(case), "may_judge": mine.get("judge", False), "may_add": mine.get("add", False),
        "may_send": next((k for k in ("upload", "resubmit") if mine.get(k)), ""), "may_sign": mine.get("sign_lawful", False), "onward": onward,
        "job": job, "told": bench.told(job) if job else "", "may_run": bool(text and job and job.state != "running" and mine.get("judge")), "ran": ran, "chars": len(text),
        "proposed": engine.proposed_conclusion(case) if mine.get("sign_lawful") else "", "conclusions": CONCLUSIONS, "severities": SEVERITY,
        "assist": bool(assist.address() and mine.get("judge")), "refusal": refusal, "chosen": chosen,
        "looks": kinds.differing(case.facts.kind, case.title, text) if "reclassify" in steps else None,
    }  # fmt: skip
    return render(request, "legality/workbench.html", context, status=422 if refusal else 200)


def _answer(request: HttpRequest, case: Case, act: Any, done: str, anchor: str = "") -> HttpResponse:
    """Do it and go back to the bench; a refusal is shown there and what was typed is said again."""
    try:
        act()
    except (Refusal, UnknownYear, ValueError) as refused:
        case.refresh_from_db()
        return _page(request, case, refused if isinstance(refused, Refusal) else Refusal("file", str(refused).rstrip("。")))
    if done:
        messages.success(request, done)
    return redirect(reverse("legality:workbench", args=[case.pk]) + anchor)


def _draft_text(case: Case) -> str:
    """The newest draft; nothing where its file cannot be read, which the page itself says."""
    try:
        return drafts.text(case)
    except ValueError:
        return ""


@login_required
@require_POST
def judge(request: HttpRequest, pk: int, n: int) -> HttpResponse:
    """Confirm, reject with a reason, or edit and confirm one doubt; script gets the card alone."""
    case = matter_or_404(request, pk)
    said = {k: v for k in EDITED if (v := request.POST.get(k, "").strip())}
    status = request.POST.get("status", "")

    def act() -> None:
        perform(case, "judge", request.user, date.today(), item_n=n, status=status, **said)

    if request.headers.get("X-Part") != "doubt":
        return _answer(request, case, act, "", f"#d-{n}")
    try:
        act()
    except (Refusal, UnknownYear, ValueError) as refused:
        return HttpResponse(str(refused), status=422, content_type="text/plain; charset=utf-8")
    doubt = next(d for d in bench.doubts_of(case, _draft_text(case)) if d.n == n)
    left = Item.objects.filter(case=case, kind="finding", said__status="open").count()
    part = HttpResponse(cards.card(doubt, True))
    part["X-Open"] = str(left)
    return part


@login_required
@require_POST
def add(request: HttpRequest, pk: int) -> HttpResponse:
    """A doubt of the reviewer's own, at words of the draft or on the whole of it."""
    case = matter_or_404(request, pk)
    get = lambda name: request.POST.get(name, "").strip()  # noqa: E731
    line: dict[str, Any] = {"rule": "M", "title": get("title") or "人工意见", "severity": get("severity"), "origin": "person", "version": drafts.version(case),
                            "provision": get("provision"), "why": get("why"), "advice": get("advice"), "status": "confirmed"}  # fmt: skip
    words, text = request.POST.get("quote", "").replace("\r\n", "\n").strip(), _draft_text(case)
    if words:
        start = int(get("start")) if get("start").isdecimal() else -1
        start = start if start >= 0 and text[start : start + len(words)] == words else text.find(words)
        if start < 0:
            return _page(
                request, case, Refusal("quote", "所引的原文不在送审稿中", todo="请从送审稿中逐字复制，或者留空表示针对全文")
            )
        line |= {"quote": words, "start": start, "end": start + len(words)}
    if get("replacement"):
        line["replacement"] = get("replacement")
    return _answer(request, case, lambda: perform(case, "add", request.user, date.today(), item=line), "已增加一处疑点。")


@login_required
@require_POST
def run(request: HttpRequest, pk: int) -> HttpResponse:
    """The machine's review here and now, where no worker did it; by itself it begins on acceptance."""
    case = matter_or_404(request, pk)
    if refused := bench.may(request.user, case, "judge"):
        return _page(request, case, Refusal("seat", refused))
    return _answer(
        request,
        case,
        lambda: engine.machine_review(case, date.today(), laws=cited_laws()),
        "机器初审已完成，疑点待您逐条确认。",
    )


@login_required
def running(request: HttpRequest, pk: int) -> HttpResponse:
    """How far the machine's review of the newest version is, in one line; empty when there is nothing to wait for."""
    job = bench.job_of(matter_or_404(request, pk))
    return HttpResponse(bench.told(job) if job else "", content_type="text/plain; charset=utf-8")


@login_required
@require_POST
def ask_model(request: HttpRequest, pk: int) -> HttpResponse:
    case = matter_or_404(request, pk)
    if refused := bench.may(request.user, case, "judge"):
        return _page(request, case, Refusal("seat", refused))
    return _answer(
        request,
        case,
        lambda: assist.assist(case, date.today()),
        "语言模型的提示已列出，每条都须您核实确认；没有列出的，是没有提出或者核对不上。",
    )


def _draft(file: Any) -> tuple[str, bytes]:
    """(name, content) of a draft handed in. A plain text may hold anything, markup too: it is only ever shown as text."""
    name = uploads.safe_name(str(file.name))
    if file.size <= uploads.MAX_FILE and name.lower().endswith((".txt", ".md")):
        return name, file.read()
    return uploads.checked(file, only=DRAFTS)


@login_required
@require_POST
def send(request: HttpRequest, pk: int) -> HttpResponse:
    """A draft comes in: the first one, or the changed one after an opinion."""
    case = matter_or_404(request, pk)
    step = "resubmit" if case.state in ("issued", "unlawful") else "upload"
    return _answer(
        request,
        case,
        lambda: perform(case, step, request.user, date.today(), files=[_draft(f) for f in request.FILES.getlist("draft")[:1]]),
        "送审稿已收到。",
    )


@login_required
@require_POST
def sign(request: HttpRequest, pk: int) -> HttpResponse:
    case = matter_or_404(request, pk)
    conclusion = request.POST.get("conclusion", "")
    if conclusion not in dict(CONCLUSIONS):
        return _page(request, case, Refusal("missing", "没有选择结论", todo="请选择合法、应当予以修改或者不合法"))
    return _answer(request, case, lambda: engine.sign(case, request.user, date.today(), conclusion), "意见书已签发并编号。")


@login_required
def compare(request: HttpRequest, pk: int) -> HttpResponse:
    """Two versions of the draft by article."""
    case = matter_or_404(request, pk)
    total = drafts.version(case)
    if total < 2:
        raise Http404
    a, b = (
        int(v) if (v := request.GET.get(k, "")).isdecimal() and 1 <= int(v) <= total else d
        for k, d in (("a", total - 1), ("b", total))
    )
    try:
        rows = drafts.compared(drafts.text(case, a), drafts.text(case, b))
    except ValueError as error:
        return _page(request, case, Refusal("file", str(error).rstrip("。")))
    shown = rows if "all" in request.GET else [r for r in rows if r["kind"] != "same"]
    context = {"case": case, "declared": case.declared, "rows": shown, "a": a, "b": b, "versions": bench.history(case), "same": sum(r["kind"] == "same" for r in rows),
               "all": "all" in request.GET}  # fmt: skip
    return render(request, "legality/compare.html", context)


@login_required
def download(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """The opinion, the annotated draft, the review with margin notes."""
    case = matter_or_404(request, pk)
    if kind not in outputs.KINDS or not drafts.version(case):
        raise Http404
    try:
        name, mime, content = outputs.KINDS[kind](case)
    except ValueError as error:
        return _page(request, case, Refusal("file", str(error).rstrip("。")))
    casepage.note_reading(request.user, case, f"下载 {kind}")
    answer = HttpResponse(content, content_type=mime)
    answer["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    return answer


@login_required
def owed(request: HttpRequest) -> HttpResponse:
    """What should have been reviewed and was not."""
    mine = rights.visible_to(request.user).filter(domain="owed_review", state="owed")
    rows = list(Owed.objects.filter(case__in=mine).select_related("case").order_by("case__opened_on", "pk")[:500])
    by_source = [(label, n) for key, label in SOURCES if (n := sum(r.source == key for r in rows))]
    return render(request, "legality/owed.html", {"rows": rows, "by_source": by_source})


@login_required
def rules(request: HttpRequest) -> HttpResponse:
    """Every rule's record before people; only those who see the whole of an office's work."""
    if not rights.visible_to(request.user).filter(domain="legality").exists():
        raise Http404
    year = request.GET.get("year", "")
    days = (
        (date(int(year), 1, 1), date(int(year), 12, 31))
        if year.isdigit() and 2000 <= int(year) <= 2100
        else (date.min, date.max)
    )
    rows = [(s, BY_ID.get(s.rule)) for s in by_rule(*days)]
    years = [d.year for d in Item.objects.filter(domain="legality", kind="finding").dates("on", "year", order="DESC")]
    context = {"rows": rows, "hints": [r for r in rows if r[0].hint], "year": year, "years": [str(y) for y in years],
               "rechecks": to_be_rechecked(date.today())}  # fmt: skip
    return render(request, "legality/rules.html", context)


@login_required
def roster(request: HttpRequest) -> HttpResponse:
    """The counsel in the order of asking, with the work of a year."""
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isdecimal() and 2000 <= int(asked) <= 2100 else date.today().year
    rows = members(rights.visible_to(request.user), year)
    years = sorted({*range(2023, date.today().year + 1), year}, reverse=True)
    return render(request, "legality/roster.html", {"rows": rows, "year": year, "years": years})


urlpatterns = [
    path("bench/", matters, name="bench"),
    path("bench/<int:pk>/", workbench, name="workbench"),
    path("bench/<int:pk>/judge/<int:n>/", judge, name="judge"),
    path("bench/<int:pk>/add/", add, name="add"),
    path("bench/<int:pk>/machine/", run, name="machine"),
    path("bench/<int:pk>/running/", running, name="running"),
    path("bench/<int:pk>/assist/", ask_model, name="assist"),
    path("bench/<int:pk>/draft/", send, name="draft"),
    path("bench/<int:pk>/sign/", sign, name="sign"),
    path("bench/<int:pk>/compare/", compare, name="versions"),
    path("bench/<int:pk>/<slug:kind>.out", download, name="download"),
    path("owed/", owed, name="owed"),
    path("rules/", rules, name="rules"),
    path("counsel/", roster, name="counsel"),
]
NAV = (("bench/", "审查工作台"), ("owed/", "应审未审"), ("rules/", "规则效能"), ("counsel/", "律师轮派"))
