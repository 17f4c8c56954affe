"""The OR-Tools worker, a process of its own: one JSON problem a line in, one JSON answer a line out.

Run as `python -m fazhi.engines.planner.cpsat`; ortools and highspy cannot live in one process, so only this file
imports it. A problem is a list of columns (a group of demands of one firm with its lawful days) and what the rest of
the plan leaves free.
"""

import json
import sys
from collections import defaultdict
from typing import Any

LEFT_OUT, MANDATORY_LEFT_OUT = 1_000, 1_000_000
"""In visits. Serving a demand comes before saving visits; a mandatory one before any other."""


def solve(problem: dict[str, Any]) -> dict[str, Any]:
    """Fewest visits that serve the most demands; answers with chosen [column, day] pairs, status and bound."""
    from ortools.sat.python import cp_model

    model = cp_model.CpModel()
    columns = problem["columns"]
    serves: dict[int, list[Any]] = defaultdict(list)
    on_day: dict[tuple[int, int], list[Any]] = defaultdict(list)
    uses: dict[tuple[int, int], list[Any]] = defaultdict(list)
    goes: dict[tuple[int, int], dict[int, list[Any]]] = defaultdict(lambda: defaultdict(list))
    counted: dict[tuple[int, int], list[Any]] = defaultdict(list)
    x: dict[tuple[int, int], Any] = {}
    for c, column in enumerate(columns):
        for day in column["days"]:
            x[c, day] = var = model.new_bool_var("")
            on_day[column["firm"], day].append(var)
            for n in column["group"]:
                serves[n].append(var)
            for body, need in column["needs"]:
                uses[body, day].append((need, var))
                goes[body, day][column["town"]].append(var)
            for body in column["counted"]:
                counted[column["firm"], body].append(var)
    left_out = {}
    for n, mandatory in problem["demands"]:
        left_out[n] = (model.new_bool_var(""), MANDATORY_LEFT_OUT if mandatory else LEFT_OUT)
        model.add_exactly_one([*serves[n], left_out[n][0]])
    for variables in on_day.values():
        model.add_at_most_one(variables)
    slots = {(d, t): s for d, t, s in problem["slots"]}
    for key, terms in uses.items():
        model.add(sum(need * var for need, var in terms) <= slots[key])
    _send_teams(model, problem["teams"], goes)
    for firm, body, allowed in problem["caps"]:
        model.add(sum(counted[firm, body]) <= allowed)
    model.minimize(sum(x.values()) + sum(cost * var for var, cost in left_out.values()))
    hints = {tuple(pair) for pair in problem["hint"]}
    for key, var in x.items():
        model.add_hint(var, key in hints)
    solver = cp_model.CpSolver()
    _bound(solver.parameters, problem)
    status = solver.solve(model)
    found = status in (cp_model.OPTIMAL, cp_model.FEASIBLE)
    return {
        "optimal": status == cp_model.OPTIMAL,
        "chosen": [key for key, var in x.items() if solver.boolean_value(var)] if found else None,
        "value": round(solver.objective_value) if found else None,
        "bound": solver.best_objective_bound,
    }


def _send_teams(model: Any, teams: list[Any], goes: dict[tuple[int, int], dict[int, list[Any]]]) -> None:
    """A body sends no more teams to new towns on a day than it has left; towns where a team is already cost none."""
    known = {(d, t): (left, set(there)) for d, t, left, there in teams}
    for key, by_town in goes.items():
        left, there = known[key]
        new = {town: variables for town, variables in by_town.items() if town not in there}
        if len(new) > left:
            sent = []
            for variables in new.values():
                trip = model.new_bool_var("")
                model.add_max_equality(trip, variables)
                sent.append(trip)
            model.add(sum(sent) <= left)


def _bound(parameters: Any, problem: dict[str, Any]) -> None:
    """One worker and deterministic time: the same seed gives the same plan."""
    parameters.num_workers = 1
    parameters.random_seed = problem["seed"]
    parameters.max_deterministic_time = problem["effort"]
    parameters.max_time_in_seconds = problem["seconds"]


def main() -> None:
    for line in sys.stdin:
        print(json.dumps(solve(json.loads(line))), flush=True)


if __name__ == "__main__":
    main()
