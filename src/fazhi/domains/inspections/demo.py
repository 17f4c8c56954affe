"""Inspection in the invented district, 2023 and 2024: 300 visits, then 210 (−30 %), 126 joint events, the white list, supervision."""

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import transaction

from fazhi.domains.inspections.credit_code import synthetic
from fazhi.domains.inspections.parameters import DEFAULTS
from fazhi.domains.inspections.procedure_plan import SUPERVISOR
from fazhi.domains.inspections.procedure_supervision import BODY
from fazhi.domains.inspections.procedure_task import OFFICER
from fazhi.domains.inspections.procedure_visit import SCANNER
from fazhi.kernel import holidays
from fazhi.kernel.declare import CLERK, HANDLER, HEAD
from fazhi.kernel.models import Case
from fazhi.kernel.perform import new_case, perform
from fazhi.kernel.rights import THE_LAW
from fazhi.kernel.scenario import CHINA, World

BODIES = (
    "市场监督管理局", "应急管理局", "生态环境局", "住房和城乡建设局", "交通运输局", "农业农村局", "卫生健康委员会", "文化和旅游局", "人力资源和社会保障局",
    "自然资源和规划局", "水务局", "城市管理局", "消防救援大队", "税务局",
)  # fmt: skip
TOWNS = tuple(DEFAULTS["towns"][0])
FIRMS, LISTED, VISITS_2023, VISITS_2024, JOINT_EVENTS, JOINT_VISITS = 200, 40, 300, 210, 126, 147
OFFSITE, SPARED = 20, 10


def at(day: date) -> datetime:
    """The simulated moment of writing: five in the afternoon of the day in law."""
    return datetime.combine(day, time(17), CHINA)


@dataclass
class District:
    """What the demonstration knows while it writes: organs, enterprises, certificates, numbers of plans and tasks."""

    world: World
    office: Any
    organs: list[Any] = field(default_factory=list)
    firms: list[tuple[str, str, str]] = field(default_factory=list)
    plans: dict[str, str] = field(default_factory=dict)

    def act(self, case: Case, step: str, seat: Any, on: date, **said: Any) -> Case:
        perform(
            case, step, self.world.person(seat, "甲", case.organ) if seat.side == "office" else THE_LAW, on, at=at(on), **said
        )
        return case

    def open(self, key: str, step: str, seat: Any, organ: Any, on: date, title: str, **said: Any) -> Case:
        case = new_case(key, organ, on, title, demo=True)
        return self.act(case, step, seat, on, **said)

    def certificates(self, organ: Any) -> list[str]:
        n = self.organs.index(organ)
        return [f"SL-{n + 1:02d}{m}" for m in (1, 2, 3)]

    def supervisor(self) -> list[dict]:
        return [{"seat": SUPERVISOR, "name": self.office.name, "kind": "机关", "organ": self.office}]


@dataclass
class Planned:
    """One visit the demonstration will make: its firm, day, and the task of each body."""

    n: int
    firm: tuple[str, str, str]
    day: date
    bodies: list[Any]
    joint: int | None = None


def load(world: World, progress: Callable[[int, int], None]) -> None:
    district = District(world, world.organ_named("示例区司法局"))
    dice = random.Random(2024)
    with transaction.atomic():
        registers(district)
        progress(1, 6)
        past(district, dice)
        progress(2, 6)
        visits = planned(district)
        plans(district, visits)
        progress(3, 6)
        events = joint(district, visits)
        for visit in visits:
            make(district, visit, events, dice)
        progress(4, 6)
        spared(district)
        progress(5, 6)
        watch(district)
        progress(6, 6)


def item_of(n: int) -> str:
    return f"JC{n + 1:02d}"


