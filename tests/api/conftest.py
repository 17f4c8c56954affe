"""The sample procedure of the kernel's tests, its people, and a client that comes with a token."""

import json
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from fazhi.surfaces import nav
from fazhi.surfaces.api.models import Token
from kernel.conftest import accepted, people, received, sample  # noqa: F401


@pytest.fixture(autouse=True)
def known(sample):  # noqa: F811
    nav.forget()


class Program:
    """Another program: a client with a token of one person."""

    def __init__(self, user, scope="write", domains=None, days=1):
        self.token, self.secret = Token.issue(user, "测试", scope, timezone.now() + timedelta(days), domains)
        self.client = Client(headers={"Authorization": f"Bearer {self.secret}"})

    def get(self, path, **query):
        return self.client.get(f"/api{path}", query)

    def post(self, path, **body):
        return self.client.post(f"/api{path}", json.dumps(body), content_type="application/json")


@pytest.fixture
def program(db):
    return Program
