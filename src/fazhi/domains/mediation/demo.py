"""The mediation registers of the invented district: seven enterprise committees founded in 2024, one standard issued."""

from collections.abc import Callable
from datetime import date, timedelta

from fazhi.kernel.declare import CLERK, HEAD
from fazhi.kernel.perform import new_case
from fazhi.kernel.scenario import World


def load(world: World, progress: Callable[[int, int], None] | None = None) -> None:
    office = world.organ_named("示例区司法局")
    for n in range(7):
        organisation(world, office, f"示例企业{n + 1:03d}人民调解委员会", "enterprise", date(2024, 2 + n, 18))
    organisation(world, office, "示例企业008人民调解委员会", "enterprise", date(2024, 9, 9), renamed="示例企业八厂调解委员会")
    organisation(world, office, "示例企业009人民调解委员会", "enterprise", date(2023, 6, 6))
    for n in range(20):
        name = f"示例村{n + 1:02d}人民调解委员会"
        organisation(world, office, name, "village", date(2023, 3, 1) + timedelta(n * 9))
        mediator = new_case("mediator", office, date(2023, 9, 4), f"调解员{n + 1:02d}", demo=True)
        world.act(
            mediator, "enter", CLERK, date(2023, 9, 4), name=f"调解员{n + 1:02d}", organisation=name, full_time=n % 3 == 0
        )
        if progress:
            progress(n + 1, 20)
    waiting = new_case("mediation_org", office, date(2026, 11, 9), "示例企业010人民调解委员会", demo=True)
    world.act(
        waiting,
        "found",
        CLERK,
        date(2026, 11, 9),
        name="示例企业010人民调解委员会",
        kind="enterprise",
        founder="示例企业010",
        founded_on=date(2026, 11, 9),
        members=5,
        women=2,
    )
    standard = new_case("standard", office, date(2023, 10, 10), "县级矛盾纠纷调处服务中心工作规范", demo=True)
    world.act(standard, "draft", CLERK, date(2023, 10, 10), title="县级矛盾纠纷调处服务中心工作规范", drafter="示例区司法局")
    world.act(
        standard,
        "issue",
        HEAD,
        date(2024, 8, 30),
        number="DB0000/T 0001—2024",
        issuer="示例市市场监督管理局",
        proof="标准文本及发布公告",
    )


def organisation(world: World, office, name: str, kind: str, on: date, renamed: str = "") -> None:
    case = new_case("mediation_org", office, on, name, demo=True)
    more = {"renamed_from": renamed} if renamed else {}
    world.act(
        case,
        "found",
        CLERK,
        on,
        name=name,
        kind=kind,
        founder=name.removesuffix("人民调解委员会"),
        founded_on=on,
        members=5,
        women=2,
        **more,
    )
    world.act(case, "file", HEAD, on + timedelta(4))
