"""Each alert of the supervision organ: one ledger that calls for it, and one close by that does not."""

from datetime import date, timedelta

import pytest

from fazhi.domains.inspections import alerts
from fazhi.domains.inspections.demo import at
from fazhi.domains.inspections.models import Supervision
from fazhi.domains.inspections.procedure_joint import PARTNER
from fazhi.domains.inspections.procedure_task import OFFICER
from fazhi.domains.inspections.procedure_visit import SCANNER
from fazhi.kernel.declare import CLERK, HANDLER, HEAD, ORGAN_HEAD
from fazhi.kernel.models import Case, Parameter
from fazhi.kernel.tick import tick
from inspections.district import build, filed_plan

pytestmark = pytest.mark.django_db
FIRST, LAST = date(2026, 10, 1), date(2026, 12, 31)


def came(d, firm, day, *organs, trigger="plan", item="", result="", officers=(), contact="inspection"):
    """One visit entered afterwards, with a check for each body."""
    rows = [
        {
            "body": o.name,
            "trigger": trigger,
            "items": [item] if item else [],
            "result": result or None,
            "officers": list(officers),
        }
        for o in organs
    ]
    rows = [{k: v for k, v in row.items() if v} for row in rows]
    return d.open("visit", "record_past", CLERK, organs[0], day, firm[1], uscc=firm[0], firm=firm[1], contact=contact, planned_on=day,
                  trigger=trigger, document="登记表", item=rows)  # fmt: skip


def told(code, first=FIRST, last=LAST):
    return [a for a in alerts.alerts(first, last) if a.code == code]


@pytest.mark.parametrize(
    ("gap", "trigger", "found"), [(30, "plan", 1), (31, "plan", 0), (10, "complaint", 0), (0, "transfer", 1)]
)
def test_a1_another_body_within_thirty_days(gap, trigger, found):
    d = build(2)
    one, two = d.organs
    first = came(d, d.firms[0], date(2026, 9, 20), one)  # before the period: still seen
    came(d, d.firms[1], date(2026, 10, 12), one, two)
    came(d, d.firms[1], date(2026, 10, 20), one, two)  # together both times
    second = came(d, d.firms[0], date(2026, 9, 20) + timedelta(gap), two, trigger=trigger)
    alarms = told("A1", date(2026, 9, 20))
    assert [(a.body, a.grounds) for a in alarms] == [(two.name, (first.number, second.number))] * found


@pytest.mark.parametrize(("gap", "trigger", "found"), [(90, "plan", 1), (91, "plan", 0), (20, "recheck", 0)])
def test_a2_the_same_item_again(gap, trigger, found):
    d = build(1)
    came(d, d.firms[0], date(2026, 8, 10), d.organs[0], item="JC01-1")
    came(d, d.firms[0], date(2026, 8, 10) + timedelta(gap), d.organs[0], item="JC01-1", trigger=trigger)
    assert len(told("A2", date(2026, 8, 20))) == found


@pytest.mark.parametrize(("others", "found"), [(1, 1), (3, 0)])
def test_a3_far_more_often_than_the_rest(others, found):
    d = build(6)
    for n, firm in enumerate(d.firms):
        for k in range(3 if n == 0 else others):
            came(d, firm, date(2026, 10, 9) + timedelta(20 * k), d.organs[0])
    alarms = told("A3")
    assert len(alarms) == found and all("3次" in a.matter and len(a.grounds) == 3 for a in alarms)


def complaint(d, **said):
    uscc, name, _ = d.firms[0]
    return d.open("inspection_complaint", "receive", CLERK, d.office, date(2026, 10, 20), "投诉", uscc=uscc, firm=name, channel="hotline",
                  content="来人没有扫码", **said)  # fmt: skip


@pytest.mark.parametrize(("by", "found"), [(None, 1), (1, 1), (0, 0)])
def test_a4_reported_without_scan(by, found):
    d = build(1)
    if by is not None:
        came(d, d.firms[0], date(2026, 10, 19), d.organs[by])
    complaint(d, against=d.organs[0].name, seen_on=date(2026, 10, 19), unscanned=True)
    assert [a.body for a in told("A4")] == [d.organs[0].name] * found


@pytest.mark.parametrize(("rating", "found"), [(2, 1), (3, 0)])
def test_a5_low_rating(rating, found):
    d = build(1)
    case = came(d, d.firms[0], date(2026, 10, 19), d.organs[0])
    d.act(case, "rate", SCANNER, date(2026, 10, 20), rating=rating)
    assert len(told("A5")) == found


