"""The one door: what it refuses, and that a refusal leaves nothing behind."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction

from fazhi.kernel import lean
from fazhi.kernel.amend import amend, redact
from fazhi.kernel.audit import anchor, audit
from fazhi.kernel.declare import CLERK, ItemKind, Law, Say, State, Step
from fazhi.kernel.facts import check_items
from fazhi.kernel.models import Case, Deadline, Event, Holiday, HolidayYear, Party, Reading
from fazhi.kernel.perform import deliver, new_case, perform
from fazhi.kernel.refusal import Refusal
from fazhi.kernel.rights import visible_to
from fazhi.kernel.tick import recount, tick

D = date.fromisoformat


def refused(code, case, *args, **kw):
    before = (Event.objects.count(), Deadline.objects.count(), case.events)
    with pytest.raises(Refusal) as caught:
        perform(case, *args, **kw)
    assert caught.value.code == code, str(caught.value)
    assert (Event.objects.count(), Deadline.objects.count(), case.events) == before
    return str(caught.value)


def test_out_of_state_names_state_article_and_way_out(received, people):
    said = refused("state", received, "decide", people.head, D("2024-03-04"), outcome="a")
    assert "审查" in said and "第六十一条" in said and "现在可办：受理" in said


def test_a_role_of_another_organ_is_not_a_seat(accepted, people):
    assert "承办人" in refused("seat", accepted, "serve", people.stranger, D("2024-03-05"))


def test_a_colleague_is_told_who_handles_it(accepted, people):
    assert "本案承办人是" in refused("seat", accepted, "serve", people.colleague, D("2024-03-05"))


def test_a_required_fact_is_asked_by_name(received, people):
    assert "理由" in refused("missing", received, "refuse", people.head, D("2024-03-04"))


def test_an_unknown_fact_is_refused(received, people):
    refused("unknown", received, "accept", people.head, D("2024-03-04"), colour="red")


def test_a_wrong_choice_names_the_choices(accepted, people):
    assert "不在可选项中（a、b）" in refused("format", accepted, "decide", people.head, D("2024-04-01"), outcome="z")


def test_a_guard_refuses_with_its_article(received, people):
    assert "第五十三条" in refused("need", received, "accept", people.head, D("2024-03-04"), amount=300_001)


def test_a_day_before_the_last_change_is_refused_and_a_late_entry_is_its_own_kind(accepted, people):
    refused("order", accepted, "serve", people.handler, D("2024-03-03"))
    event = perform(accepted, "remark", people.handler, D("2024-03-02"), late="当日漏记", item={"text": "补"})
    assert event.kind == "late" and accepted.moved_on == D("2024-03-04")
    refused("late", accepted, "suspend", people.head, D("2024-03-02"), late="漏记")


def test_the_future_and_an_unknown_year_are_refused(accepted, people):
    refused("future", accepted, "serve", people.handler, date.today() + timedelta(3))
    HolidayYear.objects.filter(year=2025).delete()
    from fazhi.kernel import holidays

    holidays.forget()
    with pytest.raises(ValueError, match="2025年的节假日安排尚未录入"):
        perform(accepted, "serve", people.handler, D("2025-03-03"))


def test_two_people_on_one_case(accepted, people):
    seen = accepted.events
    perform(accepted, "serve", people.handler, D("2024-03-05"), seen=seen)
    assert "已有新的记载" in refused(
        "stale", accepted, "remark", people.handler, D("2024-03-05"), seen=seen, item={"text": "x"}
    )


def test_separation_of_duties(accepted, people):
    perform(accepted, "serve", people.handler, D("2024-03-05"))
    from fazhi.kernel.models import Post

    Post.objects.create(user=people.handler, organ=people.organ, seat="head")
    people.handler.__dict__.pop("_posts", None)
    assert "另一人" in refused("apart", accepted, "decide", people.handler, D("2024-04-01"), outcome="a")


def test_moments_are_kept_by_the_system(received, people):
    from django.utils import timezone

    refused("moment", received, "accept", people.head, D("2024-03-04"), at=timezone.now())


def test_parties_only_in_known_seats(received, people):
    refused("party", received, "accept", people.head, D("2024-03-04"), parties=[{"seat": "ghost", "name": "某"}])


def test_the_law_acts_first_even_before_tick_ran(received, people):
    """A step taken after the term ended finds the law's own step already in the ledger, on the day the term ended."""
    perform(received, "serve", people.handler, D("2024-04-01"))
    steps = list(received.ledger.values_list("step", "on", "seat"))
    assert steps[1] == ("deemed", D("2024-03-08"), "law")


def test_tick_acts_on_the_day_the_term_ended(received):
    assert tick(D("2024-03-08")) == []
    (event,) = tick(D("2024-03-15"))
    assert (event.step, event.on) == ("deemed", D("2024-03-08"))
    assert Case.objects.get(pk=received.pk).deadlines.get(clock="try_limit").due == D("2024-05-07")
    assert tick(D("2024-03-16")) == []


