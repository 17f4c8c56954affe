"""WIPO landscape tables (CSV with a header): padded IPC codes, ` | ` inside cells, a header that may name a column twice."""

import csv
import io
import json
import re
from collections.abc import Iterator
from typing import BinaryIO

from fazhi.engines.patents import classes, numbers
from fazhi.engines.patents.formats.base import LONGEST_LINE, Format, Piece, Refused
from fazhi.engines.patents.formats.lens import doubts
from fazhi.engines.patents.record import Item, Record
from fazhi.engines.patents.values import cells, day, names, spaced

NEEDED = ("publication number", "kind code", "title")


def sniff(head: bytes, name: str) -> bool:
    first = head.split(b"\n", 1)[0].lower()
    return all(n.encode() in first for n in NEEDED[:2]) and b"," in first


def split(stream: BinaryIO) -> Iterator[Piece]:
    """Rows as JSON objects. A column named twice keeps its first value and the second under its name with (2)."""
    text = io.TextIOWrapper(stream, encoding="utf-8-sig", errors="surrogateescape", newline="")
    csv.field_size_limit(LONGEST_LINE)
    rows = csv.reader(text)
    header: list[str] = []
    while True:
        at = rows.line_num + 1
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            yield at, b"", f"CSV格式有误：{error}"
            continue
        if not header:
            header = unique([h.strip().lower() for h in row])
            continue
        if len(row) != len(header):
            yield at, b"", f"本行有{len(row)}列，表头有{len(header)}列，对不上"
        else:
            yield at, json.dumps(dict(zip(header, row, strict=True)), ensure_ascii=True).encode(), ""


def unique(header: list[str]) -> list[str]:
    seen: dict[str, int] = {}
    found = []
    for name in header:
        seen[name] = seen.get(name, 0) + 1
        found.append(name if seen[name] == 1 else f"{name}({seen[name]})")
    return found


def parse(raw: bytes) -> list[Item]:
    row = json.loads(raw)
    if any("\udc80" <= c <= "\udcff" for v in row.values() for c in v):
        raise Refused("不是UTF-8编码，有读不出的字节（E-PT-10）")
    number = numbers.publication_of(row["publication number"][:2], row["publication number"][2:], row["kind code"])
    published, filed = day(row.get("publication date")), day(row.get("application date"))
    record = Record(
        str(number),
        number.office,
        number.kind,
        numbers.kind_class(number.office, number.kind, published),
        published,
        filed,
        src="wipo",
    )
    record.prio = day(row.get("earliest priority date")) or filed
    record.ti = spaced(row["title"])
    record.ap = names(cells(row.get("applicant", "")))
    record.inv = names([re.sub(r"\s{2,}[A-Z]{2}$", "", c.rstrip()) for c in (row.get("inventors") or "").split("|")])
    record.ipc, doubt = classes.collect(cells(row.get("ipc classes", "")), padded=True)
    record.pr = [numbers.clean(p) for p in cells(row.get("priority document", ""))]
    size = row.get("family size", "")
    record.fam_size = int(size) if size.isdigit() else 0
    record.flags = doubts(number, published, filed) + doubt
    return [record]


FORMAT = Format("wipo", "WIPO专题表", sniff, split, parse)
