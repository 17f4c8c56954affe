"""Between the ledger and the review engine: a draft becomes lines of doubts; a changed draft brings only what is new; what was
confirmed becomes the opinion.
"""

import hashlib
import re
from collections import Counter
from datetime import date, datetime
from functools import cache
from typing import Any

from django.db import transaction
from django.db.models import Max

from fazhi.domains.legality import conditions, drafts, papers
from fazhi.domains.legality.models import ENGINE_KIND
from fazhi.domains.legality.old_articles import advised
from fazhi.domains.legality.provisions import cited, ranked
from fazhi.domains.legality.record import record_of
from fazhi.domains.legality.rules import CATEGORIES, PART_OF
from fazhi.domains.legality.statistics import hint_rules
from fazhi.engines.review import RULES, review
from fazhi.kernel.models import Event, Item
from fazhi.kernel.perform import perform
from fazhi.kernel.rights import THE_LAW

REPEALED = "A03"  # the rule of citations of repealed laws
ENGINE = "fazhi.engines.review 1"


@cache
def catalogue_version() -> str:
    """The digest of the rule catalogue: it changes when any card does."""
    h = hashlib.sha256()
    for r in RULES:
        h.update("\x1f".join((r.id, r.title, r.severity, *r.basis, *r.patterns, r.unless, r.absent, r.version)).encode())
    return h.hexdigest()[:12]


def unreviewed(case: int | None = None) -> list[tuple[int, int]]:
    """(case, ledger line) of every matter with a reviewer whose draft or record changed since the machine looked: the changing line."""
    lines = Event.objects.filter(case__domain="legality", case__state="reviewing").filter(**{"case": case} if case else {})
    fed = dict(lines.filter(step__in=conditions.FEEDS).values("case").annotate(n=Max("seq")).values_list("case", "n"))
    ran = dict(lines.filter(step="machine").values("case").annotate(n=Max("seq")).values_list("case", "n"))
    return [(pk, line) for pk, line in fed.items() if line > ran.get(pk, 0)]


def machine_review(
    case: Any, on: date, at: datetime | None = None, laws: Any = None, hints: frozenset[str] | None = None
) -> Event:
    """Review the newest version and write its doubts; in a later round only those that are new, and which of the old are gone.

    `hints` are the rules that may only hint (asked of the record of all reviews where not given)."""
    text, number = drafts.text(case), drafts.version(case)
    result = review(text, kind=ENGINE_KIND[case.facts.kind], on=on, laws=laws, matter=record_of(case, on))  # type: ignore[arg-type]
    hints = hint_rules() if hints is None else hints
    with transaction.atomic():
        known = [i for i in Item.objects.filter(case=case, kind="finding").order_by("n") if i.said.get("status") != "mended"]
        fresh, gone = _settled(known, [f.as_dict() for f in result.findings], text)
        event = perform(
            case, "machine", THE_LAW, on, at=at, item=[_line(f, number, f["rule"] in hints, on) for f in fresh], reviewed_version=number,
            catalogue=catalogue_version(), engine=ENGINE, law_day=on, remarks=list(result.notes),
        )  # fmt: skip
        for item in gone:
            perform(case, "mended", THE_LAW, on, at=at, item_n=item.n, status="mended", gone_in=number)
            _adopt(case, item, on, at)
    return event


def _settled(known: list[Item], found: list[dict], text: str) -> tuple[list[dict], list[Item]]:
    """Doubts of the new run that no earlier line holds, and earlier lines whose words are gone. Twins are told apart by count."""
    have = Counter(_mark(i.said) for i in known)
    now = Counter(_mark(f) for f in found)
    fresh, spare = [], Counter(have)
    for f in found:
        if spare[_mark(f)] > 0:
            spare[_mark(f)] -= 1
        else:
            fresh.append(f)
    gone = []
    for item in known:
        if item.said.get("status") not in ("confirmed", "open"):
            continue
        mark = _mark(item.said)
        if item.said.get("origin") == "rule":
            if now[mark] > 0:
                now[mark] -= 1
            else:
                gone.append(item)
        elif item.said.get("quote") and item.said["quote"] not in text:
            gone.append(item)
    return fresh, gone


