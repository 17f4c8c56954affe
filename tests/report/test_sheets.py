"""Registers from Excel: faults by sheet, row and column; twice changes nothing; all or nothing, or the good part on choice."""

import io
from datetime import date

import pytest
import xlsxwriter

from fazhi.kernel.declare import CLERK
from fazhi.kernel.models import Case, Event
from fazhi.kernel.scenario import World
from fazhi.surfaces.sheets import Register, Wrong, amount, day_of, import_lines, import_sheet
from report import year

OBSERVERS = Register("observer", "appoint", ("name",), title=lambda facts: f"法治观察员 {facts['name']}")
HEADS = ["日期", "姓名", "职业", "界别", "遴选部门", "聘期自", "聘期至"]
GOOD = [["2024-04-02", f"观察员{c}", "教师", "企业家、律师", "示例区甲局", date(2024, 4, 1), "2026年3月31日"] for c in "甲乙丙"]


def book(*rows: list, sheet: str = "名册") -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"default_date_format": "yyyy-mm-dd"}) as workbook:
        page = workbook.add_worksheet(sheet)
        for n, row in enumerate(rows):
            for m, cell in enumerate(row):
                (page.write_datetime if isinstance(cell, date) else page.write)(n, m, cell)
    return out.getvalue()


@pytest.fixture
def office(db):
    world = World.make()
    organ = world.organ_named("示例区司法局")
    return {"organ": organ, "by": world.person(CLERK, "甲", organ)}


def test_a_good_sheet_is_taken_and_twice_is_once(office):
    content = book(HEADS, *GOOD)
    report = import_sheet(content, OBSERVERS, **office)
    assert (len(report.new), report.unchanged, report.faults) == (3, 0, [])
    facts = Case.objects.get(pk=report.new[0]).facts
    assert facts.groups == ["企业家", "律师"] and facts.until == date(2026, 3, 31)
    lines = Event.objects.count()
    again = import_sheet(content, OBSERVERS, **office)
    assert (again.new, again.unchanged, again.faults) == ([], 3, []) and Event.objects.count() == lines


def test_every_fault_is_named_and_nothing_is_taken(office):
    rows = [["2024-04-32", "观察员丁", "", "", "示例区甲局", "2024-04-01", "2026-03-31"],
            ["2024-04-02", "", "", "", "示例区甲局", "2024-04-01", "2026-03-31"],
            ["2024-04-02", "观察员戊", "", "", "示例区甲局", "2026-04-01", "2024-03-31"]]  # fmt: skip
    report = import_sheet(book(HEADS, *GOOD, *rows), OBSERVERS, **office)
    assert not report.taken and not Case.objects.exists()
    assert [(f.sheet, f.row, f.column) for f in report.faults][:2] == [("名册", 5, "日期"), ("名册", 6, "姓名")]
    assert "止日早于起日" in str(report.faults[2]) and report.faults[2].row == 7


def test_the_good_part_on_choice(office):
    rows = [["2024-04-02", "", "", "", "示例区甲局", "2024-04-01", "2026-03-31"]]
    report = import_sheet(book(HEADS, *GOOD, *rows), OBSERVERS, part=True, **office)
    assert report.taken and len(report.new) == 3 and len(report.faults) == 1


def test_other_facts_under_the_same_key_are_a_fault(office):
    import_sheet(book(HEADS, *GOOD), OBSERVERS, **office)
    changed = [*GOOD[0]]
    changed[2] = "医生"
    report = import_sheet(book(HEADS, changed), OBSERVERS, **office)
    assert [f.column for f in report.faults] == ["职业"] and "更正" in report.faults[0].why


def test_unknown_and_missing_columns(office):
    report = import_sheet(book([*HEADS[:-1], "星座"], [*GOOD[0][:-1], "白羊"]), OBSERVERS, **office)
    assert {(f.row, f.column) for f in report.faults} == {(1, "星座"), (1, "聘期至")} and not report.taken


