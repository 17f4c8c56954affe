"""Dragging a visit: what breaks is said at once, and agrees with the checker."""

from datetime import date
from random import Random

import pytest

from fazhi.engines.planner import Index, Move, check, parse, solve, what_if
from fazhi.engines.planner.generate import Kind, generate

from .small import instance


def index_of(raw):
    return Index(parse(raw), solve(raw, pure=True))


@pytest.mark.parametrize(
    ("demands", "changes", "move", "code"),
    [
        ([{"window": ["2025-04-01", "2025-04-10"]}], {}, Move("E1", date(2025, 4, 15), ("J1",)), "(1)"),
        ([{}], {}, Move("E1", date(2025, 4, 6), ("J1",)), "(1)"),
        ([{"window": ["2025-04-07", "2025-04-07"]}, {"solo": True}], {}, Move("E1", date(2025, 4, 7), ("J2",)), "(3)"),
        ([{"hours": 3.0, "window": ["2025-04-07", "2025-04-07"]}, {"hours": 3.0}], {},
         Move("E1", date(2025, 4, 7), ("J2",)), "(4)"),
        ([{"slots": 2, "window": ["2025-04-07", "2025-04-07"]}, {"firm": "E2"}], {},
         Move("E2", date(2025, 4, 7), ("J2",)), "(5)"),
        ([{"window": ["2025-04-07", "2025-04-07"]}, {"firm": "E2"}], {}, Move("E2", date(2025, 4, 7), ("J2",)), "(6)"),
        ([{"firm": "E3"}], {}, Move("E3", date(2025, 4, 7), ("J1",)), "(8)"),
    ],
)  # fmt: skip
def test_move_names_what_it_breaks(demands, changes, move, code):
    assert code in [v.code for v in what_if(index_of(instance(*demands, **changes)), move)]


def test_cap_and_wish():
    raw = instance({}, {}, caps=[{"body": "D1", "grade": "B", "visits": 1}])
    index = index_of(raw)
    assert len(index.by_firm[0]) == 1
    day = next(iter(index.by_firm[0]))
    target = index.instance.days[day + 1 if day + 1 < len(index.instance.days) else day - 1]
    assert [v.code for v in what_if(index, Move("E1", target, ("J2",)))] == ["(7)", "wish"]


def test_a_strange_move_is_refused():
    index = index_of(instance({}, {"firm": "E2"}))
    for move in (Move("E9", date(2025, 4, 7), ("J1",)), Move("E1", date(2025, 4, 7), ("J2",))):
        with pytest.raises(ValueError, match="任务"):
            what_if(index, move)


def test_whole_visits_moved_agree_with_the_checker():
    raw = generate(Kind(firms=60, slots=2, teams=2), seed=1)
    plan = solve(raw, pure=True)
    index, random = Index(parse(raw), plan), Random(0)
    seen = set()
    for _ in range(300):
        moved = random.choice(plan["visits"])
        day = random.choice(index.instance.days)
        if any(v["firm"] == moved["firm"] and v["date"] == day.isoformat() for v in plan["visits"]):
            continue
        hard = [v for v in what_if(index, Move(moved["firm"], day, tuple(moved["demands"]))) if v.code != "wish"]
        visits = [{**v, "date": day.isoformat()} if v is moved else v for v in plan["visits"]]
        kept = check(raw, {"visits": visits, "unvisited": plan["unvisited"]})
        kept = [fault for fault in kept if "却没有安排" not in fault]
        assert bool(hard) == bool(kept), (hard, kept)
        seen.add(bool(hard))
    assert seen == {True, False}