def test_a_delivery_starts_its_term_and_public_notice_counts_from_the_thirtieth_day(accepted, people):
    perform(accepted, "serve", people.handler, D("2024-03-05"))
    document, party = accepted.documents.get(kind="答复通知书"), accepted.parties.get(seat="respondent")
    deliver(document, party, people.handler, D("2024-03-06"))
    assert accepted.deadlines.get(clock="answer_limit").due == D("2024-03-20")
    deliver(document, party, people.handler, D("2024-03-06"), method="public")
    assert accepted.deadlines.get(clock="answer_limit").start == D("2024-04-05")


def test_an_amendment_needs_a_second_person_and_folds_anew(accepted, people):
    event = accepted.ledger.get(step="accept")
    for by, second, reason in (
        (people.handler, people.handler, "错"),
        (people.handler, people.colleague, "错"),
        (people.handler, people.head, " "),
    ):
        with pytest.raises(Refusal):
            amend(event, by, second, reason, on=D("2024-03-05"))
    amend(event, people.handler, people.head, "签收单日期为准", on=D("2024-03-05"))
    case = Case.objects.get(pk=accepted.pk)
    assert case.deadlines.get(clock="try_limit").start == D("2024-03-05") and case.moved_on == D("2024-03-05")
    assert audit().faults == []


def test_an_amendment_may_not_leave_an_unlawful_course(accepted, people):
    perform(accepted, "serve", people.handler, D("2024-03-05"))
    with pytest.raises(Refusal, match="先更正或作废其后"):
        amend(accepted.ledger.get(step="accept"), people.handler, people.head, "误点", void=True)
    assert accepted.ledger.count() == 3


def test_redaction_keeps_the_seal(accepted, people):
    redact(accepted.ledger.get(step="receive"), people.head, "当事人申请删除", "个人信息保护法第四十七条")
    assert Party.objects.get(case=accepted, seat="applicant").name == "（已删隐）"
    assert audit().faults == []


@pytest.mark.parametrize("attack", ["said", "on", "delete"])
def test_the_database_itself_refuses_to_change_the_ledger(accepted, attack):
    event = accepted.ledger.first()
    with pytest.raises(DatabaseError, match="只能追加"), transaction.atomic():
        if attack == "delete":
            Event.objects.filter(pk=event.pk)._raw_delete("default")
        else:
            Event.objects.filter(pk=event.pk).update(**({"said": {}} if attack == "said" else {"on": D("2020-01-01")}))


def test_holidays_mended_recount_open_terms_and_say_so(received):
    before = received.deadlines.get(clock="examine_limit").due
    Holiday.objects.create(day=D("2024-03-05"), workday=False, name="示例")
    assert recount("补录放假安排", [2024]) == 1
    row = received.deadlines.get(clock="examine_limit")
    assert (before, row.due) == (D("2024-03-08"), D("2024-03-11"))
    note = received.ledger.get(kind="note")
    assert note.said["reason"] == "补录放假安排"
    assert audit().faults == []


def test_a_term_that_ends_in_an_unpublished_year_is_an_estimate(people):
    case = new_case("sample", people.organ, D("2026-11-02"))
    perform(case, "receive", people.clerk, D("2026-11-02"))
    perform(case, "accept", people.head, D("2026-11-03"))
    row = case.deadlines.get(clock="try_limit")
    assert row.estimated and row.due.year == 2027
    assert audit().faults == []


def test_visible_to_owner_colleague_party_and_nobody_else(accepted, people):
    for user, sees in ((people.clerk, True), (people.colleague, True), (people.answering, True), (people.stranger, False)):
        assert visible_to(user).filter(pk=accepted.pk).exists() is sees


def test_lean_rows_equal_the_orm(accepted):
    for model, by, value in ((Case, "id", accepted.pk), (Deadline, "case_id", accepted.pk), (Event, "case_id", accepted.pk)):
        lean_rows = sorted(lean.fetch((model, by, value))[0], key=lambda r: r.pk)
        orm_rows = list(model.objects.filter(**{by: value}).order_by("pk"))
        assert [{c.attname: getattr(r, c.attname) for c in model._meta.concrete_fields} for r in lean_rows] == [
            {c.attname: getattr(r, c.attname) for c in model._meta.concrete_fields} for r in orm_rows
        ]


def test_reading_is_logged_in_its_own_table(accepted, people):
    Reading.objects.create(case=accepted, user=people.handler)
    assert accepted.readings.count() == 1


def test_an_anchor_covers_every_head(accepted):
    row = anchor()
    assert row.cases == 1 and anchor() is None


def test_a_line_of_a_list_is_checked_before_any_guard_reads_it():
    kind = ItemKind("row", "明细", (Say("day", "日期", "date"), Say("n", "件数", "number", required=False)))
    step = Step("列明细", (), State("甲"), CLERK, Law("中华人民共和国行政复议法", 2023)[30], item=kind)
    check_items(step, [{"day": "2024-03-01", "n": "3"}])
    for row, why in (
        ({"day": "三月"}, "格式不对"),
        ({"day": "2024-03-01", "n": []}, "格式不对"),
        ({}, "缺少"),
        ({"day": "2024-03-01", "x": 1}, "没有"),
    ):
        with pytest.raises(Refusal, match=why):
            check_items(step, [row])
