"""What the planner must do, each on an instance whose answer can be seen by eye."""

import json
from pathlib import Path

import pytest

from fazhi.engines.planner import before_after, check, parse, solve
from fazhi.engines.planner.generate import Kind, generate

from .small import instance

ROOT = Path(__file__).parents[3]
EXAMPLES = next((d for d in (ROOT.parent / "shared/examples", ROOT.parents[1] / "shared/examples") if d.exists()), ROOT)


def planned(raw, **options):
    plan = solve(raw, pure=options.pop("pure", True), **options)
    assert check(raw, plan) == []
    return plan


def causes(plan):
    return {row["demand"]: row["cause"] for row in plan["unvisited"]}


def test_two_bodies_one_visit():
    plan = planned(instance({}, {"body": "D2"}))
    assert [visit["demands"] for visit in plan["visits"]] == [["J1", "J2"]]
    assert plan["totals"]["reduction"] == 0.5
    assert plan["proof"]["optimal"]


@pytest.mark.parametrize(
    ("changes", "demands"),
    [
        ({"conflicts": [["J1", "J2"]]}, [{}, {"body": "D2"}]),
        ({}, [{"solo": True}, {"body": "D2"}]),
        ({"max_bodies": 1}, [{}, {"body": "D2"}]),
        ({"max_hours": 1.5}, [{}, {"body": "D2"}]),
        ({}, [{"window": ["2025-04-01", "2025-04-08"]}, {"body": "D2", "window": ["2025-04-09", "2025-04-30"]}]),
        ({}, [{"window": ["2025-04-01", "2025-04-05"]}, {"body": "D2", "window": ["2025-04-04", "2025-04-30"]}]),
    ],
)
def test_what_keeps_demands_apart(changes, demands):
    plan = planned(instance(*demands, **changes))
    assert (plan["totals"]["visits"], plan["totals"]["lower_bound"]) == (2, 2)


@pytest.mark.parametrize(
    ("demand", "changes", "cause"),
    [
        ({"firm": "E3"}, {}, "white list"),
        ({"firm": "E3", "trigger": "限查", "approved": False}, {}, "white list"),
        ({"offsite": True}, {}, "off-site"),
        ({"hours": 4.5}, {}, "no lawful day"),
        ({"slots": 3}, {}, "no lawful day"),
        ({"window": ["2025-04-05", "2025-04-06"]}, {}, "no lawful day"),
        ({"window": ["2026-04-05", "2026-04-16"]}, {}, "no lawful day"),
        ({}, {"caps": [{"body": "D1", "grade": "B", "visits": 0}]}, "cap"),
        (
            {},
            {
                "caps": [{"body": "D1", "grade": "B", "visits": 1}],
                "done": [{"body": "D1", "firm": "E1", "visits": 1}],
            },
            "cap",
        ),
    ],
)
def test_left_out_with_its_cause(demand, changes, cause):
    plan = planned(instance(demand, {"firm": "E2"}, **changes))
    assert causes(plan)["J1"] == cause
    second = "J2" not in causes(plan)
    assert second or (changes.get("caps") and cause == "cap")


@pytest.mark.parametrize("trigger, approved", [("应查", False), ("限查", True)])
def test_white_listed_firm_is_visited_where_the_scheme_allows(trigger, approved):
    assert planned(instance({"firm": "E3", "trigger": trigger, "approved": approved}))["unvisited"] == []


def test_cap_makes_demands_of_one_body_share_visits():
    demands = [{"hours": 2.0}, {"hours": 2.0}, {"hours": 2.0}, {"hours": 2.0, "counts": False}]
    plan = planned(instance(*demands, caps=[{"body": "D1", "grade": "B", "visits": 1}]))
    assert sorted(causes(plan).values()) == ["cap"]
    assert plan["totals"]["visits"] == 2


def test_cap_lets_mandatory_and_risky_go_first():
    demands = [{"mandatory": False, "risk": 5}, {"risk": 1}, {"risk": 2}]
    plan = planned(instance(*demands, max_hours=1.0, caps=[{"body": "D1", "grade": "B", "visits": 1}]))
    assert causes(plan) == {"J1": "cap", "J2": "cap"}


