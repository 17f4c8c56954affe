"""Figures of fair-competition review, spot checks and reports."""

from fazhi.domains.competition.procedure import law
from fazhi.kernel.figures import Count, Done, Says

ENDS = Done("competition", ("conclude", "forbid"), once=True)
reviewed = Count("competition.reviewed", "公平竞争审查", "件", ENDS, "本期作出审查结论的件数；判定不涉及的不计", law[17])
none = Count(
    "competition.none",
    "判定不涉及",
    "件",
    Done("competition", ("not_concerned",)),
    "判定不涉及经营者经济活动并留有判定记录的件数",
    law[13],
)
amended = Count(
    "competition.amended",
    "修改后出台",
    "件",
    Done("competition", ("conclude",), Says("conclusion", "amend")),
    "结论为修改后可以出台的件数",
    law[18],
)
exceptions = Count(
    "competition.exceptions",
    "适用例外",
    "件",
    Done("competition", ("conclude",), Says("conclusion", "exception")),
    "适用第十二条例外的件数，逐件写明情形、替代方案和期限",
    law[12],
)
forbidden = Count("competition.forbidden", "不得出台", "件", Done("competition", ("forbid",)), "结论为不得出台的件数", law[18])
checked = Count("competition.checked", "抽查", "件", Done("fair_check", ("draw",)), "本期抽查的政策措施件数", law[21])
corrected = Count(
    "competition.corrected", "抽查纠正", "件", Done("fair_check", ("rectify",)), "抽查发现问题并已整改的件数", law[21]
)
reported = Count("competition.reported", "举报", "件", Done("fair_report", ("receive",)), "本期收到的公平竞争举报", law[22])
