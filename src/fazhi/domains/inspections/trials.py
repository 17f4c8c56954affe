"""A schedule is solved in a process of its own, which writes its progress where every page can read it.

python -m fazhi.domains.inspections.trials TRIAL SECONDS
"""

import subprocess
import sys
from datetime import timedelta
from time import monotonic
from typing import Any

LONGEST = timedelta(minutes=10)


def start(schedule: Any, seed: int = 1, seconds: int = 20) -> Any:
    """A new trial, already running; an earlier unpublished one is thrown away."""
    from fazhi.domains.inspections.models import Trial

    Trial.objects.filter(schedule=schedule).exclude(state="published").delete()
    trial = Trial.objects.create(schedule=schedule, seed=seed)
    launch(trial.pk, seconds)
    return trial


def launch(pk: int, seconds: int) -> None:
    """The worker process; it outlives the request that asked for it."""
    command = [sys.executable, "-m", "fazhi.domains.inspections.trials", str(pk), str(seconds)]
    subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )


def run(pk: int, seconds: float) -> None:
    """Solve one trial; whatever goes wrong is written where the page shows it."""
    from fazhi.domains.inspections import engine
    from fazhi.domains.inspections.models import Schedule, Trial
    from fazhi.engines import planner

    trial, told = Trial.objects.get(pk=pk), [0.0]

    def progress(stage: str, done: int, total: int) -> None:
        if monotonic() - told[0] > 0.4 or done == total:
            told[0] = monotonic()
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


if __name__ == "__main__":
    import os

    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fazhi.site.settings")
    django.setup()
    run(int(sys.argv[1]), float(sys.argv[2]))
