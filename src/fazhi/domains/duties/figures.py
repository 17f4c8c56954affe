"""The figures of the leadership ledgers."""

from dataclasses import dataclass

from fazhi.domains.duties.procedure import inspection
from fazhi.kernel.figures import Change, Count, Distinct, Done, Ever, Lines, Period, Ratio, Row, Rows, Says, Standing

GOVERNMENT = Done("meeting", ("hold",), where=Says("body", "government"))
MINUTED = Ever(Done("meeting", ("minute",)))
TOPICS = Lines("meeting", "agenda", where=Says("kind", "law_topic")) & GOVERNMENT & MINUTED
PRE_STUDY = Lines("meeting", "agenda", where=Says("kind", "pre_study")) & GOVERNMENT & MINUTED


def attended(row: Row) -> bool:
    return int(row.get("sessions") or 0) * 5 >= int(row.get("of") or 0) * 4


@dataclass(frozen=True)
class InTerm(Rows):
    """Observers whose term, as last renewed, covers the last day of the period."""

    domain: str

    def rows(self, period: Period) -> list[Row]:
        day = period.last.isoformat()
        serving = Standing(self.domain, ("appoint",), ("leave", "expire")).rows(period)
        renewed = {r.case: r for r in Ever(Done(self.domain, ("renew",))).rows(period) if r.on <= period.last}
        terms = [(r, renewed.get(r.case, r)) for r in serving]
        return [r for r, term in terms if term.get("since", "") <= day <= term.get("until", "")]


law_topics = Distinct(
    "meetings.law_topics", "专题听取、研究部署法治政府建设的会议", "次", TOPICS, "case",
    "期内召开的管委会主任会议（区政府常务会议）中，至少有一项“专题听取、研究部署”议题且已印发纪要的会议次数；按会议计，不按议题计",
    inspection[8, 1, 1],
)  # fmt: skip
law_items = Count(
    "meetings.law_items", "专题听取、研究部署的议题", "项", TOPICS, "上述会议中该类议题的项数", inspection[8, 1, 1]
)
pre_study = Distinct(
    "meetings.pre_study",
    "会前学法",
    "次",
    PRE_STUDY,
    "case",
    "期内至少有一项会前学法议题且已印发纪要的常务会议次数",
    inspection[8, 1, 7],
)
active = Count(
    "observers.active", "在聘法治观察员", "名", InTerm("observer"),
    "期末之日聘期覆盖当日、未解聘的观察员人数；一人兼有几个界别、由几个部门共同遴选的，计一名", inspection[16, 2],
)  # fmt: skip
persontimes = Count(
    "training.persontimes", "法治培训参训人次", "人次", Lines("training", "attendance", where=attended),
    "期内结业的班次中，实到课次不少于应到课次五分之四的参训人次；一人参加两个班计两人次，跨年的班按结业日期计", inspection[8, 1, 7],
)  # fmt: skip
persons = Distinct(
    "training.persons", "法治培训参训人数", "人", Lines("training", "attendance", where=attended), "person",
    "同上口径，一人在期内只计一次", inspection[8, 1, 7],
)  # fmt: skip
courses = Count("training.courses", "法治培训班次", "期", Done("training", ("close",)), "期内结业的班次", inspection[8, 1, 7])
reports_due = Count(
    "lawreport.due", "应述法", "人", Done("lawreport", ("notify",)), "期内通知述法的党政主要负责人", inspection[6, 2]
)
reports_done = Ratio(
    "lawreport.rate", "述法完成率", Done("lawreport", ("notify",)) & Ever(Done("lawreport", ("deliver",))), Done("lawreport", ("notify",)),
    "期内通知述法的人中已述法的比例", inspection[6, 2],
)  # fmt: skip
suggestions = Count(
    "suggestion.closed", "办结的法治建议", "件", Done("suggestion", ("tell",)), "期内已告知建议人的建议", inspection[16, 2]
)
persontimes_yoy = Change(
    "training.persontimes.yoy", "法治培训参训人次同比", persontimes, "本期参训人次与上年同期相比", inspection[8, 1, 7]
)
