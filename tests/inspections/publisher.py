"""A process of its own that publishes a schedule and may be killed by the system in the middle: publish, open, and say what stands."""

import os
import signal
import sys
from datetime import date
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[2] / "src"), str(Path(__file__).parents[1])]
DAY = date(2026, 9, 25)


def main(what: str) -> None:
    from fazhi.site.boot import start

    start(migrate=what == "init")
    from fazhi.domains.inspections import engine, opening
    from fazhi.domains.inspections.models import Schedule, Visit

    if what == "init":
        init()
    elif what == "state":
        schedule = Schedule.objects.get()
        live = Visit.objects.exclude(case__state="cancelled")
        days = sorted((i.said["firm"], i.said["date"]) for i in engine.current_visits(schedule))
        print(schedule.generation, len(days), live.count(), schedule.case.ledger.count(), days)
    elif what == "audit":
        from fazhi.kernel.audit import anchor, audit

        anchor()
        print(audit().faults)
    elif what.startswith("publish"):
        publish(seed=9, killed=what.endswith("killed"))
    else:
        opening.open_all(kill_at(3) if what.endswith("killed") else opening.forget, Schedule.objects.get().pk, DAY)


def init() -> None:
    from fazhi.domains.inspections import opening
    from fazhi.domains.inspections.models import Schedule
    from fazhi.kernel.declare import HANDLER
    from inspections.district import FIRST, LAST, build, filed_plan

    d = build(6)
    for organ in d.organs:
        filed_plan(d, organ)
    d.open("inspection_schedule", "begin", HANDLER, d.office, DAY, "排程", first=FIRST, last=LAST)
    publish(seed=1)
    opening.open_all(opening.forget, Schedule.objects.get().pk, DAY)


def publish(seed: int, killed: bool = False) -> None:
    from fazhi.domains.inspections import engine
    from fazhi.domains.inspections.demo import at
    from fazhi.domains.inspections.models import Schedule
    from fazhi.engines import planner
    from fazhi.kernel import writing as door
    from fazhi.kernel.declare import HANDLER
    from fazhi.kernel.scenario import World
    from inspections.district import FIRST, LAST

    case = Schedule.objects.get().case
    instance = engine.instance_of(FIRST, LAST, case.pk)
    plan = planner.solve(instance, seed=seed, seconds=1.0, pure=True)
    if killed:  # after the lines of the new generation are written, before the transaction ends
        door.wind = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
    person = World.make().person(HANDLER, "甲", case.organ)
    engine.publish(case, instance, plan, person, DAY, at=at(DAY))


def kill_at(count: int):
    def told(_: str, done: int, total: int) -> None:
        if done == count:
            os.kill(os.getpid(), signal.SIGKILL)

    return told


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fazhi.site.settings")
    main(sys.argv[1])
