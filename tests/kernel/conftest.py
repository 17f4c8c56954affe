"""The sample procedure and its people, for every test of the kernel."""

from datetime import date
from types import SimpleNamespace

import pytest

from fazhi.kernel.declare import CLERK, HANDLER, HEAD
from fazhi.kernel.perform import new_case, perform
from fazhi.kernel.scenario import World
from kernel.sample import install


@pytest.fixture(autouse=True)
def sample():
    install()


@pytest.fixture
def people(db):
    world = World.make()
    other = world.organ_named("示例区另一机关")
    respondent = world.organ_named("示例区某局")
    return SimpleNamespace(
        world=world, organ=world.organ, other=other, respondent=respondent,
        clerk=world.person(CLERK, "甲", world.organ), handler=world.person(HANDLER, "甲", world.organ),
        colleague=world.person(HANDLER, "乙", world.organ), head=world.person(HEAD, "甲", world.organ),
        stranger=world.person(HANDLER, "甲", other), answering=world.person(HANDLER, "甲", respondent),
    )  # fmt: skip


@pytest.fixture
def received(people):
    """A case received on 2024-03-01, with its respondent."""
    case = new_case("sample", people.organ, date(2024, 3, 1), "样例一")
    perform(case, "receive", people.clerk, date(2024, 3, 1),
            parties=[{"seat": "applicant", "name": "申请人甲"}, {"seat": "respondent", "name": "示例区某局", "organ": people.respondent}])  # fmt: skip
    return case


@pytest.fixture
def accepted(received, people):
    perform(received, "accept", people.head, date(2024, 3, 4), handler=people.handler, amount=100)
    return received
