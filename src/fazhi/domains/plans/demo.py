"""Task lists, watched plans and the self-assessment of the invented district, 2023 to 2026."""

from collections.abc import Callable
from datetime import date, timedelta

from fazhi.domains.plans.assess import skeleton
from fazhi.kernel.declare import CLERK, HANDLER, HEAD
from fazhi.kernel.perform import new_case
from fazhi.kernel.scenario import World

BUREAUS = ("发展改革局", "教育局", "民政局", "财政局", "人力资源社会保障局", "住房城乡建设局", "交通运输局", "市场监督管理局",
           "卫生健康委员会", "应急管理局", "税务局", "生态环境局")  # fmt: skip
PLANS = (
    ("一规划两纲要", ["法治中国建设规划", "法治政府建设实施纲要", "法治社会建设实施纲要"], 2021, 2025),
    ("提升行政执法质量三年行动计划", ["提升行政执法质量三年行动计划"], 2023, 2025),
    ("“八五”普法规划", ["第八个五年法治宣传教育规划"], 2021, 2025),
)


def load(world: World, progress: Callable[[int, int], None] | None = None) -> None:
    office = world.organ_named("示例区司法局")
    for n, job in enumerate((tasks, plans, assessment), 1):
        job(world, office)
        if progress:
            progress(n, 3)


def opened(domain: str, organ, on: date, title: str):
    return new_case(domain, organ, on, title, demo=True)


def tasks(world: World, office) -> None:
    kinds = ("duty", "reform", "year", "education")
    for year, count in ((2024, 24), (2026, 10)):
        for n in range(count):
            on, due_on = date(year, 2, 20), date(year, 12, 20) if n % 4 else date(year, 10, 31)
            case = opened("task", office, on, f"{year}年清单任务{n + 1:02d}")
            world.act(
                case, "issue", CLERK, on, list_kind=kinds[n % 4], list_no=f"示法办〔{year}〕{n % 4 + 1}号", content=f"第{n + 1}项重点任务",
                owner=f"示例区{BUREAUS[n % 12]}", due_on=due_on, source="年度工作要点",
            )  # fmt: skip
            world.act(case, "accept", HANDLER, on + timedelta(2))
            world.act(case, "progress", HANDLER, date(year, 6, 28), item={"text": "完成过半", "evidence": "半年报告"})
            if year == 2024 and n != 5:
                world.act(case, "claim", HANDLER, due_on - timedelta(10), evidence="总结材料")
                world.act(case, "verify", HEAD, due_on - timedelta(3))
            elif n == 5:
                world.act(case, "supervise", HEAD, date(year, 11, 2), why="进度滞后")
                child = case.children.get()
                world.act(
                    child,
                    "send",
                    CLERK,
                    date(year, 11, 3),
                    matter=case.title,
                    owner=f"示例区{BUREAUS[5]}",
                    reply_by=date(year, 11, 30),
                )


def plans(world: World, office) -> None:
    for name, documents, first, last in PLANS:
        on = date(2023, 1, 10)
        case = opened("plan", office, on, name)
        measures = [
            {"text": f"第{i}项举措", "owner": f"示例区{BUREAUS[i % 12]}", "kind": ("number", "document", "mechanism")[i % 3],
             "due": date(last, 12, 31)} for i in range(1, 9)
        ]  # fmt: skip
        world.act(case, "load", CLERK, on, name=name, documents=documents, first_year=first, last_year=last, item=measures)
        for year in (2023, 2024, 2025):
            for quarter in (1, 2, 3, 4):
                for n in range(1, 9, 3):
                    light = "done" if year == 2025 and quarter == 4 else "behind" if (n + quarter) % 7 == 0 else "on_track"
                    day = date(year, quarter * 3, 25)
                    world.act(case, "light", CLERK, day, item_n=n, quarter=f"{year}年第{quarter}季度", light=light)
        if name.endswith("三年行动计划"):
            world.act(case, "evaluate", HEAD, date(2025, 12, 26), report="终期评估报告")


def assessment(world: World, office) -> None:
    """The indicators of the working draft, most of them assessed, what is not met listed as a task."""
    on, rows = date(2024, 9, 2), skeleton()
    case = opened("assessment", office, on, "2024年度示范指标自评")
    source = "市县法治政府建设示范指标体系"
    world.act(case, "load", CLERK, on, version="2021年版（工作底稿，待与正式文本核对）", year=2024, source=source, item=rows)
    leaves = [(n, row["code"], row) for n, row in enumerate(rows, 1) if row["level"] == 3]
    for n, code, row in [leaf for leaf in leaves[:-2] if leaf[2].get("applicable") is not False]:
        partly = "figures" not in row and n % 2 == 0
        said = {"status": "partly" if partly else "met", "evidence": "工作台账", "owner": f"示例区{BUREAUS[n % 12]}"}
        world.act(case, "assess", HANDLER, on + timedelta(10), item_n=n, **said)
        if partly:
            gap = {"content": f"{row['text']}：补齐佐证", "owner": said["owner"]}
            world.act(case, "gap", HEAD, on + timedelta(12), code=code, **gap)