def test_own_headings_by_mapping(office):
    mapped = Register(
        "observer",
        "appoint",
        ("name",),
        {"谁": "name", "部门": "chosen_by", "起": "since", "止": "until"},
        lambda f: f["name"],
        "观察员",
    )
    content = book(
        ["日期", "谁", "部门", "起", "止"], ["2024-04-02", "观察员甲", "示例区甲局", "2024-04-01", "2026-03-31"], sheet="观察员"
    )
    assert len(import_sheet(content, mapped, **office).new) == 1


def test_who_holds_no_seat_takes_nothing_in(office):
    stranger = World.make().person(CLERK, "乙", World.make().organ_named("示例区另一机关"))
    report = import_sheet(book(HEADS, *GOOD), OBSERVERS, organ=office["organ"], by=stranger)
    assert not report.taken and len(report.faults) == 3 and "席位" in report.faults[0].why


def test_what_is_no_workbook(office):
    with pytest.raises(ValueError, match="不是能读的"):
        import_sheet(b"hello", OBSERVERS, **office)


def test_a_sign_in_sheet_becomes_lines_of_one_class(office):
    world = World.make()
    case = year.opened(world, "training", date(2024, 6, 1), "班")
    world.act(case, "plan", CLERK, date(2024, 6, 1), kind="law", starts_on=date(2024, 6, 1), sessions=5)
    heads = ["姓名或者工号", "单位", "实到课次", "应到课次"]
    content = book(heads, ["学员1", "示例区甲局", 5, 5], ["学员2", "示例区乙局", 4, 5], ["学员1", "示例区甲局", 5, 5])
    given = {"by": office["by"], "on": date(2024, 6, 5), "key": ("person",)}
    report = import_lines(content, case, "close", **given)
    assert (len(report.new), report.unchanged, case.items.count()) == (1, 1, 2)
    wrong = book(heads, ["学员3", "示例区甲局", "五", 5])
    assert [(f.row, f.column) for f in import_lines(wrong, case, "add", **given).faults] == [(2, "实到课次")]


@pytest.mark.parametrize(("text", "fen"), [("1,353.63元", 135363), ("0.5", 50), ("12", 1200)])
def test_money_is_read_in_yuan(text, fen):
    assert amount(text, "money") == fen


@pytest.mark.parametrize("text", ["1.234", "十元", "1e3"])
def test_unclear_money_is_refused(text):
    with pytest.raises(Wrong):
        amount(text, "money")


@pytest.mark.parametrize("text", ["2024-3-4", "2024/03/04", "2024年3月4日", "2024.3.4"])
def test_days_as_people_write_them(text):
    assert day_of(text) == date(2024, 3, 4)


def test_the_command_takes_lines_into_a_case(office, capsys, tmp_path, monkeypatch):
    from fazhi import cli
    from fazhi.site import boot

    monkeypatch.setattr(boot, "start", lambda migrate=True: None)
    world = World.make()
    case = year.opened(world, "aid_network", date(2024, 1, 3), "路网")
    world.act(
        case, "load", CLERK, date(2024, 1, 3), name="路网", source="示意", item=[{"name": "甲", "node": "甲", "people": 1}]
    )
    (tmp_path / "r.xlsx").write_bytes(book(["起点节点", "终点节点", "长度（米）"], ["甲", "乙", 900]))
    command = [
        "register",
        "aid_network",
        str(tmp_path / "r.xlsx"),
        "--by",
        office["by"].username,
        "--case",
        str(case.pk),
        "--key",
        "a,b",
    ]
    assert cli.main([*command, "--step", "roads"]) == 0 and case.items.filter(kind="road").count() == 1
    assert cli.main([*command, "--step", "roads"]) == 0 and case.items.filter(kind="road").count() == 1
    assert cli.main([*command, "--step", "retire"]) == 2 and "写清单的步骤：load、add、roads" in capsys.readouterr().err
