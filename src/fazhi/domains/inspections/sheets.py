"""Plans as the Excel sheets departments send: fifty thousand lines read and checked at once, every fault by sheet, row and column.

Pure of the database: what is known (bodies, items, enterprises) is handed in. Nothing here takes anything in; see `intake`.
"""

import io
import re
import zipfile
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NamedTuple

from fazhi.domains.inspections import credit_code

MOST_ROWS, MOST_COLUMNS, MOST_BYTES, MOST_UNPACKED = 50_000, 40, 30_000_000, 400_000_000
HEADINGS = {
    "编号": "code", "检查主体": "body", "统一社会信用代码": "uscc", "企业名称": "firm", "检查事项": "item", "检查类别": "kind", "检查方式": "method",
    "起始日期": "first", "截止日期": "last", "时长（小时）": "hours", "档数": "slots", "必查": "mandatory", "白名单类别": "trigger", "风险": "risk",
    "单独检查": "solo", "不可同查": "apart",
}  # fmt: skip
LABELS = {key: label for label, key in HEADINGS.items()}
REQUIRED = ("code", "body", "uscc", "firm", "item", "first", "last")
WORDS = {"kind": ("日常检查", "个案检查", "专项检查"), "method": ("现场", "非现场"), "trigger": ("普通", "应查", "限查")}
TRUTH = {"是": True, "否": False, "": False, "√": True, "TRUE": True, "FALSE": False, "True": True, "False": False}
DATE = re.compile(
    r"(\d{4})\s*(?:-|/|\.|年)\s*(\d{1,2})\s*(?:-|/|\.|月)\s*(\d{1,2})\s*日?(?:\s+00:00(?::00)?)?|(\d{4})(\d\d)(\d\d)"
)


class Fault(NamedTuple):
    """One fault and its place; `row` and `column` are 0 where the whole sheet is meant."""

    sheet: str
    row: int
    column: str
    message: str

    def __str__(self) -> str:
        place = f"第{self.row}行" if self.row else ""
        return f"“{self.sheet}”表{place}{self.column}：{self.message}"


@dataclass(frozen=True)
class Known:
    """What the registers know. An empty register checks nothing: a district may begin with its first sheet."""

    bodies: dict[str, str] = field(default_factory=dict)  # name or short name → name
    items: dict[str, set[str]] = field(default_factory=dict)  # body → codes of its published items
    firms: dict[str, str] = field(default_factory=dict)  # credit code → name


@dataclass
class Reading:
    """A sheet as read: the lines without fault, every fault, and how many lines there were."""

    sheet: str = ""
    total: int = 0
    rows: list[dict[str, Any]] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    remarks: list[Fault] = field(default_factory=list)


def read(content: bytes, known: Known | None = None) -> Reading:
    """Read and check a plan workbook (.xlsx or .xls). Faults are found all at once; a file that is no workbook gives one fault."""
    import python_calamine

    refused, pages = _unsafe(content)
    if refused:
        return Reading(faults=[Fault("文件", 0, "", refused)])
    try:
        book = python_calamine.load_workbook(io.BytesIO(content))
        sheets = [book.get_sheet_by_name(name) for name in book.sheet_names]
        tables = [(s, s.to_python(skip_empty_area=False)) for s in sheets]
    except Exception as error:  # the library names broken files in many ways
        return Reading(faults=[Fault("文件", 0, "", f"打不开，可能已损坏、加密或者不是Excel文件（{type(error).__name__}）")])
    for sheet, table in tables:
        top = next((n for n, row in enumerate(table[:20]) if {"编号", "统一社会信用代码"} <= {_text(c) for c in row}), None)
        if top is not None:
            return _Checker(sheet, table, top, known or Known(), _formulas(content, pages, sheet.name)).reading()
    message = f"没有找到表头（{'、'.join(LABELS[k] for k in REQUIRED)}），请使用下载的模板"
    return Reading(faults=[Fault(sheets[0].name if sheets else "文件", 0, "", message)])


def _unsafe(content: bytes) -> tuple[str | None, dict[str, bytes]]:
    """Why a file is not opened at all (not Excel, too large packed or unpacked, cells far outside the form), and its sheets' XML."""
    if len(content) > MOST_BYTES:
        return f"文件{len(content) // 1_000_000}兆，一次最多{MOST_BYTES // 1_000_000}兆，请拆分", {}
    if content[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        return None, {}
    if content[:2] != b"PK":
        return "不是Excel文件（应为 .xlsx 或 .xls）", {}
    try:
        package = zipfile.ZipFile(io.BytesIO(content))
        if sum(i.file_size for i in package.infolist()) > MOST_UNPACKED:
            return "解压后过大，请删去多余的格式和图片，或者拆分", {}
        pages = {name: package.read(name) for name in package.namelist() if name.startswith("xl/worksheets/sheet")}
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError):
        return "文件损坏或者加密，打不开", {}
    for page in pages.values():
        if far := FAR.search(page):
            where = far[1].decode()
            return f"{where}单元格超出表格范围（一次最多{MOST_ROWS:,}行、到Z列），请删去多余的行列，或者拆成几张表分别报送", {}
    return None, pages


