"""Figures of inspection: joint events and visits never mixed, and the decline in its three meanings, each under its own name."""

from fractions import Fraction

from fazhi.domains.inspections.procedure_review import passed
from fazhi.domains.inspections.rules import business, filing, notice54, scheme, supervising
from fazhi.kernel.figures import Change, Count, Distinct, Done, Figure, Lines, Period, Ratio, Row, Says, Standing, Value

ENTERED = Done("visit", ("scan_in", "record_past"), Says("contact", "inspection"))
DEMANDS = Done("inspection_task", ("approve", "approve_late"))
CLUES = ("complaint", "accident")


class Saved(Figure):
    """Visits made against approved demands each done alone, inside one year: V ÷ B − 1."""

    def of(self, period: Period) -> Value:
        visits, demands = [r for r in ENTERED.rows(period) if r.step == "scan_in"], DEMANDS.rows(period)
        if not demands:
            return Value(None, visits, "本期没有经批准的检查任务，不计算")
        return Value(Fraction(len(visits), len(demands)) - 1, demands, "", visits)


class PerFirm(Figure):
    """Visits per hundred active enterprises, against the year before."""

    def of(self, period: Period) -> Value:
        rates, rows = [], []
        for year in (period, period.before()):
            firms, visits = FIRMS.rows(year), ENTERED.rows(year)
            rows += [*visits, *firms]
            rates.append(Fraction(len(visits) * 100, len(firms)) if firms else None)
        now, then = rates
        if not now or not then:
            return Value(None, rows, "没有存续企业或者上年没有检查，不计算")
        return Value(now / then - 1, rows)


FIRMS = Standing("enterprise", ("enrol",), ("leave",))
joint_events = Count("inspections.joint_events", "联合检查次数", "批次", Done("joint_inspection", ("organise",)),
                     "本期组织实施的联合检查批次；一个批次可以入企多户，不与户次相加", business[54, 1])  # fmt: skip
visits = Count("inspections.visits", "入企检查次数", "户次", ENTERED,
               "本期扫码入企的行政检查；一户一次在场计一次，不论参加部门几个；平台启用前的按基期数据逐户登记", notice54.whole)  # fmt: skip
yoy = Change(
    "inspections.visits.yoy", "入企检查户次同比", visits, "（本年户次－上年户次）÷上年户次，两年口径相同", notice54.whole
)
saved = Saved("inspections.visits.saved", "计划压减幅度", "%", "本期入企户次÷经批准的检查任务数－1；任务各自单独入企为基数，只在平台内比较",
              notice54.whole)  # fmt: skip
per_firm = PerFirm(
    "inspections.visits.per_firm", "户均检查变化", "%", "每百户存续企业的入企户次与上年相比，剔除企业数量变化", notice54.whole
)
checks = Count(
    "inspections.checks",
    "部门检查次数",
    "次",
    Lines("visit", "dept_check"),
    "本期入企检查中各部门的检查，一个部门计一次",
    notice54.whole,
)
plans = Count(
    "inspections.plans",
    "报备的检查计划",
    "件",
    Done("inspection_plan", ("record",), once=True),
    "本期备案的检查计划",
    filing.whole,
)
whitelisted = Count("inspections.whitelist", "白名单企业", "户", Standing("whitelist", ("confirm",), ("remove", "leave", "expire")),
                    "期末在册（含冻结）的白名单企业", scheme.whole)  # fmt: skip
exempted = Count("inspections.whitelist.exempted", "白名单免查任务", "件",
                 Done("inspection_task", ("cancel",), Says("saved_as", "whitelist")), "因白名单取消的检查任务", scheme.whole)  # fmt: skip
supervised = Count("inspections.supervision", "执法监督文书", "件",
                   Done("enforce_supervision", ("notice", "opinion", "decide", "urge")), "本期制发的督办函（通知书）、意见书、决定书", supervising[26, 1])  # fmt: skip


def _file(row: Row) -> bool:
    return passed(row.said["set"])


files = Ratio("inspections.files.passed", "案卷合格率", Lines("file_review", "reviewed_file", _file), Lines("file_review", "reviewed_file"),
              "没有否决项且60分以上的案卷÷评查案卷", supervising[18])  # fmt: skip
content = Ratio("inspections.rating", "企业满意度", Done("visit", ("rate",), lambda r: int(r.get("rating") or 0) >= 4), Done("visit", ("rate",)),
                "评4分以上的评价÷全部评价", notice54.whole)  # fmt: skip
blocked = Count(
    "inspections.blocked", "拦截次数", "次", Done("inspection_block", ("record",)), "本期被硬性规则拦截的提交", filing.whole
)
visited = Distinct("inspections.firms_visited", "受检企业", "户", Done("visit", ("arrange", "allot", "record_past")), "uscc",
                   "本期安排或登记过检查的企业，一户计一次", notice54.whole)  # fmt: skip
