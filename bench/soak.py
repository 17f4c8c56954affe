"""Half an hour of 200 people at work on a copy of the demonstration: no 5xx, no lost step, flat memory, a clean audit after.

.venv/bin/python bench/soak.py [--minutes 30] [--users 200] [--store fazhi.sqlite3]
"""

import argparse
import json
import os
import random
import shutil
import sqlite3
import subprocess
import sys
import threading
import time
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "src"), str(Path(__file__).parent)]
PORT, PAUSE = 8097, 8.0  # seconds between two things a person does, on average
WORK = ("/work/todo/", "/work/doing/", "/work/done/", "/work/watch/", "/cases/", "/board/", "/glossary/", "/laws/", "/sheets/")
WORDS = ("示例", "处罚", "行政复议", "援助", "申请人", "局", "2024", "白名单")


class Book:
    """What the people did, counted from many threads."""

    def __init__(self):
        self.lock, self.counts, self.faults, self.times = threading.Lock(), Counter(), [], []

    def note(self, what: str, status: int, seconds: float, url: str) -> None:
        with self.lock:
            self.counts[what] += 1
            self.times.append(seconds)
            if status >= 500 or status == 0:
                self.faults.append((status, what, url))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=30)
    parser.add_argument("--users", type=int, default=200)
    parser.add_argument("--store", default=str(ROOT / "fazhi.sqlite3"), help="演示库（只读取，另存一份）")
    args = parser.parse_args()
    home = ROOT / "var" / "soak"
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir(parents=True)
    copied(Path(args.store), home / "soak.sqlite3")
    os.environ.update(DATABASE_URL=f"sqlite:///{home}/soak.sqlite3", FAZHI_MEDIA=str(home / "media"),
                      DJANGO_SETTINGS_MODULE="fazhi.site.settings", PYTHONPATH=str(ROOT / "src"))  # fmt: skip
    from fazhi.site.boot import start

    start()
    crowd, before = people(args.users), lines()
    from walker import serve

    server = serve(dict(os.environ), PORT, str(home / "serve.log"))
    try:
        book, memory = walk(crowd, args.minutes * 60, server.pid)
    finally:
        server.terminate()
        server.wait(30)
    report(book, memory, before, home)


def copied(source: Path, target: Path) -> None:
    """A copy of the store by SQLite's own backup, and of the files beside it; the source is only read."""
    old, new = sqlite3.connect(f"file:{source}?mode=ro", uri=True), sqlite3.connect(target)
    old.backup(new)
    old.close()
    new.close()
    if (files := source.resolve().parent / "var" / "media").is_dir():
        shutil.copytree(files, target.parent / "media")


