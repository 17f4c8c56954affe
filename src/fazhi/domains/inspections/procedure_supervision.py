"""行政执法监督 of inspections, as it stood before and as it stands since the regulation of 1 February 2026; complaints and the block log."""

from datetime import date
from typing import Any

from fazhi.domains.inspections.models import Blocked, Complaint, Supervision
from fazhi.domains.inspections.procedure_plan import SUPERVISOR
from fazhi.domains.inspections.rules import (
    LOCAL_2025,
    REGULATION,
    business,
    local,
    notice54,
    platform,
    supervising,
    transparency,
)
from fazhi.domains.inspections.versions import earlier
from fazhi.kernel.calendar import days, workdays
from fazhi.kernel.declare import (
    CLERK,
    HANDLER,
    HEAD,
    ORGAN_HEAD,
    OTHER_CASE,
    SAME,
    Clock,
    Procedure,
    Say,
    Seat,
    State,
    Step,
    guard,
)  # fmt: skip
from fazhi.kernel.guide import Guide

SCANNER = Seat("scanner", "扫码企业", "law")
BODY = Seat("supervised", "被监督机关", "party")
ABOUT = ("body", "source", "alert?", "matter", "subject?", "grounds?")


def term_fault(case: Any, said: dict, on: date) -> str | None:
    return "文书须载明报送纠正情况的期限，且在制发之日后" if case.facts.due_on <= on else None


old_term_named = guard("处理须写明期限", local.whole)(term_fault)
term_named = guard("处理须写明期限", (supervising[27, 2], supervising[28, 2]))(term_fault)


class OldSupervision(Procedure):
    """Before 1 February 2026: the district's own rules, with notice, opinion and decision."""

    key, label, since, until, law = "enforce_supervision@2023", "行政执法监督（旧）", date(2023, 1, 1), date(2026, 1, 31), local
    facts, columns = Supervision, ("body", "alert", "due_on")
    transition = "2026年2月1日前已立案的，按原规定办结；其后的处理适用新条例（条例自该日施行，没有另作规定）"

    verifying, noticed, opined = State("核实"), State("已发通知"), State("已发意见")
    replied, decided = State("已报送纠正"), State("已作决定")
    closed, groundless = State("结案", final=True), State("不成立", final=True)

    open = Step(
        "登记监督线索", (), verifying, (CLERK, HANDLER, OTHER_CASE), local.whole, asks=ABOUT, number="{word}执监〔{year}〕{n}号"
    )
    dismiss = Step("不予监督", verifying, groundless, HEAD, local.whole, asks=(Say("reason", "理由"),))
    notice = Step(
        "制发监督通知书",
        verifying,
        noticed,
        HEAD,
        local.whole,
        asks=("due_on",),
        issues="行政执法监督通知书",
        needs=(old_term_named,),
    )
    opinion = Step("制发监督意见书", (verifying, noticed), opined, HEAD, local.whole, asks=("due_on",), issues="行政执法监督意见书",
                   needs=(old_term_named,))  # fmt: skip
    reply = Step("报送纠正情况", (noticed, opined, decided), replied, (BODY, HANDLER), local.whole, asks=("reply",))
    decide = Step("制发监督决定书", (noticed, opined, replied), decided, ORGAN_HEAD, local.whole, asks=("due_on",),
                  issues="行政执法监督决定书", needs=(old_term_named,))  # fmt: skip
    close = Step("结案", replied, closed, HEAD, local.whole, asks=(Say("corrected", "是否纠正", "bool"),))

    reply_limit = Clock("报送纠正情况期限（文书载明）", days(0), tuple(s.counted_from_fact("due_on") for s in (notice, opinion, decide)),
                        (reply, close), basis=local.whole, ref="ZF-D12", bind=BODY)  # fmt: skip


@guard("决定书由本级人民政府决定", supervising[29])
def by_government(case: Any, said: dict, on: date) -> str | None:
    return None if said.get("government") else "监督决定书须报本级人民政府决定，请填写政府批准文号"


@guard("已经纠正才能结案，没有纠正的报本级人民政府决定", (supervising[26, 1], supervising[29]))
def put_right(case: Any, said: dict, on: date) -> str | None:
    if said.get("corrected"):
        return None
    return "被监督机关没有纠正，不能结案。可改为：报请政府决定／异议成立的撤回监督文书"


