"""A left-out demand enters by a chain: demands of its body each move to another day, visits shrinking on the way."""

from fazhi.engines.planner.assign import Assigner
from fazhi.engines.planner.groups import common_days, within_caps
from fazhi.engines.planner.roster import Roster, Visit, bits

LONGEST = 20
"""Moves in one chain."""


def squeeze(assigner: Assigner, n: int) -> bool:
    """Breadth first over days: the shortest chain that ends on a day with room; nothing changes if there is none."""
    roster = assigner.roster
    came: dict[int, tuple[int, int, int]] = {
        day: (-1, n, 1) for day in bits(roster.rules.days[n]) if company(roster, n, day) is not None
    }
    queue = list(came)
    for day in queue:
        _, mover, depth = came[day]
        if landing(roster, mover, day) is not None:
            if follow(assigner, came, day):
                return True
            continue
        if depth >= LONGEST:
            continue
        for visit in list(roster.at[roster.rules.body[mover]][day]):
            for m in visit.group:
                if roster.rules.body[m] == roster.rules.body[mover] and m != mover:
                    assigner.work += 2e-6
                    for other in bits(roster.rules.days[m]):
                        if other not in came and company(roster, m, other) is not None:
                            came[other] = day, m, depth + 1
                            queue.append(other)
    return False


def follow(assigner: Assigner, came: dict[int, tuple[int, int, int]], day: int) -> bool:
    """Make the moves from the last to the first, each checked again; undone if one of them does not hold."""
    roster = assigner.roster
    roster.journal.clear()
    while day >= 0:
        source, mover, _ = came[day]
        if source >= 0 and not lift(roster, mover, source):
            break
        into = landing(roster, mover, day)
        if into is None:
            break
        drop(roster, mover, day, into)
        day = source
    else:
        return True
    roster.undo()
    return False


def landing(roster: Roster, n: int, day: int) -> list[Visit] | None:
    """How demand n may be served on the day: in a visit of its firm, or ([]) alone; None when it may not."""
    body, need = roster.rules.body[n], roster.rules.slots[n]
    town = roster.instance.firms[roster.instance.demands[n].firm].town
    room = roster.capacity[body] - roster.used[body][day] >= need
    if not room or not (roster.there[body][town] | roster.spare[body]) >> day & 1:
        return None
    return company(roster, n, day)


def company(roster: Roster, n: int, day: int) -> list[Visit] | None:
    """The same, leaving slots and teams aside: only what else the firm has."""
    own = roster.of_firm[roster.instance.demands[n].firm]
    mate = next((v for v in own if v.day == day), None)
    if mate is not None and n in mate.group:
        return None
    if mate is None:
        if roster.held.get(roster.instance.demands[n].firm, 0) >> day & 1:
            return None
        return [] if within_caps(roster.rules, [*without(own, n), (n,)], n) else None
    larger = (*mate.group, n)
    if not common_days(roster.rules, larger) >> day & 1:
        return None
    others = without([v for v in own if v is not mate], n)
    return [mate] if within_caps(roster.rules, [*others, larger], n) else None


def without(own: list[Visit], n: int) -> list[tuple[int, ...]]:
    """The groups of these visits once demand n has left its place."""
    return [tuple(m for m in v.group if m != n) for v in own]


def lift(roster: Roster, n: int, day: int) -> bool:
    """Take demand n out of its visit on that day."""
    visit = next((v for v in roster.of_firm[roster.instance.demands[n].firm] if v.day == day and n in v.group), None)
    if visit is None:
        return False
    roster.take(visit)
    if rest := tuple(m for m in visit.group if m != n):
        roster.put(roster.visit(rest), day)
    return True


def drop(roster: Roster, n: int, day: int, into: list[Visit]) -> None:
    """Serve demand n on that day, in the visit it lands in or alone."""
    group: tuple[int, ...] = (n,)
    if into:
        roster.take(into[0])
        group = (*into[0].group, n)
    roster.put(roster.visit(group), day)
