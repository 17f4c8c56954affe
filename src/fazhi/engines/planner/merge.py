"""Wins visits back: a firm above its fewest tries a smaller grouping while others give way, or all is undone."""

from fazhi.engines.planner.assign import Assigner

CHAIN = 60
"""Steps of one attempt."""
TRIES = 3
"""Groupings tried for a firm in one pass."""


def merge(assigner: Assigner, work: float) -> int:
    """Passes over the firms above their fewest visits until the work is spent or a pass wins nothing twice."""
    end, saved, barren = assigner.work + work, 0, 0
    while assigner.work < end and barren < 3:
        firms = above(assigner)
        if not firms:
            break
        assigner.random.shuffle(firms)
        won = 0
        for at, firm in enumerate(firms):
            if assigner.work >= end:
                break
            if at % 16 == 0:
                assigner.progress("合并", saved + won, saved + won + len(firms) - at)
            won += attempt(assigner, firm)
        saved += won
        barren = 0 if won else barren + 1
    return saved


def above(assigner: Assigner) -> list[int]:
    """Firms with more visits than they need for the demands they are served."""
    least = assigner.options.least
    return [firm for firm, own in enumerate(assigner.roster.of_firm) if len(own) > max(1, least(firm))]


def attempt(assigner: Assigner, firm: int) -> bool:
    """One visit fewer at this firm, at no one else's cost."""
    roster, random = assigner.roster, assigner.random
    served = [n for visit in roster.of_firm[firm] for n in visit.group]
    choices = assigner.options.groupings(firm, len(roster.of_firm[firm]) - 1)
    roster.journal.clear()
    for groups in random.sample(choices, min(TRIES, len(choices))):
        for visit in list(roster.of_firm[firm]):
            roster.take(visit)
        kept = [tuple(n for n in group if n in served) for group in groups]
        stack = [roster.visit(group) for group in kept if group]
        for _ in range(CHAIN):
            if not stack or len(stack) > 6:
                break
            visit = stack.pop()
            if not assigner.seat(visit) and not assigner.regroup(visit, stack):
                assigner.weight[visit.firm] += 0.2
                assigner.force(visit, stack)
        if not stack:
            return True
        roster.undo()
    return False
