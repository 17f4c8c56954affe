"""A set counted in the database is the set read line by line, on both databases: every kind of set, with amendments, by moment and organ."""

from datetime import date, datetime, timedelta
from itertools import product

import pytest
from django.db import connection

from fazhi.kernel.amend import amend
from fazhi.kernel.declare import CLERK, HANDLER, HEAD
from fazhi.kernel.figures import (
    Count,
    Distinct,
    Done,
    Ever,
    First,
    Last,
    Lines,
    Period,
    Ratio,
    Says,
    Standing,
    Sum,
    WithFact,
    Within,
    remembered,
)  # fmt: skip
from fazhi.kernel.perform import new_case, perform
from fazhi.kernel.scenario import CHINA

DAY = date(2024, 3, 1)
RECEIVED, ACCEPTED, DECIDED = (Done("sample", (step,)) for step in ("receive", "accept", "decide"))
REMARKS = Lines("sample", "remark")
SETS = {
    "done": Done("sample", ("receive", "accept", "remark")),
    "once": Done("sample", ("remark", "serve"), once=True),
    "one value": Done("sample", ("decide",), where=Says("outcome", "b")),
    "several values": Done("sample", ("decide", "receive"), where=Says("outcome", "a", "b")),
    "a word in Chinese": Done("sample", ("receive",), where=Says("matter", "罚款“二”")),
    "anything": Done("sample", ("accept", "receive"), where=Says("amount") | Says("matter")),
    "nothing": Done("sample", ("accept", "receive"), where=~Says("amount") & ~Says("matter", "罚款“二”")),
    "standing": Standing("sample", ("accept", "deemed"), ("decide",)),
    "standing before": Standing("sample", ("accept",), ("decide",), at="start"),
    "ever": Standing("sample", ("serve",), ()),
    "standing with words": Standing("sample", ("accept", "remark"), ("decide",), where=Says("amount", 100)),
    "first": First("sample", ("remark", "receive")),
    "last": Last("sample", ("suspend",), ("resume", "decide")),
    "whenever": Ever(DECIDED),
    "both": RECEIVED & DECIDED,
    "without": RECEIVED - DECIDED,
    "either": RECEIVED | ACCEPTED | Done("sample", ("receive",)),
    "either, apart": (RECEIVED | ACCEPTED) | (DECIDED - Standing("sample", ("suspend",), ())),
    "of three": (RECEIVED & Ever(ACCEPTED)) - Standing("sample", ("decide",), ()),
    "items": REMARKS,
    "items of": REMARKS & DECIDED,
    "items altered": Lines("sample", "remark", where=Says("adopted")),
    "in time": Within(DECIDED, "sample", ("try_limit",)),
    "with a fact": WithFact(RECEIVED, "sample", "matter", "罚款“二”"),
}
READ = {"items altered", "with a fact"}  # those read line by line


@pytest.fixture
def story(people):
    """Seven cases of different courses, with lines amended after the cut-off."""
    cases = [case_of(people, n) for n in range(7)]
    again = {"by": people.handler, "second": people.head, "reason": "误"}
    line = lambda n, step: cases[n].ledger.filter(step=step).first()  # noqa: E731
    amend(line(1, "accept"), **again, on=date(2023, 12, 29))
    amend(line(2, "remark"), **again, void=True)
    amend(line(3, "decide"), **again, outcome="b")
    amend(line(3, "decide"), **again, on=date(2025, 1, 2))
    amend(line(4, "receive"), **again, matter="别的")
    return cases


