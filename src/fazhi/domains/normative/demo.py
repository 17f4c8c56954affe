"""Normative documents of the invented district: a plan, documents published and filed in 2024, one that expired, a campaign."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

from fazhi.domains.normative.engine import citation, sweep
from fazhi.kernel import holidays
from fazhi.kernel.declare import CLERK, HANDLER, HEAD
from fazhi.kernel.models import Item, Organ
from fazhi.kernel.perform import new_case
from fazhi.kernel.scenario import CHINA, World
from fazhi.kernel.tick import tick

ORDER = 62
PLAN = (
    "养老服务设施管理办法",
    "犬只管理办法",
    "建筑垃圾处置办法",
    "户外招牌设置办法",
    "电动自行车停放充电办法",
    "餐饮油烟防治办法",
    "河道采砂监督办法",
    "临时救助实施办法",
)
OLD = (("城市绿线保护办法", date(2019, 6, 1), date(2024, 5, 31), "中华人民共和国城乡规划法", 42), ("政务信息保密管理办法", date(2022, 6, 1), date(2027, 5, 31), "中华人民共和国保守国家秘密法", 24),
       ("农村集体资产交易办法", date(2022, 9, 1), date(2027, 8, 31), "中华人民共和国民法典", 261),
       ("刑满释放人员安置帮教办法", date(2025, 4, 1), date(2030, 3, 31), "中华人民共和国监狱法", 37))  # fmt: skip
RESULTS = ("继续有效",) * 9 + ("修改", "修改", "废止", "宣布失效")


def load(world: World, progress: Callable[[int, int], None]) -> None:
    organ, table = world.organ_named("示例区司法局"), holidays.current()
    plan(world, organ)
    for n, (name, start, end, law, article) in enumerate(OLD):
        on = max(date(2023, 1, 9), table.on_or_after(start))
        case = new_case("normative", organ, on, f"示例区{name}", demo=True)
        world.act(case, "register", CLERK, on, issuer="示例区人民政府", doc_no=f"示政规〔{start.year}〕{n + 2}号", published_on=start - timedelta(20),
                  effective_on=start, expires_on=end, cited=[citation(law, article, on)])  # fmt: skip
    for n, name in enumerate(("示例区公共停车收费办法", "示例区物业维修资金使用办法")):
        day = table.on_or_after(date(2024, 5 + 3 * n, 8))
        case = new_case("filing", organ, day, name, demo=True)
        world.act(case, "receive", CLERK, day, title=name, maker="示例镇人民政府", published_on=day - timedelta(7))
        world.act(case, "take", CLERK, day)
        world.act(case, "accept", HEAD, table.on_or_after(day + timedelta(10)))
    campaign(world, organ)
    sweep(date(2024, 5, 6), world_at(date(2024, 5, 6)))
    for item in Item.objects.filter(domain="normative", kind="task").select_related("case__organ"):
        world.act(item.case, "settle", HANDLER, date(2024, 5, 20), item_n=item.n, done="比对第二十四条，表述不变，继续有效")
        world.act(item.case, "tasks_settled", HANDLER, date(2024, 5, 24))
    tick(date(2024, 6, 3), at=world_at(date(2024, 6, 3)))
    sweep(date(2026, 11, 2), world_at(date(2026, 11, 2)))  # a law revised with effect from the first of the month
    progress(1, 1)


def world_at(day: date) -> datetime:
    """Five in the afternoon of a day, the simulated moment of writing."""
    return datetime.combine(day, time(17), CHINA)


def plan(world: World, organ: Organ) -> None:
    case = new_case("normative_plan", organ, date(2024, 1, 8), "2024年度规范性文件制定计划", demo=True)
    world.act(case, "begin", CLERK, date(2024, 1, 8), year=2024)
    world.act(
        case,
        "enter",
        CLERK,
        date(2024, 1, 10),
        item=[
            {"title": f"示例区{t}", "unit": "示例区住房和城乡建设局", "quarter": f"第{'一二三四'[n % 4]}季度"}
            for n, t in enumerate(PLAN)
        ],
    )
    world.act(case, "publish", HEAD, date(2024, 1, 19))


def campaign(world: World, organ: Organ) -> None:
    case = new_case("norm_cleanup", organ, date(2024, 8, 5), "妨碍统一大市场和公平竞争规范性文件清理", demo=True)
    world.act(
        case,
        "begin",
        CLERK,
        date(2024, 8, 5),
        topic="妨碍统一大市场和公平竞争",
        ground="公平竞争审查条例",
        until=date(2024, 10, 31),
    )
    world.act(
        case,
        "enter",
        HANDLER,
        date(2024, 8, 12),
        item=[{"title": f"示例区文件{n:02d}", "doc_no": f"示政规〔2020〕{n}号"} for n in range(1, len(RESULTS) + 1)],
    )
    for n, result in enumerate(RESULTS, 1):
        world.act(case, "settle", HANDLER, date(2024, 9, 20), item_n=n, result=result)
    world.act(case, "publish", HEAD, date(2024, 10, 22))
