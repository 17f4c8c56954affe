"""The exact optimum of a small instance by a model of its own (handbook §8.3), written from the contract and nothing of the planner."""

from collections import defaultdict
from datetime import date, timedelta
from itertools import combinations
from typing import Any

from ortools.sat.python import cp_model


def exact(raw: dict[str, Any], seconds: float = 20.0) -> tuple[int, int, int] | None:
    """(most mandatory demands that can be served, then most of all, then fewest visits that serve so many); None when time ran out."""
    model, x, y = _model(raw)
    must = {d["id"] for d in raw["demands"] if d["mandatory"]}
    found = []
    for terms, sense in (([v for (n, _), v in x.items() if n in must], 1), (list(x.values()), 1), (list(y.values()), -1)):
        if not terms:
            found.append(0)
            continue
        model.maximize(sense * sum(terms))
        value = _solved(model, seconds)
        if value is None:
            return None
        model.add(sense * sum(terms) == value)
        found.append(sense * value)
    return found[0], found[1], found[2]


def _solved(model: cp_model.CpModel, seconds: float) -> int | None:
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds, solver.parameters.num_workers = seconds, 2
    return round(solver.objective_value) if solver.solve(model) == cp_model.OPTIMAL else None


def _model(raw: dict[str, Any]) -> tuple[cp_model.CpModel, dict, dict]:
    """x[demand, day], y[firm, day]."""
    first, last = (date.fromisoformat(raw["period"][k]) for k in ("from", "to"))
    days = [(first + timedelta(n)) for n in range((last - first).days + 1)]
    days = [d.isoformat() for d in days if d.weekday() < 5 and d.isoformat() not in raw["period"]["closed"]]
    firm, body = {f["id"]: f for f in raw["firms"]}, {b["id"]: b for b in raw["bodies"]}
    model, x, y = cp_model.CpModel(), {}, {}
    for d in raw["demands"]:
        white = firm[d["firm"]]["whitelisted"] and not (d["trigger"] == "应查" or (d["trigger"] == "限查" and d["approved"]))
        if white or d["offsite"]:
            continue
        for day in days:
            if d["window"][0] <= day <= d["window"][1]:
                x[d["id"], day] = model.new_bool_var("")
        model.add(sum(v for (n, _), v in x.items() if n == d["id"]) <= 1)
    by_id = {d["id"]: d for d in raw["demands"]}
    on: dict[tuple[str, str], list] = defaultdict(list)
    for (n, day), v in x.items():
        on[by_id[n]["firm"], day].append((by_id[n], v))
    for key, here in on.items():
        y[key] = model.new_bool_var("")
        _visit(raw, model, y[key], here)
    _capacity(model, body, firm, on)
    _caps(raw, model, firm, on)
    return model, x, y


def _visit(raw: dict, model: cp_model.CpModel, visited: Any, here: list) -> None:
    clash = {frozenset(p) for p in raw["conflicts"]}
    for _, v in here:
        model.add_implication(v, visited)
    for (a, va), (b, vb) in combinations(here, 2):
        if a["solo"] or b["solo"] or frozenset((a["id"], b["id"])) in clash:
            model.add_at_most_one([va, vb])
    model.add(sum(round(d["hours"] * 100) * v for d, v in here) <= round(raw["max_hours"] * 100))
    taking = []
    for one in {d["body"] for d, _ in here}:
        taking.append(model.new_bool_var(""))
        model.add_max_equality(taking[-1], [v for d, v in here if d["body"] == one])
    model.add(sum(taking) <= raw["max_bodies"])


def _capacity(model: cp_model.CpModel, body: dict, firm: dict, on: dict) -> None:
    load, sent = defaultdict(list), defaultdict(lambda: defaultdict(list))
    for (name, day), here in on.items():
        for d, v in here:
            load[d["body"], day].append(d["slots"] * v)
            sent[d["body"], day][firm[name]["town"]].append(v)
    for (b, _), terms in load.items():
        model.add(sum(terms) <= body[b]["slots_per_day"])
    for (b, _), towns in sent.items():
        there = []
        for variables in towns.values():
            there.append(model.new_bool_var(""))
            model.add_max_equality(there[-1], variables)
        model.add(sum(there) <= body[b]["teams"])


def _caps(raw: dict, model: cp_model.CpModel, firm: dict, on: dict) -> None:
    done = {(r["body"], r["firm"]): r["visits"] for r in raw["done"]}
    for cap in raw["caps"]:
        for name, f in firm.items():
            if f["grade"] != cap["grade"]:
                continue
            counted = []
            for (other, _), here in on.items():
                own = [v for d, v in here if d["body"] == cap["body"] and d["counts"]] if other == name else []
                if own:
                    counted.append(model.new_bool_var(""))
                    model.add_max_equality(counted[-1], own)
            model.add(sum(counted) <= max(0, cap["visits"] - done.get((cap["body"], name), 0)))
