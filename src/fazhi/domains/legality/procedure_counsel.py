"""公职律师和法律顾问名册: who is on it, for what, until when, whom they must avoid, and how the year was judged."""

from datetime import date

from fazhi.domains.legality.models import Counsel
from fazhi.domains.legality.rules import decisions, lawyers, own
from fazhi.kernel.calendar import days
from fazhi.kernel.declare import CLERK, HEAD, LAW_ITSELF, SAME, Clock, ItemKind, Procedure, Say, State, Step

WORK = ItemKind("work", "工作记录", (
    Say("work", "工作类型", "choice", tuple((w, w) for w in ("论证", "协办", "起草", "谈判", "参会", "代理", "培训"))), Say("subject", "事项"),
    Say("hours", "小时", "hours", required=False), Say("fee", "报酬（分）", "money", required=False),
))  # fmt: skip
ASSESSMENT = ItemKind(
    "assessment",
    "年度考核",
    (Say("year", "年度", "number"), Say("score", "得分", "number"), Say("advice", "续聘建议", required=False)),
)


class CounselRegister(Procedure):
    key, label, since, law, facts = "counsel@2024", "公职律师和法律顾问名册", date(2023, 1, 1), lawyers, Counsel
    register, columns, filters = True, ("identity", "firm", "until"), ("identity",)

    listed, off = State("在册"), State("出册", final=True)

    enter = Step("入册", (), listed, CLERK, (lawyers.whole, decisions[28]), number="{word}顾问〔{year}〕{n}号",
        asks=("name", "identity", "licence", "firm?", "fields?", "until?", "avoids?"))  # fmt: skip
    declare = Step("申报利害关系", listed, SAME, CLERK, own.whole, asks=("avoids",))
    record = Step("记工作", listed, SAME, CLERK, lawyers.whole, item=WORK)
    assess = Step("年度考核", listed, SAME, HEAD, lawyers.whole, item=ASSESSMENT)
    renew = Step("续聘", listed, SAME, HEAD, lawyers.whole, asks=("until",))
    remove = Step("出册", listed, off, HEAD, lawyers.whole, asks=(Say("reason", "原因"),), like="任期未满出册须有原因")
    expire = Step("任期届满出册", listed, off, LAW_ITSELF, lawyers.whole, like="任期届满")

    term = Clock("任期", days(0), (enter.counted_from_fact("until"), renew.counted_from_fact("until")), (remove, expire), basis=lawyers.whole,
        ref="GF-D8", then=expire, bind=HEAD, roll=False, effect="任期届满未续聘的出册")  # fmt: skip
