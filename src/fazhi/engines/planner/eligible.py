"""Which demands may be visited at all, and the cause for each that may not."""

from itertools import combinations

from fazhi.engines.planner.groups import Rules, common_days, fewest
from fazhi.engines.planner.instance import Demand, Instance

WHITE_LIST, OFF_SITE, CAP, NO_DAY, CAPACITY = "white list", "off-site", "cap", "no lawful day", "capacity"
EXACT_CHOICE = 12
"""Up to so many counted demands of one body at one firm, the choice under a cap is exact."""


def split(instance: Instance, rules: Rules) -> tuple[list[list[int]], dict[int, str]]:
    """Demands to visit by firm, and the cause of each demand left out before any planning."""
    held = instance.held_days()
    causes = {n: cause for n, d in enumerate(instance.demands) if (cause := barred(instance, rules, d, n, held))}
    by_firm: list[list[int]] = [[] for _ in instance.firms]
    for n, demand in enumerate(instance.demands):
        if n not in causes:
            by_firm[demand.firm].append(n)
    if instance.caps:
        for firm, members in enumerate(by_firm):
            if over := over_cap(instance, rules, members):
                causes.update(dict.fromkeys(over, CAP))
                by_firm[firm] = [n for n in members if n not in over]
    return by_firm, causes


def barred(instance: Instance, rules: Rules, demand: Demand, n: int, held: dict[int, int]) -> str | None:
    """White list (R09), off-site (R13), or nothing lawful about any day."""
    if instance.firms[demand.firm].whitelisted and not (
        demand.trigger == "应查" or (demand.trigger == "限查" and demand.approved)
    ):
        return WHITE_LIST
    if demand.offsite:
        return OFF_SITE
    if not common_days(rules, (n,)) & ~held.get(demand.firm, 0):
        return NO_DAY
    return None


def over_cap(instance: Instance, rules: Rules, members: list[int]) -> set[int]:
    """The least harmful demands to leave out so that each body keeps its yearly cap at this firm (R08)."""
    counted: dict[int, list[int]] = {}
    for n in members:
        if instance.demands[n].counts:
            counted.setdefault(instance.demands[n].body, []).append(n)
    out: set[int] = set()
    for own in counted.values():
        left = instance.allowance(instance.demands[own[0]])
        if left is not None and len(own) > left:
            out |= set(own) - keep(instance, rules, own, left)
    return out


def keep(instance: Instance, rules: Rules, own: list[int], visits: int) -> set[int]:
    """The most demands that fit into so many visits: mandatory ones first, then the risky."""
    if visits == 0:
        return set()

    def worth(n: int) -> tuple[bool, float, int]:
        demand = instance.demands[n]
        return (not demand.mandatory, -demand.risk, n)

    ranked = sorted(own, key=worth)
    if len(ranked) <= EXACT_CHOICE:
        for size in range(len(ranked), 0, -1):
            for chosen in combinations(ranked, size):
                if fewest(rules, chosen, caps=False).visits <= visits:
                    return set(chosen)
    kept: list[int] = []
    for n in ranked:
        if fewest(rules, (*kept, n), caps=False).visits <= visits:
            kept.append(n)
    return set(kept)
