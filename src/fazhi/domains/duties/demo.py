"""The leadership ledgers of the invented district, 2023 to 2026."""

import random
from collections.abc import Callable
from datetime import date, timedelta

from fazhi.kernel.declare import CLERK, HANDLER, HEAD
from fazhi.kernel.perform import new_case
from fazhi.kernel.scenario import World

BUREAUS = ("发展改革局", "教育局", "民政局", "财政局", "人力资源社会保障局", "住房城乡建设局", "交通运输局", "市场监督管理局",
           "卫生健康委员会", "应急管理局", "税务局", "生态环境局")  # fmt: skip
TOPICS = ("听取上年度法治政府建设情况汇报", "研究年度法治政府建设重点任务", "听取行政复议和行政应诉情况分析")
COURSES = (
    ("promoted", "新上岗副科级干部培训班"),
    ("law", "法治建设专题培训班"),
    ("enforcer", "行政执法人员培训班"),
    ("rotation", "公职人员法治轮训班"),
)
PERSONTIMES = {2023: 2400, 2024: 3000, 2025: 2850}


def load(world: World, progress: Callable[[int, int], None] | None = None) -> None:
    dice, office = random.Random(7), world.organ_named("示例区司法局")
    jobs = (meetings, trainings, observers, suggestions, law_reports)
    for n, job in enumerate(jobs, 1):
        job(world, office, dice)
        if progress:
            progress(n, len(jobs))


def opened(domain: str, organ, on: date, title: str):
    return new_case(domain, organ, on, title, demo=True)


