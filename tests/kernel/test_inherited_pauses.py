"""A clock that starts late and counts from an earlier step keeps the suspensions another clock has lived through."""

from datetime import date

from fazhi.kernel.calendar import days
from fazhi.kernel.clocks import Move, fold
from fazhi.kernel.declare import HANDLER, HEAD, PREVIOUS, Clock, Law, Procedure, State, Step
from fazhi.kernel.holidays import seed

law = Law("中华人民共和国行政复议法", 2023)


class Turning(Procedure):
    key, label, since = "turning@2024", "转程序", date(2024, 1, 1)
    short, long, halted = State("简易"), State("普通"), State("中止")
    accept = Step("受理", (), short, HANDLER, law[30, 1])
    suspend = Step("中止", (short, long), halted, HEAD, law[39])
    resume = Step("恢复", halted, PREVIOUS, HEAD, law[39, 2])
    convert = Step("转普通", short, long, HEAD, law[55])
    short_limit = Clock("简易期限", days(30), (accept,), (convert,), basis=law[62, 2], ref="FY-16", pause=((suspend, resume),))
    long_limit = Clock("普通期限", days(60), (convert.counted_from(accept),), basis=law[62, 1], ref="FY-14", pause=((suspend, resume),))  # fmt: skip


def test_converted_case_keeps_its_suspension() -> None:
    on = {"accept": date(2024, 3, 4), "suspend": date(2024, 3, 20), "resume": date(2024, 4, 10), "convert": date(2024, 4, 12)}
    days_of = {Turning.steps[k]: d for k, d in on.items()}
    moves = [Move(Turning.steps[k], d, day_of=days_of.get) for k, d in on.items()]
    read = fold(Turning, moves, seed())
    assert read["short_limit"].state == "met"
    assert read["long_limit"].start == date(2024, 3, 4)
    assert read["long_limit"].due == date(2024, 5, 24)
