"""The gates open for a passed review in time, and the list of what is owed a review strikes off what was reviewed."""

from datetime import date

import pytest
from tests.legality.conftest import GOOD

from fazhi.domains.legality import owed
from fazhi.domains.legality.models import Owed
from fazhi.domains.legality.procedure_gates import OFFICE
from fazhi.kernel.perform import new_case, perform
from fazhi.kernel.refusal import Refusal

pytestmark = pytest.mark.django_db


def passed(course, **facts):
    c = course(**facts)
    c.send(GOOD)
    c.machine()
    for item in c.findings("open"):
        c.do("judge", "handler", date(2026, 3, 4), item_n=item.n, status="rejected", reason="不属于问题")
    c.to_signing(date(2026, 3, 4))
    c.sign("lawful", date(2026, 3, 4))
    return c


def agenda(c):
    office = c.world.person(OFFICE, "甲", c.organ)
    topic = new_case("agenda", c.organ, date(2026, 3, 4), c.case.title)
    perform(topic, "propose", office, date(2026, 3, 4), topic=c.case.title, kind="N", review_no=c.case.facts.opinion_no)
    return topic, office


def test_sent_on_tuesday_decided_on_thursday_is_refused(course):
    """手册第18节场景4：不足五个工作日不能上会，紧急通道须有批准文件。"""
    c = passed(course)
    topic, office = agenda(c)
    with pytest.raises(Refusal, match="不足5个工作日"):
        perform(topic, "slot", office, date(2026, 3, 4), meeting_on=date(2026, 3, 5))
    perform(topic, "slot", office, date(2026, 3, 4), meeting_on=date(2026, 3, 10))
    assert topic.state == "slotted"


def test_the_emergency_path_needs_its_paper(course):
    c = course()
    with pytest.raises(Refusal, match="批准文件"):
        c.do("emergency", "organ_head", date(2026, 3, 2), reason="防汛")
    c.do("emergency", "organ_head", date(2026, 3, 2), reason="防汛", approval="示政紧急〔2026〕1号")
    assert c.case.facts.emergency and c.case.deadlines.get(clock="assess_term").due == date(2026, 4, 1)


def test_a_seal_wants_a_contract_review(course):
    c = passed(course)
    clerk = c.people["clerk"]
    seal = new_case("seal_use", c.organ, date(2026, 3, 5), "合同")
    perform(seal, "ask", clerk, date(2026, 3, 5), topic="合同", review_no=c.case.facts.opinion_no)
    with pytest.raises(Refusal, match="不是合同审查意见书"):
        perform(seal, "stamp", clerk, date(2026, 3, 5))


def test_what_is_owed(course):
    c = passed(course)
    _, office = agenda(c)
    other = new_case("agenda", c.organ, date(2026, 3, 4), "另一议题")
    perform(other, "propose", office, date(2026, 3, 4), topic="另一议题", kind="N")
    assert owed.collect(date(2026, 3, 6)) == (2, 1)
    assert owed.collect(date(2026, 3, 6)) == (0, 0), "twice is once"
    assert [o.topic for o in Owed.objects.filter(case__state="owed")] == ["另一议题"]
