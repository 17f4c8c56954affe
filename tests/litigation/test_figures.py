"""Attendance and loss: the two rates side by side, proof of office, comparison only under one definition, reminders."""

from datetime import date, timedelta
from fractions import Fraction

import pytest

from fazhi.domains.litigation import figures
from fazhi.domains.litigation.reminders import answers_to_remind
from fazhi.kernel.clocks import counting
from fazhi.kernel.figures import Period
from fazhi.kernel.holidays import seed
from fazhi.kernel.models import Case, Deadline
from fazhi.kernel.registry import clocks
from fazhi.kernel.scenario import Player, Scenario

YEAR = Period.year(2024)
OPEN = """2024-04-01  收件人  收到应诉材料  法院=示例人民法院
2024-04-02  机构负责人  确定承办  承办=承办人
2024-04-10  承办人  提交答辩状和证据  证据份数=5
2024-05-06  收件人  收到开庭传票  开庭日=2024-05-20 附出庭通知书={noticed}"""
PROOF = "2024-05-10  承办人  提交负责人身份证明  已加盖印章=是"
CAME = "2024-05-20  承办人  开庭  负责人到庭=是 职级=正职 负责人就实质化解发言=是"
ABSENT = "2024-05-20  承办人  开庭  负责人到庭=否 工作人员到庭=是"


def play(*lines: str, noticed: str = "是") -> Case:
    text = "\n".join((OPEN.format(noticed=noticed), *lines)).split("\n")
    found = Player(Scenario("出庭", "出庭", [(0, "程序 litigation"), *enumerate(text, 1)])).play()
    assert found
    return found


def rate_a() -> Fraction | None:
    return figures.attendance.of(YEAR).value


def rate_b() -> Fraction | None:
    return figures.attendance_opened.of(YEAR).value


@pytest.mark.django_db
def test_both_rates_stand_side_by_side() -> None:
    play(PROOF, CAME)
    play(ABSENT, noticed="否")
    assert (rate_a(), rate_b()) == (1, Fraction(1, 2))
    assert figures.chief.of(YEAR).value == 1
    assert figures.spoken.of(YEAR).value == 1


@pytest.mark.django_db
def test_a_head_without_proof_did_not_appear() -> None:
    play(CAME)
    assert rate_a() == 0
    play(PROOF, CAME, "2024-05-20  承办人  身份证明不合格  理由=职务与任免文件不符")
    assert rate_a() == 0
    play(PROOF, CAME)
    assert rate_a() == Fraction(1, 3)


@pytest.mark.django_db
def test_once_is_enough_unless_the_court_calls_again() -> None:
    again = "2024-05-27  收件人  收到开庭传票  开庭日=2024-06-11 附出庭通知书={}"
    second = "2024-06-11  承办人  开庭  负责人到庭=否 工作人员到庭=是"
    play(PROOF, CAME, again.format("否"), second)
    assert (rate_a(), rate_b()) == (1, 1)
    play(PROOF, CAME, again.format("是"), second)
    assert rate_a() == Fraction(1, 2)


@pytest.mark.django_db
def test_each_instance_counts_anew_and_an_excuse_is_shown_apart() -> None:
    play(
        PROOF, CAME,
        "2024-06-03  承办人  收到一审裁判  裁判结果=撤销 裁判文书=判决",
        "2024-06-11  承办人  上诉  上诉人=被告",
        "2024-07-01  收件人  收到开庭传票  开庭日=2024-07-15 附出庭通知书=是",
        "2024-07-15  承办人  开庭  负责人到庭=否 工作人员到庭=是 法院认可不能出庭的理由=是",
    )  # fmt: skip
    assert rate_a() == Fraction(1, 2)
    assert figures.excused.of(YEAR).value == 1
    assert figures.loss_rate.of(YEAR).value == 1


@pytest.mark.django_db
def test_answers_are_called_to_mind_on_the_tenth_and_thirteenth_day() -> None:
    """Fifteen days from 1 April end on the 16th; the reminders come on the 11th and the 14th."""
    Player(Scenario("提醒", "提醒", [(0, "程序 litigation"), (1, OPEN.split("\n")[0])])).play()
    told = [n for n in range(20) if answers_to_remind(date(2024, 4, 1) + timedelta(n))]
    assert told == [10, 13]
    assert Deadline.objects.get(ref="SS-07").due == date(2024, 4, 16)


@pytest.mark.parametrize(
    ("ref", "start", "due"),
    [
        ("SS-07", "2024-09-18", "2024-10-08"),
        ("SS-08", "2024-05-20", "2024-05-17"),
        ("SS-09", "2024-03-28", "2024-09-29"),
        ("SS-10", "2024-03-28", "2024-05-13"),
        ("SS-11a", "2024-06-03", "2024-06-18"),
        ("SS-11b", "2024-05-06", "2024-05-16"),
        ("SS-12", "2024-06-11", "2024-09-11"),
        ("SS-01", "2024-08-31", "2025-02-28"),
        ("SS-16", "2024-09-25", "2024-11-25"),
    ],
)
def test_terms_to_the_day(ref: str, start: str, due: str) -> None:
    assert counting(clocks()[ref][1], date.fromisoformat(start), seed()).day.isoformat() == due


def test_every_row_of_the_master_table_is_declared() -> None:
    rows = {f"SS-{n:02d}" for n in range(1, 17)} - {"SS-11", "SS-15"} | {"SS-11a", "SS-11b", "SS-15a", "SS-15b"}
    assert set(clocks()) >= rows


@pytest.fixture(scope="module")
def years(demo_store: None) -> None:
    """The demonstration of the whole district."""


def test_the_demonstration_year(years: None) -> None:
    a, b = figures.attendance.of(YEAR), figures.attendance_opened.of(YEAR)
    assert a.value == 1 and len(a.rows) >= 20
    assert b.value is not None and b.value < 1 and len(b.rows) > len(a.rows)
    assert figures.loss_rate.of(YEAR).value == Fraction(2, 39)


def test_compared_only_under_the_same_definition(years: None) -> None:
    found = {str(c) for c in figures.against(2024)}
    assert found == {"低于全省平均水平（9.6%）", "低于全市平均水平（8.1%）", "与全市：口径不同，不比较（生效裁判口径）"}
    assert figures.against(2023) == []
    assert all(c.below is None for c in figures.against(2024, "另一口径"))


def test_open_suits_in_2026(years: None) -> None:
    cases = Case.objects.filter(domain="litigation", opened_on__year=2026, closed_on=None)
    assert cases.count() >= 6 and len(set(cases.values_list("state", flat=True))) >= 3