@pytest.mark.parametrize(("last", "a6"), [("none", 1), ("found", 0)])
def test_a6_an_officer_who_never_finds_and_a7_a_crowded_month(last, a6):
    d = build(1)
    for n in range(30):
        came(d, d.firms[0], date(2026, 9, 1) + timedelta(n), d.organs[0], result="none" if n else last, officers=["SL-011"])
    assert [a.subject for a in told("A6")] == ["SL-011"] * a6
    assert [a.subject for a in told("A7", date(2026, 9, 1), date(2026, 10, 31))] == ["2026Q3"]
    assert told("A7", date(2026, 9, 1), date(2026, 9, 30)) == []  # the quarter is not over


def test_a8_an_item_for_afar_done_at_the_enterprise():
    d = build(1)
    body, day = Case.objects.get(domain="inspection_body", title=d.organs[0].name), date(2026, 10, 19)
    item = {"code": "FX1", "name": "年报", "law": "条例", "method": "均可", "published_on": "2026-09-01"}
    d.act(body, "publish_item", CLERK, date(2026, 9, 2), item=item)
    for code, reason in (("FX1", "须看现场"), ("JC01-1", "")):
        task = d.open("inspection_task", "submit", HANDLER, d.organs[0], day, "任务", uscc=d.firms[0][0], firm=d.firms[0][1], items=[code],
                      trigger="complaint", first=day, last=day, officers=d.certificates(d.organs[0])[:2], onsite_reason=reason)  # fmt: skip
        d.act(task, "approve", HEAD, day)
        d.act(task, "carry_out", OFFICER, day, visit="补记")
    (alarm,) = told("A8")
    assert "有1件" in alarm.matter and "0件没有写明" in alarm.matter


def test_a9_no_plan_or_a_late_one():
    d = build(1)
    assert told("A9", last=date(2026, 3, 31)) == []
    filed_plan(d, d.organs[0])
    found = {a.body: a.matter for a in told("A9")}
    assert set(found) == {d.organs[1].name} and "没有报备" in found[d.organs[1].name]
    early = date(2026, 3, 2)
    Case.objects.filter(domain="inspection_body").update(opened_on=early)
    from fazhi.domains.inspections.models import Body

    Body.objects.update(announced_on=early)
    assert "才报备" in {a.body: a.matter for a in told("A9")}[d.organs[0].name]


@pytest.mark.parametrize(("published", "found"), [("2021-12-20", 1), ("2022-01-04", 0)])
def test_a10_an_item_nobody_used(published, found):
    d = build(0)
    body = Case.objects.get(domain="inspection_body", title=d.organs[0].name)
    item = {"code": "LJ1", "name": "旧事项", "law": "条例", "published_on": published}
    d.act(body, "publish_item", CLERK, date(2026, 9, 2), item=item)
    assert [a.subject for a in told("A10", last=date(2026, 12, 31))] == ["LJ1"] * found


@pytest.mark.parametrize(("declined", "found"), [(1, 0), (2, 1)])
def test_a11_invitations_declined(declined, found):
    d = build(0)
    for n in range(4):
        event = d.open("joint_inspection", "propose", HANDLER, d.office, date(2026, 10, 12), "联合", topic="联合", lead=d.organs[0].name,
                       bodies=[o.name for o in d.organs], first=date(2026, 10, 19), last=date(2026, 10, 30),
                       parties=[{"seat": PARTNER, "name": d.organs[1].name, "kind": "机关", "organ": d.organs[1]}])  # fmt: skip
        d.act(event, "invite", HANDLER, date(2026, 10, 12))
        answer = {"answer": "decline", "code": "时间窗口不可"} if n < declined else {"answer": "accept"}
        d.act(event, "answer", HANDLER, date(2026, 10, 13), item={"body": d.organs[1].name, **answer})
    assert len(told("A11")) == found


def test_a12_many_clue_checks_and_a13_one_complainant():
    d = build(1)
    Parameter.objects.create(key="inspections.complaints_30d", value=2, basis="本区规定", since=date(2026, 1, 1))
    for n in range(4):
        came(d, d.firms[0], date(2026, 10, 8) + timedelta(7 * n), d.organs[0], trigger="complaint")
        assert len(told("A12")) == (n == 3)
        complaint(d, complainant="投诉人甲")
        assert len(told("A13")) == (n >= 2)
    (alarm,) = told("A13")
    assert alarm.body == "" and "投诉人甲" not in alarm.matter
    by, on = d.world.person(HANDLER, "甲", d.office), date(2026, 11, 2)
    assert "A13" not in {
        c.facts.alert for c in alerts.open_cases(told("A13") + told("A12"), d.office, by, on, demo=True, at=at(on))
    }


