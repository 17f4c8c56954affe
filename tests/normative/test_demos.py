"""The demonstration ledgers of documents, decisions and competition play through the one door and give their figures."""

import pytest

from fazhi.domains.competition import demo as competition
from fazhi.domains.decisions import demo as decisions
from fazhi.domains.normative import demo as normative
from fazhi.kernel.audit import anchor, audit
from fazhi.kernel.figures import Period
from fazhi.kernel.registry import figures
from fazhi.kernel.scenario import World

pytestmark = pytest.mark.django_db


def test_the_three_ledgers():
    for module in (decisions, competition, normative):
        module.load(World.make(), lambda done, total: None)
    value = {k: f.of(Period.year(2024)).value for k, f in figures().items()}
    assert value["decisions.listed"] == 6
    assert value["competition.reviewed"] == 12 and value["competition.forbidden"] == 1 and value["competition.exceptions"] == 1
    assert value["competition.amended"] == 4 and value["competition.corrected"] == 1
    assert value["normative.planned"] == 8 and value["normative.expired"] == 1 and value["normative.valid"] == 2
    assert value["filing.received"] == 2 and value["filing.correction"] == 0, "both received documents were accepted"
    assert value["normative.tasks"] == 1, "the law on state secrets changed on 2024-05-01"
    assert value["cleanup.documents"] == 13 == sum(value[f"cleanup.{k}"] for k in ("kept", "amended", "repealed", "voided"))
    anchor()
    assert audit().faults == []
