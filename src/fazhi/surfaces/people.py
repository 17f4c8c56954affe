"""Who is who: the login backend that reads a person with the user, and shown names of users."""

import copy
from collections.abc import Iterable
from datetime import date
from functools import cache as kept
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.backends import ModelBackend

from fazhi.kernel.declare import Seat
from fazhi.kernel.models import Organ, Person, Post
from fazhi.kernel.registry import procedures
from fazhi.surfaces import known


class Backend(ModelBackend):
    """Django's own password check; a user comes with his person and posts, kept until one of them changes."""

    def get_user(self, user_id: int) -> Any:
        found = copy.copy(known.get(("user", user_id), lambda: user_with_posts(user_id)))
        return found if found and self.user_can_authenticate(found) else None


def user_with_posts(user_id: int) -> Any:
    """A user with person and posts as `rights.posts_of` wants them, or None."""
    found = get_user_model().objects.select_related("person").filter(pk=user_id).first()
    if found:
        found._posts = list(Post.objects.filter(user=user_id).select_related("organ"))
    return found


def name_of(user: Any) -> str:
    """The shown name of one user whose person is already read."""
    if user is None:
        return "法律规定"
    person = getattr(user, "person", None)
    return person.name if person else user.get_username()


def names(users: Iterable[int | None]) -> dict[int | None, str]:
    """Shown names by user id, in one query."""
    wanted = {u for u in users if u}
    found: dict[int | None, str] = dict(Person.objects.filter(pk__in=wanted).values_list("pk", "name")) if wanted else {}
    rest = wanted - set(found)
    if rest:
        found.update(get_user_model().objects.filter(pk__in=rest).values_list("pk", "username"))
    found[None] = "法律规定"
    return found


def names_kept(users: Iterable[int | None]) -> dict[int | None, str]:
    """Shown names by user id, for pages: those met before are not asked for again."""
    wanted = set(users)
    box: dict[int | None, str] = known.get("names", dict)
    if missing := wanted - set(box):
        box.update(names(missing))
    return box


def organs() -> dict[int, str]:
    """Short names of all organs by id."""
    return known.get(
        "organs", lambda: {pk: short or name for pk, short, name in Organ.objects.values_list("pk", "short", "name")}
    )


@kept
def seat_labels() -> dict[str, str]:
    """Labels of every seat the declarations know, and of the posts that belong to no procedure."""
    found = {k: s.label for p in procedures().values() for k, s in p.seats().items()}
    return {**found, "leader": "分管领导", "administrator": "管理员", "data_protection": "数据保护员"}


def holders(seat: Seat, organ: Organ) -> list[tuple[int, str]]:
    """(user, shown name) of those who may be given that seat in an organ, today."""
    today = date.today()

    def read() -> list[tuple[int, str]]:
        posts = Post.objects.filter(organ=organ, seat=seat.key, user__is_active=True)
        found = posts.select_related("user__person").order_by("user")
        return list(dict.fromkeys((p.user_id, name_of(p.user)) for p in found if p.held_on(today)))

    return known.get(("holders", seat.key, organ.pk, today), read)
