"""Own-written sentences as real drafts phrase them: how many the review finds, how many lawful ones it leaves alone."""

import pytest
from phrasing import FOLDER, Phrase, outcome, read

PHRASES = [p for file in sorted(FOLDER.glob("*.txt")) for p in read(file)]
GROUPS = {"公平竞争": [p for p in PHRASES if p.group == "C"], "其余各组": [p for p in PHRASES if p.group != "C"]}


def share(phrases: list[Phrase], which: int) -> float:
    return sum(outcome(p)[which] for p in phrases) / len(phrases)


def test_there_are_enough_sentences():
    assert len(GROUPS["公平竞争"]) > 900 and len(GROUPS["其余各组"]) > 500


@pytest.mark.parametrize("name", list(GROUPS))
def test_offending_wordings_are_found(name: str):
    offending = [p for p in GROUPS[name] if p.fires]
    missed = [f"{p.rule} {p.text}" for p in offending if not outcome(p)[0]]
    assert len(missed) <= 0.05 * len(offending), "\n".join(missed)
    assert share(offending, 1) >= 0.92, "依据条文"


@pytest.mark.parametrize("name", list(GROUPS))
def test_lawful_lookalikes_are_left_alone(name: str):
    lawful = [p for p in GROUPS[name] if not p.fires]
    alarms = [f"{p.rule} {p.text}" for p in lawful if outcome(p)[0]]
    assert len(alarms) <= 0.02 * len(lawful), "\n".join(alarms)


def test_every_rule_of_group_c_that_reads_text_has_its_wordings():
    from fazhi.engines.review import RULES

    written = {p.rule for p in PHRASES if p.fires}
    assert {r.id for r in RULES if r.group == "C" and r.patterns} <= written