def registers(d: District) -> None:
    day = date(2023, 1, 5)
    for n, short in enumerate(BODIES):
        organ = d.world.organ_named(f"示例区{short}")
        d.organs.append(organ)
        body = d.open("inspection_body", "announce", CLERK, d.office, day, organ.name, name=organ.name, kind="organ", announced_on=day,
                      base=TOWNS[n % len(TOWNS)], slots_per_day=4, teams=3)  # fmt: skip
        items = [
            {"code": f"{item_of(n)}-{m}", "name": f"{short}检查事项{m}", "law": "有关法律、法规", "method": "非现场" if m == 3 else "现场",
             "joint": True, "published_on": day.isoformat(), "used_on": "2026-01-05"}
            for m in (1, 2, 3)
        ]  # fmt: skip
        d.act(body, "publish_item", CLERK, day, item=items)
        caps = [{"grade": g, "visits": v, "since": "2025-06-30"} for g, v in (("A", 1), ("B", 1), ("C", 2), ("D", 4))]
        d.act(body, "set_cap", CLERK, day, item=caps)
        for number in d.certificates(organ):
            d.open("officer", "issue", CLERK, d.office, day, number, name=f"执法人员{number}", body=organ.name, certificate=number,
                   valid_from=day, valid_to=date(2027, 12, 31))  # fmt: skip
    for n in range(FIRMS):
        firm = (synthetic(n + 1), f"示例企业{n + 1:03d}", TOWNS[n % len(TOWNS)])
        d.firms.append(firm)
        d.open("enterprise", "enrol", CLERK, d.office, day, firm[1], uscc=firm[0], name=firm[1], town=firm[2],
               grade="A" if n >= FIRMS - LISTED else "ABBCB"[n % 5], graded_on=day, risk="high" if n % 17 == 0 else "low")  # fmt: skip


def past(d: District, dice: random.Random) -> None:
    """The base year, entered visit by visit from the signed statement of each body."""
    for n, day in enumerate(spread(date(2023, 1, 9), date(2023, 12, 22), VISITS_2023)):
        uscc, name, town = d.firms[n % (FIRMS - LISTED)]
        organ = d.organs[dice.randrange(len(d.organs))]
        d.open("visit", "record_past", CLERK, organ, day, name, uscc=uscc, firm=name, town=town, contact="inspection", planned_on=day,
               trigger="plan", document="2023年入企检查基期数据表（各机关签字）")  # fmt: skip