def people(count: int) -> list[tuple[str, str, str]]:
    """(kind, session, token) of everybody: six in ten officers by the browser, one in ten a program, the rest citizens."""
    from django.contrib.auth import get_user_model
    from django.utils import timezone
    from walker import sessions

    from fazhi.kernel.models import Person
    from fazhi.surfaces.api.models import Token

    users = get_user_model().objects
    officers = list(
        users.filter(posts__isnull=False, is_active=True)
        .exclude(posts__seat__in=("administrator", "data_protection"))
        .distinct()
        .order_by("pk")
    )
    citizens = []
    for n in range(max(1, count // 8)):
        user, _ = users.get_or_create(username=f"soak-citizen-{n}")
        Person.objects.get_or_create(user=user, defaults={"name": f"申请人{n}", "citizen": True, "demo": True})
        citizens.append(user)
    programs = max(1, count // 10)
    at_desk = count - programs - 2 * len(citizens)
    found = [("officer", s, "") for s in sessions(officers, at_desk)]
    found += [("citizen", s, "") for s in sessions(citizens, 2 * len(citizens))]
    until = timezone.now() + timedelta(1)
    return found + [
        ("program", "", Token.issue(officers[n % len(officers)], "soak", "write", until)[1]) for n in range(programs)
    ]


def lines() -> int:
    """Ledger lines people wrote, without the first lines of the child cases their steps opened."""
    from fazhi.kernel.models import Event

    return Event.objects.filter(by__isnull=False).exclude(seq=1, case__parent__isnull=False).count()


def walk(crowd: list, seconds: float, pid: int) -> tuple[Book, list[tuple[float, list[int]]]]:
    """Everybody walks until the time is up; memory of the web workers is looked at every half minute."""
    from walker import Walker

    book, end, memory = Book(), time.time() + seconds, []

    def one(n: int, kind: str, session: str, token: str) -> None:
        rng = random.Random(n)
        walker = Walker(PORT, rng, session)
        time.sleep(rng.random() * PAUSE)
        while time.time() < end:
            begun = time.time()
            act = {"officer": officer, "citizen": citizen, "program": program}[kind]
            try:
                what, status = act(walker, rng, book, token)
            except OSError as broken:
                what, status = f"连接中断 {type(broken).__name__}", 0
            book.note(what, status, time.time() - begun, walker.at)
            time.sleep(rng.expovariate(1 / PAUSE))

    threads = [threading.Thread(target=one, args=(n, *who), daemon=True) for n, who in enumerate(crowd)]
    for t in threads:
        t.start()
    while time.time() < end:
        memory.append((time.time(), workers(pid)))
        print(
            f"\r{int(end - time.time())} 秒 {sum(book.counts.values())} 次 错误 {len(book.faults)} 内存 {memory[-1][1]} 兆",
            end="",
            file=sys.stderr,
        )
        time.sleep(min(30, max(1, end - time.time())))
    for t in threads:
        t.join(180)
    memory.append((time.time(), workers(pid)))
    return book, memory


def workers(pid: int) -> list[int]:
    """Proportional memory (MB) of the web workers: the children of the server that are not the job worker."""
    found = []
    for child in subprocess.run(["pgrep", "-P", str(pid)], capture_output=True, text=True).stdout.split():
        try:
            if b"work" in Path(f"/proc/{child}/cmdline").read_bytes().split(b"\0"):
                continue
            text = Path(f"/proc/{child}/smaps_rollup").read_text()
            found.append(int(next(x for x in text.splitlines() if x.startswith("Pss:")).split()[1]) // 1024)
        except OSError:
            continue
    return found


# ---------------------------------------------------------------- what people do


def officer(walker, rng, book: Book, token: str) -> tuple[str, int]:
    choice = rng.random()
    if choice < 0.35:
        return "读列表", walker.get(rng.choice(WORK))
    if choice < 0.5:
        return "检索", walker.get(f"/search/?q={rng.choice(WORDS)}")
    if choice < 0.6:
        walker.get("/cases/")
        inside = [u for u in walker.links("/cases/") if u.count("/") == 3]
        return "读业务", walker.get(
            rng.choice(inside) + rng.choice(("", "?state=open", "?light=over", "?order=due"))
        ) if inside else 200
    if choice < 0.85:
        return step(walker, rng, book)
    return opening(walker, rng, book)


def step(walker, rng, book: Book) -> tuple[str, int]:
    """Open a waiting case and take a step that is offered."""
    walker.get(rng.choice(("/work/todo/", "/work/doing/")))
    cases = walker.links("/case/")
    if not cases or walker.get(rng.choice(cases)) != 200:
        return "读办件", walker.status
    steps = [u for u in walker.links("/case/") if "/step/" in u and not u.endswith("/effects/")]
    if not steps or walker.get(rng.choice(steps)) != 200:
        return "读办件", walker.status
    return "办一步", filled(walker, book)


def opening(walker, rng, book: Book) -> tuple[str, int]:
    walker.get("/work/todo/")
    new = [u for u in walker.links("/cases/") if "/new/" in u]
    if not new or walker.get(rng.choice(new)) != 200:
        return "读新收", walker.status
    return "新收", filled(walker, book)


def filled(walker, book: Book) -> int:
    """Fill the form with a file now and then, and send it; a redirect to the case is a step taken."""
    from walker import PDF

    form = walker.form()
    if form is None:
        return walker.status
    files = form.xpath(".//input[@type='file']/@name")
    sent = [(files[0], "材料.pdf", PDF)] if files and walker.rng.random() < 0.5 else []
    status = walker.send(form, walker.filled(form), sent)
    if status == 302 and walker.where.startswith("/case/"):
        with book.lock:
            book.counts["＊写入台账"] += 1
            book.counts["＊附了文件"] += bool(sent)
    return status


def citizen(walker, rng, book: Book, token: str) -> tuple[str, int]:
    """Go on with the application a page at a time; begin one, hand it in, follow it."""
    if rng.random() < 0.25:
        walker.get("/mine/")
        return "看我的", walker.get(rng.choice(walker.links("/mine/") or ["/mine/"]))
    if not getattr(walker, "draft", ""):
        walker.get("/apply/")
        page = walker.page()
        forms = [f for f in page.xpath("//main//form") if "/apply/" in (f.get("action") or "")]
        starts = [u for u in walker.links("/apply/") if u.count("/") == 4]
        if forms:
            walker.send(rng.choice(forms), [])
        elif starts:
            walker.get(rng.choice(starts))
            if (form := walker.form()) is not None:
                walker.send(form, walker.filled(form))
        walker.draft = walker.where if walker.where.startswith("/apply/draft/") else ""
        return "开始申请", walker.status
    walker.get(walker.draft)
    form = walker.form("//main//form[contains(@class, 'one')]")
    form = walker.form() if form is None else form
    if form is None:
        onward = walker.links(walker.draft.rsplit("/", 2)[0])
        walker.draft = walker.place(onward[-1]) if onward and rng.random() < 0.8 else ""
        return "申请一页", walker.status
    from walker import PDF

    files = [("files", "材料.pdf", PDF)] if form.get("enctype") and rng.random() < 0.5 else []
    status = walker.send(form, walker.filled(form), files)
    if "/receipt/" in walker.where:
        with book.lock:
            book.counts["＊写入台账"] += 1
        walker.draft = ""
        return "提交申请", status
    walker.draft = walker.where if status == 302 and "/apply/draft/" in walker.where and rng.random() < 0.97 else ""
    return "申请一页", status


def program(walker, rng, book: Book, token: str) -> tuple[str, int]:
    """Read and take steps by the interface."""
    head = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    domain = rng.choice(("legal_aid", "reconsideration", "task", "whitelist", "legality"))
    status = walker.ask("GET", f"/api/{domain}/cases?limit=50", b"", head)
    cases = json.loads(walker.body).get("cases", []) if status == 200 else []
    if not cases:
        return "接口读列表", status
    one = rng.choice(cases)
    status = walker.ask("GET", f"/api/{domain}/cases/{one['id']}", b"", head)
    told = json.loads(walker.body)
    steps = [s["key"] if isinstance(s, dict) else s for s in told.get("steps", told.get("open", []))] if status == 200 else []
    if not steps or rng.random() < 0.5:
        return "接口读办件", status
    body = json.dumps({"on": date.today().isoformat(), "facts": {}}).encode()
    status = walker.ask("POST", f"/api/{domain}/cases/{one['id']}/{rng.choice(steps)}", body, head)
    if status == 200:
        with book.lock:
            book.counts["＊写入台账"] += 1
    return "接口办一步", status


# ---------------------------------------------------------------- after


def report(book: Book, memory: list, before: int, home: Path) -> None:
    """Print what happened; exit 1 where something asked for does not hold."""
    times, added = sorted(book.times), lines() - before
    audit = subprocess.run([sys.executable, "-m", "fazhi.cli", "audit"], env=os.environ, capture_output=True, text=True)
    print("\n" + "　".join(f"{k} {n}" for k, n in book.counts.most_common()))
    print(
        f"操作 {len(times)} 次，中位 {times[len(times) // 2] * 1000:.0f} 毫秒，p95 {times[int(len(times) * 0.95)] * 1000:.0f} 毫秒"
    )
    print(f"5xx 或断线 {len(book.faults)}：{book.faults[:5]}")
    print(f"客户端记下的步骤 {book.counts['＊写入台账']}，台账中由人写入的新行 {added}")
    first = next((m for _, m in memory if sum(m)), [])
    calm = memory[len(memory) // 3][1]
    print(f"两个网页进程的内存（PSS，兆）：开始 {first} 三分之一时 {calm} 结束 {memory[-1][1]}（合计 {sum(memory[-1][1])}）")
    print(
        f"fazhi audit：{'清' if audit.returncode == 0 else '有错'}　{(audit.stdout + audit.stderr).strip().splitlines()[-1:]}"
    )
    sys.exit(bool(book.faults or added != book.counts["＊写入台账"] or audit.returncode))


if __name__ == "__main__":
    main()
