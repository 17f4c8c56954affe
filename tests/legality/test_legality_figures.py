"""A rule people reject becomes a hint."""

from datetime import date

import pytest

from fazhi.domains.legality import engine
from fazhi.domains.legality.statistics import by_rule, hint_rules
from fazhi.kernel.figures import Period
from fazhi.kernel.models import Item
from fazhi.kernel.registry import figures

pytestmark = pytest.mark.django_db


def test_a_rule_people_reject_becomes_a_hint(course):
    c = course()
    text = "示例区某办法（送审稿）\n第一条 经营者应当向镇政府交纳诚信经营保证金5000元。\n"
    c.send(text)
    c.machine()
    first = next(i for i in c.findings() if "保证金" in i.said.get("quote", ""))
    rule, line = first.said["rule"], {**first.said, "status": "open"}
    c.do("add", "handler", date(2026, 3, 5), item=[line] * 11)
    mine = [i for i in c.findings() if i.said["rule"] == rule]
    for n, item in enumerate(mine):
        said = {"status": "confirmed"} if n < 2 else {"status": "rejected", "reason": "属于依法缴纳的保证金"}
        c.do("judge", "handler", date(2026, 3, 5), item_n=item.n, **said)
    stats = {s.rule: s for s in by_rule()}
    assert (stats[rule].confirmed, stats[rule].rejected) == (2, len(mine) - 2) and rule in hint_rules()
    other = course(title="示例区另一办法（送审稿）")
    other.send(text)
    engine.machine_review(other.case, date(2026, 3, 9))
    again = Item.objects.filter(case=other.case, kind="finding", said__rule=rule).first()
    assert again.said["hint"] is True and again.said["severity"] == "提示"


def test_average_days_leave_out_the_pauses(course):
    c = course(kind="C")
    c.send("设备采购合同\n甲方：示例区某局\n乙方：示例企业001\n")
    c.machine()
    c.do("ask_more", "handler", date(2026, 3, 5), points="资信材料")
    c.do("supply", "clerk", date(2026, 3, 11))
    for item in c.findings("open"):
        c.do("judge", "handler", date(2026, 3, 11), item_n=item.n, status="rejected", reason="材料中已有")
    c.to_signing(date(2026, 3, 12))
    c.sign("lawful", date(2026, 3, 13))
    assert figures()["legality.days"].of(Period.year(2026)).value == 4, "3月4、5、12、13日；5日到11日之间补充材料不计"
    assert figures()["legality.days"].of(Period.year(2025)).value is None
