"""The figures of reconsideration: base counts, the balances between them, and rates, each with the denominator it names."""

from collections import Counter
from dataclasses import replace
from datetime import timedelta

from fazhi.domains.reconsideration.models import DIRECT, OUTCOMES
from fazhi.domains.reconsideration.seats import LAW
from fazhi.kernel.figures import Change, Count, Done, Figure, First, Last, Period, Ratio, Says, Standing, Within
from fazhi.kernel.models import Deadline

NAME = "reconsideration"
RECEIPTS, ACCEPTANCES = ("receive", "receive_oral", "forward"), ("accept", "deemed")
CLOSINGS = ("decide", "mediate", "terminate", "terminate_after", "dismiss")
HALTS, TERMS = ("suspend", "norm_review"), ("trial_limit", "summary_limit")
BEFORE = ("refuse", "waive", "withdraw_early", "route")  # ends before acceptance: not 审结


def ever(*steps: str) -> Standing:
    """The cases in which one of the steps was taken by the end of the period."""
    return Standing(NAME, steps, ())


receipts, acceptances, closings = First(NAME, RECEIPTS), First(NAME, ACCEPTANCES), Done(NAME, CLOSINGS)
carried = Standing(NAME, ACCEPTANCES, CLOSINGS, at="start")
open_at_end = Standing(NAME, ACCEPTANCES, CLOSINGS)
reopened = ever("order_accept", "court_accept")
direct = Done(NAME, ("decide",), where=Says("outcome", *DIRECT))
indirect = Done(NAME, ("terminate",), where=Says("outcome", "ZZ-GZ")) | Done(NAME, ("mediate",), where=Says("changes_act"))
corrected = direct | indirect
mediated = Standing(NAME, ("withdraw",), (), where=Says("after_mediation"))
withdrawn = Done(NAME, ("terminate",), where=Says("outcome", "ZZ-CH"))
conciliated = Done(NAME, ("mediate",)) | Done(NAME, ("terminate",), where=Says("outcome", "ZZ-HJ")) | (withdrawn & mediated)
ordinary = closings & ever("ordinary", "convert")

received = Count("reconsideration.received", "新收", "件", receipts,
    "本期收到的行政复议申请，一份申请计一件，补正不另计；原机关代收的自转送收到之日计", LAW[30, 1])  # fmt: skip
accepted = Count("reconsideration.accepted", "受理", "件", acceptances, "本期受理的申请，含视为受理", LAW[30])
concluded = Count("reconsideration.concluded", "审结", "件", closings,
    "受理后在本期以决定、调解书、终止、驳回申请结束的案件；不予受理和受理前终结不计", LAW[62])  # fmt: skip
concluded_carried = Count("reconsideration.concluded.carried", "审结（上年结转）", "件", closings & carried,
    "本期审结案件中，期初以前受理、期初未结的", LAW[62])  # fmt: skip
pending_end = Count("reconsideration.pending_end", "期末未结", "件", open_at_end, "期末已受理而未审结的案件，含中止", LAW[62])
pending_start = Count("reconsideration.pending_start", "上年结转", "件", carried, "期初以前受理、期初未审结的案件", LAW[62])
handled = Count("reconsideration.handled", "办结", "件", closings | Done(NAME, BEFORE),
    "审结加上不予受理、视为放弃、受理前终结、告知转办；部分地方以此为结案", LAW[30])  # fmt: skip
suspended_end = Count(
    "reconsideration.suspended_end",
    "期末中止",
    "件",
    Last(NAME, HALTS, ("resume", "order_resume", *CLOSINGS)),
    "期末处于中止状态的案件",
    LAW[39],
)


class YearOnYear(Change):
    """The change of one figure against itself a year before: its id must be the figure's own, so that nobody prints the change of
    one count under the name of another."""

    def __init__(self, figure: Figure, id: str = ""):
        if id and id != f"{figure.id}.yoy":
            raise ValueError(f"“{id}”是另一口径的同比，不能用“{figure.label}”（{figure.id}）计算；请用 {figure.id}.yoy 另列。")
        super().__init__(
            f"{figure.id}.yoy",
            f"{figure.label}同比",
            figure,
            f"{figure.label}与上年同期同一口径之比减一；{figure.definition}",
            figure.basis,
        )


received_yoy = YearOnYear(received, "reconsideration.received.yoy")

acceptance_rate = Ratio("reconsideration.acceptance_rate", "受理率", acceptances, receipts, "本期受理与本期新收之比", LAW[30])
closing_rate = Ratio(
    "reconsideration.closing_rate", "结案率", closings, carried | acceptances, "审结与（上年结转＋受理）之比", LAW[62]
)
closing_rate_accepted = Ratio(
    "reconsideration.closing_rate.accepted",
    "结案率（受理口径）",
    closings,
    acceptances,
    "审结与本期受理之比，可超过100%",
    LAW[62],
)
direct_rate = Ratio("reconsideration.correction.direct", "直接纠错率", direct, closings,
    "变更、撤销（含部分）、确认违法、确认无效、责令履行、行政协议责任的决定与审结之比", LAW[63])  # fmt: skip
