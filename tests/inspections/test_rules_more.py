"""R18 with its parameter, alerts that open supervision cases, and the log of what was refused."""

from datetime import date

import pytest

from fazhi.domains.inspections import alerts, engine
from fazhi.domains.inspections.demo import at
from fazhi.domains.inspections.models import Blocked
from fazhi.domains.inspections.procedure_task import OFFICER
from fazhi.kernel.declare import HANDLER, HEAD
from fazhi.kernel.models import Parameter
from fazhi.kernel.refusal import Refusal
from inspections.district import build

pytestmark = pytest.mark.django_db


def task(d, organ, firm, day, item):
    return d.open("inspection_task", "submit", HANDLER, organ, day, firm[1], uscc=firm[0], firm=firm[1], items=[item], trigger="complaint",
                  first=day, last=day.replace(day=28), officers=d.certificates(organ)[:2])  # fmt: skip


def visit(d, organ, firm, day, item, rating=0):
    """One clue check carried out up to its record, and rated."""
    number = d.act(task(d, organ, firm, day, item), "approve", HEAD, day).number
    check = {"body": organ.name, "task": number, "trigger": "complaint", "officers": d.certificates(organ)[:2], "items": [item]}
    case = d.open(
        "visit",
        "arrange",
        HANDLER,
        organ,
        day,
        firm[1],
        uscc=firm[0],
        firm=firm[1],
        planned_on=day,
        trigger="complaint",
        item=check,
    )
    d.act(case, "notify", HANDLER, day)
    d.act(
        case,
        "scan_in",
        OFFICER,
        day,
        contact="inspection",
        certificates_shown=True,
        scan_uscc=firm[0],
        present=check["officers"],
    )
    d.act(case, "record", OFFICER, day, summary="查看")
    if rating:
        from fazhi.domains.inspections.procedure_visit import SCANNER

        d.act(case, "rate", SCANNER, day, rating=rating)
    return case


def test_r18_overdue_results_stop_new_tasks():
    d = build(3)
    visit(d, d.organs[0], d.firms[0], date(2026, 10, 19), "JC01-1")
    Parameter.objects.create(key="inspections.overdue_max", value=1, basis="本区规定", since=date(2026, 1, 1))
    task(d, d.organs[0], d.firms[1], date(2026, 10, 20), "JC01-1")  # not yet overdue
    with pytest.raises(Refusal, match="规则R18"):
        task(d, d.organs[0], d.firms[2], date(2026, 11, 16), "JC01-1")


def test_alerts_open_supervision_cases_once():
    d = build(2)
    visit(d, d.organs[0], d.firms[0], date(2026, 10, 19), "JC01-1", rating=1)
    visit(d, d.organs[1], d.firms[0], date(2026, 10, 26), "JC02-1")
    found = alerts.alerts(date(2026, 10, 1), date(2026, 10, 31))
    assert {"A5", "A9"} == {a.code for a in found}  # a complaint waits for nobody: no A1
    by, on = d.world.person(HANDLER, "甲", d.office), date(2026, 11, 2)
    opened = alerts.open_cases(found, d.office, by, on, demo=True, at=at(on))
    assert len(opened) == len(found) and opened[0].procedure == "enforce_supervision@2026"
    assert alerts.open_cases(found, d.office, by, on, demo=True, at=at(on)) == []


def test_a_refusal_is_kept():
    d = build(1)
    engine.record_block("R08", d.organs[0], "超过频次", date(2026, 10, 19), d.firms[0][0])
    assert Blocked.objects.get().rule == "R08"
