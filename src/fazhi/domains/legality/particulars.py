"""件情表: the four forms that ask what the rules of material, date and metadata read; a question bears the name the rules know it by.

Nothing in them is required. Once a form was filled, what it left empty of `NONE` counts as "there is none"; the rest stays unknown."""

import re
from datetime import date
from typing import Any

from fazhi.domains.legality.models import Matter
from fazhi.kernel.declare import Say

EXCEPTIONS = tuple((c, f"第（{n}）项") for c, n in zip("1234", "一二三四", strict=True))
TENDER = (
    ("works", "施工"),
    ("goods", "重要设备、材料等货物"),
    ("services", "勘察、设计、监理等服务"),
    ("none", "不属于依法必须招标的项目"),
)
TENDER_FEN = {"works": 400_000_000, "goods": 200_000_000, "services": 100_000_000}  # 必须招标的工程项目规定 第五条
RISK = (("可控", "风险可控"), ("不可控", "风险不可控"))
MOST_YEARS = {False: 5, True: 2}  # 有效期上限：一般；暂行、试行（省规定，待核参数）
PENALTY = re.compile(r"(?P<low>\d+)\s*[-－—至]\s*(?P<high>\d+)\D+?(?P<law_low>\d+)\s*[-－—至]\s*(?P<law_high>\d+)\D*$")


def q(name: str, label: str, kind: str = "text", choices: tuple = (), note: str = "") -> Say:
    return Say(name, label, kind, choices, required=False, help=note)


