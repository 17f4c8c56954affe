"""Edges of the definitions: two groups, two hosts, a class over New Year, last year zero, a ledger without lines."""

from datetime import date
from fractions import Fraction

import pytest

from fazhi.kernel.declare import CLERK, HEAD
from fazhi.kernel.figures import Count, Done, Period
from fazhi.kernel.perform import new_case
from fazhi.kernel.refusal import Refusal
from fazhi.kernel.registry import figures
from fazhi.kernel.scenario import World
from fazhi.report.answers import Answers
from fazhi.report.build import build
from fazhi.report.checks import check
from fazhi.report.corrections import corrections
from report import year


def value(id: str, of: int = 2024):
    return figures()[id].of(Period.year(of)).value


def test_a_person_in_two_groups_is_one(world):
    assert value("observers.active") == 1 and value("aid.accepted") == 1
    with pytest.raises(Refusal, match="只计一名"):
        case = year.opened(world, "observer", date(2024, 5, 1), "再聘")
        facts = {"name": "观察员1", "chosen_by": ["示例区乙局"], "since": date(2024, 5, 1), "until": date(2025, 5, 1)}
        world.act(case, "appoint", CLERK, date(2024, 5, 1), **facts)


def test_an_event_with_two_hosts_is_one(world):
    case = year.opened(world, "outreach", date(2024, 3, 1), "同一场")
    facts = {"topic": "主题1", "form": "fair", "lead": "示例区乙局", "place": "社区1"}
    world.act(case, "plan", CLERK, date(2024, 3, 1), **facts)
    from fazhi.kernel.declare import HEAD

    world.act(case, "approve", HEAD, date(2024, 3, 1))
    with pytest.raises(Refusal, match="联合举办的只计一次"):
        world.act(case, "hold", CLERK, date(2024, 4, 1), held_on=date(2024, 4, 1), photos=1)
    assert value("outreach.events") == 1


def test_a_class_over_new_year_counts_in_the_year_it_ends(world):
    before = value("training.persontimes"), value("training.persontimes", 2025)
    case = year.opened(world, "training", date(2024, 12, 30), "跨年班")
    world.act(case, "plan", CLERK, date(2024, 12, 30), kind="law", starts_on=date(2024, 12, 30), sessions=4)
    world.act(case, "close", CLERK, date(2025, 1, 3), item=[{"person": "学员1", "organ": "示例区甲局", "sessions": 4, "of": 4}])
    assert (value("training.persontimes"), value("training.persontimes", 2025)) == (before[0], before[1] + 1)


def test_the_same_person_in_two_classes_is_two_persontimes_and_one_person(world):
    year.training(world, 8)
    assert value("training.persontimes") == 4 and value("training.persons") == 2


def test_last_year_zero_is_not_calculated(world):
    answer = Answers(Period.year(2024))["outreach.events.yoy"]
    assert answer.status == "missing" and "上年同期为0" in answer.note


def test_no_figure_without_a_definition():
    with pytest.raises(ValueError, match="没有口径"):
        Count("x.y", "无口径", "件", Done("x", ("y",)), "")


def test_an_empty_ledger_is_a_gap_and_an_empty_year_a_nought(db):
    assert Answers(Period.year(2024))["aid.accepted"].status == "missing"
    year.base(World.make())
    empty = Answers(Period.year(2022))["aid.accepted"]
    assert (empty.status, empty.value, empty.printed) == ("ok", 0, "0件")


def test_a_part_greater_than_its_whole_is_broken(world, monkeypatch):
    answers = Answers(Period.year(2024))
    answers["projects.public"].value = 0
    assert answers["projects.public.done"].status == "broken"


def test_a_rate_below_only_with_benchmarks_of_the_same_definition(world):
    from fazhi.report.answers import Answer
    from fazhi.report.claims import BY_ID
    from fazhi.report.rendering import Broken

    answers, claim = Answers(Period.year(2024)), BY_ID["litigation.loss_rate"]
    with pytest.raises(LookupError, match="口径相同"):
        answers.below(Answer(claim, value=Fraction(1, 20)))
    year.benchmark(world, "另一口径", "5")
    with pytest.raises(LookupError):
        answers.below(Answer(claim, value=Fraction(1, 20)))
    year.benchmark(world, claim.method, "8")
    assert answers.below(Answer(claim, value=Fraction(1, 20))) == "低于全省平均水平"
    with pytest.raises(Broken):
        answers.below(Answer(claim, value=Fraction(8, 100)))


def test_every_row_of_the_contract_is_answered(world):
    from fazhi.report.claims import CLAIMS

    claims = {c["id"]: c for c in build(2024).as_dict()["claims"]}
    for claim in CLAIMS:
        row = claims[claim.id]
        assert row["status"] in ("ok", "missing", "broken") and row["definition"]
        assert bool(row["digest"]) == (row["status"] == "ok")
        assert row["status"] == "ok" or row["printed"] == ""


def test_the_checks_find_what_is_wanting(world):
    found = {f.id: f for f in check(build(2024))}
    assert list(found) == [f"R{n}" for n in range(1, 11)]
    assert found["R1"].passed and found["R3"].passed and found["R7"].passed and found["R9"].passed
    assert not found["R6"].passed and not found["R10"].passed


def test_a_boast_typed_into_a_template_is_found(world, tmp_path):
    path = tmp_path / "own.txt"
    path.write_text("title: {year}报告\n# 举措 @results\n率先推行改革。\n", encoding="utf-8")
    found = {f.id: f for f in check(build(2024, tree=str(path)))}
    assert not found["R7"].passed and "率先" in found["R7"].note and not found["R1"].passed


def test_what_changed_after_the_freeze_is_listed(world):
    (found,) = corrections(2024)
    assert found.id == "aid.accepted" and (found.was, found.now) == (0, 1) and not found.still_true


def test_another_organ_counts_only_its_own_ledger(world):
    world.organ_named("示例区另一机关")
    mine = build(2024, tree="department", organ="示例区司法局").answers["outreach.events"].value
    other = build(2024, tree="department", organ="示例区另一机关").answers["outreach.events"].value
    assert (mine, other) == (1, 0)


def test_a_second_district_is_a_text_file_and_its_organs(world, tmp_path):
    """Another district of the same store, another order of sections: no code, its own ledgers, its own name and header."""
    from fazhi.kernel.models import Organ

    other = Organ.objects.create(code="QT", name="另一区人民政府", kind="政府")
    office = Organ.objects.create(code="QT1", name="另一区司法局", parent=other, kind="部门")
    path = tmp_path / "other.txt"
    path.write_text(
        "title: {district}{year}年度法治政府建设情况报告\npublisher: 另一区司法局\n"
        "# 党政主要负责人履行第一责任人职责 @heads\n{district}组织培训{training.courses}，受理法律援助{aid.accepted}。\n",
        encoding="utf-8",
    )
    case = new_case("legal_aid", office, date(2024, 5, 6), "援助", demo=True)
    world.act(case, "apply", CLERK, date(2024, 5, 6), person="受援人乙", kind="civil", matter="赡养费")
    world.act(case, "grant", HEAD, date(2024, 5, 7))
    mine = build(2024, tree=str(path), organ="另一区人民政府")
    assert mine.title == "另一区2024年度法治政府建设情况报告" and mine.header["索引号"] == ""
    assert (mine.answers["aid.accepted"].value, mine.answers["training.courses"].value) == (1, 0)
    assert build(2024, organ="示例区人民政府").answers["aid.accepted"].value == 1
    assert mine.answers["publication.header"].status == "missing"
