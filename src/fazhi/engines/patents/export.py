"""Export of a search: .xlsx or .csv, at most 50,000 rows, with query, day and data version in the head; formulas made harmless."""

# ruff: noqa: S608 — every value in these statements passes schema.literal, a number or a fixed name; tests inject quotes

import csv
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fazhi.engines.patents import rows

if TYPE_CHECKING:
    from fazhi.engines.patents.store import Store

MOST = 50_000
COLUMNS = (("公开号", "pn"), ("申请号", "app"), ("申请日", "ad"), ("公开日", "pd"), ("标题", "ti"), ("申请人", "ap"), ("权利人", "ow"), ("发明人", "inv"), ("IPC", "ipc"),
           ("状态", "st"), ("预估到期日", "term"), ("同族", "fam"), ("国家", "cc"), ("来源", "src"))  # fmt: skip


def safe(value: Any) -> str:
    """Text that no spreadsheet takes for a formula."""
    text = str(value)
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text


def write(store: "Store", text: str, path: Path, sort: str, limit: int) -> int:
    if path.suffix.lower() not in (".xlsx", ".csv"):
        raise ValueError(f"导出文件应为.xlsx或.csv，不能写成{path.suffix or '没有后缀的文件'}")
    if not 0 < limit <= MOST:
        raise ValueError(f"一次最多导出{MOST}行，请缩小范围后再导出（E-PT-12）")
    where, node = store.where(text)
    total = store.one(f"SELECT count() FROM pub WHERE {where}")
    columns = ", ".join(n for _, n in COLUMNS if n != "ipc")
    found = store.db.rows(f"SELECT {columns}, keys FROM pub WHERE {where} ORDER BY pd DESC, pn DESC LIMIT {int(limit)}")
    if sort == "relevance":
        hits = store.search(text, min(limit, 1000), "relevance").hits
        place = {h["pn"]: i for i, h in enumerate(hits)}
        found.sort(key=lambda r: place.get(r["pn"], len(place)))
    shown = f"共{total}件，本表{len(found)}件" + ("（超出部分未导出）" if total > len(found) else "")
    head = [
        ["检索式", text],
        ["解析", str(node)],
        ["导出时间", datetime.now().isoformat(timespec="minutes")],
        ["数据版本", str(store.version)],
        ["件数", shown],
    ]
    body = [[_cell(r, name) for _, name in COLUMNS] for r in found]
    (_xlsx if path.suffix.lower() == ".xlsx" else _csv)(path, head, body)
    return len(found)


def _cell(r: dict[str, Any], name: str) -> str:
    if name == "ipc":
        return "; ".join(rows.symbols(r["keys"], "i:"))
    if name in ("ad", "pd", "term"):
        return f"{r[name] // 10000:04d}-{r[name] // 100 % 100:02d}-{r[name] % 100:02d}" if r[name] else ""
    return str(r[name]).replace("\n", "; ")


def _csv(path: Path, head: list[list[str]], body: list[list[str]]) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as f:
        out = csv.writer(f)
        out.writerows([[safe(v) for v in row] for row in (*head, [], [title for title, _ in COLUMNS], *body)])


def _xlsx(path: Path, head: list[list[str]], body: list[list[str]]) -> None:
    import xlsxwriter

    book = xlsxwriter.Workbook(
        str(path),
        {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "constant_memory": True},
    )
    sheet = book.add_worksheet("专利")
    bold = book.add_format({"bold": True})
    for i, row in enumerate((*head, [], [title for title, _ in COLUMNS], *body)):
        for j, value in enumerate(row):
            sheet.write_string(i, j, safe(value), bold if i == len(head) + 1 else None)
    book.close()
