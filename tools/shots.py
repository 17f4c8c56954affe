"""Every page kind of the site, by its routes, as each demonstration login, at 1440×900 and 390×844; axe's serious findings beside.

tools/shots [--only head] [--first] [--at /work/todo/ --at /patents/] [--store fazhi.sqlite3]
"""

import argparse
import logging
import os
import random
import re
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "bench"), str(ROOT / "tests")]
PORT, SIZES = 8095, {"desk": {"width": 1440, "height": 900}, "phone": {"width": 390, "height": 844}}
LOGINS = ("handler", "clerk", "head", "organ_head", "leader", "citizen", "admin", "officer", "")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--store", default=str(ROOT / "fazhi.sqlite3"), help="演示库（只读取，另存一份）")
    parser.add_argument("--only", choices=LOGINS, help="只拍这个账号")
    parser.add_argument("--first", action="store_true", help="只拍每个账号打开的第一页")
    parser.add_argument("--at", action="append", help="只拍这个地址（可以写几次）")
    args = parser.parse_args()
    home = Path(tempfile.mkdtemp(prefix="shots-"))
    from soak import copied

    copied(Path(args.store), home / "shots.sqlite3")
    os.environ.update(DATABASE_URL=f"sqlite:///{home}/shots.sqlite3", FAZHI_MEDIA=str(home / "media"),
                      DJANGO_SETTINGS_MODULE="fazhi.site.settings", PYTHONPATH=str(ROOT / "src"))  # fmt: skip
    from fazhi.site.boot import start

    start()
    logging.disable(logging.CRITICAL)
    logins = [args.only] if args.only is not None else LOGINS
    wanted = {login: (session_of(login), args.at or (["/"] if args.first else addresses(login))) for login in logins}
    from walker import serve

    server = serve(dict(os.environ), PORT, str(home / "serve.log"), workers=1)
    try:
        faults = shoot(wanted, ROOT / "var" / "shots")
    finally:
        server.terminate()
    print("\n".join(faults) or "没有发现严重的无障碍问题、横向滚动或脚本错误。")
    sys.exit(bool(faults))


def session_of(login: str) -> str:
    from django.contrib.auth import get_user_model
    from walker import sessions

    return sessions([get_user_model().objects.get(username=login)], 1)[0] if login else ""


def addresses(login: str) -> list[str]:
    """One address for every route that answers this login with a page."""
    from django.contrib.auth import get_user_model
    from django.test import Client
    from django.urls import get_resolver
    from fuzz import places

    from fazhi.kernel.models import Case, Document, Event

    client = Client(raise_request_exception=False)
    if login:
        client.force_login(get_user_model().objects.get(username=login), "fazhi.surfaces.people.Backend")
    visible = Case.objects.filter(closed_on=None).order_by("-pk")[:40]
    holes = {
        "word": ["reconsideration"], "domain": ["reconsideration"], "name": ["todo", "doing", "done", "watch"],
        "title": ["行政复议法"], "number": ["30"], "paper": [str(d.pk) for d in Document.objects.order_by("-pk")[:3]],
        "pk": [str(c.pk) for c in visible], "key": [*sorted(set(Event.objects.values_list("step", flat=True)[:4000])), "reconsideration@2024"],
        "step": ["receive"], "seq": ["1"], "id": [],
    }  # fmt: skip
    rng, found = random.Random(1), []
    for route in dict.fromkeys(places(get_resolver())):
        if route.startswith(("api/", "account/logout")):
            continue
        for _ in range(12 if "<" in route else 1):
            address = "/" + re.sub(r"<(?:\w+:)?(\w+)>", lambda m: rng.choice(holes.get(m[1]) or ["1"]), route)
            answer = client.get(address)
            if answer.status_code == 200 and "html" in answer.get("Content-Type", ""):
                found.append(address)
                break
    return found


def shoot(wanted: dict, out: Path) -> list[str]:
    """Open, shoot and examine every address; returns what is wrong."""
    from browser import chromium, serious, sideways

    faults = []
    for size, viewport in SIZES.items():
        for login, (session, places) in wanted.items():
            folder = out / size / (login or "visitor")
            folder.mkdir(parents=True, exist_ok=True)
            with chromium(viewport) as page:
                if session:
                    page.context.add_cookies([{"name": "sessionid", "value": session, "url": f"http://127.0.0.1:{PORT}"}])
                for place in places:
                    page.goto(f"http://127.0.0.1:{PORT}{place}")
                    page.screenshot(
                        path=folder / (re.sub(r"[^\w]+", "-", place).strip("-") + ".png" if place != "/" else "first.png"),
                        full_page=True,
                    )
                    for told in [*serious(page), *(["横向滚动"] if sideways(page) else []), *page.faults]:
                        faults.append(f"{size} {login or '访客'} {place}：{told}")
                    page.faults.clear()
    return faults


if __name__ == "__main__":
    main()
