"""规范性文件、重大行政决策、公平竞争审查: what is not verified is flagged and may only serve as a default."""

from fazhi.domains.limits import limit
from fazhi.kernel.calendar import before, days, workdays, years
from fazhi.kernel.declare import Law

business = Law("优化营商环境条例", 2019)
openness = Law("中华人民共和国政府信息公开条例", 2019)
decisions = Law("重大行政决策程序暂行条例", 2019)
rules = Law("规章制定程序条例", 2017)
audit115 = Law("国务院办公厅关于全面推行行政规范性文件合法性审核机制的指导意见", 2018, verified=False)
making37 = Law("国务院办公厅关于加强行政规范性文件制定和监督管理工作的通知", 2018, verified=False)
province = Law("江苏省行政规范性文件管理规定", 2023, verified=False)
report45 = Law("公平竞争审查举报处理工作规则", 2024, verified=False)
own = Law("合法性审查工作规程（区级自定）", 2024, verified=False, local=True)

TERMS = (
    limit("GF-01", "涉企文件公开征求意见", days(30), business[62], "公布征求意见稿之日", "应有意见采纳情况反馈"),
    limit("GF-02a", "合法性审核（最短）", workdays(5), audit115.whole, "收到完备送审材料之日"),
    limit("GF-02b", "合法性审核（最长）", workdays(15), audit115.whole, "收到完备送审材料之日", "未经审核不得提交集体审议"),
    limit(
        "GF-03", "一般规范性文件公开征求意见", days(30), making37.whole, "公布征求意见稿之日", extra="各地7至30日不一，默认从长"
    ),
    limit("GF-04", "规范性文件主动公开", workdays(20), openness[26], "文件形成或者变更之日", "未公布的不得作为行政管理依据"),
    limit("GF-05", "规范性文件备案", days(15), province.whole, "公布之日", "责令补报、通报", extra="15日或30日待定，默认从严"),
    limit("GF-06a", "规范性文件有效期", years(5), province.whole, "施行之日", "期满未续即失效"),
    limit("GF-06b", "暂行、试行文件有效期", years(2), province.whole, "施行之日", "期满未续即失效"),
    limit("GF-07", "定期清理", years(2), province.whole, "上次清理之日", "公布继续有效、废止、失效目录"),
    limit("GF-08", "合同和其他文件合法性审查", workdays(5), own.whole, "收到完备材料之日", "超期预警，不视为通过"),
    limit("GF-09a", "规章公开征求意见", days(30), rules[15], "公布征求意见稿之日"),
    limit("GF-09b", "规章施行", days(30), rules[32], "公布之日"),
    limit("GF-09c", "规章备案", days(30), rules[34], "公布之日"),
    limit("JC-01", "重大决策公开征求意见", days(30), decisions[15], "公布决策草案之日", "未履行公众参与程序的不得提交讨论"),
    limit("JC-02", "听证材料送达", before(days(7)), decisions[16], "召开听证会之日"),
    limit(
        "JC-03",
        "重大决策合法性审查（最短）",
        workdays(7),
        decisions[26],
        "送请审查、材料符合要求之日",
        "未经审查的不得提交讨论",
    ),
    limit(
        "GP-04",
        "公平竞争审查举报核查",
        days(60),
        report45.whole,
        "收到完备举报材料之日",
        extra="复杂的可延长30日，待核",
        extend=days(30),
    ),
)
