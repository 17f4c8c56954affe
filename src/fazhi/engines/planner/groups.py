"""The groups of demands one visit may serve, and the exact fewest groups that serve a firm (LB*, handbook §8.5)."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from fazhi.engines.planner.instance import Instance

EPSILON = 1e-9
SEARCH_LIMIT = 20_000
"""Nodes of one firm's search; past it the bound stays valid, only no longer proved exact."""

Group = tuple[int, ...]


class Rules(NamedTuple):
    """What decides whether demands may share a visit, by demand number."""

    days: list[int]
    body: list[int]
    slots: list[int]
    hours: list[float]
    solo: list[bool]
    conflicts: dict[int, set[int]]
    capacity: list[int]
    """Slots a day of each body."""
    allowance: dict[int, int]
    """Counted visits still open to the body at the firm, for demands that count under a cap."""
    max_bodies: int
    max_hours: float


class Fewest(NamedTuple):
    visits: int
    """The least number of visits proved necessary."""
    groups: list[Group]
    """A grouping; of exactly so many groups when proved."""
    proved: bool


def rules_of(instance: Instance) -> Rules:
    """The rules of grouping; demands of a body that sends no team have no day."""
    demands = instance.demands
    sends = [b.teams > 0 for b in instance.bodies]
    allowance = {}
    if instance.caps:
        for n, d in enumerate(demands):
            if d.counts and (left := instance.allowance(d)) is not None:
                allowance[n] = left
    return Rules(
        [d.days if sends[d.body] else 0 for d in demands],
        [d.body for d in demands],
        [d.slots for d in demands],
        [d.hours for d in demands],
        [d.solo for d in demands],
        instance.conflicts,
        [b.slots for b in instance.bodies],
        allowance,
        instance.max_bodies,
        instance.max_hours + EPSILON,
    )


def fits(rules: Rules, group: Sequence[int], capacity: bool = True) -> bool:
    """May these demands share one visit? Without `capacity` only as §8.5 asks."""
    return common_days(rules, group, capacity) != 0


def common_days(rules: Rules, group: Sequence[int], capacity: bool = True) -> int:
    """The open days on which one visit may serve all of the group, as bits."""
    days, hours = -1, 0.0
    bodies: dict[int, int] = {}
    for n in group:
        days &= rules.days[n]
        hours += rules.hours[n]
        bodies[rules.body[n]] = bodies.get(rules.body[n], 0) + rules.slots[n]
        if rules.solo[n] and len(group) > 1:
            return 0
        foes = rules.conflicts.get(n)
        if foes and not foes.isdisjoint(group):
            return 0
    if len(bodies) > rules.max_bodies or hours > rules.max_hours:
        return 0
    if capacity and any(need > rules.capacity[body] for body, need in bodies.items()):
        return 0
    return days


def fewest(rules: Rules, members: Sequence[int], caps: bool = True, capacity: bool = True) -> Fewest:
    """The fewest visits that serve these demands of one firm: bounds first, search only where they differ."""
    if not members:
        return Fewest(0, [], True)
    if len(members) == 1:
        return Fewest(1, [tuple(members)], True)
    low = simple_bound(rules, members)
    ordered = sorted(members, key=lambda n: (rules.days[n].bit_length(), rules.days[n].bit_count(), n))
    limits = {n: rules.allowance[n] for n in members if n in rules.allowance} if caps else {}
    if limits and _binding(rules, limits):
        return _fewest_capped(rules, ordered, low, capacity)
    groups = greedy(rules, ordered, capacity)
    search = _Search(rules, capacity)
    while low < len(groups):
        found = search.cover(tuple(ordered), low)
        if found is not None:
            return Fewest(low, found, True)
        if search.nodes > SEARCH_LIMIT:
            return Fewest(low, groups, False)
        low += 1
    return Fewest(low, groups, True)


