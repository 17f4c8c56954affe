"""Sets of ledger lines, and what can be done with them: both, either, without, standing at a day, first, last, whenever it was.

A set answers twice: `rows` with its lines, read one by one, and `query` with the same set as a query to be counted in the database
(None where a test of its own must read the lines). tests/kernel/test_counting.py holds the two equal for every figure.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.db.models import QuerySet

from fazhi.kernel import counting
from fazhi.kernel.counting import PLACE, Query, Told
from fazhi.kernel.ledger import EVER, Period, Row, altering, items, lines, remembering, split_items, split_lines
from fazhi.kernel.says import Reader, Test, event_word, item_word

Where = Callable[[Row], bool]
FIRST = date(1, 1, 2)  # a day before which there is another


class Rows:
    """A set of ledger lines. Subclasses say which; `where` keeps those whose words pass."""

    def rows(self, period: Period) -> list[Row]:
        raise TypeError("一个集合须说明它数哪些台账行。")

    def query(self, period: Period, word: str = "") -> Query | None:
        """The set as a query, with what its lines say of a word; None where it can only be read line by line."""
        return None

    def cases(self, period: Period) -> Query | None:
        """The cases of the set, each once or oftener: what a set it is joined with asks of it."""
        return self.query(period)

    def count(self, period: Period) -> int | None:
        """How many lines, counted in the database; None where they must be read, and where a whole report reads them anyway."""
        single = self.single
        found = None if remembering() else self.cases(period) if single else self.query(period)
        return None if found is None else found.cases() if single else found.count()

    @property
    def single(self) -> bool:
        """Whether the set holds at most one line of a case."""
        return False

    @property
    def kinds(self) -> frozenset[tuple[str, str]] | None:
        """Of which steps and items its lines are, by domain, where that can be said: sets without a kind in common share no line."""
        return None

    def __and__(self, other: "Rows") -> "Rows":
        return Both(self, other)

    def __sub__(self, other: "Rows") -> "Rows":
        return Without(self, other)

    def __or__(self, other: "Rows") -> "Rows":
        return Either(self, other)


def _told(word: str, of: Reader) -> Told | None:
    return Told(of(word), lambda row: json.dumps(row.get(word))) if word else None


def _events(
    domain: str,
    steps: tuple[str, ...],
    first: date | None,
    last: date,
    period: Period,
    where: Where | None = None,
    told: Told | None = None,
) -> Query | None:
    """The lines of these steps that pass the test, as a query."""
    if where is not None and not isinstance(where, Test):
        return None
    found, amended = split_lines(domain, steps, first, last, period)
    return counting.of_events(_passing(found, where, event_word), [r for r in amended if not where or where(r)], told)


def _kinds(domain: str, steps: tuple[str, ...]) -> frozenset[tuple[str, str]]:
    return frozenset((domain, step) for step in steps)


def _passing(found: QuerySet, where: Test | None, of: Reader) -> QuerySet:
    return found.filter(where.told(of)) if where else found


@dataclass(frozen=True)
class Done(Rows):
    """The lines in which one of `steps` was taken within the period; once per case when `once`."""

    domain: str
    steps: tuple[str, ...]
    where: Where | None = None
    once: bool = False

    def rows(self, period: Period) -> list[Row]:
        found = lines(self.domain, self.steps, period.first, period.last, period)
        if self.where:
            found = [r for r in found if self.where(r)]
        return list({r.case: r for r in reversed(found)}.values())[::-1] if self.once else found

    def query(self, period: Period, word: str = "") -> Query | None:
        if word and self.once:
            return None
        found = _events(self.domain, self.steps, period.first, period.last, period, self.where, _told(word, event_word))
        return counting.first_entered(found) if found and self.once else found

    def cases(self, period: Period) -> Query | None:
        return _events(self.domain, self.steps, period.first, period.last, period, self.where)

    @property
    def single(self) -> bool:
        return self.once

    @property
    def kinds(self) -> frozenset[tuple[str, str]] | None:
        return _kinds(self.domain, self.steps)


@dataclass(frozen=True)
class Standing(Rows):
    """The cases that had begun and not ended at the end of the period (or, `at="start"`, before it began)."""

    domain: str
    begin: tuple[str, ...]
    end: tuple[str, ...]
    at: str = "end"
    where: Where | None = None

    def rows(self, period: Period) -> list[Row]:
        day = self._day(period)
        ended = {r.case for r in lines(self.domain, self.end, None, day, period)} if self.end else set()
        begun = {r.case: r for r in lines(self.domain, self.begin, None, day, period)}
        return [r for c, r in begun.items() if c not in ended and (self.where is None or self.where(r))]

    def _day(self, period: Period) -> date:
        return period.last if self.at == "end" else period.first - timedelta(1)

    def query(self, period: Period, word: str = "") -> Query | None:
        day, told = self._day(period), _told(word, event_word)
        found = _events(self.domain, self.begin, None, day, period, self.where, told)
        begun = _events(self.domain, self.begin, None, day, period)
        if found is None or begun is None:
            return None
        last = counting.last_entered(found, begun) if self.where or told else counting.last_entered(begun)
        return self._standing(last, period)

    def _standing(self, begun: Query, period: Period) -> Query:
        ended = _events(self.domain, self.end, None, self._day(period), period) if self.end else None
        return counting.without(begun, ended) if ended else begun

    def cases(self, period: Period) -> Query | None:
        if self.where:
            return self.query(period)
        begun = _events(self.domain, self.begin, None, self._day(period), period)
        return begun and self._standing(begun, period)

    @property
    def single(self) -> bool:
        return True

    @property
    def kinds(self) -> frozenset[tuple[str, str]] | None:
        return _kinds(self.domain, self.begin)


@dataclass(frozen=True)
class First(Rows):
    """The first line of each case among these steps, by day in law, where it lies within the period."""

    domain: str
    steps: tuple[str, ...]

    def rows(self, period: Period) -> list[Row]:
        first: dict[int, Row] = {}
        for row in lines(self.domain, self.steps, date.min, period.last, period):
            if row.case not in first or (row.on, row.event) < (first[row.case].on, first[row.case].event):
                first[row.case] = row
        return [row for row in first.values() if row.on >= period.first]

    def query(self, period: Period, word: str = "") -> Query | None:
        found = None if word else self._new(period, PLACE)
        return found and counting.first_placed(found)

    def _new(self, period: Period, told: Told | None = None) -> Query | None:
        """The lines of the period whose cases have none before it."""
        within = _events(self.domain, self.steps, period.first, period.last, period, told=told)
        earlier = _events(self.domain, self.steps, None, max(period.first, FIRST) - timedelta(1), period)
        return counting.without(within, earlier) if within and earlier else None

    def cases(self, period: Period) -> Query | None:
        return self._new(period)

    @property
    def single(self) -> bool:
        return True

    @property
    def kinds(self) -> frozenset[tuple[str, str]] | None:
        return _kinds(self.domain, self.steps)


@dataclass(frozen=True)
class Last(Rows):
    """The last line of each case among `among` by the end of the period, where it is one of `steps`."""

    domain: str
    steps: tuple[str, ...]
    among: tuple[str, ...]

    def rows(self, period: Period) -> list[Row]:
        last = {r.case: r for r in lines(self.domain, (*self.steps, *self.among), date.min, period.last, period)}
        return [r for r in last.values() if r.step in self.steps]

    def query(self, period: Period, word: str = "") -> Query | None:
        mine = _events(self.domain, self.steps, None, period.last, period, told=_told(word, event_word))
        every = _events(self.domain, (*self.steps, *self.among), None, period.last, period)
        return counting.last_entered(mine, counting.both(every, mine)) if mine and every else None

    @property
    def single(self) -> bool:
        return True

    @property
    def kinds(self) -> frozenset[tuple[str, str]] | None:
        return _kinds(self.domain, self.steps)


@dataclass(frozen=True)
class Lines(Rows):
    """The items of one kind written within the period."""

    domain: str
    kind: str
    where: Where | None = None

    def rows(self, period: Period) -> list[Row]:
        return [r for r in items(self.domain, self.kind, period) if self.where is None or self.where(r)]

    def query(self, period: Period, word: str = "") -> Query | None:
        where = self.where
        if (where is not None and not isinstance(where, Test)) or ((where or word) and altering(self.domain, self.kind)):
            return None  # what later steps made of the words is read line by line
        found, amended = split_items(self.domain, self.kind, period)
        return counting.of_items(
            _passing(found, where, item_word), [r for r in amended if not where or where(r)], _told(word, item_word)
        )


@dataclass(frozen=True)
class Ever(Rows):
    """The lines of a set on whatever day they lie (a check written after the year's end); still as known by the period's moment."""

    of: Rows

    def rows(self, period: Period) -> list[Row]:
        return self.of.rows(replace(period, first=date.min, last=EVER))

    def query(self, period: Period, word: str = "") -> Query | None:
        return self.of.query(replace(period, first=date.min, last=EVER), word)

    def cases(self, period: Period) -> Query | None:
        return self.of.cases(replace(period, first=date.min, last=EVER))

    @property
    def single(self) -> bool:
        return self.of.single

    @property
    def kinds(self) -> frozenset[tuple[str, str]] | None:
        return self.of.kinds


@dataclass(frozen=True)
class Both(Rows):
    """The lines of the first set whose cases are in the second too."""

    a: Rows
    b: Rows

    def rows(self, period: Period) -> list[Row]:
        keep = {r.case for r in self.b.rows(period)}
        return [r for r in self.a.rows(period) if r.case in keep]

    def query(self, period: Period, word: str = "") -> Query | None:
        a, b = self.a.query(period, word), self.b.cases(period)
        return counting.both(a, b) if a and b else None

    def cases(self, period: Period) -> Query | None:
        a, b = self.a.cases(period), self.b.cases(period)
        return counting.both(a, b) if a and b else None

    @property
    def single(self) -> bool:
        return self.a.single

    @property
    def kinds(self) -> frozenset[tuple[str, str]] | None:
        return self.a.kinds


@dataclass(frozen=True)
class Without(Rows):
    """The lines of the first set whose cases are not in the second."""

    a: Rows
    b: Rows

    def rows(self, period: Period) -> list[Row]:
        drop = {r.case for r in self.b.rows(period)}
        return [r for r in self.a.rows(period) if r.case not in drop]

    def query(self, period: Period, word: str = "") -> Query | None:
        a, b = self.a.query(period, word), self.b.cases(period)
        return counting.without(a, b) if a and b else None

    def cases(self, period: Period) -> Query | None:
        a, b = self.a.cases(period), self.b.cases(period)
        return counting.without(a, b) if a and b else None

    @property
    def single(self) -> bool:
        return self.a.single

    @property
    def kinds(self) -> frozenset[tuple[str, str]] | None:
        return self.a.kinds


@dataclass(frozen=True)
class Either(Rows):
    """The lines of both sets, each line once."""

    a: Rows
    b: Rows

    def rows(self, period: Period) -> list[Row]:
        return list({(r.event, r.n): r for r in (*self.a.rows(period), *self.b.rows(period))}.values())

    def query(self, period: Period, word: str = "") -> Query | None:
        a, b = self.a.query(period, word), self.b.query(period, word)
        return counting.either(a, b, every=self._apart) if a and b else None

    @property
    def _apart(self) -> bool:
        a, b = self.a.kinds, self.b.kinds
        return a is not None and b is not None and not a & b

    @property
    def kinds(self) -> frozenset[tuple[str, str]] | None:
        a, b = self.a.kinds, self.b.kinds
        return None if a is None or b is None else a | b

    def cases(self, period: Period) -> Query | None:
        a, b = self.a.cases(period), self.b.cases(period)
        return counting.either(a, b, every=True) if a and b else None
