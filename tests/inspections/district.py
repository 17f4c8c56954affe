"""A small invented district for the tests: two bodies, officers, enterprises, a filed plan."""

from datetime import date
from typing import Any

from fazhi.domains.inspections.credit_code import synthetic
from fazhi.domains.inspections.demo import District, file_plan, line
from fazhi.domains.inspections.procedure_plan import SUPERVISOR
from fazhi.kernel.declare import CLERK, HANDLER
from fazhi.kernel.scenario import World

DAY, FIRST, LAST = date(2026, 9, 1), date(2026, 10, 1), date(2026, 12, 31)


def build(firms: int = 6) -> District:
    world = World.make()
    d = District(world, world.organ_named("示例区司法局"))
    for n, short in enumerate(("甲检查局", "乙检查局")):
        organ = world.organ_named(f"示例区{short}")
        d.organs.append(organ)
        body = d.open("inspection_body", "announce", CLERK, d.office, DAY, organ.name, name=organ.name, kind="organ", announced_on=DAY,
                      base="示例街道", slots_per_day=4, teams=3)  # fmt: skip
        item = {"code": f"JC{n + 1:02d}-1", "name": "事项", "law": "法律", "method": "现场", "published_on": DAY.isoformat()}
        d.act(body, "publish_item", CLERK, DAY, item=item)
        for number in d.certificates(organ)[:2]:
            d.open("officer", "issue", CLERK, d.office, DAY, number, name="执法人员", body=organ.name, certificate=number, valid_from=DAY,
                   valid_to=date(2027, 1, 1))  # fmt: skip
    for n in range(firms):
        firm = (synthetic(n + 1), f"示例企业{n + 1:03d}", "示例街道")
        d.firms.append(firm)
        d.open("enterprise", "enrol", CLERK, d.office, DAY, firm[1], uscc=firm[0], name=firm[1], town=firm[2])
    return d


def filed_plan(d: District, organ: Any) -> Any:
    """A plan with one line for each enterprise, filed and published."""
    n = d.organs.index(organ)
    lines = [line(f"V{k}", firm, f"JC{n + 1:02d}-1", date(2026, 10, 16), date(2026, 11, 20)) for k, firm in enumerate(d.firms)]
    parties = [{"seat": SUPERVISOR, "name": d.office.name, "kind": "机关", "organ": d.office}]
    case = d.open("inspection_plan", "begin", HANDLER, organ, DAY, "计划", year=2026, first=FIRST, last=LAST, line_count=len(lines), item=lines,
                  parties=parties)  # fmt: skip
    file_plan(d, case, DAY)
    return case
