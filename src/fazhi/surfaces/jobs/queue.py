"""Asking for a job, claiming one, doing it. Every job runs in a process of its own, so that a crash or its memory harms nobody.

Some work nobody asks for: a domain's jobs.py may have `due(on)`, which reads from the ledger what must now be done."""

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

from django.db.models import Q
from django.utils import timezone

from fazhi.kernel.registry import modules
from fazhi.surfaces.jobs.models import Job

BEAT, SILENCE, TRIES, PAUSE, LOOK = 5, timedelta(seconds=60), 3, 1.0, 3.0  # seconds: LOOK for what is due while idle


def kinds() -> dict[str, Callable[..., None]]:
    """What can be done: the surfaces' own and `JOBS` of every domain's jobs.py, functions of (progress, **args) that may be run again."""
    from fazhi.surfaces import batches

    return {name: work for module in (batches, *modules("jobs")) for name, work in module.JOBS.items()}


def enqueue(kind: str, user: Any = None, **args: Any) -> Job:
    """Ask for a job; returns its row at once."""
    if kind not in kinds():
        raise ValueError(f"没有种类为“{kind}”的后台任务。")
    return Job.objects.create(kind=kind, user=user, args=args)


def due(on: date) -> Iterator[tuple[str, dict[str, Any]]]:
    """(kind, args) of all work the ledgers call for on a day, whether it was asked for already or not."""
    for module in modules("jobs"):
        if hasattr(module, "due"):
            yield from module.due(on)


def ask_due(on: date | None = None) -> int:
    """Ask for what is due; the same work (kind and args) is asked for once, however often this runs. Returns how many were new."""
    new = 0
    for kind, args in list(due(on or timezone.localdate())):
        same = Job.objects.filter(kind=kind, args=args)
        if same.exists():
            continue
        mine = enqueue(kind, **args)
        if same.filter(pk__lt=mine.pk).exists():  # another worker asked at the same moment
            mine.delete()
        else:
            new += 1
    return new


def claim() -> Job | None:
    """The oldest job that waits, or whose worker fell silent; one worker gets it, whoever else asks at the same moment."""
    now = timezone.now()
    waiting = Q(state="queued") | Q(state="running", beat__lt=now - SILENCE)
    for job in Job.objects.filter(waiting).order_by("pk")[:10]:
        if job.tries >= TRIES:
            Job.objects.filter(pk=job.pk).update(state="failed", note="三次都没有办成（进程中途停止），请联系管理员。")
        elif Job.objects.filter(waiting, pk=job.pk, tries=job.tries).update(state="running", beat=now, tries=job.tries + 1):
            job.refresh_from_db()
            return job
    return None


def do(pk: int) -> None:
    """Do one claimed job here and now; what goes wrong is written where the page shows it."""
    job, told = Job.objects.get(pk=pk), [0.0]

    def progress(stage: str, done: int, total: int) -> None:
        if time.monotonic() - told[0] > 0.4 or done == total:
            told[0] = time.monotonic()
            Job.objects.filter(pk=pk).update(stage=stage[:60], done=done, total=max(total, 1), beat=timezone.now())

    try:
        kinds()[job.kind](progress, **job.args)
        Job.objects.filter(pk=pk).update(state="done", stage="完成", done=1, total=1)
    except Exception as error:
        Job.objects.filter(pk=pk).update(state="failed", note=f"没有完成：{error}"[:500])


def work(once: bool = False, idle: Callable[[], bool] = lambda: True) -> int:
    """Claim and do jobs, one at a time, until `idle()` says stop; returns how many were done."""
    n, looked = 0, float("-inf")
    while True:
        if time.monotonic() - looked > LOOK:
            ask_due()
            looked = time.monotonic()
        job = claim()
        if job is None:
            if once or not idle():
                return n
            time.sleep(PAUSE)
            continue
        child = subprocess.Popen([sys.executable, "-m", "fazhi.cli", "work", "--job", str(job.pk)])
        while child.poll() is None:
            Job.objects.filter(pk=job.pk, state="running").update(beat=timezone.now())
            try:
                child.wait(BEAT)
            except subprocess.TimeoutExpired:
                continue
        if child.returncode:  # killed: let it be claimed again at once
            Job.objects.filter(pk=job.pk, state="running").update(state="queued")
        n += 1
