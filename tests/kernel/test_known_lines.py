"""Items as they were known: alterations and amendments written later count only from their own moment; digests cover corrections."""

from datetime import date, datetime

from fazhi.kernel.amend import amend
from fazhi.kernel.calendar import Calendar, before, days
from fazhi.kernel.clocks import Reading, settle
from fazhi.kernel.declare import Clock, Law
from fazhi.kernel.figures import Count, Done, Ever, Lines, Period
from fazhi.kernel.models import Event
from fazhi.kernel.perform import new_case, perform
from fazhi.kernel.scenario import CHINA

ADOPTED = Count("x.adopted", "采纳", "条", Lines("sample", "remark", where=lambda r: bool(r.get("adopted"))), "采纳的意见")
ALL = Count("x.remarks", "意见", "条", Lines("sample", "remark"), "记下的意见")


def story(people):
    case = new_case("sample", people.organ, date(2024, 3, 1), "样例", demo=True)

    def act(step, by, on, **said):
        perform(case, step, by, on, at=datetime(on.year, on.month, on.day, 17, tzinfo=CHINA), **said)

    act("receive", people.clerk, date(2024, 3, 1), parties=[{"seat": "applicant", "name": "申请人甲"}])
    act("accept", people.head, date(2024, 3, 4), handler=people.handler)
    act("remark", people.handler, date(2024, 3, 5), item={"text": "应当听取"})
    act("adopt", people.head, date(2024, 4, 1), item_n=1, adopted=True)
    return case


def known(figure, day: date | None = None):
    return figure.of(Period.year(2024, datetime(day.year, day.month, day.day, 23, tzinfo=CHINA) if day else None))


def test_an_alteration_counts_from_its_own_moment(people):
    story(people)
    assert known(ADOPTED, date(2024, 3, 20)).value == 0
    assert known(ADOPTED).value == 1
    assert known(ALL, date(2024, 3, 20)).digest != known(ALL).digest


def test_an_amended_day_moves_the_item_and_leaves_the_earlier_reader_his_digest(people):
    case = story(people)
    then = known(ALL, date(2024, 5, 1))
    line = Event.objects.get(case=case, step="remark")
    amend(line, people.handler, people.head, "日期录错", on=date(2023, 12, 29))
    assert known(ALL).value == 0
    again = known(ALL, date(2024, 5, 1))
    assert (again.value, again.digest) == (1, then.digest)


def test_a_corrected_fact_changes_the_digest_of_what_counts_it(people):
    case = story(people)
    accepted = Count("x.accepted", "受理", "件", Done("sample", ("accept",)), "受理的案件")
    before_, line = known(accepted), Event.objects.get(case=case, step="accept")
    digest = before_.digest  # the lines are read when they are asked for
    amend(line, people.handler, people.head, "金额录错", amount=200)
    assert known(accepted).value == before_.value and known(accepted).digest != digest


def test_ever_reads_beyond_the_period_and_not_beyond_the_moment(people):
    story(people)
    ever = Count("x.ever", "采纳", "次", Ever(Done("sample", ("adopt",))), "采纳")
    assert ever.of(Period.year(2020)).value == 1
    assert ever.of(Period.year(2020, datetime(2024, 3, 20, tzinfo=CHINA))).value == 0


def test_a_term_counted_back_from_a_day_yet_to_come_is_estimated():
    clock = Clock("聘期届满提醒", before(days(30)), basis=Law("某办法", 2023, local=True, verified=False).whole, ref="BD-01")
    reading = Reading("term", date(2031, 3, 31), date(2031, 3, 31))
    settle(clock, reading, Calendar({}, range(2020, 2027)))
    assert (reading.due, reading.estimated) == (date(2031, 2, 28), True)
