"""Rights on every step × seat: its owner may, a colleague without the seat is told why not, a stranger learns nothing."""

from datetime import date, timedelta

import pytest

from fazhi.kernel.declare import APPLICANT, CLERK, HANDLER, HEAD, ORGAN_HEAD, RESPONDENT
from fazhi.kernel.models import Case, Event
from fazhi.kernel.perform import new_case, perform
from fazhi.kernel.scenario import World
from kernel.sample import Sample
from web.conftest import enter

TODAY = date.today()
WAY = {  # the steps that lead to a state in which a step is open
    "examining": (),
    "trying": ("accept",),
    "paused": ("accept", "suspend"),
}
SAID = {"accept": {}, "refuse": {"reason": "不属于受理范围"}, "decide": {"outcome": "a"}, "hear": {"hearing_on": (date.today() + timedelta(20)).isoformat()},
        "remark": {"item-0-text": "补充证据", "rows-item": "1"}, "adopt": {"adopted": "true", "item_n": "1"}}  # fmt: skip
STEPS = [s for s in Sample.steps.values() if not s.opening and not s.automatic]


@pytest.fixture
def world(db):
    return World.make()


def person(world, seat, case):
    if seat.side == "party":
        party = case.parties.get(seat=seat.key)
        return party.user or world.person(HANDLER, "外", party.organ)
    return world.person(seat, "甲", world.organ)


def opened(world, step):
    """A case in a state in which this step is open, opened today."""
    day = TODAY
    case = new_case("sample", world.organ, day, "申请人甲不服处罚案")
    office = world.organ_named("示例区某局")
    applicant = world.person(APPLICANT, "甲", world.organ)
    parties = [
        {"seat": APPLICANT, "name": "申请人甲", "user": applicant},
        {"seat": RESPONDENT, "name": office.name, "organ": office, "kind": "机关"},
    ]
    perform(case, "receive", world.person(CLERK, "甲", world.organ), day, parties=parties)
    state = "examining" if not isinstance(step.origin, tuple) else step.origin[0].key
    for key in WAY[state]:
        extra = {"handler": world.person(HANDLER, "甲", world.organ)} if key == "accept" else {}
        perform(case, key, world.person(HEAD, "甲", world.organ), day, **extra)
    if step.key == "adopt":
        perform(case, "remark", world.person(HANDLER, "甲", world.organ), day, item={"text": "意见"})
    return case


def post(user, case, step):
    place = "case" if user.posts.exists() else "mine"  # a party without a post has pages of its own
    return enter(user).post(
        f"/{place}/{case.pk}/step/{step.key}/", {"on": TODAY.isoformat(), "seen": case.events, **SAID.get(step.key, {})}
    )


@pytest.mark.parametrize("step", STEPS, ids=lambda s: s.key)
def test_owner_may(world, step):
    case = opened(world, step)
    answer = post(person(world, step.who[0], case), case, step)
    assert answer.status_code == 302, answer.text
    assert Event.objects.filter(case=case, step=step.key).count() == 1


@pytest.mark.parametrize("step", STEPS, ids=lambda s: s.key)
def test_colleague_without_the_seat_is_told_and_nothing_is_written(world, step):
    case = opened(world, step)
    colleague = world.person(ORGAN_HEAD, "甲", world.organ)
    before = case.events
    answer = post(colleague, case, step)
    assert answer.status_code == 422 and "应由" in answer.text
    assert Case.objects.get(pk=case.pk).events == before


@pytest.mark.parametrize("step", STEPS, ids=lambda s: s.key)
def test_stranger_learns_nothing(world, step):
    case = opened(world, step)
    stranger = world.person(HEAD, "甲", world.organ_named("示例区另一机关"))
    assert post(stranger, case, step).status_code == 404
    assert enter(stranger).get(f"/case/{case.pk}/").status_code == 404
    assert Case.objects.get(pk=case.pk).events == case.events


def test_documents_views_and_searches_of_strangers(world):
    case = opened(world, Sample.steps["serve"])
    document = case.documents.first()
    stranger = enter(world.person(HEAD, "甲", world.organ_named("示例区另一机关")))
    for url in (
        f"/document/{document.pk}/",
        f"/document/{document.pk}/print/",
        f"/document/{document.pk}/deliver/",
        f"/case/{case.pk}/amend/1/",
    ):
        assert stranger.get(url).status_code == 404
    assert "申请人甲" not in stranger.get("/search/?q=处罚").text
    assert case.number not in stranger.get("/cases/sample/").text
    other = enter(world.person(HANDLER, "外", world.organ_named("示例区某局")))  # the organ that is the respondent sees it
    assert other.get(f"/case/{case.pk}/").status_code == 200
