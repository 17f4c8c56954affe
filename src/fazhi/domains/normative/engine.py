"""Clean-up tasks by themselves: whoever cites an article that has changed gets a task the day the change takes effect."""

import re
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from fazhi.domains.normative.models import NormativeDocument
from fazhi.kernel.models import Item
from fazhi.kernel.perform import perform
from fazhi.kernel.rights import THE_LAW
from fazhi.law import catalogue, library
from fazhi.law.numerals import article_label, parse_place

CITED = re.compile(r"《?(?P<title>.+?)》?\s*(?P<place>第.+?条)?(?:@(?P<version>\d{4}-\d\d-\d\d))?$")


def citation(title: str, article: int | None, on: date) -> str:
    """How a basis is kept: with the version it was read in, so that a change can be seen."""
    version = catalogue().version_on(title, on)
    place = f" {article_label(article)}" if article else ""
    return f"{title}{place}" + (f"@{version.name}" if version else "")


def changes(facts: Any, on: date) -> Iterator[dict[str, str]]:
    """The bases of a document that are no longer what they were: the law repealed, or the cited article changed or gone."""
    for line in facts.cited:
        m = CITED.match(line)
        record = catalogue().find(m["title"]) if m else None
        if not m or record is None or not m["version"]:
            continue
        now = record.version_on(on)
        base = {"law": record.title, "article": m["place"] or "", "old": m["version"], "new": now.name if now else "已废止"}
        if now is None or record.repealed_by(on):
            yield {**base, "new": "已废止", "cause": "法律已废止"}
        elif now.name != m["version"] and (why := _why(record.title, m["place"], m["version"], now)):
            yield {**base, "cause": why}


def _why(title: str, place: str | None, old: str, now: Any) -> str:
    """Why a new version matters to one article; empty where the words of the article are the same."""
    if not place:
        return "法律已修改"
    number = parse_place(place)[0]
    if not now.has_article(number):
        return "修改后没有这一条"
    before = next((v for v in catalogue().versions(title) if v.name == old), None)
    if before is None:
        return "法律已修改，请核对条号"
    words = [library().words(v, number) for v in (before, now)]
    if words[0] is None or words[1] is None:
        return "法律已修改，请核对条文"  # full texts are not imported: every change counts
    return "" if words[0] == words[1] else "条文已修改"


def sweep(on: date, at: datetime | None = None) -> int:
    """Write the tasks due on a day; each change of each basis once. Returns how many."""
    written = 0
    for facts in NormativeDocument.objects.filter(case__state="valid").exclude(cited=[]).select_related("case"):
        known = {
            (i.said["law"], i.said.get("article", ""), i.said["new"]) for i in Item.objects.filter(case=facts.pk, kind="task")
        }
        fresh = [c for c in changes(facts, on) if (c["law"], c["article"], c["new"]) not in known]
        if fresh:
            perform(facts.case, "task", THE_LAW, max(on, facts.case.moved_on), at=at if facts.case.demo else None, item=fresh)
            written += len(fresh)
    return written
