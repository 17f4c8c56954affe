"""What every page knows: navigation, the person, large print, the demonstration band."""

from typing import Any

from django.conf import settings
from django.core.cache import cache

from fazhi.kernel.models import Person
from fazhi.surfaces import nav
from fazhi.surfaces.people import name_of

CITIZEN = ("/work/", "/laws/")  # what the top line offers those who hold no post


def demo_here() -> bool:
    """Whether demonstration logins exist in this installation; asked once a minute."""
    found = cache.get("demo")
    if found is None:
        found = Person.objects.filter(demo=True).exists()
        cache.set("demo", found, 60)
    return found


def page(request: Any) -> dict[str, Any]:
    """The context of surfaces/base.html."""
    user = getattr(request, "user", None)
    place = request.path
    citizen = bool(user and user.is_authenticated and getattr(getattr(user, "person", None), "citizen", False))
    return {
        "main_nav": [(url, label, place.startswith(url)) for url, label in nav.main() if not citizen or url in CITIZEN],
        "person_name": name_of(user) if user and user.is_authenticated else "",
        "large": request.COOKIES.get("large") == "1",
        "demo": demo_here(),
        "production": settings.PRODUCTION,
    }
