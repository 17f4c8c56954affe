"""The page behind an inspection code: what the enterprise sees of its inspections without a login, and what it may answer."""

from datetime import date
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone

from fazhi.domains.inspections import engine
from fazhi.domains.inspections.models import Body, Complaint, Schedule, Visit
from fazhi.domains.inspections.procedure_visit import FIRM, code_of
from fazhi.domains.inspections.rules import listed
from fazhi.kernel import rights
from fazhi.kernel.models import Case, Item
from fazhi.kernel.perform import new_case, perform
from fazhi.kernel.refusal import Refusal


@login_required
def card(request: HttpRequest, pk: int) -> HttpResponse:
    """The inspection code of a visit as officers show it or print it beside the notice."""
    case = get_object_or_404(rights.visible_to(request.user), pk=pk, domain="visit")
    visit = Visit.objects.select_related("case__organ").get(pk=case.pk)
    address = request.build_absolute_uri(reverse("inspections:code", args=[code_of(visit)]))
    return render(
        request, "inspections/card.html", {"visit": visit, "case": visit.case, "address": address, "qr": squares(address)}
    )


def squares(text: str) -> dict[str, Any]:
    """A QR code as one SVG path of unit squares."""
    import qrcode

    made = qrcode.QRCode(border=4)
    made.add_data(text)
    made.make()
    rows = made.get_matrix()
    path = "".join(f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, dark in enumerate(row) if dark)
    return {"size": len(rows), "path": path}


def visit_by(code: str) -> Visit:
    try:
        pk = signing.Signer(salt="inspection-code", sep=".").unsign(code)
    except signing.BadSignature:
        raise Http404("检查码不对") from None
    return get_object_or_404(Visit.objects.select_related("case__organ"), pk=pk)


def code(request: HttpRequest, code: str) -> HttpResponse:
    """What an enterprise sees of its inspection without a login, and its answer: confirm, refuse, rate, complain."""
    visit = visit_by(code)
    case, words = visit.case, ""
    if request.method == "POST":
        words = answer_of(request.POST, visit)
        visit = visit_by(code)
    others = Visit.objects.filter(uscc=visit.uscc).exclude(pk=visit.pk).select_related("case").order_by("-planned_on")[:20]
    coming = [
        i.said for s in Schedule.objects.filter(case__state="published") for i in engine.current_visits(s) if i.said["firm"] == visit.uscc
    ]  # fmt: skip
    shown = {
        "visit": visit, "case": case, "code": code, "checks": [check_shown(i.said) for i in case.items.filter(kind="dept_check")], "words": words, "bodies": announced(),
        "others": others, "coming": sorted(coming, key=lambda r: r["date"]), "steps": {s.key for s in _open(visit.case)},
    }  # fmt: skip
    return render(request, "inspections/code.html", shown)


def check_shown(said: dict[str, Any]) -> dict[str, Any]:
    """One body's check as the enterprise reads it: what is looked at, who comes, what came of it."""
    what, people = (
        listed(said.get("names")) or named(said["body"], listed(said.get("items"))),
        said.get("people") or said.get("officers"),
    )
    return said | {"what": what, "people": listed(people)}


def named(body: str, codes: list[str]) -> list[str]:
    """Items as the body's published list names them, with their basis in law; a code nobody published stays a code."""
    rows = Item.objects.filter(kind="inspection_item", domain="inspection_body", case__title=body).values_list(
        "said", flat=True
    )
    known = {r["code"]: f"{r['name']}（依据：{r['law']}）" for r in rows}
    return [known.get(c, c) for c in codes]


def announced() -> list[str]:
    return list(Body.objects.filter(delisted_on=None).order_by("name").values_list("name", flat=True))


def _open(case: Case) -> list[Any]:
    from fazhi.kernel.sitting import open_steps

    return [s for s in open_steps(case) if FIRM in s.who]


def answer_of(said: Any, visit: Visit) -> str:
    """Do what the enterprise asks; the sentence it reads."""
    today, what = timezone.localdate(), said.get("what", "")
    try:
        if what == "rate":
            rating = int(said.get("rating") or 0)
            if not 1 <= rating <= 5:
                return "请选择一至五分。"
            perform(visit.case, "rate", rights.THE_LAW, today, rating=rating, comment=said.get("comment", "")[:500] or None)
            return "评价已收到，检查机关看不到是谁评的，行政执法监督机构可以看到。"
        if what == "confirm":
            perform(visit.case, "confirm", rights.THE_LAW, today)
            return "已确认。"
        if what == "reject":
            perform(
                visit.case,
                "reject",
                rights.THE_LAW,
                today,
                reason=said.get("reason", "")[:200] or "没有扫码或者没有出示执法证件",
            )
            return "已记录拒绝检查，行政执法监督机构会核实。"
        if what == "complain":
            return complain(visit, said, today)
    except Refusal as refusal:
        return str(refusal)
    return "没有选择要办的事。"


def complain(visit: Visit, said: Any, today: date) -> str:
    """A complaint from the code page, to the supervision organ and not to the body complained of: one a day from one enterprise."""
    content, unscanned = said.get("content", "").strip()[:1000], bool(said.get("unscanned"))
    if not content:
        return "请写明投诉的情况。"
    against, seen_on = visit.case.organ.name, visit.planned_on
    if unscanned:  # another inspection than the one behind this code
        against = said.get("against", "").strip()
        if against not in announced():
            return "请从名册里选一个来检查的机关。"
        try:
            seen_on = date.fromisoformat(said.get("seen_on", ""))
        except ValueError:
            return "请填写是哪一天来检查的。"
    if Complaint.objects.filter(uscc=visit.uscc, channel="scan", case__opened_on=today).exists():
        return "今天已经收到贵单位的投诉，正在办理。"
    organ = engine.supervision_organ() or visit.case.organ
    case = new_case("inspection_complaint", organ, today, f"{visit.firm}投诉", demo=visit.case.demo)
    perform(case, "receive", rights.THE_LAW, today, uscc=visit.uscc, firm=visit.firm, channel="scan", content=content,
            against=against, seen_on=seen_on, unscanned=unscanned)  # fmt: skip
    return f"投诉已收到，编号{case.number}，由{organ}在五个工作日内筛查转办。"
