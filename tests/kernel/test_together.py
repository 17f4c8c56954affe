"""The writes of a step go together: what is asked in between finds them, a refusal drops them, an error leaves nothing."""

import datetime as dt
import time
from decimal import Decimal
from threading import Thread

import pytest
from django.db import DataError, IntegrityError, OperationalError, connection, transaction

from fazhi.kernel import lean
from fazhi.kernel.models import Case, Item, Organ, Parameter, Party
from fazhi.kernel.numbers import allot
from fazhi.kernel.perform import perform
from fazhi.kernel.refusal import Refusal
from fazhi.kernel.sitting import sit

postgres = pytest.mark.skipif(connection.vendor != "postgresql", reason="only where a database server stands apart")


def party(case, name="甲", **more):
    return Party(case=case, seat="applicant", name=name, **more)


def test_the_orm_finds_what_the_step_has_written_before(received):
    with lean.together():
        lean.insert([party(received, "写在前")])
        assert received.parties.filter(name="写在前").exists()
        row = party(received, "改前")
        lean.insert([row])
        row.name = "改后"
        lean.update(row, ["name"])
    assert received.parties.get(pk=row.pk).name == "改后"


def test_keys_are_given_at_the_end_or_at_once_where_they_are_named(received):
    last, named = party(received, "末"), party(received, "名")
    with lean.together():
        lean.insert([last])
        lean.insert([named], named=True)
        assert named.pk
    assert {last.pk, named.pk} == set(received.parties.filter(name__in="末名").values_list("pk", flat=True))


def test_a_refusal_drops_what_waits(received):
    with pytest.raises(Refusal), lean.together():
        lean.insert([party(received, "不留")])
        raise Refusal("state", "不行")
    assert not received.parties.filter(name="不留").exists()


def test_an_inner_refusal_drops_only_the_inner_writes(received):
    with lean.together():
        lean.insert([party(received, "外")])
        with pytest.raises(Refusal), lean.together():
            lean.insert([party(received, "内")])
            raise Refusal("state", "不行")
    assert received.parties.filter(name="外").exists() and not received.parties.filter(name="内").exists()


def test_an_error_among_the_writes_leaves_none_of_them_and_the_connection_of_use(received):
    twice = {
        "case": received,
        "domain": "sample",
        "kind": "k",
        "n": 1,
        "event": received.ledger.first(),
        "on": received.opened_on,
    }
    with pytest.raises(IntegrityError), lean.together():
        lean.insert([party(received, "先")])
        lean.insert([Item(**twice)])
        lean.insert([Item(**twice)])
    assert not received.parties.filter(name="先").exists()
    with lean.together():
        lean.insert([party(received, "后")])
    assert received.parties.filter(name="后").exists()


@pytest.mark.django_db(transaction=True)
def test_the_outermost_commits_and_an_error_in_the_commit_is_told(people):
    case = Case(organ=people.organ, procedure="sample@1", domain="sample", state="received", opened_on=dt.date(2024, 3, 1),
                moved_on=dt.date(2024, 3, 1), latest_on=dt.date(2024, 3, 1))  # fmt: skip
    told = []
    with lean.together():
        transaction.on_commit(lambda: told.append(Case.objects.filter(pk=case.pk).exists()))
        lean.insert([case], named=True)
        assert transaction.get_connection().in_atomic_block
    assert told == [True]
    with pytest.raises(IntegrityError), lean.together():
        lean.insert([party(Case(pk=10**12))])  # refused by the foreign key, which is read at the commit
    assert not Party.objects.exists()
    Case.objects.all().delete()


def test_every_kind_of_value_comes_back_as_it_was_said(people):
    moment = dt.datetime(2024, 3, 1, 8, 30, 15, 123456, tzinfo=dt.UTC)
    said = {"文": "“引号”\\ 与换行\n", "数": [1, 2.5, None, True], "长": "法" * 400_000}
    row = Parameter(key="样例", value=said, basis="", verified=True, since=dt.date(2024, 2, 29))
    with lean.together():
        lean.insert([row])
        [[told]] = lean.ask(("SELECT %s, %s, %s", ["字", None, "1"]))
    kept = Parameter.objects.get(pk=row.pk)
    assert (kept.value, kept.since, kept.until, kept.verified) == (said, dt.date(2024, 2, 29), None, True)
    assert told == ("字", None, "1")
    if connection.vendor == "postgresql":
        [[told]] = lean.ask(
            ("SELECT %s::timestamptz, %s::numeric, %s::int[], %s::bool", [moment, Decimal("1.50"), [1, 2], False])
        )
        assert told == (moment, Decimal("1.50"), [1, 2], False)


@postgres
def test_a_text_the_database_cannot_keep_is_refused(received):
    with pytest.raises(DataError), lean.together():
        lean.insert([party(received, "甲\0乙")])
    assert received.parties.count() == 2


@postgres
@pytest.mark.django_db(transaction=True)
def test_a_lost_connection_is_an_error_and_the_next_one_works(people):
    with pytest.raises(OperationalError), lean.together():
        allot(people.organ, "样例", "{n}号", dt.date(2024, 3, 1))
        lean.rows("SELECT pg_terminate_backend(pg_backend_pid())", [])
    connection.close()
    assert allot(Organ.objects.get(pk=people.organ.pk), "样例", "{n}号", dt.date(2024, 3, 1)) == "1号"


@postgres
@pytest.mark.django_db(transaction=True)
def test_who_waited_for_the_lock_reads_what_the_first_wrote(accepted, people):
    """The lock is taken before the clocks are read, though both are asked in one message."""
    told = []

    def second() -> None:
        try:
            with lean.together():
                told.append(sit(Case(pk=accepted.pk, procedure=accepted.procedure)))
        finally:
            connection.close()

    other = Thread(target=second)
    with transaction.atomic():
        perform(accepted, "decide", people.head, dt.date(2024, 4, 1), outcome="a")
        other.start()
        until = time.monotonic() + 30
        while not lean.rows("SELECT 1 FROM pg_locks WHERE NOT granted", []) and time.monotonic() < until:
            time.sleep(0.01)
        assert not told
    other.join()
    [sitting] = told
    assert sitting.case.events == accepted.events == 3
    assert {k: r.state for k, r in sitting.readings.items()} == {d.clock: d.state for d in accepted.deadlines.all()}
    assert sitting.readings["try_limit"].state == "met"