def spread(first: date, last: date, count: int) -> list[date]:
    """`count` working days spread evenly over a period."""
    table = holidays.current()
    days = [d for n in range((last - first).days + 1) if table.is_workday(d := first + timedelta(n))]
    return [days[n * len(days) // count] for n in range(count)]


def planned(d: District) -> list[Planned]:
    """The visits of 2024: those of joint events go to two bodies, the others to one."""
    found = []
    for n, day in enumerate(spread(date(2024, 3, 18), date(2024, 12, 13), VISITS_2024)):
        share = n * JOINT_VISITS // VISITS_2024 != (n + 1) * JOINT_VISITS // VISITS_2024
        first = n % len(d.organs)
        bodies = [d.organs[first], d.organs[(first + 1 + n % 5) % len(d.organs)]] if share else [d.organs[first]]
        found.append(Planned(n, d.firms[n % (FIRMS - LISTED)], day, bodies))
    shared = [v for v in found if len(v.bodies) > 1]
    for k, visit in enumerate(shared):
        visit.joint = k * JOINT_EVENTS // len(shared)
    return found


def line(code: str, firm: tuple[str, str, str], item: str, first: date, last: date) -> dict[str, Any]:
    return {"code": code, "uscc": firm[0], "firm": firm[1], "item": item, "first": first.isoformat(), "last": last.isoformat(),
            "kind": "日常检查", "method": "现场", "hours": "1.5", "slots": 1}  # fmt: skip


def window(day: date) -> tuple[date, date]:
    return day - timedelta(10), day + timedelta(10)


def plans(d: District, visits: list[Planned]) -> None:
    """Each body's filed plan of 2024: a line for every task, and for those later done off site or spared."""
    for n, organ in enumerate(d.organs):
        lines = [
            line(f"V{v.n}", v.firm, f"{item_of(n)}-{1 + v.n % 2}", *window(v.day)) for v in visits if organ in v.bodies
        ]  # fmt: skip
        lines += [line(f"W{k}", firm, f"{item_of(n)}-1", date(2024, 3, 1), date(2024, 12, 20)) for k, firm in extra(d, n)]
        case = d.open("inspection_plan", "begin", HANDLER, organ, date(2024, 2, 20), f"{organ.name}2024年检查计划", year=2024,
                      first=date(2024, 3, 1), last=date(2024, 12, 31), line_count=len(lines), item=lines, parties=d.supervisor())  # fmt: skip
        d.plans[organ.name] = case.number
        file_plan(d, case, date(2024, 2, 21))


def file_plan(d: District, case: Case, on: date) -> None:
    d.act(case, "review", HANDLER, on)
    d.act(case, "approve", HEAD, on)
    d.act(case, "file", HANDLER, on)
    perform(case, "record", d.world.person(HANDLER, "甲", d.office), on + timedelta(1), at=at(on + timedelta(1)))
    d.act(case, "publish", HANDLER, on + timedelta(1))


def extra(d: District, n: int) -> list[tuple[int, tuple[str, str, str]]]:
    """Tasks that never became a visit: numbers and enterprises of body n."""
    return [(k, d.firms[FIRMS - LISTED + k]) for k in range(OFFSITE + SPARED) if k % len(d.organs) == n]


def joint(d: District, visits: list[Planned]) -> list[str]:
    """The joint events of the year; returns their numbers."""
    numbers = []
    for k in range(JOINT_EVENTS):
        mine = [v for v in visits if v.joint == k]
        bodies = list(dict.fromkeys(o.name for v in mine for o in v.bodies))[:4]
        lead, day = mine[0].bodies[0], mine[0].day - timedelta(14)
        case = d.open("joint_inspection", "propose", HANDLER, lead, day, f"第{k + 1}批联合检查", topic=f"综合查一次第{k + 1}批", lead=lead.name,
                      bodies=bodies, first=mine[0].day, last=mine[-1].day, firms=len(mine))  # fmt: skip
        d.act(case, "organise", HANDLER, day)
        numbers.append(case.number)
    return numbers


def task_of(d: District, organ: Any, visit: Planned, number: str) -> Case:
    """A task drafted and approved for one body of a visit."""
    n, (first, last) = d.organs.index(organ), window(visit.day)
    draft = visit.day - timedelta(9)
    case = d.open("inspection_task", "submit", HANDLER, organ, draft, f"{visit.firm[1]}检查任务", uscc=visit.firm[0], firm=visit.firm[1],
                  items=[f"{item_of(n)}-{1 + visit.n % 2}"], trigger="plan", plan=d.plans[organ.name], plan_line=f"V{visit.n}",
                  joint=number, first=first, last=last, officers=d.certificates(organ)[:2])  # fmt: skip
    return d.act(case, "approve", HEAD, draft)


def make(d: District, visit: Planned, events: list[str], dice: random.Random) -> None:
    """One visit from its tasks to its end; one in five finds something."""
    number = events[visit.joint] if visit.joint is not None else ""
    tasks = [task_of(d, organ, visit, number) for organ in visit.bodies]
    lead, uscc, name, town = visit.bodies[0], *visit.firm
    checks = [
        {"body": o.name, "task": t.number, "trigger": "plan", "officers": d.certificates(o)[:2], "items": [f"{item_of(d.organs.index(o))}-1"]}
        for o, t in zip(visit.bodies, tasks, strict=True)
    ]  # fmt: skip
    before = visit.day - timedelta(5)
    case = d.open("visit", "arrange", HANDLER, lead, before, name, uscc=uscc, firm=name, town=town, planned_on=visit.day, joint=number,
                  trigger="plan", item=checks)  # fmt: skip
    d.act(case, "notify", HANDLER, before)
    present = [c for check in checks for c in check["officers"]]
    d.act(case, "scan_in", OFFICER, visit.day, contact="inspection", certificates_shown=True, scan_uscc=uscc, present=present)
    d.act(case, "record", OFFICER, visit.day, summary="按检查事项逐项查看")
    for n in range(1, len(checks) + 1):
        found = dice.random() < 0.2
        said = {"followup": "correct", "recheck_on": visit.day + timedelta(30)} if found else {}
        d.act(case, "report", OFFICER, visit.day, item_n=n, result="found" if found else "none", **said)
    d.act(case, "close", OFFICER, visit.day)
    if visit.n % 4 == 0:
        d.act(case, "rate", SCANNER, visit.day, rating=dice.choice((5, 5, 4, 4, 3)))


def spared(d: District) -> None:
    """Approved tasks that did not become visits: done off site, or cancelled when the enterprise entered the white list."""
    tasks = []
    for n, organ in enumerate(d.organs):
        for k, (uscc, name, _) in extra(d, n):
            case = d.open("inspection_task", "submit", HANDLER, organ, date(2024, 3, 5), f"{name}检查任务", uscc=uscc, firm=name,
                          items=[f"{item_of(n)}-1"], trigger="plan", plan=d.plans[organ.name], plan_line=f"W{k}",
                          first=date(2024, 3, 6), last=date(2024, 12, 20), officers=d.certificates(organ)[:2])  # fmt: skip
            d.act(case, "approve", HEAD, date(2024, 3, 6))
            tasks.append((k, case))
    for uscc, name, _ in d.firms[-LISTED:]:
        entry = d.open(
            "whitelist", "apply", CLERK, d.office, date(2024, 4, 8), name, uscc=uscc, name=name, compliance=True, clean=True
        )
        d.act(entry, "review", HANDLER, date(2024, 4, 9))
        d.act(entry, "post", HANDLER, date(2024, 4, 17))
        d.act(entry, "confirm", HEAD, date(2024, 5, 6), expires_on=date(2025, 5, 6))
        if int(uscc[8:16]) % 2:
            d.act(entry, "renew", HEAD, date(2025, 4, 28), expires_on=date(2026, 4, 28))
            d.act(entry, "renew", HEAD, date(2026, 4, 20), expires_on=date(2027, 4, 20))
    for k, case in tasks:
        if k < OFFSITE:
            d.act(case, "convert", HANDLER, date(2024, 4, 12), outcome="比对在线监测和申报数据，未发现问题")
        else:
            d.act(case, "cancel", HANDLER, date(2024, 5, 7), saved_as="whitelist", reason="企业列入白名单")


def watch(d: District) -> None:
    """Supervision and file review of 2024."""
    for n in range(6):
        organ, day = d.organs[n], date(2024, 7, 1) + timedelta(n)
        case = d.open("enforce_supervision", "open", CLERK, d.office, day, f"{organ.name}检查监督", body=organ.name, source="alert", alert="A7",
                      matter="检查集中在季末", parties=[{"seat": BODY, "name": organ.name, "kind": "机关", "organ": organ}])  # fmt: skip
        d.act(case, "notice", HEAD, day, due_on=date(2024, 7, 26))
        d.act(case, "reply", HANDLER, date(2024, 7, 22), reply="已调整检查安排")
        d.act(case, "close", HEAD, date(2024, 7, 24), corrected=True)
    review = d.open(
        "file_review",
        "begin",
        CLERK,
        d.office,
        date(2024, 9, 2),
        "2024年行政检查案卷评查",
        topic="2024年行政检查案卷评查",
        sample=20,
    )
    files = [
        {"number": f"示检卷{n + 1:03d}", "body": d.organs[n % 14].name, "form": 17 + n % 4, "content": 62 + n % 19,
         **({"veto": ["执法人员不合格或者不足两人"]} if n == 7 else {})}
        for n in range(20)
    ]  # fmt: skip
    d.act(review, "score", HANDLER, date(2024, 9, 10), item=files)
    d.act(review, "close", HEAD, date(2024, 9, 20))
