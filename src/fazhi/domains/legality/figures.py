"""Figures of legality review, by the definitions of 手册第15节: a matter counts by its first signed opinion, a suggestion by its line."""

from datetime import date
from typing import Any

from fazhi.domains.legality.conditions import SIGNS
from fazhi.domains.legality.models import KINDS
from fazhi.domains.legality.rules import audit115, decisions, own
from fazhi.domains.legality.statistics import tally
from fazhi.kernel import holidays
from fazhi.kernel.calendar import Calendar
from fazhi.kernel.figures import Count, Done, Figure, Lines, Period, Ratio, Says, Standing, Value, WithFact, Within
from fazhi.kernel.known import terms_of

MAIN = ("longest", "contract_term", "decision_term")

TERMS = ("longest", "contract_term")
REVIEWED = Done("legality", SIGNS, once=True) - Standing("legality", SIGNS, (), at="start")
SUGGESTED = Lines("legality", "suggestion")
BY_RULE = Says("origin", "rule")
ACCEPTED, RETURNED = Done("legality", ("accept",), once=True), Done("legality", ("send_back",), once=True)

reviewed = Count("legality.reviewed", "合法性审查", "件", REVIEWED,
    "本期首次签发合法性审查意见书的件数；一件多次复审只计一次，撤回、退回后未再报、不属于审查范围的不计", audit115.whole)  # fmt: skip
BY_KIND = {
    code: Count(f"legality.reviewed.{code.lower()}", f"合法性审查：{label}", "件", WithFact(REVIEWED, "legality", "kind", code), f"审查件中件类为{label}的", audit115.whole)
    for code, label in KINDS
}  # fmt: skip
reviewed_n, reviewed_p, reviewed_d, reviewed_c, reviewed_o = BY_KIND.values()
suggestions = Count("legality.suggestions", "法律建议", "条", SUGGESTED,
    "本期签发的意见书所列意见条数；复审新增的计入，前次已提出的不重复计", audit115.whole)  # fmt: skip
adoption = Ratio("legality.adoption", "意见采纳率", Lines("legality", "suggestion", Says("adoption", "adopted", "partly")), SUGGESTED,
    "采纳和部分采纳的条数，除以应当反馈的条数；逾期未反馈的计入分母", decisions[28])  # fmt: skip
partly = Ratio("legality.adoption.partly", "部分采纳比例", Lines("legality", "suggestion", Says("adoption", "partly")), SUGGESTED,
    "部分采纳的条数，除以应当反馈的条数", decisions[28])  # fmt: skip
unanswered = Count("legality.unanswered", "未反馈的意见", "条", Lines("legality", "suggestion", ~Says("adoption")),
    "意见书所列而送审单位还没有反馈的意见条数", decisions[28])  # fmt: skip
on_time = Ratio("legality.on_time", "审查准时率", Within(REVIEWED, "legality", TERMS), REVIEWED,
    "在审查期限内签发意见书的件数，除以审查件数；补正、论证、补充材料的期间扣除", audit115.whole)  # fmt: skip
returned = Ratio("legality.returned", "退回补正率", RETURNED, ACCEPTED, "退回过补正的件数，除以受理件数", decisions[26])
grave = Count("legality.grave", "重大问题件", "件", REVIEWED & (Done("legality", ("sign_unlawful", "sign_unlawful_again")) | Lines("legality", "suggestion", Says("severity", "重大"))),
    "结论为不合法，或者意见中有重大问题的件数", audit115.whole)  # fmt: skip
withdrawn = Count(
    "legality.withdrawn", "撤回", "件", Done("legality", ("withdraw",)), "本期撤回的送审件，不计入审查件数", own.whole
)
outside = Count(
    "legality.outside", "不属于审查范围", "件", Done("legality", ("decline",)), "本期以不属于审查范围退回的件", own.whole
)
reclassified = Count(
    "legality.reclassified", "改变件类", "次", Done("legality", ("reclassify",)), "送审后改变件类的次数，逐次有理由", own.whole
)
emergencies = Count(
    "legality.emergency", "紧急通道", "件", Done("legality", ("emergency",), once=True), "经批准走紧急通道的件", audit115.whole
)
risk_told = Count(
    "legality.risk_told",
    "明示法律风险提交",
    "件",
    Done("legality", ("tell_risk",)),
    "国家尚无明确规定的探索性改革事项，明示法律风险后提交的",
    decisions[25],
)
owed = Count("legality.owed", "应审未审", "件", Standing("owed_review", ("list_it",), ("match", "waive")),
    "期末应审事项中没有对上审查件、也没有免审依据的", audit115.whole)  # fmt: skip
counsel_listed = Count(
    "legality.counsel",
    "公职律师和法律顾问",
    "人",
    Standing("counsel", ("enter",), ("remove", "expire")),
    "期末在册人数",
    own.whole,
)
counsel_opinions = Count(
    "legality.counsel.opinions",
    "论证意见",
    "份",
    Lines("legality", "opinion"),
    "本期公职律师、法律顾问提出的书面论证意见",
    decisions[28],
)
findings = Count(
    "legality.findings",
    "机器疑点",
    "处",
    Lines("legality", "finding", BY_RULE),
    "机器初审列出的疑点，须由人确认",
    own.whole,
)
confirmed = Ratio("legality.findings.confirmed", "疑点确认率", Lines("legality", "finding", BY_RULE & Says("status", "confirmed", "mended")),
    Lines("legality", "finding", BY_RULE & ~Says("status", "open")), "审查人确认的机器疑点，除以已经处理的机器疑点", own.whole)  # fmt: skip


class Hints(Figure):
    """The rules people reject so often that they only hint."""

    def of(self, period: Period) -> Value:
        doubts = Lines("legality", "finding").rows(period)
        rules = {s.rule for s in tally(r.said["set"] for r in doubts) if s.hint}
        return Value(len(rules), [r for r in doubts if r.get("rule") in rules])


hints = Hints(
    "legality.hint_rules",
    "降为提示的规则",
    "条",
    "本期处理十次以上、确认率低于三成的规则条数，只作提示并列入规则维护",
    own.whole,
)


class AverageDays(Figure):
    """Working days from acceptance to the first signature, without the days for counsel and further materials."""

    def of(self, period: Period) -> Value:
        rows, table = REVIEWED.rows(period), holidays.current()
        terms = terms_of("legality", MAIN, {r.case for r in rows}, period.known_by)
        took = [worked(table, t) for t in terms if t.stopped]
        return Value(round(sum(took) / len(took)) if took else None, rows, "" if took else "本期没有签发的意见书")


def worked(table: Calendar, term: Any) -> int:
    """The working days of one term without its pauses."""
    days = [(date.fromisoformat(a), date.fromisoformat(b)) for a, b in term.pauses if b]
    return table.workdays_between(term.start, term.stopped) - sum(table.workdays_between(a, b) for a, b in days)


average = AverageDays(
    "legality.days",
    "平均审查时长",
    "工作日",
    "本期首次签发的件，自受理次日至签发日的工作日平均数（四舍五入），扣除论证、补充材料的期间",
    audit115.whole,
)
