"""The case page and its steps: readings, masks, optimistic entry, what was typed, what was foretold, amendments, deliveries."""

from datetime import date, timedelta

import pytest
from django.core.files.storage import default_storage

from fazhi.kernel.audit import audit
from fazhi.kernel.declare import HEAD
from fazhi.kernel.models import Case, Deadline, Event, Person, Post, Reading
from fazhi.kernel.sitting import reading_of
from fazhi.surfaces.effects import effects
from fazhi.surfaces.models import Proposal
from web.conftest import enter

TODAY = date.today()


@pytest.fixture
def fresh(office):
    """A case opened today through the web."""
    client = enter(office.clerk)
    organ = office.world.organ_named("示例区某局")
    data = {"on": TODAY.isoformat(), "title": "申请人乙不服许可案", "matter": "行政许可", "applicant-0-name": "申请人乙", "applicant-0-phone": "13911112222",
            "respondent-0-organ": str(organ.pk), "rows-applicant": "1", "rows-respondent": "1"}  # fmt: skip
    answer = client.post("/cases/sample/new/receive/", data)
    assert answer.status_code == 302, answer.text
    return Case.objects.latest("pk")


def test_opening_through_the_form(fresh):
    assert fresh.number and fresh.parties.get(seat="respondent").kind == "机关"
    assert fresh.parties.get(seat="applicant").phone == "13911112222"


def test_every_reading_is_logged(office, fresh):
    enter(office.head).get(f"/case/{fresh.pk}/")
    assert Reading.objects.filter(case=fresh, user=office.head, what="办件").count() == 1


def overseer(office):
    from django.contrib.auth import get_user_model

    user = get_user_model().objects.create(username="overseer")
    Person.objects.create(user=user, name="分管领导")
    Post.objects.create(user=user, organ=office.world.organ, seat="leader", below=True)
    return user


def test_personal_data_of_others_cases_need_a_reason(office, fresh):
    other = office.world.organ_named("示例区某某分局")
    Case.objects.filter(pk=fresh.pk).update(organ=other)
    user = overseer(office)
    client = enter(user)
    page = client.get(f"/case/{fresh.pk}/").text
    assert "13911112222" not in page and "＊＊＊2222" in page
    assert client.post(f"/case/{fresh.pk}/open/", {"reason": ""}).status_code == 302
    assert "13911112222" not in client.get(f"/case/{fresh.pk}/").text
    client.post(f"/case/{fresh.pk}/open/", {"reason": "核对送达地址"})
    assert "13911112222" in client.get(f"/case/{fresh.pk}/").text
    assert Reading.objects.filter(user=user, reason="核对送达地址").exists()


def test_what_was_typed_is_kept_and_the_refusal_stands_at_its_field(office, fresh):
    future = (TODAY + timedelta(3)).isoformat()
    answer = enter(office.head).post(f"/case/{fresh.pk}/step/accept/", {"on": future, "amount": "12.50", "seen": fresh.events})
    assert answer.status_code == 422 and 'value="12.50"' in answer.text and future in answer.text
    assert 'id="q-on-r"' in answer.text and "还没有到" in answer.text and 'aria-invalid="true"' in answer.text


def test_money_is_yuan_on_the_screen_and_fen_in_the_ledger(office, fresh):
    client = enter(office.head)
    bad = client.post(f"/case/{fresh.pk}/step/accept/", {"on": TODAY.isoformat(), "amount": "十二", "seen": fresh.events})
    assert bad.status_code == 422 and "应写成金额" in bad.text
    assert (
        client.post(
            f"/case/{fresh.pk}/step/accept/", {"on": TODAY.isoformat(), "amount": "1,234.50", "seen": fresh.events}
        ).status_code
        == 302
    )
    assert Event.objects.get(case=fresh, step="accept").said["words"]["amount"] == 123450


def test_somebody_was_faster(office, fresh):
    seen = fresh.events
    accept = f"/case/{fresh.pk}/step/accept/"
    assert enter(office.head2).post(accept, {"on": TODAY.isoformat(), "seen": seen}).status_code == 302
    late = enter(office.head).post(f"/case/{fresh.pk}/step/suspend/", {"on": TODAY.isoformat(), "seen": seen})
    assert late.status_code == 422 and "已有新的记载" in late.text


def test_what_is_foretold_comes_true(office, fresh):
    head = enter(office.head)
    for key in ("accept", "suspend", "resume", "extend"):
        case = Case.objects.get(pk=fresh.pk)
        step = case.declared.steps[key]
        told = " ".join(e.text for e in effects(case, step, TODAY, {d.clock: reading_of(d) for d in case.deadlines.all()}))
        assert head.post(f"/case/{fresh.pk}/step/{key}/", {"on": TODAY.isoformat(), "seen": case.events}).status_code == 302
        due = Deadline.objects.get(case=fresh, clock="try_limit").due
        assert f"{due.month}月{due.day}日" in told or f"{due:%Y-%m-%d}" in told or "中止计算" in told, told
        page = head.get(f"/case/{fresh.pk}/step/extend/effects/?on={TODAY}").text
        assert "办理之后" in page


