"""Registers from Excel: a sheet becomes cases of a register or lines of a case, through the one door.

Every fault is named by sheet, row and column. Nothing is taken unless all can be, or the good part on explicit choice. A row that is
already registered with the same facts changes nothing; with other facts it is a fault: corrections go through 更正.
"""

import io
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction
from python_calamine import CalamineError, CalamineWorkbook

from fazhi.kernel.facts import asked, columns
from fazhi.kernel.models import Case, Organ
from fazhi.kernel.perform import new_case, perform
from fazhi.kernel.refusal import Refusal
from fazhi.kernel.registry import in_force, procedure
from fazhi.kernel.seal import plain
from fazhi.surfaces.refused import tell, telling

DAY = re.compile(r"(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})日?$")
CHINA = ZoneInfo("Asia/Shanghai")
TITLE, ON = "标题", "日期"
TRUE, FALSE = ("是", "√", "1", "true", "有"), ("否", "×", "0", "false", "无")


@dataclass(frozen=True)
class Fault:
    """One fault: sheet, row as Excel counts it, heading of the column, what is wrong."""

    sheet: str
    row: int
    column: str
    why: str

    def __str__(self) -> str:
        return f"工作表“{self.sheet}”第{self.row}行“{self.column}”：{self.why}"


@dataclass
class Report:
    """What became of a sheet. `taken` is False where faults kept everything out."""

    new: list[int] = field(default_factory=list)
    unchanged: int = 0
    faults: list[Fault] = field(default_factory=list)
    taken: bool = True
    refused: list[tuple[Refusal, Case]] = field(default_factory=list)


@dataclass(frozen=True)
class Register:
    """How a sheet maps to a register. columns: heading → fact name (None: the labels of the step's questions). key: the facts that
    tell one entry from another. title: makes the case's title of a row's facts."""

    word: str
    step: str
    key: tuple[str, ...]
    columns: dict[str, str] | None = None
    title: Callable[[dict], str] | None = None
    sheet: str = ""


class Wrong(ValueError):
    """A cell that cannot be read as its question asks."""


def cells(source: Path | bytes, sheet: str = "") -> tuple[str, list[list[Any]]]:
    """(name, rows) of the named or first sheet; ValueError for what is no workbook."""
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(source if isinstance(source, bytes) else source.read_bytes()))
        names = book.sheet_names
    except (CalamineError, OSError, ValueError) as error:
        where = "" if isinstance(source, bytes) else f" {source}"
        raise ValueError(f"文件{where}不是能读的 Excel 工作簿（.xlsx、.xls、.ods），请另存后再导入。") from error
    if sheet and sheet not in names:
        raise ValueError(f"工作簿里没有工作表“{sheet}”，有：{'、'.join(names)}。")
    name = sheet or names[0]
    return name, book.get_sheet_by_name(name).to_python(skip_empty_area=False)


def text_of(cell: Any) -> str:
    """A cell as somebody would have typed it: whole numbers without a point, days as 2024-03-04, no apostrophe against formulas."""
    if isinstance(cell, datetime | date):
        return cell.isoformat()[:10]
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    text = str(cell).strip()
    return text[1:] if text[:2] in ("'=", "'+", "'-", "'@") else text


def value_of(cell: Any, question: Any) -> Any:
    """A cell as its question asks; None for an empty one. Wrong says what was expected."""
    if isinstance(cell, datetime | date) and question.kind == "date":
        return date(cell.year, cell.month, cell.day)
    text = text_of(cell)
    if not text:
        return None
    if question.kind == "date":
        return day_of(text)
    if question.choices:
        labels = {str(label): value for value, label in question.choices} | {str(v): v for v, _ in question.choices}
        if text not in labels:
            raise Wrong(f"“{text}”不在可选项中（{'、'.join(str(label) for _, label in question.choices)}）")
        return labels[text]
    if question.kind == "bool":
        if text.lower() not in (*TRUE, *FALSE):
            raise Wrong(f"“{text}”应填“是”或“否”")
        return text.lower() in TRUE
    if question.kind == "list":
        return [part for part in re.split(r"[、,，;；]", text) if part]
    if question.kind in ("number", "money"):
        return amount(text, question.kind)
    return text


def day_of(text: str) -> date:
    found = DAY.match(text.split(" ")[0])
    try:
        return date(*map(int, found.groups())) if found else date.fromisoformat(text[:10])
    except ValueError:
        raise Wrong(f"“{text}”不是日期，应写成 2024-03-04") from None


def amount(text: str, kind: str) -> int:
    """A whole number; money is written in yuan and kept in fen."""
    bare = text.replace(",", "").replace("，", "").removesuffix("元")
    if not re.fullmatch(r"-?\d+(\.\d{1,2})?" if kind == "money" else r"-?\d+(\.0+)?", bare):
        raise Wrong(f"“{text}”应为{'以元计的金额，最多两位小数' if kind == 'money' else '整数'}")
    whole, _, rest = bare.partition(".")
    return int(whole + (rest + "00")[:2]) if kind == "money" else int(whole)


