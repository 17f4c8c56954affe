"""行政执法公示、行刑衔接: terms of enforcement that no procedure here drives."""

from fazhi.domains.limits import limit
from fazhi.kernel.calendar import days, hours, workdays, yearly
from fazhi.kernel.declare import Law

three = Law("国务院办公厅关于全面推行行政执法公示制度执法全过程记录制度重大执法决定法制审核制度的指导意见", 2018)
transfer = Law("行政执法机关移送涉嫌犯罪案件的规定", 2020)

TERMS = (
    limit("ZF-04", "执法决定信息公开", workdays(20), three.whole, "作出决定之日"),
    limit("ZF-05", "许可、处罚决定信息公开", workdays(7), three.whole, "作出决定之日"),
    limit("ZF-06", "行政执法统计年报公开", yearly(1, 31), three.whole, "每年"),
    limit("ZF-09a", "批准移送涉嫌犯罪案件", days(3), transfer[5], "接到报告之日"),
    limit("ZF-09b", "向公安机关移送", hours(24), transfer[5], "批准移送之时"),
    limit("ZF-10", "移交涉案物品", days(3), transfer[12], "接到立案通知书之日"),
)
