"""A list as an Excel file: exactly the cases and columns on the screen, personal data masked, formulas made harmless."""

import io
from datetime import date
from typing import Any
from urllib.parse import quote

import xlsxwriter

from fazhi.surfaces import lists

LIMIT = 20_000
RISKY = ("=", "+", "-", "@", "\t", "\r")


def harmless(value: Any) -> Any:
    """A text a spreadsheet cannot take for a formula: a risky beginning gets an apostrophe before it."""
    return f"'{value}" if isinstance(value, str) and value.startswith(RISKY) else value


def disposition(name: str) -> str:
    return f"attachment; filename=\"fazhi.xlsx\"; filename*=UTF-8''{quote(name)}"


def sheet(title: str, head: list[str], rows: Any, note: str = "") -> bytes:
    """One sheet as .xlsx bytes; every cell is written as text or date, never as a formula."""
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(out, {**options, "constant_memory": False})
    page = book.add_worksheet(title[:31].translate(str.maketrans("[]:*?/\\", "（）：＊？／＼")))
    bold = book.add_format({"bold": True, "bottom": 1, "text_wrap": True})
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    for n, label in enumerate(head):
        page.write_string(0, n, label, bold)
        page.set_column(n, n, max(10, min(40, len(label) * 2 + 4)))
    at = 1
    for row in rows:
        for n, cell in enumerate(row):
            if isinstance(cell, date):
                page.write_datetime(at, n, cell, day)  # type: ignore[arg-type]
            elif isinstance(cell, int):
                page.write_number(at, n, cell)
            else:
                page.write_string(at, n, harmless(str(cell or "")))
        at += 1
    page.freeze_panes(1, 0)
    page.autofilter(0, 0, max(at - 1, 1), len(head) - 1)
    if note:
        page.write_string(at + 1, 0, note)
    book.close()
    return out.getvalue()


def workbook(query: lists.Query) -> tuple[bytes, str]:
    """(content, file name) of the list asked for; at most LIMIT lines, and it says so."""
    word, columns = query.word, lists.fact_columns(query.word)
    head = [
        "案号",
        "标题",
        "状态",
        *(c.label for c in columns),
        "主办机关",
        "承办人",
        "立案日",
        "办结日",
        "最近期限",
        "期限状态",
    ]
    cases = list(query.ordered()[: LIMIT + 1])
    note = f"导出人：{query.user}　导出日：{date.today()}　共{min(len(cases), LIMIT)}件。个人信息已遮盖。"
    if len(cases) > LIMIT:
        note += f"超过{LIMIT}件的部分没有导出，请缩小筛选范围。"

    def lines() -> Any:
        for start in range(0, min(len(cases), LIMIT), 500):
            for row in lists.rows_of(cases[start : start + 500], word, query.today):
                case = row.case
                yield [case.number, case.title, case.state_label, *(text for _, text in row.cells), row.organ, row.handler, case.opened_on,
                       case.closed_on, row.light.due, row.light.text]  # fmt: skip

    return sheet(word.label, head, lines(), note), f"{word.label}-{date.today()}.xlsx"
