"""Evidence of the invented district; two honours for 2024, one of them for the year before."""

from collections.abc import Callable
from datetime import date, timedelta

from fazhi.kernel.declare import CLERK, HEAD
from fazhi.kernel.perform import new_case
from fazhi.kernel.scenario import World

PAPERS = (
    ("honour", "honour.innovation", "全市政法工作创新一等奖", "示例市委政法委", "示政法〔2024〕5号", "city", 2023, date(2024, 2, 26)),
    ("honour", "honour.training", "全省法治实训项目十大典型经验", "示例省司法厅", "示司通〔2024〕18号", "province", 2024, date(2024, 11, 8)),
    ("first", "first.standard", "全省首个", "示例省标准化研究机构", "查新报告2024-031", "province", 2024, date(2024, 9, 12)),
    ("first", "first.powers", "在全省率先取得", "示例省有关部门", "赋权情况说明第7号", "province", 2024, date(2024, 6, 3)),
    ("first", "first.station", "在全省率先推行", "示例省政务服务管理机构", "经验交流材料第2号", "province", 2024, date(2024, 7, 1)),
    ("first", "first.whitelist", "首创", "示例市司法局", "改革创新认定〔2024〕3号", "city", 2024, date(2024, 5, 15)),
    ("document", "document.competition", "全面清理", "示例区市场监督管理局", "清理情况报告〔2024〕1号", "county", 2024, date(2024, 12, 10)),
    ("document", "document.wages", "健全治理欠薪工作长效机制意见", "示例区人民政府办公室", "示政办发〔2024〕22号", "county", 2024, date(2024, 4, 12)),
    ("document", "document.catalogue", "年度规范性文件制定计划和重大行政决策事项目录", "示例区人民政府办公室", "示政办发〔2024〕9号", "county", 2024, date(2024, 3, 6)),
    ("document", "document.disabled", "残疾人服务“一件事”全域通办", "示例区残疾人联合会", "通办实施方案第1号", "county", 2024, date(2024, 5, 20)),
    ("document", "document.centre", "区级“一站式”矛盾纠纷调处服务中心实体化运行", "示例区委政法委", "运行方案第4号", "county", 2024, date(2024, 3, 28)),
    ("document", "brand.education", "省市级优秀普法品牌", "示例市普法办", "示普办〔2024〕11号", "city", 2024, date(2024, 12, 4)),
)  # fmt: skip


def load(world: World, progress: Callable[[int, int], None] | None = None) -> None:
    office = world.organ_named("示例区司法局")
    for n, (kind, claim, words, issuer, paper, level, year, on) in enumerate(PAPERS, 1):
        case = new_case("evidence", office, on, words, demo=True)
        world.act(
            case,
            "enter",
            CLERK,
            on,
            kind=kind,
            claim=claim,
            words=words,
            issuer=issuer,
            paper=paper,
            level=level,
            award_year=year,
        )
        world.act(case, "verify", HEAD, on + timedelta(5))
        if progress:
            progress(n, len(PAPERS))
    waiting = new_case("evidence", office, date(2026, 11, 6), "全市普法创新案例", demo=True)
    world.act(
        waiting,
        "enter",
        CLERK,
        date(2026, 11, 6),
        kind="honour",
        claim="honour.case2026",
        words="全市普法创新案例",
        issuer="示例市普法办",
    )
