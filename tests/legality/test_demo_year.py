"""The demonstration year gives the figures of the report."""

from fazhi.kernel.figures import Period
from fazhi.kernel.registry import figures

COUNTS = ("n", "p", "d", "c", "o")


def test_the_demonstration_year(demo_store):
    year = Period.year(2024)
    value = {k: f.of(year).value for k, f in figures().items() if k.startswith("legality")}
    assert value["legality.reviewed"] == 115 == sum(value[f"legality.reviewed.{k}"] for k in COUNTS)
    assert 360 < value["legality.suggestions"] < 370
    assert 0.8 < value["legality.adoption"] < 1 and 0.9 < value["legality.on_time"] < 1
    assert 2 <= value["legality.days"] <= 8, "contracts take two days, documents six, decisions eight"
    assert value["legality.owed"] == 3 and value["legality.withdrawn"] == 1
    before = value["legality.suggestions"]
    assert len(figures()["legality.suggestions"].of(year).rows) == before, "every suggestion can be pointed at"
