"""Plan sheets: every fault by sheet, row and column; nothing half taken in."""

import io
from datetime import datetime

import pytest
import xlsxwriter

from fazhi.domains.inspections import intake, sheets
from fazhi.domains.inspections.credit_code import synthetic
from fazhi.kernel.declare import HANDLER
from fazhi.kernel.models import Case
from inspections.district import DAY, FIRST, LAST, build

BODY, ONE, TWO = "示例区甲检查局", synthetic(1), synthetic(2)
KNOWN = sheets.Known({BODY: BODY, "甲检查局": BODY}, {BODY: {"JC01-1"}}, {ONE: "示例企业001", TWO: "示例企业002"})
GOOD = {"编号": "J1", "检查主体": BODY, "统一社会信用代码": ONE, "企业名称": "示例企业001", "检查事项": "JC01-1",
        "起始日期": "2026-10-16", "截止日期": "2026-11-20"}  # fmt: skip


def workbook(*rows, extra=None) -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "default_date_format": "yyyy-mm-dd"})
    sheet, head = book.add_worksheet("检查计划"), list(sheets.HEADINGS)
    sheet.write_row(0, 0, head)
    for n, row in enumerate(rows, 1):
        for key, value in {**GOOD, **row}.items():
            if isinstance(value, str):
                sheet.write_string(n, head.index(key), value)
            else:
                sheet.write(n, head.index(key), value)
    if extra:
        extra(sheet)
    book.close()
    return out.getvalue()


def faults(*rows, extra=None):
    return [str(f) for f in sheets.read(workbook(*rows, extra=extra), KNOWN).faults]


def test_a_good_sheet():
    found = sheets.read(
        workbook({}, {"编号": "J2", "检查主体": "甲检查局", "起始日期": datetime(2026, 10, 16), "截止日期": "2026年11月3日"}),
        KNOWN,
    )
    assert found.faults == [] and found.total == 2
    assert (found.rows[1]["first"], found.rows[1]["last"], found.rows[1]["body"]) == ("2026-10-16", "2026-11-03", BODY)


@pytest.mark.parametrize(
    ("row", "place", "words"),
    [
        ({"统一社会信用代码": ONE[:-1] + "0"}, "C列", "校验位不符"),
        ({"统一社会信用代码": 9135010000010043}, "C列", "存成数字"),
        ({"统一社会信用代码": synthetic(9), "企业名称": "示例企业009"}, "C列", "名册中没有"),
        ({"截止日期": "2026-10-01"}, "I列", "早于起始日期"),
        ({"检查主体": "示例区无此局"}, "B列", "不在检查主体名册内"),
        ({"起始日期": "10/11/2026"}, "H列", "看不出是哪一天"),
        ({"起始日期": "2026-02-30"}, "H列", "没有这一天"),
        ({"起始日期": 46000}, "H列", "没有设成日期格式"),
        ({"不可同查": "J1"}, "P列", "与自身冲突"),
        ({"不可同查": "J7"}, "P列", "没有编号为"),
        ({"检查事项": "JC99"}, "E列", "R02"),
        ({"企业名称": ""}, "D列", "没有填写"),
        ({"时长（小时）": "很久"}, "J列", "应是0.1至8之间"),
        ({"必查": "也许"}, "L列", "应填是或否"),
        ({"企业名称": "=HYPERLINK(1)"}, "D列", "疑为公式"),
    ],
)  # fmt: skip
def test_every_fault_has_its_place(row, place, words):
    found = faults(row)
    assert len(found) == 1 and "“检查计划”表第2行" in found[0] and place in found[0] and words in found[0], found


def test_two_firms_under_one_code_and_one_number_twice():
    found = faults({}, {"企业名称": "示例企业002"})
    assert any("第3行D列" in f and "第2行" in f and "同一代码不能有两户" in f for f in found)
    assert any("第3行A列" in f and "与第2行重复" in f for f in found)


def test_merged_cells_and_formulas():
    assert "“检查计划”表第3行：D3:D4合并了单元格" in faults({}, extra=lambda s: s.merge_range("D3:D4", "x"))[0]
    found = faults({}, extra=lambda s: s.write_formula("J2", "=1+1", None, 2))
    assert found == ["“检查计划”表第2行J列：单元格是公式，请改为数值或者文字"]


def test_too_many_rows_and_no_workbook():
    reading = sheets.read(workbook(*[{"编号": f"J{n}"} for n in range(100_000)]), KNOWN)
    assert (
        len(reading.faults) == 1
        and "100,000行" in str(reading.faults[0])
        and "第50,002行以后" in str(reading.faults[0])
        and not reading.rows
    )
    assert "不是Excel文件" in str(sheets.read(b"hello").faults[0])
    assert "打不开" in str(sheets.read(b"PK\x03\x04broken").faults[0])
    far = workbook({}, extra=lambda s: s.write(1_048_575, 16_383, "x"))
    assert "XFD1048576" in str(sheets.read(far).faults[0])


def test_the_form_can_be_read_back():
    found = sheets.read(intake.form(KNOWN), KNOWN)
    assert found.total == 0 and found.faults == []


@pytest.mark.django_db
def test_nothing_is_taken_in_unless_all_can_be():
    district = build(2)
    known, content = intake.known(DAY), workbook({}, {"编号": "J2", "截止日期": "2026-01-01"}, {"编号": "J3"})
    reading = sheets.read(content, known)
    by = lambda organ: district.world.person(HANDLER, "甲", organ)  # noqa: E731
    with pytest.raises(ValueError, match="一行也没有收入"):
        intake.take_in(reading, FIRST, LAST, by, DAY, content=content)
    assert not Case.objects.filter(domain="inspection_plan").exists()
    (case,) = intake.take_in(reading, FIRST, LAST, by, DAY, only_good=True, content=content)
    assert case.items.count() == 2 and case.facts.line_count == 2 and case.organ.name == BODY
