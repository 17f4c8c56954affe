"""联合检查批次 (综合查一次) and 排程: the event that brings bodies together, and the published plan of a quarter."""

from datetime import date
from typing import Any

from fazhi.domains.inspections.linked import move_visit
from fazhi.domains.inspections.models import JointEvent, Schedule
from fazhi.domains.inspections.parameters import parameter
from fazhi.domains.inspections.procedure_plan import SUPERVISOR
from fazhi.domains.inspections.rules import LOCAL_2024, LOCAL_2025, business, filing, notice54
from fazhi.domains.inspections.versions import earlier
from fazhi.kernel.calendar import workdays
from fazhi.kernel.declare import (
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

PARTNER = Seat("partner", "参与部门", "party")
ANSWER = ItemKind(
    "invitation",
    "参与答复",
    (
        Say("body", "部门"),
        Say("answer", "答复", "choice", (("accept", "参加"), ("decline", "不参加"))),
        Say(
            "code", "不参加的原因", required=False, help="专业条件不具备、时间窗口不可、需保密突击、法定独立检查、其他（审批）"
        ),
    ),
)
VISIT = ItemKind(
    "planned_visit",
    "排定的入企",
    (
        Say("generation", "版次", "number"), Say("firm", "统一社会信用代码"), Say("name", "企业名称"), Say("town", "镇街"),
        Say("date", "日期", "date"), Say("lead", "牵头部门"), Say("bodies", "部门", "list"), Say("demands", "任务", "list"),
    ),
)  # fmt: skip


@guard("参与部门两个以上且不超过上限，牵头部门在内", business[54, 1])
def right_number(case: Any, said: dict, on: date) -> str | None:
    event, most = case.facts, parameter("max_bodies", on)
    if len(set(event.bodies)) < 2:
        return "联合检查至少要有两个部门"
    if len(set(event.bodies)) > most:
        return f"一次联合检查最多{most}个部门，现有{len(set(event.bodies))}个"
    return None if event.lead in event.bodies else f"牵头部门“{event.lead}”不在参与部门之列"


@guard("不参加须说明原因", (business[57, 1], notice54.whole))
def decline_said(case: Any, said: dict, on: date) -> str | None:
    row = said.get("item") or {}
    return (
        "不参加联合检查须填写原因" if isinstance(row, dict) and row.get("answer") == "decline" and not row.get("code") else None
    )


class JointInspection(Procedure):
    key, label, since, law = "joint_inspection@2025", "联合检查批次", LOCAL_2025, business
    facts, columns = JointEvent, ("topic", "lead", "first", "last", "firms")

    proposed, inviting = State("拟议"), State("征求参与")
    carrying, ended, dropped = State("实施中"), State("办结", final=True), State("不实施", final=True)

    propose = Step("提出联合检查", (), proposed, (HANDLER, CLERK), (business[54, 1], notice54.whole), needs=(right_number,),
                   number="{word}联检〔{year}〕{n}号", asks=("topic", "lead", "bodies", "first", "last", "firms?"))  # fmt: skip
    invite = Step("邀请参与", proposed, inviting, HANDLER, business[57, 1])
    answer = Step("答复邀请", inviting, SAME, (HANDLER, PARTNER), business[57, 1], item=ANSWER, needs=(decline_said,))
    organise = Step(
        "组织实施", (proposed, inviting), carrying, (HANDLER, HEAD), (business[54, 1], notice54.whole), issues="联合检查方案"
    )
    close = Step("办结批次", carrying, ended, HANDLER, business[54, 1], asks=(Say("visits", "完成户次", "number"),))
    drop = Step("不予实施", (proposed, inviting), dropped, HEAD, business[54, 1], asks=(Say("reason", "理由"),))

    answer_limit = Clock(
        "答复邀请期限", workdays(3), (invite,), (organise, drop), basis=filing.whole, ref="ZF-D11", bind=PARTNER
    )


Joint2024 = earlier(JointInspection, "2024", LOCAL_2024, business, business[54, 1])
Joint2023 = earlier(Joint2024, "2023", date(2023, 1, 1), business, business[54, 1])


@guard("测算数据与现行计划一致，复核程序没有发现违反约束", (business[54, 1], notice54.whole))
def verified(case: Any, said: dict, on: date) -> str | None:
    from fazhi.domains.inspections.engine import fault_of_publication

    return fault_of_publication(case, said)


@guard("改期不违反任何约束，企业还没有接到通知", (business[54, 1], notice54.whole))
def movable(case: Any, said: dict, on: date) -> str | None:
    from fazhi.domains.inspections.room import fault_of_move

    return fault_of_move(case, said.get("item_n"), said.get("date"))


class InspectionSchedule(Procedure):
    key, label, since, law = "inspection_schedule@2025", "入企检查排程", LOCAL_2025, notice54
    facts, register, columns = Schedule, True, ("first", "last", "generation", "visits")

    preparing, published = State("测算"), State("已公布")
    ended = State("期满", final=True)

    begin = Step("开始排程", (), preparing, (CLERK, HANDLER), (notice54.whole, business[54, 1]), number="{word}排程〔{year}〕{n}号",
                 asks=("first", "last"))  # fmt: skip
    publish = Step("公布排程", (preparing, published), published, (HANDLER, HEAD), (notice54.whole, business[54, 1]), item=VISIT,
                   needs=(verified,), asks=("generation", "demands", "visits", "bound", "instance", Say("left_out", "未排入的任务", "list", required=False)))  # fmt: skip
    move = Step("调整一户", published, SAME, (HANDLER, SUPERVISOR), notice54.whole, alters=VISIT, needs=(movable,), after=move_visit,
                asks=(Say("date", "日期", "date"), Say("reason", "理由"), Say("was", "原定日期", "date", required=False)))  # fmt: skip
    end = Step("期满归档", published, ended, HANDLER, filing.whole)


Schedule2023 = earlier(InspectionSchedule, "2023", date(2023, 1, 1), business, business[54, 1])