def case_of(people, n):
    day = DAY + timedelta(25 * n)
    organ = people.organ if n != 5 else people.other
    by = lambda seat: people.world.person(seat, "甲", organ)  # noqa: E731
    case = new_case("sample", organ, day, f"样例{n}", demo=True)

    def act(step, seat, after, **said):
        on = day + timedelta(after)
        perform(case, step, by(seat), on, at=datetime(on.year, on.month, on.day, 17, tzinfo=CHINA), **said)

    act("receive", CLERK, 0, **({"matter": "罚款“二”"} if n % 2 else {}), parties=[{"seat": "applicant", "name": "申请人"}])
    act("accept", HEAD, 3, handler=by(HANDLER), **({"amount": 100 * n} if n else {}))
    if n > 1:
        act("serve", HANDLER, 4)
        for k in range(n - 1):
            act("remark", HANDLER, 5 + k, item={"text": f"意见{k}"})
        act("adopt", HEAD, 20, item_n=1, adopted=True)
    if n in (2, 5, 6):
        act("suspend", HEAD, 30)
        if n > 2:
            act("resume", HEAD, 40)
    if n > 2:
        act("decide", HEAD, 50 if n < 6 else 90, outcome="ab"[n % 2])
    return case


PERIODS = {
    "year": Period.year(2024),
    "spring": Period(date(2024, 3, 2), date(2024, 6, 1)),
    "year before": Period.year(2023),
    "known by": Period.year(2024, datetime(2024, 7, 1, tzinfo=CHINA)),
}


def test_every_kind_of_set_counted_is_the_set_read(story, people):
    periods = {
        **PERIODS,
        "own": Period.year(2024, organs=frozenset({people.organ.pk})),
        "none": Period.year(2024, organs=frozenset()),
    }
    for (name, rows), (when, period) in product(SETS.items(), periods.items()):
        read, query = rows.rows(period), rows.query(period)
        where = (name, when)
        if query is None:
            assert name in READ or (name == "in time" and period.known_by), where
            continue
        assert sorted(query.all("c, e, n")) == sorted((r.case, r.event, r.n) for r in read), where
        assert {c for (c,) in rows.cases(period).all("c")} == {r.case for r in read}, where
        assert rows.count(period) == len(read), where


def test_the_story_reaches_every_set(story):
    assert [name for name, rows in SETS.items() if not rows.rows(PERIODS["year"])] == []


FIGURES = (
    Sum("x", "x", "分", ACCEPTED, "amount", "口径"),
    Distinct("x", "x", "个", RECEIVED | DECIDED, "outcome", "口径"),
    Distinct("x", "x", "件", Done("sample", ("remark", "serve")), "case", "口径"),
    Ratio("x", "x", RECEIVED & Ever(DECIDED), RECEIVED, "口径"),
    Count("x", "x", "件", SETS["first"], "口径"),
)


@pytest.mark.parametrize("figure", FIGURES, ids=lambda f: type(f).__name__)
def test_figures_counted_are_figures_read(story, figure):
    for name, period in PERIODS.items():
        quick = figure.of(period)
        with remembered():
            slow = figure.of(period)
        assert (quick.value, quick.note, quick.count, quick.digest) == (slow.value, slow.note, len(slow.rows), slow.digest), (
            name
        )
        assert quick._count is not None and slow._count is None


def test_a_number_fetches_no_line(story, django_assert_num_queries):
    figure, period = Count("x", "x", "件", RECEIVED, "口径"), PERIODS["year"]
    told = connection.vendor == "postgresql"  # how to count whole sets
    with django_assert_num_queries(5 + told):  # the amendments, the lines they touched with words and seals, the count
        value = figure.of(period)
        assert value.value == value.count
    assert len(value.rows) == value.count


def test_a_term_overrun_is_read_as_it_was_known(story, people):
    """The case decided after ninety days without suspension noted then is late; that it was suspended was known by July."""
    late = story[6]
    everyone = {r.case for r in DECIDED.rows(PERIODS["year"])}
    assert {r.case for r in SETS["in time"].rows(PERIODS["year"])} == everyone - {late.pk}
    by_new_year = Period.year(2024, datetime(2024, 12, 31, tzinfo=CHINA))
    before = {r.case for r in SETS["in time"].rows(by_new_year)}
    amend(
        late.ledger.get(step="decide"), people.handler, people.head, "误", on=late.ledger.get(step="accept").on + timedelta(20)
    )
    assert {r.case for r in SETS["in time"].rows(PERIODS["year"])} >= {late.pk}
    assert {r.case for r in SETS["in time"].rows(by_new_year)} == before
