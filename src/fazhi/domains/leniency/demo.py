"""Leniency in the invented district: the 2024 list with 62 items, 178 lenient cases worth 1,353.63 万元, some ordinary ones, a few open."""

import random
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import transaction

from fazhi.domains.leniency.match import reduction
from fazhi.kernel.declare import CLERK, HANDLER, HEAD
from fazhi.kernel.models import Case
from fazhi.kernel.perform import new_case, perform
from fazhi.kernel.scenario import CHINA, World

CASES, AMOUNT = 178, 1_353_630_000
OUTCOMES = ("none",) * 94 + ("reduced",) * 52 + ("light",) * 32
ORGANS = (
    "市场监督管理局",
    "生态环境局",
    "住房和城乡建设局",
    "城市管理局",
    "应急管理局",
    "交通运输局",
    "农业农村局",
    "文化和旅游局",
)
FIELDS = ("市场监管", "生态环境", "住房城建", "城市管理", "应急管理", "交通运输", "农业农村", "文化旅游")
MATTERS = (
    "未按规定公示信息",
    "标志标识缺失",
    "台账记录不完整",
    "备案逾期",
    "广告用语不规范",
    "登记事项未及时变更",
    "现场警示不到位",
)


def load(world: World, progress: Callable[[int, int], None]) -> None:
    dice = random.Random(178)
    with transaction.atomic():
        lists(world)
        progress(1, 4)
        fines = spread(dice)
        for n, (outcome, spared) in enumerate(zip(OUTCOMES, fines, strict=True)):
            lenient(world, n, outcome, spared)
        progress(2, 4)
        for n in range(20):
            ordinary(world, n)
        progress(3, 4)
        live(world)
        progress(4, 4)


def act(world: World, case: Case, step: str, seat: Any, on: date, **said: Any) -> Case:
    perform(case, step, world.person(seat, "甲", case.organ), on, at=datetime.combine(on, time(17), CHINA), **said)
    return case


def items() -> list[dict[str, Any]]:
    """56 items of no penalty, reduction and lower range, and six of no compulsion; every third has an exclusion more."""
    kinds = ("first", "first", "first", "first", "reduced", "light", "first")
    found = []
    for n, name in enumerate(FIELDS):
        for m, matter in enumerate(MATTERS):
            conditions = (
                ["首次违法=是", "危害后果=轻微", f"改正工作日<={5 + m}"] if kinds[m] == "first" else ["主动消除后果=是"]
            )
            found.append({
                "code": f"M{n + 1}{m + 1}", "kind": kinds[m], "field": name, "violation": f"{name}：{matter}", "article": "有关法律、法规的处罚条款",
                "conditions": conditions, "exclusions": ["拒不改正=是"] + (["人身伤害=有"] if m % 3 == 0 else []), **({"look_back": 24, "within": 5 + m} if kinds[m] == "first" else {}),
            })  # fmt: skip
    for k, what in enumerate(("扣押广告材料", "查封合同账册", "查封生产设备", "查封经营场所", "扣押运输工具", "扣押经营工具")):
        found.append({"code": f"Q{k + 1}", "kind": "no_force", "violation": f"不予强制：{what}", "article": "行政强制法第五条、第十六条",
                      "conditions": ["证据可固定=是"], "exclusions": ["社会危害=明显"]})  # fmt: skip
    return found


def lists(world: World) -> None:
    office = world.organ_named("示例区司法局")
    for version, first, last in ((2022, date(2022, 3, 1), date(2023, 12, 31)), (2024, date(2024, 1, 1), None)):
        drafted = first - timedelta(20) if version == 2022 else date(2023, 12, 11)
        case = new_case("leniency_list", office, drafted, f"涉企免罚轻罚不予强制清单（{version}版）", demo=True)
        rows = items() if version == 2024 else items()[:30]
        act(world, case, "begin", HANDLER, drafted, version=version, name=case.title, item=rows)
        act(world, case, "review", HANDLER, drafted + timedelta(4))
        act(world, case, "publish", HEAD, drafted + timedelta(12), effective_on=first)
        if last:
            act(world, case, "replace", HEAD, last, ends_on=last)