MAKING = (
    q("comment_from", "公开征求意见开始", "date"), q("comment_to", "公开征求意见结束", "date"), q("comment_short_reason", "缩短期限的说明"),
    q("opinions_without_reason", "没有写明采纳情况的意见数", "number"), q("rejections_without_reason", "不采纳而没有理由的意见数", "number"),
    q("countersigned_instead_of_review", "以会签、列席会议代替审核", "bool"), q("no_power", "制定机关没有制定权", "bool"),
    q("assigned_departments", "为哪些其他部门设定了职责", "list"), q("countersigned", "已经会签的部门", "list"),
    q("off_plan_approval", "计划外制定的批准"), q("conflicting_documents", "与之冲突、重复的现行文件", "list"), q("repeals", "拟废止的文件", "list"),
    q("expired_bases", "已经失效的依据文件", "list"), q("penalties", "处罚幅度", "list", note="一行一项，单位元，如：擅自占道 500-5000 法定 200-2000"),
    q("adds_duties", "增加公民、企业义务", "bool"), q("no_transition_reason", "不留过渡期的理由"), q("meeting_on", "拟上会日期", "date"),
    q("final", "是拟印发的清样", "bool"), q("disclosure", "公开属性"),
)  # fmt: skip
PUBLISHED = (
    q("published_on", "公布日", "date"), q("effective_on", "施行日", "date"), q("expires_on", "有效期至", "date"), q("trial", "暂行或者试行", "bool"),
    q("register_number", "登记号"), q("filed_on", "备案日", "date"), q("bases_amended_after_publication", "公布后修改、废止的依据", "list"),
    q("reassessed", "已经重新评估", "bool"),
)  # fmt: skip
FAIRNESS = (
    q("reviewer", "审查机关"), q("exception", "适用例外", "bool"), q("exception_item", "适用第十二条", "choice", EXCEPTIONS),
    q("exception_alternatives", "没有影响更小的替代方案的说明"), q("exception_until", "实施期限", "date"),
)  # fmt: skip
CONTRACT = (
    q("signed_without_authority", "签约主体没有授权", "bool"), q("budget", "预算指标金额", "money"), q("beyond_budget", "没有预算", "bool"),
    q("payment_days", "付款期限（日）", "number"), q("tender", "招标项目类别", "choice", TENDER), q("procurement_number", "采购（招标）编号"),
    q("award_amount", "中标、成交金额", "money"), q("award_on", "中标、成交通知发出日", "date"), q("signed_on", "签订日（拟）", "date"),
    q("original_amount", "原合同金额", "money"), q("added_amount", "追加金额", "money"), q("signing_missing", "缺少的签署要件", "list"),
    q("state_assets", "处置国有资产", "bool"), q("collective_assets", "处置农村集体资产", "bool"),
)  # fmt: skip
DECISION = (
    q("decision_class", "决策事项类别"), q("in_catalogue", "已经列入年度目录", "bool"), q("party_consent_on", "目录经党委同意之日", "date"),
    q("listed_on", "目录公布日", "date"), q("started_on", "启动日", "date"), q("undertakers", "承办单位", "list"), q("lead", "牵头单位"),
    q("participation", "公众参与方式"), q("affected_groups", "受影响的特定群体", "list"), q("groups_heard", "已经听取意见的群体", "list"),
    q("hearing_notice_on", "听证材料送达日", "date"), q("hearing_on", "听证日", "date"), q("technical", "专业性、技术性较强", "bool"),
    q("expert_conflicts", "有利害关系的专家", "list"), q("social_risk", "可能造成不利影响", "bool"), q("risk_conclusion", "风险评估结论", "choice", RISK),
    q("submitted_on", "提请讨论日", "date"), q("disagreements", "部门分歧", "list"), q("disagreements_explained", "分歧及处理的说明"),
    q("head_spoke_last", "会议记录载明行政首长末位发言", "bool"), q("dissent_recorded", "会议记录载明不同意见", "bool"),
    q("decided_on", "决定日", "date"), q("party_report_on", "请示报告党委之日", "date"), q("published_in", "公布载体"), q("executor", "执行单位"),
    q("archive_missing", "没有归档的过程材料", "list"), q("evaluator", "后评估机构"), q("argued_by", "参加过论证的机构", "list"),
    q("changed_on", "变更、停止执行之日", "date"), q("change_procedure", "变更的程序"), q("expropriation", "房屋征收补偿方案", "bool"),
    q("compensation_deposited", "补偿费用已经足额到位", "bool"),
)  # fmt: skip
FORMS = {
    "tell_making": MAKING,
    "tell_published": PUBLISHED,
    "tell_fairness": FAIRNESS,
    "tell_contract": CONTRACT,
    "tell_decision": DECISION,
}
NONE = {
    "countersigned": [], "repeals": [], "reassessed": False, "register_number": "", "disclosure": "", "off_plan_approval": "", "procurement_number": "",
    "participation": "", "groups_heard": [], "lead": "", "published_in": "", "executor": "", "change_procedure": "", "disagreements_explained": "",
}  # fmt: skip


def penalties(lines: list[str]) -> list[dict[str, int]]:
    """The ranges of fines told line by line, in fen; ValueError names a line that does not say four amounts."""
    found = []
    for line in lines:
        m = PENALTY.search(line)
        if not m:
            raise ValueError(f"处罚幅度“{line}”读不出来，请写成“事项 拟定下限-上限 法定 下限-上限”，单位元")
        found.append({k: int(v) * 100 for k, v in m.groupdict().items()})
    return found


def readable(case: Any, said: dict, on: date) -> str | None:
    try:
        penalties(said.get("penalties") or [])
    except ValueError as error:
        return str(error)
    return None


def too_long(effective_on: date | None, expires_on: date | None, trial: bool) -> bool:
    """Whether a document is to be valid beyond the most years allowed."""
    if not effective_on or not expires_on:
        return False
    year, leap = effective_on.year + MOST_YEARS[trial], (effective_on.month, effective_on.day) == (2, 29)
    return expires_on > (date(year, 2, 28) if leap else effective_on.replace(year=year))


def fits(kinds: str) -> Any:
    """A form belongs to certain kinds of matter."""

    def test(case: Any, said: dict, on: date) -> str | None:
        label = dict(Matter._meta.get_field("kind").choices or ())
        return None if case.facts.kind in kinds else f"本表只用于{'、'.join(label[k] for k in kinds)}"

    return test
