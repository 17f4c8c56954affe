"""Sets of ledger lines, and what can be done with them: both, either, without, standing at a day, whenever it was."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from fazhi.kernel.ledger import EVER, Period, Row, items, lines

Test = Callable[[Row], bool]


class Rows:
    """A set of ledger lines. Subclasses say which; `where` keeps those whose words pass."""

    def rows(self, period: Period) -> list[Row]:
        raise TypeError("一个集合须说明它数哪些台账行。")

    def __and__(self, other: "Rows") -> "Rows":
        return Both(self, other)

    def __sub__(self, other: "Rows") -> "Rows":
        return Without(self, other)

    def __or__(self, other: "Rows") -> "Rows":
        return Either(self, other)


@dataclass(frozen=True)
class Done(Rows):
    """The lines in which one of `steps` was taken within the period; once per case when `once`."""

    domain: str
    steps: tuple[str, ...]
    where: Test | None = None
    once: bool = False

    def rows(self, period: Period) -> list[Row]:
        found = lines(self.domain, self.steps, period.first, period.last, period)
        if self.where:
            found = [r for r in found if self.where(r)]
        return list({r.case: r for r in reversed(found)}.values())[::-1] if self.once else found


@dataclass(frozen=True)
class Standing(Rows):
    """The cases that had begun and not ended at the end of the period (or, `at="start"`, before it began)."""

    domain: str
    begin: tuple[str, ...]
    end: tuple[str, ...]
    at: str = "end"
    where: Test | None = None

    def rows(self, period: Period) -> list[Row]:
        day = period.last if self.at == "end" else period.first - timedelta(1)
        ended = {r.case for r in lines(self.domain, self.end, None, day, period)} if self.end else set()
        begun = {r.case: r for r in lines(self.domain, self.begin, None, day, period)}
        return [r for c, r in begun.items() if c not in ended and (self.where is None or self.where(r))]


@dataclass(frozen=True)
class Lines(Rows):
    """The items of one kind written within the period."""

    domain: str
    kind: str
    where: Test | None = None

    def rows(self, period: Period) -> list[Row]:
        return [r for r in items(self.domain, self.kind, period) if self.where is None or self.where(r)]


@dataclass(frozen=True)
class Ever(Rows):
    """The lines of a set on whatever day they lie (a check written after the year's end); still as known by the period's moment."""

    of: Rows

    def rows(self, period: Period) -> list[Row]:
        return self.of.rows(replace(period, first=date.min, last=EVER))


@dataclass(frozen=True)
class Both(Rows):
    """The lines of the first set whose cases are in the second too."""

    a: Rows
    b: Rows

    def rows(self, period: Period) -> list[Row]:
        keep = {r.case for r in self.b.rows(period)}
        return [r for r in self.a.rows(period) if r.case in keep]


@dataclass(frozen=True)
class Without(Rows):
    """The lines of the first set whose cases are not in the second."""

    a: Rows
    b: Rows

    def rows(self, period: Period) -> list[Row]:
        drop = {r.case for r in self.b.rows(period)}
        return [r for r in self.a.rows(period) if r.case not in drop]


@dataclass(frozen=True)
class Either(Rows):
    """The lines of both sets, each line once."""

    a: Rows
    b: Rows

    def rows(self, period: Period) -> list[Row]:
        return list({(r.event, r.n): r for r in (*self.a.rows(period), *self.b.rows(period))}.values())