def spread(dice: random.Random) -> list[int]:
    """What each case spares, in fen: whole hundreds of yuan that add up to the year's amount."""
    parts = [dice.randrange(200, 1_300) * 10_000 for _ in range(CASES)]
    scaled = [p * AMOUNT // sum(parts) // 10_000 * 10_000 for p in parts]
    scaled[0] += AMOUNT - sum(scaled)
    return scaled


def investigated(
    world: World, n: int, violation: str, on: date, low: int, high: int, tier: int, known: list[str], item: list[str]
) -> Case:
    organ = world.organ_named(f"示例区{ORGANS[n % len(ORGANS)]}")
    case = new_case("penalty", organ, on, violation, demo=True)
    act(
        world,
        case,
        "receive",
        HANDLER,
        on,
        respondent=f"示例企业{n % 190 + 1:03d}",
        violation=violation,
        occurred_on=on - timedelta(20),
    )
    act(world, case, "file", HEAD, on + timedelta(1))
    act(world, case, "conclude", HANDLER, on + timedelta(12), minimum_fen=low, maximum_fen=high, benchmark_fen=tier, proposed_fen=tier,
        circumstances=known)  # fmt: skip
    return act(world, case, "match", HANDLER, on + timedelta(13), matched=item, list_version=2024)


def lenient(world: World, n: int, outcome: str, spared: int) -> None:
    """One lenient case: the range is chosen so that the ordinary standard less the fine is what was spared."""
    on, field = date(2024, 1, 4) + timedelta(n * 345 // CASES), n % len(FIELDS)
    kind = {"none": 0, "reduced": 4, "light": 5}[outcome]
    code, violation = f"M{field + 1}{kind + 1}", f"{FIELDS[field]}：{MATTERS[kind]}"
    known = ["首次违法=是", "危害后果=轻微", "改正工作日=3"] if outcome == "none" else ["主动消除后果=是"]
    known += ["拒不改正=否", "人身伤害=无"]
    fine = {"none": 0, "reduced": 200_000, "light": 1_000_000}[outcome]
    standard = spared + fine
    low = {"none": standard // 2, "reduced": standard, "light": fine // 2}[outcome]
    tier = standard if outcome != "reduced" else standard * 2
    case = investigated(world, n, violation, on, low, tier * 3, tier, known, [code])
    _, base, amount = reduction(outcome, low, tier, tier, fine)
    decided = min(on + timedelta(16), date(2024, 12, 31))
    if outcome != "none":
        act(world, case, "tell", HANDLER, on + timedelta(13))
    act(world, case, "decide", HEAD, decided, outcome=outcome, applied=code, ground="first" if outcome == "none" else "remedied", fine_fen=fine,
        baseline_fen=base, reduction_fen=amount, education="当场教育并发放合规提示" if outcome == "none" else None)  # fmt: skip
    act(world, case, "serve", HANDLER, decided)
    act(world, case, "disclose", HANDLER, decided)
    act(world, case, "archive", HANDLER, decided)


def ordinary(world: World, n: int) -> None:
    """Cases without leniency; every fifth is spared a compulsory measure."""
    on = date(2024, 2, 5) + timedelta(n * 14)
    case = investigated(world, n, f"{FIELDS[n % 8]}：拒不改正", on, 100_000, 5_000_000, 1_000_000, ["拒不改正=是"], [])
    act(world, case, "tell", HANDLER, on + timedelta(14))
    act(world, case, "decide", HEAD, on + timedelta(20), outcome="normal", fine_fen=1_000_000)
    act(world, case, "serve", HANDLER, on + timedelta(20))
    act(world, case, "archive", HANDLER, on + timedelta(40))


def live(world: World) -> None:
    """Cases of autumn 2026 in every state, and two spared a measure in 2024."""
    for n in range(2):
        organ, on = world.organ_named(f"示例区{ORGANS[n]}"), date(2024, 6, 3) + timedelta(n)
        case = new_case("penalty", organ, on, "证据可以复制固定", demo=True)
        act(world, case, "receive", HANDLER, on, respondent=f"示例企业{n + 30:03d}", violation="不予强制：查封合同账册")
        act(world, case, "file", HEAD, on)
        act(world, case, "spare", HEAD, on, list_item="Q2", circumstances=["证据可固定=是", "社会危害=轻微"])
        act(
            world,
            case,
            "conclude",
            HANDLER,
            on,
            minimum_fen=0,
            maximum_fen=500_000,
            proposed_fen=100_000,
            circumstances=["社会危害=明显"],
        )
        act(world, case, "match", HANDLER, on, list_version=2024)
        act(world, case, "tell", HANDLER, on)
        act(world, case, "decide", HEAD, on, outcome="normal", fine_fen=100_000)
    for n in range(6):
        organ, on = world.organ_named(f"示例区{ORGANS[n]}"), date(2026, 10, 12) + timedelta(n * 6)
        case = new_case("penalty", organ, on, f"{FIELDS[n]}：{MATTERS[0]}", demo=True)
        act(world, case, "receive", CLERK, on, respondent=f"示例企业{n + 60:03d}", violation=case.title)
        if n < 4:
            act(world, case, "file", HEAD, on + timedelta(1))
        if n < 2:
            act(world, case, "conclude", HANDLER, on + timedelta(10), minimum_fen=1_000_000, maximum_fen=5_000_000, proposed_fen=1_000_000,
                circumstances=["首次违法=是"])  # fmt: skip
