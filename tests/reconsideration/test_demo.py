"""The demonstration years give exactly the figures of the report, and every balance holds."""

from datetime import date
from fractions import Fraction

import pytest

from fazhi.domains.reconsideration import figures
from fazhi.kernel.figures import Figure, Period
from fazhi.kernel.models import Case, Deadline
from fazhi.kernel.registry import figures as registered

YEAR = Period.year(2024)


@pytest.fixture(scope="module")
def years(demo_store: None) -> None:
    """The demonstration of the whole district."""


def value(id: str, period: Period = YEAR) -> int | Fraction | None:
    return registered()[id].of(period).value


@pytest.mark.parametrize(
    ("id", "want"),
    [
        ("reconsideration.received", 145),
        ("reconsideration.accepted", 141),
        ("reconsideration.concluded", 139),
        ("reconsideration.concluded.carried", 18),
        ("reconsideration.pending_start", 18),
        ("reconsideration.pending_end", 20),
        ("reconsideration.handled", 143),
        ("reconsideration.received.yoy", Fraction(145, 61) - 1),
        ("reconsideration.acceptance_rate", Fraction(141, 145)),
        ("reconsideration.closing_rate", Fraction(139, 159)),
        ("reconsideration.closing_rate.accepted", Fraction(139, 141)),
        ("reconsideration.early_settled", Fraction(1, 145)),
    ],
)
def test_figure_of_2024(years: None, id: str, want: int | Fraction) -> None:
    assert value(id) == want


def test_the_year_before(years: None) -> None:
    before = Period.year(2023)
    assert value("reconsideration.received", before) == 61
    assert round(float(value("reconsideration.received.yoy") or 0), 3) == 1.377
    assert value("reconsideration.received.yoy", before) is None  # nothing in 2022
    keys = Case.objects.filter(opened_on__year=2023, domain="reconsideration").values_list("procedure", flat=True)
    assert set(keys) == {"reconsideration@2018"}


@pytest.mark.parametrize("year", [2023, 2024])
def test_balances_hold(years: None, year: int) -> None:
    for name, (left, right) in figures.balances(Period.year(year)).items():
        assert left == right > 0, name
    assert figures.plausible(Period.year(year)) == ""


def test_numerators_lie_within_denominators(years: None) -> None:
    rates = [f for f in vars(figures).values() if isinstance(f, Figure) and f.unit == "%" and not f.id.endswith(".yoy")]
    for rate in rates:
        found = rate.of(YEAR)
        assert found.value is not None and 0 <= found.value <= 1, rate.id
    assert value("reconsideration.correction.direct") < value("reconsideration.correction.overall")
    assert value("reconsideration.correction.direct") < value("reconsideration.correction.direct.merits")
    assert 0 < value("reconsideration.on_time") < 1


def test_what_was_known_by_the_report_day_is_the_same(years: None) -> None:
    from datetime import datetime

    from fazhi.kernel.scenario import CHINA

    known = Period.year(2024, datetime(2025, 3, 5, tzinfo=CHINA))
    assert value("reconsideration.concluded", known) == 139
    early = Period.year(2024, datetime(2024, 7, 1, tzinfo=CHINA))
    assert value("reconsideration.received", early) < 145


def test_boxes_and_lights_live_in_november_2026(years: None) -> None:
    today = date(2026, 11, 20)
    cases = Case.objects.filter(domain="reconsideration", opened_on__year=2026)
    assert not cases.filter(ledger__on__gt=today).exists()
    assert cases.filter(closed_on=None).count() >= 25
    states = set(cases.filter(closed_on=None).values_list("state", flat=True))
    assert states >= {
        "with_organ",
        "examining",
        "correcting",
        "accepted",
        "summary_trial",
        "trial",
        "suspended",
        "decided",
        "performing",
    }
    assert cases.filter(ledger__step="deemed").exists()
    running = Deadline.objects.filter(case__in=cases, state="running")
    assert running.filter(due__lt=today).count() >= 5
    assert running.filter(due__range=(today, date(2026, 11, 27))).count() >= 3
    assert not Case.objects.filter(domain="reconsideration", opened_on__lt=date(2025, 6, 1), closed_on=None).exists()
