"""The demonstration logins (never in production), and large print; signing on itself is allauth's, see accounts."""

from django.conf import settings
from django.contrib.auth import get_user_model, login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from fazhi.kernel.models import Person, Post
from fazhi.surfaces.lists import as_number
from fazhi.surfaces.people import seat_labels

SHOWN = 40


def safe_next(request: HttpRequest, default: str = "/") -> str:
    """Where to go next: only a place of our own."""
    place = request.POST.get("next") or request.GET.get("next") or default
    return place if url_has_allowed_host_and_scheme(place, {request.get_host()}, request.is_secure()) else default


def demo_people() -> list[tuple[str, list[Person]]]:
    """Demonstration logins by organ, those with posts first; none in production."""
    if settings.PRODUCTION:
        return []
    people = list(Person.objects.filter(demo=True).order_by("pk")[:SHOWN])
    posts: dict[int, Post] = {
        p.user_id: p for p in Post.objects.filter(user__in=[p.pk for p in people]).select_related("organ")
    }
    labels, groups = seat_labels(), {}
    for person in people:
        post = posts.get(person.pk)
        name = post.organ.name if post else "申请人和企业"
        groups.setdefault(name, []).append(person)
        if post and person.name == post.seat:
            person.name = labels.get(post.seat, person.name)
    return sorted(groups.items(), key=lambda g: g[0] == "申请人和企业")


@require_POST
def demo_login(request: HttpRequest) -> HttpResponse:
    """Enter as one of the demonstration people."""
    if settings.PRODUCTION:
        raise Http404
    user = get_object_or_404(
        get_user_model(), pk=as_number(request.POST.get("user", "")) or 0, person__demo=True, is_active=True
    )
    login(request, user, "fazhi.surfaces.people.Backend")
    return HttpResponseRedirect(safe_next(request))


@require_POST
def large_print(request: HttpRequest) -> HttpResponse:
    """Switch between standard and large print; kept in a cookie for a year."""
    answer = HttpResponseRedirect(safe_next(request))
    if request.COOKIES.get("large") == "1":
        answer.delete_cookie("large")
    else:
        answer.set_cookie("large", "1", max_age=31_536_000, samesite="Lax", httponly=True, secure=settings.PRODUCTION)
    return answer
