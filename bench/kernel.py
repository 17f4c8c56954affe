"""The one door over a large store: steps a second, figures, first pages, audit; on SQLite, and on PostgreSQL with --postgres.

.venv/bin/python bench/kernel.py [--events 1000000] [--store var/bench.sqlite3] [--no-audit]
tools/with-postgres .venv/bin/python bench/kernel.py --postgres
bench/postgres [FOLDER]    # a PostgreSQL store that is kept for the next time
"""

import argparse
import json
import os
import sys
import time
from itertools import count
from pathlib import Path
from statistics import median

sys.path[:0] = [str(Path(__file__).parents[1] / "src"), str(Path(__file__).parent)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--events", type=int, default=1_000_000)
    parser.add_argument("--store", default="var/bench.sqlite3")
    parser.add_argument("--postgres", action="store_true")
    parser.add_argument("--no-audit", action="store_true")
    args = parser.parse_args()
    if not args.postgres:
        os.environ["DATABASE_URL"] = f"sqlite:///{Path(args.store).resolve()}"
    import store

    store.prepare()
    from django.db import connection

    from fazhi.kernel.models import Event

    if Event.objects.count() < args.events:
        store.fill(args.events)
    from fazhi.kernel.models import Case

    print(f"库 {connection.vendor}：办件 {Case.objects.count():,}，台账 {Event.objects.count():,} 行")
    for workers in (1, 2, 3, 4) if args.postgres else (1, 2):
        steps(workers)
    figures()
    pages()
    if not args.no_audit:
        audited()


def steps(workers: int, rounds: int = 5, cases: int = 60) -> None:
    """Whole cases through the door, from receipt to decision, by so many processes at once; only the time at the door counts."""
    from django.db import connections

    rates = []
    for _ in range(rounds):
        connections.close_all()
        if connections["default"].vendor == "postgresql":
            connections["default"].close_pool()  # a pool does not outlive a fork
        pipes = [os.pipe() for _ in range(workers)]
        children = []
        for _, tell in pipes:
            child = os.fork()
            if child == 0:
                try:
                    os.write(tell, json.dumps(driven(cases)).encode())
                finally:
                    os._exit(0)
            os.close(tell)
            children.append(child)
        told = [json.loads(os.read(hear, 1000)) for hear, _ in pipes]
        for child in children:
            os.waitpid(child, 0)
        for pipe in pipes:
            os.close(pipe[0])
        rates.append((sum(n / wall for n, wall, _ in told), told[0][0] / told[0][2]))
    wall, cpu = (median(r[k] for r in rates) for k in (0, 1))
    print(f"perform：{wall:.0f} 步/秒（{workers} 个进程，中位，{rounds} 轮；一个进程按处理器时间 {cpu:.0f}）")


def driven(cases: int) -> tuple[int, float, float]:
    """(steps, seconds, seconds of processor) of one process."""
    course = prepare_course()
    course()
    SPENT[:] = [0.0, 0.0]
    n = sum(course() for _ in range(cases))
    return n, *SPENT


SPENT = [0.0, 0.0]


def timed(door, *said, **facts):
    """A call through the door, its time added up."""
    wall, cpu = time.perf_counter(), time.process_time()
    result = door(*said, **facts)
    SPENT[0] += time.perf_counter() - wall
    SPENT[1] += time.process_time() - cpu
    return result


def prepare_course():
    """A function that replays one demonstrated case, a year 2024 one decided on its merits, through `perform` and `deliver`."""
    from django.contrib.auth import get_user_model

    from fazhi.kernel import lean
    from fazhi.kernel.models import Case, Document, Party
    from fazhi.kernel.perform import deliver, new_case, perform
    from fazhi.kernel.rights import THE_LAW

    steps = {"receive", "accept", "ordinary", "serve", "answer", "decide"}
    fits = Case.objects.filter(procedure="reconsideration@2024", state="archived", children=None).select_related("organ")[:400]
    model = next(c for c in fits if steps <= set(c.ledger.values_list("step", flat=True)))
    lines = list(model.ledger.exclude(kind__in=("amend", "note", "redact")).order_by("seq").select_related("by"))
    users = {u.pk: u for u in get_user_model().objects.all()[:5000]}
    serial = count(time.time_ns())

    def course() -> int:
        case = new_case(model.procedure, model.organ, lines[0].on, "测速", demo=True)
        parties, papers = {}, {}
        for line in lines:
            said = line.said
            if line.kind == "delivery":
                timed(deliver, papers[said["of"]], parties[said["to"]], line.by or THE_LAW, line.on, method=said["method"])
                continue
            extra = {"parties": said["parties"]} if "parties" in said else {}
            if "handler" in said:
                extra["handler"] = users[said["handler"]]
            if "items" in said:
                extra["item"] = [i["set"] for i in said["items"]]
            if "alters" in said:
                extra["item_n"] = said["alters"]["n"]
            asked = {a.rstrip("?") if isinstance(a, str) else a.name for a in case.declared.steps[line.step].asks}
            facts = {k: v for part in ("facts", "words") for k, v in said.get(part, {}).items() if k in asked}
            if "act_doc_no" in facts:
                facts["act_doc_no"] = f"测速{os.getpid()}-{next(serial)}号"  # one application an act (第三十条)
            timed(perform, case, line.step, line.by or THE_LAW, line.on, **extra, **facts)
            if "parties" in said or "docs" in said:  # who is served with what later: the driver's own question
                joined, issued = lean.fetch((Party, "case_id", case.pk), (Document, "case_id", case.pk))
                parties = {p.seat: p for p in joined}
                papers = {d.kind: d for d in issued}
                for paper in issued:
                    paper.case = case
        return len(lines)

    return course


def figures() -> None:
    """Every figure of the reconsideration domain over the whole store, median of three; what the steps before have stirred up on
    PostgreSQL is swept first, as its own daemon does within minutes."""
    from django.db import connection

    from fazhi.kernel.figures import Period
    from fazhi.kernel.registry import figures as declared

    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM (ANALYZE) kernel_event, kernel_case, kernel_deadline")
    period, slowest = Period.year(2024), []
    for name, figure in declared().items():
        if not name.startswith("reconsideration."):
            continue
        times = []
        for _ in range(3):
            begun = time.perf_counter()
            value = figure.of(period)
            times.append(time.perf_counter() - begun)
        slowest.append((median(times), name, value.count))
    for seconds, name, rows in sorted(slowest, reverse=True)[:5]:
        print(f"指标 {name}：{seconds * 1000:.0f} 毫秒（{rows:,} 行）")
    seconds, name, rows = max(slowest, key=lambda one: one[2])
    begun = time.perf_counter()
    found = len(declared()[name].of(period).rows)
    print(f"指标 {name} 取到台账行：{(time.perf_counter() - begun) * 1000:.0f} 毫秒（{found:,} 行）")


def pages() -> None:
    """The first page of each list, in the database."""
    from django.contrib.auth import get_user_model
    from django.db.models import F

    from fazhi.kernel.rights import visible_to
    from fazhi.surfaces import boxes, boxpage

    for user in get_user_model().objects.filter(username__in=("sl-handler-甲", "sl-head-甲")):
        cases = visible_to(user)
        queries = {
            "在办（按期限）": cases.filter(domain="reconsideration", closed_on=None).order_by(
                F("due").asc(nulls_last=True), "id"
            )[:20],
            "全部（最新）": cases.filter(domain="reconsideration").order_by("-id")[:20],
            "我承办的": cases.filter(handler=user).order_by("due", "id")[:20],
        }
        for n, terms in enumerate(boxes.todo(user), 1):
            queries[f"待办（第{n}问）"] = boxpage.beyond(boxes.current(terms), "")[:21]
        for label, query in queries.items():
            times = []
            for _ in range(5):
                begun = time.perf_counter()
                list(query.all())
                times.append(time.perf_counter() - begun)
            print(f"首页 {user.username} {label}：{median(times) * 1000:.1f} 毫秒")


def audited() -> None:
    from fazhi.kernel.audit import audit

    begun = time.perf_counter()
    found = audit()
    print(f"audit：{found.events:,} 行 {time.perf_counter() - begun:.0f} 秒，不符 {len(found.faults)} 处")
    for fault in found.faults[:5]:
        print("  ", fault)


if __name__ == "__main__":
    main()
