"""A process of its own for the tests of faults: performs on the database named by DATABASE_URL, and may be killed at any moment."""

import os
import sys
from datetime import date
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[2] / "src"), str(Path(__file__).parents[1])]


def main(what: str, n: int) -> None:
    from fazhi.site.boot import start

    start(migrate=what == "init")
    from fazhi.kernel.declare import CLERK, HANDLER, HEAD
    from fazhi.kernel.perform import new_case, perform
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
    print("ready", flush=True)
    for _ in range(n):
        case = new_case("sample", world.organ, date(2024, 3, 1), "样例")
        perform(case, "receive", clerk, date(2024, 3, 1), parties=[{"seat": "applicant", "name": "申请人甲"}])
        if what == "intake":
            continue
        perform(case, "accept", head, date(2024, 3, 4), handler=handler, amount=1)
        perform(case, "remark", handler, date(2024, 3, 5), item=[{"text": "一"}, {"text": "二"}])
        perform(case, "decide", head, date(2024, 4, 1), outcome="a")


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fazhi.site.settings")
    main(sys.argv[1], int(sys.argv[2]))
