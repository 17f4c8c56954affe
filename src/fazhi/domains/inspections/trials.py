"""A schedule is solved by the worker as a long job, which writes its progress where every page can read it."""

from collections.abc import Callable
from datetime import timedelta
from time import monotonic
from typing import Any

from fazhi.surfaces.jobs.queue import enqueue

LONGEST = timedelta(minutes=10)


def start(schedule: Any, seed: int = 1, seconds: int = 20) -> Any:
    """A new trial, already running; an earlier unpublished one is thrown away."""
    from fazhi.domains.inspections.models import Trial

    Trial.objects.filter(schedule=schedule).exclude(state="published").delete()
    trial = Trial.objects.create(schedule=schedule, seed=seed)
    enqueue("inspections.plan", pk=trial.pk, seconds=seconds)
    return trial


def run(told: Callable[[str, int, int], None], pk: int, seconds: float) -> None:
    """Solve one trial; whatever goes wrong is written where the page shows it. May be run again from the start."""
    from fazhi.domains.inspections import engine
    from fazhi.domains.inspections.models import Schedule, Trial
    from fazhi.engines import planner

    trial, last = Trial.objects.get(pk=pk), [0.0]

    def progress(stage: str, done: int, total: int) -> None:
        told(stage, done, total)
        if monotonic() - last[0] > 0.4 or done == total:
            last[0] = monotonic()
            Trial.objects.filter(pk=pk).update(stage=stage, done=done, total=max(total, 1))

    try:
        schedule = Schedule.objects.get(pk=trial.schedule_id)
        instance = engine.instance_of(schedule.first, schedule.last, schedule.pk)
        plan = planner.solve(instance, seed=trial.seed, seconds=seconds, progress=progress)
        Trial.objects.filter(pk=pk).update(state="done", stage="完成", done=1, total=1, instance=instance, plan=plan)
    except Exception as error:
        Trial.objects.filter(pk=pk).update(state="failed", message=f"测算没有完成：{error}"[:500])


def given_up(trial: Any, now: Any) -> bool:
    """Whether a running trial has been silent so long that its process must be gone."""
    return trial.state == "running" and now - trial.at > LONGEST
