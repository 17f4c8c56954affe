"""行政规范性文件 from the yearly plan to its end: drafted, consulted on, reviewed, numbered, published, filed, valid until it expires."""

from datetime import date
from typing import Any

from django.db.models import Q

from fazhi.domains.normative.models import NormativeDocument, Plan
from fazhi.kernel.calendar import add_months, before, days, workdays, years
from fazhi.kernel.declare import (
    CLERK,
    HANDLER,
    HEAD,
    LAW_ITSELF,
    ORGAN_HEAD,
    SAME,
    Clock,
    ItemKind,
    Law,
    Procedure,
    Say,
    Seat,
    State,
    Step,
    guard,
)
from fazhi.kernel.guards import closed
from fazhi.kernel.models import Event, Parameter

making37 = Law("国务院办公厅关于加强行政规范性文件制定和监督管理工作的通知", 2018, verified=False)
audit115 = Law("国务院办公厅关于全面推行行政规范性文件合法性审核机制的指导意见", 2018, verified=False)
province = Law("江苏省行政规范性文件管理规定", 2023, verified=False)
business = Law("优化营商环境条例", 2019)
openness = Law("中华人民共和国政府信息公开条例", 2019)
fairness = Law("公平竞争审查条例", 2024)
supervision = Law("中华人民共和国各级人民代表大会常务委员会监督法", 2024)
own = Law("合法性审查工作规程（区级自定）", 2024, verified=False, local=True)

RESULTS = tuple((w, w) for w in ("继续有效", "修改", "废止", "失效"))
UNIT, SYSTEM = Seat("unit", "起草单位", "party"), Seat("system", "系统", "law")
ENTRY = ItemKind(
    "entry", "计划项目", (Say("title", "文件名称"), Say("unit", "起草单位"), Say("quarter", "完成季度", required=False))
)
TASK = ItemKind("task", "清理任务", (
    Say("law", "变动的法律"), Say("article", "条", required=False), Say("old", "原版本"), Say("new", "现版本"), Say("cause", "事由"), Say("done", "办理结果", required=False),
))  # fmt: skip
REASON = Say("reason", "理由", "long")
EVALUATION = (
    Say("assessor", "评估单位", required=False), Say("aims", "目标达成", "long", required=False), Say("hardships", "执行难点", "long", required=False),
    Say("views", "相对人意见", "long", required=False), Say("effects", "经济社会影响", "long", required=False),
    Say("agreement", "与上位法是否一致", "long", required=False), Say("result", "评估结论", "choice", RESULTS),
)  # fmt: skip


LEAST, MOST = 7, 30  # 时限总表 GF-03：各地七至三十日不一，未核实


def consult_days(on: date) -> int:
    """How long a document that does not concern enterprises is open to opinions: the parameter `normative.consult_days` where the
    district has set one, else the longest."""
    rows = Parameter.objects.filter(Q(until=None) | Q(until__gte=on), key="normative.consult_days", since__lte=on)
    row = rows.order_by("-since").first()
    return min(max(int(row.value), LEAST), MOST) if row else MOST


@guard("公开征求意见的期限", (business[62, 2], making37.whole))
def long_enough(case: Any, said: dict, on: date) -> str | None:
    f = case.facts
    least = 30 if f.business else consult_days(on)
    if not f.consult_from or not f.consult_to:
        return "涉及群众切身利益或者市场主体的，应当公开征求意见并记明起止日期"
    length = (f.consult_to - f.consult_from).days
    return f"公开征求意见只有{length}日，不足{least}日" if length < least else None


@guard("发文字号连续且没有用过", province.whole)
def number_in_order(case: Any, said: dict, on: date) -> str | None:
    due = next_number(case, on)
    return None if case.facts.doc_no == due else f"规范性文件字号按年连续编发，现应为“{due}”"


def next_number(case: Any, on: date) -> str:
    given = Event.objects.filter(domain="normative", step="issue", on__year=on.year, case__organ=case.organ_id).count()
    return f"{case.organ.word or case.organ.short}规〔{on.year}〕{given + 1}号"


@guard("有效期不超过上限", province.whole)
def valid_for(case: Any, said: dict, on: date) -> str | None:
    f = case.facts
    most = 2 if f.trial else 5
    if f.effective_on and f.expires_on and f.expires_on > add_months(f.effective_on, 12 * most):
        return f"有效期超过{most}年（{'暂行、试行' if f.trial else '一般'}文件的上限，待核参数）"
    return None


