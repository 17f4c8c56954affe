"""Publishing a plan is one transaction, checked by independent code; a crash leaves the old generation whole."""

import pytest

from fazhi.domains.inspections import engine
from fazhi.engines import planner
from fazhi.kernel import writing as door
from fazhi.kernel.audit import anchor, audit
from fazhi.kernel.declare import HANDLER
from fazhi.kernel.refusal import Refusal
from inspections.district import FIRST, LAST, build, filed_plan

pytestmark = pytest.mark.django_db
DAY = FIRST.replace(month=9, day=25)


@pytest.fixture
def quarter():
    d = build()
    for organ in d.organs:
        filed_plan(d, organ)
    case = d.open("inspection_schedule", "begin", HANDLER, d.office, DAY, "排程", first=FIRST, last=LAST)
    return d, case, d.world.person(HANDLER, "甲", d.office)


def solved(case):
    instance = engine.instance_of(FIRST, LAST, case.pk)
    return instance, planner.solve(instance, seed=3, seconds=1.0, pure=True)


def test_two_bodies_become_one_visit_each(quarter):
    _, case, by = quarter
    instance, plan = solved(case)
    assert len(instance["demands"]) == 12 and plan["totals"]["visits"] == 6
    from fazhi.domains.inspections.demo import at

    engine.publish(case, instance, plan, by, DAY, at=at(DAY))
    rows = engine.current_visits(case.facts)
    assert len(rows) == 6 and all(len(r.said["bodies"]) == 2 for r in rows)
    assert engine.instance_of(FIRST, LAST)["demands"] == []  # served by this schedule
    anchor()
    assert audit().faults == []


def test_a_crash_leaves_the_old_plan_whole(quarter, monkeypatch):
    from fazhi.domains.inspections.demo import at

    _, case, by = quarter
    instance, plan = solved(case)
    engine.publish(case, instance, plan, by, DAY, at=at(DAY))
    before = [r.said for r in engine.current_visits(case.facts)]

    def broken(*args, **kw):
        raise RuntimeError("power cut")

    monkeypatch.setattr(door, "wind", broken)
    with pytest.raises(RuntimeError):
        engine.publish(case, instance, plan, by, DAY, at=at(DAY))
    monkeypatch.undo()
    case.refresh_from_db()
    case.__dict__.pop("_facts", None)
    assert case.facts.generation == 1 and [r.said for r in engine.current_visits(case.facts)] == before
    assert case.items.count() == 6 and case.ledger.count() == 2


def test_a_plan_that_breaks_a_constraint_or_is_stale_is_refused(quarter):
    from fazhi.domains.inspections.demo import at

    d, case, by = quarter
    instance, plan = solved(case)
    plan["visits"][0]["date"] = "2026-12-31"
    with pytest.raises(Refusal, match="复核不通过"):
        engine.publish(case, instance, plan, by, DAY, at=at(DAY))
    instance, plan = solved(case)
    filed_plan(d, d.organs[0])
    with pytest.raises(Refusal, match="请重新测算"):
        engine.publish(case, instance, plan, by, DAY, at=at(DAY))
    assert case.items.count() == 0
