"""CNIPA standard XML (`PatentDocumentAndRelated`, prefixes business:/base:) and the JSON of a status query."""

import json
from collections.abc import Iterator
from typing import Any, BinaryIO

from lxml import etree

from fazhi.engines.patents import classes, numbers
from fazhi.engines.patents.formats.base import Format, Piece, Refused, elements, lines, rooted, said, xml
from fazhi.engines.patents.formats.lens import cited_number, doubts
from fazhi.engines.patents.record import Deletion, Event, Item, Record
from fazhi.engines.patents.values import day, names

STATES = (("无效", "无效"), ("终止", "权利终止"), ("届满", "权利终止"), ("驳回", "驳回"), ("视为撤回", "视为撤回"), ("撤回", "撤回"), ("放弃", "视为放弃"), ("维持", "授权"),
          ("授权", "授权"), ("实", "实审生效"))  # fmt: skip


def sniff(head: bytes, name: str) -> bool:
    return rooted(head, "PatentDocumentAndRelated", "PatentDocuments") or (
        head.lstrip().startswith(b"{") and b'"zhuanlisqh"' in head
    )


def split(stream: BinaryIO) -> Iterator[Piece]:
    start = stream.peek(64) if hasattr(stream, "peek") else b"<"
    if start.lstrip().startswith(b"{"):
        return lines(stream)
    return elements(stream, (b"PatentDocumentAndRelated",))


def parse(raw: bytes) -> list[Item]:
    if raw.lstrip().startswith(b"{"):
        return _status(json.loads(raw))
    root = xml(raw)
    node = root if root.tag == "PatentDocumentAndRelated" else root.find(".//PatentDocumentAndRelated")
    if node is None:
        raise Refused("没有找到文献记录（PatentDocumentAndRelated）")
    published = day(node.get("datePublication")) or day(said(node, ".//PublicationReference//Date"))
    number = numbers.publication_of(
        node.get("country") or said(node, ".//PublicationReference//WIPOST3Code") or "CN",
        node.get("docNumber") or said(node, ".//PublicationReference//DocNumber"), node.get("kind") or said(node, ".//PublicationReference//Kind"),
    )  # fmt: skip
    if (node.get("status") or "").upper() in ("D", "DELETE"):
        return [Deletion(str(number), published, "cnipa")]
    record = Record(
        str(number),
        number.office,
        number.kind,
        numbers.kind_class(number.office, number.kind, published),
        published,
        src="cnipa",
        ver=published,
    )
    _biblio(node, record)
    record.ab, record.cl = said(node, ".//Abstract"), "\n".join(said(c) for c in node.findall(".//Claims/Claim"))
    record.flags = doubts(number, published, record.ad) + record.flags
    return [record]


def _biblio(node: etree._Element, record: Record) -> None:
    filing = node.find(".//ApplicationReference")
    record.ad = record.prio = day(said(filing, ".//Date"))
    if digits := said(filing, ".//DocNumber"):
        record.app = numbers.cn_application(digits) if record.cc == "CN" else numbers.clean(digits)
    record.ti = said(node, ".//InventionTitle")
    found = [
        "".join(said(c, k) for k in ("Section", "MainClass", "Subclass", "MainGroup")) + "/" + said(c, "Subgroup")
        if c.find("MainGroup") is not None
        else said(c, "Text")
        for c in node.findall(".//ClassificationIPCRDetails/ClassificationIPCR")
    ]
    record.ipc, doubt = classes.collect(found)
    parties = [(a, said(a, ".//Name")) for a in node.findall(".//ApplicantDetails/Applicant")]
    record.ap, record.lo = names([n for _, n in parties]), names([_place(a) for a, _ in parties])
    record.inv = names([said(n, ".//Name") for n in node.findall(".//InventorDetails/Inventor")])
    record.ow = names([said(n, ".//Name") for n in node.findall(".//AssigneeDetails/Assignee")]) or record.ap
    for p in node.findall(".//PriorityDetails/Priority"):
        record.pr.append(numbers.clean(said(p, ".//WIPOST3Code") + said(p, ".//DocNumber")))
        record.prio = min(record.prio or 99999999, day(said(p, ".//Date")) or 99999999)
    for c in node.findall(".//ReferencesCited/Citation"):
        if said(c, ".//DocNumber"):
            record.cited += cited_number(said(c, ".//WIPOST3Code"), said(c, ".//DocNumber"), said(c, ".//Kind"))
        else:
            record.npl += 1
    record.flags += doubt


def _place(applicant: etree._Element) -> str:
    address = applicant.find(".//Address")
    return "".join(dict.fromkeys(filter(None, (said(address, k) for k in ("Province", "City", "County"))))) or said(
        address, "Text"
    )


def _status(row: dict[str, Any]) -> list[Item]:
    """A status query tells the state of an application; it becomes an event of that application on no known day."""
    app = numbers.cn_application(str(row.get("zhuanlisqh") or ""))
    state = str(row.get("anjianywzt") or "")
    if not state:
        raise Refused(f"申请{app}没有写明案件状态")
    cls = next((label for word, label in STATES if word in state), "其他")
    return [Event("", app, day(row.get("riqi")), "CNIPA", cls, state, src="cnipa")]


FORMAT = Format("cnipa", "国家知识产权局标准XML", sniff, split, parse)
