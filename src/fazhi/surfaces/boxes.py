"""The four boxes of a person's work: 待办 what waits for me, 在办 what I have in hand, 已办 what I did, 督办 what my office owes.

A waiting matter is a running term that binds a seat I hold in that case; the boxes are read off `Deadline`, nothing is kept twice.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.cache import cache
from django.db.models import Exists, OuterRef, Q, QuerySet

from fazhi.kernel import rights
from fazhi.kernel.declare import HANDLER, HEAD, ORGAN_HEAD
from fazhi.kernel.models import Case, Deadline, Event, Organ, Party, Post
from fazhi.kernel.registry import procedures
from fazhi.surfaces import lights, people
from fazhi.surfaces.lists import CAP, PAGE, as_day, as_number, capped
from fazhi.surfaces.models import Proposal

BOXES = (
    ("todo", "待办", "期限正在计算、应由您办的事，按到期先后排列。"),
    ("doing", "在办", "您承办或您岗位经手、尚未办结的办件。"),
    ("done", "已办", "您记入台账的每一步，最近的在前。"),
    ("watch", "督办", "您负责的机关里已经超期和临期的事项。"),
)


@dataclass
class Line:
    """One line of a box."""

    case: Case
    what: str
    light: lights.Light | None
    holder: str
    on: date | None = None


def current_posts(user: Any) -> list[Post]:
    today = date.today()
    return [p for p in rights.posts_of(user) if p.held_on(today)]


def organs_of(posts: list[Post]) -> list[int]:
    """The organs these posts cover, those below included where a post reaches below."""
    test = Q(pk__in=[p.organ_id for p in posts])
    if not any(p.below for p in posts):
        return sorted({p.organ_id for p in posts})
    for post in posts:
        if post.below:
            test |= Q(path__startswith=post.organ.path)
    return list(Organ.objects.filter(test).values_list("pk", flat=True))


def own_cases(user: Any) -> QuerySet[Party]:
    """The appearances of this person, or of an organ of his posts, as a party."""
    own = [p.organ_id for p in rights.posts_of(user)]
    return Party.objects.filter(Q(user=user) | Q(organ__in=own), until=None)


def todo(user: Any) -> list[QuerySet[Deadline]]:
    """The running terms that wait for this person, each query on its own index: as handler, by each seat, as party."""
    running = Deadline.objects.filter(state="running")
    found = []
    posts = current_posts(user)
    if any(p.seat == HANDLER.key for p in posts):
        found.append(running.filter(case__handler=user, case__closed_on=None, bind=HANDLER.key))
    by_seat: dict[str, list[Post]] = {}
    for post in posts:
        by_seat.setdefault(post.seat, []).append(post)
    for seat, held in by_seat.items():
        mine = running.filter(bind=seat, case__organ__in=organs_of(held), case__closed_on=None)
        found.append(mine.filter(case__handler=None) if seat == HANDLER.key else mine)
    party_seats = {s.key for p in procedures().values() for s in p.seats().values() if s.side == "party"}
    mine = own_cases(user).filter(case=OuterRef("case"), seat=OuterRef("bind"))
    found.append(running.filter(Exists(mine), bind__in=party_seats, case__in=own_cases(user).values("case")))
    return found


def doing(user: Any) -> QuerySet[Case]:
    """Open cases: mine as handler; those of my office for the other posts; those I am a party of."""
    posts = current_posts(user)
    office = [p for p in posts if p.seat != HANDLER.key]
    if office:
        return Case.objects.filter(Q(organ__in=organs_of(office)) | Q(handler=user), closed_on=None)
    if posts:
        return Case.objects.filter(handler=user, closed_on=None)
    return Case.objects.filter(pk__in=own_cases(user).values("case"), closed_on=None)


def done(user: Any) -> QuerySet[Event]:
    return Event.objects.filter(by=user)


def watch(user: Any) -> QuerySet[Deadline]:
    """Terms overdue or near in the organs this person heads or oversees, whoever is bound."""
    posts = [p for p in current_posts(user) if p.seat in (HEAD.key, ORGAN_HEAD.key) or p.below]
    if not posts:
        return Deadline.objects.none()
    found = Deadline.objects.filter(state="running", due__lte=lights.near_until(date.today()), case__closed_on=None)
    return found if rights.sees_all(user) else found.filter(case__organ__in=organs_of(posts))


def proposals(user: Any) -> QuerySet[Proposal]:
    """Amendments that wait for this person's confirmation."""
    heads = [p for p in current_posts(user) if p.seat in (HEAD.key, ORGAN_HEAD.key)]
    if not heads:
        return Proposal.objects.none()
    found = Proposal.objects.filter(state="open", event__case__organ__in=organs_of(heads)).exclude(by=user)
    return found.select_related("event__case", "by__person")


