"""The pages under load: 100,000 cases, 16 clients, every list page, against a bare Django page with the same 20 rows.

.venv/bin/python bench/web.py [--cases 100000] [--store var/bench-web.sqlite3] [--seconds 6]
tools/with-postgres .venv/bin/python bench/web.py --postgres
"""

import argparse
import http.client
import os
import subprocess
import sys
import threading
import time
from pathlib import Path
from statistics import median

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "src"), str(Path(__file__).parent)]
PORT, CLIENTS, BARE = 8099, 16, "裸页"  # the bare page is served beside, on the next port


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=100_000)
    parser.add_argument("--store", default=str(ROOT / "var" / "bench-web.sqlite3"))
    parser.add_argument("--seconds", type=float, default=6)
    parser.add_argument("--postgres", action="store_true")
    args = parser.parse_args()
    if not args.postgres:
        os.environ["DATABASE_URL"] = f"sqlite:///{Path(args.store).resolve()}"
    os.environ["DJANGO_SETTINGS_MODULE"] = "fazhi.site.settings"
    from fazhi.site.boot import start

    start()
    from django.db import connection

    from fazhi.kernel.models import Case

    seed()
    grow(args.cases)
    pages, cookies = subjects()
    print(f"库 {connection.vendor}：办件 {Case.objects.count():,}；{CLIENTS} 个客户端，granian 2 进程")
    connection.close()
    program = __file__.replace("web.py", "web_server.py")
    servers = [
        subprocess.Popen([sys.executable, program, str(port)], env={**os.environ, "FAZHI_BENCH_BARE": bare})
        for port, bare in ((PORT, ""), (PORT + 1, "1"))
    ]
    try:
        measure(pages, cookies, args.seconds)
    finally:
        for server in servers:
            server.terminate()


def seed() -> None:
    """The demonstration's cases, where the store is new."""
    from fazhi.kernel.models import Case
    from fazhi.kernel.registry import modules
    from fazhi.kernel.scenario import World

    if Case.objects.exists():
        return
    world = World.make()
    for module in sorted(
        (m for m in modules("demo") if hasattr(m, "load")), key=lambda m: (getattr(m, "ORDER", 50), m.__name__)
    ):
        try:
            module.load(world, lambda done, total: None)
        except ValueError as refused:
            print(f"演示 {module.__name__} 未全部写入：{refused}", file=sys.stderr)


def grow(wanted: int) -> None:
    """Clone the cases with facts, terms, parties, ledger and search rows by INSERT … SELECT until there are as many as wanted.
    The seals of clones do not hold: this store is for reading only."""
    from django.db import connection, transaction
    from django.db.models import Max

    from fazhi.kernel.models import Case, Deadline, Event, Found, Party
    from fazhi.kernel.registry import procedures

    have = Case.objects.count()
    if have >= wanted:
        return
    span, first = Case.objects.aggregate(m=Max("pk"))["m"], Case.objects.order_by("pk").first().pk
    parts = [(m, "case_id") for m in {p.facts for p in procedures().values() if p.facts}]
    parts += [(Deadline, "case_id"), (Party, "case_id"), (Event, "case_id"), (Found, "case_id")]
    spans = {m: (m.objects.aggregate(m=Max("pk"))["m"] or 0) for m, _ in parts}
    rounds = (wanted - have) // have + 1
    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL session_replication_role = replica")
        for k in range(1, rounds + 1):
            clone(cursor, Case, {"id": span * k}, f"id <= {span} AND id >= {first}")
            for model, link in parts:
                key = model._meta.pk.column
                shift = {link: span * k} if key == link else {link: span * k, key: spans[model] * k}
                if model is Party or model is Found:
                    shift |= {}
                clone(
                    cursor,
                    model,
                    shift,
                    f"{link} <= {span}",
                    drop=("event_id", "document_id") if model in (Party, Found) else ("amends_id",),
                )
        spread(cursor)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def clone(cursor: object, model: object, shift: dict[str, int], where: str, drop: tuple[str, ...] = ()) -> None:
    from django.db import connection

    quote = connection.ops.quote_name
    columns = [c.column for c in model._meta.concrete_fields]
    picked = [f"{quote(c)} + {shift[c]}" if c in shift else "NULL" if c in drop else quote(c) for c in columns]
    table = quote(model._meta.db_table)
    cursor.execute(
        f"INSERT INTO {table} ({', '.join(map(quote, columns))}) SELECT {', '.join(picked)} FROM {table} WHERE {where}"
    )


