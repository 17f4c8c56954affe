"""应审清单：what the five sources name and no entry yet holds, and which entries a signed review now answers."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from fazhi.domains.legality.models import AgendaTopic, Matter, Owed, SealUse
from fazhi.kernel.models import Case, Item, Organ
from fazhi.kernel.perform import new_case, perform
from fazhi.kernel.rights import THE_LAW

LISTS = (
    ("normative_plan", "entry", "plan", "N"),
    ("decision_list", "entry", "catalogue", "D"),
)  # (domain, item kind, source, kind)


def sources(on: date) -> Iterator[tuple[Case, dict[str, Any]]]:
    """Everything the agenda, the seal register, the yearly plan and the yearly catalogue name, with the case it stands in;
    procurement is entered by hand."""
    for t in AgendaTopic.objects.filter(case__opened_on__lte=on).select_related("case__organ"):
        yield t.case, {"topic": t.topic, "kind": t.kind, "source": "agenda", "sender": t.sender, "origin": t.case.number}
    for s in SealUse.objects.filter(case__opened_on__lte=on).select_related("case__organ"):
        yield s.case, {"topic": s.topic, "kind": "C", "source": "seal", "sender": s.sender, "origin": s.case.number}
    for domain, kind, source, matter in LISTS:
        for item in Item.objects.filter(domain=domain, kind=kind, on__lte=on).select_related("case__organ"):
            row = {"topic": item.said.get("title", ""), "kind": matter, "source": source, "sender": item.said.get("unit", "")}
            yield item.case, {**row, "origin": f"{item.case.number}-{item.n}"}


def reviewer() -> Organ | None:
    """The organ whose office reviews: the one that last took in a matter."""
    last = Case.objects.filter(domain="legality").select_related("organ").order_by("-pk").first()
    return last.organ if last else None


def collect(on: date, at: datetime | None = None) -> tuple[int, int]:
    """List what is new and strike off what was reviewed (same subject, same kind); returns how many of each."""
    known = set(Owed.objects.values_list("origin", flat=True))
    organ, listed = reviewer(), 0
    for source, row in sources(on):
        if row["topic"] and row["origin"] not in known:
            case = new_case("owed_review", organ or source.organ, on, row["topic"], demo=source.demo)
            perform(case, "list_it", THE_LAW, on, at=at if source.demo else None, **{k: v for k, v in row.items() if v})
            known.add(row["origin"])
            listed += 1
    return listed, strike_off(on, at)


def strike_off(on: date, at: datetime | None = None) -> int:
    done = 0
    signed = {(_bare(m.case.title), m.kind): m.opinion_no for m in Matter.objects.exclude(opinion_no="").select_related("case")}
    for entry in Owed.objects.filter(case__closed_on=None).select_related("case"):
        number = signed.get((_bare(entry.topic), entry.kind))
        if number:
            moment = at if entry.case.demo else None
            perform(entry.case, "match", THE_LAW, max(on, entry.case.moved_on), at=moment, review_no=number)
            done += 1
    return done


def _bare(title: str) -> str:
    """A subject without marks and the words for a draft."""
    for word in ("《", "》", "（送审稿）", "（草案）", "（征求意见稿）", " "):
        title = title.replace(word, "")
    return title
