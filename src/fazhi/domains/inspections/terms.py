"""Standing terms of enforcement publicity and of handing cases over to criminal justice, tied to no procedure of this domain."""

from fazhi.domains.inspections.rules import notice54, transparency
from fazhi.kernel.calendar import Period, days, hours, workdays
from fazhi.kernel.declare import Clock, Law

transfer = Law("行政执法机关移送涉嫌犯罪案件的规定", 2020)

TERMS = (
    Clock(
        "公布分级分类检查制度、标准和频次上限",
        Period(630, "date"),
        basis=notice54.whole,
        ref="ZF-01",
        counted_from="文件印发后（2025年）",
    ),
    Clock("建立异地协助机制", Period(1231, "date"), basis=notice54.whole, ref="ZF-02", counted_from="文件印发后（2025年）"),
    Clock("行政许可、行政处罚决定信息公开", workdays(7), basis=transparency.whole, ref="ZF-05", counted_from="作出决定之日"),
    Clock("批准移送决定", days(3), basis=transfer[5], ref="ZF-09a", counted_from="接到报告之日"),
    Clock("移送案件", hours(24), basis=transfer[5], ref="ZF-09b", counted_from="决定批准"),
    Clock("移交涉案物品", days(3), basis=transfer[12], ref="ZF-10", counted_from="接到立案通知书之日"),
)
