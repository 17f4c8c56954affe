"""From a published schedule to the end of a visit: cases open, bodies send officers, one notice, results by task; moves and undo."""

import os
import signal
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

import emptystore
from fazhi.domains.inspections import engine, opening
from fazhi.domains.inspections.demo import at
from fazhi.domains.inspections.models import Schedule, Task, Trial, Visit
from fazhi.domains.inspections.procedure_task import OFFICER
from fazhi.domains.inspections.procedure_visit import code_of
from fazhi.engines import planner
from fazhi.kernel import documents, rights
from fazhi.kernel.audit import anchor, audit
from fazhi.kernel.declare import HANDLER, HEAD
from fazhi.kernel.models import Case
from fazhi.kernel.refusal import Refusal
from inspections.district import FIRST, LAST, build, filed_plan

DAY = date(2026, 9, 25)


def published(firms=2):
    d = build(firms)
    for organ in d.organs:
        filed_plan(d, organ)
    case = d.open("inspection_schedule", "begin", HANDLER, d.office, DAY, "排程", first=FIRST, last=LAST)
    publish(d, case)
    return d, case


def publish(d, case, seed=1):
    instance = engine.instance_of(FIRST, LAST, case.pk)
    plan = planner.solve(instance, seed=seed, seconds=1.0, pure=True)
    engine.publish(case, instance, plan, d.world.person(HANDLER, "甲", d.office), DAY, at=at(DAY))
    return opening.open_all(opening.forget, case.pk, DAY)


def task_of(visit, organ):
    number = next(i.said["task"] for i in visit.items.filter(kind="dept_check") if i.said["body"] == organ.name)
    return Case.objects.get(number=number)


@pytest.mark.django_db
def test_publishing_opens_visits_with_their_tasks_once():
    d, case = published()
    assert Visit.objects.count() == 2 and Task.objects.count() == 4
    assert set(Task.objects.values_list("case__state", flat=True)) == {"allotted"}
    assert opening.open_all(opening.forget, case.pk, DAY) == 0 and Visit.objects.count() == 2
    for organ in d.organs:  # each body sees the visit, each its own task only
        seen = rights.visible_to(d.world.person(HANDLER, "甲", organ))
        assert seen.filter(domain="visit").count() == 2
        assert seen.filter(domain="inspection_task").count() == 2


@pytest.mark.django_db
def test_a_later_generation_keeps_moves_and_cancels():
    d, case = published()
    before = dict(Visit.objects.values_list("uscc", "case_id"))
    publish(d, case, seed=5)
    live = Visit.objects.exclude(case__state="cancelled")
    assert dict(live.values_list("uscc", "case_id")) == before  # the same demands: the same cases, on their new days
    lines = {i.n: i.said["date"] for i in engine.current_visits(Schedule.objects.get(pk=case.pk))}
    assert all(lines[v.line] == v.planned_on.isoformat() for v in live)
    plan = Case.objects.get(domain="inspection_plan", organ=d.organs[1])
    d.act(plan, "withdraw", HEAD, DAY, reason="机构调整")
    publish(d, case)
    assert Visit.objects.exclude(case__state="cancelled").count() == 2
    assert Visit.objects.filter(case__state="cancelled").count() == 2
    assert (
        Task.objects.filter(case__state="cancelled").count() == 4
    )  # two of the dropped body, two opened anew under other visits
    anchor()
    assert audit().faults == []


@pytest.mark.django_db
def test_from_officers_to_the_end():
    d, _ = published(1)
    visit = Case.objects.get(domain="visit")
    lead, other = visit.organ, next(o for o in d.organs if o != visit.organ)
    with pytest.raises(Refusal, match=r"规则R0[36]"):
        d.act(visit, "notify", HANDLER, DAY)
    for organ in (lead, other):
        task = task_of(visit, organ)
        d.act(task, "staff", HANDLER, DAY, officers=d.certificates(organ)[:2])
        d.act(task, "approve", HEAD, DAY)
    visit.refresh_from_db()
    d.act(visit, "notify", HANDLER, DAY)
    notice = visit.documents.get(kind="行政检查通知书")
    words = documents.context(notice)
    assert [r["body"] for r in words["lists"]["dept_check"]] and code_of(visit.facts) == words["code"]
    text = text_of(documents.render(notice))
    for organ in (lead, other):
        n = d.organs.index(organ) + 1
        assert organ.name in text and f"SL-{n:02d}1" in text and f"SL-{n:02d}2" in text and "事项（依据：法律）" in text
    day = visit.facts.planned_on
    people = [c for o in d.organs for c in d.certificates(o)[:2]]
    d.act(
        visit,
        "scan_in",
        OFFICER,
        day,
        contact="inspection",
        certificates_shown=True,
        scan_uscc=visit.facts.uscc,
        present=people,
    )
    d.act(visit, "record", OFFICER, day, summary="查看")
    with pytest.raises(Refusal, match="还没有回填"):
        d.act(visit, "close", OFFICER, day)
    with pytest.raises(Refusal, match="规则R20"):
        d.act(task_of(visit, other), "fill", OFFICER, day, result="found")
    d.act(task_of(visit, other), "fill", OFFICER, day, result="found", followup="correct", recheck_on=date(2026, 12, 15))
    d.act(task_of(visit, lead), "fill", OFFICER, day, result="none")
    visit.refresh_from_db()
    d.act(visit, "close", OFFICER, day)
    ended = {t.case.organ: t for t in Task.objects.all()}
    assert {t.case.state for t in ended.values()} == {"done"}
    assert ended[other].result == "found" and ended[other].recheck_on == date(2026, 12, 15) and ended[lead].result == "none"
    assert all(t.visit == visit.number for t in ended.values())
    anchor()
    assert audit().faults == []