def test_teams_and_slots_spread_over_days():
    """One team and two slots: two firms of one town on one day, the third town on another."""
    day = ["2025-04-01", "2025-04-02"]
    plan = planned(instance({"window": day}, {"firm": "E2", "window": day}))
    assert len({visit["date"] for visit in plan["visits"]}) == 2


def test_too_few_slots_leaves_out_the_fewest_and_says_capacity():
    day = ["2025-04-01", "2025-04-01"]
    raw = instance(*({"window": day, "firm": f"F{n}", "mandatory": n != 1} for n in range(3)))
    raw["firms"] = [{"id": f"F{n}", "town": "Z1", "grade": "B"} for n in range(3)]
    assert causes(planned(raw)) == {"J2": "capacity"}
    assert causes(planned(raw, pure=False)) == {"J2": "capacity"}


def test_regroups_where_the_first_grouping_does_not_fit():
    """D1 is taken on all but one day of the joint window: the firm's three demands still need only two visits."""
    raw = instance(
        {"window": ["2025-04-01", "2025-04-02"]},
        {"body": "D2", "window": ["2025-04-02", "2025-04-03"]},
        {"body": "D3", "window": ["2025-04-03", "2025-04-03"]},
        {"firm": "E2", "body": "D2", "slots": 2, "window": ["2025-04-02", "2025-04-02"]},
    )
    plan = planned(raw)
    assert plan["totals"]["visits"] == plan["totals"]["lower_bound"] == 3


def test_empty_instances():
    for raw in (instance(), instance(firms=[], towns=[], bodies=[])):
        plan = planned(raw)
        assert plan["visits"] == [] and plan["totals"]["gap"] == 0.0 and plan["proof"]["optimal"]


def test_lead_takes_part_and_has_the_highest_risk():
    assert planned(instance({}, {"body": "D2", "risk": 5}))["visits"][0]["lead"] == "D2"


def test_travel_is_kilometres_by_body_town_and_day():
    plan = planned(instance({"firm": "E2"}, {"firm": "E2", "body": "D2"}))
    assert plan["totals"]["travel"] == 10.0


def test_same_seed_same_plan():
    raw = generate(Kind(firms=120, slots=1, teams=1), seed=5)
    one, two = planned(raw, seed=3, seconds=2), planned(raw, seed=3, seconds=2)
    assert one["visits"] == two["visits"] and one["unvisited"] == two["unvisited"]


def test_progress_is_told():
    told = []
    solve(instance({}, {"body": "D2"}), pure=True, progress=lambda *args: told.append(args))
    assert {stage for stage, _, _ in told} >= {"下界", "排期", "行程"}
    assert all(0 <= done <= total for _, done, total in told)


def test_statistics_balance():
    raw = generate(Kind(firms=80), seed=2)
    plan = planned(raw)
    stats = before_after(parse(raw), plan)
    for part in ("firms", "towns"):
        assert sum(row["before"] for row in stats[part]) == stats["total"]["before"] == plan["totals"]["visited"]
        assert sum(row["after"] for row in stats[part]) == stats["total"]["after"] == plan["totals"]["visits"]
    assert sum(stats["left_out"].values()) == len(plan["unvisited"])
    assert sum(row["km"] for row in stats["bodies"]) == pytest.approx(plan["totals"]["travel"], abs=0.05)


def test_solver_closes_or_proves_a_small_tight_instance():
    raw = generate(Kind(firms=25, bodies=4, slots=1, teams=1, last=Kind.first.replace(day=30), windows=(5, 30)), seed=4)
    pure, full = planned(raw, seconds=5), planned(raw, pure=False, seconds=5)
    assert full["totals"]["visited"] >= pure["totals"]["visited"]


@pytest.mark.skipif(EXAMPLES == ROOT, reason="needs the worked examples")
@pytest.mark.parametrize("name, visited, bound", [("plan-40", 97, 59), ("plan-1000", 2732, 1727)])
def test_worked_examples_reach_their_known_bounds(name, visited, bound):
    raw = json.loads((EXAMPLES / f"{name}.json").read_text(encoding="utf-8"))
    totals = planned(raw)["totals"]
    assert (totals["visited"], totals["visits"], totals["lower_bound"]) == (visited, bound, bound)