def read(rows: list[list[Any]], questions: dict[str, Any], sheet: str) -> tuple[list[tuple[int, dict]], list[Fault]]:
    """Rows as facts by name; faults for unknown, missing and doubled headings and for every cell that cannot be read."""
    heads = [text_of(c) for c in rows[0]] if rows else []
    faults = [Fault(sheet, 1, h, "不认识这一列，请删去或者改名") for h in heads if h and h not in questions]
    faults += [Fault(sheet, 1, h, "同名的列出现了两次") for h in {h for h in heads if h and heads.count(h) > 1}]
    faults += [Fault(sheet, 1, h, "缺少这一必填列") for h, q in questions.items() if q.required and h not in heads]
    found = []
    for n, row in enumerate(rows[1:], 2):
        if not any(text_of(c) for c in row):
            continue
        facts: dict[str, Any] = {}
        for head, cell in zip(heads, row, strict=False):
            question = questions.get(head)
            if question is None:
                continue
            try:
                facts[question.name] = value_of(cell, question)
            except Wrong as wrong:
                faults.append(Fault(sheet, n, head, str(wrong)))
        faults += [
            Fault(sheet, n, h, "必填，不能为空")
            for h, q in questions.items()
            if q.required and h in heads and facts.get(q.name, "") is None
        ]
        found.append((n, {k: v for k, v in facts.items() if v is not None}))
    if not found and not faults:
        faults.append(Fault(sheet, 2, "", "表里没有内容"))
    return found, faults


def import_sheet(
    source: Path | bytes, register: Register, *, organ: Organ, by: Any, part: bool = False, demo: bool = False
) -> Report:
    """Open one case a row. by: the person who answers for the sheet (his seat is checked for every row). part: take the good rows
    though others are at fault. demo: history, with the day in law as its simulated moment of writing."""
    from fazhi.kernel.declare import Say

    declared = procedure(register.word) if "@" in register.word else in_force(register.word, date.today())
    questions = {q.label: q for q in asked(declared, declared.steps[register.step])}
    if register.columns:
        by_name = {q.name: q for q in questions.values()}
        questions = {heading: by_name[name] for heading, name in register.columns.items()}
    questions[ON] = Say("_on", ON, "date")
    questions[TITLE] = Say("_title", TITLE, required=register.title is None)
    name, rows = cells(source, register.sheet)
    found, faults = read(rows, questions, name)
    report, broken = Report(faults=faults), {f.row for f in faults}
    if 1 in broken:
        report.taken = False
        return report
    heading = {q.name: h for h, q in questions.items()}
    with transaction.atomic():
        for n, facts in found:
            if n not in broken:
                _row(report, register, declared, organ, by, demo, name, n, facts, heading)
        if report.faults and not part:
            transaction.set_rollback(True)
            report.new, report.taken = [], False
    for refusal, case in report.refused:
        tell(refusal, case, by)
    return report


def _row(
    report: Report,
    register: Register,
    declared: Any,
    organ: Organ,
    by: Any,
    demo: bool,
    sheet: str,
    n: int,
    facts: dict,
    heading: dict,
) -> None:
    """Take in one row: unchanged, new, or at fault."""
    on, title = facts.pop("_on"), facts.pop("_title", "") or (register.title(facts) if register.title else "")
    differs = known(declared, register.key, facts, organ)
    if differs == "":
        report.unchanged += 1
        return
    if differs:
        report.faults.append(Fault(sheet, n, heading.get(differs, differs), "与已登记的不同；已登记的内容请用“更正”修改"))
        return
    try:
        with transaction.atomic():
            case = new_case(register.word, organ, on, title, demo=demo)
            at = datetime.combine(on, time(17), CHINA) if demo else None
            perform(case, register.step, by, on, at=at, **facts)
            report.new.append(case.pk)
    except Refusal as refusal:
        report.refused.append((refusal, case))
        report.faults.append(
            Fault(sheet, n, heading.get(refusal.field, ON if refusal.field == "on" else refusal.field), str(refusal))
        )
    except ValueError as error:
        report.faults.append(Fault(sheet, n, ON, str(error)))


def known(declared: Any, key: tuple[str, ...], facts: dict, organ: Organ) -> str | None:
    """None for an entry not yet registered, "" for one with the same facts, else the name of the first fact that differs."""
    wanted = {k: facts.get(k) for k in key}
    held = declared.facts.objects.filter(case__domain=declared.domain, case__organ=organ, **wanted).order_by("-pk").first()
    if held is None:
        return None
    table = columns(declared.facts)
    return next((k for k, v in facts.items() if k in table and plain(getattr(held, k)) != plain(v)), "")


def import_lines(
    source: Path | bytes, case: Case, step: str, *, by: Any, on: date, key: tuple[str, ...], sheet: str = "", part: bool = False,
    at: datetime | None = None, **facts: Any,
) -> Report:  # fmt: skip
    """Add the rows of a sheet to a list inside a case, as one ledger line (a sign-in sheet, a plan's measures)."""
    kind = case.declared.steps[step].item
    questions = {q.label: q for q in kind.fields}
    name, rows = cells(source, sheet)
    found, faults = read(rows, questions, name)
    report = Report(faults=faults)
    held = {tuple(i.said.get(k) for k in key): i.said for i in case.items.filter(kind=kind.key)}
    fresh: list[dict] = []
    for n, line in found:
        line, mark = plain(line), tuple(plain(line.get(k)) for k in key)
        if mark not in held:
            held[mark] = line
            fresh.append(line)
        elif all(held[mark].get(k) == v for k, v in line.items()):
            report.unchanged += 1
        else:
            report.faults.append(
                Fault(name, n, "、".join(q.label for q in kind.fields if q.name in key), "与已登记的同一行内容不同")
            )
    bad = {f.row for f in report.faults}
    if 1 in bad or (bad and not part):
        report.taken = False
        return report
    good = [line for line in fresh if not any(n in bad and plain(given) == line for n, given in found)]
    if good:
        try:
            with telling(case, by):
                event = perform(case, step, by, on, at=at, item=good, **facts)
            report.new = [event.pk]
        except Refusal as refusal:
            report.faults.append(Fault(name, 0, refusal.field, str(refusal)))
            report.taken = False
    return report
