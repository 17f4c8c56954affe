"""Groups onto days: most constrained first, then chains of ejection, other groupings, and only then one visit more."""

from collections.abc import Callable
from random import Random

from fazhi.engines.planner.options import Options
from fazhi.engines.planner.roster import Roster, Visit, bits

LOOK = 10
"""Days looked at when something must give way."""
SEAT_WORK, LOOK_WORK = 15e-6, 0.4e-6
"""Seconds of one question to the roster, and of one visit looked at."""
Progress = Callable[[str, int, int], None]


class Assigner:
    """Holds the roster, the groupings, the weight each firm has earned by being hard, and the steps left."""

    def __init__(self, roster: Roster, options: Options, random: Random, progress: Progress) -> None:
        self.roster, self.options, self.random, self.progress = roster, options, random, progress
        self.weight = [1.0] * len(roster.of_firm)
        self.steps = 0
        self.work = 0.0
        """Seconds a common machine would have spent: counted, not measured, so that every machine stops alike."""

    def build(self) -> list[Visit]:
        """Place every firm's base grouping greedily; returns the visits that found no day."""
        roster, options = self.roster, self.options
        visits = [roster.visit(g) for f, own in enumerate(options.by_firm) if own for g in options.base(f)]
        visits.sort(key=lambda v: (v.days.bit_count() / len(v.needs), v.days.bit_length(), v.firm))
        left = []
        for n, visit in enumerate(visits):
            if n % 1024 == 0:
                self.progress("排期", n, len(visits))
            if not self.seat(visit):
                left.append(visit)
        self.progress("排期", len(visits), len(visits))
        return left

    def seat(self, visit: Visit) -> bool:
        """Put the visit on its best open day, if it has one."""
        days = self.roster.open_days(visit)
        self.work += SEAT_WORK
        if not days:
            return False
        self.roster.put(visit, self.best_day(visit, days))
        return True

    def best_day(self, visit: Visit, days: int) -> int:
        """Fewest kilometres first (teams are the scarce thing), then the emptiest day."""
        roster, town = self.roster, visit.town
        rows = [
            (roster.there[d][town], roster.km[d][town] + 1.0, roster.used[d], 4.0 / max(1, roster.capacity[d]))
            for d, _ in visit.needs
        ]
        best, least = -1, 1e18
        for day in bits(days):
            cost = 0.0
            for there, km, used, per_slot in rows:
                cost += used[day] * per_slot
                if not there >> day & 1:
                    cost += km
            if cost < least:
                best, least = day, cost
        return best

    def repair(self, left: list[Visit], work: float, stage: str, patience: int = 0) -> list[Visit]:
        """Seat what is left by letting others give way; returns the fewest visits it could not seat.

        Stops after so much work, or when the waiting list has not become shorter for `patience` steps.
        """
        stack, shown, roster = list(left), len(left), self.roster
        roster.journal.clear()
        best, since, end = list(stack), 0, self.work + work
        patience = patience or 1000 + 30 * len(stack)
        while stack and self.work < end and since < patience:
            since += 1
            self.steps += 1
            if self.steps % 256 == 0:
                self.progress(stage, shown - len(best), shown)
            visit = stack.pop(0 if self.steps % 50 == 0 else -1)
            if not self.seat(visit) and not self.regroup(visit, stack):
                self.weight[visit.firm] += 1
                self.force(visit, stack)
            if len(stack) < len(best):
                best, since = list(stack), 0
                roster.journal.clear()
        roster.undo()
        return best

    def regroup(self, visit: Visit, stack: list[Visit]) -> bool:
        """Another grouping of the firm, of the same count, for which all days are open."""
        roster, firm = self.roster, visit.firm
        waiting = [v for v in stack if v.firm == firm]
        placed = list(roster.of_firm[firm])
        count = len(placed) + len(waiting) + 1
        if count < 2 or waiting:
            return False
        choices = self.options.groupings(firm, count)
        if len(choices) < 2:
            return False
        before = [(v, roster.take(v)) for v in placed]
        for groups in choices:
            if self.seat_all([roster.visit(g) for g in groups]):
                return True
        for v, day in before:
            roster.put(v, day)
        return False

    def seat_all(self, visits: list[Visit]) -> bool:
        """Seat all of them or none, the narrowest first."""
        masks = [self.roster.open_days(v) for v in visits]
        self.work += SEAT_WORK * len(visits)
        if not all(masks):
            return False
        seated: list[Visit] = []
        for _, visit in sorted(zip(masks, visits, strict=True), key=lambda pair: pair[0].bit_count()):
            if not self.seat(visit):
                for other in seated:
                    self.roster.take(other)
                return False
            seated.append(visit)
        return True

    def force(self, visit: Visit, stack: list[Visit]) -> None:
        """Seat the visit on the day where those who must give way weigh least, and put them on the stack."""
        days = list(bits(visit.days))
        if len(days) > LOOK:
            days = self.random.sample(days, LOOK)
        least, chosen, where = 1e18, None, -1
        for day in days:
            victims = self.victims(visit, day, least)
            if victims is None:
                continue
            cost = sum(self.weight[v.firm] for v in victims) * (1 + 0.05 * self.random.random())
            if cost < least:
                least, chosen, where = cost, victims, day
        if chosen is None:
            stack.insert(0, visit)
            return
        for victim in chosen:
            self.roster.take(victim)
            stack.append(victim)
        self.roster.put(visit, where)

    def victims(self, visit: Visit, day: int, limit: float) -> dict[Visit, None] | None:
        """A light set of visits whose going opens the day; None when it weighs more than `limit`."""
        roster, weight, town = self.roster, self.weight, visit.town
        out: dict[Visit, None] = {v: None for v in roster.of_firm[visit.firm] if v.day == day}
        cost = sum(weight[v.firm] for v in out)
        for body, need in visit.needs:
            here = roster.at[body][day]
            self.work += LOOK_WORK * (4 + len(here))
            if not (roster.there[body][town] | roster.spare[body]) >> day & 1:
                by_town: dict[int, list[Visit]] = {}
                for v in here:
                    by_town.setdefault(v.town, []).append(v)
                if roster.held:  # a town where a held visit keeps the team is not freed
                    by_town = {z: vs for z, vs in by_town.items() if roster.crowd[body][z][day] == len(vs)}
                if not by_town or roster.trips[body][day] > roster.teams[body]:
                    return None
                gone = min(by_town.values(), key=lambda vs: sum(weight[v.firm] for v in vs if v not in out))
                cost += sum(weight[v.firm] for v in gone if v not in out)
                out.update(dict.fromkeys(gone))
            short = need - roster.capacity[body] + roster.used[body][day]
            if short > 0:
                short -= sum(s for v in out for b, s in v.needs if b == body and v in here)
            while short > 0:
                rest = [v for v in here if v not in out]
                if not rest:  # held visits keep the slots
                    return None
                v = min(rest, key=lambda v: weight[v.firm] + 0.3 * len(v.needs))
                out[v] = None
                cost += weight[v.firm]
                short -= sum(s for b, s in v.needs if b == body)
            if cost >= limit:
                return None
        return out
