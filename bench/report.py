"""The whole yearly report with its annex over a store of one million ledger lines.

.venv/bin/python bench/report.py [--store var/bench-report.sqlite3] [--events 1000000] [--year 2024]

The store is filled with the demonstration (or taken as it is, where it has one) and then with copies of it moved back year by year:
a district that has kept its ledgers for long. Copies keep the seals of what they were copied from; this bench reads, it does not audit.
"""

import argparse
import os
import sys
import time
from datetime import date
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).parents[1] / "src"))
DAYS = {"opened_on", "moved_on", "latest_on", "closed_on", "due", "on"}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--store", default="var/bench-report.sqlite3")
    parser.add_argument("--events", type=int, default=1_000_000)
    parser.add_argument("--year", type=int, default=2024)
    parser.add_argument("--rounds", type=int, default=3)
    args = parser.parse_args()
    os.environ["DATABASE_URL"] = f"sqlite:///{Path(args.store).resolve()}"
    from fazhi.site.boot import start

    start()
    from fazhi.kernel.models import Case, Event

    seed()
    fill(args.events)
    indexed()
    print(f"办件 {Case.objects.count():,}，台账 {Event.objects.count():,} 行")
    measure(args.year, args.rounds)


def indexed() -> None:
    """The index figures are read from, where the store was made before it."""
    from django.db import connection

    from fazhi.kernel.models import Event

    index = next(i for i in Event._meta.indexes if i.name == "event_figures")
    with connection.cursor() as cursor:
        held = connection.introspection.get_constraints(cursor, Event._meta.db_table)
    if index.name not in held:
        with connection.schema_editor() as editor:
            editor.add_index(Event, index)


def seed() -> None:
    """The demonstration, where the store is empty."""
    from fazhi.kernel.models import Event
    from fazhi.kernel.registry import modules
    from fazhi.kernel.scenario import World

    if not Event.objects.exists():
        world = World.make()
        for module in sorted(
            (m for m in modules("demo") if hasattr(m, "load")), key=lambda m: (getattr(m, "ORDER", 50), m.__name__)
        ):
            module.load(world, lambda done, total: None)


def fill(events: int) -> None:
    """Copies of every case, line and list entry, each a year earlier, until the ledger is long enough."""
    from django.db import connection, transaction
    from django.db.models import Max

    from fazhi.kernel.models import Case, Event, Item

    have = Event.objects.count()
    copies = 0 if have >= events else -(-events // have) - 1
    steps = {m: (m.objects.aggregate(m=Max("pk"))["m"] or 0) + 1 for m in (Case, Event, Item)}
    for k in range(1, copies + 1):
        with transaction.atomic(), connection.cursor() as cursor:
            for model in (Case, Event, Item):
                cursor.execute(copy_of(model, steps, k))
        if sys.stderr.isatty():
            print(f"\r扩充 {k}/{copies}", end="", file=sys.stderr, flush=True)
    if copies:
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


def copy_of(model: type, steps: dict, k: int) -> str:
    """The statement that copies the seed's rows of a table k years back."""
    from fazhi.kernel.models import Case, Event

    keys = {
        "id": steps[model],
        "case_id": steps[Case],
        "event_id": steps[Event],
        "amends_id": steps[Event],
        "parent_id": steps[Case],
    }
    columns = [c.column for c in model._meta.concrete_fields]
    values = []
    for column in columns:
        if column in keys:
            values.append(f'"{column}" + {keys[column] * k}')
        elif column in DAYS:
            values.append(f"date(\"{column}\", '-{k} years')")
        elif column == "at":
            values.append(f"strftime('%Y-%m-%d %H:%M:%f', \"at\", '-{k} years')")
        else:
            values.append(f'"{column}"')
    names = ", ".join(f'"{c}"' for c in columns)
    table = model._meta.db_table
    return f"INSERT INTO {table} ({names}) SELECT {', '.join(values)} FROM {table} WHERE id < {steps[model]}"


def measure(year: int, rounds: int) -> None:
    from fazhi.report.build import build
    from fazhi.report.papers import as_docx, as_html

    known_by = date(year + 1, 3, 4)
    rows = []
    for label, make in (
        ("算出全部数字", lambda: build(year, known_by)),
        ("正文与附件（网页）", lambda: as_html(build(year, known_by))),
        ("正文与附件（公文）", lambda: as_docx(build(year, known_by))),
    ):
        wall, cpu = [], []
        for _ in range(rounds):
            begun, used = time.perf_counter(), time.process_time()
            make()
            wall.append(time.perf_counter() - begun)
            cpu.append(time.process_time() - used)
        rows.append((label, median(wall), median(cpu)))
    report = build(year, known_by)
    ok = sum(a.status == "ok" for a in report.answers.values())
    lines = sum(len(a.rows) for a in report.answers.values())
    print(f"数字 {len(report.answers)} 项（成立 {ok} 项），所计台账 {lines:,} 行")
    for label, wall, cpu in rows:
        print(f"{label}：{wall:.2f} 秒（处理器 {cpu:.2f} 秒；中位，{rounds} 轮）")
    singly(year, known_by, rounds)


def singly(year: int, known_by: date, rounds: int) -> None:
    """Every declared figure on its own: the median, the slowest, and those over a fifth of a second (processor time)."""
    from fazhi.kernel.figures import Period
    from fazhi.kernel.registry import figures
    from fazhi.report.answers import end_of

    period, times = Period.year(year, end_of(known_by)), {}
    for id, figure in figures().items():
        taken = []
        for _ in range(rounds):
            used = time.process_time()
            figure.of(period)
            taken.append(time.process_time() - used)
        times[id] = median(taken)
    slow = sorted(((t, id) for id, t in times.items() if t > 0.2), reverse=True)
    print(
        f"单项指标 {len(times)} 个：中位 {median(times.values()) * 1000:.1f} 毫秒，最慢 {max(times.values()) * 1000:.0f} 毫秒，超过 200 毫秒的 {len(slow)} 个"
    )
    for t, id in slow:
        print(f"  {id} {t * 1000:.0f} 毫秒")


if __name__ == "__main__":
    main()
