"""The laws this domain stands on, its seats, and the lines kept inside a matter: doubts, suggestions, counsel's work."""

from fazhi.kernel.declare import ItemKind, Law, Say, Seat

decisions = Law("重大行政决策程序暂行条例", 2019)
business = Law("优化营商环境条例", 2019)
fairness = Law("公平竞争审查条例", 2024)
secrets = Law("中华人民共和国保守国家秘密法", 2024)
audit115 = Law("国务院办公厅关于全面推行行政规范性文件合法性审核机制的指导意见", 2018, verified=False)
making37 = Law("国务院办公厅关于加强行政规范性文件制定和监督管理工作的通知", 2018, verified=False)
lawyers = Law("关于推行法律顾问制度和公职律师公司律师制度的意见", 2016, verified=False)
own = Law("合法性审查工作规程（区级自定）", 2024, verified=False, local=True)

SENDER = Seat("sender", "送审单位", "party")
COUNSEL = Seat("counsel", "论证人", "party")
MACHINE = Seat("machine", "系统", "law")

STATUS = (("open", "待确认"), ("confirmed", "确认"), ("rejected", "驳回"), ("mended", "已修改"))
JUDGED = STATUS[:3]  # what a person may make of a doubt; back to open undoes it
SEVERITY = (("重大", "重大"), ("应改", "应改"), ("提示", "提示"))
ORIGINS = (("rule", "规则"), ("person", "人工"), ("model", "语言模型"))
ADOPTION = (("adopted", "采纳"), ("partly", "部分采纳"), ("declined", "不采纳"))

FINDING = ItemKind("finding", "疑点", (
    Say("rule", "规则"), Say("title", "名称", required=False), Say("severity", "等级", "choice", SEVERITY), Say("origin", "来源", "choice", ORIGINS),
    Say("version", "送审稿版次", "number"), Say("start", "起", "number", required=False), Say("end", "止", "number", required=False),
    Say("quote", "原文", required=False), Say("provision", "依据"), Say("also", "另见", "list", required=False), Say("why", "问题", "long"),
    Say("advice", "建议", "long"), Say("replacement", "可改为", "long", required=False), Say("status", "处理", "choice", STATUS),
    Say("hint", "仅作提示", "bool", required=False),
))  # fmt: skip
SUGGESTION = ItemKind("suggestion", "法律建议", (
    Say("of", "疑点序号", "number"), Say("category", "类别"), Say("severity", "等级", "choice", SEVERITY), Say("place", "位置", required=False),
    Say("quote", "原文", required=False), Say("provision", "依据"), Say("text", "意见", "long"), Say("replacement", "建议文字", "long", required=False),
    Say("kind", "件类"), Say("rule", "规则"), Say("part", "合同部分", required=False),
))  # fmt: skip
OPINION = ItemKind("opinion", "论证意见", (
    Say("author", "署名"), Say("text", "意见", "long"), Say("points", "条数", "number", required=False),
))  # fmt: skip
CATEGORIES = {
    "A": "引用依据",
    "B": "权限",
    "C": "公平竞争",
    "D": "程序",
    "E": "合同风险",
    "F": "形式",
    "G": "决策程序",
    "M": "内容",
}
PARTS = ("主体资格", "履约能力", "权利义务平衡", "付款与预算", "违约与争议", "知识产权与保密", "政策承诺")
PART_RULES = {
    "主体资格": (1, 2, 17, 40), "履约能力": (21, 24, 29, 30, 31, 33, 43, 44, 45, 46), "权利义务平衡": (3, 25, 27, 28, 34, 35, 36, 41, 42),
    "付款与预算": (11, 12, 13, 20, 22, 23, 32), "违约与争议": (4, 5, 6, 7, 8, 9, 10, 26, 37), "知识产权与保密": (38, 39, 47),
    "政策承诺": (14, 15, 16, 18, 19, 48),
}  # fmt: skip
PART_OF = {
    f"E{n:02d}": part for part, numbers in PART_RULES.items() for n in numbers
}  # the sections of an opinion on a contract