def test_more_rows_without_script(office, fresh):
    client = enter(office.clerk)
    answer = client.post(
        "/cases/sample/new/receive/", {"more": "applicant", "rows-applicant": "1", "title": "某案", "applicant-0-name": "甲"}
    )
    assert (
        answer.status_code == 200
        and "applicant-1-name" in answer.text
        and 'value="甲"' in answer.text
        and 'value="某案"' in answer.text
    )


def test_amendment_needs_a_second_person(office, fresh):
    head, head2, handler = enter(office.head), enter(office.head2), enter(office.handler)
    head.post(f"/case/{fresh.pk}/step/accept/", {"on": TODAY.isoformat(), "seen": fresh.events, "amount": "10"})
    line = Event.objects.get(case=fresh, step="accept")
    none = head.post(f"/case/{fresh.pk}/amend/{line.seq}/", {"reason": "录入有误", "on": TODAY.isoformat(), "amount": "10.00"})
    assert none.status_code == 422 and "没有写明改什么" in none.text
    assert (
        head.post(
            f"/case/{fresh.pk}/amend/{line.seq}/", {"reason": "录入有误", "on": TODAY.isoformat(), "amount": "20"}
        ).status_code
        == 302
    )
    wanted = Proposal.objects.get(state="open")
    url = f"/case/{fresh.pk}/proposal/{wanted.pk}/"
    assert "待您复核" in head2.get("/work/").text and "待您复核" not in head.get("/work/").text
    for client in (head, handler):
        assert client.post(url, {"decision": "confirm"}).status_code == 422
    assert Event.objects.filter(case=fresh, kind="amend").count() == 0
    assert head2.post(url, {"decision": "confirm"}).status_code == 302
    assert Event.objects.get(case=fresh, kind="amend").said["words"] == {"amount": 2000}
    assert head2.post(url, {"decision": "confirm"}).status_code == 422
    assert audit().faults == []
    assert "20.00" in head.get(url).text


def test_declined_proposals_change_nothing(office, fresh):
    head, head2 = enter(office.head), enter(office.head2)
    head.post(
        f"/case/{fresh.pk}/amend/1/", {"reason": "日期错了", "on": (TODAY - timedelta(4)).isoformat(), "matter": "行政许可"}
    )
    wanted = Proposal.objects.get()
    head2.post(f"/case/{fresh.pk}/proposal/{wanted.pk}/", {"decision": "decline", "answer": "日期没有错"})
    wanted.refresh_from_db()
    assert wanted.state == "declined" and not Event.objects.filter(case=fresh, kind="amend").exists()


def test_deliveries_and_papers(office, fresh):
    head = enter(office.head)
    head.post(
        f"/case/{fresh.pk}/step/accept/", {"on": TODAY.isoformat(), "seen": fresh.events, "handler": str(office.handler.pk)}
    )
    handler = enter(office.handler)
    handler.post(f"/case/{fresh.pk}/step/serve/", {"on": TODAY.isoformat()})
    document = fresh.documents.get(kind="答复通知书")
    respondent = fresh.parties.get(seat="respondent")
    url = f"/document/{document.pk}/deliver/"
    assert handler.post(url, {"on": TODAY.isoformat()}).status_code == 422
    assert handler.post(url, {"on": (TODAY + timedelta(1)).isoformat(), "party": respondent.pk}).status_code == 422
    assert (
        handler.post(url, {"on": TODAY.isoformat(), "party": respondent.pk, "method": "direct", "proof": "回证"}).status_code
        == 302
    )
    assert Deadline.objects.get(case=fresh, clock="answer_limit").start == TODAY
    assert handler.get(f"/document/{document.pk}/").content[:2] == b"PK"
    assert "答复通知书" in handler.get(f"/document/{document.pk}/print/").text
    document.refresh_from_db()
    default_storage.delete(str(document.file))
    for place in ("", "print/"):
        lost = handler.get(f"/document/{document.pk}/{place}", follow=True)
        assert lost.redirect_chain[-1][0] == f"/case/{fresh.pk}/" and "请管理员从备份恢复该文件" in lost.text
    assert handler.post(f"/case/{fresh.pk}/step/accept/", {"on": TODAY.isoformat(), "handler": "999999"}).status_code == 422


def test_files_too_large_are_refused(office, fresh, monkeypatch):
    from django.core.files.uploadedfile import SimpleUploadedFile

    from fazhi.surfaces import uploads

    monkeypatch.setattr(uploads, "MAX_FILE", 10)
    big = SimpleUploadedFile("材料.txt", b"x" * 11)
    answer = enter(office.head).post(f"/case/{fresh.pk}/step/accept/", {"on": TODAY.isoformat(), "files": big})
    assert answer.status_code == 422 and "超过" in answer.text and HEAD.key


def test_ledger_pages(office, fresh, monkeypatch):
    from fazhi.surfaces import casepage

    monkeypatch.setattr(casepage, "LEDGER_PAGE", 2)
    case = max(office.cases, key=lambda c: c.events)
    page = enter(office.head).get(f"/case/{case.pk}/").text
    assert "更早的记载" in page
