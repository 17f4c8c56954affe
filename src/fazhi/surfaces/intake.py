"""Batch intake: a table of the opening step's questions, filled in Excel; every fault is named by sheet, row and column, and nothing
is written unless every row is good."""

from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from fazhi.kernel.declare import Procedure, Say, Step
from fazhi.kernel.facts import asked
from fazhi.kernel.models import Case, Organ
from fazhi.kernel.perform import new_case, perform
from fazhi.kernel.refusal import Refusal
from fazhi.surfaces import asking
from fazhi.surfaces.export import sheet
from fazhi.surfaces.refused import tell
from fazhi.surfaces.sheets import Fault, cells, read

LIMIT, MOST = 500, 20_000  # rows taken in at once while the person waits; rows of one table at all, taken in by the worker
TITLE, ON = Say("_title", "标题"), Say("_on", "日期", "date")

Row = tuple[int, dict[str, Any]]  # its number as Excel counts, its facts by name


@dataclass
class Table:
    """A filled table: its rows as the questions ask, and the faults that can be told without opening a case."""

    word: str
    step: Step
    organ: Organ
    headings: dict[str, str]
    sheet: str
    rows: list[Row]
    faults: list[Fault]

    @property
    def unreadable(self) -> bool:
        """Whether its headings or its length already keep everything out."""
        return not self.rows or any(f.row in (1, MOST + 2) for f in self.faults)


@dataclass
class Outcome:
    """What came of some rows: the new cases, the faults, and what the door refused (to be told after the transaction)."""

    opened: list[int] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    refused: list[tuple[Refusal, Case]] = field(default_factory=list)

    def tell(self, user: Any) -> None:
        for refusal, case in self.refused:
            tell(refusal, case, user)


def table_columns(declared: type[Procedure], step: Step) -> list[tuple[str, Say]]:
    """(heading, question) of the table: title, day, facts, and the first party of each seat."""
    found = [(TITLE.label, TITLE), (ON.label, ON), *((q.label, q) for q in asked(declared, step))]
    for seat in asking.joining(declared, step):
        for q in asking.PARTY:
            found.append((f"{seat.label}：{q.label}", Say(f"{seat.key}-{q.name}", q.label, q.kind, q.choices, False)))
    return found


def blank(declared: type[Procedure], step: Step) -> bytes:
    """An empty table to fill in."""
    return sheet(step.label, [heading for heading, _ in table_columns(declared, step)], [])


def lay(word: str, declared: type[Procedure], step: Step, organ: Organ, content: bytes) -> Table:
    """Read a filled table; ValueError for what is no workbook."""
    questions = dict(table_columns(declared, step))
    name, grid = cells(content)
    rows, faults = read(grid, questions, name)
    if len(rows) > MOST:
        faults.append(Fault(name, MOST + 2, "", f"一张表最多{MOST}行，请分成几张表交"))
    return Table(word, step, organ, {q.name: heading for heading, q in questions.items()}, name, rows, faults)


def try_rows(table: Table, rows: list[Row], user: Any) -> Outcome:
    """What would come of these rows: every one is taken through the door, and all is undone."""
    broken = {f.row for f in table.faults}
    with transaction.atomic():
        found = _each(table, [r for r in rows if r[0] not in broken], user)
        transaction.set_rollback(True)
    found.opened = []
    return found


def open_rows(table: Table, rows: list[Row], user: Any) -> Outcome:
    """Open one case a row, all of them or none."""
    with transaction.atomic():
        found = _each(table, rows, user)
        if found.faults:
            transaction.set_rollback(True)
            found.opened = []
    return found


def take_in(table: Table, user: Any) -> Outcome:
    """Open one case a row of a short table, all or none, while the person waits."""
    found = Outcome() if table.unreadable else (try_rows if table.faults else open_rows)(table, table.rows, user)
    found.faults = sorted([*table.faults, *found.faults], key=lambda f: f.row)
    found.tell(user)
    return found


def _each(table: Table, rows: list[Row], user: Any) -> Outcome:
    found = Outcome()
    for n, given in rows:
        try:
            with transaction.atomic():
                found.opened.append(_open(table, dict(given), user, found.refused))
        except Refusal as refused:
            found.faults.append(Fault(table.sheet, n, _heading(table, refused.field), str(refused)))
        except ValueError as error:  # a year without a calendar, a day before any version of the procedure
            found.faults.append(Fault(table.sheet, n, ON.label, str(error)))
    return found


def _open(table: Table, given: dict[str, Any], user: Any, refused: list[tuple[Refusal, Case]]) -> int:
    case = new_case(table.word, table.organ, given.pop("_on"), given.pop("_title"))
    parties: dict[str, dict[str, Any]] = {}
    for name in [n for n in given if "-" in n]:
        seat, _, key = name.partition("-")
        parties.setdefault(seat, {"seat": seat})[key] = given.pop(name)
    named = [p for p in parties.values() if set(p) - {"seat", "kind"}]
    try:
        perform(case, table.step.key, user, case.opened_on, parties=named, **given)
    except Refusal as refusal:
        refused.append((refusal, case))
        raise
    return case.pk


def _heading(table: Table, name: str) -> str:
    if name == "parties":
        return next((h for q, h in table.headings.items() if q.endswith("-name")), "")
    return table.headings.get({"on": "_on", "title": "_title"}.get(name, name), name)


def as_sheet(faults: list[Fault], shown: int = 0) -> bytes:
    """The faults as a sheet, to mend the table by."""
    note = f"只列出前{shown}处，改正后再交会列出其余的。" if shown else ""
    return sheet("差错", ["工作表", "行", "列", "哪里不对"], ([f.sheet, f.row, f.column, f.why] for f in faults), note)
