"""The half-hour circle over ledgers: Excel in, lines behind the figure, dates of stations, parameters, the page."""

import io
from datetime import date

import pytest
import xlsxwriter
from django.contrib.auth import get_user_model

from fazhi.kernel.declare import CLERK, HEAD
from fazhi.kernel.figures import Period
from fazhi.kernel.models import Parameter
from fazhi.kernel.perform import new_case
from fazhi.kernel.refusal import Refusal
from fazhi.kernel.registry import figures
from fazhi.kernel.scenario import World
from fazhi.report.answers import Answers
from fazhi.surfaces.sheets import import_lines

DAY = date(2024, 3, 1)
PLACES = [{"name": "甲村", "node": "甲", "people": 600}, {"name": "乙村", "node": "乙", "people": 400, "vulnerable": 90}]


@pytest.fixture
def network(db):
    world = World.make()
    case = new_case("aid_network", world.organ_named("示例区法律援助中心"), DAY, "路网", demo=True)
    return world, world.act(case, "load", CLERK, DAY, name="路网", source="示意", item=PLACES)


def station(world, kind="station", node="甲", on=DAY):
    case = new_case("aid_station", world.organ_named("示例区法律援助中心"), on, f"{node}站", demo=True)
    return world.act(case, "open", CLERK, on, name=f"{node}站", kind=kind, node=node)


def value(id="aid.coverage.30min", year=2024):
    return figures()[id].of(Period.year(year))


def book(*rows):
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as workbook:
        sheet = workbook.add_worksheet()
        for n, row in enumerate(rows):
            sheet.write_row(n, 0, row)
    return out.getvalue()


def test_roads_come_from_excel_and_the_uncovered_are_the_lines_left_out(network):
    world, case = network
    station(world)
    by = world.person(CLERK, "甲", case.organ)
    heads = ["起点节点", "终点节点", "长度（米）", "通公交"]
    given = {"by": by, "on": DAY, "key": ("a", "b")}
    assert import_lines(book(heads, ["甲", "乙", 9_000, "是"]), case, "roads", **given).taken
    again = import_lines(book(heads, ["甲", "乙", 9_000, "是"]), case, "roads", **given)
    assert (again.new, again.unchanged) == ([], 1)
    bad = import_lines(book(heads, ["甲", "丙", "九公里", "是"]), case, "roads", **given)
    assert not bad.taken and [(f.row, f.column) for f in bad.faults] == [(2, "长度（米）")]
    found = value()
    assert (found.value.numerator, found.value.denominator) == (3, 5)  # 27 minutes by bus and 8 of waiting: too long
    assert {r.get("name") for r in found.rows} - {r.get("name") for r in found.numerator} == {"乙村"}
    assert value("aid.coverage.30min.car").value == 1 and value("aid.coverage.30min.vulnerable").value == 0


def test_contacts_do_not_count_and_a_station_counts_on_its_days(network):
    world, _ = network
    station(world, "contact")
    assert value().value == 0
    case = station(world, on=date(2024, 5, 1))
    assert value().value > 0 and value(year=2023).value is None
    world.act(case, "close", HEAD, date(2025, 2, 1), why="撤并")
    assert value().value > 0 and value(year=2025).value == 0


def test_the_district_sets_its_own_parameters_and_the_report_names_the_mode(network):
    world, _ = network
    station(world)
    assert Answers(Period.year(2024))["aid.coverage.30min"].printed == "60.0%（电动自行车、公共交通取较慢者）"
    Parameter.objects.create(key="legal_aid.circle", value={"modes": ["car"]}, basis="本区文件", verified=True, since=DAY)
    assert Answers(Period.year(2024))["aid.coverage.30min"].printed == "60.0%（小汽车）"


def test_bad_rows_are_refused(network):
    world, case = network
    for item, words in (([PLACES[0]], "重复"), ([{"name": "丙村", "node": "丙", "people": -1}], "不能为负")):
        with pytest.raises(Refusal, match=words):
            world.act(case, "add", CLERK, DAY, item=item)
    with pytest.raises(Refusal, match="大于零"):
        world.act(case, "roads", CLERK, DAY, item=[{"a": "甲", "b": "乙", "metres": 0}])


def test_words_for_numbers_are_refused_at_the_field_not_a_crash(network):
    world, case = network[0], network[1]
    with pytest.raises(Refusal):
        world.act(case, "roads", CLERK, DAY, item=[{"a": "甲", "b": "乙", "metres": "NaN"}])


def test_the_page_draws_the_district_and_names_who_is_left_out(client, network):
    world, _ = network
    client.force_login(get_user_model().objects.create_user("reader", password="x"))
    station(world)
    page = client.get("/legal_aid/circle/?year=2024").content.decode()
    assert (
        "<svg" in page
        and "乙村" in page
        and "路网不通" in page
        and "60.0%" in page
        and "待核实" in page
        and "style=" not in page
    )
    assert client.get("/legal_aid/circle/?year=abc").status_code == 404
    assert "还没有载入" in client.get("/legal_aid/circle/?year=2020").content.decode()
