"""What every page knows: navigation, the person, large print, the demonstration band."""

from typing import Any

from django.conf import settings

from fazhi.kernel import rights
from fazhi.kernel.models import Person
from fazhi.surfaces import known, markup, nav
from fazhi.surfaces.people import name_of


def demo_here() -> bool:
    """Whether demonstration logins exist in this installation."""
    return known.get("demo", lambda: Person.objects.filter(demo=True).exists())


PUBLIC = (("/mine/", "我的"), ("/apply/", "申请"), ("/lookup/", "查进度"), ("/laws/", "法规"))
SERVICE = {"administrator": ("/admin/", "管理"), "data_protection": ("/admin/readings/", "查阅记录")}


def menu(user: Any) -> list[tuple[str, str]]:
    """The entries of the top line: the work for officers, the service pages for those who hold them, plain ones for the public."""
    if user is None or not user.is_authenticated:
        return [entry for entry in PUBLIC if entry[0] != "/mine/"]
    extra = [SERVICE[s] for s in sorted(rights.service_of(user))]
    if rights.posts_of(user):
        return [*nav.main(), *extra]
    return [*extra, ("/laws/", "法规")] if extra else [*PUBLIC, *nav.public()]


def page(request: Any) -> dict[str, Any]:
    """The context of surfaces/base.html."""
    user = getattr(request, "user", None)
    place, entries = request.path, tuple(menu(user))
    return {
        "main_nav": markup.navigation(entries, max((url for url, _ in entries if place.startswith(url)), key=len, default="")),
        "person_name": name_of(user) if user and user.is_authenticated else "",
        "large": request.COOKIES.get("large") == "1",
        "demo": demo_here(),
        "production": settings.PRODUCTION,
    }
