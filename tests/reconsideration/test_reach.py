"""The stories leave nothing out: every step of every procedure is taken, every condition of a step refuses at least once."""

from pathlib import Path

import pytest
from django.db import transaction

from fazhi.kernel import sitting
from fazhi.kernel.coverage import coverage
from fazhi.kernel.refusal import Refusal
from fazhi.kernel.registry import procedure
from fazhi.kernel.scenario import Player, read

STORIES = Path(__file__).parent.parent / "scenarios"
KEYS = ("reconsideration@2024", "reconsideration@2018", "litigation@2017", "benchmark@2024")
FOLDERS = ("reconsideration", "litigation")


def taken(key: str) -> set[str]:
    """The labels of the steps the stories of a procedure take."""
    declared, found = procedure(key), set()
    for folder in FOLDERS:
        for path in STORIES.glob(f"{folder}/*.txt"):
            for story in read(path):
                words = {w for _, line in story.lines if not line.startswith(("拒绝", "→")) for w in line.split()}
                found |= words & {s.label for s in declared.steps.values()}
    return found


@pytest.mark.parametrize("key", KEYS)
def test_every_step_is_taken(key: str) -> None:
    wanted = {s.label for s in procedure(key).steps.values() if not s.automatic}
    assert wanted - taken(key) == set()


@pytest.mark.django_db
def test_every_condition_refuses_once(monkeypatch: pytest.MonkeyPatch) -> None:
    refused: set[str] = set()

    class Recorded(Refusal):
        def __init__(self, code: str, what: str, **kw: object):
            super().__init__(code, what, **kw)  # type: ignore[arg-type]
            if code == "need":
                refused.add(self.todo.removeprefix("请先满足："))

    monkeypatch.setattr(sitting, "Refusal", Recorded)
    for folder in FOLDERS:
        for path in STORIES.glob(f"{folder}/*.txt"):
            for story in read(path):
                if any(line.startswith("拒绝") for _, line in story.lines):
                    mark = transaction.savepoint()
                    Player(story).play()
                    transaction.savepoint_rollback(mark)
    declared = {g.label for key in KEYS for s in procedure(key).steps.values() for g in s.needs}
    assert declared - refused == set()


def test_the_rules_on_heads_in_court_are_accounted_for() -> None:
    assert coverage(procedure("litigation@2017")).missing == []
