"""Plays every story of tests/scenarios/<domain>/*.txt through the one door, one test a story; the ledger must then pass its audit."""

from pathlib import Path

import pytest

from fazhi.kernel.audit import anchor, audit
from fazhi.kernel.scenario import Player, Scenario, read

HOME = Path(__file__).parent / "scenarios"


def stories() -> list:
    found = []
    for path in sorted(HOME.glob("*/*.txt")):
        for story in read(path):
            found.append(pytest.param(story, id=f"{path.parent.name}/{path.stem}: {story.title}"))
    return found


@pytest.mark.django_db
@pytest.mark.parametrize("story", stories())
def test_story(story: Scenario) -> None:
    Player(story).play()
    anchor()
    assert audit().faults == []


def test_ids_are_unique() -> None:
    """Two stories of one title in one file could not be told apart in a report."""
    ids = [p.id for p in stories()]
    assert len(ids) == len(set(ids))
