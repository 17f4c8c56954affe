"""The boxes, the lists with their export, and saved views."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_POST

from fazhi.kernel import rights
from fazhi.kernel.models import Organ
from fazhi.surfaces import boxes, boxpage, export, known, lights, lists, markup, nav, people
from fazhi.surfaces.models import SavedView
from fazhi.surfaces.notices import notices
from fazhi.surfaces.public.gate import home_of


@login_required
def home(request: HttpRequest) -> HttpResponse:
    """Where this person begins."""
    return redirect(home_of(request.user))


@login_required
def box(request: HttpRequest, name: str = "todo") -> HttpResponse:
    """One of the four boxes; `?old=1` shows the reminders that ran out long ago."""
    labels = {key: (label, hint) for key, label, hint in boxes.BOXES}
    if name not in labels:
        raise Http404
    label, hint = labels[name]
    past = request.GET.get("old") == "1" and f"{name}-old" in boxes.OLD
    first = not request.GET.get("after")
    counts = boxes.counts(request.user)
    context = {
        "boxes": [(key, tab, counts[key], key == name) for key, tab, _ in boxes.BOXES],
        "name": name,
        "label": label,
        "hint": hint,
        "page": boxpage.page(request.user, name, request.GET.get("after", ""), past),
        "past": past,
        "old": counts.get(f"{name}-old", "0") if first and not past else "0",
        "first": first,
        "notices": notices(request.user) if name == "todo" and first and not past else (),
        "proposals": boxes.proposals(request.user)[:20] if name == "todo" and first and not past else (),
        "menu": markup.menu(tuple(openings(request.user))) if name == "todo" else "",
    }
    return render(request, "surfaces/box.html", context)


def openings(user: Any) -> list[tuple[nav.Word, Any]]:
    """(word, opening step) this person may take at one of his posts."""
    return nav.openings(frozenset(p.seat for p in boxes.current_posts(user)))


def word_or_404(key: str) -> nav.Word:
    word = nav.words().get(key)
    if word is None:
        raise Http404
    return word


@login_required
def catalogue(request: HttpRequest) -> HttpResponse:
    """All procedures by folder, with what one may open and the pages domains add."""
    mine: dict[str, list] = {}
    for word, step in openings(request.user):
        mine.setdefault(word.key, []).append(step)
    return render(request, "surfaces/catalogue.html", {"folders": nav.folders(), "mine": mine})


@login_required
def cases(request: HttpRequest, word: str) -> HttpResponse:
    """The list of one word."""
    declared = word_or_404(word)
    query = lists.Query.read(declared, request.user, request.GET)
    shown = lists.page(query, request.GET.get("after", ""), request.GET.get("before", ""))
    context = {
        "word": declared,
        "query": query,
        "page": shown,
        "columns": lists.fact_columns(declared),
        "count": query.count(),
        "filters": filters(query),
        "views": views_of(request.user, word),
        "opening": [s for w, s in openings(request.user) if w.key == word],
        "filtered": bool(set(query.given) - {"order"}),
    }
    return render(request, "surfaces/list_part.html" if request.htmx else "surfaces/list.html", context)  # type: ignore[attr-defined]


def filters(query: lists.Query) -> SafeString:
    """The choice filters of a list."""
    get = query.given.get
    states = {k: s.label for v in query.word.versions for k, s in v.states.items()}
    found = [
        ("state", "状态", [("open", "未办结"), *states.items()]),
        ("light", "期限", list(lights.LIT)),
    ]
    organs = people.organs()
    if not rights.sees_all(query.user):
        mine = set(boxes.organs_of(boxes.current_posts(query.user)))
        organs = {k: v for k, v in organs.items() if k in mine}
    if len(organs) > 1:
        found.append(("organ", "主办机关", [(str(k), v) for k, v in organs.items()]))
    if (handlers := handler_choices(query)) and len(handlers) > 1:
        found.append(("handler", "承办人", [*handlers, ("none", "未指定")]))
    for column in lists.filter_columns(query.word):
        if column.question.choices:
            found.append((column.name, column.label, [(str(k), str(v)) for k, v in column.question.choices]))
        elif column.question.kind == "bool":
            found.append((column.name, column.label, [("true", "是"), ("false", "否")]))
    found.append(("order", "排列", list(lists.ORDERS)))
    every = ("", "不限")
    return mark_safe("".join(markup.choice(n, label, c if n == "order" else [every, *c], get(n, "")) for n, label, c in found))  # noqa: S308


def handler_choices(query: lists.Query) -> list[tuple[str, str]]:
    from fazhi.kernel.declare import HANDLER

    posts = boxes.current_posts(query.user)
    chosen = lists.as_number(query.given.get("organ", ""))
    organ = Organ.objects.filter(pk=chosen).first() if chosen is not None else None
    organ = organ or (posts[0].organ if posts else None)
    return [(str(pk), name) for pk, name in people.holders(HANDLER, organ)] if organ else []


@login_required
def export_list(request: HttpRequest, word: str) -> HttpResponse:
    """The list as shown, as an Excel file."""
    query = lists.Query.read(word_or_404(word), request.user, request.GET)
    content, name = export.workbook(query)
    answer = HttpResponse(content, content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
    answer["Content-Disposition"] = export.disposition(name)
    return answer


def views_of(user: Any, word: str) -> list[SavedView]:
    """One's own saved views and those shared in the organs of one's posts."""
    organs = frozenset(p.organ_id for p in boxes.current_posts(user))

    def read() -> list[SavedView]:
        mine = SavedView.objects.filter(Q(owner=user) | Q(shared=True, organ__in=organs), word=word)
        return list(mine.order_by("label"))

    return known.get(("views", user.pk, organs, word), read)


@login_required
@require_POST
def save_view(request: HttpRequest, word: str) -> HttpResponse:
    """Keep the list as it is filtered now, under a name."""
    declared = word_or_404(word)
    query = lists.Query.read(declared, request.user, request.POST)
    label = request.POST.get("label", "").strip()[:40]
    posts = boxes.current_posts(request.user)
    if label:
        SavedView.objects.update_or_create(
            owner=request.user,
            word=word,
            label=label,
            defaults={
                "query": query.address[:1000],
                "shared": request.POST.get("shared") == "on",
                "organ": posts[0].organ if posts else None,
            },
        )
    return redirect(f"/cases/{word}/?{query.address}")


@login_required
@require_POST
def drop_view(request: HttpRequest, pk: int) -> HttpResponse:
    """Drop one of one's own views."""
    view = get_object_or_404(SavedView, pk=pk, owner=request.user)
    view.delete()
    return redirect(f"/cases/{view.word}/")
