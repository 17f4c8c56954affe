"""The small year in the database."""

import pytest

from fazhi.kernel.scenario import World
from report import year


@pytest.fixture
def world(db):
    world = World.make()
    year.base(world)
    return world