def counts(user: Any) -> dict[str, str]:
    """The capped count of every box; kept for twenty seconds a person."""
    key = f"boxes-{user.pk}"
    found = cache.get(key)
    if found is None:
        waiting = [q.order_by()[: CAP + 1].count() for q in todo(user)]
        found = {
            "todo": f"{CAP}+" if sum(waiting) > CAP else str(sum(waiting)),
            "doing": capped(doing(user)),
            "done": capped(done(user)),
            "watch": capped(watch(user)),
        }
        cache.set(key, found, 20)
    return found


def forget_counts(user: Any) -> None:
    """After a person's own step his counts are counted anew."""
    cache.delete(f"boxes-{user.pk}")


# ---------------------------------------------------------------- a page of a box


def page(user: Any, box: str, after: str = "") -> tuple[list[Line], str]:
    """Lines of a box beyond a key, and the key of the next page."""
    if box == "done":
        return done_page(user, after)
    if box == "doing":
        return doing_page(user, after)
    queries = todo(user) if box == "todo" else [watch(user)]
    rows: list[Deadline] = []
    for query in queries:
        rows += beyond(query, after).select_related("case__handler__person")[: PAGE + 1]
    rows = sorted({r.pk: r for r in rows}.values(), key=lambda r: (r.due, r.pk))
    return deadline_lines(rows[:PAGE]), f"{rows[PAGE - 1].due}.{rows[PAGE - 1].pk}" if len(rows) > PAGE else ""


def beyond(query: QuerySet[Deadline], after: str) -> QuerySet[Deadline]:
    day, _, pk = after.partition(".")
    since, at = as_day(day), as_number(pk)
    if since and at is not None:
        query = query.filter(Q(due=since, pk__gt=at) | Q(due__gt=since), due__gte=since)
    return query.order_by("due", "pk")


def deadline_lines(rows: list[Deadline]) -> list[Line]:
    today = date.today()
    near, seats = lights.near_until(today), people.seat_labels()
    found = []
    for row in rows:
        lit = lights.of_deadline(row, row.case.declared, today, near)
        holder = (
            people.name_of(row.case.handler) if row.case.handler_id and row.bind == HANDLER.key else seats.get(row.bind, "")
        )
        found.append(Line(row.case, lit.label, lit, holder))
    return found


def doing_page(user: Any, after: str) -> tuple[list[Line], str]:
    query = doing(user).order_by("-id").select_related("handler__person")
    cases = list((query if (at := as_number(after)) is None else query.filter(pk__lt=at))[: PAGE + 1])
    lit = lights.of_cases(cases[:PAGE])
    lines = [Line(c, lit[c.pk].label, lit[c.pk], people.name_of(c.handler) if c.handler_id else "未指定") for c in cases[:PAGE]]
    return lines, str(cases[PAGE - 1].pk) if len(cases) > PAGE else ""


def done_page(user: Any, after: str) -> tuple[list[Line], str]:
    query = done(user).order_by("-pk").select_related("case")
    events = list((query if (at := as_number(after)) is None else query.filter(pk__lt=at))[: PAGE + 1])
    lines = [Line(e.case, event_label(e), None, "", e.on) for e in events[:PAGE]]
    return lines, str(events[PAGE - 1].pk) if len(events) > PAGE else ""


def event_label(event: Event) -> str:
    """What a ledger line is called: its step, with its kind where it is not a plain step."""
    step = event.case.declared.steps.get(event.step)
    label = step.label if step else event.step
    if event.kind == "delivery":
        return f"送达《{event.said.get('of', '文书')}》"
    return label if event.kind == "step" else f"{event.get_kind_display()}：{label}"
