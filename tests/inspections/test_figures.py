"""The figures of the report from the demonstration year, each down to its lines; the three meanings of the decline apart."""

from fractions import Fraction

from fazhi.domains.inspections import figures
from fazhi.kernel.figures import Period


def test_demonstration_year(demo_store):
    year = Period.year(2024)
    assert figures.joint_events.of(year).value == 126 == len(figures.joint_events.of(year).rows)
    yoy = figures.yoy.of(year)
    assert yoy.value == Fraction(-3, 10) and len(yoy.rows) == 510
    visits, demands = figures.visits.of(year), figures.saved.of(year)
    assert visits.value == 210 and demands.value == Fraction(210, 387) - 1 and len(demands.rows) == 387
    assert figures.per_firm.of(year).value == Fraction(-3, 10)
    assert figures.yoy.id != figures.saved.id != figures.per_firm.id
    # every demand that was no visit of its own has exactly one way in which it was saved
    from fazhi.domains.inspections.models import Task

    joint = sum(len(c["ledger"]) for c in ()) + (357 - 210)
    assert (
        joint + Task.objects.filter(saved_as="offsite").count() + Task.objects.filter(saved_as="whitelist").count() == 387 - 210
    )
