"""Figures of major decisions: what the catalogue holds, and how completely the nodes were gone through."""

from fazhi.domains.decisions.nodes import completeness
from fazhi.domains.decisions.procedure import law
from fazhi.kernel.figures import Count, Done, Lines, Period, Ratio, Row, Rows
from fazhi.kernel.models import Case

listed = Count(
    "decisions.listed",
    "目录事项",
    "项",
    Lines("decision_list", "entry"),
    "本期列入重大行政决策事项目录的事项，含动态调整增加的",
    law[3],
)
decided = Count(
    "decisions.decided", "作出的重大行政决策", "件", Done("decision", ("discuss",)), "本期经集体讨论决定的", law[30]
)
hearings = Count("decisions.hearings", "听证", "次", Done("decision", ("hearing_papers",)), "本期组织听证的次数", law[16])
evaluated = Count("decisions.evaluated", "后评估", "件", Done("decision", ("evaluate",)), "本期完成后评估的件数", law[36])


class Complete(Rows):
    """The published decisions whose eleven nodes are all settled."""

    def rows(self, period: Period) -> list[Row]:
        rows = PUBLISHED.rows(period)
        cases = Case.objects.in_bulk([r.case for r in rows])
        return [r for r in rows if len(set(completeness(cases[r.case], period.known_by))) == 1]


PUBLISHED = Done("decision", ("publish",), once=True)
complete = Ratio(
    "decisions.complete",
    "程序完整率",
    Complete(),
    PUBLISHED,
    "十一个节点都已完成或者有“不适用”理由的件数，除以公布的决策件数",
    law[33],
)