def text_of(content):
    import io

    from docx import Document

    return "\n".join(p.text for p in Document(io.BytesIO(content)).paragraphs)


@pytest.mark.django_db
def test_moves_are_checked_by_the_same_rules_and_taken_back(client):
    d, case = published()
    line = engine.current_visits(case.facts)[0]
    by, was = d.world.person(HANDLER, "甲", d.office), line.said["date"]
    with pytest.raises(Refusal, match="时间窗口"):
        d.act(case, "move", HANDLER, DAY, item_n=line.n, date=date(2026, 12, 30), reason="改")
    free = date(2026, 11, 16) if was != "2026-11-16" else date(2026, 11, 17)
    d.act(case, "move", HANDLER, DAY, item_n=line.n, date=free, was=date.fromisoformat(was), reason="企业停产")
    assert Visit.objects.get(line=line.n).planned_on == free  # its case moves with it
    Case.objects.update(demo=False)
    client.force_login(by)
    home = f"/inspections/room/{case.pk}/"
    assert was in client.post(home + "undo/", follow=True).content.decode()
    assert Visit.objects.get(line=line.n).planned_on.isoformat() == was
    assert "没有可以撤销的改动" in client.post(home + "undo/", follow=True).content.decode()


@pytest.mark.django_db
def test_a_trial_is_counted_anew_and_undone(client):
    d, case = published()
    instance = engine.instance_of(FIRST, LAST, case.pk)
    plan = planner.solve(instance, seed=1, seconds=1.0, pure=True)
    trial = Trial.objects.create(schedule=case, state="done", instance=instance, plan=plan)
    Case.objects.update(demo=False)
    client.force_login(d.world.person(HANDLER, "甲", d.office))
    one = plan["visits"][0]
    free = "2026-11-16" if one["date"] != "2026-11-16" else "2026-11-17"
    said = {"firm": one["firm"], "from": one["date"], "to": free, "demand": one["demands"]}
    home = f"/inspections/room/{case.pk}/"
    client.post(home + "move/", said)
    trial.refresh_from_db()
    assert planner.check(instance, trial.plan) == []  # totals, kilometres included, are those of the moved plan
    client.post(home + "undo/")
    trial.refresh_from_db()
    key = lambda v: (v["firm"], v["date"])  # noqa: E731
    assert sorted(trial.plan["visits"], key=key) == sorted(plan["visits"], key=key)
    assert planner.check(instance, trial.plan) == [] and trial.history == []


WORKER = Path(__file__).with_name("publisher.py")


def test_killed_while_publishing(tmp_path):
    """A publishing process is killed by the system in mid-transaction: the old generation stands whole, and can be published over;
    killed while opening, it goes on where it stopped."""
    env = {
        **os.environ,
        "DATABASE_URL": f"sqlite:///{emptystore.put(tmp_path / 'p.sqlite3')}",
        "FAZHI_MEDIA": str(tmp_path / "media"),
    }

    def run(what):
        return subprocess.run([sys.executable, WORKER, what], env=env, capture_output=True, text=True)

    first = run("init")
    assert first.returncode == 0, first.stderr[-2000:]
    whole = run("state").stdout
    assert whole.strip().startswith("1 6 6")
    assert run("publish-killed").returncode == -signal.SIGKILL
    assert run("state").stdout == whole
    assert run("publish").returncode == 0
    assert run("open-killed").returncode == -signal.SIGKILL
    half = run("state").stdout.split()
    assert half[0] == "2" and half[1] == "6"
    assert run("open").returncode == 0
    assert run("state").stdout.split()[:3] == ["2", "6", "6"]
    assert "[]" in run("audit").stdout
