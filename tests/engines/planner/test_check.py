"""The checker agrees with the planner always, and refuses every spoiled plan."""

from copy import deepcopy
from datetime import date
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fazhi.engines.planner import check, solve
from fazhi.engines.planner.generate import Kind, generate

from .small import instance

KINDS = st.builds(
    Kind,
    firms=st.integers(1, 25),
    bodies=st.sampled_from((1, 3, 14)),
    towns=st.sampled_from((1, 4, 9)),
    slots=st.sampled_from((0, 1, 2, 40)),
    teams=st.sampled_from((0, 1, 2, 9)),
    most_demands=st.sampled_from((2, 6, 9)),
    last=st.sampled_from((date(2025, 4, 1), date(2025, 4, 20), date(2025, 6, 30))),
    windows=st.sampled_from(((1, 1), (1, 10), (10, 60), (90, 90))),
    whitelisted=st.sampled_from((0.0, 0.1, 1.0)),
    offsite=st.sampled_from((0.0, 0.1, 1.0)),
    solo=st.sampled_from((0.0, 0.1, 1.0)),
    conflicts=st.sampled_from((0.0, 0.1, 0.6, 1.0)),
    caps=st.booleans(),
    repeats=st.sampled_from((0.0, 0.4, 1.0)),
    max_bodies=st.sampled_from((1, 2, 4)),
    max_hours=st.sampled_from((1.0, 4.0)),
)


@settings(max_examples=120, deadline=None)
@given(KINDS, st.integers(0, 10**6))
def test_the_planner_always_passes(kind, seed):
    raw = generate(kind, seed)
    plan = solve(raw, seed=seed, seconds=1, pure=True)
    assert check(raw, plan) == []
    totals = plan["totals"]
    assert totals["lower_bound"] <= totals["visits"] <= totals["visited"]
    assert totals["visited"] + len(plan["unvisited"]) == len(raw["demands"])


def lose_a_demand(raw, plan, random):
    random.choice(plan["visits"])["demands"].pop()


def serve_twice(raw, plan, random):
    random.choice(plan["unvisited"] or [{}])
    first, second = plan["visits"][0], plan["visits"][-1]
    second["demands"].append(first["demands"][0])


def out_of_window(raw, plan, random):
    visit = random.choice(plan["visits"])
    window = {d["id"]: d["window"] for d in raw["demands"]}[visit["demands"][0]]
    days = [f"2025-04-{n:02}" for n in range(1, 31) if not window[0] <= f"2025-04-{n:02}" <= window[1]]
    visit["date"] = random.choice([*days, "2025-04-06"])


def on_a_closed_day(raw, plan, random):
    random.choice(plan["visits"])["date"] = raw["period"]["closed"][0]


def stranger_leads(raw, plan, random):
    visit = random.choice(plan["visits"])
    own = {d["body"] for d in raw["demands"] if d["id"] in visit["demands"]}
    visit["lead"] = next(b["id"] for b in raw["bodies"] if b["id"] not in own)


def wrong_firm(raw, plan, random):
    visit = random.choice(plan["visits"])
    visit["firm"] = next(f["id"] for f in raw["firms"] if f["id"] != visit["firm"])


def leave_out_without_reason(raw, plan, random):
    visit = plan["visits"].pop(random.randrange(len(plan["visits"])))
    cause = random.choice(("white list", "off-site", "cap", "no lawful day", "capacity"))
    plan["unvisited"] += [{"demand": n, "cause": cause} for n in visit["demands"]]


def visit_the_white_listed(raw, plan, random):
    row = plan["unvisited"].pop()
    demand = next(d for d in raw["demands"] if d["id"] == row["demand"])
    plan["visits"].append(
        {"firm": demand["firm"], "date": demand["window"][0], "demands": [demand["id"]], "lead": demand["body"]}
    )


def claim(key, by):
    def spoil(raw, plan, random):
        plan["totals"][key] += by

    spoil.__name__ = f"claim_{key}"
    return spoil


def other_instance(raw, plan, random):
    plan["proof"]["instance"] = "0" * 64


SPOILERS = [
    lose_a_demand, serve_twice, out_of_window, on_a_closed_day, stranger_leads, wrong_firm, leave_out_without_reason,
    visit_the_white_listed, other_instance, claim("visits", -1), claim("lower_bound", 1), claim("lower_bound", -1),
    claim("travel", -1.0), claim("gap", -0.01), claim("reduction", 0.01), claim("gap_days_missed", 1),
]  # fmt: skip


@pytest.fixture(scope="module")
def solved():
    raw = generate(Kind(firms=60, slots=4, teams=4, whitelisted=0.2), seed=9)
    return raw, solve(raw, pure=True)


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(SPOILERS), st.integers(0, 10**6))
def test_a_spoiled_plan_never_passes(solved, spoil, seed):
    raw, plan = solved
    plan = deepcopy(plan)
    spoil(raw, plan, Random(seed))
    assert check(raw, plan), spoil.__name__


def visit(day, *demands, firm="E1", lead="D1"):
    return {"firm": firm, "date": f"2025-04-{day:02}", "demands": list(demands), "lead": lead}


@pytest.mark.parametrize(
    ("demands", "changes", "visits", "said"),
    [
        ([{}], {}, [visit(4, "J1")], "约束（1）"),
        ([{}, {"body": "D2", "solo": True}], {}, [visit(7, "J1", "J2")], "约束（3）"),
        ([{}, {"body": "D2"}], {"conflicts": [["J1", "J2"]]}, [visit(7, "J1", "J2")], "约束（3）"),
        ([{}, {}], {}, [visit(7, "J1"), visit(7, "J2")], "约束（2）"),
        ([{}, {"body": "D2"}], {"max_bodies": 1}, [visit(7, "J1", "J2")], "约束（4）"),
        ([{"hours": 3.0}, {"hours": 1.5}], {}, [visit(7, "J1", "J2")], "约束（4）"),
        ([{}, {}, {}], {}, [visit(7, "J1", "J2", "J3")], "约束（5）"),
        ([{}, {"firm": "E2"}], {}, [visit(7, "J1"), visit(7, "J2", firm="E2")], "约束（6）"),
        (
            [{}, {}],
            {"caps": [{"body": "D1", "grade": "B", "visits": 1}]},
            [visit(7, "J1"), visit(8, "J2")],
            "约束（7）",
        ),
        ([{"firm": "E3"}], {}, [visit(7, "J1", firm="E3")], "约束（8）"),
        ([{"offsite": True}], {}, [visit(7, "J1")], "约束（8）"),
        ([{}], {}, [visit(7, "J1", lead="D2")], "约束（10）"),
    ],
)
def test_first_violated_constraint_is_named(demands, changes, visits, said):
    raw = instance(*demands, **changes)
    faults = check(raw, {"visits": visits, "unvisited": []})
    assert len(faults) == 1 and faults[0].startswith(said), faults


@pytest.mark.parametrize("plan", [None, [], {}, {"visits": 1, "unvisited": []}, {"visits": [{}], "unvisited": []}])
def test_not_a_plan(plan):
    assert check(instance({}), plan)


def test_a_plan_made_elsewhere_needs_no_totals():
    assert check(instance({}), {"visits": [visit(7, "J1")], "unvisited": []}) == []
