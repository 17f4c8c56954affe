"""Demands that cannot all be served because one body has too few slots in their days: seen before planning begins."""

from collections.abc import Sequence

from fazhi.engines.planner.groups import Rules
from fazhi.engines.planner.instance import Instance
from fazhi.engines.planner.roster import bits


def excess(instance: Instance, rules: Rules, by_firm: Sequence[Sequence[int]]) -> list[int]:
    """The fewest demands that must wait, body by body: the mandatory and the risky are kept.

    The sets of demands a body can serve are a transversal matroid, so taking them in order of worth is exact (for
    demands of one slot each; larger ones are only tried in the same order).
    """
    by_body: list[list[int]] = [[] for _ in instance.bodies]
    for members in by_firm:
        for n in members:
            by_body[rules.body[n]].append(n)
    out = []
    for body, members in enumerate(by_body):
        if not earliest_first(instance, rules, body, members):
            out += _keep_best(instance, rules, body, members)
    return out


def earliest_first(instance: Instance, rules: Rules, body: int, members: Sequence[int]) -> bool:
    """Can the body serve all, day after day, the most urgent first?"""
    opening: dict[int, list[int]] = {}
    for n in members:
        opening.setdefault((rules.days[n] & -rules.days[n]).bit_length() - 1, []).append(n)
    waiting: list[int] = []
    for day in range(len(instance.days)):
        waiting += opening.get(day, [])
        waiting.sort(key=lambda n: rules.days[n].bit_length(), reverse=True)
        left = rules.capacity[body]
        while waiting and left >= rules.slots[waiting[-1]]:
            left -= rules.slots[waiting.pop()]
        if any(rules.days[n].bit_length() <= day + 1 for n in waiting):
            return False
    return True


def _keep_best(instance: Instance, rules: Rules, body: int, members: Sequence[int]) -> list[int]:
    demands = instance.demands
    on: list[list[int]] = [[] for _ in instance.days]
    left = [rules.capacity[body]] * len(instance.days)
    out = []
    for n in sorted(members, key=lambda n: (not demands[n].mandatory, -demands[n].risk, rules.days[n].bit_count(), n)):
        if not _augment(rules, on, left, n):
            out.append(n)
    return out


def _augment(rules: Rules, on: list[list[int]], left: list[int], n: int) -> bool:
    """Find room for n by a chain of moves from day to day; breadth first over days."""
    need = rules.slots[n]
    came: dict[int, tuple[int, int]] = dict.fromkeys(bits(rules.days[n]), (-1, n))
    queue = list(came)
    for day in queue:
        if left[day] >= need:
            _shift(rules, on, left, came, day)
            return True
        for m in on[day]:
            if rules.slots[m] == need:
                for other in bits(rules.days[m]):
                    if other not in came:
                        came[other] = day, m
                        queue.append(other)
    return False


def _shift(rules: Rules, on: list[list[int]], left: list[int], came: dict[int, tuple[int, int]], day: int) -> None:
    left[day] -= rules.slots[came[day][1]]
    while day >= 0:
        source, n = came[day]
        on[day].append(n)
        if source >= 0:
            on[source].remove(n)
        day = source
