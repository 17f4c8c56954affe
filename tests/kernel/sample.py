"""A small invented procedure the kernel's tests run on: it has every kind of step and clock, and no domain of its own."""

from datetime import date

from fazhi.kernel.calendar import before, days, months, workdays
from fazhi.kernel.declare import (
    ANY,
    APPLICANT,
    CLERK,
    HANDLER,
    HEAD,
    LAW_ITSELF,
    PREVIOUS,
    RESPONDENT,
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
from fazhi.kernel.registry import procedures

law = Law("中华人民共和国行政复议法", 2023)
REMARK = ItemKind("remark", "意见", (Say("text", "内容"), Say("adopted", "是否采纳", "bool", required=False)))


@guard("金额不超过三千元", law[53, 1])
def small(case, said, on):
    return "金额超过三千元，不能简易" if int(said.get("amount") or 0) > 300_000 else None


class Sample(Procedure):
    key, label, since, law = "sample@2024", "样例", date(2024, 1, 1), law

    examining, trying, paused = State("审查"), State("审理"), State("中止")
    done, refused = State("办结", final=True), State("不予受理", final=True)

    receive = Step(
        "收件",
        (),
        examining,
        (CLERK, APPLICANT),
        law[30, 1],
        number="{word}样〔{year}〕{n}号",
        asks=(Say("matter", "事项", required=False),),
    )
    accept = Step(
        "受理",
        examining,
        trying,
        HEAD,
        law[30, 1],
        issues="受理通知书",
        assigns=HANDLER,
        asks=(Say("amount", "金额", "money", required=False),),
        needs=(small,),
    )
    refuse = Step("不予受理", examining, refused, HEAD, law[30, 2], asks=(Say("reason", "理由"),))
    deemed = Step("视为受理", examining, trying, LAW_ITSELF, law[30, 3], like="法律推定，其后与受理相同")
    serve = Step("发送副本", trying, SAME, HANDLER, law[48], issues="答复通知书")
    answer = Step("答复", trying, SAME, RESPONDENT, law[48])
    remark = Step("记意见", trying, SAME, HANDLER, law[49], item=REMARK)
    adopt = Step("采纳意见", trying, SAME, HEAD, law[49], alters=REMARK, asks=(Say("adopted", "是否采纳", "bool"),))
    suspend = Step("中止", trying, paused, HEAD, law[39])
    resume = Step("恢复", paused, PREVIOUS, HEAD, law[39, 2])
    extend = Step("延期", trying, SAME, HEAD, law[62, 1])
    hear = Step("听证通知", trying, SAME, HANDLER, law[51], asks=(Say("hearing_on", "听证日", "date"),))
    decide = Step(
        "决定",
        trying,
        done,
        HEAD,
        law[61],
        apart=(serve,),
        asks=(Say("outcome", "结果", "choice", (("a", "维持"), ("b", "撤销"))),),
    )
    withdraw = Step("撤回", ANY, done, APPLICANT, law[41])

    examine_limit = Clock(
        "审查期限", workdays(5), (receive,), (accept, refuse, deemed), basis=law[30, 1], then=deemed, ref="FY-05", bind=HEAD
    )
    answer_limit = Clock(
        "答复期限", workdays(10), (serve.delivered_to(RESPONDENT),), (answer,), basis=law[48], bind=RESPONDENT, ref="FY-11"
    )
    try_limit = Clock(
        "审理期限", days(60), (accept, deemed), (decide,), basis=law[62], ref="FY-14", pause=((suspend, resume),), extend=(extend, days(30), law[62, 1]),
    )  # fmt: skip
    notice_limit = Clock(
        "听证通知期限", before(workdays(5)), (hear.counted_from_fact("hearing_on"),), (hear,), basis=law[51], ref="FY-17"
    )
    sue_limit = Clock("起诉期限", months(6), (decide,), basis=law[34], ref="FY-26", bind=APPLICANT)


def install() -> None:
    """Make the sample known to the registry."""
    procedures()["sample@2024"] = Sample
