"""How each rule of the catalogue fares before people: hits, confirmed, rejected; below 30 % confirmed it is only a hint."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from fazhi.engines.review import to_recheck
from fazhi.engines.review.model import Rule
from fazhi.kernel.models import Item
from fazhi.law import catalogue

ENOUGH, LEAST = 10, 0.30  # judged at least so often; confirmed at least so often
JUDGED = ("confirmed", "rejected", "mended")


@dataclass
class Standing:
    """One rule's record."""

    rule: str
    hits: int = 0
    confirmed: int = 0
    rejected: int = 0

    @property
    def judged(self) -> int:
        return self.confirmed + self.rejected

    @property
    def rate(self) -> float | None:
        return self.confirmed / self.judged if self.judged else None

    @property
    def hint(self) -> bool:
        return self.judged >= ENOUGH and (self.rate or 0) < LEAST


def by_rule(first: date = date.min, last: date = date.max) -> list[Standing]:
    """Every rule that raised a doubt within the days, as the doubts stand today, most hits first."""
    days = (max(first, date(1900, 1, 1)), min(last, date(9999, 1, 1)))
    return tally(Item.objects.filter(domain="legality", kind="finding", on__range=days).values_list("said", flat=True))


def tally(doubts: Iterable[dict]) -> list[Standing]:
    """The record of every rule among these doubts, most hits first."""
    found: dict[str, Standing] = {}
    for said in doubts:
        if said.get("origin") != "rule":
            continue
        one = found.setdefault(said["rule"], Standing(said["rule"]))
        one.hits += 1
        one.rejected += said.get("status") == "rejected"
        one.confirmed += said.get("status") in ("confirmed", "mended")
    return sorted(found.values(), key=lambda s: (-s.hits, s.rule))


def to_be_rechecked(on: date) -> list[tuple[Rule, str, str]]:
    """The rules whose law has a newer text in force than the one they were written against: (rule, its text, today's)."""

    def newest(title: str) -> str | None:
        record = catalogue().find(title)
        version = record.version_on(on) if record else None
        return version.name if version else None

    return [(rule, written, now) for rule, _, written, now in to_recheck(newest)]


def hint_rules() -> frozenset[str]:
    """The rules people reject so often that they may only hint."""
    return frozenset(s.rule for s in by_rule() if s.hint)
