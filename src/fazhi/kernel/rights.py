"""The only two questions of rights: which cases may this person see, and may this person take this step on this case.

A role name is not a seat: an office seat is held by a post of the organ in charge *of this case*, a party's seat by a party of
this case (the person, or anyone with a post in the organ that is the party).
"""

from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q, QuerySet

from fazhi.kernel import lean
from fazhi.kernel.declare import HANDLER, Seat, Step
from fazhi.kernel.models import Case, Organ, Party, Post
from fazhi.kernel.refusal import Refusal


@dataclass(frozen=True)
class Law:
    """Who acts when the law itself acts, or when another procedure opens this one."""

    label: str
    pk: None = None


THE_LAW = Law("法律规定")
OTHER_PROCEDURE = Law("上一程序")


SEATED = "SELECT user_id, organ_id FROM kernel_party WHERE case_id = %s AND seat = %s AND until IS NULL"
SERVICE = ("administrator", "data_protection")  # posts that keep the platform in order; they open no case


def posts_of(user: Any) -> list[Post]:
    """The posts of a person that touch cases, read once per request."""
    return [p for p in _all_posts(user) if p.seat not in SERVICE]


def service_of(user: Any) -> set[str]:
    """The posts of service a person holds today (administrator, data protection officer)."""
    today = date.today()
    return {p.seat for p in _all_posts(user) if p.seat in SERVICE and p.held_on(today)}


def _all_posts(user: Any) -> list[Post]:
    if not hasattr(user, "_posts"):
        user._posts = list(Post.objects.filter(user=user).select_related("organ"))
    return user._posts


def _current(user: Any, on: date | None = None) -> list[Post]:
    day = on or date.today()
    return [p for p in posts_of(user) if p.held_on(day)]


def covers(post: Post, organ: Organ) -> bool:
    return post.organ_id == organ.pk or (post.below and organ.path.startswith(post.organ.path))


def sees_all(user: Any) -> bool:
    """A post at the root of the district that reaches below sees every case; the filter is skipped."""
    return any(p.below and p.organ.parent_id is None for p in _current(user))


def visible_to(user: Any) -> QuerySet[Case]:
    """The cases this person may see: of the organs of his posts, and those in which he or his organ is a party."""
    if not user or not user.is_authenticated:
        return Case.objects.none()
    test = visible(user)
    return Case.objects.all() if test is None else Case.objects.filter(test)


def visible(user: Any) -> Q | None:
    """`visible_to` as a condition on cases; None for who sees everything."""
    if sees_all(user):
        return None
    posts = _current(user)
    own = [p.organ_id for p in posts]
    mine = Q(pk__in=Party.objects.filter(Q(user=user) | Q(organ__in=own)).values("case"))
    return Q(organ__in=covered(posts)) | mine if posts else mine


def covered(posts: list[Post]) -> list[int]:
    """The organs these posts cover, those below included where a post reaches below."""
    own = {p.organ_id for p in posts}
    below = [Q(path__startswith=p.organ.path) for p in posts if p.below]
    if below:
        own |= set(Organ.objects.filter(reduce(or_, below)).values_list("pk", flat=True))
    return sorted(own)


def seat_held(user: Any, step: Step, case: Case, on: date) -> Seat | None:
    """The seat by which this person may take this step, or None."""
    for seat in step.who:
        if seat.side == "law":
            if isinstance(user, Law):
                return seat
        elif isinstance(user, Law):
            continue
        elif seat.side == "office":
            # a post counts on the day of entry; the day in law may lie before a transfer
            held = any(
                p.seat == seat.key and covers(p, case.organ) for p in posts_of(user) if p.held_on(on) or p.held_on(date.today())
            )
            if held and not (seat is HANDLER and case.handler_id and case.handler_id != user.pk):
                return seat
        elif (step.opening and case.pk is None) or (case.pk and _party(user, seat, case)):
            return seat
    return None


def _party(user: Any, seat: Seat, case: Case) -> bool:
    """One lean query: the parties of a case are few."""
    organs = {p.organ_id for p in posts_of(user)}
    seated = lean.rows(SEATED, [case.pk, seat.key])
    return any(who == user.pk or organ in organs for who, organ in seated if who or organ)


def may(user: Any, step: Step, case: Case, on: date | None = None) -> Seat:
    """The seat by which `user` may take `step`; Refusal with the seats that may, where he holds none."""
    seat = seat_held(user, step, case, on or date.today())
    if seat is None:
        who = "、".join(s.label for s in step.who)
        todo = f"请由本案{who}办理"
        if HANDLER in step.who and case.handler_id:
            todo = f"本案承办人是{case.handler}，请由其办理，或由机构负责人改派"
        raise Refusal("seat", f"“{step.label}”应由{who}办理，您在本案没有这个席位", basis=step.basis, todo=todo)
    return seat