FAR = re.compile(rb'<c r="([A-Z]{2,3}\d+|[A-Z](?:[2-9]\d{5}|\d{7,}))"')
FORMULA = re.compile(rb'<c r="([A-Z]+)(\d+)"[^>]*><f')


def _formulas(content: bytes, pages: dict[str, bytes], name: str) -> list[tuple[str, int]]:
    """The cells of a sheet of an .xlsx that hold formulas."""
    if content[:2] != b"PK":
        return []
    package = zipfile.ZipFile(io.BytesIO(content))
    book = package.read("xl/workbook.xml").decode("utf-8", "replace")
    names = re.findall(r"<sheet\b[^>]*\bname=\"([^\"]*)\"[^>]*r:id=\"([^\"]*)\"", book)
    link = next((rid for n, rid in names if n == name), None)
    rels = package.read("xl/_rels/workbook.xml.rels").decode("utf-8", "replace")
    for row in re.findall(r"<Relationship\b[^>]*>", rels):
        if link and f'Id="{link}"' in row and (target := re.search(r'Target="([^"]*)"', row)):
            path = target[1].removeprefix("/")
            body = pages.get(path if path.startswith("xl/") else f"xl/{path}", b"")
            return [(m[1].decode(), int(m[2])) for m in FORMULA.finditer(body)] if b"<f" in body else []
    return []


def _text(value: Any) -> str:
    if isinstance(value, str):
        return value.strip()
    return str(int(value)) if isinstance(value, float) and value.is_integer() else "" if value is None else str(value)


