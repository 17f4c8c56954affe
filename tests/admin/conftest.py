"""An administrator, a data-protection officer, and people who hold neither post."""

from types import SimpleNamespace

import pytest
from django.contrib.auth import get_user_model
from django.core.cache import cache
from django.test import Client

from fazhi.kernel.models import Person, Post
from fazhi.surfaces import nav
from kernel.conftest import accepted, people, received, sample  # noqa: F401

WORD = "Zhengque-2024"


@pytest.fixture(autouse=True)
def fresh(sample):  # noqa: F811
    cache.clear()
    nav.forget()


def login(user):
    client = Client()
    client.force_login(user, "fazhi.surfaces.people.Backend")
    return client


@pytest.fixture
def keepers(people):  # noqa: F811
    """The two posts of service, at the root of the district."""
    made = {}
    for name, seat in (("admin-a", "administrator"), ("officer-a", "data_protection")):
        user = get_user_model().objects.create_user(name, password=WORD)
        Person.objects.create(user=user, name=name)
        Post.objects.create(user=user, organ=people.organ, seat=seat, below=True)
        made[seat] = user
    citizen = get_user_model().objects.create_user("citizen-a")
    Person.objects.create(user=citizen, name="申请人甲", citizen=True)
    return SimpleNamespace(**made, citizen=citizen)


@pytest.fixture
def admin(keepers):
    return login(keepers.administrator)
