"""The yearly catalogues of major decisions of the invented district."""

from collections.abc import Callable
from datetime import date

from fazhi.kernel.declare import CLERK, HANDLER, ORGAN_HEAD
from fazhi.kernel.perform import new_case
from fazhi.kernel.scenario import World

ORDER = 59
ENTRIES = (
    ("国土空间规划近期实施方案", "自然资源和规划局"), ("城市更新行动方案", "住房和城乡建设局"), ("公共停车设施建设方案", "城市管理局"),
    ("中小学布局调整方案", "教育局"), ("污水处理提质方案", "水务局"), ("公交线网优化方案", "交通运输局"),
)  # fmt: skip


def load(world: World, progress: Callable[[int, int], None]) -> None:
    organ = world.organ_named("示例区司法局")
    for year in (2023, 2024):
        case = new_case("decision_list", organ, date(year, 1, 5), f"{year}年度重大行政决策事项目录", demo=True)
        world.act(case, "collect", CLERK, date(year, 1, 5), year=year)
        rows = [
            {"title": f"示例区{t}", "unit": f"示例区{u}", "reason": "关系公众切身利益，列入年度重点工作"} for t, u in ENTRIES
        ]
        world.act(case, "enter", HANDLER, date(year, 1, 18), item=rows)
        world.act(case, "check", HANDLER, date(year, 1, 29))
        world.act(case, "approve", ORGAN_HEAD, date(year, 2, 19), meeting=f"示例区政府常务会议{year}年第3次")
        world.act(case, "consent", ORGAN_HEAD, date(year, 2, 26), consent_no=f"示委〔{year}〕6号")
        world.act(case, "publish", CLERK, date(year, 3, 4), published_at="示例区人民政府网站")
    progress(1, 1)
