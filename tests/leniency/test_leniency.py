"""Matching, the counting of reductions, and the year's figures."""

import pytest

from fazhi.domains.leniency.match import match, reduction

ITEM = {"code": "M1", "violation": "占道", "conditions": ["首次违法=是", "超出比例<0.1"], "exclusions": ["拒不改正=是"]}


@pytest.mark.parametrize(
    ("circumstances", "fit", "unproved", "excluded"),
    [
        (["首次违法=是", "超出比例=0.05", "拒不改正=否"], ["M1"], [], []),
        (["首次违法=是", "超出比例=0.05"], [], ["M1"], []),  # an exclusion not known to be absent is to be proved, too
        (["首次违法=是"], [], ["M1"], []),  # what is not known is never true
        (["首次违法=否"], [], [], []),
        (["首次违法=是", "超出比例=0.1"], [], [], []),
        (["首次违法=是", "超出比例=0.05", "拒不改正=是"], [], [], ["M1"]),
        (["首次违法=是", "超出比例=很小"], [], ["M1"], []),
    ],
)
def test_match(circumstances, fit, unproved, excluded):
    found = match([ITEM], "占道", circumstances)
    assert (found.fit, list(found.unproved), list(found.excluded)) == (fit, unproved, excluded)
    assert match([ITEM], "其他", circumstances).fit == []


def test_the_term_for_correction_binds_without_a_condition_that_repeats_it():
    item = {"code": "M2", "violation": "占道", "conditions": ["首次违法=是"], "within": 5}
    assert match([item], "占道", ["首次违法=是", "改正工作日=5"]).fit == ["M2"]
    assert match([item], "占道", ["首次违法=是", "改正工作日=6"]).fit == []
    assert list(match([item], "占道", ["首次违法=是"]).unproved) == ["M2"]


def test_an_earlier_case_shuts_out_first_offenders_whatever_is_said():
    item = {"code": "M2", "violation": "占道", "conditions": ["首次违法=是"], "look_back": 24}
    found = match([item], "占道", ["首次违法=是"], lambda months: f"{months}-1号")
    assert found.fit == [] and found.excluded == {"M2": "24个月内已有同类案件24-1号"}


def test_reduction_takes_the_ordinary_standard_of_each_outcome():
    assert reduction("none", 100, 300, 200, 0) == ("benchmark", 300, 300)
    assert reduction("none", 100, None, 200, 0) == ("minimum", 100, 100)
    assert reduction("reduced", 100, 300, 200, 30) == ("minimum", 100, 70)
    assert reduction("light", 100, 300, 200, 120) == ("benchmark", 300, 180)
    assert reduction("light", 100, 300, 200, 120, "proposed") == ("proposed", 200, 80)
    assert reduction("normal", 100, 300, 200, 120) == ("", 0, 0)


@pytest.mark.parametrize("row", [{}, {"code": "1"}, {"conditions": "x"}, {"code": "1", "conditions": "不存在的条件"}])
def test_an_incomplete_line_of_the_list_is_refused_or_left_to_its_field(row):
    from types import SimpleNamespace

    from fazhi.domains.leniency.procedure_list import readable

    told = readable.test(SimpleNamespace(pk=None), {"item": row}, None)
    assert told is None or told.startswith("事项")
