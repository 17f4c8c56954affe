"""Which class stands under which: the dot levels of the CPC scheme files, kept in the store so that a subgroup finds its children.

The spelling of a symbol does not say it: A61K31/4709 stands under A61K31/47, both at other depths under A61K31/33. A row has the place
of a symbol in its subclass and the last place below it; what lies between is what stands under it. An IPC symbol has the place of the CPC
symbol the office calls its concordance.
"""

# ruff: noqa: S608 — every value in these statements passes schema.literal, a number or a fixed name

from pathlib import Path
from typing import TYPE_CHECKING, Any

from lxml import etree

from fazhi.engines.patents import classes, schema
from fazhi.engines.patents.arrow import pa
from fazhi.engines.patents.formats.base import xml
from fazhi.engines.patents.schema import literal, literals
from fazhi.engines.patents.sources import Broken, find

if TYPE_CHECKING:
    from fazhi.engines.patents.store import Store

SYMBOL_OF = {"cpc": "symbol", "ipc": "ipc"}
BIGGEST = 64 << 20


class NoScheme(ValueError):
    """A file that is no CPC scheme."""


def read(content: bytes, label: str) -> list[dict[str, Any]]:
    """The subgroups and main groups of one scheme file, in its order, each with its depth (main group 0, one dot 1 …) and the last place below it."""
    root = xml(content)
    if root.tag != "class-scheme":
        raise NoScheme(f"文件{label}不是CPC分类表（应为cpc-scheme-…xml，根元素class-scheme）")
    found: list[dict[str, Any]] = []
    for item in root.iterfind("classification-item"):
        _walk(item, -1, found)
    return found


def _walk(item: etree._Element, depth: int, found: list[dict[str, Any]]) -> None:
    """The item and what is below it; a heading above a main group bears the main group's symbol and is passed through."""
    symbol = (item.findtext("classification-symbol") or "").strip().upper()
    inner = list(item.iterfind("classification-item"))
    heading = any((i.findtext("classification-symbol") or "").strip().upper() == symbol for i in inner)
    row: dict[str, Any] | None = None
    if "/" in symbol and not heading and classes.CANON.fullmatch(symbol):
        depth += 1
        ipc = (item.get("ipc-concordant") or "").strip().upper()
        row = {"subclass": symbol[:4], "symbol": symbol, "ipc": ipc if classes.CANON.fullmatch(ipc) else "", "depth": depth, "place": len(found), "last": len(found)}  # fmt: skip
        row["title"] = (
            " ".join("".join(item.find("class-title").itertext()).split()) if item.find("class-title") is not None else ""
        )  # type: ignore[union-attr]
        found.append(row)
    for i in inner:
        _walk(i, depth, found)
    if row:
        row["last"] = len(found) - 1


def load(store: "Store", paths: list[str | Path]) -> dict[str, int]:
    """Put scheme files (XML, zip, folders) into the store, each subclass whole in place of what was known of it: files, subclasses, symbols."""
    told = {"files": 0, "subclasses": 0, "symbols": 0}
    for source in find([Path(p) for p in paths]):
        if isinstance(source, Broken):
            raise NoScheme(source.reason)
        if source.size > BIGGEST:
            raise NoScheme(f"文件{source.label}有{source.size >> 20}MB，不像一个小类的分类表")
        with source.open() as stream:
            content = stream.read()
        if b"<class-scheme" not in content[:4096]:
            continue
        told["files"] += 1
        rows = read(content, source.label)
        if rows:
            told["subclasses"] += _put(store, rows)
            told["symbols"] += len(rows)
    if not told["files"]:
        raise NoScheme("没有找到CPC分类表文件（cpc-scheme-…xml）；请从CPC官方网站下载CPCSchemeXML压缩包")
    store.schemes = store.one("SELECT count() FROM class")
    return told


def _put(store: "Store", rows: list[dict[str, Any]]) -> int:
    subclasses = sorted({r["subclass"] for r in rows})
    with store.db.snapshot():
        store.db.run(f"DELETE FROM class WHERE subclass IN {literals(subclasses)}")
        store.db.insert("class", pa.Table.from_pylist(rows, schema.CLASS))
    return len(subclasses)


def below(store: "Store", kind: str, symbol: str) -> list[str]:
    """A subgroup and all that stands under it; alone where no scheme is loaded or does not know it."""
    return list(dict.fromkeys([symbol, *(s for s, _ in _under(store, kind, symbol) if s)]))


def children(store: "Store", kind: str, symbol: str) -> dict[str, list[str]]:
    """The symbols one level below a main group or subgroup, each with all that stands under it; a level the other scheme alone has is passed through."""
    group = symbol if "/" in symbol else f"{symbol}/00"
    made: dict[str, list[str]] = {}
    child, level = "", 0
    for name, depth in _under(store, kind, group)[1:]:
        if not child or depth <= level:
            child, level = name, depth
        if child and name:
            made.setdefault(child, []).append(name)
    return made


def _under(store: "Store", kind: str, symbol: str) -> list[tuple[str, int]]:
    """Symbols and depths from a symbol to the last below it, in the order of the scheme."""
    if not store.schemes:
        return []
    name, same = SYMBOL_OF[kind], f"subclass = {literal(symbol[:4])}"
    span = f"(SELECT {{}} FROM class WHERE {same} AND {name} = {literal(symbol)})"
    sql = f"SELECT {name} AS s, depth FROM class WHERE {same} AND place BETWEEN {span.format('min(place)')} AND {span.format('max(last)')} ORDER BY place"
    return [(r["s"], r["depth"]) for r in store.db.rows(sql)]


def up(store: "Store", kind: str, symbol: str) -> str:
    """The next higher class of a subgroup: by the scheme, or its main group."""
    name, same = SYMBOL_OF[kind], f"subclass = {literal(symbol[:4])}"
    mine = f"(SELECT place FROM class WHERE {same} AND {name} = {literal(symbol)} LIMIT 1)"
    sql = f"SELECT {name} AS s FROM class WHERE {same} AND {name} NOT IN ('', {literal(symbol)}) AND place < {mine} AND last >= {mine} ORDER BY place DESC LIMIT 1"
    found = store.db.rows(sql) if store.schemes else []
    return (found[0]["s"] if found else symbol.split("/")[0]).removesuffix("/00")
