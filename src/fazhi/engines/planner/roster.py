"""Who is where on which day: slots and teams of every body, kept as bits so that a free day is one AND away."""

from collections.abc import Iterator, Sequence

from fazhi.engines.planner.groups import Group, Rules, common_days
from fazhi.engines.planner.instance import Instance


class Visit:
    """One firm, one day, one group of demands."""

    __slots__ = ("day", "days", "firm", "group", "needs", "town", "weight")

    def __init__(self, firm: int, town: int, group: Group, days: int, needs: tuple[tuple[int, int], ...]) -> None:
        self.firm, self.town, self.group, self.days, self.needs = firm, town, group, days, needs
        self.day = -1
        self.weight = 1


def bits(mask: int) -> Iterator[int]:
    """The set bits of a mask, lowest first."""
    while mask:
        low = mask & -mask
        yield low.bit_length() - 1
        mask ^= low


class Roster:
    """The occupied days. `put` and `take` are exact inverses; `open_days` is the question asked most."""

    def __init__(self, instance: Instance, rules: Rules) -> None:
        self.instance, self.rules = instance, rules
        self.day_count = len(instance.days)
        every = (1 << self.day_count) - 1
        most = [1] * len(instance.bodies)
        for n, d in enumerate(instance.demands):
            if rules.days[n]:
                most[d.body] += d.slots
        self.top = [min(b.slots, m) for b, m in zip(instance.bodies, most, strict=True)]
        self.capacity = rules.capacity
        self.used = [[0] * self.day_count for _ in instance.bodies]
        # free[d][s]: days on which body d has at least s slots left (s = 0: every day)
        self.free = [[every] * (top + 1) for top in self.top]
        towns = range(len(instance.towns))
        # there[d][z]: days on which body d is in town z anyway; spare[d]: days with a team left
        self.there = [[0 for _ in towns] for _ in instance.bodies]
        self.crowd = [[[0] * self.day_count for _ in towns] for _ in instance.bodies]
        self.trips = [[0] * self.day_count for _ in instance.bodies]
        self.spare = [every if b.teams else 0 for b in instance.bodies]
        self.teams = [b.teams for b in instance.bodies]
        self.firm_days = [0] * len(instance.firms)
        self.held = instance.held_days()
        self.of_firm: list[list[Visit]] = [[] for _ in instance.firms]
        self.at: list[list[dict[Visit, None]]] = [[{} for _ in range(self.day_count)] for _ in instance.bodies]
        self.journal: list[tuple[Visit, int, bool]] = []
        self.km = [[instance.distance(d, z) for z in towns] for d in range(len(instance.bodies))]
        for row in instance.held:
            self.occupy(row.body, row.day, row.slots, instance.firms[row.firm].town)

    def visit(self, group: Sequence[int]) -> Visit:
        """A visit serving the group, not yet on any day."""
        firm = self.instance.demands[group[0]].firm
        needs: dict[int, int] = {}
        for n in group:
            body = self.rules.body[n]
            needs[body] = needs.get(body, 0) + self.rules.slots[n]
        days = common_days(self.rules, group) & ~self.held.get(firm, 0)
        return Visit(firm, self.instance.firms[firm].town, tuple(group), days, tuple(needs.items()))

    def open_days(self, visit: Visit) -> int:
        """Days on which the visit breaks nothing, as bits."""
        days = visit.days & ~self.firm_days[visit.firm]
        town = visit.town
        for body, need in visit.needs:
            days &= self.free[body][need] & (self.there[body][town] | self.spare[body])
        return days

    def undo(self, mark: int = 0) -> None:
        """Take back everything since the journal had `mark` entries."""
        while len(self.journal) > mark:
            visit, day, placed = self.journal.pop()
            if placed:
                self.take(visit)
            else:
                self.put(visit, day)
            self.journal.pop()

    def put(self, visit: Visit, day: int) -> None:
        visit.day = day
        self.journal.append((visit, day, True))
        bit = 1 << day
        self.firm_days[visit.firm] |= bit
        self.of_firm[visit.firm].append(visit)
        for body, need in visit.needs:
            self.occupy(body, day, need, visit.town)
            self.at[body][day][visit] = None

    def occupy(self, body: int, day: int, need: int, town: int) -> None:
        """The body spends so many slots of the day in the town."""
        bit, free = 1 << day, self.free[body]
        left = self.capacity[body] - self.used[body][day]
        self.used[body][day] += need
        for slots in range(max(left - need + 1, 1), min(left, len(free) - 1) + 1):
            free[slots] &= ~bit
        crowd = self.crowd[body][town]
        crowd[day] += 1
        if crowd[day] == 1:
            self.there[body][town] |= bit
            self.trips[body][day] += 1
            if self.trips[body][day] >= self.teams[body]:
                self.spare[body] &= ~bit

    def take(self, visit: Visit) -> int:
        day = visit.day
        bit = 1 << day
        visit.day = -1
        self.journal.append((visit, day, False))
        self.firm_days[visit.firm] &= ~bit
        self.of_firm[visit.firm].remove(visit)
        for body, need in visit.needs:
            self.used[body][day] -= need
            left = self.capacity[body] - self.used[body][day]
            free = self.free[body]
            for slots in range(max(left - need + 1, 1), min(left, len(free) - 1) + 1):
                free[slots] |= bit
            crowd = self.crowd[body][visit.town]
            crowd[day] -= 1
            if crowd[day] == 0:
                self.there[body][visit.town] &= ~bit
                self.trips[body][day] -= 1
                if self.trips[body][day] < self.teams[body]:
                    self.spare[body] |= bit
            del self.at[body][day][visit]
        return day

    def visits(self) -> list[Visit]:
        return [visit for own in self.of_firm for visit in own]

    def travel(self) -> float:
        """Kilometres: one way from base to town for every body, town and day with a team there."""
        trips = sorted({(body, v.day, v.town) for v in self.visits() for body, _ in v.needs})
        return sum(self.km[body][town] for body, _, town in trips)