@guard("清理任务已经办结", making37.whole)
def tasks_done(case: Any, said: dict, on: date) -> str | None:
    left = [i.n for i in case.items.filter(kind="task") if not i.said.get("done")]
    return f"还有{len(left)}项清理任务没有办结" if left else None


class NormativePlan(Procedure):
    key, label, since, law, facts = "normative_plan@2024", "规范性文件制定计划", date(2023, 1, 1), making37, Plan
    register, columns = True, ("year",)

    collecting, published = State("征集"), State("已公布")
    over = State("年度终了", final=True)

    begin = Step(
        "编制年度计划", (), collecting, (CLERK, HANDLER), making37.whole, number="{word}规计〔{year}〕{n}号", asks=("year",)
    )
    enter = Step("列入项目", (collecting, published), SAME, (CLERK, HANDLER), making37.whole, item=ENTRY)
    publish = Step("公布计划", collecting, published, HEAD, making37.whole, issues="年度规范性文件制定计划")
    close = Step("年度终了", published, over, CLERK, making37.whole)


class Normative2018(Procedure):
    key, label, since, law, facts = "normative@2018", "行政规范性文件", date(2023, 1, 1), making37, NormativeDocument
    columns, filters = ("issuer", "doc_no", "register_no", "effective_on", "expires_on"), ("trial", "business")
    register = True

    drafting, adopted, numbered, valid = State("起草"), State("已审议"), State("已编号"), State("现行有效")
    expired, repealed, declared_void, dropped = (
        State("已失效", final=True),
        State("已废止", final=True),
        State("宣布失效", final=True),
        State("不再制定", final=True),
    )

    # 制定
    start = Step("启动制定", (), drafting, (CLERK, HANDLER, UNIT), making37.whole, number="{word}规立〔{year}〕{n}号", asks=(
        "unit", "issuer", "business?", "operators?", "by_government?", "planned?"), issues="制定立项单")  # fmt: skip
    register = Step("登记现行文件", (), valid, CLERK, province.whole, number="{word}规立〔{year}〕{n}号", asks=("unit?", "issuer", "doc_no", "published_on", "effective_on",
        "expires_on", "trial?", "interpreter?", "cited?"), needs=(valid_for,), like="已经公布的文件补录入册")  # fmt: skip
    consult = Step(
        "公开征求意见", drafting, SAME, (UNIT, HANDLER), (business[62, 2], making37.whole), asks=("consult_from", "consult_to")
    )
    heard = Step(
        "征求意见完成",
        drafting,
        SAME,
        (UNIT, HANDLER),
        business[62, 2],
        asks=(Say("views", "意见及采纳情况", "long"),),
        needs=(long_enough,),
        issues="征求意见汇总表",
    )
    compete = Step("送公平竞争审查", drafting, SAME, (UNIT, HANDLER), (fairness[13], fairness[14]), opens="competition")
    review = Step("送合法性审查", drafting, SAME, (UNIT, HANDLER), audit115.whole, opens="legality", sets={"kind": "N"})
    adopt = Step("集体审议通过", drafting, adopted, ORGAN_HEAD, making37.whole, asks=(Say("meeting", "会议"),), needs=(
        closed("legality", "合法性审查", audit115.whole, states=("passed", "concluded")),
        closed("competition", "公平竞争审查", fairness[18], states=("outside", "concluded"), when=lambda f: f.operators)))  # fmt: skip
    issue = Step(
        "编号印发",
        adopted,
        numbered,
        CLERK,
        province.whole,
        asks=("doc_no", "register_no?"),
        needs=(number_in_order,),
        issues="规范性文件登记表",
    )
    publish = Step("公布", numbered, valid, CLERK, (openness[20], openness[26], making37.whole), asks=("published_on", "effective_on", "expires_on", "trial?", "interpreter?",
        "cited?", "replaces?", Say("media", "公布载体和网址")), needs=(valid_for,), like="公布以后现行有效")  # fmt: skip
    drop = Step("不再制定", (drafting, adopted), dropped, (HEAD, UNIT), own.whole, asks=(REASON,))

    # 备案、监督
    file_up = Step(
        "报送备案", valid, SAME, (CLERK, HANDLER), (province.whole, supervision[39]), issues="备案报告", asks=("filing_no?",)
    )
    correct_filing = Step("备案机关意见", valid, SAME, CLERK, province.whole, asks=(Say("opinion", "备案审查意见", "long"),))
    suggestion = Step(
        "审查建议",
        valid,
        SAME,
        CLERK,
        (Law("法规规章备案审查条例", 2024)[12], own.whole),
        asks=(Say("who", "建议人", personal=True), Say("text", "建议内容", "long")),
    )

    # 有效期、清理
    task = Step("生成清理任务", valid, SAME, (SYSTEM, CLERK), making37.whole, item=TASK, issues="清理建议书")
    settle = Step("办理清理任务", valid, SAME, HANDLER, making37.whole, alters=TASK, asks=(Say("done", "办理结果"),))
    tasks_settled = Step("清理任务办结", valid, SAME, HANDLER, making37.whole, needs=(tasks_done,))
    evaluate = Step("后评估", valid, SAME, HANDLER, making37.whole, asks=EVALUATION, issues="后评估报告")
    renew = Step(
        "评估后继续有效",
        valid,
        SAME,
        ORGAN_HEAD,
        province.whole,
        asks=("effective_on", "expires_on", REASON),
        issues="继续有效公告",
        needs=(valid_for,),
    )
    amend = Step("修改", valid, SAME, ORGAN_HEAD, making37.whole, asks=("cited?", REASON), issues="修改决定")
    repeal = Step("废止", valid, repealed, ORGAN_HEAD, making37.whole, asks=(REASON,), issues="废止决定", like="主动清理")
    declare = Step(
        "宣布失效", valid, declared_void, ORGAN_HEAD, making37.whole, asks=(REASON,), issues="宣布失效决定", like="主动清理"
    )
    expire = Step("有效期届满自动失效", valid, expired, LAW_ITSELF, province.whole, like="有效期届满，由规定本身失效")

    consult_business = Clock("涉企文件公开征求意见", days(30), (consult.counted_from_fact("consult_from"),), (heard,), basis=business[62, 2], ref="GF-01", bind=UNIT,
        when=lambda f: f.business, when_label="与市场主体生产经营密切相关")  # fmt: skip
    consult_other = Clock("一般文件公开征求意见", days(30), (consult.counted_from_fact("consult_from"),), (heard,), basis=making37.whole, ref="GF-03", bind=UNIT,
        effect="各地七至三十日不一，默认从长；本省规定较短的，在参数 normative.consult_days 中写明依据",
        when=lambda f: not f.business, when_label="其他文件")  # fmt: skip
    open_limit = Clock(
        "主动公开",
        workdays(20),
        (issue,),
        (publish,),
        basis=openness[26],
        ref="GF-04",
        bind=CLERK,
        effect="未公布的不得作为行政管理依据",
    )
    file_limit = Clock(
        "报送备案",
        days(15),
        (publish.counted_from_fact("published_on"),),
        (file_up,),
        basis=province.whole,
        ref="GF-05",
        bind=CLERK,
        effect="责令补报、通报",
    )
    validity = Clock("有效期", days(0), (publish.counted_from_fact("expires_on"), register.counted_from_fact("expires_on"), renew.counted_from_fact("expires_on")), (expire,),
        basis=province.whole, ref="GF-D10", then=expire, bind=UNIT, roll=False, effect="期满未续即失效")  # fmt: skip
    look_ahead = Clock("届满前评估", before(days(90)), (publish.counted_from_fact("expires_on"), register.counted_from_fact("expires_on"),
        renew.counted_from_fact("expires_on")), (evaluate, repeal, declare, expire), basis=making37.whole, ref="GF-D14", bind=UNIT, effect="届满前九十日评估是否继续有效")  # fmt: skip
    longest = Clock("有效期上限（一般）", years(5), (publish.counted_from_fact("effective_on"),), (expire,), basis=province.whole, ref="GF-06a", bind=UNIT, roll=False,
        when=lambda f: not f.trial and not f.expires_on, when_label="没有写明有效期", then=expire, effect="期满未续即失效")  # fmt: skip
    longest_trial = Clock("有效期上限（暂行、试行）", years(2), (publish.counted_from_fact("effective_on"),), (expire,), basis=province.whole, ref="GF-06b", bind=UNIT, roll=False,
        when=lambda f: f.trial and not f.expires_on, when_label="没有写明有效期", then=expire, effect="期满未续即失效")  # fmt: skip
    task_limit = Clock(
        "清理任务",
        days(30),
        (task,),
        (tasks_settled, renew, amend, repeal, declare, expire),
        basis=making37.whole,
        ref="GF-D11",
        bind=HANDLER,
    )
