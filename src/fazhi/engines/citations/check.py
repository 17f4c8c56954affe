"""What becomes of a named place in a law as of a day: in force or repealed, there or not, still the same content."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from fazhi.engines.citations import model
from fazhi.engines.citations.content import Contents
from fazhi.engines.citations.grammar import Place
from fazhi.engines.citations.model import Law, Version

PAST = re.compile("同时废止|予以废止|已废止|已经废止|即行废止|施行前|施行以前|曾经|修改为|失效")


@dataclass(frozen=True, slots=True)
class Finding:
    """A verdict with what goes along with it."""

    verdict: str
    version: str | None = None
    successor: str | None = None
    note: str = ""
    flags: tuple[str, ...] = ()


def check(contents: Contents, law: Law, place: Place, on: date, text: str, start: int, year: str | None) -> Finding:
    """The verdict on one place of a known law; `year` is the version the text itself names (2018年修正)."""
    now = law.text_on(on) or law.versions[0]
    flags = [] if now.verified else ["unverified"]
    name = f"《{law.title}》"
    if law.repealed_by(on):
        return _repealed(law, name, now, text, start, place.end, flags)
    if now.starts and now.starts > on:
        return Finding(model.OK, now.name, None, f"{name}自{_day(now.starts)}起施行，{_day(on)}尚未施行。", (*flags, "not_yet"))
    if year and not _has_year(now, year):
        note = f"{name}已有{now.name}公布的文本，所引{year}年文本不是现行文本，请核对条文序号和内容。"
        return Finding(model.OLD_NUMBERING, now.name, f"现行（{now.name}）", note, (*flags, "old_version"))
    if place.article is None:
        return Finding(model.OK, now.name, flags=tuple(flags))
    missing = lacking(now, place)
    if missing is None:
        return Finding(model.OK, now.name, None, f"{name}的条文未收入，条款项未核对。", (*flags, "unchecked"))
    if missing:
        return Finding(model.NO_SUCH_ARTICLE, now.name, None, f"{name}（{now.name}公布的文本）{missing}", tuple(flags))
    found = contents.moved(law, now, place.article, text, start, place.end) if not place.of else None
    if found:
        then, today = found
        note = f"所述内容是{name}{then.name}文本第{place.article}条，现行文本条文序号已变"
        note += f"，该内容现为第{today}条。" if today else "，请核对。"
        return Finding(model.OLD_NUMBERING, now.name, f"现行第{today}条" if today else None, note, tuple(flags))
    return Finding(model.OK, now.name, flags=tuple(flags))


def _repealed(law: Law, name: str, now: Version, text: str, start: int, end: int, flags: list[str]) -> Finding:
    since = f"已于{_day(law.repealed_on)}废止" if law.repealed_on else "已废止"
    note = f"{name}{since}" + (f"，现行规定见《{law.successor}》。" if law.successor else "。")
    return Finding(model.REPEALED, now.name, law.successor, note, (*flags, *past(text, start, end)))


def past(text: str, start: int, end: int) -> tuple[str, ...]:
    """The flag `historic` where the sentence speaks of a law that was: 原《…》, 《…》同时废止, 《…》施行前."""
    before, after = text[max(0, start - 12) : start], re.split("[。\n]", text[end : end + 120], maxsplit=1)[0]
    return ("historic",) if before.endswith(("原", "废止")) or PAST.search(after) else ()


def lacking(version: Version, place: Place) -> str | None:
    """What of a place is not in a version, as a clause for people; empty if all is there, None if it cannot be told."""
    shape: Mapping[tuple[int, int], tuple[int, ...]] = version.shape
    if not shape and not version.last_article:
        return None
    assert place.article is not None
    for number, of in ((place.article, place.of), (place.to_article, 0)):
        if number is None:
            continue
        there = (number, of) in shape if shape else not of and 1 <= number <= version.last_article
        if not there:
            words = f"第{number}条" + (f"之{of}" if of else "")
            return f"最后一条是第{version.last_article}条，没有{words}。"
    if not shape:
        return ""
    counts = shape[place.article, place.of]
    label = f"第{place.article}条" + (f"之{place.of}" if place.of else "")
    if place.paragraph is not None and not 1 <= place.paragraph <= len(counts):
        return f"{label}共{len(counts)}款，没有第{place.paragraph}款。"
    if place.item is None:
        return ""
    most = counts[place.paragraph - 1] if place.paragraph else max(counts, default=0)
    wanted = max(place.item, place.to_item or 0)
    if 1 <= wanted <= most:
        return ""
    within = f"{label}第{place.paragraph}款" if place.paragraph else label
    return f"{within}共{most}项，没有第（{wanted}）项。" if most else f"{within}没有分项，没有第（{wanted}）项。"


def _has_year(version: Version, year: str) -> bool:
    return version.name.startswith(year) or bool(version.starts and str(version.starts.year) == year)


def _day(on: date | None) -> str:
    return f"{on.year}年{on.month}月{on.day}日" if on else ""
