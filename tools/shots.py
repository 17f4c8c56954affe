"""Every page kind of the site as each demonstration login, at 1440×900 and 390×844, into var/shots; what axe, a narrow screen and text
at 200 % find beside.

tools/shots [--only head] [--first] [--at /work/todo/ --at /patents/] [--store fazhi.sqlite3]
"""

import argparse
import logging
import os
import re
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "bench"), str(ROOT / "tests")]
PORT, BASE = 8095, "http://127.0.0.1:8095"
LOGINS = ("head", "clerk", "handler", "organ_head", "leader", "citizen", "admin", "officer", "")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--store", default=str(ROOT / "fazhi.sqlite3"), help="演示库（只读取，另存一份）")
    parser.add_argument("--only", choices=LOGINS, action="append", help="只拍这个账号（可以写几次）")
    parser.add_argument("--first", action="store_true", help="只拍每个账号打开的第一页")
    parser.add_argument("--at", action="append", help="只拍这个地址（可以写几次）")
    parser.add_argument("--out", default=str(ROOT / "var" / "shots"))
    args = parser.parse_args()
    home = Path(tempfile.mkdtemp(prefix="shots-"))
    from soak import copied

    copied(Path(args.store), home / "shots.sqlite3")
    os.environ.update(DATABASE_URL=f"sqlite:///{home}/shots.sqlite3", FAZHI_MEDIA=str(home / "media"),
                      DJANGO_SETTINGS_MODULE="fazhi.site.settings", PYTHONPATH=str(ROOT / "src"))  # fmt: skip
    from fazhi.site.boot import start

    start()
    logging.disable(logging.CRITICAL)
    sessions = {login: session_of(login) for login in args.only or LOGINS}
    from walker import serve

    server = serve(dict(os.environ), PORT, str(home / "serve.log"), workers=1)
    try:
        faults = shoot(sessions, ["/"] if args.first else args.at or [], Path(args.out))
    finally:
        server.terminate()
    print("\n".join(faults) or "没有发现严重的无障碍问题、横向滚动或脚本错误。")
    sys.exit(bool(faults))


def session_of(login: str) -> str:
    from django.contrib.auth import get_user_model
    from walker import sessions

    return sessions([get_user_model().objects.get(username=login)], 1)[0] if login else ""


def shoot(sessions: dict[str, str], places: list[str], out: Path) -> list[str]:
    """Open, shoot and examine; a route one login has shown is not shown again by the next. Returns what is wrong."""
    from browser import DESK, launched, page_of

    faults: list[str] = []
    known: set[str] = set()
    with launched() as browser:
        for login, session in sessions.items():
            page = page_of(browser, DESK)
            if session:
                page.context.add_cookies([{"name": "sessionid", "value": session, "url": BASE}])
            for address in opened(page, places, known):
                faults += [f"{login or '访客'} {address}：{told}" for told in taken(page, out, login or "visitor", address)]
            page.context.close()
    return faults


def opened(page: Any, places: list[str], known: set[str]) -> Iterator[str]:
    """The addresses asked for, or those of a walk, each standing open."""
    from walk import walk

    for place in places:
        page.goto(BASE + place)
        yield place
    if not places:
        yield from (address for _, address in walk(page, BASE, known=set(known), shared=known))


def taken(page: Any, out: Path, login: str, address: str) -> list[Any]:
    """Shoot the page at both sizes; returns what is wrong with it."""
    from browser import DESK, PHONE, serious, sideways, sideways_large

    name = re.sub(r"[^\w]+", "-", unquote(address)).strip("-")[:80] or "first"
    for size, viewport in (("desk", DESK), ("phone", PHONE)):
        page.set_viewport_size(viewport)
        folder = out / size / login
        folder.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=folder / f"{name}.png", full_page=True)
    told = [*serious(page), *page.faults]
    told += [w for w, test in (("横向滚动", sideways), ("大字横向滚动", sideways_large)) if test(page)]
    page.faults.clear()
    page.set_viewport_size(DESK)
    return told


if __name__ == "__main__":
    main()
