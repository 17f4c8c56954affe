"""USPTO assignment search answers (Solr XML): transfers of rights, one event for each patent or application named."""

from typing import Any, BinaryIO

from lxml import etree

from fazhi.engines.patents import numbers
from fazhi.engines.patents.formats.base import Format, Refused, elements, rooted, said, xml
from fazhi.engines.patents.record import Event, Item
from fazhi.engines.patents.values import day, names

CLASSES = (
    ("SECURITY", "质押"),
    ("LIEN", "质押"),
    ("RELEASE", "质押"),
    ("LICEN", "许可"),
    ("CHANGE OF NAME", "著录变更"),
    ("CORRECT", "更正"),
)


def sniff(head: bytes, name: str) -> bool:
    return rooted(head, "response") and (b'numFound="' in head or b"reelNo" in head or b"/apisearch" in head)


def split(stream: BinaryIO) -> Any:
    return elements(stream, (b"doc",))


def parse(raw: bytes) -> list[Item]:
    doc = next(iter(xml(raw).iter("doc")), None)
    if doc is None:
        raise Refused("没有找到转让记录")
    single = {n.get("name") or "": said(n) for n in doc if n.tag != "arr"}
    lists = {n.get("name") or "": [_value(v) for v in n] for n in doc if n.tag == "arr"}
    reel, frame = single.get("reelNo", ""), single.get("frameNo", "")
    if not reel or not frame:
        raise Refused("转让记录没有卷号和页号（reelNo、frameNo）")
    text = single.get("conveyanceText", "")
    cls = next((label for word, label in CLASSES if word in text.upper()), "转移")
    when = day(single.get("patAssignorEarliestExDate")) or day(single.get("recordedDate"))
    before, after = names(lists.get("patAssignorName", [])), names(lists.get("patAssigneeName", []))
    found: list[Item] = []
    for pn, app in _targets(lists):
        found.append(Event(pn, app, when, "ASSIGN", cls, text[:400], "", before, after, f"{reel}-{frame}", "uspto"))
    if not found:
        raise Refused(f"转让记录{reel}-{frame}没有写明任何专利号、公开号或申请号")
    return found


def _targets(lists: dict[str, list[str]]) -> list[tuple[str, str]]:
    """One target a row: grant number first, then publication number, else only the application; kinds are not in this source."""
    size = max((len(v) for k, v in lists.items() if k in ("applNum", "patNum", "publNum")), default=0)
    column = {k: (lists.get(k) or []) + [""] * size for k in ("applNum", "patNum", "publNum", "filingDate")}
    found: dict[tuple[str, str], None] = {}
    for i in range(size):
        app = ""
        if column["applNum"][i]:
            filed = day(column["filingDate"][i])
            digits = column["applNum"][i].zfill(8)
            app = f"US{filed // 10000}{digits}A" if filed else f"US{digits}A"
        for key in ("patNum", "publNum"):
            if column[key][i]:
                try:
                    found[(str(numbers.publication_of("US", column[key][i])), app)] = None
                except ValueError:
                    continue
        if not column["patNum"][i] and not column["publNum"][i] and app:
            found[("", app)] = None
    return list(found)


def _value(node: etree._Element) -> str:
    text = said(node)
    return "" if text.upper() == "NULL" or text.startswith("0001-01-01") else text


FORMAT = Format("assignment", "美国转让登记", sniff, split, parse)
