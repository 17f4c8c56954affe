"""行政许可、政务数据、政府信息公开: licensing counts working days throughout (行政许可法 第八十二条)."""

from fazhi.domains.limits import limit
from fazhi.kernel.calendar import before, workdays, yearly
from fazhi.kernel.declare import Law

licence = Law("中华人民共和国行政许可法", 2019)
data = Law("政务数据共享条例", 2025)
openness = Law("中华人民共和国政府信息公开条例", 2019)

TERMS = (
    limit(
        "XK-01", "许可申请补正一次告知", workdays(5), licence[32], "收到申请材料之日", "逾期不告知的，自收到材料之日起即为受理"
    ),
    limit(
        "XK-02",
        "许可审查决定",
        workdays(20),
        licence[42],
        "受理之日",
        "申请人可以复议、诉讼",
        extra="经本机关负责人批准可延长10个工作日",
        extend=workdays(10),
    ),
    limit(
        "XK-03",
        "统一、联合、集中办理",
        workdays(45),
        licence[42],
        "受理之日",
        extra="经本级政府负责人批准可延长15个工作日",
        extend=workdays(15),
    ),
    limit("XK-04", "下级机关审查上报", workdays(20), licence[43], "受理之日"),
    limit("XK-05", "颁发、送达许可证件", workdays(10), licence[44], "作出决定之日"),
    limit("XK-06a", "申请听证", workdays(5), licence[47], "被告知听证权利之日", "逾期视为放弃"),
    limit("XK-06b", "组织听证", workdays(20), licence[47], "收到听证申请之日", "听证时间不计入决定期限"),
    limit("XK-07", "申请延续许可", before(workdays(30)), licence[50], "有效期届满之日", "逾期未作决定的，视为准予延续"),
    limit("SJ-01a", "无条件共享答复", workdays(1), data[21], "收到共享申请之日"),
    limit(
        "SJ-01b",
        "有条件共享答复",
        workdays(10),
        data[21],
        "收到共享申请之日",
        extra="经同级主管部门同意可延长10个工作日",
        extend=workdays(10),
    ),
    limit("SJ-02", "提供共享数据", workdays(20), data[22], "作出同意答复之日"),
    limit("SJ-03", "校核纠错反馈", workdays(10), data[26], "收到校核申请之日"),
    limit(
        "SJ-04a",
        "数据目录更新",
        workdays(10),
        data[17],
        "调整、变化发生之日",
        extra="经主管部门同意可延长5个工作日",
        extend=workdays(5),
    ),
    limit("SJ-04b", "数据目录审核发布", workdays(2), data[17], "收到更新之日"),
    limit("XX-01", "主动公开政府信息", workdays(20), openness[26], "信息形成或者变更之日"),
    limit(
        "XX-02", "依申请公开补正告知", workdays(7), openness[30], "收到申请之日", "申请人无正当理由逾期不补正的，视为放弃申请"
    ),
    limit(
        "XX-03",
        "依申请公开答复",
        workdays(20),
        openness[33],
        "收到申请之日",
        "可以投诉、复议、诉讼",
        extra="经同意可延长20个工作日；征求意见的时间不计",
        extend=workdays(20),
    ),
    limit("XX-04", "第三方意见", workdays(15), openness[32], "收到征求意见书之日", "逾期未提出的，由行政机关依条例决定"),
    limit("XX-05", "共同制作机关意见", workdays(15), openness[34], "收到征求意见书之日", "逾期视为同意公开"),
    limit("XX-06", "部门公开年度报告", yearly(1, 31), openness[49], "每年"),
    limit("XX-07", "本级政府公开年度报告", yearly(3, 31), openness[49], "每年"),
)
