"""Every figure of every domain, on the demonstration store: counted in the database it is what its lines say."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from fazhi.kernel.audit import anchor, audit
from fazhi.kernel.figures import Period, remembered
from fazhi.kernel.registry import figures

CHINA = ZoneInfo("Asia/Shanghai")
PERIODS = {
    "year": Period.year(2024),
    "known by September": Period.year(2024, datetime(2024, 9, 30, 23, 59, tzinfo=CHINA)),
    "one organ": Period.year(2024, organs=frozenset({1, 2})),
}


@pytest.mark.parametrize("period", PERIODS.values(), ids=PERIODS)
def test_every_figure_counted_is_what_its_lines_say(demo_store, period):
    counted = {id: (v.value, v.note, v.count) for id, f in figures().items() for v in [f.of(period)]}
    with remembered():
        read = {id: (v.value, v.note, len(v.rows)) for id, f in figures().items() for v in [f.of(period)]}
    assert counted == read


def test_no_figure_of_reconsideration_fetches_lines_for_its_number(demo_store):
    year, mine = Period.year(2024), {id: f for id, f in figures().items() if id.startswith("reconsideration.")}
    assert len(mine) > 20 and {id for id, f in mine.items() if f.of(year)._count is None} == set()


def test_the_whole_demonstration_passes_its_audit(demo_store):
    anchor()
    assert audit().faults == []
