"""Who of the counsel might be asked next: those on the register with what lies on their desks, fewest first, then who waited longest."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from fazhi.domains.legality.models import Counsel
from fazhi.kernel.models import Case, Event, Item, Party


@dataclass
class Member:
    """One counsel on the register and the year's work."""

    facts: Counsel
    in_hand: int = 0
    opinions: int = 0
    points: int = 0
    asked: date | None = None
    score: str = ""
    fields: list[str] = field(default_factory=list)


def members(cases: Any, year: int) -> list[Member]:
    """The register in the order of asking (轮派)."""
    mine = cases.filter(domain="counsel", state="listed")
    rows = {c.name: Member(c, fields=list(c.fields)) for c in Counsel.objects.filter(case__in=mine).select_related("case")}
    waiting = set(Case.objects.filter(domain="legality", state="consulting").values_list("pk", flat=True))
    for case, name in Party.objects.filter(seat="counsel", case__domain="legality").values_list("case", "name"):
        if name in rows and case in waiting:
            rows[name].in_hand += 1
    for event in Event.objects.filter(domain="legality", step="consult").order_by("seq"):
        name = event.said.get("words", {}).get("name", "")
        if name in rows:
            rows[name].asked = max(rows[name].asked or event.on, event.on)
    for item in Item.objects.filter(domain="legality", kind="opinion", on__year=year):
        one = rows.get(item.said.get("author", ""))
        if one:
            one.opinions, one.points = one.opinions + 1, one.points + int(item.said.get("points") or 0)
    for item in Item.objects.filter(domain="counsel", kind="assessment", case__in=mine).select_related("case").order_by("pk"):
        if item.case.facts.name in rows:
            rows[item.case.facts.name].score = f"{item.said['year']}年{item.said['score']}分"
    return sorted(rows.values(), key=lambda m: (m.in_hand, m.asked or date.min, m.facts.name))
