"""Batch intake: every fault by row and column, nothing written unless all is good."""

import io
from datetime import date

import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from python_calamine import CalamineWorkbook

from fazhi.kernel.models import Case
from web.conftest import enter

URL = "/cases/sample/intake/receive/"


def table(*rows):
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    page = book.add_worksheet()
    for n, row in enumerate(rows):
        page.write_row(n, 0, row)
    book.close()
    return SimpleUploadedFile("表.xlsx", out.getvalue())


HEAD = ("标题", "日期", "事项", "申请人：姓名或名称")


def test_the_blank_table_has_the_questions(office):
    content = enter(office.clerk).get(URL, {"blank": ""}).content
    head = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()[0]
    assert head[:3] == ["标题", "日期", "事项"] and "申请人：姓名或名称" in head


def test_good_rows_are_opened(office):
    before = Case.objects.count()
    day = date.today().isoformat()
    answer = enter(office.clerk).post(
        URL, {"table": table(HEAD, ("甲案", day, "处罚", "申请人甲"), ("乙案", day, "", "申请人乙"))}
    )
    assert answer.status_code == 302 and Case.objects.count() == before + 2
    assert Case.objects.latest("pk").parties.get().name == "申请人乙"


def test_faults_are_named_and_nothing_is_written(office):
    before = Case.objects.count()
    day = date.today().isoformat()
    rows = (HEAD, ("甲案", day, "", "甲"), ("", day, "", "乙"), ("丙案", "昨天", "", ""), ("丁案", "2999-01-01", "", ""))
    answer = enter(office.clerk).post(URL, {"table": table(*rows)})
    assert answer.status_code == 422 and Case.objects.count() == before
    for row, column in ((3, "标题"), (4, "日期"), (5, "日期")):
        assert f'<td>Sheet1</td><td class="num">{row}</td><td>{column}</td>' in answer.text


def test_every_fault_of_a_row_is_named_at_once(office):
    answer = enter(office.clerk).post(URL, {"table": table((*HEAD, "申请人：类型"), ("", "昨天", "", "甲", "神仙"))})
    assert all(f"<td>{column}</td>" in answer.text for column in ("标题", "日期", "申请人：类型"))


def test_unknown_columns_and_no_table(office):
    client = enter(office.clerk)
    assert "不认识这一列" in client.post(URL, {"table": table(("标题", "日期", "奇怪"), ("甲", "2026-01-05", "x"))}).text
    assert client.post(URL, {"table": SimpleUploadedFile("x.xlsx", b"not a table")}).status_code == 422
    assert client.post(URL).status_code == 422
    assert enter(office.handler).get(URL).status_code == 404