def simple_bound(rules: Rules, members: Sequence[int]) -> int:
    """The best of: disjoint windows (LB0), a clique of conflicts (LB1), bodies ÷ M, hours ÷ P, demands ÷ most (LB2)."""
    by_end = sorted(members, key=lambda n: rules.days[n].bit_length())
    disjoint, pierced = 0, 0
    for n in by_end:
        if not rules.days[n] & pierced:
            disjoint += 1
            pierced = 1 << (rules.days[n].bit_length() - 1)
    clique: list[int] = []
    for n in sorted(members, key=lambda n: (not rules.solo[n], -len(rules.conflicts.get(n, ())))):
        foes = rules.conflicts.get(n, set())
        if all(rules.solo[n] or rules.solo[m] or m in foes or not rules.days[n] & rules.days[m] for m in clique):
            clique.append(n)
    free = [n for n in members if not rules.solo[n]]
    solo = len(members) - len(free)
    bodies = solo - (-len({rules.body[n] for n in free}) // rules.max_bodies)
    total = sum(rules.hours[n] for n in free)
    hours = solo + (-int(-total // rules.max_hours) if rules.max_hours > 0 else 0)
    return max(1, disjoint, len(clique), bodies, hours, solo - (-len(free) // most_together(rules, free)))


def most_together(rules: Rules, members: Sequence[int]) -> int:
    """No visit can serve more demands than the shortest ones that fit into its hours."""
    total = 0.0
    for count, hours in enumerate(sorted(rules.hours[n] for n in members)):
        total += hours
        if total > rules.max_hours:
            return max(1, count)
    return max(1, len(members))


def greedy(rules: Rules, ordered: Sequence[int], capacity: bool = True) -> list[Group]:
    """First fit, keeping the group whose common window stays widest."""
    groups: list[Group] = []
    for n in ordered:
        best, width = -1, 0
        for at, group in enumerate(groups):
            wide = common_days(rules, (*group, n), capacity).bit_count()
            if wide > width:
                best, width = at, wide
        if best < 0:
            groups.append((n,))
        else:
            groups[best] = (*groups[best], n)
    return groups


class _Search:
    """Exact cover by groups that cannot be enlarged; a feasible group's part is feasible, so those suffice."""

    def __init__(self, rules: Rules, capacity: bool) -> None:
        self.rules, self.capacity = rules, capacity
        self.nodes = 0
        self.failed: set[tuple[Group, int]] = set()

    def cover(self, rest: Group, count: int) -> list[Group] | None:
        """A grouping of `rest` into at most `count` groups, or None."""
        if not rest:
            return []
        if count == 0 or self.nodes > SEARCH_LIMIT or (rest, count) in self.failed:
            return None
        if (count < len(rest) and simple_bound(self.rules, rest) <= count) or count >= len(rest):
            for group in self.largest(rest[0], rest[1:]):
                self.nodes += 1
                left = tuple(n for n in rest if n not in group)
                found = self.cover(left, count - 1)
                if found is not None:
                    return [group, *found]
                if self.nodes > SEARCH_LIMIT:
                    return None
        self.failed.add((rest, count))
        return None

    def largest(self, first: int, others: Group) -> Iterator[Group]:
        """Groups with `first` that no other demand of `others` can join."""

        def grow(group: Group, start: int) -> Iterator[Group]:
            self.nodes += 1
            able = [k for k, n in enumerate(others) if n not in group and self.fit((*group, n))]
            if not able:
                yield group
            tried = set()
            for k in able:
                kind = self.kind(others[k])
                if k >= start and kind not in tried and self.nodes <= SEARCH_LIMIT:
                    tried.add(kind)
                    yield from grow((*group, others[k]), k + 1)

        yield from grow((first,), 0)

    def kind(self, n: int) -> tuple[int, ...] | tuple[int, int, int, float, bool]:
        """Demands of one kind are interchangeable; one with conflicts is like no other."""
        rules = self.rules
        if rules.conflicts.get(n):
            return (n,)
        return rules.days[n], rules.body[n], rules.slots[n], rules.hours[n], rules.solo[n]

    def fit(self, group: Group) -> bool:
        return common_days(self.rules, group, self.capacity) != 0


def _binding(rules: Rules, limits: dict[int, int]) -> bool:
    per_body: dict[int, int] = {}
    for n in limits:
        per_body[rules.body[n]] = per_body.get(rules.body[n], 0) + 1
    return any(per_body[rules.body[n]] > limit for n, limit in limits.items())


def _fewest_capped(rules: Rules, ordered: list[int], low: int, capacity: bool) -> Fewest:
    """With a binding cap, partitions are walked one count after another."""
    for count in range(low, len(ordered) + 1):
        walk = Partitions(rules, ordered, count, capacity)
        for groups in walk:
            return Fewest(count, groups, True)
        if walk.nodes > SEARCH_LIMIT:
            break
    return Fewest(low, _greedy_capped(rules, ordered, capacity), False)


def _greedy_capped(rules: Rules, ordered: list[int], capacity: bool) -> list[Group]:
    """Each capped body's own demands in its fewest visits, the rest joined to them; never breaks a cap."""
    own: dict[int, list[int]] = {}
    for n in ordered:
        if n in rules.allowance:
            own.setdefault(rules.body[n], []).append(n)
    groups = [group for members in own.values() for group in fewest(rules, members, False, capacity).groups]
    for n in (n for n in ordered if n not in rules.allowance):
        fit = next((k for k, group in enumerate(groups) if common_days(rules, (*group, n), capacity)), None)
        if fit is None:
            groups.append((n,))
        else:
            groups[fit] = (*groups[fit], n)
    return groups


class Partitions:
    """Every way to serve the demands with exactly `count` visits, caps kept; stops after SEARCH_LIMIT nodes."""

    def __init__(
        self, rules: Rules, ordered: Sequence[int], count: int, capacity: bool = True, limit: int = SEARCH_LIMIT
    ) -> None:
        self.rules, self.ordered, self.count = rules, ordered, count
        self.capacity, self.limit = capacity, limit
        self.nodes = 0

    def __iter__(self) -> Iterator[list[Group]]:
        yield from self.place(0, [])

    def place(self, at: int, groups: list[Group]) -> Iterator[list[Group]]:
        self.nodes += 1
        left = len(self.ordered) - at
        if self.nodes > self.limit or len(groups) + left < self.count:
            return
        if left == 0:
            yield list(groups)
            return
        n = self.ordered[at]
        for k in range(len(groups)):
            old = groups[k]
            if common_days(self.rules, (*old, n), self.capacity):
                groups[k] = (*old, n)
                if within_caps(self.rules, groups, n):
                    yield from self.place(at + 1, groups)
                groups[k] = old
        if len(groups) < self.count:
            groups.append((n,))
            if within_caps(self.rules, groups, n):
                yield from self.place(at + 1, groups)
            groups.pop()


def within_caps(rules: Rules, groups: Sequence[Group], n: int) -> bool:
    """Does the body of demand n, as grouped so far, keep its cap at this firm?"""
    limit = rules.allowance.get(n)
    if limit is None:
        return True
    body = rules.body[n]
    return sum(any(rules.body[m] == body and m in rules.allowance for m in group) for group in groups) <= limit