direct_rate_accepted = Ratio(
    "reconsideration.correction.direct.accepted",
    "直接纠错率（受理口径）",
    direct,
    acceptances,
    "分子同上，分母为本期受理",
    LAW[63],
)
direct_rate_merits = Ratio("reconsideration.correction.direct.merits", "直接纠错率（实体决定口径）", direct, Done(NAME, ("decide",)),
    "分子同上，分母只计实体决定", LAW[63])  # fmt: skip
overall_rate = Ratio("reconsideration.correction.overall", "综合纠错率", corrected, closings,
    "直接纠错加改变原行为的调解、被申请人改正后的终止，与审结之比", LAW[41])  # fmt: skip
conciliation_rate = Ratio(
    "reconsideration.conciliated", "调解和解率", conciliated, closings, "调解、和解撤回、经调解后撤回与审结之比", LAW[73]
)
early_rate = Ratio("reconsideration.early_settled", "案前化解率", Done(NAME, ("withdraw_early",), where=Says("mediated")), receipts,
    "受理前经化解撤回与新收之比", LAW[5])  # fmt: skip
on_time_rate = Ratio(
    "reconsideration.on_time",
    "按期审结率",
    Within(closings, NAME, TERMS),
    closings,
    "在最后期限（含延长、扣除中止）以内审结与审结之比",
    LAW[62],
)
summary_rate = Ratio(
    "reconsideration.summary",
    "简易程序适用率",
    acceptances & ever("summary"),
    acceptances,
    "本期受理案件中适用过简易程序的比例",
    LAW[53],
)
hearing_rate = Ratio(
    "reconsideration.hearing", "听证率", ordinary & ever("hear"), ordinary, "普通程序审结案件中举行过听证的比例", LAW[50]
)
opinion_rate = Ratio(
    "reconsideration.heard",
    "听取意见率",
    ordinary & ever("listen", "hear"),
    ordinary,
    "普通程序审结案件中听取过意见的比例",
    LAW[49],
)
sued_rate = Ratio(
    "reconsideration.sued",
    "复议后被诉率",
    closings & ever("sued"),
    closings,
    "本期审结案件中至期末已收到应诉通知的比例",
    LAW[10],
)
at_peace_rate = Ratio(
    "reconsideration.at_peace", "案结事了率", closings - ever("sued"), closings, "本期审结案件中至期末未被起诉的比例", LAW[10]
)
feedback_rate = Ratio("reconsideration.feedback", "意见书反馈率", Done(NAME, ("opinion",), once=True) & ever("feedback"), Done(NAME, ("opinion",), once=True),
    "本期制发意见书的案件中至期末已反馈的比例", LAW[76])  # fmt: skip


def balances(period: Period) -> dict[str, tuple[int, int]]:
    """The four identities, as (left side, right side); a board shows them, a test wants them equal."""
    count = lambda rows: len(rows.rows(period))  # noqa: E731
    unreviewed = (RECEIPTS, (*ACCEPTANCES, *BEFORE))
    begin, end = Standing(NAME, *unreviewed, at="start"), Standing(NAME, *unreviewed)
    early = sum(count(Done(NAME, (step,), once=True) - reopened) for step in BEFORE)
    rows = closings.rows(period)
    by_outcome = Counter(r.get("outcome") for r in rows)
    return {
        "I1 期初待审查＋新收＝受理＋受理前各种结束＋期末待审查": (count(begin) + count(receipts), count(acceptances) + early + count(end)),
        "I2 期初未结＋受理＝审结＋期末未结": (count(carried) + count(acceptances), len(rows) + count(open_at_end)),
        "I3 审结＝各种结果之和": (len(rows), sum(by_outcome[code] for code, _ in OUTCOMES)),
        "I4 审结＝上年结转审结＋本年受理审结": (len(rows), count(closings & carried) + count(closings & acceptances)),
    }  # fmt: skip


def plausible(period: Period) -> str:
    """A warning where more cases are open at the end than the last ninety days, suspensions and overruns explain (Little's law)."""
    recent = acceptances.rows(replace(period, first=period.last - timedelta(90)))
    still = {r.case for r in open_at_end.rows(period)}
    halted = {r.case for r in suspended_end.set.rows(period)}
    unexplained = still - {r.case for r in recent} - halted
    overdue = set(
        Deadline.objects.filter(case__in=unexplained, clock__in=TERMS, due__lte=period.last).values_list("case", flat=True)
    )
    rest = len(unexplained - overdue)
    return f"期末未结中有{rest}件既不是近九十日受理、也未中止或超期，请核对受理和审结日期。" if rest else ""
