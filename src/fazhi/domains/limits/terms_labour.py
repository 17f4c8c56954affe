"""欠薪治理、中小企业账款、政府采购、招标投标: terms of payment and procurement."""

from fazhi.domains.limits import limit
from fazhi.kernel.calendar import days, months, workdays, yearly, years
from fazhi.kernel.declare import Law

inspection = Law("劳动保障监察条例", 2004)
inspection_rules = Law("关于实施《劳动保障监察条例》若干规定", 2022, verified=False)
labour = Law("中华人民共和国劳动争议调解仲裁法", 2007)
wages = Law("保障农民工工资支付条例", 2019)
payment = Law("保障中小企业款项支付条例", 2025)
procurement = Law("中华人民共和国政府采购法", 2014)
bidding = Law("中华人民共和国招标投标法", 2017)

TERMS = (
    limit(
        "QX-01",
        "劳动保障监察调查",
        workdays(60),
        inspection[17],
        "立案之日",
        extra="经负责人批准可延长30个工作日",
        extend=workdays(30),
    ),
    limit("QX-02", "投诉受理", workdays(5), inspection_rules.whole, "收到投诉之日"),
    limit("QX-03", "劳动保障查处时效", years(2), inspection[20], "违法行为发生或者终了之日", "不再查处"),
    limit(
        "QX-04",
        "劳动仲裁时效",
        years(1),
        labour[27],
        "知道或者应当知道权利被侵害之日",
        extra="主张权利等中断；在职期间欠薪不受限",
    ),
    limit("QX-05", "劳动仲裁受理", days(5), labour[29], "收到仲裁申请之日", "逾期可以起诉"),
    limit("QX-06", "劳动仲裁裁决", days(45), labour[43], "受理之日", "逾期可以起诉", extra="经批准可延期15日", extend=days(15)),
    limit("QX-07", "不服仲裁裁决起诉", days(15), labour[50], "收到裁决书之日", "裁决生效"),
    limit("QX-08", "人工费用拨付周期", months(1), wages[24], "上一次拨付之日"),
    limit("QX-09", "工资支付台账保存", years(3), wages[15], "编制之日"),
    limit("QX-11a", "机关、事业单位付款", days(30), payment[9], "交付或者检验验收合格之日", "逾期支付利息"),
    limit("QX-11b", "机关、事业单位付款（约定最长）", days(60), payment[9], "交付或者检验验收合格之日", "逾期支付利息"),
    limit("QX-12a", "投诉转交", workdays(10), payment[25], "正式受理之日"),
    limit(
        "QX-12b",
        "投诉处理",
        days(30),
        payment[25],
        "收到投诉材料之日",
        extra="经部门负责人批准可延长，最长90日",
        extend=days(60),
    ),
    limit("QX-13", "逾期未付信息公开", yearly(3, 31), payment[18], "每年"),
    limit("CG-01", "政府采购投标准备", days(20), procurement[35], "招标文件开始发出之日"),
    limit("CG-02a", "供应商质疑", workdays(7), procurement[52], "知道或者应当知道权益受损之日"),
    limit("CG-02b", "采购人答复质疑", workdays(7), procurement[53], "收到质疑之日", "可以投诉"),
    limit("CG-03a", "供应商投诉", workdays(15), procurement[55], "答复期满之日"),
    limit("CG-03b", "投诉处理决定", workdays(30), procurement[56], "收到投诉之日"),
    limit("CG-04", "依法必须招标项目的投标准备", days(20), bidding[24], "招标文件开始发出之日"),
    limit("CG-05", "订立书面合同", days(30), bidding[46], "中标通知书发出之日"),
)
