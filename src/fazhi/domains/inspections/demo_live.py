"""The open year of the invented district: filed plans and a published schedule of the fourth quarter of 2026, visits on their way."""

import random
from collections.abc import Callable
from datetime import date, timedelta

from django.db import transaction

from fazhi.domains.inspections import engine, opening
from fazhi.domains.inspections.demo import BODIES, SUPERVISOR, District, at, file_plan, item_of
from fazhi.domains.inspections.models import Enterprise
from fazhi.domains.inspections.procedure_supervision import BODY
from fazhi.domains.inspections.procedure_task import OFFICER
from fazhi.engines import planner
from fazhi.kernel.declare import CLERK, HANDLER, HEAD
from fazhi.kernel.scenario import World

FIRST, LAST, PLANNED, LINES = date(2026, 10, 1), date(2026, 12, 31), date(2026, 9, 21), 16


def load(world: World, progress: Callable[[int, int], None]) -> None:
    district = District(world, world.organ_named("示例区司法局"))
    district.organs = [world.organ_named(f"示例区{short}") for short in BODIES]
    district.firms = list(Enterprise.objects.filter(standing="open").order_by("uscc").values_list("uscc", "name", "town"))
    with transaction.atomic():
        plans(district, random.Random(2026))
        progress(1, 3)
        schedule(district)
        progress(2, 3)
        under_way(district)
        progress(3, 3)


def plans(d: District, dice: random.Random) -> None:
    """Sixteen lines a body over eighty enterprises, so that several bodies want the same ones."""
    for n, organ in enumerate(d.organs):
        lines = []
        for k, firm in enumerate(dice.sample(d.firms[:80], LINES)):
            start = FIRST + timedelta(dice.randrange(45))
            lines.append({
                "code": f"Q{k + 1:02d}", "uscc": firm[0], "firm": firm[1], "item": f"{item_of(n)}-1", "kind": "日常检查", "method": "现场",
                "first": start.isoformat(), "last": (start + timedelta(25 + dice.randrange(22))).isoformat(), "hours": "1",
                "slots": 1, "risk": dice.randrange(1, 6), "trigger": "普通", "mandatory": k % 4 == 0, "solo": k == 15,
            })  # fmt: skip
        case = d.open("inspection_plan", "begin", HANDLER, organ, PLANNED, f"{organ.name}2026年第四季度检查计划", year=2026, first=FIRST,
                      last=LAST, line_count=len(lines), item=lines,
                      parties=[{"seat": SUPERVISOR, "name": d.office.name, "kind": "机关", "organ": d.office}])  # fmt: skip
        file_plan(d, case, PLANNED + timedelta(1))


def schedule(d: District) -> None:
    """The quarter solved and published as anybody in the planner's room would."""
    on = date(2026, 9, 25)
    case = d.open("inspection_schedule", "begin", HANDLER, d.office, on, "2026年第四季度入企检查排程", first=FIRST, last=LAST)
    instance = engine.instance_of(FIRST, LAST, case.pk)
    plan = planner.solve(instance, seed=1, seconds=2.0, pure=True)
    engine.publish(case, instance, plan, d.world.person(HANDLER, "甲", d.office), on, at=at(on))
    opening.open_all(opening.forget, case.pk, on)


def under_way(d: District) -> None:
    """Clue checks of November 2026 in every state, one of them overdue; two supervision cases and a complaint."""
    for n in range(8):
        organ, (uscc, name, town), day = d.organs[n], d.firms[120 + n], date(2026, 11, 2) + timedelta(n + n // 5 * 2)
        task = d.open("inspection_task", "submit", HANDLER, organ, day, f"{name}线索核查", uscc=uscc, firm=name, items=[f"{item_of(n)}-1"],
                      trigger="complaint", trigger_ref="12345热线工单", kind="single", first=day, last=day + timedelta(20),
                      officers=[f"SL-{n + 1:02d}1", f"SL-{n + 1:02d}2"])  # fmt: skip
        if n == 7:
            continue
        d.act(task, "approve", HEAD, day)
        check = {
            "body": organ.name,
            "task": task.number,
            "trigger": "complaint",
            "officers": [f"SL-{n + 1:02d}1", f"SL-{n + 1:02d}2"],
        }
        visit = d.open("visit", "arrange", HANDLER, organ, day, name, uscc=uscc, firm=name, town=town, planned_on=day, trigger="complaint",
                       item=check)  # fmt: skip
        if n > 4:
            continue
        d.act(visit, "notify", HANDLER, day, waiver="投诉举报线索核查")
        if n > 2:
            continue
        d.act(
            visit,
            "scan_in",
            OFFICER,
            day,
            contact="inspection",
            certificates_shown=True,
            scan_uscc=uscc,
            present=check["officers"],
        )
        d.act(visit, "record", OFFICER, day, summary="核查投诉所反映的问题")
        if n < 2:
            d.act(visit, "report", OFFICER, day, item_n=1, result="none")
    for n, (alert, matter) in enumerate((("A1", "三十日内多头入企，没有合并"), ("A11", "受邀联合检查不参加超过三成"))):
        organ, on = d.organs[n + 3], date(2026, 11, 9) + timedelta(n)
        case = d.open("enforce_supervision", "open", CLERK, d.office, on, f"{organ.name}：{matter}", body=organ.name, source="alert", alert=alert,
                      matter=matter, parties=[{"seat": BODY, "name": organ.name, "kind": "机关", "organ": organ}])  # fmt: skip
        if n == 0:
            d.act(case, "opinion", HEAD, on, due_on=date(2026, 12, 4))
    d.open("inspection_complaint", "receive", CLERK, d.office, date(2026, 11, 16), "企业反映检查未扫码", uscc=d.firms[9][0], firm=d.firms[9][1],
           channel="hotline", content="检查人员没有扫码登记")  # fmt: skip
