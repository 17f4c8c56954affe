"""Terms against worked examples, and the working days against a second, independent calendar."""

from datetime import date, timedelta

import holidays as second_calendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fazhi.kernel.calendar import Calendar, UnknownYear, add_months, before, days, due, months, workdays, yearly, years
from fazhi.kernel.holidays import seed

TABLE = seed()
D = date.fromisoformat


@pytest.mark.parametrize(
    ("period", "start", "expected"),
    [
        (workdays(5), "2024-02-07", "2024-02-20"),
        (workdays(5), "2024-09-27", "2024-10-10"),
        (workdays(7), "2024-03-04", "2024-03-13"),
        (workdays(10), "2024-03-13", "2024-03-27"),
        (days(60), "2024-03-04", "2024-05-06"),
        (days(30), "2024-09-02", "2024-10-08"),
        (days(15), "2024-09-18", "2024-10-08"),
        (days(60), "2025-08-05", "2025-10-09"),
        (months(6), "2024-08-31", "2025-02-28"),
        (years(1), "2024-02-29", "2025-02-28"),
        (before(workdays(5)), "2025-02-10", "2025-01-27"),
        (before(days(3)), "2024-10-06", "2024-09-30"),
        (yearly(3, 1), "2024-03-02", "2025-03-01"),
    ],
)
def test_worked_examples(period, start, expected):
    assert due(period, D(start), TABLE).day == D(expected)


def test_extension_is_added_before_the_end_rolls():
    counted = due(days(60), D("2024-03-04"), TABLE, extension=days(30))
    assert (counted.raw, counted.day) == (D("2024-06-02"), D("2024-06-03"))


def test_suspended_days_are_added_without_the_day_of_resuming():
    assert due(days(60), D("2024-03-04"), TABLE, [(D("2024-03-20"), D("2024-04-10"))]).day == D("2024-05-24")


def test_an_unknown_year_is_refused_with_the_way_out():
    with pytest.raises(UnknownYear, match="2031年的节假日安排尚未录入"):
        due(workdays(5), D("2031-01-05"), TABLE)


@pytest.mark.parametrize("year", range(2015, 2026))
def test_holidays_agree_with_a_second_calendar(year):
    """On weekdays that neither calendar moves, both must say the same; make-up working days are known to the seed alone."""
    other = second_calendar.country_holidays("CN", years=year)
    for n in range(365):
        day = date(year, 1, 1) + timedelta(n)
        if day in other and "观察" not in other[day] and day.weekday() < 5 and "补" not in other[day]:
            assert not TABLE.is_workday(day), (day, other[day])


@given(st.dates(D("2010-01-01"), D("2024-12-31")), st.integers(1, 60))
def test_a_term_of_working_days_holds_exactly_that_many(start, n):
    end = due(workdays(n), start, TABLE).day
    assert TABLE.workdays_between(start, end) == n
    assert TABLE.is_workday(end)


@given(st.dates(D("2010-01-01"), D("2024-06-30")), st.integers(1, 180))
def test_a_calendar_term_never_ends_early_and_never_on_rest(start, n):
    counted = due(days(n), start, TABLE)
    assert counted.raw == start + timedelta(n) <= counted.day
    assert TABLE.is_workday(counted.day)
    assert not any(TABLE.is_workday(counted.raw + timedelta(k)) for k in range((counted.day - counted.raw).days))


@given(st.dates(D("2012-01-01"), D("2024-12-31")), st.integers(1, 30))
def test_backward_terms_leave_the_full_length(event, n):
    latest = due(before(workdays(n)), event, TABLE).day
    assert TABLE.workdays_between(latest, event - timedelta(1)) + TABLE.is_workday(latest) == n


@given(st.dates(D("2000-01-01"), D("2050-01-01")), st.integers(-60, 60))
def test_months_end_on_the_corresponding_day_or_the_last(day, n):
    there = add_months(day, n)
    assert (there.year * 12 + there.month) - (day.year * 12 + day.month) == n
    assert there.day == day.day or (there.day < day.day and (there + timedelta(1)).month != there.month)


def test_a_make_up_working_day_counts():
    table = Calendar({D("2024-02-04"): True}, [2024])
    assert table.is_workday(D("2024-02-04")) and not table.is_workday(D("2024-02-03"))
