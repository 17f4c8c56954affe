"""The State Council's yearly notice on holidays, read as it is published: which days are off, which working days are made up."""

import re
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from fazhi.surfaces.sheets import Fault, Wrong, cells, day_of, text_of

DAY = r"(?:(\d{4})年)?(?:(\d{1,2})月)?(\d{1,2})日(?:（([^）]*)）|\(([^)]*)\))?"
RANGE = re.compile(rf"{DAY}(?:\s*(?:至|—|–|-|~|到)\s*{DAY})?")
WEEK = "一二三四五六日"
NAMES = ("元旦", "春节", "清明", "劳动节", "端午", "中秋", "国庆")


@dataclass
class Arrangement:
    """What a notice arranges: the exceptions to the week with their names, and what could not be right."""

    year: int
    days: dict[date, tuple[bool, str]] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)


def read_notice(text: str, year: int) -> Arrangement:
    """A pasted notice. Each sentence with 放假 names days off, each with 上班 days made up."""
    made = Arrangement(year)
    for paragraph in text.splitlines():
        name = next((n for n in NAMES if n in paragraph), "")
        for sentence in re.split(r"[。；;]", paragraph):
            if "放假" in sentence:
                _note(made, sentence.split("放假")[0], False, name)
            elif "上班" in sentence:
                _note(made, sentence.split("上班")[0], True, name)
    return judged(made)


def _note(made: Arrangement, words: str, workday: bool, name: str) -> None:
    month = 0
    for found in RANGE.finditer(words):
        y, m, d, w1, w2, y2, m2, d2, w3, w4 = found.groups()
        month = int(m) if m else month
        try:
            first = date(int(y) if y else made.year, month, int(d))
            last = date(int(y2) if y2 else first.year, int(m2) if m2 else month, int(d2)) if d2 else first
        except ValueError:
            made.faults.append(f"“{found[0]}”不是日期")
            continue
        month = last.month
        if last < first or (last - first).days > 15:
            made.faults.append(f"“{found[0]}”前后不对")
            continue
        for day, week in ((first, w1 or w2), (last, w3 or w4)):
            if (
                week
                and (found_day := re.search(r"(?:周|星期)([一二三四五六日天])", week))
                and WEEK[day.weekday()] != found_day[1].replace("天", "日")
            ):
                made.faults.append(f"{day:%Y-%m-%d}是周{WEEK[day.weekday()]}，通知里写的是周{found_day[1]}，请核对年份")
        for n in range((last - first).days + 1):
            made.days[first + timedelta(n)] = (workday, name)


def read_sheet(content: bytes, year: int) -> tuple[Arrangement, list[Fault]]:
    """A table with the columns 日期, 安排 (放假 or 上班), 名称."""
    sheet, rows = cells(content)
    heads = [text_of(c) for c in rows[0]] if rows else []
    made, faults = Arrangement(year), [Fault(sheet, 1, h, "缺少这一列") for h in ("日期", "安排") if h not in heads]
    if faults:
        return made, faults
    for n, row in enumerate(rows[1:], 2):
        line: dict[str, Any] = dict(zip(heads, row, strict=False))
        if not any(text_of(c) for c in row):
            continue
        try:
            cell = line["日期"]
            day = date(cell.year, cell.month, cell.day) if isinstance(cell, date) else day_of(text_of(cell))
        except Wrong as wrong:
            faults.append(Fault(sheet, n, "日期", str(wrong)))
            continue
        what = text_of(line["安排"])
        if what not in ("放假", "上班"):
            faults.append(Fault(sheet, n, "安排", f"“{what}”应填“放假”或“上班”"))
        else:
            made.days[day] = (what == "上班", text_of(line.get("名称", "")))
    return judged(made), faults


def judged(made: Arrangement) -> Arrangement:
    """Drop what the week says anyway; name what cannot be."""
    for day in sorted(made.days):
        if abs(day.year - made.year) > 1 or (day.year != made.year and day.month not in (1, 12)):
            made.faults.append(f"{day:%Y-%m-%d}不是{made.year}年的安排")
        elif made.days[day][0] and day.weekday() < 5:
            made.faults.append(f"{day:%Y-%m-%d}（周{WEEK[day.weekday()]}）本来就上班，不会是调休上班日，请核对年份")
    made.days = {d: v for d, v in sorted(made.days.items()) if v[0] == (d.weekday() >= 5)}
    off = sum(not w for w, _ in made.days.values())
    if not made.faults and off < 5:
        made.faults.append("读出的放假日不足五天，不像一年的放假安排，请把通知正文全部贴上")
    return made
