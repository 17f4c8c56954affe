"""The leaders' board: load, lights, trend, coming terms, organs compared, causes; counted over what the person may see, kept five
minutes, and every number opens the list behind it."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from django.core.cache import cache
from django.db.models import Count, Q, QuerySet
from django.db.models.functions import TruncMonth

from fazhi.kernel import rights
from fazhi.kernel.facts import columns
from fazhi.kernel.models import Case, Deadline
from fazhi.surfaces import boxes, charts, people
from fazhi.surfaces.lights import near_until
from fazhi.surfaces.lists import question_of
from fazhi.surfaces.nav import Word, words

KEEP = 300
MONTHS = 13


def scope(user: Any) -> list[int] | None:
    """The organs a person's board is about; None for the whole district."""
    return None if rights.sees_all(user) else boxes.organs_of(boxes.current_posts(user))


def kept(name: str, organs: list[int] | None, make: Callable[[], Any]) -> Any:
    """A board of these organs, made anew every five minutes."""
    key = f"board-{name}-{'all' if organs is None else '.'.join(map(str, organs))}-{date.today()}"
    found = cache.get(key)
    if found is None:
        found = make()
        cache.set(key, found, KEEP)
    return found


def within(query: QuerySet, organs: list[int] | None, path: str = "organ") -> QuerySet:
    return query if organs is None else query.filter(**{f"{path}__in": organs})


def lit(query: QuerySet[Case], by: str) -> list[dict[str, Any]]:
    """Open cases counted by light, grouped by a column."""
    today, near = date.today(), near_until(date.today())
    found = query.filter(closed_on=None).order_by().values(by).annotate(
        over=Count("pk", filter=Q(due__lt=today)),
        soon=Count("pk", filter=Q(due__range=(today, near))),
        ok=Count("pk", filter=Q(due__gt=near)),
        free=Count("pk", filter=Q(due=None)),
    )  # fmt: skip
    return list(found)


def numbers(rows: list[dict[str, Any]]) -> dict[str, int]:
    return {k: sum(r[k] for r in rows) for k in ("over", "soon", "ok", "free")}


def months(today: date) -> list[date]:
    """The first days of the last thirteen months, the present one last."""
    index = today.year * 12 + today.month - 1
    return [date(*divmod(i, 12)[:1], divmod(i, 12)[1] + 1, 1) for i in range(index - MONTHS + 1, index + 1)]


def trend(query: QuerySet[Case], today: date) -> charts.Chart:
    """Opened and closed, month by month."""
    span = months(today)
    counts = []
    for column in ("opened_on", "closed_on"):
        rows = (
            query.filter(**{f"{column}__gte": span[0]})
            .annotate(m=TruncMonth(column))
            .order_by()
            .values_list("m")
            .annotate(n=Count("pk"))
        )
        found = dict(rows)
        counts.append([found.get(m, 0) for m in span])
    names = [f"{m.year % 100}年{m.month}月" for m in span]
    return charts.trend("每月收和结", names, [("收", counts[0]), ("结", counts[1])])


def coming(organs: list[int] | None, word: str = "") -> charts.Chart:
    """How many terms end on each day of the coming ten weeks."""
    today = date.today()
    rows = within(Deadline.objects.filter(state="running", due__range=(today, today + timedelta(70))), organs, "case__organ")
    rows = rows.filter(case__domain=word) if word else rows
    return charts.heat("往后十周的到期日", today, dict(rows.order_by().values_list("due").annotate(n=Count("pk"))))


def by_organ(query: QuerySet[Case], address: str) -> charts.Chart | None:
    """Organs compared by their open cases and lights."""
    names = people.organs()
    rows = sorted(lit(query, "organ"), key=lambda r: -numbers([r])["over"] * 1000 - sum(numbers([r]).values()))[:20]
    if len(rows) < 2:
        return None
    return charts.lights(
        "各机关在办",
        [(names.get(r["organ"], ""), numbers([r]), f"{address}organ={r['organ']}&" if address else "") for r in rows],
    )


def whole(organs: list[int] | None) -> dict[str, Any]:
    """The board over all words."""
    cases = within(Case.objects.all(), organs)
    rows = lit(cases, "domain")
    known = words()
    listed = [(known[r["domain"]].label, numbers([r]), f"/cases/{r['domain']}/?") for r in rows if r["domain"] in known]
    listed.sort(key=lambda r: -sum(r[1].values()))
    drawn = [trend(cases, date.today()), coming(organs), charts.lights("各业务在办", listed), by_organ(cases, "")]
    return {"numbers": numbers(rows), "charts": [c for c in drawn if c]}


def one(word: Word, organs: list[int] | None) -> dict[str, Any]:
    """The board of one word: by state, trend, coming terms, organs, and the causes its declaration filters by."""
    cases = within(Case.objects.filter(domain=word.key), organs)
    address = f"/cases/{word.key}/?"
    rows = lit(cases, "state")
    labels = {k: s.label for v in word.versions for k, s in v.states.items()}
    states = charts.lights(
        "各状态在办", [(labels.get(r["state"], r["state"]), numbers([r]), f"{address}state={r['state']}&") for r in rows]
    )
    drawn = [
        trend(cases, date.today()),
        coming(organs, word.key),
        states,
        by_organ(cases, address),
        *causes(word, organs, address),
    ]
    return {"numbers": numbers(rows), "charts": [c for c in drawn if c]}


def causes(word: Word, organs: list[int] | None, address: str) -> list[charts.Chart]:
    """Cases of this year by each choice one can filter by."""
    model = word.declared.facts
    if model is None:
        return []
    found, table, first = [], columns(model), date(date.today().year, 1, 1)
    for name in word.declared.filters:
        if name not in table or not table[name].choices:
            continue
        question = question_of(table[name])
        rows = within(model.objects.filter(case__opened_on__gte=first), organs, "case__organ")
        counts = dict(rows.order_by().values_list(name).annotate(n=Count("pk")))
        labels = dict(question.choices)
        listed = [
            (str(labels.get(k, k)), n, f"{address}{name}={k}&since={first}") for k, n in counts.items() if k not in (None, "")
        ]
        if listed:
            found.append(charts.bars(f"今年按{question.label}", sorted(listed, key=lambda r: -r[1])[:12]))
    return found
