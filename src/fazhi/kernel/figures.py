"""A figure is a set first, a number second: every figure returns the ledger lines it counts; its value is their count, sum or
ratio. Sets are read from the ledger as it was known by a moment, with amendments applied. A number alone is counted in the
database; its lines are fetched when somebody asks for them.
"""

from collections.abc import Callable, Iterable
from fractions import Fraction
from functools import cached_property
from operator import attrgetter
from typing import Any

from fazhi.kernel.declare import Basis
from fazhi.kernel.known import WithFact, Within
from fazhi.kernel.ledger import Period, Row, remembered, remembering
from fazhi.kernel.says import Says
from fazhi.kernel.seal import sm3
from fazhi.kernel.sets import Both, Done, Either, Ever, First, Last, Lines, Rows, Standing, Without

__all__ = (
    "Both", "Change", "Count", "Distinct", "Done", "Either", "Ever", "Figure", "First", "Last", "Lines", "Period", "Ratio", "Row", "Rows",
    "Says", "Standing", "Sum", "Value", "WithFact", "Within", "Without", "digest", "listed", "remembered",
)  # fmt: skip

Read = list[Row] | Callable[[], list[Row]]  # lines, or how to fetch them


def digest(rows: Iterable[Row]) -> str:
    """The digest over the ids and seals of the lines counted (SM3), in order of their ids."""
    return "sm3:" + sm3(listed(rows))


def listed(rows: Iterable[Row]) -> str:
    """The lines as a digest reads them: number and seal of each, in order of their numbers."""
    return "\n".join([f"{r.event}.{r.n}:{r.seal}" for r in sorted(rows, key=attrgetter("event", "n"))])


class Value:
    """A figure's answer: the value, the lines behind it (for a rate, of the denominator), a note where it has no value or a word is
    needed beside it, and what else it stands on without counting it (stations, roads). `count` is how many lines there are."""

    def __init__(
        self, value: int | Fraction | None, rows: Read, note: str = "", numerator: Read | None = None, also: Iterable[Row] = (), *,
        count: int | None = None,
    ):  # fmt: skip
        self.value, self.note, self.also = value, note, list(also)
        self._rows, self._numerator, self._count = rows, numerator, count

    @cached_property
    def rows(self) -> list[Row]:
        return self._rows() if callable(self._rows) else self._rows

    @cached_property
    def numerator(self) -> list[Row] | None:
        return self._numerator() if callable(self._numerator) else self._numerator

    @property
    def count(self) -> int:
        return len(self.rows) if self._count is None else self._count

    @cached_property
    def digest(self) -> str:
        return digest([*self.rows, *(self.numerator or ()), *self.also])


class Figure:
    """A named figure: id, label, unit, definition and basis. `of(period)` answers with a Value."""

    def __init__(self, id: str, label: str, unit: str, definition: str, basis: Basis | str = ""):
        if not definition:
            raise ValueError(f"指标“{label}”没有口径说明，不能使用。")
        self.id, self.label, self.unit, self.definition, self.basis = id, label, unit, definition, basis

    def of(self, period: Period) -> Value:
        raise TypeError(f"指标“{self.label}”没有说明怎样计算。")


class Count(Figure):
    """How many lines are in the set."""

    def __init__(self, id: str, label: str, unit: str, rows: Rows, definition: str, basis: Basis | str = ""):
        super().__init__(id, label, unit, definition, basis)
        self.set = rows

    def of(self, period: Period) -> Value:
        count = self.set.count(period)
        if count is None:
            rows = self.set.rows(period)
            return Value(len(rows), rows)
        return Value(count, self.lines(period), count=count)

    def lines(self, period: Period) -> Callable[[], list[Row]]:
        """How to fetch the lines counted."""
        return lambda: self.set.rows(period)


class Sum(Count):
    """The sum of one whole number said in the lines (fen, persons)."""

    def __init__(
        self,
        id: str,
        label: str,
        unit: str,
        rows: Rows,
        of: str | Callable[[Row], int],
        definition: str,
        basis: Basis | str = "",
    ):
        super().__init__(id, label, unit, rows, definition, basis)
        self.column = of

    def of(self, period: Period) -> Value:
        query = None if callable(self.column) or remembering() else self.set.query(period, self.column)
        if query is None:
            take = self.column if callable(self.column) else (lambda r: r.get(self.column) or 0)
            rows = self.set.rows(period)
            return Value(sum(int(take(r)) for r in rows), rows)
        said = query.values()
        return Value(sum(int(v or 0) * n for v, n in said), self.lines(period), count=sum(n for _, n in said))


class Distinct(Count):
    """How many different values of one word are in the lines (the first line of each stands for it); `case` counts cases."""

    def __init__(
        self,
        id: str,
        label: str,
        unit: str,
        rows: Rows,
        of: str | Callable[[Row], Any],
        definition: str,
        basis: Basis | str = "",
    ):
        super().__init__(id, label, unit, rows, definition, basis)
        self.column = of

    def of(self, period: Period) -> Value:
        count = None if callable(self.column) or remembering() else self._count(period, self.column)
        if count is None:
            rows = self.lines(period)()
            return Value(len(rows), rows)
        return Value(count, self.lines(period), count=count)

    def _count(self, period: Period, word: str) -> int | None:
        if word == "case":
            cases = self.set.cases(period)
            return None if cases is None else cases.cases()
        query = self.set.query(period, word)
        return None if query is None else len({one for v, _ in query.values() for one in _several(v)})

    def lines(self, period: Period) -> Callable[[], list[Row]]:
        take = self.column if callable(self.column) else (lambda r: r.case if self.column == "case" else r.get(self.column))

        def first() -> list[Row]:
            found: dict[Any, Row] = {}
            for row in self.set.rows(period):
                for one in _several(take(row)):
                    found.setdefault(one, row)
            return list(found.values())

        return first


def _several(key: Any) -> list[Any]:
    """The values in a word that may hold several; nothing said is none."""
    return [one for one in (key if isinstance(key, list | tuple) else [key]) if one not in (None, "")]


class Ratio(Figure):
    """One set over another, as a fraction; without value where the denominator is empty."""

    def __init__(
        self,
        id: str,
        label: str,
        part: Rows,
        whole: Rows,
        definition: str,
        basis: Basis | str = "",
        empty: str = "分母为0，不计算",
    ):
        super().__init__(id, label, "%", definition, basis)
        self.part, self.whole, self.empty = part, whole, empty

    def of(self, period: Period) -> Value:
        of = self.whole.count(period)
        n = None if of is None else self.part.count(period)
        if n is None or of is None:
            return self._read(period)
        value = Fraction(n, of) if of else None
        return Value(value, lambda: self.whole.rows(period), "" if of else self.empty, lambda: self.part.rows(period), count=of)

    def _read(self, period: Period) -> Value:
        with remembered():
            whole, part = self.whole.rows(period), self.part.rows(period)
        return Value(Fraction(len(part), len(whole)) if whole else None, whole, "" if whole else self.empty, part)


class Change(Figure):
    """A figure against itself one year before, as a fraction of that year; without value where that year was zero."""

    def __init__(self, id: str, label: str, figure: Figure, definition: str, basis: Basis | str = ""):
        super().__init__(id, label, "%", definition, basis)
        self.figure = figure

    def of(self, period: Period) -> Value:
        now, then = self.figure.of(period), self.figure.of(period.before())
        rows, count = (lambda: [*now.rows, *then.rows]), now.count + then.count
        if not then.value:
            return Value(None, rows, "上年同期为0，不计算", count=count)
        return Value(Fraction(now.value or 0) / Fraction(then.value) - 1, rows, count=count)