def test_a14_a_call_that_became_an_inspection():
    d = build(1)
    day = date(2026, 10, 19)
    for reason in ("", "发现隐患当场处理"):
        firm = d.firms[0]
        d.open("visit", "arrange", HANDLER, d.organs[0], day, firm[1], uscc=firm[0], firm=firm[1], contact="call", planned_on=day,
               guidance_reason=reason, item={"body": d.organs[0].name, "officers": d.certificates(d.organs[0])[:2]})  # fmt: skip
    for case in Case.objects.filter(domain="visit"):
        d.act(case, "notify", HANDLER, day)
        d.act(
            case,
            "scan_in",
            OFFICER,
            day,
            contact="call",
            certificates_shown=True,
            scan_uscc=d.firms[0][0],
            present=["SL-011", "SL-012"],
        )
    assert [a.body for a in told("A14")] == [d.organs[0].name]


def test_a15_a_window_that_ran_out_and_r06_an_emergency_never_approved():
    d = build(1)
    day = date(2026, 10, 19)
    said = {"uscc": d.firms[0][0], "firm": d.firms[0][1], "items": ["JC01-1"], "first": day, "last": day + timedelta(3),
            "officers": d.certificates(d.organs[0])[:2]}  # fmt: skip
    d.act(
        d.open("inspection_task", "submit", HANDLER, d.organs[0], day, "任务", trigger="complaint", **said),
        "approve",
        HEAD,
        day,
    )
    d.open("inspection_task", "hurry", HANDLER, d.organs[0], day, "紧急", trigger="accident", **said)
    tick(day + timedelta(10), at=at(day + timedelta(10)))
    assert [len(a.grounds) for a in told("A15")] == [1] and [a.body for a in told("R06")] == [d.organs[0].name]


def test_a16_a_file_found_unfit():
    d = build(0)
    day = date(2026, 10, 19)
    case = d.open("file_review", "begin", CLERK, d.office, day, "评查", topic="评查", sample=3)
    for n, (content, veto) in enumerate(((70, []), (70, ["程序违法"]), (41, []))):
        row = {"number": f"卷{n}", "body": d.organs[0].name, "form": 18, "content": content, "veto": veto}
        d.act(case, "score", HANDLER, day, item={k: v for k, v in row.items() if v})
    assert told("A16") == []  # not published yet
    d.act(case, "close", HEAD, day)
    assert [a.matter for a in told("A16")] == ["案卷卷1评查不合格：程序违法", "案卷卷2评查不合格：59分"]


COURSE = {
    2024: (("notice", HEAD, "行政执法监督通知书"), ("opinion", HEAD, "行政执法监督意见书"), ("decide", ORGAN_HEAD, "行政执法监督决定书")),
    2026: (("urge", HEAD, "行政执法监督督办函"), ("opinion", HEAD, "行政执法监督意见书"), ("decide", ORGAN_HEAD, "行政执法监督决定书")),
}  # fmt: skip


@pytest.mark.parametrize("year", COURSE)
def test_an_alert_goes_from_notice_through_opinion_to_decision(year):
    d = build(1)
    found = [alerts.Alert("A1", d.organs[0].name, "没有合并", "企业", ("卷1",))]
    by, on = d.world.person(HANDLER, "甲", d.office), date(year, 10, 19)
    (case,) = alerts.open_cases(found, d.office, by, on, demo=True, at=at(on))
    assert case.parties.get(seat="supervised").organ == d.organs[0] and case.facts.grounds == ["卷1"]
    for n, (step, seat, kind) in enumerate(COURSE[year]):
        day = on + timedelta(7 * n)
        if step == "decide" and year == 2026:
            d.act(case, "propose", HEAD, day, proposal="责令纠正")
        extra = {"government": "示政〔2026〕9号"} if step == "decide" and year == 2026 else {}
        d.act(case, step, seat, day, due_on=day + timedelta(5), **extra)
        assert case.documents.filter(kind=kind).count() == 1
    d.act(case, "reply", HANDLER, on + timedelta(20), reply="已合并")
    d.act(case, "close", HEAD, on + timedelta(21), corrected=True)
    assert case.state == "closed"


def test_an_alert_is_raised_once_while_its_case_is_open():
    d = build(1)
    by, on = d.world.person(HANDLER, "甲", d.office), date(2026, 10, 19)
    one = alerts.Alert("A3", d.organs[0].name, "被入企3次", "企业")
    four = alerts.Alert("A3", d.organs[0].name, "被入企4次", "企业")
    (case,) = alerts.open_cases([one, four], d.office, by, on, demo=True, at=at(on))
    assert alerts.open_cases([one, four], d.office, by, on, demo=True, at=at(on)) == []
    d.act(case, "dismiss", HEAD, on, reason="均为企业申请")
    assert len(alerts.open_cases([one, four], d.office, by, on, demo=True, at=at(on))) == 1 and Supervision.objects.count() == 2


def test_every_alert_has_its_article_and_its_document():
    assert {a for a in alerts.KINDS if a.startswith("A")} == {f"A{n}" for n in range(1, 17)}
    for code, kind in alerts.KINDS.items():
        assert kind.watched.article and kind.label and alerts.remedy(code, date(2024, 5, 6)) != "督办函"
