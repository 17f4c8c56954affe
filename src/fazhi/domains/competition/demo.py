"""Fair-competition reviews of the invented district in 2024 by its market regulator, spot checks and one report."""

import random
from collections.abc import Callable
from datetime import date, timedelta

from fazhi.domains.competition.procedure import DRAFTER
from fazhi.kernel import holidays
from fazhi.kernel.declare import CLERK, HANDLER, HEAD
from fazhi.kernel.perform import new_case
from fazhi.kernel.scenario import World

ORDER = 61
POLICIES = (
    "制造业数字化转型",
    "商贸流通发展",
    "生物医药产业发展",
    "人才引进",
    "科技创新",
    "外贸稳定增长",
    "文化旅游消费",
    "现代农业发展",
    "总部经济发展",
    "首店经济",
    "会展业发展",
    "品牌培育",
)
OUTCOMES = ("clean",) * 6 + ("amend",) * 4 + ("exception", "forbidden")


def load(world: World, progress: Callable[[int, int], None]) -> None:
    organ, table, rng = world.organ_named("示例区市场监督管理局"), holidays.current(), random.Random(12)
    for n, (topic, outcome) in enumerate(zip(POLICIES, rng.sample(OUTCOMES, len(OUTCOMES)), strict=True)):
        on = [table.on_or_after(date(2024, 2, 5) + timedelta(24 * n + d)) for d in (0, 2, 5, 9)]
        case = new_case("competition", organ, on[0], f"示例区关于促进{topic}的若干措施", demo=True)
        drafter = world.organ_named("示例区发展和改革委员会")
        world.act(
            case,
            "begin",
            HANDLER,
            on[0],
            industry=topic,
            parties=[{"seat": DRAFTER, "name": drafter.name, "organ": drafter, "kind": "机关"}],
        )
        world.act(case, "concerned", HANDLER, on[0])
        world.act(
            case, "first", HANDLER, on[1], standards=[] if outcome == "clean" else ["10-2"], opinion="逐项对照第八条至第十一条"
        )
        world.act(case, "listen", HANDLER, on[2], item={"who": "示例行业协会", "text": "建议公开申请条件", "taken": "采纳"})
        if outcome == "forbidden":
            world.act(case, "forbid", HEAD, on[3], reason="给予特定经营者选择性奖励且不符合例外")
            continue
        more = (
            {"exception": "2", "alternatives": "比较了普惠补助、贷款贴息两种方案", "until": date(2026, 12, 31)}
            if outcome == "exception"
            else {}
        )
        world.act(case, "conclude", HEAD, on[3], conclusion=outcome, reason="见公平竞争审查表", **more)
    for n, name in enumerate(("示例区某采购办法", "示例区某补贴细则", "示例区某准入规定")):
        day = table.on_or_after(date(2024, 9, 3 + n))
        case = new_case("fair_check", organ, day, f"抽查：{name}", demo=True)
        world.act(case, "draw", CLERK, day, document=name, drafter="示例区商务局")
        if n:
            world.act(case, "pass_it", HANDLER, table.on_or_after(day + timedelta(10)))
        else:
            world.act(
                case, "urge", HEAD, table.on_or_after(day + timedelta(7)), violated=["9-3"], rectify_by=date(2024, 10, 31)
            )
            world.act(case, "rectify", HANDLER, date(2024, 10, 25), how="已修改并重新公布")
    progress(1, 1)
