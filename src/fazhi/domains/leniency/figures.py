"""Figures of leniency: the list in force, the lenient cases (each counted once, by its strongest outcome), and what was spared."""

from fazhi.domains.leniency.procedure_list import force, penalty
from fazhi.kernel.figures import Count, Done, Figure, Lines, Period, Says, Standing, Sum, Value

LENIENT = Done("penalty", ("decide",), Says("outcome", "none", "reduced", "light"))


def _with(outcome: str) -> Done:
    return Done("penalty", ("decide",), Says("outcome", outcome))


class Version(Figure):
    """The version of the leniency list in force on the last day of the period."""

    def of(self, period: Period) -> Value:
        day = period.last.isoformat()
        begun = {
            r.case: r
            for r in Standing("leniency_list", ("publish",), (), where=lambda r: r.get("effective_on") <= day).rows(period)
        }
        ended = {
            r.case for r in Standing("leniency_list", ("replace",), (), where=lambda r: r.get("ends_on") < day).rows(period)
        }
        drafts = [r for r in Standing("leniency_list", ("begin",), ()).rows(period) if r.case in begun and r.case not in ended]
        if not drafts:
            return Value(None, [], "期末没有施行中的清单")
        latest = max(drafts, key=lambda r: int(r.get("version")))
        return Value(int(latest.get("version")), [latest, begun[latest.case]])


list_version = Version(
    "leniency.list_version", "施行中的清单版本", "版", "期末施行中的免罚轻罚不予强制清单的版本年份", penalty[33]
)
items = Count(
    "leniency.list_items", "清单事项", "项", Lines("leniency_list", "leniency_item"), "本期新列入清单的事项", penalty[33]
)
cases = Count(
    "leniency.cases",
    "免罚轻罚案件",
    "件",
    LENIENT,
    "本期作出决定的不予处罚、减轻、从轻案件；一案只计一次，从其最宽的结果",
    (penalty[32]),
)
amount = Sum("leniency.amount", "减免金额", "分", LENIENT, "reduction_fen",
             "各案减免基准额减去实际罚款之和；基准随案记载：不予处罚的取裁量基准一般档下限（没有的取法定最低额），减轻的取法定最低额，从轻的取一般档下限；不含没收、退赔、滞纳金",
             penalty[32])  # fmt: skip
exempted = Count("leniency.cases.exempted", "不予处罚案件", "件", _with("none"), "本期不予行政处罚的案件", penalty[33])
reduced = Count("leniency.cases.reduced", "减轻处罚案件", "件", _with("reduced"), "本期罚款低于法定最低额的案件", penalty[32])
light = Count("leniency.cases.light", "从轻处罚案件", "件", _with("light"), "本期在法定幅度内从轻的案件", penalty[32])
spared = Count(
    "leniency.no_force",
    "不予强制",
    "件",
    Done("penalty", ("spare",)),
    "本期不采取行政强制措施的案件，单独计数，不计金额",
    force[16, 2],
)
