"""When a law changes, every document that rests on it gets its task, once, on the day the change takes effect."""

from datetime import date

import pytest

from fazhi.domains.normative import engine
from fazhi.kernel.declare import CLERK, HEAD
from fazhi.kernel.perform import new_case, perform
from fazhi.kernel.scenario import World
from fazhi.law import catalogue

pytestmark = pytest.mark.django_db
CHANGED = "中华人民共和国保守国家秘密法"  # amended 2024-02-27, in force 2024-05-01


def document(name, *cited):
    world = World.make()
    case = new_case("normative", world.organ, date(2024, 1, 5), name)
    perform(case, "register", world.person(CLERK, "甲", world.organ), date(2024, 1, 5), issuer="示例区人民政府", doc_no=f"示政规〔2022〕{name}号",
            published_on=date(2022, 3, 1), effective_on=date(2022, 4, 1), expires_on=date(2026, 12, 31), cited=list(cited))  # fmt: skip
    return case


def test_the_day_the_change_takes_effect():
    """手册第18节场景7：上位法修订生效当日生成清理任务，三十日倒计时。"""
    before = date(2024, 4, 30)
    rests = document("1", engine.citation(CHANGED, 24, before))
    other = document("2", engine.citation("中华人民共和国行政许可法", 12, before))
    assert engine.sweep(before) == 0
    start = catalogue().version_on(CHANGED, date(2024, 6, 1)).effective
    assert engine.sweep(start) == 1 and engine.sweep(start) == 0
    rests.refresh_from_db()
    task = rests.items.get(kind="task").said
    assert task["law"] == CHANGED and task["old"] != task["new"]
    limit = rests.deadlines.get(clock="task_limit")
    assert limit.start == start and (limit.due - start).days in range(30, 34), "thirty days, and to the next working day"
    assert not other.items.exists()


def test_a_repealed_law():
    case = document("3", "中华人民共和国合同法 第五十二条@1999-03-15")
    assert engine.sweep(date(2024, 2, 1)) == 1
    assert case.items.get().said["new"] == "已废止"


def test_a_report_found_true_and_a_spot_check_reach_the_document():
    """手册第12节：举报、抽查的处理结果反写原文件。"""
    case = document("4")
    world, day = World.make(), date(2024, 8, 5)
    head, clerk = (world.person(s, "甲", world.organ) for s in (HEAD, CLERK))
    report = new_case("fair_report", world.organ, day, "举报")
    perform(report, "receive", clerk, day, document="《4》")
    perform(report, "found", head, day, how="已责令改正")
    check = new_case("fair_check", world.organ, day, "抽查")
    perform(check, "draw", clerk, day, document="4", drafter="示例区商务局")
    perform(check, "urge", head, day, violated=["9-3"], rectify_by=date(2024, 9, 2))
    other = new_case("fair_report", world.organ, day, "举报")
    perform(other, "receive", clerk, day, document="会议纪要")
    perform(other, "found", head, day, how="已撤销")
    causes = [i.said["cause"] for i in case.items.filter(kind="task").order_by("n")]
    assert causes == [f"公平竞争举报属实（{report.number}）", f"公平竞争抽查发现问题（{check.number}）"]
