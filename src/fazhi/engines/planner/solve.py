"""The planner: eligible demands, fewest groups, days under capacity, gaps closed, then travel and balance."""

from collections.abc import Callable
from random import Random
from time import monotonic
from typing import Any

from fazhi.engines.planner import close, eligible, overload
from fazhi.engines.planner.assign import Assigner, Progress
from fazhi.engines.planner.groups import fewest, rules_of
from fazhi.engines.planner.improve import Improver, gaps_missed, peak_load
from fazhi.engines.planner.instance import Instance, parse
from fazhi.engines.planner.options import Options
from fazhi.engines.planner.relax import fill, settle
from fazhi.engines.planner.roster import Roster, Visit


def silent(stage: str, done: int, total: int) -> None:
    """The progress nobody watches."""


def solve(
    instance: Instance | dict[str, Any] | bytes | str,
    seed: int = 0,
    seconds: float = 20.0,
    pure: bool = False,
    progress: Progress = silent,
    clock: Callable[[], float] = monotonic,
) -> dict[str, Any]:
    """Plan the visits; gives the plan of docs/planner.md as plain data.

    Work is counted in steps, so that a seed gives the same plan on every machine; `seconds` bounds only the extra work
    of closing a gap and of shortening travel. `pure` keeps OR-Tools out.
    """
    start = clock()
    if not isinstance(instance, Instance):
        instance = parse(instance)
    random = Random(seed)
    rules = rules_of(instance)
    progress("下界", 0, 1)
    by_firm, causes = eligible.split(instance, rules)
    short = overload.excess(instance, rules, by_firm)
    waiting = set(short)
    options = Options(rules, [[n for n in members if n not in waiting] for members in by_firm] if short else by_firm)
    progress("下界", 1, 1)
    roster = Roster(instance, rules)
    assigner = Assigner(roster, options, random, progress)
    dropped = settle(assigner, assigner.build(), seconds)
    closed = close.Outcome()
    target = sum(options.least(firm) for firm in range(len(by_firm)))
    if not pure and (dropped or short or len(roster.visits()) > target):
        if short:  # which demands must wait is chosen anew, together with the visits
            options = assigner.options = Options(rules, by_firm)
        remaining = max(0.2 * seconds, 0.8 * seconds - assigner.work)
        closed = close.close(assigner, [*dropped, *short], remaining, seed, progress)
        dropped, short = closed.dropped, []
        if eligible.CAP in causes.values():  # another choice under a cap might need fewer visits
            closed = closed._replace(proved=False)
    Improver(roster, random, progress).run()
    freed = unused_caps(instance, causes, [*dropped, *short])
    left = fill(assigner, [*dropped, *short, *freed])
    for n in freed:
        if n not in left:
            del causes[n]
    dropped = [n for n in left if n not in freed or not cap_used(roster, n)]
    causes.update(dict.fromkeys(dropped, eligible.CAPACITY))
    proof = prove(roster, options, dropped, closed, pure)
    proof |= {"seconds": round(clock() - start, 3), "seed": seed, "instance": instance.digest}
    return compose(roster, options, causes, proof)


def prove(roster: Roster, options: Options, dropped: list[int], closed: close.Outcome, pure: bool) -> dict[str, Any]:
    """How the fewest visits were found, and whether nothing fewer can exist."""
    count = len(roster.visits())
    bound = sum(best.visits for best in options.best)
    reached = not dropped and count == bound
    method = "逐户精确求最少分组，按容量排期，逐出链修复"
    if closed.rounds:
        method += f"，CP-SAT 收缺口 {closed.rounds} 轮"
    elif pure:
        method += "（未用求解器）"
    return {"method": method, "optimal": reached or closed.proved}


def unused_caps(instance: Instance, causes: dict[int, str], dropped: list[int]) -> list[int]:
    """Demands left out for a cap whose place the demand chosen instead could not take: they may have it, or another cause."""
    pairs = {(instance.demands[n].body, instance.demands[n].firm) for n in dropped}
    capped = [n for n, cause in sorted(causes.items()) if cause == eligible.CAP]
    return [n for n in capped if (instance.demands[n].body, instance.demands[n].firm) in pairs]


def cap_used(roster: Roster, n: int) -> bool:
    """Whether the body's counted visits to this firm are used up."""
    demands, wanted = roster.instance.demands, roster.instance.demands[n]
    counted = [
        v for v in roster.of_firm[wanted.firm] if any(demands[m].body == wanted.body and demands[m].counts for m in v.group)
    ]
    allowance = roster.instance.allowance(wanted)
    return allowance is not None and len(counted) >= allowance


def compose(roster: Roster, options: Options, causes: dict[int, str], proof: dict[str, Any]) -> dict[str, Any]:
    instance = roster.instance
    demands = instance.demands
    visits = sorted(roster.visits(), key=lambda v: (v.day, instance.firms[v.firm].id))
    served = sum(len(v.group) for v in visits)
    bound = lower_bound(roster, options)
    return {
        "visits": [
            {
                "firm": instance.firms[v.firm].id,
                "date": instance.days[v.day].isoformat(),
                "demands": [demands[n].id for n in sorted(v.group)],
                "lead": instance.bodies[lead(roster, v)].id,
            }
            for v in visits
        ],
        "unvisited": [{"demand": demands[n].id, "cause": causes[n]} for n in sorted(causes)],
        "totals": {
            "demands": len(demands),
            "visited": served,
            "visits": len(visits),
            "lower_bound": bound,
            "gap": round((len(visits) - bound) / bound, 6) if bound else 0.0,
            "reduction": round(1 - len(visits) / served, 6) if served else 0.0,
            "travel": round(roster.travel(), 3),
            "gap_days_missed": gaps_missed(roster),
            "peak_load": round(peak_load(roster), 4),
        },
        "proof": proof,
    }


def lower_bound(roster: Roster, options: Options) -> int:
    """LB* of §8.5 over the demands visited: windows, pairs, bodies and hours only; no caps, no capacity."""
    total = 0
    for firm, own in enumerate(roster.of_firm):
        served = [n for v in own for n in v.group]
        if firm not in options.limited and set(served) == set(options.by_firm[firm]):
            total += options.best[firm].visits
            continue
        total += fewest(roster.rules, served, caps=False, capacity=False).visits
    return total


def lead(roster: Roster, visit: Visit) -> int:
    """The body with the riskiest demand leads; then the one with most hours; then the first in the register."""
    demands = roster.instance.demands

    def claim(body: int) -> tuple[float, float, int]:
        own = [demands[n] for n in visit.group if demands[n].body == body]
        return (-max(d.risk for d in own), -sum(d.hours for d in own), body)

    return min((body for body, _ in visit.needs), key=claim)
