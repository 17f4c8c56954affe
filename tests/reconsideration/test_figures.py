"""Definitions of the figures, on sets made for the purpose."""

from fractions import Fraction

import pytest

from fazhi.domains.reconsideration import figures
from fazhi.domains.reconsideration.models import DIRECT, OUTCOMES, RANK
from fazhi.kernel.figures import Period, Row, Rows


class Given(Rows):
    """A set written down."""

    def __init__(self, *outcomes: tuple[str, int]):
        self.lines = [c for c, n in outcomes for _ in range(n)]

    def rows(self, period: Period) -> list[Row]:
        return [Row(i, i, period.first, "decide", {"facts": {"outcome": c}}) for i, c in enumerate(self.lines)]


def test_change_of_another_count_cannot_bear_the_name() -> None:
    with pytest.raises(ValueError, match="另一口径"):
        figures.YearOnYear(figures.accepted, "reconsideration.received.yoy")
    assert figures.YearOnYear(figures.accepted).id == "reconsideration.accepted.yoy"


def test_overall_correction_with_the_published_numbers_of_a_city() -> None:
    """Shanghai 2014: 4,696 closed, of them 63 annulled, 43 found unlawful, 8 ordered, 77 ended after correction: 4.07 %."""
    year = Period.year(2014)
    closed = Given(("WC", 3509), ("ZZ-CH", 678), ("BHS", 295), ("ZZ-GZ", 77), ("CX", 63), ("QW", 43), ("ZL", 8), ("ZZ-QT", 23))
    rows = closed.rows(year)
    direct = [r for r in rows if figures.direct.where(r)]
    overall = direct + [r for r in rows if figures.indirect.a.where(r)]
    assert len(rows) == 4696
    assert len(overall) == 191
    assert round(float(Fraction(len(overall), len(rows))) * 100, 2) == 4.07
    assert round(float(Fraction(len(direct), len(rows))) * 100, 2) == 2.43


def test_outcomes_are_ranked_as_the_code_list_says() -> None:
    assert [c for c in RANK if c in ("BG", "CX", "WX", "QW", "ZL", "XY")] == ["BG", "CX", "WX", "QW", "ZL", "XY"]
    order = ["TJ", "ZZ-GZ", "WC", "BHQ", "BHS", "ZZ-HJ"]
    assert [RANK.index(c) for c in order] == sorted(RANK.index(c) for c in order)
    assert max(RANK.index(c) for c in DIRECT) < RANK.index("TJ")
    assert len(OUTCOMES) == len(set(RANK))


@pytest.mark.django_db
def test_an_empty_year_has_no_rates() -> None:
    found = figures.closing_rate.of(Period.year(2030))
    assert found.value is None and "分母为0" in found.note
    assert figures.received_yoy.of(Period.year(2030)).note == "上年同期为0，不计算"
