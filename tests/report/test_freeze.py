"""Freezing by the page: the house reads the figures off the ledger; a later line shows as a correction; who may not is told."""

from datetime import date

import pytest

from fazhi.kernel.declare import CLERK, HANDLER
from fazhi.kernel.models import Case
from fazhi.kernel.registry import figures
from fazhi.report.corrections import corrections
from report import year


@pytest.fixture
def called(world):
    case = year.opened(world, "annual_report", date(2025, 1, 2), "年报")
    world.act(case, "open", CLERK, date(2025, 1, 2), report_year=2024, publisher="示例区司法局")
    world.act(case, "call", CLERK, date(2025, 1, 8))
    return Case.objects.get(pk=case.pk)


def test_the_house_writes_every_figure_itself(client, world, called):
    client.force_login(world.person(CLERK, "甲", called.organ))
    assert "年报" in client.get("/annual_report/freeze/").content.decode()
    assert client.post("/annual_report/freeze/", {"case": called.pk}).status_code == 302
    said = called.ledger.get(step="freeze").said["words"]
    assert {line["id"] for line in said["claims"]} == set(figures()) - {"publication.header"} and said["digest"].startswith(
        "sm3:"
    )
    assert corrections(2024) == []
    assert client.post("/annual_report/freeze/", {"case": "9" * 30}).status_code == 404


def test_who_has_not_the_seat_is_told_and_nothing_is_written(client, world, called):
    client.force_login(world.person(CLERK, "甲", called.organ))
    client.post("/annual_report/freeze/", {"case": called.pk})
    client.force_login(world.person(HANDLER, "甲", called.organ))
    again = client.post("/annual_report/freeze/", {"case": called.pk, "why": "补录"})
    assert again.status_code == 422 and "机构负责人" in again.content.decode()
    assert not called.ledger.filter(step="refreeze").exists()
    assert "年报" in client.get("/annual_report/freeze/").content.decode()
