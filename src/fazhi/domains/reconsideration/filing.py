"""Whether an application came in time: the sixty days and what moves them, the year of who was not told, the bars of five and twenty."""

from datetime import date, timedelta
from typing import Any

from fazhi.kernel import calendar, holidays

YEAR = 12


def filed_on(case: Any) -> date:
    """The day the application counts as made: given to the post in time is in time (民事诉讼法 第八十五条第四款)."""
    posted = case.facts.posted_on
    return posted if posted and posted < case.opened_on else case.opened_on


def ripe_on(facts: Any) -> date | None:
    """The day the respondent's own term to act ended: as fixed by law, else sixty days after the request reached it (条例第十六条)."""
    if facts.act_kind != "不履职" or facts.act_made_on:
        return None  # an express refusal is an act like any other
    if facts.duty_until:
        return facts.duty_until
    return facts.duty_asked_on + timedelta(60) if facts.duty_asked_on else None


def in_time(case: Any, said: dict, on: date) -> str | None:
    """The law of 2023: articles 20 and 21."""
    f, filed = case.facts, filed_on(case)
    bar = 20 if f.immovable else 5
    if f.act_made_on and filed > calendar.add_months(f.act_made_on, YEAR * bar):
        return f"自{f.act_made_on:%Y-%m-%d}作出行为起已超过{bar}年的最长保护期，不能受理"
    end = _last_day(f)
    if f.untold and f.act_known_on:
        year = _rolled(calendar.add_months(f.act_known_on, YEAR))
        end = min(end, year) if end and f.right_known_on else year
    return _late(f, filed, end)


def in_time_2018(case: Any, said: dict, on: date) -> str | None:
    """The text of 2017: sixty days and nothing else, no year for who was not told, no bar of five or twenty."""
    f = case.facts
    return None if f.untold and not f.right_known_on else _late(f, filed_on(case), _last_day(f))


def not_early(case: Any, said: dict, on: date) -> str | None:
    """Who complains of inaction waits until the term to act has ended, unless life or property could not wait."""
    ripe = ripe_on(case.facts)
    if ripe and filed_on(case) <= ripe and not case.facts.urgent:
        return f"被申请人的履行期限至{ripe:%Y-%m-%d}，申请时尚未届满，还不能以不履行法定职责申请复议"
    return None


def longer_by_law(case: Any, said: dict, on: date) -> str | None:
    return "其他法律只能把申请期限规定得比六十日更长，请填60或者更多" if case.facts.apply_days < 60 else None


def _last_day(f: Any) -> date | None:
    """The last day to apply; nothing where nobody said from when the term runs."""
    start = ripe_on(f) or (f.right_known_on if f.untold and f.right_known_on else f.act_known_on)
    if not start:
        return None
    raw = start + timedelta(f.apply_days)
    if f.obstacle_from and f.obstacle_until:  # the day the obstacle went counts for the applicant, too
        lost = (f.obstacle_until - max(f.obstacle_from, start)).days + 1
        raw += timedelta(max(lost, 0) if f.obstacle_from <= raw else 0)
    return _rolled(raw)


def _rolled(raw: date) -> date:
    """The end moved off a day of rest; a year whose holidays nobody entered is left as it is."""
    try:
        return holidays.current().on_or_after(raw)
    except calendar.UnknownYear:
        return raw


def _late(f: Any, filed: date, end: date | None) -> str | None:
    if end is None or filed <= end:
        return None
    if f.late_cause and not (f.obstacle_from and f.obstacle_until):
        return f"申请期限已于{end:%Y-%m-%d}届满；有正当理由的，须写明障碍发生日和障碍消除日，期限自消除之日起继续计算"
    why = "扣除障碍期间后，" if f.obstacle_until else ""
    return f"{why}申请期限已于{end:%Y-%m-%d}届满，申请日{filed:%Y-%m-%d}已经超过，应当决定不予受理"
