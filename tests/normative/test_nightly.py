"""Time passes without anybody at the desk: the timer's `fazhi tick` and the worker's loop bring expiry, clean-up tasks and the 应审 list."""

import argparse
from datetime import date, timedelta

import pytest

from fazhi.domains.legality.models import Owed
from fazhi.domains.legality.procedure_gates import OFFICE
from fazhi.kernel.audit import anchor, audit
from fazhi.kernel.declare import CLERK
from fazhi.kernel.perform import new_case, perform
from fazhi.kernel.scenario import World
from fazhi.site.commands import tick
from fazhi.surfaces.jobs import queue
from fazhi.surfaces.jobs.models import Job

pytestmark = pytest.mark.django_db


class Here:
    """A child process of the worker that does its job in this one: the test's database is seen by no other."""

    returncode = 0

    def __init__(self, command):
        queue.do(int(command[-1]))

    def poll(self):
        return 0


@pytest.fixture
def night(monkeypatch):
    """One night: the timer, then the worker until nothing waits."""
    monkeypatch.setattr("fazhi.site.boot.start", lambda migrate=True: None)
    monkeypatch.setattr(queue.subprocess, "Popen", Here)

    def run():
        tick.run(argparse.Namespace(on=""))
        return queue.work(once=True)

    return run


def document(world, name, until, *cited):
    on = date.today() - timedelta(20)
    case = new_case("normative", world.organ, on, name)
    perform(case, "register", world.person(CLERK, "甲", world.organ), on, issuer="示例区人民政府", doc_no=f"示政规{name}", published_on=date(2024, 3, 1),
            effective_on=date(2024, 4, 1), expires_on=until, cited=list(cited))  # fmt: skip
    return case


def test_what_a_night_brings(night, capsys):
    world, today = World.make(), date.today()
    rests = document(world, "依据已废止", today + timedelta(700), "中华人民共和国合同法 第五十二条@1999-03-15")
    ended = document(world, "有效期已满", today - timedelta(3))
    topic = new_case("agenda", world.organ, today, "未经审查的议题")
    perform(topic, "propose", world.person(OFFICE, "甲", world.organ), today, topic="未经审查的议题", kind="N")

    assert night() == Job.objects.filter(state="done").count() >= 2
    rests.refresh_from_db()
    ended.refresh_from_db()
    assert (rests.state, ended.state, ended.closed_on) == ("valid", "expired", today - timedelta(3))
    assert [i.said["law"] for i in rests.items.filter(kind="task")] == ["中华人民共和国合同法"]
    assert rests.deadlines.get(clock="task_limit").due >= today + timedelta(30)
    assert [o.topic for o in Owed.objects.all()] == ["未经审查的议题"]

    assert night() == 0, "a second run of the same day finds nothing to do"
    assert rests.items.count() == 1 and Owed.objects.count() == 1
    anchor()
    assert audit().faults == []
