"""A process of its own for the tests of faults: performs on the database named by DATABASE_URL, and may be killed at any moment."""

import os
import random
import signal
import sys
import time
import traceback
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
        killed(n, lambda told: work(world, clerk, handler, head, 10_000, told=told))
    elif what == "intakes":
        print(side_by_side(n, lambda: work(world, clerk, handler, head, 5, only_intake=True)))


def killed(times: int, job) -> None:
    """Fork a child at work and kill it in the midst of a step, that many times. The child says when it has finished a step, so the
    moment is drawn from the length of a step on this machine, however busy it is."""
    from django.db import connections

    chance = random.Random(7)
    for _ in range(times):
        connections.close_all()
        hear, tell = os.pipe()
        child = os.fork()
        if child == 0:
            job(lambda: os.write(tell, b"."))
            os._exit(0)
        os.close(tell)
        os.read(hear, 1)
        begun = time.monotonic()
        steps = sum(len(os.read(hear, 1)) for _ in range(chance.randint(1, 4)))
        time.sleep(chance.uniform(0, 1.5) * (time.monotonic() - begun) / steps)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        os.close(hear)


def side_by_side(n: int, job) -> list[int]:
    """As many processes at once, begun together, each with a connection of its own; how each of them ended."""
    from django.db import connections

    connections.close_all()
    held, go = os.pipe()
    children = []
    for _ in range(n):
        child = os.fork()
        if child == 0:
            os.close(go)
            os.read(held, 1)  # until all are there
            try:
                job()
                os._exit(0)
            except BaseException:
                traceback.print_exc()
                os._exit(1)
        children.append(child)
    os.close(go)
    return [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]


def work(world, clerk, handler, head, n: int, only_intake: bool = False, told=lambda: None) -> None:
    """Take cases through their course, or only in; `told` hears of every step."""
    from fazhi.kernel.perform import new_case, perform

    for _ in range(n):
        case = new_case("sample", world.organ, date(2024, 3, 1), "样例")
        perform(case, "receive", clerk, date(2024, 3, 1), parties=[{"seat": "applicant", "name": "申请人甲"}])
        told()
        if only_intake:
            continue
        perform(case, "accept", head, date(2024, 3, 4), handler=handler, amount=1)
        told()
        perform(case, "remark", handler, date(2024, 3, 5), item=[{"text": "一"}, {"text": "二"}])
        told()
        perform(case, "decide", head, date(2024, 4, 1), outcome="a")
        told()


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fazhi.site.settings")
    main(sys.argv[1], int(sys.argv[2]))
