"""Law education in the invented district, 2023 to 2026: 64 verified events in 2024, joint ones once."""

import random
from collections.abc import Callable
from datetime import date, timedelta

from fazhi.kernel.declare import CLERK, HEAD
from fazhi.kernel.perform import new_case
from fazhi.kernel.scenario import World

SERIES = ("开学第一课", "以案说法", "检教同行", "普法进万家")
HOSTS = ("司法局", "教育局", "公安分局", "税务局", "人民检察院")
EVENTS = {2023: 52, 2024: 64, 2025: 58, 2026: 40}
PROJECTS = (
    "社区法律顾问在线",
    "企业合规体检",
    "青少年法治教室",
    "农民工讨薪快办",
    "老年人遗嘱见证咨询",
    "残疾人上门公证",
    "乡村公共法律服务点",
    "外卖骑手维权站",
    "法治文化广场",
    "法律援助异地受理",
)
RULES = (
    ("医疗器械销售", "医疗器械销售公约", "new"),
    ("安全网具", "安全网具行规行约", "revised"),
    ("美容服务", "美容服务经营公约", "new"),
)


def load(world: World, progress: Callable[[int, int], None] | None = None) -> None:
    dice, office = random.Random(11), world.organ_named("示例区司法局")
    for done, (year, count) in enumerate(EVENTS.items(), 1):
        for n in range(count + 3):
            event(world, office, dice, year, n, count)
        if progress:
            progress(done, len(EVENTS))
    records(world, office)


def event(world: World, office, dice: random.Random, year: int, n: int, count: int) -> None:
    on = date(year, 1, 6) + timedelta((n * 5) % (320 if year == 2026 else 355))
    case = new_case("outreach", office, on, f"{SERIES[n % 4]}{year}年第{n + 1}场", demo=True)
    lead, other = f"示例区{HOSTS[n % 5]}", f"示例区{HOSTS[(n + 1) % 5]}"
    world.act(
        case, "plan", CLERK, on, series=SERIES[n % 4], topic=f"法治宣传第{n + 1}讲", form=("lecture", "court", "show", "case")[n % 4],
        lead=lead, hosts=[other] if n % 3 == 0 else None, audience="居民", place=f"示例社区{n % 20 + 1:02d}",
    )  # fmt: skip
    if n == count + 2:  # cancelled; the two before it wait for verification or were refused
        world.act(case, "cancel", CLERK, on, why="天气原因")
        return
    world.act(case, "approve", HEAD, on)
    world.act(case, "hold", CLERK, on, held_on=on, reach=dice.randint(30, 240), photos=2)
    if n == count:
        world.act(case, "reject", HEAD, on, why="照片不是本场活动")
    elif n < count:
        world.act(case, "verify", HEAD, min(on + timedelta(3), date(year, 12, 31)))


def records(world: World, office) -> None:
    for year in (2023, 2024, 2026):
        for n, name in enumerate(PROJECTS[: 10 if year != 2023 else 8]):
            case = new_case("project", office, date(year, 2, 18), name, demo=True)
            world.act(
                case,
                "enter",
                CLERK,
                date(year, 2, 18),
                year=year,
                owner=f"示例区{HOSTS[n % 5]}",
                content=name,
                list_no=f"示法办〔{year}〕6号",
            )
            if year != 2026 or n < 6:
                world.act(case, "finish", HEAD, date(year, 11, 5) + timedelta(n), proof="验收表")
    for n, (trade, document, kind) in enumerate(RULES):
        case = new_case("selfrule", office, date(2024, 3, 1), document, demo=True)
        world.act(
            case,
            "guide",
            CLERK,
            date(2024, 3, 1),
            trade=trade,
            document=document,
            guides=[f"示例区{HOSTS[n]}", "示例区司法局"],
            kind=kind,
        )
        world.act(case, "issue", CLERK, date(2024, 6 + n, 20), issuer=f"示例区{trade}行业协会")
    for n in range(24):
        on = date(2023 + n // 8, 1 + n % 8, 15)
        case = new_case("media", office, on, f"普法栏目第{n + 1}期", demo=True)
        world.act(
            case,
            "publish",
            CLERK,
            on,
            platform="门户网站",
            column=("一线日记", "税务讲堂")[n % 2],
            owner=f"示例区{HOSTS[n % 5]}",
            reads=1000 + 37 * n,
        )
