"""Observers of law-based government and what becomes of their suggestions: no suggestion ends without a reply to its author."""

from datetime import date

from fazhi.domains.duties import models
from fazhi.domains.duties.procedure import inspection
from fazhi.kernel.calendar import before, days, workdays
from fazhi.kernel.declare import CLERK, HANDLER, HEAD, SAME, Clock, Law, Procedure, Say, Seat, State, Step, guard

local = Law("示例区法治观察员工作办法", 2023, verified=False, local=True)
OBSERVER = Seat("observer", "法治观察员", "party")
PARTLY = ("partly", "rejected")


@guard("同一人只聘一次，几个部门共同遴选的记在一处", local.whole)
def not_yet_appointed(case, said, on):
    same = models.Observer.objects.filter(name=said.get("name"), case__domain="observer", case__state="serving")
    return "这个人已在聘，一人只计一名；请在原记载上办理“共同遴选”" if same.exists() else None


@guard("聘期止日在起日之后", local.whole)
def term_runs_forward(case, said, on):
    first, last = case.facts.since, case.facts.until
    return "聘期的止日早于起日" if first and last and last < first else None


@guard("不采纳、部分采纳要写明理由", local.whole)
def reason_given(case, said, on):
    wanting = case.facts.result in PARTLY and not case.facts.reason
    return "不采纳或者只部分采纳的，要把理由告诉建议人" if wanting else None


class Observers(Procedure):
    key, label, since, law = "observer@2023", "法治观察员", date(2023, 1, 1), local
    facts, register, columns = models.Observer, True, ("name", "since", "until")

    serving, left = State("在聘"), State("已离任", final=True)

    appoint = Step(
        "聘任", (), serving, (CLERK, HANDLER), (inspection[16, 2], local.whole),
        asks=("name", "occupation?", "groups?", "chosen_by", "since", "until"), number="{word}法观〔{year}〕{n}号",
        needs=(not_yet_appointed, term_runs_forward),
    )  # fmt: skip
    share = Step("共同遴选", serving, SAME, (CLERK, HANDLER), local.whole, asks=("chosen_by",))
    renew = Step("续聘", serving, SAME, HEAD, local.whole, asks=("since", "until"), needs=(term_runs_forward,))
    leave = Step("解聘", serving, left, HEAD, local.whole, asks=("reason",), like="续聘期届满前解除，须写明理由")
    expire = Step("届满离任", serving, left, (CLERK, HANDLER), local.whole, like="聘期届满，不须理由")

    term = Clock(
        "聘期届满提醒", before(days(30)), (appoint.counted_from_fact("until"), renew.counted_from_fact("until")),
        (renew, leave, expire), basis=local.whole, ref="BD-01",
    )  # fmt: skip


class Suggestions(Procedure):
    key, label, since, law = "suggestion@2023", "法治建议反馈", date(2023, 1, 1), local
    facts, columns, filters = models.Suggestion, ("owner", "result"), ("result",)

    submitted, assigned, answered = State("待筛选"), State("办理中"), State("已答复")
    closed, outside = State("已反馈", final=True), State("不属受理范围", final=True)

    submit = Step(
        "提出建议", (), submitted, (OBSERVER, CLERK), (inspection[16, 2], local.whole), asks=("content", "anonymous?"),
        number="{word}法建〔{year}〕{n}号",
    )  # fmt: skip
    screen_out = Step("退出并告知", submitted, outside, (CLERK, HANDLER), local.whole, asks=(Say("why", "告知的理由"),))
    assign = Step("交办", submitted, assigned, (CLERK, HANDLER), local.whole, asks=("owner",))
    answer = Step(
        "答复", assigned, answered, (HANDLER, CLERK), local.whole, asks=("answer", "result", "reason?"), needs=(reason_given,)
    )
    tell = Step("告知建议人", answered, closed, (CLERK, HANDLER), local.whole, asks=("satisfied?",))

    screen_limit = Clock("建议筛选", workdays(5), (submit,), (assign, screen_out), basis=local.whole, ref="BD-02")
    answer_limit = Clock("建议答复", days(30), (assign,), (answer,), basis=local.whole, ref="BD-03")