def meetings(world: World, office, dice: random.Random) -> None:
    for year, count in ((2023, 2), (2024, 3), (2025, 4), (2026, 2)):
        for month in range(1, 11):
            on = date(year, month, 12)
            agenda = [
                {"title": f"学习第{month}批应知应会法律", "kind": "pre_study", "law": "中华人民共和国行政处罚法"},
                {"title": "其他议题", "kind": "decision"},
            ]
            if (month % 3 == 2 and month // 3 < count) or (count == 4 and month == 1):
                agenda.append({"title": TOPICS[month % 3], "kind": "law_topic"})
                if month == 2:
                    agenda.append({"title": TOPICS[0], "kind": "law_topic"})
            case = opened("meeting", office, on, f"{year}年第{month}次常务会议")
            world.act(case, "hold", CLERK, on, body="government", session=f"第{month}次", presider="区长", item=agenda)
            world.act(case, "minute", CLERK, on + timedelta(3), minutes=f"示例区政府常务会议纪要{year}年第{month}号")
        on = date(year, 3, 20)
        case = opened("meeting", office, on, f"{year}年党委常委会议法")
        world.act(case, "hold", CLERK, on, body="party", session="第3次", item=[{"title": TOPICS[0], "kind": "law_topic"}])
        world.act(case, "minute", CLERK, on + timedelta(2), minutes=f"示例区委常委会会议纪要{year}年第3号")


def trainings(world: World, office, dice: random.Random) -> None:
    for year, total in PERSONTIMES.items():
        for n in range(30):
            kind, title = COURSES[n % 4]
            starts = date(year - 1, 12, 26) if n == 0 else date(year, 1, 8) + timedelta(11 * n)
            ends = date(year, 1, 10) if n == 0 else starts + timedelta(3)  # the first class of a year began the year before
            course(world, office, dice, starts, ends, kind, f"{title}第{n + 1}期", total // 30)
    for month in (3, 6, 9, 11):
        course(world, office, dice, date(2026, month, 2), date(2026, month, 5), "law", f"法治专题培训班{month}月班", 60)


def course(world: World, office, dice: random.Random, starts: date, ends: date, kind: str, title: str, size: int) -> None:
    case = opened("training", office, starts, f"{ends.year}年{title}")
    world.act(
        case,
        "plan",
        CLERK,
        starts,
        kind=kind,
        starts_on=starts,
        sessions=5,
        hours=20,
        place="示例区委党校",
        plan_item="法治专题",
    )
    people = dice.sample(range(1, 1600), size + 6)
    rows = [
        {"person": f"学员{p:04d}", "organ": f"示例区{dice.choice(BUREAUS)}", "sessions": dice.choice((4, 5, 5)), "of": 5}
        for p in people[:size]
    ]
    rows += [
        {"person": f"学员{p:04d}", "organ": f"示例区{dice.choice(BUREAUS)}", "sessions": 3, "of": 5} for p in people[size:]
    ]
    world.act(case, "close", CLERK, ends, item=rows)


def observers(world: World, office, dice: random.Random) -> None:
    terms = [(2023, 2025)] * 10 + [(2024, 2026)] * 6 + [(2023, 2024)] * 3 + [(2025, 2027)] * 4
    groups = ("人大代表", "政协委员", "企业家", "基层工作者", "律师")
    for n, (first, last) in enumerate(terms, 1):
        since, until = date(first, 4, 1), date(last, 3, 31) if last > first + 1 or first == 2025 else date(first, 12, 30)
        case = opened("observer", office, since, f"法治观察员{n:02d}")
        world.act(
            case, "appoint", CLERK, since, name=f"观察员{n:02d}", occupation="示例职业", groups=sorted({groups[n % 5], groups[(n * 2) % 5]}),
            chosen_by=[f"示例区{BUREAUS[n % 12]}"], since=since, until=until,
        )  # fmt: skip
        if n % 4 == 0:
            world.act(case, "share", CLERK, since, chosen_by=[f"示例区{BUREAUS[n % 12]}", f"示例区{BUREAUS[(n + 1) % 12]}"])
        if last == 2024:
            world.act(case, "expire", CLERK, date(2024, 1, 5))


def suggestions(world: World, office, dice: random.Random) -> None:
    days = [date(2024, m, 5) for m in range(1, 13)] + [date(2026, 10, 20), date(2026, 11, 12)]
    for n, on in enumerate(days, 1):
        case = opened("suggestion", office, on, f"法治建议{n:02d}")
        world.act(case, "submit", CLERK, on, content="建议公开执法事项的办理时限", anonymous=n % 5 == 0)
        if on > date(2026, 11, 1):
            continue
        world.act(case, "assign", CLERK, on + timedelta(3), owner=f"示例区{BUREAUS[n % 12]}")
        if on.year == 2024:
            world.act(case, "answer", HANDLER, on + timedelta(20), answer="已在门户网站公布", result="adopted")
            world.act(case, "tell", CLERK, on + timedelta(22), satisfied=True)


def law_reports(world: World, office, dice: random.Random) -> None:
    for year in (2023, 2024):
        for n, bureau in enumerate(BUREAUS):
            form = "site" if n < 3 else "meeting" if n < 6 else "written"
            on = date(year, 12, 2)
            case = opened("lawreport", office, on, f"{year}年度述法·{bureau}")
            world.act(case, "notify", CLERK, on, year=year, post=f"示例区{bureau}主要负责人", form=form)
            world.act(case, "submit", HANDLER, on + timedelta(7), text="履行第一责任人职责情况报告")
            world.act(case, "check", HEAD, on + timedelta(10))
            seen = {"place": "示例园区", "visited": "执法现场"} if form == "site" else {}
            world.act(case, "deliver", CLERK, on + timedelta(16), **seen)
            if form != "written":
                world.act(case, "comment", HEAD, on + timedelta(16), comment="肯定成绩，指出不足")
            world.act(case, "score", CLERK, on + timedelta(18), score=85 + n)
            if n % 4 == 0:
                world.act(
                    case, "problems", HEAD, on + timedelta(20), problems="法治机构人员不足", cure_by=date(year + 1, 3, 31)
                )
            else:
                world.act(case, "archive", CLERK, on + timedelta(22))
