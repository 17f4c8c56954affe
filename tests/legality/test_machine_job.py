"""The machine's review as the worker's job: asked for by the ledger, never in the way of the acceptance, again for what changed."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from tests.legality.conftest import BAD, GOOD

from fazhi.domains.legality import bench, engine
from fazhi.kernel.refusal import Refusal
from fazhi.surfaces.jobs import queue
from fazhi.surfaces.jobs.models import Job

pytestmark = pytest.mark.django_db
MACHINE = "legality.machine"


@pytest.fixture
def work(monkeypatch):
    """The worker's loop until nothing waits, without its child processes; returns the machine's jobs it did."""
    monkeypatch.setattr("fazhi.law.cited_laws", lambda: None)

    def run():
        queue.ask_due()
        done = []
        while job := queue.claim():
            queue.do(job.pk)
            job.refresh_from_db()
            done += [job] if job.kind == MACHINE else []
        return done

    return run


def test_acceptance_alone_brings_the_doubts(course, work):
    c = course()
    c.do("upload", "unit甲", date(2026, 3, 3), files=[("稿.txt", BAD.encode())])
    assert work() == [], "a draft that is not accepted is not reviewed"
    c.send(BAD)
    assert not c.findings() and c.case.state == "reviewing"
    jobs = work()
    assert [j.state for j in jobs] == ["done"] and {"B02", "B10", "C23", "D11"} <= {i.said["rule"] for i in c.findings()}
    assert work() == [] and c.case.ledger.filter(step="machine").count() == 1, "once is enough"


def test_a_draft_sent_again_is_reviewed_again(course, work):
    c = course()
    c.send(BAD)
    work()
    c.judge_all(timezone.localdate())
    c.to_signing(timezone.localdate())
    c.sign("amend", timezone.localdate())
    c.do("resubmit", "unit甲", timezone.localdate(), files=[("修改稿.txt", (BAD + "第六条 本区企业优先中标。\n").encode())])
    before = {i.n for i in c.findings()}
    assert [j.state for j in work()] == ["done"]
    fresh = [i for i in c.findings() if i.n not in before]
    assert fresh and all("优先中标" in i.said["quote"] for i in fresh if i.said.get("quote")), "only what changed is new"


def test_a_change_of_the_record_calls_for_another_look(course, work):
    """What a person tells after the first look is read too; what was rejected stays rejected, what is no longer so is taken back."""
    c = course()
    c.send(GOOD)
    work()
    day = timezone.localdate()
    c.do("tell_published", "handler", day, published_on=date(2026, 4, 1), effective_on=date(2026, 3, 1))
    with pytest.raises(Refusal, match="还没有机器初审"):
        c.do("first_review", "handler", day, opinion="意见")
    work()
    assert "D13" in {i.said["rule"] for i in c.findings("open")}
    c.do("tell_published", "handler", day, effective_on=date(2026, 5, 1))
    work()
    assert [i.said["status"] for i in c.findings() if i.said["rule"] == "D13"] == ["mended"]


def test_a_failure_is_shown_and_the_matter_goes_on(course, work, client, monkeypatch):
    c = course()
    c.send(BAD)
    monkeypatch.setattr(engine, "review", lambda *a, **k: 1 / 0)
    assert [j.state for j in work()] == ["failed"]
    client.force_login(c.people["handler"])
    page = client.get(f"/legality/bench/{c.case.pk}/").content.decode()
    assert "没有完成" in page and "立即机器初审" in page
    monkeypatch.undo()
    assert client.post(f"/legality/bench/{c.case.pk}/machine/").status_code == 302
    assert c.findings()


def test_progress_is_told_until_it_is_done(course, client):
    c = course()
    c.send(BAD)
    client.force_login(c.people["handler"])
    url = f"/legality/bench/{c.case.pk}/running/"
    assert "排队" in client.get(url).content.decode()
    queue.ask_due()
    job = bench.job_of(c.case)
    Job.objects.filter(pk=job.pk).update(state="running", stage="逐条比对", done=2, total=3, beat=timezone.now() + timedelta(1))
    assert "逐条比对（2/3）" in client.get(url).content.decode()
    c.machine()
    assert client.get(url).content.decode() == ""