def day_of(value: Any) -> date | str:
    """A date, or why it is none. Text is taken where only one day can be meant."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    text = _text(value)
    found = DATE.fullmatch(text)
    if not found:
        if re.fullmatch(r"\d{5}", text):
            return f"是数字{text}，没有设成日期格式，请改为2025-04-10这样的日期"
        return f"“{text[:20]}”看不出是哪一天，请写成2025-04-10的样子"
    try:
        return date(*(int(g) for g in found.groups() if g))
    except ValueError:
        return f"“{text[:20]}”没有这一天"


def letter(n: int) -> str:
    """The letter of a column, from 0."""
    return chr(65 + n) if n < 26 else letter(n // 26 - 1) + chr(65 + n % 26)


class _Checker:
    """Walks the lines of one table once and collects faults; a line is kept when it has none."""

    def __init__(self, sheet: Any, table: list[list], top: int, known: Known, formulas: list[tuple[str, int]]):
        self.name, self.table, self.top, self.known = sheet.name, table, top, known
        self.found = Reading(sheet.name)
        self.at = {HEADINGS[t]: n for n, c in enumerate(table[top]) if (t := _text(c)) in HEADINGS}
        self.place = {key: f"{letter(n)}列（{LABELS[key]}）" for key, n in self.at.items()}
        self.columns = [(key, at, {}) for key, at in self.at.items()]
        self.bad: set[int] = set()
        self.codes: dict[str, int] = {}
        self.firm_of: dict[str, tuple[str, int]] = {}
        for (first, left), (last, right) in sheet.merged_cell_ranges or ():
            if last > top:
                where = f"{letter(left)}{first + 1}:{letter(right)}{last + 1}"
                self.fault(
                    max(first, top + 1) + 1, "", f"{where}合并了单元格，请取消合并并逐行填写", range(first + 1, last + 2)
                )
        for column, row in formulas:
            if row > top + 1:
                self.fault(row, f"{column}列", "单元格是公式，请改为数值或者文字")

    def fault(self, row: int, column: str, message: str, rows: Any = ()) -> None:
        self.found.faults.append(Fault(self.name, row, column, message))
        self.bad.update(rows or (row,))

    def reading(self) -> Reading:
        missing = [LABELS[k] for k in REQUIRED if k not in self.at]
        if missing:
            self.found.faults.append(Fault(self.name, self.top + 1, "", f"表头缺少{'、'.join(missing)}，请使用下载的模板"))
            return self.found
        lines = [
            (n, row) for n, row in enumerate(self.table[self.top + 1 :], self.top + 2) if any(c not in ("", None) for c in row)
        ]
        self.found.total = len(lines)
        if len(lines) > MOST_ROWS:
            first = lines[MOST_ROWS][0]
            message = f"本表有{len(lines):,}行，一次最多{MOST_ROWS:,}行，请把第{first:,}行以后的拆成另一张表"
            self.found.faults = [Fault(self.name, first, "", message)]
            return self.found
        rows = [(n, self.line(n, row)) for n, row in lines]
        if "apart" in self.at:
            self.conflicts(rows)
        self.remark()
        self.found.rows = [row for n, row in rows if row and n not in self.bad]
        self.found.faults.sort(key=lambda f: f.row)
        return self.found

    def line(self, n: int, cells: list) -> dict[str, Any]:
        row: dict[str, Any] = dict(DEFAULTS)
        for key, at, seen in self.columns:
            value = cells[at]
            cell = seen.get(value)
            if cell is None:
                cell = seen[value] = self.cell(key, value)
            if cell[1]:
                self.fault(n, self.place[key], cell[1])
            if cell[0] is not None:
                row[key] = cell[0]
        self.together(n, row)
        return row

    def cell(self, key: str, value: Any) -> tuple[Any, str]:
        """The value of a cell and its fault. Equal cells of a column are judged once."""
        text = _text(value)
        if text == "":
            return None, "没有填写" if key in REQUIRED else ""
        if isinstance(value, str) and text[0] in "=+-@":
            return None, f"“{text[:20]}”以“{text[0]}”开头，疑为公式，请改为普通文字"
        if key == "uscc":
            return self.uscc(value)
        if key == "body":
            name = self.known.bodies.get(text)
            return (name or text), f"“{text[:30]}”不在检查主体名册内" if name is None and self.known.bodies else ""
        if key in ("first", "last"):
            day = day_of(value)
            return (None, day) if isinstance(day, str) else (day.isoformat(), "")
        if key in WORDS:
            return text, "" if text in WORDS[key] else f"“{text[:20]}”应是{'、'.join(WORDS[key])}之一"
        if key in ("mandatory", "solo"):
            return TRUTH.get(text), "" if text in TRUTH else f"“{text[:20]}”应填是或否"
        if key in AMOUNTS:
            return amount(key, text)
        return ([w for w in re.split(r"[、,，;；\s]+", text) if w] if key == "apart" else text), ""

    def uscc(self, value: Any) -> tuple[Any, str]:
        if isinstance(value, float):
            return None, "代码被存成数字，末几位已经丢失，请把该列设为文本后重新填写"
        text = str(value).replace(" ", "").strip().upper()
        if why := credit_code.fault(text):
            return text, f"“{text[:20]}”{why}"
        return text, f"市场主体名册中没有“{text}”" if self.known.firms and text not in self.known.firms else ""

    # -------------------------------------------------------- what belongs together

    def together(self, n: int, row: dict[str, Any]) -> None:
        code = row.get("code")
        earlier = self.codes.setdefault(code, n)
        if code is not None and earlier != n:
            self.fault(n, self.place["code"], f"编号“{code}”与第{earlier}行重复")
        first, last, uscc, firm = row.get("first"), row.get("last"), row.get("uscc"), row.get("firm")
        if first and last and last < first:
            self.fault(n, self.place["last"], f"截止日期{last}早于起始日期{first}")
        if uscc and firm:
            name, where = self.firm_of.setdefault(uscc, (firm, n))
            if name != firm:
                self.fault(
                    n, self.place["firm"], f"代码“{uscc}”在第{where}行是“{name[:30]}”，本行是“{firm[:30]}”，同一代码不能有两户"
                )
            elif self.known.firms.get(uscc, firm) != firm:
                self.fault(n, self.place["firm"], f"名册中“{uscc}”是“{self.known.firms[uscc][:30]}”，本行是“{firm[:30]}”")
        items = self.known.items.get(row.get("body") or "")
        if items and row.get("item") and row["item"] not in items:
            self.fault(n, self.place["item"], f"“{row['item'][:30]}”不在{row['body']}公布的检查事项清单内（规则R02）")

    def remark(self) -> None:
        """Questions of quality about codes that pass: they refuse nothing."""
        for code, (_, n) in self.firm_of.items():
            if credit_code.fault(code) is None and (words := credit_code.remark(code)):
                self.found.remarks.append(Fault(self.name, n, self.place["uscc"], words))

    def conflicts(self, rows: list[tuple[int, dict]]) -> None:
        for n, row in rows:
            for other in row.get("apart") or ():
                if other == row.get("code"):
                    self.fault(n, self.place["apart"], f"编号“{other}”与自身冲突")
                elif other not in self.codes:
                    self.fault(n, self.place["apart"], f"没有编号为“{other[:20]}”的行")


AMOUNTS = {"hours": (0.1, 8), "slots": (1, 20), "risk": (0, 10)}
DEFAULTS = {
    "kind": "日常检查",
    "method": "现场",
    "trigger": "普通",
    "hours": "1",
    "slots": 1,
    "risk": 1,
    "mandatory": False,
    "solo": False,
}


def amount(key: str, text: str) -> tuple[Any, str]:
    """A number within its bounds; hours may have a fraction and are kept as text (0.5 hours)."""
    low, high = AMOUNTS[key]
    try:
        found = float(text)
    except ValueError:
        found = -1.0
    if not low <= found <= high or (key != "hours" and found != int(found)):
        return None, f"“{text[:20]}”应是{low:g}至{high:g}之间的{'数' if key == 'hours' else '整数'}"
    return (f"{found:g}" if key == "hours" else int(found)), ""
