"""The planner's room for its three people: who plans, who looks on from another body, and an enterprise with a code."""

from datetime import date

import pytest
from django.contrib.auth import get_user_model

from fazhi.domains.inspections import engine, trials
from fazhi.domains.inspections.demo import at
from fazhi.domains.inspections.models import Schedule, Trial, Visit
from fazhi.domains.inspections.procedure_visit import code_of
from fazhi.kernel.declare import HANDLER
from fazhi.kernel.models import Case
from inspections.district import FIRST, LAST, build, filed_plan
from inspections.test_rules_more import visit

pytestmark = pytest.mark.django_db
DAY = date(2026, 9, 25)


@pytest.fixture
def quarter(monkeypatch):
    # in this process: the test's database is its own
    monkeypatch.setattr(trials, "enqueue", lambda kind, **args: trials.run(lambda *told: None, **args))
    d = build()
    for organ in d.organs:
        filed_plan(d, organ)
    case = d.open("inspection_schedule", "begin", HANDLER, d.office, DAY, "排程", first=FIRST, last=LAST)
    return d, case


def test_solve_look_move_publish(quarter, client, settings):
    d, case = quarter
    Case.objects.filter(pk=case.pk).update(demo=False)
    planner_ = d.world.person(HANDLER, "甲", d.office)
    client.force_login(planner_)
    home = f"/inspections/room/{case.pk}/"
    assert "还没有测算" in client.get(home).content.decode()
    client.post(home + "solve/", {"seed": "1"})
    trial = Trial.objects.get()
    assert trial.state == "done", trial.message
    day = trial.plan["visits"][0]["date"]
    page = client.get(home, {"day": day}).content.decode()
    assert "各自单独入企" in page and "示例企业" in page and "style=" not in page and "<script>" not in page
    one = trial.plan["visits"][0]
    said = {"firm": one["firm"], "from": one["date"], "demand": one["demands"]}
    asked = client.post(home + "move/", {**said, "to": "2026-12-30", "ask": "1"}, headers={"Accept": "application/json"}).json()
    assert not asked["may"] and "窗口" in asked["broken"][0]["message"]
    made = client.post(home + "move/", {**said, "to": "2026-12-30"}, headers={"Accept": "application/json"}).json()
    assert not made["done"] and Trial.objects.get().plan == trial.plan
    free = "2026-11-16" if one["date"] != "2026-11-16" else "2026-11-17"
    made = client.post(home + "move/", {**said, "to": free}, headers={"Accept": "application/json"}).json()
    assert made["done"] and any(v["date"] == free for v in Trial.objects.get().plan["visits"])
    answer = client.post(home + "publish/", follow=True).content.decode()
    assert "已公布第1版" in answer
    assert len(engine.current_visits(Schedule.objects.get(pk=case.pk))) == 6


def test_a_stranger_and_another_body(quarter, client):
    d, case = quarter
    home = f"/inspections/room/{case.pk}/"
    assert client.get(home).status_code == 302
    client.force_login(get_user_model().objects.create(username="stranger"))
    assert client.get(home).status_code == 404
    client.force_login(d.world.person(HANDLER, "甲", d.organs[0]))
    assert client.get(home).status_code == 404
    assert client.get("/inspections/mine/").status_code == 200


def test_every_body_sees_its_list(quarter, client):
    from fazhi.engines import planner

    d, case = quarter
    instance = engine.instance_of(FIRST, LAST, case.pk)
    plan = planner.solve(instance, seed=1, seconds=1.0, pure=True)
    engine.publish(case, instance, plan, d.world.person(HANDLER, "甲", d.office), DAY, at=at(DAY))
    client.force_login(d.world.person(HANDLER, "甲", d.organs[0]))
    page = client.get("/inspections/mine/").content.decode()
    assert d.organs[1].name in page or date.today() > date(2026, 11, 20)


def test_the_code_page_needs_no_login_and_takes_answers(client):
    d = build(1)
    case = visit(d, d.organs[0], d.firms[0], date(2026, 10, 19), "JC01-1")
    code = code_of(case.facts)
    Case.objects.filter(pk=case.pk).update(demo=False)
    page = client.get(f"/inspections/code/{code}/").content.decode()
    assert "示例企业001" in page and d.organs[0].name in page and "事项（依据：法律）" in page
    client.post(f"/inspections/code/{code}/", {"what": "rate", "rating": "2"})
    assert Visit.objects.get(pk=case.pk).rating == 2
    assert "编号" in client.post(f"/inspections/code/{code}/", {"what": "complain", "content": "没有说明依据"}).content.decode()
    assert "今天已经收到" in client.post(f"/inspections/code/{code}/", {"what": "complain", "content": "又"}).content.decode()
    assert client.get(f"/inspections/code/{code[:-1]}x/").status_code == 404


def test_an_enterprise_reports_another_inspection_nobody_scanned(client):
    from fazhi.domains.inspections import alerts

    d = build(1)
    case = visit(d, d.organs[0], d.firms[0], date(2026, 10, 19), "JC01-1")
    Case.objects.filter(pk=case.pk).update(demo=False)
    page, said = f"/inspections/code/{code_of(case.facts)}/", {"what": "complain", "content": "没有扫码", "unscanned": "1"}
    assert "选一个来检查的机关" in client.post(page, said | {"against": "某局"}).content.decode()
    said |= {"against": d.organs[1].name}
    assert "哪一天" in client.post(page, said | {"seen_on": "昨天"}).content.decode()
    assert "司法局" in client.post(page, said | {"seen_on": "2026-10-20"}).content.decode()
    today = date.today()
    (alarm,) = [a for a in alerts.alerts(today, today) if a.code == "A4"]
    assert alarm.body == d.organs[1].name and "2026-10-20" in alarm.matter


def test_sheet_page_names_faults_and_takes_nothing(client):
    from django.core.files.uploadedfile import SimpleUploadedFile

    from inspections.test_sheets import workbook

    d = build(2)
    client.force_login(d.world.person(HANDLER, "甲", d.organs[0]))
    assert client.get("/inspections/sheets/form.xlsx").content[:2] == b"PK"
    file = SimpleUploadedFile("计划.xlsx", workbook({"截止日期": "2026-01-01"}))
    page = client.post("/inspections/sheets/", {"file": file, "first": "2026-10-01", "last": "2026-12-31"}).content.decode()
    assert "I列（截止日期）" in page and not Case.objects.filter(domain="inspection_plan").exists()
    file = SimpleUploadedFile("计划.xlsx", workbook({}))
    page = client.post("/inspections/sheets/", {"file": file, "first": "2026-10-01", "last": "2026-12-31"}).content.decode()
    assert "已收入 1 行" in page and Case.objects.filter(domain="inspection_plan").count() == 1


def test_alerts_are_for_the_supervision_organ(client):
    d = build(1)
    visit(d, d.organs[0], d.firms[0], date(2026, 10, 19), "JC01-1", rating=1)
    client.force_login(d.world.person(HANDLER, "甲", d.organs[0]))
    assert client.get("/inspections/alerts/").status_code == 404
    client.force_login(d.world.person(HANDLER, "甲", d.office))
    assert "没有报备检查计划" in client.get("/inspections/alerts/").content.decode()
    client.post("/inspections/alerts/")
    opened = Case.objects.filter(domain="enforce_supervision").count()
    client.post("/inspections/alerts/")
    assert opened > 0 and Case.objects.filter(domain="enforce_supervision").count() == opened
