"""检查计划报备 and 专项检查: drafted by the body, reviewed, approved, filed with the supervision organ, published, adjusted."""

from datetime import date
from typing import Any

from fazhi.domains.inspections.models import Body, Campaign, Plan
from fazhi.domains.inspections.rules import LOCAL_2024, LOCAL_2025, NOTICE, filing, notice54, rule
from fazhi.domains.inspections.versions import earlier
from fazhi.kernel.calendar import workdays, yearly
from fazhi.kernel.declare import (
    ANY,
    CLERK,
    HANDLER,
    HEAD,
    SAME,
    Clock,
    ItemKind,
    Procedure,
    Say,
    Seat,
    State,
    Step,
    guard,
)  # fmt: skip
from fazhi.kernel.models import Item

SUPERVISOR = Seat("supervisor", "行政执法监督机构", "party")
LINE = ItemKind(
    "plan_line",
    "计划行",
    (
        Say("code", "编号"), Say("uscc", "统一社会信用代码"), Say("firm", "企业名称"), Say("item", "检查事项"),
        Say("first", "窗口自", "date"), Say("last", "窗口至", "date"), Say("kind", "检查类别", required=False),
        Say("method", "检查方式", required=False), Say("hours", "时长", required=False), Say("slots", "档数", "number", required=False),
        Say("mandatory", "必查", "bool", required=False), Say("trigger", "白名单类别", required=False),
        Say("risk", "风险", "number", required=False), Say("solo", "单独检查", "bool", required=False),
        Say("apart", "不可同查", "list", required=False), Say("approved", "限查已批准", "bool", required=False),
    ),
)  # fmt: skip


@guard("报备机关在检查主体名册内", filing.whole)
def announced(case: Any, said: dict, on: date) -> str | None:
    found = Body.objects.filter(name=case.organ.name, announced_on__lte=on, delisted_on=None).exists()
    return None if found else f"“{case.organ.name}”不在检查主体名册内，不能报备计划"


@guard("计划期不倒置，计划行不为空、窗口在计划期内", filing.whole)
def sound_period(case: Any, said: dict, on: date) -> str | None:
    plan = case.facts
    if plan.first and plan.last and plan.last < plan.first:
        return "计划期止日早于起日"
    for row in lines_said(said):
        if str(row["last"]) < str(row["first"]):
            return f"计划行{row['code']}的窗口止日早于起日"
        if str(row["first"]) < plan.first.isoformat() or str(row["last"]) > plan.last.isoformat():
            return f"计划行{row['code']}的窗口不在计划期内"
    return None


def lines_said(said: dict) -> list[dict]:
    rows = said.get("item") or []
    return [rows] if isinstance(rows, dict) else rows


@guard("计划行不为空", filing.whole)
def not_empty(case: Any, said: dict, on: date) -> str | None:
    return None if Item.objects.filter(case=case, kind="plan_line").exists() else "计划里还没有一行"


class InspectionPlan(Procedure):
    key, label, since, law = "inspection_plan@2025", "涉企行政检查计划报备", LOCAL_2025, filing
    facts, register, columns, filters = Plan, True, ("year", "first", "last", "line_count"), ("year",)

    draft, reviewed, approved = (
        State("草拟", chapter="拟定"),
        State("已法制审核", chapter="拟定"),
        State("已批准", chapter="批准"),
    )
    filed, returned = State("已报备", chapter="报备"), State("退回补正", chapter="报备")
    recorded, running = State("已备案", chapter="备案"), State("执行中", chapter="执行")
    ended, withdrawn = State("年终结案", final=True), State("撤回", final=True)

    begin = Step("拟定计划", (), draft, (CLERK, HANDLER), filing.whole, item=LINE, needs=(announced, sound_period),
                 number="{word}检计〔{year}〕{n}号", asks=("year", "first", "last", "line_count?", "source?", "file_digest?"))  # fmt: skip
    add = Step("增加计划行", draft, SAME, (CLERK, HANDLER), filing.whole, item=LINE, needs=(sound_period,))
    review = Step("法制审核", draft, reviewed, HANDLER, filing.whole, needs=(not_empty,))
    approve = Step("负责人批准", reviewed, approved, HEAD, (filing.whole, notice54.whole), apart=(begin,))
    file = Step("报备", (approved, returned), filed, (CLERK, HANDLER), filing.whole, issues="行政检查计划报备表")
    give_back = Step("退回补正", filed, returned, SUPERVISOR, filing.whole, asks=("answer",))
    record = Step("备案", filed, recorded, SUPERVISOR, filing.whole, asks=("answer?",), issues="行政检查计划备案回执")
    publish = Step("公示计划", recorded, running, HANDLER, (filing.whole, notice54.whole))
    adjust = Step("调整计划", (recorded, running), reviewed, (CLERK, HANDLER), filing.whole, item=LINE, needs=(sound_period,),
                  asks=(Say("reason", "调整理由"),), note="调整后须重新批准、报备")  # fmt: skip
    withdraw = Step("撤回计划", ANY, withdrawn, HEAD, filing.whole, asks=(Say("reason", "理由"),))
    close = Step("年终结案", running, ended, HEAD, filing.whole, asks=(Say("summary", "执行情况", "long"),))

    plan_due = Clock("年度计划报备期限", yearly(3, 31), (begin,), (file,), basis=filing.whole, ref="ZF-D01", bind=HEAD)
    adjusting = Clock("计划调整报备期限", workdays(5), (adjust,), (file,), basis=filing.whole, ref="ZF-D07", bind=HANDLER)


Plan2024 = earlier(InspectionPlan, "2024", LOCAL_2024, filing, filing.whole)


@rule("R14")
def campaign_sound(case: Any, said: dict, on: date) -> str | None:
    plan = case.facts
    if not plan.items:
        return "专项检查没有列明检查事项"
    return "专项检查的实施期倒置" if plan.last < plan.first else None


@rule("R14")
def campaign_approval(case: Any, said: dict, on: date) -> str | None:
    return None if case.facts.approval else "没有县级以上人民政府或者垂直管理的上一级机关的批准文号"


@rule("R14")
def not_longer(case: Any, said: dict, on: date) -> str | None:
    before = Campaign.objects.get(pk=case.pk).last
    return f"专项检查到{before:%Y-%m-%d}结束，延长须重新报批" if case.facts.last > before else None


class CampaignPlan(Procedure):
    key, label, since, law = "campaign@2024", "专项检查计划", NOTICE, notice54
    facts, columns = Campaign, ("topic", "first", "last", "approval")

    draft, approved, filed = State("草拟"), State("已批准"), State("已备案")
    ended = State("结束", final=True)

    begin = Step("拟定专项计划", (), draft, (CLERK, HANDLER), notice54.whole, needs=(campaign_sound,),
                 number="{word}专检〔{year}〕{n}号", asks=("topic", "items", "first", "last"))  # fmt: skip
    approve = Step(
        "登记批准", draft, approved, HEAD, notice54.whole, asks=("approver?", "approval?"), needs=(campaign_approval,)
    )
    file = Step("备案", approved, filed, SUPERVISOR, notice54.whole)
    shift = Step("变更实施期", filed, SAME, HEAD, notice54.whole, needs=(not_longer,), asks=("first", "last"))
    end = Step(
        "结束专项", (approved, filed), ended, HEAD, notice54.whole, asks=(Say("summary", "总结", "long", required=False),)
    )

    before_start = Clock("专项计划报批备案期限", workdays(5), (begin,), (file,), basis=notice54.whole, ref="ZF-03", bind=HEAD)
