"""Figures are sets: their lines, as amended and as known by a moment."""

from datetime import UTC, date, datetime
from fractions import Fraction

import pytest

from fazhi.kernel.amend import amend
from fazhi.kernel.figures import Change, Count, Distinct, Done, Lines, Period, Ratio, Standing, Sum
from fazhi.kernel.models import Case, Event
from fazhi.kernel.perform import new_case, perform

D = date.fromisoformat
RECEIVED, ACCEPTED = Done("sample", ("receive",)), Done("sample", ("accept", "deemed"))
OPEN = Standing("sample", ("accept", "deemed"), ("decide",))
Y2024 = Period.year(2024)


def count(rows, period=Y2024):
    return Count("x", "x", "件", rows, "口径").of(period).value


def test_a_figure_without_definition_is_refused():
    with pytest.raises(ValueError, match="没有口径"):
        Count("x", "名", "件", RECEIVED, "")


def test_counts_and_standing(accepted, people):
    assert (count(RECEIVED), count(ACCEPTED), count(OPEN), count(OPEN, Period.year(2023))) == (1, 1, 1, 0)
    perform(accepted, "decide", people.head, D("2024-04-01"), outcome="a")
    assert count(OPEN) == 0
    assert count(Standing("sample", ("accept",), ("decide",), at="start"), Period(D("2024-03-10"), D("2024-12-31"))) == 1


def test_an_amended_day_moves_the_line_and_the_past_stays_reproducible(accepted, people):
    before = Count("x", "x", "件", ACCEPTED, "口径").of(Y2024).digest
    known = datetime.now(UTC)
    amend(accepted.ledger.get(step="accept"), people.handler, people.head, "误", on=D("2024-03-05"))
    march = Period(D("2024-03-05"), D("2024-03-05"))
    assert count(ACCEPTED, march) == 1
    assert count(ACCEPTED, Period(march.first, march.last, known)) == 0
    assert Count("x", "x", "件", ACCEPTED, "口径").of(Period(Y2024.first, Y2024.last, known)).digest == before


def test_a_voided_line_is_not_counted(accepted, people):
    perform(accepted, "remark", people.handler, D("2024-03-05"), item={"text": "误记"})
    assert count(Lines("sample", "remark")) == 1
    amend(accepted.ledger.get(step="remark"), people.handler, people.head, "误", void=True)
    assert count(Done("sample", ("remark",))) == 0 and count(Lines("sample", "remark")) == 0


def test_sums_distincts_ratios_and_changes(accepted, people):
    second = new_case("sample", people.organ, D("2024-05-01"))
    perform(second, "receive", people.clerk, D("2024-05-06"))
    assert Sum("x", "x", "分", ACCEPTED, "amount", "口径").of(Y2024).value == 100
    assert Distinct("x", "x", "件", RECEIVED | ACCEPTED, "case", "口径").of(Y2024).value == 2
    ratio = Ratio("x", "受理率", ACCEPTED, RECEIVED, "口径").of(Y2024)
    assert ratio.value == Fraction(1, 2) and len(ratio.rows) == 2
    assert Ratio("x", "率", ACCEPTED, RECEIVED, "口径").of(Period.year(2022)).note == "分母为0，不计算"
    assert Change("x", "同比", Count("y", "y", "件", RECEIVED, "口径"), "口径").of(Y2024).note == "上年同期为0，不计算"
    assert count(RECEIVED - ACCEPTED) == 1 and count(RECEIVED & ACCEPTED) == 1


def test_only_the_asked_organs(accepted, people):
    assert count(RECEIVED, Period.year(2024, organs=frozenset({people.other.pk}))) == 0
    assert Case.objects.count() == 1 and Event.objects.count() == 2
