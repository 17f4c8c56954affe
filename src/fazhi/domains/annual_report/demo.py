"""The reports of the invented district on 2023 and 2024, frozen, checked, filed and published; runs after every other ledger."""

from collections.abc import Callable
from datetime import date, datetime, time

from fazhi.domains.annual_report.header import organ_check
from fazhi.domains.annual_report.snapshot import digest_of_snapshot, snapshot
from fazhi.kernel.declare import CLERK, HANDLER, HEAD
from fazhi.kernel.perform import new_case
from fazhi.kernel.scenario import CHINA, World

ORDER = 99
CODE = "00000010" + organ_check("00000010")
PROMISES = ("抓好领导干部法治素养提升", "完善重大决策和规范性文件合法性审查机制", "抓好规划收官和动态监测")


def load(world: World, progress: Callable[[int, int], None] | None = None) -> None:
    office = world.organ_named("示例区司法局")
    for n, year in enumerate((2023, 2024), 1):
        publish(world, office, year, n)
        if progress:
            progress(n, 2)


def publish(world: World, office, year: int, serial: int) -> None:
    def on(month: int, day: int) -> date:
        return date(year + 1, month, day)

    case = new_case("annual_report", office, on(1, 6), f"{year}年度法治政府建设年度报告", demo=True)
    world.act(case, "open", CLERK, on(1, 6), report_year=year, publisher="示例区司法局")
    world.act(case, "call", CLERK, on(1, 8))
    lines = snapshot(year, datetime.combine(on(2, 10), time(16), CHINA))
    world.act(case, "freeze", CLERK, on(2, 10), digest=digest_of_snapshot(lines), claims=lines)
    world.act(case, "draft", HANDLER, on(2, 12), text="district")
    world.act(case, "check", CLERK, on(2, 13))
    world.act(case, "clear", HEAD, on(2, 17), opinion="不涉及国家秘密、商业秘密和个人隐私")
    world.act(case, "consider", HEAD, on(2, 20), meeting=f"示例区政府常务会议{year + 1}年第2次")
    world.act(case, "report", CLERK, on(2, 26), to="区委、区人大常委会、上一级党委和政府；抄送督察单位")
    world.act(
        case,
        "publish",
        CLERK,
        on(3, 4),
        index_number=f"{CODE}/{year + 1}-{100000 + serial}",
        category="部门文件",
        issued_on=on(3, 4),
    )
    world.act(case, "promise", CLERK, on(3, 4), item=[{"text": p, "owner": "示例区司法局"} for p in PROMISES])
    for n, _ in enumerate(PROMISES, 1):
        world.act(case, "follow", CLERK, on(12, 20), item_n=n, followed="已落实，见当年报告")
