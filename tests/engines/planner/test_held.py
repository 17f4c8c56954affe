"""Visits that stand whatever is planned keep their slots, their teams and the firm's day."""

from datetime import date

import pytest

from fazhi.engines.planner import Index, InstanceError, Move, check, parse, solve, what_if

from .small import instance

DAY = ["2025-04-10", "2025-04-10"]


def taken(**row):
    return {"body": "D1", "firm": "E2", "date": "2025-04-10", "slots": 1, **row}


@pytest.mark.parametrize("pure", [True, False])
def test_slots_teams_and_days_are_kept(pure):
    for held, demand, visits in (
        ([taken(slots=2)], {}, 0),  # both slots of the day are gone
        ([taken()], {}, 0),  # the only team is in another town
        ([taken()], {"firm": "E2", "body": "D2"}, 0),  # the firm is visited that day already
        ([taken(body="D2")], {}, 1),
        ([taken(date="2025-04-11", slots=2)], {}, 1),
        ([taken(slots=9)], {"window": ["2025-04-10", "2025-04-11"]}, 1),
    ):
        raw = instance({"window": DAY, **demand}, held=held)
        plan = solve(raw, seconds=1.0, pure=pure)
        assert plan["totals"]["visits"] == visits and check(raw, plan) == [], (held, demand)
        open_day = instance({"window": DAY, **demand})
        free = solve(open_day, seconds=1.0, pure=True)
        del free["proof"], free["totals"]
        assert check(open_day, free) == []
        if not visits:
            assert check(raw, free) != []


def test_a_team_already_in_town_may_go_on():
    raw = instance({"window": DAY, "firm": "E3", "trigger": "应查"}, held=[taken()])
    plan = solve(raw, pure=True)
    assert plan["totals"]["visits"] == 1 and check(raw, plan) == []


def test_a_move_onto_a_held_day_is_told():
    raw = instance({"firm": "E2"}, held=[taken(body="D2")])
    plan = solve(raw, pure=True)
    index = Index(parse(raw), plan)
    assert what_if(index, Move("E2", date(2025, 4, 10), ("J1",)))[0].code == "(2)"


def test_a_bad_row_is_named():
    with pytest.raises(InstanceError) as refused:
        parse(instance({}, held=[taken(body="D99"), taken(date="4月10日")]))
    assert [f.split("：")[0] for f in refused.value.faults] == ["held[0].body", "held[1].date"]


@pytest.mark.parametrize("seed", range(12))
def test_nasty_instances_with_held_visits(seed):
    """Half of a plan is held; what is planned anew beside it passes the checker."""
    from .test_exact import nasty

    raw = nasty(seed)
    first = solve(raw, seed=1, seconds=1.0, pure=True)
    body_of = {d["id"]: d for d in raw["demands"]}
    fixed = first["visits"][::2]
    gone = {n for v in fixed for n in v["demands"]}
    raw["held"] = [
        {"body": body_of[n]["body"], "firm": v["firm"], "date": v["date"], "slots": body_of[n]["slots"]}
        for v in fixed
        for n in v["demands"]
    ]
    raw["demands"] = [d for d in raw["demands"] if d["id"] not in gone]
    raw["conflicts"] = [p for p in raw["conflicts"] if not gone & set(p)]
    for pure in (True, False):
        plan = solve(raw, seed=1, seconds=1.0, pure=pure)
        assert check(raw, plan) == []
