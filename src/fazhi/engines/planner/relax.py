"""Where capacity forbids the fewest groups: one visit more, then another; a demand is left out only at last."""

from fazhi.engines.planner.assign import Assigner
from fazhi.engines.planner.groups import Group, within_caps
from fazhi.engines.planner.merge import merge
from fazhi.engines.planner.roster import Visit, bits
from fazhi.engines.planner.squeeze import squeeze


def settle(assigner: Assigner, left: list[Visit], seconds: float) -> list[int]:
    """Seat the waiting visits, splitting them as needed; returns the demands for which no day could be found."""
    left = assigner.repair(left, 0.15 * seconds, "换期")
    while any(len(v.group) > 1 for v in left):
        left = [half for v in left for half in halve(assigner, v)]
        left = assigner.repair(left, 0.05 * seconds, "拆分", patience=500)
    dropped = fill(assigner, [n for v in left for n in v.group])
    dropped = favour_mandatory(assigner, dropped)
    dropped = fill(assigner, [n for n in dropped if not squeeze(assigner, n)])
    merge(assigner, 0.3 * seconds)
    dropped = [n for n in dropped if not squeeze(assigner, n)]
    return fill(assigner, dropped)


def halve(assigner: Assigner, visit: Visit) -> list[Visit]:
    """The visit as two: if one day is open for a part of it, that part stays whole."""
    group = visit.group
    if len(group) == 1:
        return [visit]
    roster = assigner.roster
    best: tuple[tuple[bool, int, int], list[Visit]] | None = None
    for chosen in range(1, 1 << min(len(group) - 1, 8)):
        one = tuple(n for k, n in enumerate(group) if chosen >> k & 1)
        two = tuple(n for n in group if n not in one)
        if not (cap_allows(assigner, visit, [one, two]) and two):
            continue
        pair = [roster.visit(one), roster.visit(two)]
        room = sorted(roster.open_days(v).bit_count() for v in pair)
        worth = (room[1] > 0, room[0], room[1])
        if best is None or worth > best[0]:
            best = worth, pair
    return best[1] if best else [roster.visit((n,)) for n in group[:1]] + [roster.visit(group[1:])]


def cap_allows(assigner: Assigner, visit: Visit, parts: list[Group]) -> bool:
    """Does the firm keep its caps with this visit served in these parts?"""
    rules = assigner.roster.rules
    own = [v.group for v in assigner.roster.of_firm[visit.firm] if v is not visit] + parts
    return all(within_caps(rules, own, n) for n in visit.group if n in rules.allowance)


def fill(assigner: Assigner, dropped: list[int]) -> list[int]:
    """Give every left-out demand a last chance: inside a visit of its firm, else on a day of its own."""
    while True:
        still = [n for n in dropped if not (join(assigner, n) or alone(assigner, n))]
        if len(still) == len(dropped):
            return still
        dropped = still


def join(assigner: Assigner, n: int) -> bool:
    """Add the demand to a visit of its firm, on that day or on another day open to both."""
    roster = assigner.roster
    for visit in list(roster.of_firm[roster.instance.demands[n].firm]):
        larger = roster.visit((*visit.group, n))
        if not larger.days or not cap_allows(assigner, visit, [larger.group]):
            continue
        day = roster.take(visit)
        if assigner.seat(larger):
            return True
        roster.put(visit, day)
    return False


def alone(assigner: Assigner, n: int) -> bool:
    roster = assigner.roster
    visit = roster.visit((n,))
    return cap_allows(assigner, visit, [visit.group]) and assigner.seat(visit)


def favour_mandatory(assigner: Assigner, dropped: list[int]) -> list[int]:
    """A mandatory demand left out takes the place of visits that serve no mandatory one."""
    demands, roster = assigner.roster.instance.demands, assigner.roster
    still = [n for n in dropped if not demands[n].mandatory]
    for n in (n for n in dropped if demands[n].mandatory):
        visit = roster.visit((n,))
        for day in bits(visit.days) if cap_allows(assigner, visit, [(n,)]) else ():
            victims = assigner.victims(visit, day, 1e18)
            if (
                victims is None
                or any(demands[m].mandatory for v in victims for m in v.group)
                or sum(len(v.group) for v in victims) > 1
            ):
                continue
            for victim in victims:
                roster.take(victim)
            roster.put(visit, day)
            still.extend(m for v in victims for m in v.group)
            break
        else:
            still.append(n)
    return still
