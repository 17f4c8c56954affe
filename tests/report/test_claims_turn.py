"""Changing, adding or amending one record of any ledger turns exactly its claims; last year's cut-off gives last year's digests."""

from datetime import date, datetime

import pytest

from fazhi.kernel.amend import amend
from fazhi.kernel.declare import CLERK, HEAD
from fazhi.kernel.figures import Period
from fazhi.kernel.models import Event
from fazhi.kernel.perform import new_case, perform
from fazhi.report.answers import CHINA, Answers, end_of
from fazhi.report.claims import CLAIMS
from report import year, year_others


def told(known_by: datetime | None = None) -> dict[str, tuple]:
    answers = Answers(Period.year(2024, known_by))
    return {c.id: (a.status, a.value, a.printed, a.digest) for c in CLAIMS for a in [answers[c.id]]}


def turned(before: dict, after: dict) -> set[str]:
    return {id for id in before if before[id] != after[id]}


def correct(world, case, step: str, on: date) -> None:
    organ = case.organ
    line = Event.objects.filter(case=case, step__in=step.split(), kind="step").earliest("pk")
    amend(line, world.person(CLERK, "甲", organ), world.person(HEAD, "甲", organ), "日期录错", on=on)


@pytest.mark.parametrize("ledger", year.LEDGERS, ids=lambda entry: f"{entry.make.__name__}-{entry.amends}")
def test_one_record_turns_exactly_its_claims(world, ledger):
    before = told()
    assert all(before[id][0] == "ok" for id in ledger.turns)
    case = ledger.make(world, 7)
    added = told()
    assert turned(before, added) == ledger.turns
    correct(world, case, ledger.amends, ledger.to)
    amended = told()
    assert turned(added, amended) == (ledger.amended or ledger.turns)


@pytest.fixture
def whole(world):
    """The small year in every ledger the report stands on."""
    year_others.base(world)
    return world


@pytest.mark.parametrize("ledger", year_others.LEDGERS, ids=lambda entry: f"{entry.make.__name__}-{entry.amends.split()[0]}")
def test_one_record_of_the_larger_ledgers_turns_exactly_its_claims(whole, ledger):
    test_one_record_turns_exactly_its_claims(whole, ledger)


def test_every_claim_of_the_report_is_turned_by_some_ledger():
    turned = {id for entry in (*year.LEDGERS, *year_others.LEDGERS) for id in (*entry.turns, *(entry.amended or ()))}
    assert {c.id for c in CLAIMS} - turned == {"patents.publications"}  # its ledger is the load log of the patent database


def test_a_step_that_ends_a_record_turns_its_claim(world):
    case = year.power(world, 9)
    before = told()
    world.act(case, "recall", HEAD, date(2024, 12, 1), paper="收回决定")
    assert turned(before, told()) == {"powers.granted"}


def test_evidence_withdrawn_leaves_a_gap_where_a_number_stood(world):
    before = told()
    case = Event.objects.filter(domain="evidence", said__facts__claim="first.standard").get().case
    world.act(case, "withdraw", HEAD, date(2024, 12, 1), why="查新报告有误")
    after = told()
    assert turned(before, after) == {"standards.issued"} and after["standards.issued"][0] == "missing"


def test_last_years_cutoff_gives_last_years_digests(whole):
    """Later amendments of every ledger, later alterations, later records are not known at the earlier moment."""
    cutoff = end_of(date(2025, 3, 31))
    before = told(cutoff)
    for entry in (*year.LEDGERS[:-1], *year_others.LEDGERS):
        lines = Event.objects.filter(
            step__in=entry.amends.split(), kind="step", amendments=None, case__domain__in=WORDS[entry.make.__name__]
        )
        correct(whole, lines.earliest("pk").case, entry.amends, entry.to)
    circle = Event.objects.filter(domain="aid_network").latest("pk").case
    whole.act(circle, "recount", CLERK, date(2025, 6, 2), item_n=1, people=7)
    late(whole)
    assert turned(before, told(cutoff)) == set()
    assert len(turned(before, told())) > 25


def late(world):
    """A grant of aid of October 2024 that was entered in June 2025."""
    organ = world.organ_named("示例区司法局")
    case, moment = new_case("legal_aid", organ, date(2024, 10, 8), "补录", demo=True), datetime(2025, 6, 2, 17, tzinfo=CHINA)
    facts = {"person": "受援人补", "kind": "civil", "matter": "劳动报酬"}
    perform(case, "apply", world.person(CLERK, "甲", organ), date(2024, 10, 8), at=moment, **facts)
    perform(case, "grant", world.person(HEAD, "甲", organ), date(2024, 10, 9), at=moment)


WORDS = {
    "meeting": "meeting",
    "observer": "observer",
    "training": "training",
    "onething": "onething",
    "exemption": "exemption",
    "power": "power",
    "honour": "evidence",
    "standard": "standard",
    "organisation": "mediation_org",
    "project": "project",
    "rule": "selfrule",
    "event": "outreach",
    "plan": "plan",
    "aid": "legal_aid",
}
WORDS = {k: (v,) for k, v in WORDS.items()} | {
    "reviewed": ("legality",), "listed": ("leniency_list",), "visit": ("visit",), "joint": ("joint_inspection",), "applied": ("reconsideration",),
    "decided": ("reconsideration",), "carried": ("reconsideration",), "suit": ("litigation",), "network": ("aid_network",),
    "station": ("aid_station",), "spared": ("penalty",),
}  # fmt: skip


def test_a_record_written_late_shows_only_to_the_later_reader(world):
    """A case of 2024 entered in March 2025 is not in the report of that February."""
    february = end_of(date(2025, 2, 1))
    before, case = told(february), year.opened(world, "legal_aid", date(2024, 12, 30), "迟录的援助")
    late = datetime(2025, 3, 20, 10, tzinfo=CHINA)
    from fazhi.kernel.perform import perform

    clerk, head = world.person(CLERK, "甲", case.organ), world.person(HEAD, "甲", case.organ)
    perform(case, "apply", clerk, date(2024, 12, 30), at=late, person="受援人迟", kind="civil", matter="工伤")
    perform(case, "grant", head, date(2024, 12, 31), at=late)
    assert told(february) == before
    assert told()["aid.accepted"][1] == before["aid.accepted"][1] + 1
