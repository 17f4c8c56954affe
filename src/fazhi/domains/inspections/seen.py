"""What the alerts look at: the visits of a period and of the year before it, with every body's check, read once for all."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from fazhi.domains.inspections.models import Visit
from fazhi.kernel.models import Item

ENTERED = ("inspecting", "recorded", "closed")
BACK = timedelta(366)


@dataclass(frozen=True)
class Alert:
    """One finding: its kind, the body it concerns, one sentence, what it is about, and the cases it rests on."""

    code: str
    body: str
    matter: str
    subject: str = ""
    grounds: tuple[str, ...] = ()


@dataclass
class Seen:
    """Visits entered up to the last day, from a year before the first: a test judges the period and may look back."""

    first: date
    last: date
    visits: list[Any]
    checks: dict[int, list[dict]]

    @classmethod
    def of(cls, first: date, last: date) -> "Seen":
        rows = Visit.objects.filter(contact="inspection", planned_on__range=(first - BACK, last), case__state__in=ENTERED)
        visits = list(rows.select_related("case__organ").order_by("planned_on", "pk"))
        checks: dict[int, list[dict]] = defaultdict(list)
        lines = Item.objects.filter(case__in=rows.values("case_id"), kind="dept_check").order_by("case_id", "n")
        for case, said in lines.values_list("case_id", "said"):
            checks[case].append(said)
        return cls(first, last, visits, checks)

    def within(self, visit: Any) -> bool:
        return self.first <= visit.planned_on <= self.last

    def this_year(self) -> list[Any]:
        """The visits of the calendar year of the last day."""
        return [v for v in self.visits if v.planned_on.year == self.last.year]

    def bodies(self, visit: Any, but: tuple[str, ...] = ()) -> list[str]:
        """Who came, without those who came for one of these reasons."""
        came = {c["body"] for c in self.checks[visit.pk] if c.get("trigger", visit.trigger) not in but}
        return sorted(came)

    def by_firm(self, visits: list[Any] | None = None) -> dict[str, list[Any]]:
        found: dict[str, list[Any]] = defaultdict(list)
        for visit in self.visits if visits is None else visits:
            found[visit.uscc].append(visit)
        return found
