"""The yearly catalogues of major decisions of the invented district."""

from collections.abc import Callable
from datetime import date

from fazhi.kernel.declare import CLERK, HANDLER, ORGAN_HEAD
from fazhi.kernel.models import Organ
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
    under_way(world, organ)
    progress(1, 1)


def under_way(world: World, organ: Organ) -> None:
    """Two decisions of the autumn of 2026 on their way to the meeting: one lacks its legality review, the other most of its nodes."""
    first = new_case("decision", organ, date(2026, 9, 1), "示例区公共停车设施建设方案", demo=True)
    world.act(first, "start", HANDLER, date(2026, 9, 1), matter="4", technical=True, risky=True)
    world.act(first, "assign_unit", HANDLER, date(2026, 9, 2), unit="示例区城市管理局")
    world.act(first, "draft", HANDLER, date(2026, 9, 4), bases="道路交通安全法、城乡规划法")
    world.act(first, "notice", HANDLER, date(2026, 9, 7), consult_from=date(2026, 9, 7), consult_to=date(2026, 10, 9))
    view = {"who": "居民甲", "text": "老旧小区周边增加泊位", "taken": "采纳"}
    world.act(first, "participate", HANDLER, date(2026, 10, 12), item=view)
    world.act(first, "expert", HANDLER, date(2026, 10, 19), experts="专家己", interest="无", opinion="布点合理，分期实施")
    world.act(first, "risk", HANDLER, date(2026, 10, 26), result="low", plan="施工期间分段封闭，提前公告")
    world.act(first, "skip", HANDLER, date(2026, 10, 26), node="competition", reason="不涉及经营者经济活动")
    second = new_case("decision", organ, date(2026, 11, 2), "示例区中小学布局调整方案", demo=True)
    world.act(second, "start", HANDLER, date(2026, 11, 2), matter="2", risky=True)
    world.act(second, "assign_unit", HANDLER, date(2026, 11, 3), unit="示例区教育局")
    world.act(second, "notice", HANDLER, date(2026, 11, 9), consult_from=date(2026, 11, 9), consult_to=date(2026, 12, 10))
