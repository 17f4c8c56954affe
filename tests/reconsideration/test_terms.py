"""Every time limit of reconsideration to the day: the vectors of the master table, counted without a case."""

from datetime import date

import pytest

from fazhi.kernel.calendar import UnknownYear
from fazhi.kernel.clocks import counting
from fazhi.kernel.holidays import seed
from fazhi.kernel.registry import clocks

# (clock, from, events, last lawful day)
VECTORS = [
    ("FY-05", "2024-02-07", (), "2024-02-20"),
    ("FY-05", "2024-09-27", (), "2024-10-10"),
    ("FY-05", "2024-05-23", (), "2024-05-30"),
    ("FY-10", "2024-03-04", (), "2024-03-13"),
    ("FY-11", "2024-03-13", (), "2024-03-27"),
    ("FY-12", "2025-04-01", (), "2025-04-07"),
    ("FY-13", "2025-04-30", (), "2025-05-12"),
    ("FY-14", "2024-03-04", (), "2024-05-06"),
    ("FY-14", "2024-03-04", (("extend", "2024-04-28"),), "2024-06-03"),
    ("FY-14", "2024-03-04", (("suspend", "2024-03-20"), ("resume", "2024-04-10")), "2024-05-24"),
    ("FY-16", "2024-09-02", (), "2024-10-08"),
    ("FY-26", "2024-09-18", (), "2024-10-08"),
    ("FY-01", "2025-08-05", (), "2025-10-09"),
    ("FY-24", "2024-12-02", (), "2025-02-05"),
    ("FY-17", "2025-02-10", (), "2025-01-27"),
    # the text of 2017: ten days are calendar days there, seven are working days
    ("FY17-11", "2023-03-13", (), "2023-03-23"),
    ("FY17-10", "2023-03-06", (), "2023-03-15"),
    ("FY17-05", "2023-09-28", (), "2023-10-11"),
    ("FY17-14", "2023-10-10", (("extend", "2023-12-01"),), "2024-01-08"),
]  # fmt: skip

ALL = {f"FY-{n:02d}" for n in range(1, 27)} - {"FY-03", "FY-09"} | {"FY-03a", "FY-03b", "FY-09a", "FY-09b"}


@pytest.mark.parametrize(("ref", "start", "events", "due"), VECTORS)
def test_vector(ref: str, start: str, events: tuple, due: str) -> None:
    _, clock = clocks()[ref]
    moves = [(name, date.fromisoformat(day)) for name, day in events]
    assert counting(clock, date.fromisoformat(start), seed(), moves).day.isoformat() == due


def test_every_row_of_the_master_table_is_declared() -> None:
    assert set(clocks()) >= ALL


def test_no_extension_in_summary_procedure() -> None:
    _, clock = clocks()["FY-16"]
    with pytest.raises(ValueError, match="没有规定可以延长"):
        counting(clock, date(2024, 9, 2), seed(), [("extend", date(2024, 9, 20))])


def test_unknown_year_is_refused() -> None:
    _, clock = clocks()["FY-05"]
    with pytest.raises(UnknownYear):
        counting(clock, date(2098, 12, 28), seed())


def test_only_five_and_seven_days_were_working_days_before_2024() -> None:
    units = {ref: c.period.unit for ref, (_, c) in clocks().items() if ref.startswith("FY17")}
    assert {ref for ref, unit in units.items() if unit == "workday"} == {
        "FY17-05", "FY17-06", "FY17-08", "FY17-10", "FY17-20",
    }  # fmt: skip


def test_nothing_of_the_law_is_passed_over() -> None:
    from fazhi.kernel.coverage import coverage
    from fazhi.kernel.registry import procedure

    for key in ("reconsideration@2024", "reconsideration@2018"):
        found = coverage(procedure(key))
        assert found.missing == []
        both = set(found.cited) & set(found.explained)
        assert not {n for law, n in both if law is procedure(key).law}, "an article is either cited or explained"
