"""The four boxes of a person's work: 待办 what waits for me, 在办 what I have in hand, 已办 what I did, 督办 what my office owes.

A waiting matter is a running term that binds a seat I hold in that case; the boxes are read off `Deadline`, nothing is kept twice.
Reminders of the district's own rules that ran out long ago (`old`) do not stand before the day's work: they are one line with a count.
"""

from datetime import date, timedelta
from functools import cache as once
from typing import Any

from django.core.cache import cache
from django.db.models import Exists, OuterRef, Q, QuerySet

from fazhi.kernel import rights
from fazhi.kernel.declare import HANDLER, HEAD, ORGAN_HEAD
from fazhi.kernel.models import Case, Deadline, Event, Party, Post
from fazhi.kernel.registry import procedures
from fazhi.surfaces import known, lights
from fazhi.surfaces.lists import CAP, capped
from fazhi.surfaces.models import Proposal

BOXES = (
    ("todo", "待办", "期限正在计算、应由您办的事，按到期先后排列。"),
    ("doing", "在办", "您承办或您岗位经手、尚未办结的办件。"),
    ("done", "已办", "您记入台账的每一步，最近的在前。"),
    ("watch", "督办", "您负责的机关里已经超期和临期的事项。"),
)
LONG_PAST, OLD = timedelta(60), ("todo-old", "watch-old")
FEW = 500  # open cases of one handler that are named one by one in a query


def current_posts(user: Any) -> list[Post]:
    today = date.today()
    return [p for p in rights.posts_of(user) if p.held_on(today)]


def organs_of(posts: list[Post]) -> list[int]:
    """The organs these posts cover."""
    key = ("covered", *sorted((p.organ_id, p.below) for p in posts))
    return known.get(key, lambda: rights.covered(posts))


def appearances(user: Any) -> list[QuerySet[Party]]:
    """The appearances of this person, and of the organs of his posts, as a party; each query on its own index."""
    own = [p.organ_id for p in rights.posts_of(user)]
    tests = [Q(user=user), *([Q(organ__in=own)] if own else [])]
    return [Party.objects.filter(test, until=None) for test in tests]


# ---------------------------------------------------------------- terms that wait


@once
def reminders() -> list[str]:
    """The terms the district has set itself: the rows of the table of terms whose number begins with D, or of 本地 (BD)."""
    refs = {c.ref for p in procedures().values() for c in p.clocks.values()}
    return sorted(r for r in refs if r.startswith("BD-") or "-D" in r)


def old(terms: QuerySet[Deadline]) -> QuerySet[Deadline]:
    """The reminders among these terms that ran out long ago."""
    return terms.filter(due__lt=date.today() - LONG_PAST, ref__in=reminders())


def current(terms: QuerySet[Deadline]) -> QuerySet[Deadline]:
    """The others."""
    return terms.filter(Q(due__gte=date.today() - LONG_PAST) | ~Q(ref__in=reminders()))


def todo(user: Any) -> list[QuerySet[Deadline]]:
    """The running terms that wait for this person, each query on its own index: as handler, by each seat, as party."""
    running, found, posts = Deadline.objects.filter(state="running"), [], current_posts(user)
    if any(p.seat == HANDLER.key for p in posts):
        found.append(in_hand(user, running.filter(bind=HANDLER.key)))
    by_seat: dict[str, list[Post]] = {}
    for post in posts:
        by_seat.setdefault(post.seat, []).append(post)
    for seat, held in by_seat.items():
        mine = running.filter(bind=seat, case__organ__in=organs_of(held), case__closed_on=None)
        found.append(mine.filter(case__handler=None) if seat == HANDLER.key else mine)
    for own in appearances(user):
        as_party = Exists(own.filter(case=OuterRef("case"), seat=OuterRef("bind")))
        found.append(running.filter(as_party, bind__in=party_seats(), case__in=own.values("case")))
    return found


def in_hand(user: Any, terms: QuerySet[Deadline]) -> QuerySet[Deadline]:
    """Those of the cases this person handles: from his cases where they are few, else in the order of the terms."""
    cases = Case.objects.filter(handler=user, due__isnull=False, closed_on=None)
    few = list(cases.values_list("pk", flat=True)[: FEW + 1])
    return terms.filter(case__in=few) if len(few) <= FEW else terms.filter(case__in=cases.values("pk"))


@once
def party_seats() -> list[str]:
    return sorted({s.key for p in procedures().values() for s in p.seats().values() if s.side == "party"})


def watch(user: Any) -> QuerySet[Deadline]:
    """Terms overdue or near in the organs this person heads or oversees, whoever is bound."""
    posts = [p for p in current_posts(user) if p.seat in (HEAD.key, ORGAN_HEAD.key) or p.below]
    if not posts:
        return Deadline.objects.none()
    found = Deadline.objects.filter(state="running", due__lte=lights.near_until(date.today()), case__closed_on=None)
    return found if rights.sees_all(user) else found.filter(case__organ__in=organs_of(posts))


def waiting(user: Any, box: str) -> list[QuerySet[Deadline]]:
    """The terms of a box of terms, the long past reminders included."""
    return todo(user) if box == "todo" else [watch(user)]


# ---------------------------------------------------------------- cases, steps, amendments


def doing(user: Any) -> QuerySet[Case]:
    """Open cases: mine as handler; those of my office for the other posts; those I am a party of."""
    posts = current_posts(user)
    office = [p for p in posts if p.seat != HANDLER.key]
    if office:
        return Case.objects.filter(Q(organ__in=organs_of(office)) | Q(handler=user), closed_on=None)
    if posts:
        return Case.objects.filter(handler=user, closed_on=None)
    mine = Q()
    for own in appearances(user):
        mine |= Q(pk__in=own.values("case"))
    return Case.objects.filter(mine, closed_on=None)


def done(user: Any) -> QuerySet[Event]:
    return Event.objects.filter(by=user)


def proposals(user: Any) -> QuerySet[Proposal]:
    """Amendments that wait for this person's confirmation."""
    heads = [p for p in current_posts(user) if p.seat in (HEAD.key, ORGAN_HEAD.key)]
    if not heads:
        return Proposal.objects.none()
    found = Proposal.objects.filter(state="open", event__case__organ__in=organs_of(heads)).exclude(by=user)
    return found.select_related("event__case", "by__person")


# ---------------------------------------------------------------- counts


def counts(user: Any) -> dict[str, Any]:
    """The capped count of every box, and of the long past reminders; kept for twenty seconds a person."""
    key = f"boxes-{user.pk}"
    found = cache.get(key)
    if found is None:
        todos, watched = todo(user), watch(user)
        found = {
            "todo": summed([current(q) for q in todos]),
            "doing": capped(doing(user)),
            "done": capped(done(user)),
            "watch": summed([current(watched)]),
            OLD[0]: summed([old(q) for q in todos]),
            OLD[1]: summed([old(watched)]),
        }
        cache.set(key, found, 20)
    return found


def summed(queries: list[QuerySet]) -> str:
    n = sum(q.order_by()[: CAP + 1].count() for q in queries)
    return f"{CAP}+" if n > CAP else str(n)


def forget_counts(user: Any) -> None:
    """After a person's own step his counts are counted anew."""
    cache.delete(f"boxes-{user.pk}")
