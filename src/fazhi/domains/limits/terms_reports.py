"""法治政府建设年度报告: fixed dates each year; 之前 is read as not including the day itself."""

from fazhi.domains.limits import limit
from fazhi.kernel.calendar import yearly
from fazhi.kernel.declare import Law

duty = Law("法治政府建设与责任落实督察工作规定", 2019)

TERMS = (
    limit("ND-01", "部门报告上一年度法治政府建设情况", yearly(2, 28), duty[23], "每年", "督察、通报", extra="3月1日之前"),
    limit("ND-02", "政府报告上一年度法治政府建设情况", yearly(2, 28), duty[23], "每年", "督察、通报", extra="3月1日之前"),
    limit("ND-03", "年度报告向社会公开", yearly(3, 31), duty[24], "每年", "督察、通报", extra="4月1日之前；涉及秘密的除外"),
)
