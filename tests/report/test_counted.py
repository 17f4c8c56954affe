"""Every figure of every domain, on the demonstration store: counted in the database it is what its lines say."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from fazhi.kernel.figures import Period, remembered
from fazhi.kernel.models import Organ
from fazhi.kernel.registry import figures

CHINA = ZoneInfo("Asia/Shanghai")
PERIODS = {
    "year": Period.year(2024),
    "known by September": Period.year(2024, datetime(2024, 9, 30, 23, 59, tzinfo=CHINA)),
    "one organ": Period.year(2024, organs=frozenset({1, 2})),
    "no organ": Period.year(2024, organs=frozenset()),
}


@pytest.mark.parametrize("period", PERIODS.values(), ids=PERIODS)
def test_every_figure_counted_is_what_its_lines_say(demo_store, period):
    for id, figure in figures().items():
        quick = figure.of(period)
        with remembered():
            slow = figure.of(period)
        assert (quick.value, quick.note, quick.count) == (slow.value, slow.note, len(slow.rows)), id
        assert quick.digest == slow.digest, id


def test_what_has_no_test_of_its_own_is_counted_in_the_database(demo_store):
    assert Organ.objects.count() > 2
    read = {id for id, f in figures().items() if id.startswith("reconsideration.") and f.of(Period.year(2024))._count is None}
    assert read == set()
