"""Figures of normative documents: made, in force, ended; filing rates; clean-up counts."""

from fazhi.domains.normative.procedure import making37, province, supervision
from fazhi.kernel.figures import Count, Done, Ever, Lines, Ratio, Says, Standing, Within

MADE = Done("normative", ("publish",))
ENDS = ("expire", "repeal", "declare")
planned = Count(
    "normative.planned",
    "计划项目",
    "件",
    Lines("normative_plan", "entry"),
    "本期列入年度规范性文件制定计划的项目",
    making37.whole,
)
made = Count("normative.made", "制定", "件", MADE, "本期公布的行政规范性文件", making37.whole)
amended = Count("normative.amended", "修改", "件", Done("normative", ("amend",)), "本期修改的文件", making37.whole)
repealed = Count("normative.repealed", "废止", "件", Done("normative", ("repeal",)), "本期废止的文件", making37.whole)
voided = Count("normative.voided", "宣布失效", "件", Done("normative", ("declare",)), "本期宣布失效的文件", making37.whole)
expired = Count(
    "normative.expired", "到期失效", "件", Done("normative", ("expire",)), "本期有效期届满自动失效的文件", province.whole
)
valid = Count(
    "normative.valid",
    "现行有效",
    "件",
    Standing("normative", ("publish", "register"), ENDS),
    "期末现行有效的行政规范性文件",
    making37.whole,
)
tasks = Count("normative.tasks", "清理任务", "项", Lines("normative", "task"), "因依据变动自动生成的清理任务", making37.whole)
open_tasks = Count(
    "normative.tasks.open",
    "未办结清理任务",
    "项",
    Lines("normative", "task", ~Says("done")),
    "还没有办理结果的清理任务",
    making37.whole,
)


filed = Ratio(
    "normative.filed",
    "报备率",
    MADE & Done("normative", ("file_up",)),
    MADE,
    "本期公布且本期已报送备案的件数，除以本期公布的件数",
    province.whole,
)
filed_in_time = Ratio(
    "normative.filed.in_time",
    "报备及时率",
    Within(MADE & Ever(Done("normative", ("file_up",))), "normative", ("file_limit",)),
    MADE,
    "在期限内报送备案的件数，除以公布的件数",
    province.whole,
)
RECEIVED = Done("filing", ("receive",))
received = Count("filing.received", "收到报备", "件", RECEIVED, "本期收到下级报备的规范性文件", supervision[39])
well_formed = Ratio(
    "filing.well_formed",
    "规范率",
    RECEIVED - Done("filing", ("lack",)),
    RECEIVED,
    "一次材料合格的件数，除以收到报备的件数",
    supervision[39],
)
corrected = Count(
    "filing.corrected", "备案审查纠正", "件", Done("filing", ("advise",)), "备案审查中建议纠正的件数", supervision[39]
)

correction = Ratio(
    "filing.correction",
    "纠错率",
    Done("filing", ("advise",)),
    Done("filing", ("accept", "advise")),
    "备案审查中建议纠正的件数，除以作出审查结果的件数",
    supervision[39],
)


def _cleaned(result: str) -> Lines:
    return Lines("norm_cleanup", "cleaned", Says("result", result))


cleaned = Count(
    "cleanup.documents", "专项清理文件", "件", Lines("norm_cleanup", "cleaned"), "本期列入专项清理的文件", making37.whole
)
cleaned_kept = Count("cleanup.kept", "清理后继续有效", "件", _cleaned("继续有效"), "清理结果为继续有效的", making37.whole)
cleaned_amended = Count("cleanup.amended", "清理后修改", "件", _cleaned("修改"), "清理结果为修改的", making37.whole)
cleaned_repealed = Count("cleanup.repealed", "清理后废止", "件", _cleaned("废止"), "清理结果为废止的", making37.whole)
cleaned_voided = Count("cleanup.voided", "清理后宣布失效", "件", _cleaned("宣布失效"), "清理结果为宣布失效的", making37.whole)
