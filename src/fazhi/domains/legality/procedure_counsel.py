"""公职律师和法律顾问名册: who is on it, for what, until when, whom they must avoid, and how the year was judged."""

from datetime import date
from typing import Any

from fazhi.domains.legality.models import Counsel
from fazhi.domains.legality.rules import decisions, lawyers, own
from fazhi.kernel.calendar import days
from fazhi.kernel.declare import CLERK, HEAD, LAW_ITSELF, SAME, Clock, ItemKind, Procedure, Say, State, Step, guard
from fazhi.kernel.models import Item

WORK = ItemKind("work", "工作记录", (
    Say("work", "工作类型", "choice", tuple((w, w) for w in ("论证", "协办", "起草", "谈判", "参会", "代理", "培训"))), Say("subject", "事项"),
    Say("hours", "小时", "hours", required=False), Say("fee", "报酬（分）", "money", required=False),
))  # fmt: skip
ASSESSMENT = ItemKind(
    "assessment",
    "年度考核",
    (Say("year", "年度", "number"), Say("opinions", "论证意见（份）", "number"), Say("points", "意见条数", "number"), Say("faults", "重大差错", "number", required=False),
     Say("score", "得分", "number"), Say("advice", "续聘建议", required=False)),
)  # fmt: skip


@guard("份数、条数与台账相符", own.whole)
def as_recorded(case: Any, said: dict, on: date) -> str | None:
    """What a counsel did in the year is counted from the matters, not from memory."""
    row = said.get("item") or {}
    row = row[0] if isinstance(row, list) else row
    given = opinions_of(case.facts.name, int(row.get("year") or 0))
    due = len(given), sum(int(i.said.get("points") or 0) for i in given)
    if (int(row.get("opinions") or 0), int(row.get("points") or 0)) == due:
        return None
    return f"台账中{row.get('year')}年论证意见{due[0]}份、{due[1]}条，请按此填写"


def opinions_of(name: str, year: int) -> list[Item]:
    """The written opinions of one counsel in a year."""
    rows = Item.objects.filter(domain="legality", kind="opinion", on__year=year).order_by("pk")
    return [i for i in rows if i.said.get("author") == name]


class CounselRegister(Procedure):
    key, label, since, law, facts = "counsel@2024", "公职律师和法律顾问名册", date(2023, 1, 1), lawyers, Counsel
    register, columns, filters = True, ("identity", "firm", "until"), ("identity",)

    listed, off = State("在册"), State("出册", final=True)

    enter = Step("入册", (), listed, CLERK, (lawyers.whole, decisions[28]), number="{word}顾问〔{year}〕{n}号",
        asks=("name", "identity", "licence", "firm?", "fields?", "until?", "avoids?"), issues="聘任书")  # fmt: skip
    declare = Step("申报利害关系", listed, SAME, CLERK, own.whole, asks=("avoids",))
    record = Step("记工作", listed, SAME, CLERK, lawyers.whole, item=WORK)
    assess = Step("年度考核", listed, SAME, HEAD, lawyers.whole, item=ASSESSMENT, issues="考核表", needs=(as_recorded,))
    renew = Step("续聘", listed, SAME, HEAD, lawyers.whole, issues="聘任书", asks=("until",))
    remove = Step("出册", listed, off, HEAD, lawyers.whole, asks=(Say("reason", "原因"),), like="任期未满出册须有原因")
    expire = Step("任期届满出册", listed, off, LAW_ITSELF, lawyers.whole, like="任期届满")

    term = Clock("任期", days(0), (enter.counted_from_fact("until"), renew.counted_from_fact("until")), (remove, expire), basis=lawyers.whole,
        ref="GF-D8", then=expire, bind=HEAD, roll=False, effect="任期届满未续聘的出册")  # fmt: skip
