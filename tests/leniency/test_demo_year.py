"""The demonstration year gives the figures of the report."""

from fazhi.domains.leniency import figures
from fazhi.kernel.figures import Period


def test_demonstration_year(demo_store):
    year = Period.year(2024)
    assert figures.cases.of(year).value == 178
    assert figures.amount.of(year).value == 1_353_630_000 and len(figures.amount.of(year).rows) == 178
    assert figures.list_version.of(year).value == 2024 and figures.list_version.of(Period.year(2023)).value == 2022
    kinds = [f.of(year).value for f in (figures.exempted, figures.reduced, figures.light)]
    assert sum(kinds) == 178 and figures.spared.of(year).value == 2
