"""How a term is counted: periods, working days, suspension, extension, the roll at the end. Pure functions on dates.

Rules: the day of the event is not counted (民法典 第二百零一条, 民事诉讼法 第八十五条); months and years end on the corresponding
day, or the month's last (民法典 第二百零二条); a calendar term that ends on a day of rest rolls to the next working day (民法典
第二百零三条, 民事诉讼法 第八十五条); a term counted backwards is moved earlier, never later (the stricter reading).
"""

import calendar as months_of
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

UNITS = {"workday": "个工作日", "day": "日", "month": "个月", "year": "年", "hour": "小时", "date": ""}


class UnknownYear(ValueError):
    """The holiday table does not hold this year; a term that touches it cannot be counted."""

    def __init__(self, year: int):
        super().__init__(
            f"{year}年的节假日安排尚未录入，期限算不到这一年。请在“管理→节假日”中录入国务院办公厅公布的{year}年放假安排后再办。"
        )
        self.year = year


@dataclass(frozen=True)
class Period:
    """A length and its unit (workday, day, month, year, hour), or a fixed date of each year (`date`, length = month × 100 + day).
    `backward` counts from the event towards the past ("five days before the hearing")."""

    length: int
    unit: str
    backward: bool = False

    def __str__(self) -> str:
        if self.unit == "date":
            return f"每年{self.length // 100}月{self.length % 100}日前"
        return f"{'事前' if self.backward else ''}{self.length}{UNITS[self.unit]}"


def workdays(n: int) -> Period:
    return Period(n, "workday")


def days(n: int) -> Period:
    return Period(n, "day")


def months(n: int) -> Period:
    return Period(n, "month")


def years(n: int) -> Period:
    return Period(n, "year")


def hours(n: int) -> Period:
    return Period(n, "hour")


def yearly(month: int, day: int) -> Period:
    """A fixed date each year; the day itself is the last lawful day."""
    return Period(month * 100 + day, "date")


def before(period: Period) -> Period:
    return Period(period.length, period.unit, backward=True)


class Calendar:
    """The table of working days. `exceptions` maps a date to True (a make-up working day) or False (a holiday on a weekday);
    every other day of a known year follows the week (国务院关于职工工作时间的规定 第七条)."""

    def __init__(self, exceptions: dict[date, bool], known_years: Iterable[int]):
        self.exceptions, self.known = exceptions, frozenset(known_years)

    def is_workday(self, day: date) -> bool:
        if day.year not in self.known:
            raise UnknownYear(day.year)
        found = self.exceptions.get(day)
        return day.weekday() < 5 if found is None else found

    def on_or_after(self, day: date) -> date:
        while not self.is_workday(day):
            day += timedelta(1)
        return day

    def on_or_before(self, day: date) -> date:
        while not self.is_workday(day):
            day -= timedelta(1)
        return day

    def workdays_between(self, first: date, last: date) -> int:
        """Working days after `first` up to and including `last`."""
        if last <= first:
            return 0
        return sum(self.is_workday(first + timedelta(n)) for n in range(1, (last - first).days + 1))


@dataclass
class Due:
    """The last lawful day of a term, and the counting in plain sentences."""

    day: date
    raw: date
    explain: list[str] = field(default_factory=list)
    moment: datetime | None = None


