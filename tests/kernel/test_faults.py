"""Faults: a killed process leaves the whole step or nothing; parallel intakes leave no gap and no double; audit finds tampering."""

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

import emptystore
from fazhi.kernel.audit import anchor, audit
from fazhi.kernel.models import Case, Event

WORKER = Path(__file__).with_name("worker.py")
KILLS = 100


@pytest.fixture
def store(tmp_path):
    """A database of its own of the kind under test: how to open it from outside, and how to run a worker on it."""
    if connection.vendor == "postgresql":
        import psycopg

        own = "fazhi_faults"
        where = {"dbname": own, "host": connection.settings_dict["HOST"], "user": connection.settings_dict["USER"]}
        with psycopg.connect(**{**where, "dbname": "postgres"}, autocommit=True) as server:
            server.execute(f"DROP DATABASE IF EXISTS {own}")
            server.execute(f"CREATE DATABASE {own}")
        url, open_ = f"postgres://{where['user']}@/{own}?host={where['host']}", lambda: psycopg.connect(**where)
    else:
        path = emptystore.put(tmp_path / "store.sqlite3")
        url, open_ = f"sqlite:///{path}", lambda: sqlite3.connect(path)
    env = {**os.environ, "DATABASE_URL": url, "FAZHI_MEDIA": str(tmp_path / "media")}
    subprocess.run([sys.executable, WORKER, "init", "0"], env=env, check=True)
    return open_, lambda what, n: subprocess.Popen([sys.executable, WORKER, what, str(n)], env=env, stdout=subprocess.PIPE)


def counts(open_):
    """(cases, events, events each case claims, numbers given out, deadlines without their event) read from outside."""
    with open_() as db:
        one = lambda sql: db.execute(sql).fetchone()[0] or 0  # noqa: E731
        return (
            one("SELECT COUNT(*) FROM kernel_case"),
            one("SELECT COUNT(*) FROM kernel_event"),
            one("SELECT SUM(events) FROM kernel_case"),
            one("SELECT SUM(last) FROM kernel_series"),
            one("SELECT COUNT(*) FROM kernel_deadline WHERE case_id NOT IN (SELECT id FROM kernel_case)"),
            one("SELECT COUNT(*) FROM kernel_item WHERE event_id NOT IN (SELECT id FROM kernel_event)"),
        )


def test_killed_a_hundred_times_the_whole_step_or_nothing(store):
    open_, run = store
    for _ in range(4):
        assert run("killed", KILLS // 4).wait() == 0
        cases, events, claimed, numbers, lost, stray = counts(open_)
        assert events == claimed and numbers == cases and lost == stray == 0
    assert cases > KILLS // 4
    audited = run("audit", 0)
    assert audited.communicate()[0].decode().strip() == "[]"


def test_twenty_parallel_intakes_leave_no_gap_and_no_double(store):
    open_, run = store
    assert run("parallel", 20).wait() == 0
    with open_() as db:
        numbers = sorted(int(n.split("〕")[1][:-1]) for (n,) in db.execute("SELECT number FROM kernel_case"))
    assert numbers == list(range(1, 101))


def tamper(sql, *values):
    """Change the database as somebody would who may drop triggers."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            for (name,) in cursor.execute("SELECT name FROM sqlite_master WHERE type='trigger'").fetchall():
                cursor.execute(f"DROP TRIGGER {name}")
        else:
            cursor.execute("SET session_replication_role = replica")
        cursor.execute(sql, values)


def test_audit_finds_one_changed_byte(accepted):
    assert audit().faults == []
    said = Event.objects.get(step="accept").said
    tamper("UPDATE kernel_event SET said = %s WHERE step = 'accept'", str(said).replace("'", '"').replace("100", "101"))
    assert any("内容被改动" in f["what"] for f in audit().faults)


def test_audit_finds_a_missing_last_event_even_when_the_case_row_was_mended(accepted):
    anchor()
    last = Event.objects.get(step="accept")
    first = Event.objects.get(step="receive")
    tamper("DELETE FROM kernel_found WHERE document_id IN (SELECT id FROM kernel_document WHERE event_id = %s)", last.pk)
    tamper("DELETE FROM kernel_document WHERE event_id = %s", last.pk)
    tamper("DELETE FROM kernel_event WHERE id = %s", last.pk)
    assert any("台账应有2行、实有1行" in f["what"] for f in audit().faults)
    Case.objects.filter(pk=accepted.pk).update(events=1, head=first.seal)
    assert any("整案或末行缺失" in f["what"] for f in audit().faults)


def test_audit_finds_a_missing_case(accepted, people):
    from datetime import date

    from fazhi.kernel.perform import new_case, perform

    other = new_case("sample", people.organ, date(2024, 3, 1), "样例二")
    perform(other, "receive", people.clerk, date(2024, 3, 1))
    anchor()
    for table in ("found", "deadline", "party", "event"):
        tamper(f"DELETE FROM kernel_{table} WHERE case_id = %s", other.pk)
    tamper("DELETE FROM kernel_case WHERE id = %s", other.pk)
    found = {f["kind"] for f in audit().faults}
    assert {"anchor", "series"} <= found


def test_audit_finds_a_changed_row_beside_the_ledger(accepted):
    accepted.deadlines.filter(clock="try_limit").update(due="2030-01-01")
    Case.objects.filter(pk=accepted.pk).update(state="done")
    assert {"deadline", "state"} <= {f["kind"] for f in audit().faults}
