"""Whether the installation is well: to the world only ok or not, to administrators every check."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from importlib.metadata import version
from pathlib import Path

from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from fazhi.kernel import rights
from fazhi.kernel.models import Anchor, Case, Event, Parameter
from fazhi.law.library import library
from fazhi.surfaces.admin.holidays import known_until
from fazhi.surfaces.admin.pages import Table, show
from fazhi.surfaces.jobs.models import Job

FREE, LATE = 2 * 1024**3, timedelta(hours=36)


@dataclass(frozen=True)
class Check:
    """One check. state: ok, warn (look at it), bad (not well)."""

    name: str
    state: str
    text: str


def database() -> Check:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return Check("数据库", "ok", f"{connection.vendor}，办件{Case.objects.count()}件，台账{Event.objects.count()}行")


def migrations() -> Check:
    executor = MigrationExecutor(connection)
    open_ = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return Check(
        "数据结构",
        "bad" if open_ else "ok",
        f"有{len(open_)}步没有升级，请运行 fazhi upgrade 或重启" if open_ else "与程序一致",
    )


def anchored() -> Check:
    last = Anchor.objects.order_by("-n").first()
    if last is None:
        return Check("台账锚点", "warn", "还没有锚点，请安排 fazhi tick 每天运行")
    late = timezone.now() - last.at > LATE and Case.objects.filter(events__gt=F("anchored")).exists()
    return Check(
        "台账锚点",
        "warn" if late else "ok",
        f"第{last.n}个，{timezone.localtime(last.at):%Y-%m-%d %H:%M}，根 {last.root[:16]}…",
    )


def ticked() -> Check:
    row = Parameter.objects.filter(key="tick.last").first()
    if row is None:
        return Check("到期处理", "warn", "fazhi tick 还没有运行过，请设定时器每天运行")
    at = datetime.fromisoformat(str(row.value))
    return Check("到期处理", "bad" if timezone.now() - at > LATE else "ok", f"最近一次 {timezone.localtime(at):%Y-%m-%d %H:%M}")


def disk() -> Check:
    place = Path(settings.MEDIA_ROOT)
    while not place.exists():
        place = place.parent
    free = shutil.disk_usage(place).free
    return Check("磁盘", "bad" if free < FREE else "ok", f"余{free / 1024**3:.1f} GB")


def jobs() -> Check:
    waiting = Job.objects.filter(state__in=("queued", "running"))
    oldest, failed = (
        waiting.order_by("made").first(),
        Job.objects.filter(state="failed", made__gt=timezone.now() - timedelta(1)).count(),
    )
    stuck = oldest is not None and timezone.now() - oldest.made > timedelta(hours=1)
    text = f"等待和进行{waiting.count()}项，一日内未成{failed}项" + (
        "；最早的已等了一小时以上，请看作业进程是否在运行" if stuck else ""
    )
    return Check("排队作业", "warn" if stuck or failed else "ok", text)


def laws() -> Check:
    held = len(library())
    return Check(
        "法规库",
        "ok" if held else "warn",
        f"{held}部全文" if held else "没有导入全文，条文只显示编号；请运行 fazhi laws import",
    )


def calendar() -> Check:
    today = timezone.localdate()
    last = known_until(today)
    late = last < today.year or (last == today.year and today >= date(today.year, 12, 1))
    return Check("节假日", "bad" if last < today.year else "warn" if late else "ok", f"已录入到{last}年")


def production() -> Check:
    return Check("运行方式", "ok", f"{'生产' if settings.PRODUCTION else '演示或试用'}，版本 {version('fazhi')}")


CHECKS: tuple[Callable[[], Check], ...] = (database, migrations, anchored, ticked, disk, jobs, laws, calendar, production)
VITAL: tuple[Callable[[], Check], ...] = (database, migrations, disk)


def run(check: Callable[[], Check]) -> Check:
    """A check that fails is a finding, not an error page."""
    try:
        return check()
    except Exception as error:
        return Check(check.__name__, "bad", f"{type(error).__name__}")


def health(request: HttpRequest) -> HttpResponse:
    """`ok` (200) or `not ok` (503) for anybody; every check for administrators."""
    if request.user.is_authenticated and "administrator" in rights.service_of(request.user):
        words = {"ok": "正常", "warn": "请留意", "bad": "不正常"}
        found = [run(c) for c in CHECKS]
        return show(
            request,
            "运行状况",
            tables=[Table("检查", ("项目", "状态", "情况"), [(c.name, words[c.state], c.text) for c in found])],
        )
    well = cache.get("health")
    if well is None:
        well = all(run(c).state != "bad" for c in VITAL)
        cache.set("health", well, 10)
    return HttpResponse("ok" if well else "not ok", status=200 if well else 503, content_type="text/plain")
