"""The checklist of materials by kind of matter (手册第3节): what must be there before anything can be sent for review."""

from typing import Any

DRAFT, NOTE, BASES, OPINIONS = "送审稿", "起草说明", "制定依据目录及文本", "征求意见情况"
NOTICE, FIRMS, COMPETITION = "公开征求意见公告", "企业和行业协会商会意见", "公平竞争审查表与结论"
UNIT, MINUTES, EXPERTS, HEARING, RISK = "起草单位法制机构意见", "单位集体讨论纪要", "专家论证意见", "听证材料", "风险评估报告"
JOINT, FINANCE, DILIGENCE = "相关部门会签", "财政（预算）意见", "谈判纪要和资信资产评估材料"
TENDER, LICENCES, BUDGET = "采购（招标）文件与中标通知书", "相对人证照和授权委托书", "预算指标文号"
OLD, PARTY = "旧文件清单与清理意见", "同级党委请示报告材料"
VALUATION, EXCHANGE, VILLAGERS, TOWNSHIP = "资产评估报告", "产权交易凭证", "村民会议决议", "乡镇批准文件"

ALL = (DRAFT, NOTE, BASES, OPINIONS, NOTICE, FIRMS, COMPETITION, UNIT, MINUTES, EXPERTS, HEARING, RISK, JOINT, FINANCE, DILIGENCE,
       TENDER, LICENCES, BUDGET, OLD, PARTY, VALUATION, EXCHANGE, VILLAGERS, TOWNSHIP)  # fmt: skip

ALWAYS = {
    "N": (DRAFT, NOTE, BASES, OPINIONS, UNIT, MINUTES),
    "P": (DRAFT, NOTE, BASES, OPINIONS, FIRMS, COMPETITION, UNIT, MINUTES),
    "D": (DRAFT, NOTE, BASES, OPINIONS, NOTICE, UNIT, MINUTES, PARTY),
    "C": (DRAFT, NOTE, UNIT, LICENCES),
    "O": (DRAFT, NOTE, UNIT),
}
ON_CONDITION = (  # (column of the matter, kinds, material)
    ("operators", "ND", FIRMS), ("operators", "ND", COMPETITION), ("operators", "N", NOTICE), ("spending", "NPD", FINANCE),
    ("spending", "C", BUDGET), ("replaces", "N", OLD),
)  # fmt: skip


def required(facts: Any) -> tuple[str, ...]:
    """Every material this matter must bring, in the order of the checklist."""
    wanted = set(ALWAYS.get(facts.kind, (DRAFT,)))
    wanted |= {m for column, kinds, m in ON_CONDITION if facts.kind in kinds and getattr(facts, column)}
    return tuple(m for m in ALL if m in wanted)


def missing(facts: Any, uploaded: bool) -> list[str]:
    """What is required and neither handed in nor waived with a reason. The draft counts once it was uploaded."""
    have = set(facts.materials) - {DRAFT} | {w.split("：")[0] for w in facts.waived if "：" in w}
    have |= {DRAFT} if uploaded else set()
    return [m for m in required(facts) if m not in have]
