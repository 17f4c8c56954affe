"""A plan made anew leaves alone what is begun, and the slots and days it takes."""

import pytest

from fazhi.domains.inspections import engine
from fazhi.engines import planner
from fazhi.kernel.declare import HANDLER, HEAD
from fazhi.kernel.models import Case
from inspections.district import FIRST, LAST

from .test_opening import DAY, published, task_of


@pytest.mark.django_db
def test_a_new_plan_reserves_what_is_begun():
    d, case = published(2)
    visit = Case.objects.filter(domain="visit").order_by("pk").first()
    for organ in d.organs:
        task = task_of(visit, organ)
        d.act(task, "staff", HANDLER, DAY, officers=d.certificates(organ)[:2])
        d.act(task, "approve", HEAD, DAY)
    visit.refresh_from_db()
    assert engine.instance_of(FIRST, LAST, case.pk)["held"] == []
    d.act(visit, "notify", HANDLER, DAY)
    instance = engine.instance_of(FIRST, LAST, case.pk)
    own = {"firm": visit.facts.uscc, "date": visit.facts.planned_on.isoformat(), "slots": 1}
    assert sorted(instance["held"], key=lambda r: r["body"]) == [{"body": b, **own} for b in sorted(o.name for o in d.organs)]
    assert len(instance["demands"]) == 2 and own["firm"] not in {x["firm"] for x in instance["demands"]}
    assert planner.check(instance, planner.solve(instance, pure=True)) == []
    whole = engine.instance_of(FIRST, LAST, case.pk, whole=True)
    assert whole["held"] == [] and len(whole["demands"]) == 4
    other = engine.instance_of(FIRST, LAST)  # another schedule of the same days
    assert len(other["held"]) == 4 and other["demands"] == []
    assert planner.parse(other).held
