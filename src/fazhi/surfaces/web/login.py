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
CHIEF = {
    "handler": "办案的人：待办、期限、文书",
    "head": "科室负责人：受理、审批、复核",
    "leader": "分管领导：两分钟的看板",
    "citizen": "申请人：在手机上申请和查进度",
    "clerk": "收件的人",
    "organ_head": "签发决定的人",
    "admin": "管理员：机关、人员、节假日、模板",
    "officer": "数据保护员：谁看过什么",
}


def safe_next(request: HttpRequest, default: str = "/") -> str:
    """Where to go next: only a place of our own."""
    place = request.POST.get("next") or request.GET.get("next") or default
    return place if url_has_allowed_host_and_scheme(place, {request.get_host()}, request.is_secure()) else default


def demo_chief() -> list[tuple[Person, str]]:
    """The people a newcomer tries first, each with what he does; none in production."""
    if settings.PRODUCTION:
        return []
    found = {p.user.username: p for p in Person.objects.filter(demo=True, user__username__in=CHIEF).select_related("user")}
    return [(found[name], what) for name, what in CHIEF.items() if name in found]


def demo_people() -> list[tuple[str, list[Person]]]:
    """Demonstration logins by organ, those with posts first; none in production."""
    if settings.PRODUCTION:
        return []
    people = list(Person.objects.filter(demo=True).exclude(user__username__in=CHIEF).order_by("pk")[:SHOWN])
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
