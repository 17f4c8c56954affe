"""The groupings of each firm that cost no visit more than its fewest, widest windows first."""

from collections.abc import Sequence
from math import log

from fazhi.engines.planner.groups import Fewest, Group, Partitions, Rules, common_days, fewest

KEEP = 16
"""Groupings kept per firm."""
WALK = 600
"""Steps of one firm's walk through its groupings."""


class Options:
    """Lazily: the fewest groups of a firm, and its other groupings of the same (or one higher) count."""

    def __init__(self, rules: Rules, by_firm: Sequence[Sequence[int]]) -> None:
        self.rules, self.by_firm = rules, by_firm
        self.best: list[Fewest] = [fewest(rules, members) for members in by_firm]
        # firms where a cap or a body's daily slots may ask for more visits than §8.5 does
        self.limited = {firm for firm, members in enumerate(by_firm) if self.is_limited(members)}
        self.lists: dict[tuple[int, int], list[list[Group]]] = {}

    def is_limited(self, members: Sequence[int]) -> bool:
        return len({self.rules.body[n] for n in members}) < len(members)

    def least(self, firm: int) -> int:
        """The visits of the best grouping known; equal to the proved bound wherever the search ended."""
        return len(self.best[firm].groups)

    def base(self, firm: int) -> list[Group]:
        """The grouping to begin with."""
        groups = self.best[firm].groups
        if len(self.by_firm[firm]) <= len(groups) or len(groups) == 1:
            return groups
        return self.groupings(firm, len(groups))[0]

    def groupings(self, firm: int, count: int) -> list[list[Group]]:
        """Groupings into exactly `count` visits."""
        if (firm, count) not in self.lists:
            members = sorted(self.by_firm[firm], key=lambda n: (self.rules.days[n].bit_length(), n))
            found = [list(g) for g in Partitions(self.rules, members, count, limit=WALK)]
            if count == self.least(firm):
                found.append(self.best[firm].groups)
            found.sort(key=self.width, reverse=True)
            self.lists[firm, count] = found[:KEEP]
        return self.lists[firm, count]

    def width(self, groups: list[Group]) -> float:
        """How much room the common windows leave: the sum of their logarithms."""
        return sum(log(common_days(self.rules, group).bit_count()) for group in groups)
