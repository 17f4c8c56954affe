"""The demonstration ledgers of documents, decisions and competition play through the one door and give their figures."""

from fazhi.kernel.figures import Period
from fazhi.kernel.registry import figures


def test_the_three_ledgers(demo_store):
    value = {k: f.of(Period.year(2024)).value for k, f in figures().items()}
    assert value["decisions.listed"] == 6
    assert value["competition.reviewed"] == 12 and value["competition.forbidden"] == 1 and value["competition.exceptions"] == 1
    assert value["competition.amended"] == 4 and value["competition.corrected"] == 1
    assert value["normative.planned"] == 8 and value["normative.expired"] == 1 and value["normative.valid"] == 2
    assert value["filing.received"] == 2 and value["filing.correction"] == 0, "both received documents were accepted"
    assert value["normative.tasks"] == 1, "the law on state secrets changed on 2024-05-01"
    assert value["cleanup.documents"] == 13 == sum(value[f"cleanup.{k}"] for k in ("kept", "amended", "repealed", "voided"))
