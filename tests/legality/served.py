"""A server of its own for the browser tests of the workbench: `python served.py PORT` writes three matters, prints how to enter them as
JSON, and serves; a worker's thread begins its jobs some seconds later."""

import json
import os
import sys
import threading
import time
from datetime import date
from pathlib import Path

HERE = Path(__file__).resolve()
sys.path[:0] = [str(HERE.parents[2] / "src"), str(HERE.parents[2]), str(HERE.parents[1])]
os.environ["DJANGO_SETTINGS_MODULE"] = "fazhi.site.settings"
FILLER = (
    "第{n}条 有关单位应当按照职责分工做好相关工作，将办理情况及时公开，接受社会监督；工作中涉及的数据应当依法保护，不得泄露。\n"
)


def hundred_pages(bad: str) -> str:
    """About 62,000 characters (28 to a line, 22 lines to a page), a fault every twelve articles."""
    faults = bad.splitlines()[2:5]
    lines = [
        FILLER.format(n=n) + (f"{faults[n // 12 % 3].replace('第', f'第{n}', 1)}\n" if n % 12 == 0 else "")
        for n in range(1, 1100)
    ]
    return "示例区诚信经营管理办法（送审稿）\n" + "".join(lines)


def matters():
    """{name: (session, case)} of a short draft, one sent again, and one of a hundred pages."""
    from django.test import Client
    from tests.legality.conftest import BAD, GOOD, Course

    found = {}
    for name, text in (("short", BAD), ("again", BAD), ("long", hundred_pages(BAD))):
        c = Course()
        c.send(text)
        c.machine()
        if name == "again":
            c.judge_all()
            c.to_signing()
            c.sign("amend")
            c.do("resubmit", "unit甲", date(2026, 3, 10), files=[("修改稿.txt", GOOD.encode())])
        client = Client()
        client.force_login(c.people["handler"])
        found[name] = (
            client.cookies["sessionid" if "sessionid" in client.cookies else next(iter(client.cookies))].value,
            c.case.pk,
        )
    return found


def worker():
    from fazhi.surfaces.jobs import queue

    time.sleep(20)
    queue.ask_due()
    while job := queue.claim():
        queue.do(job.pk)


def main(port):
    from fazhi.site.boot import start

    start()
    from django.conf import settings

    from fazhi.site.wsgi import application
    from web.served import Quiet, Server, make_server

    print(json.dumps({"cookie": settings.SESSION_COOKIE_NAME, **matters()}), flush=True)
    threading.Thread(target=worker, daemon=True).start()
    make_server("127.0.0.1", port, application, server_class=Server, handler_class=Quiet).serve_forever()


if __name__ == "__main__":
    main(int(sys.argv[1]))
