"""Alerts that lie in the visits themselves: many heads, repetition, frequency, ratings, findings, crowding, visits in disguise."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date

from fazhi.domains.inspections.models import Enterprise, Visit
from fazhi.domains.inspections.parameters import parameter
from fazhi.domains.inspections.rules import listed
from fazhi.domains.inspections.seen import ENTERED, Alert, Seen

ALONE = ("complaint", "accident")  # what cannot wait for others (as R12 has it)
CLUES = ("complaint", "transfer", "monitor")
MANY = 30


def many_heads(seen: Seen) -> Iterator[Alert]:
    """A body that comes within thirty days after others had been there without it."""
    for visits in seen.by_firm().values():
        for n, later in enumerate(visits):
            came = seen.bodies(later, ALONE)
            near = (v for v in reversed(visits[:n]) if (later.planned_on - v.planned_on).days <= 30)
            first = next((v for v in near if seen.bodies(v, ALONE) and set(came) - set(seen.bodies(v))), None)
            if first is None or not seen.within(later):
                continue
            for body in (b for b in came if b not in seen.bodies(first)):
                told = f"{later.firm}{first.planned_on:%Y-%m-%d}已由{'、'.join(seen.bodies(first))}入企，{later.planned_on:%Y-%m-%d}又由{body}入企，30日内没有合并"
                yield Alert("A1", body, told, later.uscc, (first.case.number, later.case.number))


def repeated_item(seen: Seen) -> Iterator[Alert]:
    last: dict[tuple[str, str, str], Visit] = {}
    for visit in seen.visits:
        for check in seen.checks[visit.pk]:
            if check.get("trigger", visit.trigger) in (*ALONE, "recheck"):
                continue
            for item in listed(check.get("items")):
                before = last.get((visit.uscc, check["body"], item))
                if before and seen.within(visit) and 0 <= (visit.planned_on - before.planned_on).days <= 90:
                    told = f"{visit.firm}的事项{item}{before.planned_on:%Y-%m-%d}已检查，{visit.planned_on:%Y-%m-%d}重复检查"
                    yield Alert("A2", check["body"], told, visit.uscc, (before.case.number, visit.case.number))
                last[visit.uscc, check["body"], item] = visit


def too_often(seen: Seen) -> Iterator[Alert]:
    """The enterprises with most visits this year: fewer than one in a hundred of the register have more, three visits at least and
    more than twice the mean of those visited."""
    firms = seen.by_firm(seen.this_year())
    counts = Counter({uscc: len(visits) for uscc, visits in firms.items()})
    registered = max(Enterprise.objects.filter(standing="open").count(), len(firms))
    for uscc, number in sorted(counts.items()):
        above = sum(c > number for c in counts.values())
        if number < 3 or number * len(counts) <= 2 * counts.total() or above >= max(1, registered / 100):
            continue
        visits = firms[uscc]
        heads = Counter(b for v in visits for b in seen.bodies(v))
        if heads and any(seen.within(v) for v in visits):
            most = max(heads, key=lambda b: (heads[b], b))
            told = f"{visits[0].firm}{seen.last.year}年已被入企{number}次，居全区前1%，其中{most}{heads[most]}次"
            yield Alert("A3", most, told, uscc, tuple(v.case.number for v in visits))


def low_rating(seen: Seen) -> Iterator[Alert]:
    for visit in seen.visits:
        if 0 < visit.rating <= 2 and seen.within(visit):
            told = f"{visit.firm}对{visit.planned_on:%Y-%m-%d}的检查评{visit.rating}分"
            yield Alert("A5", visit.case.organ.name, told, visit.uscc, (visit.case.number,))


def never_finds(seen: Seen) -> Iterator[Alert]:
    """An officer with thirty checks or more this year and never a finding."""
    tally: dict[tuple[str, str], Counter] = defaultdict(Counter)
    for visit in seen.this_year():
        for check in seen.checks[visit.pk]:
            for officer in listed(check.get("officers")):
                tally[officer, check["body"]][check.get("result") or ""] += 1
    for (officer, body), results in sorted(tally.items()):
        if results["none"] >= MANY and not results["found"]:
            told = f"执法人员{officer}{seen.last.year}年检查{MANY}次以上，结果均为“未发现问题”"
            yield Alert("A6", body, told, officer)


def at_quarter_end(seen: Seen) -> Iterator[Alert]:
    """More than half of a body's checks of a quarter, ten at least, lie in its last month; judged when the quarter is over."""
    tally: dict[tuple[str, int, int], list[int]] = defaultdict(list)
    for visit in seen.visits:
        for body in seen.bodies(visit):
            tally[body, visit.planned_on.year, (visit.planned_on.month + 2) // 3].append(visit.planned_on.month)
    for (body, year, quarter), months in sorted(tally.items()):
        over = date(year + quarter // 4, quarter % 4 * 3 + 1, 1)  # the day after the quarter
        crowded = sum(m % 3 == 0 for m in months)
        if len(months) >= 10 and crowded * 2 > len(months) and seen.first < over <= seen.last:
            yield Alert(
                "A7", body, f"{year}年第{quarter}季度检查{len(months)}次，其中{crowded}次集中在末月", f"{year}Q{quarter}"
            )


def many_clues(seen: Seen) -> Iterator[Alert]:
    """Checks on clues are outside the yearly cap; more than a few within ninety days call for a look."""
    most = parameter("clue_visits_90d", seen.last)
    for uscc, visits in seen.by_firm().items():
        clues = [v for v in visits if v.trigger in CLUES]
        for n, visit in enumerate(clues):
            near = [v for v in clues[: n + 1] if (visit.planned_on - v.planned_on).days <= 90]
            if len(near) > most and seen.within(visit):
                told = f"{visit.firm}到{visit.planned_on:%Y-%m-%d}止90日内被线索核查{len(near)}次，超过{most}次"
                yield Alert("A12", visit.case.organ.name, told, uscc, tuple(v.case.number for v in near))


def in_disguise(seen: Seen) -> Iterator[Alert]:
    """Guidance or a call that went beyond its number or turned into an inspection: allowed with its reason, and looked at."""
    rows = Visit.objects.filter(planned_on__range=(seen.first, seen.last), case__state__in=ENTERED).exclude(guidance_reason="")
    for visit in rows.exclude(contact="inspection").select_related("case__organ").order_by("planned_on", "pk"):
        told = f"{visit.planned_on:%Y-%m-%d}对{visit.firm}的{visit.get_contact_display()}超出次数或者转为检查，理由：{visit.guidance_reason}"
        yield Alert("A14", visit.case.organ.name, told, visit.uscc, (visit.case.number,))


TESTS = (many_heads, repeated_item, too_often, low_rating, never_finds, at_quarter_end, many_clues, in_disguise)