def _mark(said: dict) -> tuple[str, str]:
    return said["rule"], re.sub(r"\s", "", said.get("quote") or "")


def _line(f: dict, number: int, hint: bool, on: date) -> dict[str, Any]:
    more = advised(f["quote"], on) if f["rule"] == REPEALED else ""
    line = {"rule": f["rule"], "title": f["title"], "severity": "提示" if hint else f["severity"], "origin": "rule", "version": number,
            "start": f["start"], "end": f["end"], "quote": f["quote"] or None, "provision": f["provision"], "also": list(f["also"]) or None,
            "why": f["why"], "advice": f["suggestion"] + more, "replacement": f["replacement"], "status": "open", "hint": hint or None}  # fmt: skip
    return {k: v for k, v in line.items() if v is not None}


def _adopt(case: Any, item: Item, on: date, at: datetime | None) -> None:
    """A suggestion whose words are gone from the new draft was adopted, unless the sender has answered otherwise."""
    for row in Item.objects.filter(case=case, kind="suggestion"):
        if row.said["of"] == item.n and not row.said.get("adoption"):
            perform(case, "adopt_by_text", THE_LAW, on, at=at, item_n=row.n, adoption="adopted", reason="修改稿中已不再出现")


# ---------------------------------------------------------------- the opinion


def placed(case: Any, items: list[Item]) -> dict[int, tuple[int, int] | None]:
    """Where each doubt stands in the newest version: its own place, or where its words stand now."""
    text, number = drafts.text(case), drafts.version(case)
    found: dict[int, tuple[int, int] | None] = {}
    for item in items:
        quote, start, end = item.said.get("quote"), item.said.get("start"), item.said.get("end")
        if quote and item.said["version"] != number:
            start = text.find(quote)
            end = start + len(quote)
        found[item.n] = (start, end) if start is not None and end is not None and 0 <= start < end <= len(text) else None
    return found


def suggestions(case: Any) -> list[dict[str, Any]]:
    """The lines of the opinion to be signed: every confirmed doubt not yet put to the sender, with its place in the draft."""
    due = conditions.unsaid(case)
    where, text = placed(case, due), drafts.text(case)
    rows = []
    for item in due:
        said, span = item.said, where[item.n]
        row = {"of": item.n, "category": CATEGORIES.get(said["rule"][0], "内容"), "severity": said["severity"],
               "place": drafts.places(text, [span[0]])[0] if span else "全文", "quote": said.get("quote"), "provision": cited(said["provision"]),
               "text": f"{said['why'].rstrip('。')}。{said['advice']}", "replacement": said.get("replacement"), "kind": case.facts.kind,
               "rule": said["rule"], "part": part_of(case.facts.kind, said["rule"])}  # fmt: skip
        rows.append({k: v for k, v in row.items() if v is not None})
    return rows


def sign(case: Any, by: Any, on: date, conclusion: str, at: datetime | None = None) -> Event:
    """Sign the opinion under its number; `conclusion` is lawful, amend or unlawful."""
    rows = suggestions(case)
    raw = [i.said["provision"] for i in conditions.unsaid(case)]
    with transaction.atomic():
        number = conditions.next_number(case, on)
        content = "\n".join(f"{n}.{r.get('place', '')}：{r['text']}（依据：{r['provision']}）" for n, r in enumerate(rows, 1))
        step = f"sign_{conclusion}{'_again' if conditions.signed(case) else ''}"
        return perform(case, step, by, on, at=at, item=rows or None, opinion_no=number, basis=ranked(raw) or None,
                       content=content or "经审查，没有发现应当修改的问题。", **papers.signed_on(case, raw, on))  # fmt: skip


def part_of(kind: str, rule: str) -> str | None:
    """The section of a contract's opinion a doubt belongs to; other matters have none."""
    if kind != "C":
        return None
    return PART_OF.get(rule, {"B": "主体资格", "C": "政策承诺"}.get(rule[0], "权利义务平衡"))


def proposed_conclusion(case: Any) -> str:
    """What the confirmed doubts suggest; the signer decides."""
    return "amend" if any(i.said["severity"] in conditions.GRAVE for i in conditions.standing(case)) else "lawful"
