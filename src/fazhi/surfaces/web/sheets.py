"""Sheets and the glossary."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from fazhi.kernel.registry import procedures
from fazhi.surfaces import nav, sheet
from fazhi.surfaces.glossary import glossary
from fazhi.surfaces.standing import review_rules


@login_required
def index(request: HttpRequest) -> HttpResponse:
    """Every procedure's sheet."""
    return render(request, "surfaces/sheets.html", {"words": list(nav.words().values()), "review": bool(review_rules())})


@login_required
def one(request: HttpRequest, key: str) -> HttpResponse:
    """One sheet."""
    if key == "review":
        try:
            return render(request, "surfaces/sheet.html", sheet.review_sheet())
        except ValueError:
            raise Http404 from None
    if key not in procedures():
        raise Http404
    return render(request, "surfaces/sheet.html", {**sheet.sheet(procedures()[key]), "title": procedures()[key].label})


@login_required
def words(request: HttpRequest) -> HttpResponse:
    """The glossary, by kind or by what was typed."""
    wanted, kind = request.GET.get("q", "").strip()[:40], request.GET.get("kind", "")
    terms = glossary()
    kinds = list(dict.fromkeys(t.kind for t in terms))
    shown = [
        t
        for t in terms
        if (not kind or t.kind == kind) and (not wanted or wanted in t.label or any(wanted in n for n in t.names))
    ]
    return render(
        request,
        "surfaces/glossary.html",
        {"terms": shown[:500], "count": len(shown), "kinds": sorted(kinds), "kind": kind, "words": wanted},
    )
