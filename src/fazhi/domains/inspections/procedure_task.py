"""检查任务: one body, one enterprise, one window; refused by the rules when drafted, approved by the head, saved or carried out."""

from datetime import date
from typing import Any

from fazhi.domains.inspections import guards_task as tests
from fazhi.domains.inspections import linked
from fazhi.domains.inspections.models import Task
from fazhi.domains.inspections.rules import (
    LOCAL_2024,
    LOCAL_2025,
    RULES,
    business,
    filing,
    notice54,
    penalty,
    platform,
    rule,
    transparency,
)
from fazhi.domains.inspections.versions import earlier
from fazhi.kernel.calendar import days, hours
from fazhi.kernel.declare import (
    CLERK,
    HANDLER,
    HEAD,
    LAW_ITSELF,
    OTHER_CASE,
    SAME,
    Clock,
    Procedure,
    Say,
    Seat,
    State,
    Step,
    guard,
)

OFFICER = Seat("officer", "执法人员")


@rule("R06")
def approver_apart(case: Any, said: dict, on: date) -> str | None:
    """An assigned officer never approves his own task: the head names who approves by his certificate, where he has one."""
    return "批准人是本任务的执法人员" if said.get("approver") in case.facts.officers else None


@guard("入企检查已做笔录，正在回填", (transparency.whole, platform.whole))
def visited(case: Any, said: dict, on: date) -> str | None:
    found = linked.check_of(case)
    return None if found and found[0].state == "recorded" else "这项任务还没有做现场检查笔录，不能回填结果"


@rule("R20")
def dealt_with(case: Any, said: dict, on: date) -> str | None:
    task = case.facts
    unmet = task.result == "found" and not (task.followup and task.recheck_on)
    return "发现问题，没有填写处理和复查日期" if unmet else None


class InspectionTask(Procedure):
    key, label, since, law = "inspection_task@2025", "涉企行政检查任务", LOCAL_2025, notice54
    facts, columns, filters = Task, ("firm", "trigger", "first", "last"), ("trigger", "kind")

    allotted, draft, approved, scheduled = (
        State("待派员", chapter="排程"),
        State("待审批", chapter="审批"),
        State("已批准", chapter="审批"),
        State("已排程", chapter="排程"),
    )
    hasty, locked = State("紧急检查待补批", chapter="审批"), State("逾期未补批", chapter="审批")
    done, cancelled, lapsed = State("已完成", final=True), State("取消", final=True), State("过期", final=True)

    ASKS = ("uscc", "firm", "items", "trigger", "trigger_ref?", "plan?", "plan_line?", "campaign?", "joint?", "kind?", "onsite?", "onsite_reason?",
            "separate_reason?", "limited_reason?", "first", "last", "officers", "assistants?", "precondition?", "precondition_basis?",
            "confidential?")  # fmt: skip
    submit = Step("登记任务", (), draft, (CLERK, HANDLER, OFFICER, OTHER_CASE), (notice54.whole, filing.whole, business[54]), asks=ASKS,
                  needs=tests.ALL, number="{word}检〔{year}〕{n}号", issues="行政检查审批表")  # fmt: skip
    allot = Step("由排程下达", (), allotted, OTHER_CASE, (filing.whole, business[54]), number="{word}检〔{year}〕{n}号",
                 asks=("uscc", "firm", "items", "trigger", "plan", "plan_line", "kind", "first", "last", "schedule"))  # fmt: skip
    staff = Step("派员送审", allotted, draft, (CLERK, HANDLER, OFFICER), (notice54.whole, penalty[42, 1]), needs=tests.ALL,
                 asks=("officers", "assistants?", "onsite_reason?", "separate_reason?", "limited_reason?", "precondition?", "precondition_basis?"),
                 issues="行政检查审批表", after=linked.officers_to_visit)  # fmt: skip
    hurry = Step("紧急检查登记", (), hasty, (HANDLER, OFFICER), notice54.whole, asks=ASKS, number="{word}检〔{year}〕{n}号",
                 needs=(tests.sound, tests.competent, tests.no_assistants, tests.certified, tests.two_officers, tests.no_conflict))  # fmt: skip
    approve = Step("批准任务", draft, approved, HEAD, notice54.whole, apart=(submit, staff), needs=(approver_apart, tests.results_filled),
                   asks=(Say("approver", "批准人证件编号", required=False),))  # fmt: skip
    return_ = Step(
        "退回任务", draft, cancelled, HEAD, notice54.whole, asks=(Say("reason", "理由"),), like="不批准与撤销的后果相同"
    )
    change = Step("变更对象或人员", (draft, approved), draft, (CLERK, HANDLER), (business[54, 1], penalty[43, 1]),
                  asks=("uscc", "firm", "officers", "redraw_reason?"), needs=(tests.drawn_stays, tests.no_assistants, tests.certified,
                                                                          tests.two_officers, tests.no_conflict), after=linked.officers_to_visit)  # fmt: skip
    schedule = Step(
        "排入检查", approved, scheduled, (HANDLER, CLERK, OFFICER, OTHER_CASE), (filing.whole, business[54, 1]), asks=("visit",)
    )
    convert = Step("改为非现场", (draft, approved, scheduled), done, (HANDLER, HEAD), (business[56], notice54.whole),
                   sets={"saved_as": "offsite", "onsite": False}, asks=(Say("outcome", "非现场检查结论"),))  # fmt: skip
    merge = Step("并入检查", (draft, approved), done, (HANDLER, HEAD, OTHER_CASE), business[54, 1], asks=("visit", "saved_as"),
                 like="并入他次检查，不再单独入企")  # fmt: skip
    approve_late = Step("补批", (hasty, locked), approved, HEAD, notice54.whole, apart=(hurry,))
    lock = Step("逾期未补批", hasty, locked, LAW_ITSELF, notice54.whole, like="法律后果，不由人办理")
    fill = Step("回填本机关结果", (approved, scheduled), SAME, OFFICER, (platform.whole, penalty[54]), needs=(visited, dealt_with),
                asks=("result", "followup?", "recheck_on?"), after=linked.result_to_visit, note="写入入企检查的同一行")  # fmt: skip
    carry_out = Step("完成任务", (approved, scheduled), done, (HANDLER, OFFICER, OTHER_CASE), notice54.whole,
                     asks=("visit", "result?", "followup?", "recheck_on?"))  # fmt: skip
    cancel = Step("取消任务", (allotted, draft, approved, scheduled), cancelled, (CLERK, HANDLER, HEAD, OTHER_CASE), filing.whole,
                  asks=("saved_as", Say("reason", "理由")))  # fmt: skip
    lapse = Step("窗口届满", (allotted, draft, approved), lapsed, LAW_ITSELF, RULES["R19"].basis, like="窗口届满由系统记载")
    note = Step("记事", (draft, approved, scheduled), SAME, (CLERK, HANDLER), filing.whole, asks=(Say("text", "内容", "long"),))

    window = Clock("任务窗口（至所定之日）", days(0), (submit.counted_from_fact("last"), allot.counted_from_fact("last")),
                   (schedule, carry_out, convert, merge, cancel, return_, lapse),
                   basis=filing.whole, ref="ZF-D08", then=lapse, roll=False)  # fmt: skip
    emergency = Clock("紧急检查补批期限", hours(24), (hurry,), (approve_late, lock), basis=notice54.whole, ref="ZF-D09", bind=HEAD,
                      then=lock)  # fmt: skip


Task2024 = earlier(InspectionTask, "2024", LOCAL_2024, business, filing.whole)
Task2023 = earlier(Task2024, "2023", date(2023, 1, 1), business, business[54, 1])
