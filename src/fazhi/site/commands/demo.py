"""建立演示年度：一个虚构的示例区，全部办件都经同一道门写入（再次运行时沿用已有的）

例：fazhi demo            已有演示数据则直接沿用
    fazhi demo --fresh    删去旧的演示库重建（只删 SQLite 演示库）
"""

import argparse
import hashlib
import sys
import time


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--fresh", action="store_true", help="重建演示库")
    parser.add_argument("--only", default="", help="只建某个领域（供开发）")


def run(args: argparse.Namespace) -> None:
    from fazhi.site.boot import progress, start

    start(migrate=False)
    from django.conf import settings
    from django.db import connection, transaction

    if settings.PRODUCTION:
        raise ValueError("生产环境不能建立演示数据。")
    from fazhi.kernel.registry import modules
    from fazhi.site.boot import ready

    loaders = sorted((m for m in modules("demo") if hasattr(m, "load")), key=lambda m: (getattr(m, "ORDER", 50), m.__name__))
    mark = stamp(loaders)
    if args.fresh or stale(mark):
        wipe()
    ready()
    from fazhi.kernel.models import Parameter
    from fazhi.kernel.scenario import World

    if Parameter.objects.filter(key="demo.stamp").exists():
        print("演示数据已在，沿用。", file=sys.stderr)
        return
    begun, world = time.time(), World.make()
    for module in loaders:
        name = module.__name__.split(".")[-2]
        if args.only and name != args.only:
            continue
        t = time.time()
        module.load(world, progress(f"演示：{name}") or (lambda done, total: None))
        print(f"› {name} {time.time() - t:.1f} 秒", file=sys.stderr)
    from fazhi.kernel.audit import anchor
    from fazhi.site.logins import demo_logins

    demo_logins(world)
    with transaction.atomic():
        anchor()
        Parameter.objects.create(key="demo.stamp", value=mark, basis="演示数据", since="2023-01-01")
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    print(f"演示年度已建好，用时 {time.time() - begun:.1f} 秒。", file=sys.stderr)


def stamp(loaders: list) -> str:
    """The digest of everything the demonstration is made from: another one means another demonstration."""
    from pathlib import Path

    h = hashlib.sha256()
    for module in loaders:
        for path in sorted(Path(module.__file__).parent.rglob("*.py")):
            h.update(path.read_bytes())
    return h.hexdigest()[:16]


def stale(mark: str) -> bool:
    """True where an earlier demonstration, made from other sources, is in the database."""
    from django.db import OperationalError, ProgrammingError, connection

    from fazhi.kernel.models import Parameter

    try:
        with connection.cursor() as cursor:
            if "kernel_parameter" not in connection.introspection.table_names(cursor):
                return False
        row = Parameter.objects.filter(key="demo.stamp").first()
        return row is not None and row.value != mark
    except (OperationalError, ProgrammingError):
        return True


def wipe() -> None:
    """Delete the demonstration database; only SQLite, and never one that holds real cases."""
    from pathlib import Path

    from django.conf import settings
    from django.db import connection

    if connection.vendor != "sqlite":
        raise ValueError("只有 SQLite 演示库可以自动重建；PostgreSQL 请先自行建一个空库，再运行 fazhi demo。")
    path = Path(settings.DATABASES["default"]["NAME"])
    if path.exists() and real_cases():
        raise ValueError(f"{path} 中有真实办件，不能当演示库删除。请用 DATABASE_URL 指向另一个库。")
    connection.close()
    for suffix in ("", "-wal", "-shm"):
        Path(f"{path}{suffix}").unlink(missing_ok=True)


def real_cases() -> bool:
    from django.db import OperationalError

    from fazhi.kernel.models import Case

    try:
        return Case.objects.filter(demo=False).exists()
    except OperationalError:
        return False
