"""The demonstration of reconsideration: 61 applications of 2023 under the text of 2017, 145 of 2024 under the revised law, and the
cases open in November 2026. Every case is a course that yields the day of its next act; a calendar takes them in order of time."""

import heapq
from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from random import Random

from django.db import transaction

from fazhi.domains.reconsideration.life import Life, Plan, course
from fazhi.kernel import holidays
from fazhi.kernel.models import Case
from fazhi.kernel.perform import lapse
from fazhi.kernel.scenario import CHINA, World
from fazhi.kernel.sitting import sit

END = date(2026, 11, 20)
ENDINGS_2023 = {"WC": 16, "BHS": 5, "CX": 4, "BG": 1, "QW": 2, "ZL": 2, "TJ": 4, "ZZ-HJ": 4, "ZZ-CH": 2, "ZZ-GZ": 1}
CARRIED = {"WC": 8, "CX": 2, "QW": 1, "ZL": 1, "BHS": 1, "TJ": 2, "ZZ-HJ": 2, "ZZ-QT": 1}
ENDINGS_2024 = {
    "WC": 38, "BHQ": 6, "CX": 8, "CXB": 2, "BG": 3, "QW": 7, "ZL": 6, "XY": 1, "BHS": 7, "TJ": 20, "ZZ-HJ": 12, "ZZ-GZ": 5, "ZZ-CH": 6,
}  # fmt: skip
PENDING = {"WC": 9, "CX": 2, "ZL": 1, "TJ": 4, "ZZ-HJ": 3, "BHS": 1}
# cases of 2026 somebody left lying after so many acts, so that every box has a case and every light is lit
LEFT_LYING = (
    ("organ", "ordinary", 1), ("correct", "ordinary", 2), ("", "ordinary", 1), ("suspend", "ordinary", 6), ("", "summary", 4),
    ("", "ordinary", 4), ("norm", "ordinary", 6), ("", "ordinary", 8), ("", "ordinary", 6), ("exclude", "ordinary", 6), ("", "ordinary", 3),
)  # fmt: skip
EARLY = ("refuse", "waive", "withdraw_early", "route")


def load(world: World, progress: Callable[[int, int], None]) -> None:
    """Play every course in order of time, up to the day the demonstration stands at."""
    chance = Random(20240101)
    lives = [Life(world, plan, n) for n, plan in enumerate(plans(chance), 1)]
    run([course(life, Random(life.n)) for life in lives], progress)
    for life in lives:
        if life.case.pk and life.case.opened_on.year == 2026:
            act_of_law(life.case)


def run(courses: list[Iterator[date]], progress: Callable[[int, int], None]) -> None:
    """Take the courses' acts by day; what would lie after the end of the demonstration is not done."""
    queue = [(next(c), n, c) for n, c in enumerate(courses)]
    heapq.heapify(queue)
    total = len(queue)
    while queue:
        day, n, one = heapq.heappop(queue)
        after = next(one, None) if day <= END else None
        if after is not None:
            heapq.heappush(queue, (after, n, one))
        else:
            progress(total - len(queue), total)


def act_of_law(case: Case) -> None:
    """What the law itself had done by the end of the demonstration in a case nobody touched."""
    with transaction.atomic():
        lapse(sit(case), END, datetime.combine(END, time(17), CHINA))


def plans(chance: Random) -> list[Plan]:
    """All cases of the demonstration, shuffled within their time."""
    found = [Plan(day, "refuse") for day in spread(chance, date(2023, 2, 1), date(2023, 9, 20), 2)]
    found += many(chance, ENDINGS_2023, date(2023, 1, 3), date(2023, 9, 15), share=6)
    found += many(chance, CARRIED, date(2023, 11, 8), date(2023, 12, 20), closing=(date(2024, 1, 2), date(2024, 1, 5)))
    found += [Plan(day, end) for day, end in zip(spread(chance, date(2024, 2, 1), date(2024, 10, 11), 4), EARLY, strict=True)]
    found += many(chance, ENDINGS_2024, date(2024, 1, 2), date(2024, 10, 8), share=1)
    found += many(chance, PENDING, date(2024, 11, 8), date(2024, 12, 18), closing=(date(2025, 1, 2), date(2025, 1, 6)))
    found += many(chance, {"WC": 14, "CX": 4, "TJ": 6, "ZZ-HJ": 4, "ZL": 2}, date(2026, 9, 21), date(2026, 11, 18), share=1)
    left = spread(chance, date(2026, 8, 3), date(2026, 9, 18), len(LEFT_LYING))
    found += [Plan(day, "WC", track, what, stall=acts) for day, (what, track, acts) in zip(left, LEFT_LYING, strict=True)]
    return sorted(found, key=lambda p: p.received)


def spread(chance: Random, first: date, last: date, n: int) -> list[date]:
    """n working days between the two, in no order."""
    table, span = holidays.current(), (last - first).days
    return [table.on_or_after(first + timedelta(round(span * (i + chance.random()) / n))) for i in range(n)]


def many(
    chance: Random,
    endings: dict[str, int],
    first: date,
    last: date,
    *,
    share: int = 0,
    closing: tuple[date, date] | None = None,
) -> list[Plan]:
    """Plans with these endings spread over the days; `share`: of how many one has incidents; `closing`: when they may end."""
    kinds = [code for code, n in endings.items() for _ in range(n)]
    chance.shuffle(kinds)
    found = []
    for n, (day, end) in enumerate(zip(sorted(spread(chance, first, last, len(kinds))), kinds, strict=True)):
        track = (
            "summary" if end in ("WC", "BHQ", "ZL", "ZZ-HJ") and day.year == 2024 and not closing and n % 3 == 0 else "ordinary"
        )
        found.append(Plan(day, end, track, incident(n, day, end, track) if share and n % share == 0 else "", closing))
    return found


def incident(n: int, day: date, end: str, track: str) -> str:
    """What happens on the way, by turns; the slow ones only where the year leaves time for them."""
    merits = not end.startswith("ZZ") and end not in ("BHS", "TJ")
    if track == "summary":
        return ("", "deemed", "convert", "")[n % 4] if merits else ""
    quick = ("", "oral", "correct", "deemed", "third", "", "opinion", "organ", "stay", "", "investigate", "sued")
    slow = ("suspend", "hearing", "extend", "norm", "exclude", "late", "sued", "hearing", "silent")
    if merits and day.month <= 7 and day.year == 2024 and n % 3 != 2:
        choice = slow[(n // 3) % len(slow)]
        return "hearing" if choice == "silent" and end not in ("CX", "QW", "ZL") else choice
    return quick[n % len(quick)]
