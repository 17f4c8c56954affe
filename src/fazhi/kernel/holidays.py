"""The working-day calendar in force: the bureau's own table where the database has one, else the shipped seed (2004-2026)."""

import time
import warnings
from datetime import date

import chinese_calendar
from django.db import connection
from django.db.models import Sum

from fazhi.kernel.calendar import Calendar
from fazhi.kernel.models import Holiday, HolidayYear

SEED_SOURCE = "国务院办公厅历年放假通知（chinesecalendar 整理）"
_current: dict[str, Calendar] = {}
_asked: dict[str, float] = {}
_seen: dict[str, tuple] = {}


def seed_years() -> range:
    years = [d.year for d in (*chinese_calendar.holidays, *chinese_calendar.workdays)]
    return range(min(years), max(years) + 1)


def seed() -> Calendar:
    """The shipped table: holidays on weekdays and make-up working days, by date."""
    off = {d: False for d in chinese_calendar.holidays if d.weekday() < 5}
    on = {d: True for d in chinese_calendar.workdays if d.weekday() >= 5}
    return Calendar({**off, **on}, seed_years())


def plant() -> int:
    """Write the seed into an empty holiday table; returns the number of days written."""
    if HolidayYear.objects.exists():
        return 0
    table = seed()
    HolidayYear.objects.bulk_create(HolidayYear(year=y, source=SEED_SOURCE) for y in seed_years())
    rows = [Holiday(day=d, workday=w, name=_name(d)) for d, w in sorted(table.exceptions.items())]
    Holiday.objects.bulk_create(rows)
    forget()
    return len(rows)


def _name(day: date) -> str:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        detail = chinese_calendar.get_holiday_detail(day)[1]
    return {"New Year's Day": "元旦", "Spring Festival": "春节", "Tomb-sweeping Day": "清明节", "Labour Day": "劳动节",
            "Dragon Boat Festival": "端午节", "Mid-autumn Festival": "中秋节", "National Day": "国庆节"}.get(detail or "", "")  # fmt: skip


STALE = 5.0  # seconds until a process asks whether another one changed the table


def _stamp() -> tuple:
    return HolidayYear.objects.aggregate(total=Sum("version"))["total"], Holiday.objects.count()


def current() -> Calendar:
    """The calendar in force; kept, and read anew soon after any process changed the table."""
    alias = connection.settings_dict["NAME"]
    now = time.monotonic()
    if now - _asked.get(alias, 0.0) > STALE:
        _asked[alias], seen = now, _stamp()
        if _seen.get(alias) != seen:
            _seen[alias] = seen
            _current.pop(alias, None)
    if alias not in _current:
        years = list(HolidayYear.objects.values_list("year", flat=True))
        rows = dict(Holiday.objects.values_list("day", "workday"))
        _current[alias] = Calendar(rows, years) if years else seed()
    return _current[alias]


def forget() -> None:
    """Call after the table was changed; `tick` and `amend_year` do."""
    _current.clear()
    _asked.clear()
