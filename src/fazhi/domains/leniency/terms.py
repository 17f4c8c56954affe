"""Standing terms of penalties and compulsion that no step of this domain drives (time-limits.md 七)."""

from fazhi.domains.leniency.procedure_list import force, penalty
from fazhi.kernel.calendar import days, months, workdays, years
from fazhi.kernel.declare import Clock, Law

publicity = Law("市场监督管理行政处罚信息公示规定", 2021)
security = Law("中华人民共和国治安管理处罚法", 2025)

TERMS = (
    Clock(
        "追责时效",
        years(2),
        basis=penalty[36],
        ref="CF-01a",
        counted_from="违法行为发生或者终了之日",
        effect="不再给予处罚",
        roll=False,
    ),
    Clock(
        "追责时效（生命健康、金融安全且有危害后果）",
        years(5),
        basis=penalty[36],
        ref="CF-01b",
        counted_from="违法行为发生或者终了之日",
        roll=False,
    ),
    Clock("当场收缴罚款交至机关", workdays(2), basis=penalty[71], ref="CF-10a", counted_from="收缴罚款之日"),
    Clock("行政机关将罚款缴付银行", workdays(2), basis=penalty[71], ref="CF-10b", counted_from="收到罚款之日"),
    Clock(
        "停止公示（通报批评、较低数额罚款）", months(3), basis=publicity[13], ref="CF-13a", counted_from="公示之日", roll=False
    ),
    Clock("停止公示（其他）", years(3), basis=publicity[13], ref="CF-13b", counted_from="公示之日", roll=False),
    Clock("冻结期限", days(30), basis=force[32], ref="CF-15", counted_from="冻结之日", effect="解除冻结"),
    Clock("催告后申请强制执行", workdays(10), basis=force[54], ref="CF-16", counted_from="催告书送达"),
    Clock("申请法院强制执行期限", months(3), basis=force[53], ref="CF-17", counted_from="复议、诉讼期限届满之日"),
    Clock("治安案件办案期限", days(30), basis=security[118], ref="CF-18", counted_from="立案之日"),
)
