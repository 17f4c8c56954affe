"""Batch intake: a table of the opening step's questions, filled in Excel; every fault is named by row and column, and nothing is
written unless every row is good."""

import io
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from python_calamine import CalamineError, CalamineWorkbook

from fazhi.kernel.calendar import UnknownYear
from fazhi.kernel.declare import Procedure, Say, Step
from fazhi.kernel.facts import asked
from fazhi.kernel.models import Case, Organ
from fazhi.kernel.perform import new_case, perform
from fazhi.kernel.refusal import Refusal
from fazhi.surfaces import asking
from fazhi.surfaces.export import sheet
from fazhi.surfaces.refused import tell

LIMIT = 500
TITLE, ON = Say("title", "标题"), Say("on", "日期", "date")


@dataclass(frozen=True)
class Fault:
    """One fault of a table: row as Excel counts it, the column's label, what is wrong."""

    row: int
    column: str
    why: str


def table_columns(declared: type[Procedure], step: Step) -> list[tuple[str, Say]]:
    """(heading, question) of the table: title, day, facts, and the first party of each seat."""
    found = [("标题", TITLE), ("日期", ON), *((q.label, q) for q in asked(declared, step))]
    for seat in asking.joining(declared, step):
        for q in asking.PARTY:
            found.append((f"{seat.label}：{q.label}", Say(f"{seat.key}-0-{q.name}", q.label, q.kind, q.choices, False)))
    return found


def blank(declared: type[Procedure], step: Step) -> bytes:
    """An empty table to fill in."""
    return sheet(step.label, [heading for heading, _ in table_columns(declared, step)], [])


def rows_of(content: bytes) -> list[list[Any]]:
    """The cells of the first sheet; ValueError for what is no table."""
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        return book.get_sheet_by_index(0).to_python(skip_empty_area=False)
    except (CalamineError, ValueError, OSError, IndexError) as error:
        raise ValueError("这不是能读的 Excel 表格（.xlsx、.xls、.ods）。请用本页下载的表样填写后再交。") from error


def take_in(
    word: str, declared: type[Procedure], step: Step, organ: Organ, user: Any, content: bytes
) -> tuple[list[int], list[Fault]]:
    """Open one case a row, all or none; returns the ids of the new cases, or the faults."""
    rows = rows_of(content)
    columns = table_columns(declared, step)
    known = dict(columns)
    heads = [str(h).strip().lstrip("'") for h in rows[0]] if rows else []
    faults = [Fault(1, h, "表样里没有这一列，请删去或改名") for h in heads if h and h not in known]
    faults += [Fault(1, h, "缺少这一列，请用本页的表样") for h in ("标题", "日期") if h not in heads]
    filled = [(n, r) for n, r in enumerate(rows[1:], 2) if any(str(c).strip() for c in r)]
    if len(filled) > LIMIT:
        faults.append(Fault(LIMIT + 2, "", f"一次最多{LIMIT}行，请分几次交"))
    if not filled and not faults:
        faults.append(Fault(2, "", "表里没有内容"))
    if faults:
        return [], faults
    opened: list[int] = []
    met: list[tuple[Refusal, Case]] = []
    with transaction.atomic():
        for n, row in filled:
            given = {h: text_of(c) for h, c in zip(heads, row, strict=False) if h}
            try:
                with transaction.atomic():
                    opened.append(open_row(word, step, organ, user, {known[h].name: v for h, v in given.items()}, met))
            except Refusal as refused:
                faults.append(Fault(n, heading_of(columns, refused.field), str(refused)))
            except (UnknownYear, ValueError) as error:
                faults.append(Fault(n, "日期", str(error)))
        if faults:
            transaction.set_rollback(True)
    for refusal, case in met:
        tell(refusal, case, user)
    return ([], faults) if faults else (opened, [])


def text_of(cell: Any) -> str:
    if isinstance(cell, datetime | date):
        return cell.isoformat()[:10]
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    text = str(cell).strip()
    return text[1:] if text[:2] in ("'=", "'+", "'-", "'@") else text


def open_row(word: str, step: Step, organ: Organ, user: Any, given: dict[str, str], met: list[tuple[Refusal, Case]]) -> int:
    """Open one case; a refusal by the door is also put into `met`, with its case, to be told after the transaction."""
    try:
        on = date.fromisoformat(given.get("on", ""))
    except ValueError:
        raise Refusal("format", f"“{given.get('on', '')}”不是日期", todo="请写成 2024-03-04 的样子", field="on") from None
    if not given.get("title"):
        raise Refusal("missing", "缺少标题", todo="请用一句话写明是谁的什么事", field="title")
    case = new_case(word, organ, on, given["title"])
    chosen = case.declared.steps[step.key]
    for question in asked(case.declared, chosen):
        labels = {str(label): str(value) for value, label in question.choices}
        if given.get(question.name) in labels:
            given[question.name] = labels[given[question.name]]
    form = asking.build(case.declared, chosen, None, organ, given)
    said = asking.said(form)
    try:
        perform(case, chosen.key, user, on, **said)
    except Refusal as refusal:
        met.append((refusal, case))
        raise
    return case.pk


def heading_of(columns: list[tuple[str, Say]], name: str) -> str:
    if name == "parties":
        return next((h for h, q in columns if q.name.endswith("-0-name")), "")
    return next((h for h, q in columns if q.name == name), name)
