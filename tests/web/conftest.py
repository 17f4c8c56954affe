"""An invented office on the sample procedure, and people who are its owner, colleague and stranger."""

import os
import socket
import subprocess
import sys
import time
import urllib.parse
import urllib.request
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.core.cache import cache
from django.db import transaction
from django.test import Client

import emptystore
from fazhi.kernel import holidays
from fazhi.kernel.declare import APPLICANT, CLERK, HANDLER, HEAD
from fazhi.kernel.models import Case, HolidayYear
from fazhi.kernel.registry import procedures
from fazhi.kernel.scenario import World
from fazhi.surfaces import nav, standing
from kernel.sample import Sample
from web.seed import seed


@pytest.fixture(autouse=True)
def sample():
    """The sample procedure known to the registry while a test runs."""
    had = procedures().get(Sample.key)
    procedures()[Sample.key] = Sample
    forget()
    yield Sample
    if had is None:
        procedures().pop(Sample.key)
    forget()


def forget():
    nav.forget()
    standing.standings.cache_clear()
    cache.clear()


def enter(user):
    client = Client()
    client.force_login(user, "fazhi.surfaces.people.Backend")
    return client


@pytest.fixture(autouse=True)
def years_ahead(request):
    """The holiday table goes on past the shipped years, so that steps of today can be taken whenever the tests run."""
    if "db" in request.fixturenames or "office" in request.fixturenames or "world" in request.fixturenames:
        request.getfixturevalue("db")
        for year in range(date.today().year, date.today().year + 3):
            HolidayYear.objects.get_or_create(year=year, defaults={"source": "测试"})
        holidays.forget()


@pytest.fixture(scope="module")
def seeded(django_db_setup, django_db_blocker):
    """Fourteen cases of every kind, written once a module inside a transaction that is undone at its end."""
    had = procedures().get(Sample.key)
    procedures()[Sample.key] = Sample
    with django_db_blocker.unblock(), transaction.atomic():
        yield seed(14)
        transaction.set_rollback(True)
    if had is None:
        procedures().pop(Sample.key, None)


@pytest.fixture
def office(seeded, db):
    """The seeded office and the people around it; read anew for each test."""
    _, made = seeded
    world = World.make()
    organ, other = world.organ, world.organ_named("示例区另一机关")
    return SimpleNamespace(
        world=world,
        cases=list(Case.objects.filter(pk__in=[c.pk for c in made if hasattr(c, "pk")]).order_by("pk")),
        clerk=world.person(CLERK, "甲", organ),
        handler=world.person(HANDLER, "甲", organ),
        handler2=world.person(HANDLER, "乙", organ),
        head=world.person(HEAD, "甲", organ),
        head2=world.person(HEAD, "乙", organ),
        stranger=world.person(HEAD, "甲", other),
        citizen=world.person(APPLICANT, "1", organ),
    )


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    """The site served by a process of its own over a fresh store on the database of this run; its address."""
    home = tmp_path_factory.mktemp("site")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    env = {**os.environ, "FAZHI_HOME": str(home), "FAZHI_MEDIA": str(home / "media"), "DATABASE_URL": own_store(home)}
    program = [sys.executable, "-W", "ignore", str(Path(__file__).with_name("served.py")), str(port)]
    server = subprocess.Popen(program, env=env)
    address = f"http://127.0.0.1:{port}"
    for _ in range(1200):
        try:
            urllib.request.urlopen(address + "/login/")
            break
        except OSError:
            assert server.poll() is None, "服务没有起来"
            time.sleep(0.1)
    yield address
    server.terminate()
    server.wait(10)


def own_store(home):
    """The address of a new empty database: a file, or one more on the PostgreSQL cluster of this run."""
    url = os.environ.get("DATABASE_URL", "")
    if not url.startswith("postgres"):
        return f"sqlite:///{emptystore.put(home / 'site.sqlite3')}"
    import psycopg

    name = f"site_{os.getpid()}"
    with psycopg.connect(url, autocommit=True) as link:
        link.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        link.execute(f'CREATE DATABASE "{name}"')
    return urllib.parse.urlsplit(url)._replace(path=f"/{name}").geturl()


@pytest.fixture(scope="module")
def chrome():
    """One browser for the tests of a module."""
    from browser import launched

    with launched() as browser:
        yield browser