def say(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def add_months(day: date, n: int) -> date:
    """The corresponding day n months later, or the last day of that month (民法典 第二百零二条)."""
    year, month = divmod(day.year * 12 + day.month - 1 + n, 12)
    return date(year, month + 1, min(day.day, months_of.monthrange(year, month + 1)[1]))


def due(
    period: Period,
    start: date,
    calendar: Calendar,
    pauses: Iterable[tuple[date, date | None]] = (),
    extension: Period | None = None,
    roll: bool | None = None,
) -> Due:
    """The last lawful day of `period` from the day `start` of its event.

    pauses: (suspending day, resuming day); the days from the first to the second, the latter not counted, are added. A pause
    without an end adds nothing yet. extension: added before the end rolls. Raises UnknownYear where the table ends."""
    closed = [(s, r) for s, r in pauses if r is not None and r > s]
    if period.unit == "date":
        return _fixed(period, start)
    if period.backward:
        return _backward(period, start, calendar)
    if period.unit == "workday":
        return _workdays(period, start, calendar, closed, extension)
    if period.unit == "hour":
        end = datetime.combine(start, time()) + timedelta(hours=period.length)
        return Due(end.date(), end.date(), [f"自{say(start)}起{period.length}小时，按小时连续计算，不扣除节假日"], end)
    return _calendar(period, start, calendar, closed, extension, roll)


def due_moment(period: Period, start: datetime) -> datetime:
    """The end of a term of hours: counted from the moment the law names (民法典 第二百零一条第二款)."""
    return start + timedelta(hours=period.length)


def _fixed(period: Period, start: date) -> Due:
    day = date(start.year, period.length // 100, period.length % 100)
    if day < start:
        day = date(start.year + 1, day.month, day.day)
    return Due(day, day, [f"固定日期：{say(day)}（含当日）为最后一日"])


def _backward(period: Period, event: date, calendar: Calendar) -> Due:
    lines = [f"{say(event)}为事件日，不计入，向前数{period.length}{UNITS[period.unit]}"]
    if period.unit == "workday":
        day, left = event, period.length
        while left:
            day -= timedelta(1)
            left -= calendar.is_workday(day)
        return Due(day, day, [*lines, f"最迟{say(day)}完成"])
    raw = event - timedelta(period.length) if period.unit == "day" else _minus(event, period)
    day = calendar.on_or_before(raw)
    if day != raw:
        lines.append(f"{say(raw)}是休息日，倒数期限不得顺延，提前到{say(day)}（从严口径）")
    return Due(day, raw, [*lines, f"最迟{say(day)}完成"])


def _minus(event: date, period: Period) -> date:
    return add_months(event, -period.length * (12 if period.unit == "year" else 1))


def _workdays(period: Period, start: date, calendar: Calendar, pauses: list, extension: Period | None) -> Due:
    total = period.length + (extension.length if extension and extension.unit == "workday" else 0)
    lines = [f"{say(start)}为起算事由发生日，不计入"]
    if extension:
        lines.append(f"经批准延长{extension.length}{UNITS[extension.unit]}，合计{total}个工作日")
    day, left, rests = start, total, 0
    while left:
        day += timedelta(1)
        if any(s <= day < r for s, r in pauses):
            continue
        if calendar.is_workday(day):
            left -= 1
        else:
            rests += 1
    for s, r in pauses:
        lines.append(f"{say(s)}至{say(r)}（恢复日不计）暂停计算")
    lines.append(f"自次日起数满{total}个工作日，其间扣除{rests}个休息日，最后一日为{say(day)}")
    return Due(day, day, lines)


def _calendar(
    period: Period, start: date, calendar: Calendar, pauses: list, extension: Period | None, roll: bool | None
) -> Due:
    lines = [f"{say(start)}为起算事由发生日，不计入"]
    raw = _plus(start, period)
    lines.append(f"加{period}，至{say(raw)}")
    if extension:
        raw = _plus(raw, extension)
        lines.append(f"经批准延长{extension}，至{say(raw)}（先加延长、后看末日）")
    paused = sum((r - s).days for s, r in pauses)
    if paused:
        raw += timedelta(paused)
        spans = "；".join(f"{say(s)}至{say(r)}" for s, r in pauses)
        lines.append(f"扣除中止{paused}日（{spans}，恢复日不计），顺延至{say(raw)}")
    day = raw if roll is False else calendar.on_or_after(raw)
    if day != raw:
        lines.append(f"{say(raw)}是休息日，顺延到其后第一个工作日{say(day)}")
    lines.append(f"最后一日为{say(day)}")
    return Due(day, raw, lines)


def _plus(day: date, period: Period) -> date:
    if period.unit == "day":
        return day + timedelta(period.length)
    if period.unit in ("month", "year"):
        return add_months(day, period.length * (12 if period.unit == "year" else 1))
    raise ValueError(f"自然日的期限不能按“{period.unit}”延长。")


IsWorkday = Callable[[date], bool]
