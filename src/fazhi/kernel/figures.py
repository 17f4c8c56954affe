"""A figure is a set first, a number second: every figure returns the ledger lines it counts; its value is their count, sum or
ratio. Sets are read from the ledger as it was known by a moment, with amendments applied.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from operator import attrgetter
from typing import Any

from fazhi.kernel.declare import Basis
from fazhi.kernel.ledger import Period, Row, remembered
from fazhi.kernel.seal import sm3
from fazhi.kernel.sets import Both, Done, Either, Ever, Lines, Rows, Standing, Without

__all__ = (
    "Both", "Change", "Count", "Distinct", "Done", "Either", "Ever", "Figure", "Lines", "Period", "Ratio", "Row", "Rows", "Standing",
    "Sum", "Value", "Without", "digest", "listed", "remembered",
)  # fmt: skip


def digest(rows: Iterable[Row]) -> str:
    """The digest over the ids and seals of the lines counted (SM3), in order of their ids."""
    return "sm3:" + sm3(listed(rows))


def listed(rows: Iterable[Row]) -> str:
    """The lines as a digest reads them: number and seal of each, in order of their numbers."""
    return "\n".join([f"{r.event}.{r.n}:{r.seal}" for r in sorted(rows, key=attrgetter("event", "n"))])


@dataclass(frozen=True)
class Value:
    """A figure's answer: the value, the lines behind it (for a rate, of the denominator), a note where it has no value or a word is
    needed beside it, and what else it stands on without counting it (stations, roads)."""

    value: int | Fraction | None
    rows: list[Row]
    note: str = ""
    numerator: list[Row] | None = None
    also: list[Row] = field(default_factory=list)

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
        rows = self.set.rows(period)
        return Value(len(rows), rows)


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
        rows = self.set.rows(period)
        take = self.column if callable(self.column) else (lambda r: r.get(self.column) or 0)
        return Value(sum(int(take(r)) for r in rows), rows)


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
        take = self.column if callable(self.column) else (lambda r: r.case if self.column == "case" else r.get(self.column))
        found: dict[Any, Row] = {}
        for row in self.set.rows(period):
            key = take(row)
            for one in key if isinstance(key, list | tuple) else [key]:
                if one not in (None, ""):
                    found.setdefault(one, row)
        return Value(len(found), list(found.values()))


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
        with remembered():
            whole, part = self.whole.rows(period), self.part.rows(period)
        if not whole:
            return Value(None, whole, self.empty, part)
        return Value(Fraction(len(part), len(whole)), whole, "", part)


class Change(Figure):
    """A figure against itself one year before, as a fraction of that year; without value where that year was zero."""

    def __init__(self, id: str, label: str, figure: Figure, definition: str, basis: Basis | str = ""):
        super().__init__(id, label, "%", definition, basis)
        self.figure = figure

    def of(self, period: Period) -> Value:
        with remembered():
            now, then = self.figure.of(period), self.figure.of(period.before())
        rows = [*now.rows, *then.rows]
        if not then.value:
            return Value(None, rows, "上年同期为0，不计算")
        return Value(Fraction(now.value or 0) / Fraction(then.value) - 1, rows)
