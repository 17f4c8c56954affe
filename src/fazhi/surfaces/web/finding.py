"""Search over cases and documents, of those this person may see."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from fazhi.kernel import rights, search
from fazhi.kernel.models import Case
from fazhi.surfaces import lights, people

SHOWN, LOOKED = 30, 400


@login_required
def find(request: HttpRequest) -> HttpResponse:
    """What was typed, found in numbers, titles, names of parties and organs, and documents; the newest first."""
    words = request.GET.get("q", "").strip()[:100]
    found, more = look(request.user, words) if words else ([], False)
    lit, organs = lights.of_cases([c for c, _ in found]), people.organs()
    rows = [(c, documents, lit[c.pk], organs.get(c.organ_id, "")) for c, documents in found]
    return render(request, "surfaces/search.html", {"words": words, "rows": rows, "more": more})


def look(user: object, words: str) -> tuple[list[tuple[Case, list]], bool]:
    """Cases with the documents that matched; the newest index rows are looked at in portions until a page is full."""
    found: dict[int, list] = {}
    below, looked = None, 0
    visible = None if rights.sees_all(user) else rights.visible_to(user)
    while len(found) <= SHOWN and looked < LOOKED * 5:
        portion = search.rows(words, LOOKED, below)
        looked += len(portion)
        ids = {c for _, c, _ in portion} - set(found)
        allowed = set(ids if visible is None else visible.filter(pk__in=ids).values_list("pk", flat=True)) | set(found)
        for _, case, document in portion:
            if case in allowed and (case in found or len(found) <= SHOWN):
                found.setdefault(case, []).append(document)
        if len(portion) < LOOKED:
            break
        below = portion[-1][0]
    more = len(found) > SHOWN
    keys = list(found)[:SHOWN]
    cases = Case.objects.in_bulk(keys)
    from fazhi.kernel.models import Document

    papers = Document.objects.in_bulk([d for k in keys for d in found[k][:3] if d])
    return [(cases[k], [papers[d] for d in found[k][:3] if d in papers]) for k in keys if k in cases], more
