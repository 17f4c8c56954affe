"""A citizen, a stranger, an officer, and a client for each; the invented district with its calendar."""

import pytest
from django.contrib.auth import get_user_model
from django.core.cache import cache
from django.test import Client

from fazhi.kernel.declare import CLERK, HANDLER, HEAD, ORGAN_HEAD
from fazhi.kernel.models import Person
from fazhi.kernel.scenario import World

ANSWERS = {
    "act_kind": {"act_kind": "行政处罚"},
    "act_known_on": {"act_known_on": ""},
    "told": {"told": "yes"},
    "who": {"who": "县级政府部门"},
    "in_court": {"in_court": "no"},
    "wanted": {"wanted": "撤销"},
    "x-advice": {},
    "request": {"request": "请求撤销罚款决定"},
    "reasons": {"reasons": "没有给我陈述的机会"},
    "act_doc_no": {"act_doc_no": ""},
    "amount_fen": {"amount_fen": "3000"},
    "o-respondent": {"name": "示例区某局"},
    "x-me": {"name": "申请人甲", "kind": "公民", "id_number": "", "credit_code": "", "phone": "13900001234", "address": "示例区示例路1号", "e_service": "true"},
    "x-files": {},
}  # fmt: skip


@pytest.fixture(autouse=True)
def no_counts():
    cache.clear()


@pytest.fixture
def world(db):
    return World.make()


def login(user):
    client = Client()
    client.force_login(user, "fazhi.surfaces.people.Backend")
    return client


@pytest.fixture
def citizen(db):
    user = get_user_model().objects.create_user("citizen-a")
    Person.objects.create(user=user, name="申请人甲", phone="13900001234", citizen=True)
    return user


@pytest.fixture
def stranger(db):
    user = get_user_model().objects.create_user("citizen-b")
    Person.objects.create(user=user, name="路人乙", citizen=True)
    return user


@pytest.fixture
def office(world):
    """The people of the receiving organ by seat."""
    return {s.key: world.person(s, "甲", world.organ) for s in (CLERK, HANDLER, HEAD, ORGAN_HEAD)}


@pytest.fixture
def apply(world):
    """Answers every page of an application; returns the draft's id."""
    from datetime import date, timedelta

    def go(client, files=(), **changed):
        begun = client.post("/apply/reconsideration/receive/")
        home = begun.url.rsplit("/", 2)[0]
        answers = {**ANSWERS, "act_known_on": {"act_known_on": (date.today() - timedelta(10)).isoformat()}}
        for key, said in {**answers, **changed}.items():
            data = {**said, "files": list(files)} if key == "x-files" else said
            answer = client.post(f"{home}/{key}/", data)
            assert answer.status_code == 302, (key, answer.content.decode())
        return int(home.rsplit("/", 1)[1])

    return go
