"""Freezing the figures of a yearly report: the house reads them off the ledger and writes them into the step; nobody types one."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils import timezone

from fazhi.domains.annual_report.snapshot import digest_of_snapshot, snapshot
from fazhi.kernel import rights
from fazhi.kernel.models import Case
from fazhi.kernel.perform import perform
from fazhi.kernel.refusal import Refusal

STEPS = {"called": "freeze", "frozen": "refreeze", "drafted": "refreeze"}


@login_required
def freeze(request: HttpRequest) -> HttpResponse:
    """The reports whose figures can be frozen, or frozen anew; POST does it."""
    open_ = rights.visible_to(request.user).filter(domain="annual_report", state__in=STEPS).order_by("-pk")
    refusal, status = None, 200
    if request.method == "POST":
        number = request.POST.get("case", "")
        case = get_object_or_404(open_, pk=int(number) if number.isdecimal() and len(number) < 19 else 0)
        try:
            count = _frozen(case, request)
        except Refusal as refused:
            refusal, status = refused, 422
        else:
            messages.success(request, f"已定数：{count}项指标的数值、行数和摘要写入台账，以后的变动列入更正清单。")
            return redirect(f"/case/{case.pk}/")
    rows = [(c, c.declared.steps[STEPS[c.state]]) for c in open_.select_related("organ")[:50]]
    return render(request, "annual_report/freeze.html", {"rows": rows, "refusal": refusal}, status=status)


def _frozen(case: Case, request: HttpRequest) -> int:
    """Freeze what the ledger says now; the number of figures."""
    key = STEPS[case.state]
    rights.may(request.user, case.declared.steps[key], case)
    lines = snapshot(case.facts.report_year)
    why = {"why": request.POST.get("why", "")} if key == "refreeze" else {}
    perform(case, key, by=request.user, on=timezone.localdate(), digest=digest_of_snapshot(lines), claims=lines, **why)
    return len(lines)


urlpatterns = [path("freeze/", freeze, name="freeze")]
NAV = (("freeze/", "报告定数"),)