class Supervising(Procedure):
    """Under the regulation: urging letter where a duty was not done, opinion where law was broken, decision by the government."""

    key, label, since, law = "enforce_supervision@2026", "行政执法监督", date(2026, 2, 1), supervising
    facts, columns = Supervision, ("body", "alert", "due_on")
    scope = ((supervising, 26, 34),)
    silent = {
        supervising[31]: "通报和公布是工作措施，不改变本案状态", supervising[32]: "对人员的处理建议由有权机关另行办理",
        supervising[33]: "与监察监督的衔接另行移送", supervising[34]: "监督结果的运用不在个案中办理",
    }  # fmt: skip

    verifying, urged, opined = State("核实"), State("已发督办函"), State("已发意见书")
    replied, proposed, decided = State("已报送纠正"), State("报请政府"), State("已作决定")
    closed, groundless = State("结案", final=True), State("不成立", final=True)

    open = Step("登记监督线索", (), verifying, (CLERK, HANDLER, OTHER_CASE), (supervising[11], supervising[20, 2]), asks=ABOUT,
                number="{word}执监〔{year}〕{n}号")  # fmt: skip
    ask = Step(
        "要求说明情况",
        verifying,
        SAME,
        HANDLER,
        supervising[22, None, 1],
        asks=(Say("answer", "说明", "long", required=False),),
    )
    dismiss = Step("不予监督", verifying, groundless, HEAD, supervising[8], asks=(Say("reason", "理由"),), like="线索不成立")
    on_spot = Step(
        "当场纠正", verifying, closed, HANDLER, supervising[26, 2], asks=(Say("how", "纠正情况"),), like="当场纠正即结案"
    )
    urge = Step(
        "制发督办函",
        verifying,
        urged,
        HEAD,
        supervising[27, 1],
        asks=("due_on",),
        issues="行政执法监督督办函",
        needs=(term_named,),
    )
    opinion = Step("制发监督意见书", (verifying, urged), opined, HEAD, supervising[28, 1], asks=("due_on",), issues="行政执法监督意见书",
                   needs=(term_named,))  # fmt: skip
    reply = Step(
        "报送纠正情况",
        (urged, opined, decided),
        replied,
        (BODY, HANDLER),
        (supervising[27, 2], supervising[28, 2]),
        asks=("reply",),
    )
    dispute = Step("提出异议", (urged, opined, replied), SAME, BODY, supervising[30], asks=(Say("reason", "异议理由", "long"),))
    answer = Step("处理异议", (urged, opined, replied), SAME, HEAD, supervising[30], asks=(Say("outcome", "处理意见", "long"),))
    propose = Step("报请政府决定", (verifying, urged, opined, replied), proposed, HEAD, supervising[29],
                   asks=(Say("proposal", "处理建议", "long"),))  # fmt: skip
    decide = Step("制发监督决定书", proposed, decided, ORGAN_HEAD, supervising[29], asks=("due_on", Say("government", "政府批准文号", required=False)),
                  needs=(by_government, term_named), issues="行政执法监督决定书")  # fmt: skip
    withdraw = Step("撤回监督文书", (urged, opined, replied), groundless, HEAD, supervising[30], asks=(Say("reason", "异议成立的理由", "long"),),
                    like="异议成立，不再要求纠正")  # fmt: skip
    close = Step(
        "结案", replied, closed, HEAD, supervising[26, 1], asks=(Say("corrected", "是否纠正", "bool"),), needs=(put_right,)
    )

    urge_limit = Clock("督办函报送期限（文书载明）", days(0), (urge.counted_from_fact("due_on"),), (reply, opinion, propose, withdraw),
                       basis=supervising[27, 2], ref="ZF-07", bind=BODY)  # fmt: skip
    opinion_limit = Clock("意见书报送期限（文书载明）", days(0), (opinion.counted_from_fact("due_on"), decide.counted_from_fact("due_on")),
                          (reply, propose, withdraw), basis=supervising[28, 2], ref="ZF-08", bind=BODY)  # fmt: skip


class InspectionComplaint(Procedure):
    key, label, since, law = "inspection_complaint@2026", "涉企检查投诉举报", REGULATION, supervising
    facts, columns, public = Complaint, ("firm", "channel", "body"), ("receive",)
    guide = Guide(
        "投诉涉企检查",
        "检查太多、乱检查、检查中乱收费乱罚款的，可以在这里投诉举报。",
        5,
        ("检查的时间、单位", "检查文书或者照片，没有也可以"),
    )

    received, checking = State("收到"), State("核查")
    answered, refused = State("已反馈", final=True), State("不属受理范围", final=True)
    COMPLAINANT = Seat("complainant", "投诉人", "party")

    receive = Step("收到投诉举报", (), received, (CLERK, COMPLAINANT, SCANNER), (business[49], notice54.whole, supervising[20, 2]),
                   asks=("uscc?", "firm?", "complainant?", "channel", "content", "against?", "seen_on?", "unscanned?"), number="{word}检诉〔{year}〕{n}号")  # fmt: skip
    screen = Step(
        "筛查转办",
        received,
        checking,
        HANDLER,
        (business[49], supervising[20, 2]),
        asks=("body", Say("real_name", "实名", "bool", required=False)),
    )
    decline = Step("不予受理", received, refused, HEAD, (business[49], supervising[8]), asks=(Say("reason", "理由"),))
    feedback = Step(
        "反馈结果",
        checking,
        answered,
        HANDLER,
        (business[49], notice54.whole),
        asks=(Say("outcome", "核查结果", "long"), Say("task", "任务编号", required=False)),
    )
    screen_limit = Clock(
        "筛查期限", workdays(5), (receive,), (screen, decline), basis=platform.whole, ref="ZF-D13", bind=HANDLER
    )


Complaint2025 = earlier(InspectionComplaint, "2025", LOCAL_2025, notice54, business[49])
Complaint2023 = earlier(Complaint2025, "2023", date(2023, 1, 1), business, business[49])


class BlockedRecord(Procedure):
    """拦截日志: one sealed line for each refusal, so that nobody can delete it."""

    key, label, since, law = "inspection_block@2026", "拦截日志", REGULATION, supervising
    facts, columns, filters = Blocked, ("rule", "body", "uscc", "who"), ("rule",)
    kept = State("已记录", final=True)
    record = Step("记录拦截", (), kept, OTHER_CASE, (transparency.whole, supervising[11, 2]), joins=(SUPERVISOR,),
                  asks=("rule", "body", "uscc?", "matter?", "who?", "why", "basis?", "instead?"))  # fmt: skip


Blocked2023 = earlier(BlockedRecord, "2023", date(2023, 1, 1), transparency, transparency.whole)
