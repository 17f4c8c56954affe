"""What the planner is compared with: plain greedy, and one big CP-SAT model (§8.2) of every demand on every day."""

import json
import sys
from collections import defaultdict
from itertools import combinations

from fazhi.engines.planner import Instance, eligible, parse
from fazhi.engines.planner.groups import Rules, common_days, rules_of
from fazhi.engines.planner.groups import greedy as first_fit
from fazhi.engines.planner.roster import Roster, bits


def demands_of(instance: Instance) -> tuple[Rules, list[list[int]]]:
    rules = rules_of(instance)
    return rules, eligible.split(instance, rules)[0]


def greedy(instance: Instance) -> tuple[int, int]:
    """First-fit groups firm by firm, each on its first open day, its demands singly where there is none.

    Gives (visits, not served).
    """
    rules, by_firm = demands_of(instance)
    roster, missed = Roster(instance, rules), 0
    for members in by_firm:
        ordered = sorted(members, key=lambda n: rules.days[n].bit_length())
        for group in first_fit(rules, ordered) if members else ():
            visit = roster.visit(group)
            for part in [visit] if roster.open_days(visit) else [roster.visit((n,)) for n in group]:
                if days := roster.open_days(part):
                    roster.put(part, (days & -days).bit_length() - 1)
                else:
                    missed += 1
    return len(roster.visits()), missed


def monolith(instance: Instance, seconds: float) -> tuple[int | None, int, float]:
    """One model, demand × day, two workers. (visits, not served, proved bound on visits + 1000 × not served)"""
    from ortools.sat.python import cp_model

    rules, by_firm = demands_of(instance)
    model = cp_model.CpModel()
    visits, left = [], []
    load: dict[tuple[int, int], list] = defaultdict(list)
    trips: dict[tuple[int, int], dict[int, list]] = defaultdict(lambda: defaultdict(list))
    for firm, members in enumerate(by_firm):
        town = instance.firms[firm].town
        x = {(n, t): model.new_bool_var("") for n in members for t in bits(rules.days[n])}
        y = {t: model.new_bool_var("") for _, t in x}
        for n in members:
            left.append(model.new_bool_var(""))
            model.add_exactly_one([left[-1], *(var for (m, _), var in x.items() if m == n)])
        for (n, t), var in x.items():
            model.add_implication(var, y[t])
            load[rules.body[n], t].append(rules.slots[n] * var)
            trips[rules.body[n], t][town].append(var)
        for a, b in combinations(members, 2):
            if not common_days(rules, (a, b)):
                for t in bits(rules.days[a] & rules.days[b]):
                    model.add_at_most_one([x[a, t], x[b, t]])
        for t in y:
            here = [(n, var) for (n, day), var in x.items() if day == t]
            if len(here) > 1:
                model.add(sum(round(rules.hours[n] * 3600) * v for n, v in here) <= round(instance.max_hours * 3600))
            if len(here) > instance.max_bodies:
                model.add(sum(var for _, var in here) <= instance.max_bodies)
        visits += y.values()
    for (body, _), terms in load.items():
        model.add(sum(terms) <= rules.capacity[body])
    for (body, _), by_town in trips.items():
        if len(by_town) > instance.bodies[body].teams:
            sent = []
            for variables in by_town.values():
                sent.append(model.new_bool_var(""))
                model.add_max_equality(sent[-1], variables)
            model.add(sum(sent) <= instance.bodies[body].teams)
    model.minimize(sum(visits) + 1000 * sum(left))
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = seconds
    solver.parameters.num_workers = 2
    status = solver.solve(model)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return None, 0, solver.best_objective_bound
    missed = sum(solver.boolean_value(v) for v in left)
    return round(solver.objective_value) - 1000 * missed, missed, solver.best_objective_bound


if __name__ == "__main__":
    print(json.dumps(monolith(parse(sys.stdin.read()), float(sys.argv[1]))))
