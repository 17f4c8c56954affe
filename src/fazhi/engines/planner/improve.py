"""Fewer kilometres, wished-for gaps kept, loads even over the weeks: visits change their day, never their number."""

from datetime import date
from itertools import pairwise
from random import Random

from fazhi.engines.planner.assign import Progress
from fazhi.engines.planner.roster import Roster, Visit, bits

SHRINK = (0.85, 0.7, 0.5, 0.3, 0.1, 0.0, 0.0)
"""Each sweep's share. A team already in town c times is rewarded as if the next trip cost share^c: at first crowds
attract (so that thin trips empty out), at last only the first arrival costs, which is the truth."""
MANY_DAYS = 12
"""With more open days than this a sweep looks at every second one, and the next sweep at the others."""
GAP_KM = 1.0
"""A missed gap is a wish foregone; it is worth one kilometre."""
LEVEL_KM = 0.05
"""Balance only breaks ties: a week's relative load times this, in kilometres."""


class Improver:
    def __init__(self, roster: Roster, random: Random, progress: Progress) -> None:
        self.roster, self.random, self.progress = roster, random, progress
        instance = roster.instance
        first = instance.days[0].toordinal() if instance.days else 0
        self.week = [(day.toordinal() - first + instance.days[0].weekday()) // 7 for day in instance.days]
        weeks = self.week[-1] + 1 if self.week else 0
        self.load = [[0] * weeks for _ in instance.bodies]
        open_days = [self.week.count(week) for week in range(weeks)]
        self.room = [[max(1, b.slots * n) for n in open_days] for b in instance.bodies]
        self.half = sum(1 << day for day in range(0, len(instance.days), 2))
        self.near = near_days(instance.days, instance.min_gap_days)
        for visit in roster.visits():
            self.weigh(visit, visit.day, 1)

    def weigh(self, visit: Visit, day: int, sign: int) -> None:
        week = self.week[day]
        for body, need in visit.needs:
            self.load[body][week] += sign * need

    def run(self, sweeps: int = len(SHRINK)) -> None:
        """Sweep over all visits in random order, from smooth to true cost."""
        shares = SHRINK[-sweeps:] if sweeps <= len(SHRINK) else SHRINK + (0.0,) * (sweeps - len(SHRINK))
        for n, share in enumerate(shares):
            self.progress("行程", n, len(shares))
            visits = self.roster.visits()
            self.half = ~self.half
            self.random.shuffle(visits)
            moved = sum(self.move(visit, share) for visit in visits)
            if share == 0.0 and not moved:
                break
        self.progress("行程", len(shares), len(shares))

    def move(self, visit: Visit, share: float) -> bool:
        """Take the visit to its cheapest open day; True when that is another day."""
        roster = self.roster
        if visit.days & (visit.days - 1) == 0:
            return False
        old = roster.take(visit)
        days = roster.open_days(visit)
        if days.bit_count() > MANY_DAYS:
            days = days & self.half | 1 << old
        self.weigh(visit, old, -1)
        new = self.cheapest(visit, days, share, old)
        roster.put(visit, new)
        self.weigh(visit, new, 1)
        return new != old

    def cheapest(self, visit: Visit, days: int, share: float, old: int) -> int:
        roster, town, week = self.roster, visit.town, self.week
        close = 0
        for other in roster.of_firm[visit.firm]:
            close |= self.near[other.day]
        rows = []
        for body, _ in visit.needs:
            km, load, room = roster.km[body][town], self.load[body], self.room[body]
            level = [LEVEL_KM * a / b for a, b in zip(load, room, strict=True)]
            power = [km * share**c for c in range(8)] if share else [km, 0, 0, 0, 0, 0, 0, 0]
            rows.append((roster.crowd[body][town], power, level))
        best, least = old, 1e18
        for day in bits(days):
            cost = GAP_KM if close >> day & 1 else 0.0
            at = week[day]
            for crowd, power, level in rows:
                cost += power[min(crowd[day], 7)] + level[at]
            if cost < least - 1e-9 or (day == old and cost <= least + 1e-9):
                best, least = day, cost
        return best


def near_days(days: list[date], gap: int) -> list[int]:
    """For each open day the open days closer to it than the wished gap, as bits."""
    numbers = [day.toordinal() for day in days]
    return [
        sum(1 << k for k, other in enumerate(numbers) if k != n and abs(other - number) < gap)
        for n, number in enumerate(numbers)
    ]


def gaps_missed(roster: Roster) -> int:
    """Pairs of successive visits to one firm closer than the wished gap."""
    days, gap = roster.instance.days, roster.instance.min_gap_days
    missed = 0
    for own in roster.of_firm:
        dates = sorted(visit.day for visit in own)
        missed += sum((days[b] - days[a]).days < gap for a, b in pairwise(dates))
    return missed


def peak_load(roster: Roster) -> float:
    """The highest share of a body's week that is used (the balance of §8.4)."""
    improver = Improver(roster, Random(0), lambda *_: None)
    pairs = (zip(loads, rooms, strict=True) for loads, rooms in zip(improver.load, improver.room, strict=True))
    return max((load / room for pair in pairs for load, room in pair), default=0.0)