def spread(cursor: object) -> None:
    """Open cases get handlers and last days around today, so that boxes and lights have something to find."""
    from datetime import date, timedelta

    from fazhi.kernel.declare import CLERK, HANDLER, HEAD
    from fazhi.kernel.scenario import World

    world = World.make()
    handlers = [world.person(HANDLER, w, world.organ) for w in "甲乙丙丁"]
    for seat in (CLERK, HEAD):
        world.person(seat, "甲", world.organ)
    for n in range(40):
        day = date.today() + timedelta(n - 12)
        for table, column in (("kernel_deadline", "case_id"), ("kernel_case", "id")):
            state = "state = 'running'" if table == "kernel_deadline" else "due IS NOT NULL AND closed_on IS NULL"
            cursor.execute(f"UPDATE {table} SET due = %s WHERE {column} %% 40 = %s AND {state}", [day, n])
    for n, user in enumerate(handlers):
        cursor.execute("UPDATE kernel_case SET handler_id = %s WHERE closed_on IS NULL AND id %% 200 = %s", [user.pk, n])


def subjects() -> tuple[list[tuple[str, str, str]], dict[str, str]]:
    """(label, address, who) of the pages measured, and a session for each person."""
    from django.contrib.auth import get_user_model
    from django.db.models import Count
    from django.test import Client

    from fazhi.kernel.models import Case
    from fazhi.kernel.scenario import World

    root = World.make().organ.code.lower()
    users = {"承办人": f"{root}-handler-甲", "负责人": f"{root}-head-甲"}
    if get_user_model().objects.filter(username="leader").exists():
        users["领导"] = "leader"
    cookies = {}
    for who, login in users.items():
        client = Client()
        client.force_login(get_user_model().objects.get(username=login), "fazhi.surfaces.people.Backend")
        cookies[who] = client.cookies["sessionid"].value
    client = Client()
    client.force_login(get_user_model().objects.get(username=users["负责人"]), "django.contrib.auth.backends.ModelBackend")
    cookies[BARE] = client.cookies["sessionid"].value
    own = Case.objects.filter(organ=World.make().organ)
    word = own.values_list("domain").annotate(n=Count("pk")).order_by("-n")[0][0]
    case = own.filter(domain=word).order_by("-pk").first()
    lists = [
        f"/cases/{word}/",
        f"/cases/{word}/?state=open",
        f"/cases/{word}/?light=over",
        f"/cases/{word}/?order=due",
        f"/cases/{word}/?q=示例",
        "/search/?q=示例",
    ]
    pages = [(BARE, f"/bare/{word}/", BARE)]
    pages += [(url, url, "负责人") for url in lists]
    pages += [
        (f"/work/{b}/ {who}", f"/work/{b}/", who) for b in ("todo", "doing", "done", "watch") for who in ("承办人", "负责人")
    ]
    return [*pages, ("办件页", f"/case/{case.pk}/", "负责人"), ("看板", "/board/", "负责人")], cookies


def measure(pages: list[tuple[str, str, str]], cookies: dict[str, str], seconds: float) -> None:
    wait()
    bare = 0.0
    print(f"{'页面':<34}{'次/秒':>8}{'中位ms':>9}{'p95 ms':>9}{'比裸页':>8}")
    for label, url, who in pages:
        warm(url, cookies[who])
        times, errors = hammer(url, cookies[who], seconds)
        rate = len(times) / seconds
        bare = bare or rate
        times.sort()
        p95 = times[int(len(times) * 0.95)] if times else float("nan")
        print(
            f"{label:<34}{rate:>8.0f}{median(times) * 1000:>9.1f}{p95 * 1000:>9.1f}{rate / bare:>8.0%}"
            + (f"  错误 {errors}" if errors else "")
        )


def wait() -> None:
    """Until both servers answer."""
    for url in ("/login/", "/bare/"):
        for _ in range(120):
            try:
                fetch(http.client.HTTPConnection("127.0.0.1", port_of(url), timeout=5), url, "")
                break
            except OSError:
                time.sleep(0.5)
        else:
            raise SystemExit("服务没有起来。")


def fetch(link: http.client.HTTPConnection, url: str, session: str) -> int:
    from urllib.parse import quote

    link.request("GET", quote(url, safe="/?=&"), headers={"Cookie": f"sessionid={session}"})
    answer = link.getresponse()
    answer.read()
    return answer.status


def warm(url: str, session: str) -> None:
    """Ask a few times first, so that what each process keeps is kept."""
    link = http.client.HTTPConnection("127.0.0.1", port_of(url), timeout=60)
    for _ in range(6):
        fetch(link, url, session)
        link.close()


def port_of(url: str) -> int:
    return PORT + url.startswith("/bare/")


def hammer(url: str, session: str, seconds: float) -> tuple[list[float], int]:
    """Sixteen clients ask for one page as fast as they are answered."""
    times: list[float] = []
    errors = [0]
    end = time.perf_counter() + seconds

    def client() -> None:
        link = http.client.HTTPConnection("127.0.0.1", port_of(url), timeout=30)
        while time.perf_counter() < end:
            begun = time.perf_counter()
            if fetch(link, url, session) != 200:
                errors[0] += 1
            times.append(time.perf_counter() - begun)

    threads = [threading.Thread(target=client) for _ in range(CLIENTS)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    return times, errors[0]


if __name__ == "__main__":
    main()
