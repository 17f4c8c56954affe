"""Before and after, as plain data for the planner's room: per firm, per body and per town."""

from collections import defaultdict
from typing import Any

from fazhi.engines.planner.instance import Instance


def before_after(instance: Instance, plan: dict[str, Any]) -> dict[str, Any]:
    """Separate visits (one a demand visited) against planned visits (户次); bodies with slots, days, kilometres too.

    A visit counts once for its firm and its town, and once for every body that takes part in it (部门检查).
    """
    demand_at = {d.id: d for d in instance.demands}
    firm_at = {f.id: n for n, f in enumerate(instance.firms)}
    firms: dict[int, list[int]] = defaultdict(lambda: [0, 0])
    towns: dict[int, list[int]] = defaultdict(lambda: [0, 0])
    bodies: dict[int, list[int]] = defaultdict(lambda: [0, 0, 0])
    trips: dict[int, set[tuple[str, int]]] = defaultdict(set)
    for visit in plan["visits"]:
        firm = firm_at[visit["firm"]]
        town = instance.firms[firm].town
        rows = [demand_at[name] for name in visit["demands"]]
        for table, key in ((firms, firm), (towns, town)):
            table[key][0] += len(rows)
            table[key][1] += 1
        for row in rows:
            bodies[row.body][0] += 1
            bodies[row.body][2] += row.slots
        for body in {row.body for row in rows}:
            bodies[body][1] += 1
            trips[body].add((visit["date"], town))
    left: dict[str, int] = defaultdict(int)
    for row in plan["unvisited"]:
        left[row["cause"]] += 1
    demands, visits = sum(before for before, _ in towns.values()), len(plan["visits"])
    return {
        "total": {
            "before": demands,
            "after": visits,
            "reduction": round(1 - visits / demands, 6) if demands else 0.0,
            "joint": sum(len({demand_at[n].body for n in v["demands"]}) > 1 for v in plan["visits"]),
        },
        "left_out": dict(sorted(left.items())),
        "firms": [{"firm": instance.firms[f].id, "before": b, "after": a} for f, (b, a) in sorted(firms.items())],
        "towns": [{"town": instance.towns[z].id, "before": b, "after": a} for z, (b, a) in sorted(towns.items())],
        "bodies": [
            {
                "body": instance.bodies[d].id,
                "before": before,
                "after": after,
                "slots": slots,
                "days": len({day for day, _ in trips[d]}),
                "trips": len(trips[d]),
                "km": round(sum(instance.distance(d, town) for _, town in sorted(trips[d])), 3),
            }
            for d, (before, after, slots) in sorted(bodies.items())
        ],
    }
