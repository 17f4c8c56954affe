"""行政处罚案件 with the leniency list in its course: filed, investigated, matched, reviewed, told, decided, served, closed."""

from datetime import date
from typing import Any

from fazhi.domains.leniency import guards
from fazhi.domains.leniency.models import PenaltyCase
from fazhi.domains.leniency.procedure_list import business, force, penalty
from fazhi.kernel.calendar import add_months, before, days, hours, workdays
from fazhi.kernel.declare import (
    CLERK,
    HANDLER,
    HEAD,
    PREVIOUS,
    SAME,
    Clock,
    Law,
    Procedure,
    Say,
    Seat,
    State,
    Step,
    guard,
)  # fmt: skip

market = Law("市场监督管理行政处罚程序规定", 2022)
PARTY = Seat("respondent", "当事人", "party")
REVIEWER = (
    Say("first_time", "审核人员初次从事法制审核", "bool", required=False),
    Say("licensed", "审核人员已取得法律职业资格", "bool", required=False),
)
NOT_DECIDED = ("clue", "filed", "investigated", "matched", "reviewing", "told")


@guard("违法行为未过追责时效", penalty[36])
def within_limitation(case: Any, said: dict, on: date) -> str | None:
    """Two years, or five, from the end of the act to the day it was discovered: not to the day the case is filed."""
    ended, years = case.facts.occurred_on, 5 if said.get("health_harm") else 2
    if ended is None or case.opened_on <= add_months(ended, 12 * years):
        return None
    return f"违法行为{ended:%Y-%m-%d}终了，{case.opened_on:%Y-%m-%d}才发现，已过{'二五'[years > 2]}年，不再给予行政处罚"


@guard("法定幅度不倒置", penalty[34])
def sound_range(case: Any, said: dict, on: date) -> str | None:
    f = case.facts
    return "法定最低额高于最高额" if f.minimum_fen > f.maximum_fen else None


