"""Legal aid in the invented district: 669 cases accepted in 2024, 180 the year before, a few open ones in 2026; the half-hour circle."""

import random
from collections.abc import Callable
from datetime import date, timedelta

from fazhi.domains.legal_aid.demo_circle import load_circle
from fazhi.domains.legal_aid.models import GROUPS
from fazhi.kernel.declare import CLERK, HANDLER, HEAD
from fazhi.kernel.perform import new_case
from fazhi.kernel.scenario import World

MATTERS = ("劳动报酬", "工伤待遇", "交通事故损害赔偿", "赡养费", "人身损害赔偿", "社会保险待遇")
ACCEPTED = {2023: 180, 2024: 669}
REFUSED = {2023: 5, 2024: 14}


def load(world: World, progress: Callable[[int, int], None] | None = None) -> None:
    load_circle(world)
    dice, office = random.Random(43), world.organ_named("示例区法律援助中心")
    total, done = sum(ACCEPTED.values()), 0
    for year, count in ACCEPTED.items():
        for n in range(count):
            accepted(world, office, dice, year, n, count)
            done += 1
            if progress:
                progress(done, total)
        for n in range(REFUSED[year]):
            on = date(year, 1, 15) + timedelta(n * 20)
            case = apply(world, office, dice, on, f"{year}不予{n + 1:02d}", "civil")
            world.act(case, "refuse", HEAD, on + timedelta(4), reason="不属于法律援助事项范围（第三十一条）")
    for n in range(6):
        apply(world, office, dice, date(2026, 11, 14 + n), f"2026在办{n + 1:02d}", "labour")


def apply(world: World, office, dice: random.Random, on: date, who: str, kind: str):
    case = new_case("legal_aid", office, on, f"受援人{who}", demo=True)
    matter = dice.choice(MATTERS)
    groups = dice.sample(GROUPS, dice.choice((0, 1, 1, 2)))  # a person in two groups is one file
    return world.act(
        case,
        "apply",
        CLERK,
        on,
        person=f"受援人{who}",
        kind=kind,
        matter=matter,
        stage="一审",
        means="poor",
        groups=groups or None,
    )


def accepted(world: World, office, dice: random.Random, year: int, n: int, count: int) -> None:
    day = date(year, 1, 2) + timedelta(n * 360 // count)
    if n % 5 == 0:
        case = new_case("legal_aid", office, day, f"受援人{year}{n:04d}", demo=True)
        world.act(case, "notice", CLERK, day, person=f"受援人{year}{n:04d}", kind="criminal", matter="通知辩护", stage="审判")
    else:
        case = apply(world, office, dice, day, f"{year}{n:04d}", dice.choice(("civil", "civil", "labour", "administrative")))
        day = min(day + timedelta(3), date(year, 12, 31))
        world.act(case, "grant", HEAD, day)
    world.act(case, "assign", CLERK, day, firm=f"示例律师事务所{n % 6 + 1}")
    if n < count // 2:
        world.act(case, "close", HANDLER, day + timedelta(60), gained_fen=dice.randint(0, 40) * 100_000)
