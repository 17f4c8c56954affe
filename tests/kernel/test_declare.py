"""Declarations that cannot be right stop the program with a sentence."""

from datetime import date

import pytest

from fazhi.kernel.calendar import days
from fazhi.kernel.coverage import coverage
from fazhi.kernel.declare import (
    CLERK,
    HANDLER,
    SAME,
    Clock,
    DeclarationError,
    Law,
    Procedure,
    Say,
    State,
    Step,
)
from fazhi.kernel.soundness import unlike_twins
from kernel.sample import Sample

law = Law("中华人民共和国行政复议法", 2023)


def test_a_step_without_basis_is_refused():
    with pytest.raises(DeclarationError, match="没有法律依据"):
        Step("受理", (), State("甲"), CLERK, ())


def test_a_clock_without_basis_or_ref_is_refused():
    with pytest.raises(DeclarationError, match="没有法律依据"):
        Clock("期限", days(5), basis=(), ref="X-1")
    with pytest.raises(DeclarationError, match="编号"):
        Clock("期限", days(5), basis=law[1], ref="")


def test_a_clock_at_a_foreign_step_is_refused():
    with pytest.raises(DeclarationError, match="不在本程序中"):

        class Bad(Procedure):
            key, label, since = "bad@1", "坏", date(2024, 1, 1)
            here = State("此")
            begin = Step("立案", (), here, CLERK, law[30])
            limit = Clock("期限", days(5), (Sample.steps["accept"],), basis=law[30], ref="X-1")


def test_an_unreachable_state_is_refused():
    with pytest.raises(DeclarationError, match="没有步骤能到达"):

        class Bad(Procedure):
            key, label, since = "bad@1", "坏", date(2024, 1, 1)
            here, nowhere = State("此"), State("彼")
            begin = Step("立案", (), here, CLERK, law[30])


def test_a_fact_named_like_an_argument_is_refused():
    with pytest.raises(DeclarationError, match="办理参数"):

        class Bad(Procedure):
            key, label, since = "bad@1", "坏", date(2024, 1, 1)
            here = State("此")
            begin = Step("立案", (), here, CLERK, law[30], asks=(Say("item", "物品"),))


def test_twins_that_drive_different_clocks_are_named():
    class Twins(Procedure):
        key, label, since = "twins@1", "孪生", date(2024, 1, 1)
        here, there = State("此"), State("彼")
        begin = Step("立案", (), here, CLERK, law[30])
        one = Step("甲", here, there, HANDLER, law[30])
        two = Step("乙", here, there, HANDLER, law[30])
        note = Step("记", there, SAME, HANDLER, law[30])
        limit = Clock("期限", days(5), (one,), (note,), basis=law[30], ref="X-1")

    assert unlike_twins(Twins) == ["twins@1：“甲”与“乙”起止状态相同而驱动的期限不同，请在 like 中说明。"]


def test_coverage_names_what_nobody_cites():
    class Scoped(Procedure):
        key, label, since = "scoped@1", "范围", date(2024, 1, 1)
        scope, silent = ((law, 30, 33),), {law[32]: "不涉及"}
        here = State("此")
        begin = Step("立案", (), here, CLERK, law[30])

    assert coverage(Scoped).missing == [(law, 31), (law, 33)]
