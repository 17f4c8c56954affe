"""A process of its own for the tests of faults: performs on the database named by DATABASE_URL, and may be killed at any moment."""

import os
import random
import signal
import sys
import time
from datetime import date
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[2] / "src"), str(Path(__file__).parents[1])]


def main(what: str, n: int) -> None:
    from fazhi.site.boot import start

    start(migrate=what == "init")
    from fazhi.kernel.declare import CLERK, HANDLER, HEAD
    from fazhi.kernel.scenario import World
    from kernel.sample import install

    install()
    if what == "audit":
        from fazhi.kernel.audit import audit

        print(audit().faults)
        return
    world = World.make()
    clerk, handler, head = (world.person(s, "甲", world.organ) for s in (CLERK, HANDLER, HEAD))
    if what == "init":
        return
    if what == "killed":
        killed(n, lambda: work(world, clerk, handler, head, 10_000))
    else:
        print("ready", flush=True)
        work(world, clerk, handler, head, n, only_intake=what == "intake")


def killed(times: int, job) -> None:
    """Fork a child at work and kill it at a random moment, that many times; a fork begins at once, a new process would not."""
    from django.db import connections

    chance = random.Random(7)
    for _ in range(times):
        connections.close_all()
        child = os.fork()
        if child == 0:
            job()
            os._exit(0)
        time.sleep(chance.uniform(0.02, 0.15))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)


def work(world, clerk, handler, head, n: int, only_intake: bool = False) -> None:
    """Take cases through their course, or only in."""
    from fazhi.kernel.perform import new_case, perform

    for _ in range(n):
        case = new_case("sample", world.organ, date(2024, 3, 1), "样例")
        perform(case, "receive", clerk, date(2024, 3, 1), parties=[{"seat": "applicant", "name": "申请人甲"}])
        if only_intake:
            continue
        perform(case, "accept", head, date(2024, 3, 4), handler=handler, amount=1)
        perform(case, "remark", handler, date(2024, 3, 5), item=[{"text": "一"}, {"text": "二"}])
        perform(case, "decide", head, date(2024, 4, 1), outcome="a")


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fazhi.site.settings")
    main(sys.argv[1], int(sys.argv[2]))
