"""A server of its own for the browser test of the planner's room: `python served.py PORT` writes a small quarter, solved but not yet
published, prints how to enter it as JSON, and serves; a thread does the worker's jobs."""

import json
import os
import sys
import threading
import time
from pathlib import Path

HERE = Path(__file__).resolve()
sys.path[:0] = [str(HERE.parents[2] / "src"), str(HERE.parents[2]), str(HERE.parents[1])]
os.environ["DJANGO_SETTINGS_MODULE"] = "fazhi.site.settings"


def quarter() -> dict:
    """Sessions of the planner and of a body, the address of the room, and where its first visit lies."""
    from django.test import Client

    from fazhi.domains.inspections import engine
    from fazhi.domains.inspections.models import Trial
    from fazhi.engines import planner
    from fazhi.kernel.declare import HANDLER
    from fazhi.kernel.models import Case
    from inspections.district import FIRST, LAST, build, filed_plan
    from inspections.test_opening import DAY
    from inspections.test_rules_more import visit

    d = build(6)
    for organ in d.organs:
        filed_plan(d, organ)
    case = d.open("inspection_schedule", "begin", HANDLER, d.office, DAY, "排程", first=FIRST, last=LAST)
    instance = engine.instance_of(FIRST, LAST, case.pk)
    plan = planner.solve(instance, seed=1, seconds=1.0, pure=True)
    Trial.objects.create(schedule=case, state="done", done=1, instance=instance, plan=plan)
    done = visit(d, d.organs[0], d.firms[0], DAY, "JC01-1", rating=2)
    Case.objects.update(demo=False)
    sessions = {}
    for name, organ in (("planner", d.office), ("body", d.organs[0])):
        client = Client()
        client.force_login(d.world.person(HANDLER, "甲", organ), "fazhi.surfaces.people.Backend")
        sessions[name] = client.cookies["sessionid"].value
    from fazhi.domains.inspections.procedure_visit import code_of

    first = plan["visits"][0]
    free = next(d for d in ("2026-11-16", "2026-11-17", "2026-11-18") if d != first["date"])
    return {
        "room": f"/inspections/room/{case.pk}/",
        "day": first["date"],
        "free": free,
        "code": code_of(done.facts),
        **sessions,
    }


def worker() -> None:
    from fazhi.surfaces.jobs import queue

    while True:
        time.sleep(1)
        while job := queue.claim():
            queue.do(job.pk)


def main(port: int) -> None:
    from fazhi.site.boot import start

    start()
    from fazhi.site.wsgi import application
    from web.served import Quiet, Server, make_server

    print(json.dumps(quarter()), flush=True)
    threading.Thread(target=worker, daemon=True).start()
    make_server("127.0.0.1", port, application, server_class=Server, handler_class=Quiet).serve_forever()


if __name__ == "__main__":
    main(int(sys.argv[1]))
