"""Responsibility and key-task lists with their supervision: the due date of the list is kept when a change is approved."""

from datetime import date

from fazhi.domains.plans import models
from fazhi.domains.plans.procedure import inspection
from fazhi.kernel.calendar import before, days
from fazhi.kernel.declare import (
    CLERK,
    HANDLER,
    HEAD,
    OTHER_CASE,
    SAME,
    Clock,
    ItemKind,
    Law,
    Procedure,
    Say,
    State,
    Step,
    guard,
)  # fmt: skip
from fazhi.kernel.models import Case

supervising = Law("政府督查工作条例", 2020)
MILESTONE = ItemKind("milestone", "进展", (Say("text", "进展"), Say("evidence", "佐证", required=False)))


@guard("同一事项没有未了结的督办", supervising[15, 2])
def none_open(case, said, on):
    held = Case.objects.filter(parent=case, domain="urging", closed_on=None).first()
    return f"这一事项已有未了结的督办（{held.number or held.title}），不得重复督查、多头督查" if held else None


@guard("完成有佐证", inspection[11])
def proved(case, said, on):
    return (
        None
        if said.get("evidence") or case.items.filter(kind="milestone").exists()
        else "没有任何进展记载或者佐证，不能申报完成"
    )


class Tasks(Procedure):
    key, label, since, law = "task@2019", "清单任务", date(2019, 4, 15), inspection
    facts, register = models.Task, True
    columns, filters = ("list_kind", "owner", "due_on"), ("list_kind",)

    issued, doing, claimed = State("已下达"), State("推进中"), State("待核验")
    disputed, closed = State("有异议"), State("已销号", final=True)

    issue = Step(
        "下达任务", (), issued, (CLERK, HANDLER, OTHER_CASE), (inspection[11], inspection[8, 1, 1]),
        asks=("list_kind?", "list_no?", "content?", "source?", "owner?", "helpers?", "deliverable?", "due_on?"),
        number="{word}任〔{year}〕{n}号",
    )  # fmt: skip
    accept = Step("接收", (issued, disputed), doing, (HANDLER, CLERK), inspection[9, 1, 1])
    dispute = Step("提出异议", issued, disputed, (HANDLER, CLERK), inspection[9, 1, 1], asks=(Say("why", "异议理由"),))
    progress = Step("报告进展", doing, SAME, (HANDLER, CLERK), inspection[11], item=MILESTONE)
    change = Step(
        "批准变更时限", doing, SAME, HEAD, inspection[11], asks=("due_on", "first_due_on", Say("paper", "批准文件")),
        note="原定时限留存，按期完成率按原定时限计",
    )  # fmt: skip
    supervise = Step(
        "启动督办", doing, SAME, HEAD, supervising[14], opens="urging", needs=(none_open,), asks=(Say("why", "事由"),)
    )
    claim = Step(
        "申报完成",
        doing,
        claimed,
        (HANDLER, CLERK),
        inspection[18],
        asks=(Say("evidence", "佐证", required=False),),
        needs=(proved,),
    )
    send_back = Step("退回", claimed, doing, HEAD, inspection[18], asks=(Say("why", "退回理由"),))
    verify = Step("核验销号", claimed, closed, HEAD, inspection[18], apart=(claim,))

    light = Clock(
        "完成时限", before(days(0)), (issue.counted_from_fact("due_on"), change.counted_from_fact("due_on")), (verify,),
        basis=inspection[11], ref="BD-04",
    )  # fmt: skip


class Supervisions(Procedure):
    key, label, since, law = "urging@2021", "督办", date(2021, 2, 1), supervising
    facts, columns = models.Supervision, ("owner", "reply_by")

    opened, sent, replied = State("已立项"), State("已发督办单"), State("已回复")
    raised, closed = State("已约谈"), State("已办结", final=True)

    open = Step("督办立项", (), opened, (OTHER_CASE, HEAD), supervising[14], number="{word}督〔{year}〕{n}号")
    send = Step(
        "发督办单", opened, sent, (CLERK, HANDLER), supervising[15, 1], asks=("matter", "owner", "reply_by"), issues="督办单"
    )
    reply = Step("回复", sent, replied, (HANDLER, CLERK), supervising[18], asks=("reply",))
    again = Step("责令重报", replied, sent, HEAD, supervising[18], asks=("reply_by",))
    talk = Step("约谈", (sent, replied), raised, HEAD, inspection[8, 1, 9], asks=(Say("minutes", "约谈记录"),))
    close = Step("督办办结", (replied, raised), closed, HEAD, supervising[16, 1])

    answer_limit = Clock(
        "督办回复期限", before(days(0)), (send.counted_from_fact("reply_by"), again.counted_from_fact("reply_by")), (reply, talk, close),
        basis=supervising[15, 1], ref="BD-05",
    )  # fmt: skip
