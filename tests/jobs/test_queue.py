"""The queue: one worker gets a job, progress is seen, a failure says why, a silent worker's job is claimed again."""

from datetime import timedelta

import pytest
from django.utils import timezone

from fazhi.surfaces.jobs import queue
from fazhi.surfaces.jobs.models import Job


@pytest.fixture(autouse=True)
def known(monkeypatch, db):
    def count(progress, upto):
        for n in range(upto):
            progress("数数", n + 1, upto)

    def fail(progress):
        raise ValueError("没有纸了")

    monkeypatch.setattr(queue, "kinds", lambda: {"count": count, "fail": fail})


def test_an_unknown_kind_is_refused():
    with pytest.raises(ValueError, match="没有种类"):
        queue.enqueue("dance")


def test_one_worker_gets_it_and_its_progress_is_seen():
    queue.enqueue("count", upto=3)
    job = queue.claim()
    assert queue.claim() is None
    queue.do(job.pk)
    job.refresh_from_db()
    assert (job.state, job.stage, job.done, job.total) == ("done", "完成", 1, 1)


def test_a_failure_says_why():
    job = queue.enqueue("fail")
    queue.do(queue.claim().pk)
    job.refresh_from_db()
    assert job.state == "failed" and "没有纸了" in job.note


def test_a_silent_workers_job_is_claimed_again_three_times_at_most():
    job = queue.enqueue("count", upto=1)
    for _ in range(queue.TRIES):
        assert queue.claim() is not None
        Job.objects.filter(pk=job.pk).update(beat=timezone.now() - timedelta(minutes=5))
    assert queue.claim() is None
    job.refresh_from_db()
    assert job.state == "failed" and "三次" in job.note
