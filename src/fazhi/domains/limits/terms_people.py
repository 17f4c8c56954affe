"""法律援助、人民调解、信访: days are calendar days where the law does not say otherwise."""

from fazhi.domains.limits import limit
from fazhi.kernel.calendar import before, days, hours, months, workdays
from fazhi.kernel.declare import Law

aid = Law("中华人民共和国法律援助法", 2021)
aid_rules = Law("办理法律援助案件程序规定", 2023, verified=False)
mediation = Law("中华人民共和国人民调解法", 2010)
mediation75 = Law("人民调解工作若干规定", 2002, verified=False)
confirm = Law("最高人民法院关于人民调解协议司法确认程序的若干规定", 2011)
invited = Law("最高人民法院关于人民法院特邀调解的规定", 2016)
online = Law("人民法院在线调解规则", 2021)
labour = Law("中华人民共和国劳动争议调解仲裁法", 2007)
petition = Law("信访工作条例", 2022)

TERMS = (
    limit("FL-01", "法律援助审查决定", days(7), aid[43], "收到申请之日"),
    limit("FL-02", "指派法律援助人员", days(3), aid[43], "作出给予援助决定之日"),
    limit("FL-03a", "办案机关通知辩护", days(3), aid[36], "发现法定情形之日"),
    limit("FL-03b", "援助机构指派律师", days(3), aid[36], "收到通知之日"),
    limit("FL-04", "转交羁押人员的申请", hours(24), aid[39], "收到申请之时"),
    limit("FL-05", "先行提供援助的触发", before(days(7)), aid[44], "时效或者期限届满之日", "可以先行提供援助，事后补办手续"),
    limit("FL-06", "异议审查", days(5), aid[49], "收到异议之日", "维持的可以复议、诉讼"),
    limit("FL-07", "提交结案材料", days(30), aid_rules.whole, "结案之日"),
    limit("FL-08", "支付办案补贴", days(30), aid_rules.whole, "收到结案材料之日"),
    limit("TJ-01", "人民调解", months(1), mediation75.whole, "受理之日", "终止调解，引导诉讼；当事人同意的可以继续"),
    limit("TJ-02", "共同申请司法确认", days(30), mediation[33], "调解协议生效之日", "不再受理确认申请"),
    limit("TJ-03", "法院决定是否受理确认申请", days(3), confirm[4], "收到申请之日"),
    limit("TJ-04", "法院作出确认决定", days(15), confirm[5], "受理之日", extra="经院长批准可延长10日", extend=days(10)),
    limit("TJ-05", "诉前委派调解", days(30), invited[27], "调解组织签收材料之日", "退回法院立案；双方同意延长的不受限"),
    limit("TJ-06a", "诉中委托调解（普通程序）", days(15), invited[27], "签收材料之日"),
    limit("TJ-06b", "诉中委托调解（简易程序）", days(7), invited[27], "签收材料之日"),
    limit("TJ-07a", "在线调解：确认接受委派", workdays(3), online[12], "收到信息之日", "视为不接受，重新指定"),
    limit("TJ-07b", "在线调解：通知对方", workdays(3), online[12], "接受之日"),
    limit("TJ-08", "劳动争议调解", days(15), labour[14], "收到调解申请之日", "可以申请仲裁"),
    limit("XF-01", "信访登记、转送、交办", days(15), petition[22], "收到信访事项之日"),
    limit("XF-02", "有权处理机关书面告知", days(15), petition[23], "收到信访事项之日"),
    limit("XF-03", "不属职权的异议退回", workdays(5), petition[23], "收到转送、交办之日", "逾期视为接收（平台口径）"),
    limit("XF-04", "申诉求决类办结", days(60), petition[34], "受理之日", extra="经负责人批准可延长30日", extend=days(30)),
    limit("XF-05a", "请求复查", days(30), petition[35], "收到书面答复之日", "逾期不请求的，处理意见为终结"),
    limit("XF-05b", "提出复查意见", days(30), petition[35], "收到复查请求之日"),
    limit("XF-06a", "请求复核", days(30), petition[36], "收到书面答复之日"),
    limit(
        "XF-06b",
        "提出复核意见",
        days(30),
        petition[36],
        "收到复核请求之日",
        "以同一事实和理由再提出的不再受理",
        extra="听证时间不计",
    ),
)
