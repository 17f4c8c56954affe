"""A large store for measuring: the demonstration's reconsideration cases, cloned until the ledger has the asked number of lines.

Every clone has its own number, sealed chain, facts, deadlines, parties and documents, so that `fazhi audit` holds over the whole.
"""

import argparse
import os
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "src"))

BATCH = 500


def fill(events: int) -> tuple[int, int]:
    """Clone until the store holds that many events; returns (cases, events)."""
    from django.db import transaction
    from django.db.models import Max

    from fazhi.kernel.audit import anchor
    from fazhi.kernel.models import Case, Event, Series

    anchor()
    plan = mixed(templates())
    n, have, serial = Case.objects.aggregate(m=Max("pk"))["m"], Event.objects.count(), 100_000
    begun = time.time()
    while have < events:
        with transaction.atomic():
            rows = {}
            for _ in range(BATCH):
                if have >= events:
                    break
                case = plan[n % len(plan)]
                n, serial = n + 1, serial + 1
                have += clone(case, n, serial, rows)
            write(rows)
        print(f"\r{have:,} 行 {time.time() - begun:.0f} 秒", end="", file=sys.stderr)
    numbered(Case, Series)
    anchor()
    settle()
    print(file=sys.stderr)
    return Case.objects.count(), Event.objects.count()


def mixed(found: list, average: float = 5.0) -> list:
    """Long and short cases in such a mixture that a case has five lines on average: 200,000 cases to 1,000,000 lines."""
    short = [t for t in found if len(t[1]) <= 4]
    long = [t for t in found if len(t[1]) > 4]
    s, b = (sum(len(t[1]) for t in ts) / len(ts) for ts in (short, long))
    every = max(1, round((b - s) / (average - s)))
    return [short[n % len(short)] if n % every else long[n // every % len(long)] for n in range(every * len(long))]


def templates() -> list:
    """The demonstration's cases with everything that hangs on them, read once."""
    from fazhi.kernel.models import Case

    found = []
    for case in Case.objects.filter(domain="reconsideration", parent=None, children=None).select_related("organ"):
        facts = case.facts
        found.append(
            (
                case,
                list(case.ledger.order_by("seq")),
                facts,
                *(list(m.all()) for m in (case.deadlines, case.parties, case.items, case.documents)),
            )
        )
    return found


def clone(template: tuple, pk: int, serial: int, rows: dict) -> int:
    """Copy one case under a new key and number; seals are computed anew, as its chain is its own."""
    from fazhi.kernel.seal import digest_of, seal_of

    case, events, facts, deadlines, parties, items, documents = template
    number = f"{case.number.split('〕')[0]}〕{serial}号"
    head, first, ids = "", pk * 64, {}
    for k, old in enumerate(events):
        new = copy(old, pk=first + k, case_id=pk)
        if old.said.get("number"):
            new.said = {**old.said, "number": number}
        new.amends_id = ids.get(old.amends_id)
        new.digest = digest_of(new.said)
        new.seal = head = seal_of(head, new)
        ids[old.pk] = new.pk
        rows.setdefault(type(new), []).append(new)
    rows.setdefault(type(case), []).append(copy(case, pk=pk, number=number, head=head, anchored=0, demo=True, parent_id=None))
    rows.setdefault(type(facts), []).append(copy(facts, case_id=pk, pk=pk))
    for row in (*deadlines, *parties, *items, *documents):
        fresh = copy(row, pk=None, id=None, case_id=pk)
        if getattr(row, "event_id", None):
            fresh.event_id = ids[row.event_id]
        rows.setdefault(type(row), []).append(fresh)
    return len(events)


def copy(row, **changes):
    fields = {c.attname: getattr(row, c.attname) for c in row._meta.concrete_fields}
    return type(row)(**{**fields, **{k: v for k, v in changes.items() if k != "pk"}, row._meta.pk.attname: changes.get("pk")})


def write(rows: dict) -> None:
    """Insert what was cloned, cases first, as the one door's own statements would."""
    from fazhi.kernel import lean
    from fazhi.kernel.models import Case, Event

    with lean.together():
        for model in sorted(rows, key=lambda m: (m is not Case, m is not Event)):
            for n in range(0, len(rows[model]), 100):
                lean.insert(rows[model][n : n + 100])


def carry(path: str) -> None:
    """Copy a filled SQLite store into an empty PostgreSQL one, row by row as it stands: in a tenth of the time of filling anew."""
    import sqlite3

    from django.apps import apps
    from django.db import connection

    source = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")  # what is copied was checked where it comes from
        for model in apps.get_models(include_auto_created=True):
            table, columns = model._meta.db_table, ", ".join(f'"{c.column}"' for c in model._meta.concrete_fields)
            cursor.execute(f"SELECT EXISTS (SELECT FROM {table})")
            if cursor.fetchone()[0] or not model._meta.managed:
                continue
            with cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as out:
                for row in source.execute(f"SELECT {columns} FROM {table}"):
                    out.write_row(row)
        cursor.execute("SET session_replication_role = origin")
    settle()


def numbered(cases, series) -> None:
    """The registries count what was cloned, so that the audit's balance of numbers holds."""
    for row in series.objects.all():
        row.last = (
            cases.objects.filter(domain=row.key, organ=row.organ, opened_on__year=row.year).exclude(number="").count()
            + row.voids.count()
        )
        row.save()


def settle() -> None:
    """Give the database the statistics and sequences it has after growing in a natural way."""
    from django.db import connection

    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            tables = ("case", "event", "item", "party", "deadline", "document", "delivery", "found", "series")
            for table in (f"kernel_{t}" for t in tables):
                cursor.execute(f"SELECT setval('{table}_id_seq', (SELECT coalesce(max(id), 1) FROM {table}))")
        cursor.execute("ANALYZE")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("path", help="SQLite 文件（或用环境变量 DATABASE_URL 指向 PostgreSQL，此处写 -）")
    parser.add_argument("--events", type=int, default=1_000_000)
    parser.add_argument("--carry", metavar="SQLITE", help="不重新填充，从已填好的 SQLite 库照搬到空的 PostgreSQL 库")
    args = parser.parse_args()
    if args.path != "-":
        os.environ["DATABASE_URL"] = f"sqlite:///{Path(args.path).resolve()}"
    if args.carry:
        from fazhi.site.boot import start

        start()
        return carry(args.carry)
    prepare()
    print("办件 {:,}，台账 {:,} 行".format(*fill(args.events)))


def prepare() -> None:
    """The demonstration's reconsideration year in the store, as seed."""
    from fazhi.site.boot import start

    start()
    from fazhi.domains.reconsideration import demo
    from fazhi.kernel.models import Case
    from fazhi.kernel.scenario import World

    if not Case.objects.filter(domain="reconsideration").exists():
        demo.load(World.make(), lambda done, total: None)


if __name__ == "__main__":
    main()
