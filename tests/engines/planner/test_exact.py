"""Against an exact model of its own on nasty little instances (bench/planner_sweep.py does hundreds): never a plan the checker refuses,
never a false claim of the optimum, never more than the optimum."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[3] / "bench"))

from planner_parts.exact import exact
from planner_parts.nasty import nasty
from planner_sweep import reached

from fazhi.engines.planner import check, solve


@pytest.mark.parametrize("seed", range(40))
def test_pure_plans_are_lawful_and_honest(seed):
    raw = nasty(seed)
    plan, best = solve(raw, seed=1, seconds=1.0, pure=True), exact(raw)
    assert check(raw, plan) == []
    assert reached(raw, plan)[:2] <= best[:2]
    assert not plan["proof"]["optimal"] or reached(raw, plan) == best


@pytest.mark.parametrize("seed", [1, 4, 46, 78, 90])
def test_the_solver_reaches_the_optimum_where_capacity_is_short(seed):
    raw = nasty(seed)
    plan = solve(raw, seed=1, seconds=3.0)
    assert check(raw, plan) == []
    assert reached(raw, plan) == exact(raw)


def test_a_demand_of_no_slots_needs_none():
    """A body without slots on a day may still take part with what takes no slot."""
    from .small import instance

    raw = instance({"slots": 0})
    for body in raw["bodies"]:
        body["slots_per_day"] = 0
    plan = solve(raw, pure=True)
    assert check(raw, plan) == [] and plan["totals"]["visits"] == 1