class Penalty(Procedure):
    key, label, since, law = "penalty@2021", "行政处罚（免罚轻罚）", date(2021, 7, 15), penalty
    facts, columns, filters = PenaltyCase, ("violation", "outcome", "fine_fen"), ("outcome",)
    words = staticmethod(lambda case: {"ground_article": guards.ground_article(case.facts)})

    clue, filed = State("核查", chapter="立案"), State("调查", chapter="调查")
    investigated, matched, reviewing = (
        State("调查终结", chapter="审查"),
        State("已匹配清单", chapter="审查"),
        State("法制审核", chapter="审查"),
    )
    told, decided = State("已告知", chapter="告知"), State("已决定", chapter="决定")
    served = State("执行", chapter="执行")
    closed, dropped = State("归档", final=True), State("不予立案", final=True)

    receive = Step("发现线索", (), clue, (CLERK, HANDLER), penalty[54, 1], asks=("respondent", "uscc?", "violation", "occurred_on?"),
                   number="{word}罚〔{year}〕{n}号")  # fmt: skip
    not_filed = Step("不予立案", clue, dropped, HEAD, penalty[54, 2], asks=(Say("reason", "理由"),), like="不进入立案程序")
    file = Step("立案", clue, filed, HEAD, penalty[54, 2], assigns=HANDLER, needs=(within_limitation,),
                asks=(Say("health_harm", "涉及生命健康、金融安全且有危害后果", "bool", required=False),))  # fmt: skip
    keep = Step("先行登记保存", filed, SAME, HEAD, penalty[56], issues="先行登记保存通知书")
    kept = Step("处理登记保存物品", filed, SAME, HANDLER, penalty[56], asks=(Say("disposal", "处理"),))
    seize = Step(
        "查封扣押", filed, SAME, HEAD, (force[18], force[24]), issues="实施行政强制措施决定书", asks=(Say("things", "财物"),)
    )
    seize_now = Step("当场查封扣押", filed, SAME, HANDLER, force[19], asks=(Say("things", "财物"),))
    approve_measure = Step("补批强制措施", filed, SAME, HEAD, force[19], sets={"measure_approved": True})
    seize_longer = Step("延长查封扣押", filed, SAME, HEAD, force[25, 1], asks=(Say("reason", "理由"),))
    release = Step(
        "解除强制措施",
        (filed, investigated, matched, reviewing, told),
        SAME,
        HEAD,
        (force[28], force[19]),
        issues="解除行政强制措施决定书",
    )
    spare = Step(
        "不予强制",
        filed,
        SAME,
        HEAD,
        (force[5], force[16, 2], business[59]),
        asks=("circumstances?", Say("list_item", "清单事项"), Say("reason", "情形", required=False)),
        needs=(guards.spared_rightly,),
    )
    conclude = Step("调查终结", filed, investigated, HANDLER, penalty[57, 1], needs=(sound_range,),
                    asks=("minimum_fen", "maximum_fen", "benchmark_fen?", "proposed_fen", "circumstances?", "article?", "major?", "grave?",
                          "hearing_right?"))  # fmt: skip
    match = Step("清单匹配", (investigated, matched), matched, HANDLER, (penalty[32], penalty[33]), needs=(guards.matched_rightly,),
                 asks=("circumstances?", "matched?", "list_version"))  # fmt: skip
    send_review = Step("送法制审核", (matched, told), reviewing, HANDLER, penalty[58])
    review = Step(
        "法制审核意见",
        reviewing,
        PREVIOUS,
        HEAD,
        penalty[58],
        asks=("review_passed", Say("opinion", "审核意见", "long"), *REVIEWER),
        needs=(guards.qualified,),
        apart=(conclude,),
    )
    tell = Step(
        "告知",
        (investigated, matched, told),
        told,
        HANDLER,
        (penalty[44], penalty[63]),
        asks=("hearing_told?",),
        issues="行政处罚告知书",
    )
    plead = Step("陈述申辩", told, SAME, (PARTY, HANDLER), penalty[45, 1], asks=(Say("words", "意见", "long"),))
    waive = Step("放弃听证", told, SAME, (PARTY, HANDLER), penalty[64, None, 1], asks=(Say("words", "放弃的声明"),))
    ask_hearing = Step("要求听证", told, SAME, PARTY, penalty[64, None, 1])
    hear = Step(
        "通知听证", told, SAME, HANDLER, penalty[64, None, 2], asks=(Say("hearing_on", "听证日", "date"),), issues="听证通知书"
    )
    discuss = Step("集体讨论", (matched, told), SAME, HEAD, penalty[57, 2], asks=(Say("conclusion", "讨论意见", "long"),))
    extend = Step(
        "延长办案期限",
        (filed, investigated, matched, reviewing, told),
        SAME,
        HEAD,
        (penalty[60], market[64]),
        asks=(Say("reason", "理由和依据"),),
    )
    decide = Step("作出决定", (matched, told, investigated), decided, HEAD, (penalty[57], penalty[32], penalty[33]), apart=(conclude,),
                  needs=(guards.leniency_considered, guards.list_unchanged, guards.kind_and_ground, guards.reviewed, guards.in_time,
                         guards.told, guards.hearing_told, guards.heard, guards.discussed, guards.not_twice, guards.not_locked, guards.named_rightly,
                         guards.counted_rightly),
                  asks=("outcome", "ground?", "applied?", "not_applied?", "fine_fen?", "forfeit_fen?", "baseline?", "baseline_fen?",
                        "reduction_fen?", "education?"),
                  issues="行政处罚决定书（不予行政处罚决定书）")  # fmt: skip
    serve = Step("送达决定", decided, served, HANDLER, penalty[61], issues="送达回证")
    pay = Step("缴纳罚款", served, SAME, (PARTY, HANDLER), penalty[67, 3], asks=(Say("paid_fen", "缴纳数额", "money"),))
    disclose = Step("公示决定", (decided, served), SAME, HANDLER, penalty[48, 1])
    change = Step(
        "决定被变更撤销",
        (served, decided),
        SAME,
        HEAD,
        penalty[48, 2],
        asks=(Say("changed_by", "作出机关"), Say("changed_to", "结果", "long")),
    )
    withdraw_notice = Step("撤回公示", (served, decided), SAME, HANDLER, penalty[48, 2])
    archive = Step("归档", served, closed, HANDLER, penalty[59])

    clue_limit = Clock("核查立案期限", workdays(15), (receive,), (file, not_filed), basis=market[18], ref="CF-02", bind=HEAD)
    keep_limit = Clock("登记保存处理期限", workdays(7), (keep,), (kept,), basis=penalty[56], ref="CF-03")
    plead_limit = Clock("要求听证期限", workdays(5), (tell,), (ask_hearing,), basis=penalty[64], ref="CF-04", bind=PARTY)
    hearing_notice = Clock(
        "听证通知期限", before(workdays(7)), (hear.counted_from_fact("hearing_on"),), (hear,), basis=penalty[64], ref="CF-05"
    )
    decide_limit = Clock("办案期限", days(90), (file,), (decide,), basis=penalty[60], ref="CF-06", bind=HEAD,
                         extend=(extend, days(30), market[64]), effect="程序违法风险，不自动失效")  # fmt: skip
    review_limit = Clock("法制审核期限", workdays(10), (send_review,), (review,), basis=market[55], ref="CF-07", bind=HEAD)
    serve_limit = Clock("决定书送达期限", workdays(7), (decide,), (serve,), basis=penalty[61], ref="CF-08")
    pay_limit = Clock("缴纳罚款期限", days(15), (serve,), (pay, archive), basis=penalty[67], ref="CF-09", bind=PARTY,
                      when=lambda facts: bool(facts and facts.fine_fen), when_label="处罚款的")  # fmt: skip
    disclose_limit = Clock(
        "处罚决定公示期限",
        workdays(20),
        (decide,),
        (disclose,),
        basis=Law("市场监督管理行政处罚信息公示规定", 2021)[9],
        ref="CF-12",
    )
    withdraw_limit = Clock("撤回公示期限", workdays(3), (change,), (withdraw_notice,), basis=penalty[48], ref="CF-11")
    seizure_limit = Clock("查封扣押期限", days(30), (seize, seize_now), (release,), basis=force[25, 1], ref="CF-14", bind=HEAD,
                          extend=(seize_longer, days(30), force[25, 1]), effect="期满应当解除")  # fmt: skip
    measure_limit = Clock(
        "紧急强制措施补批期限", hours(24), (seize_now,), (approve_measure, release), basis=force[19], ref="CF-D01", bind=HEAD
    )
