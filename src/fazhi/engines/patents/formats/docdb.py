"""EPO DOCDB exchange and OPS answers: biblio, family, legal events, claims, and the deletions of a weekly front file."""

import re
from typing import Any, BinaryIO

from lxml import etree

from fazhi.engines.patents import classes, numbers
from fazhi.engines.patents.formats.base import Format, Refused, elements, rooted, said, xml
from fazhi.engines.patents.formats.lens import cited_number, doubts
from fazhi.engines.patents.record import Deletion, Event, Item, Record
from fazhi.engines.patents.values import day, names

TAGS = (b"exchange-document", b"family-member", b"fulltext-document", b"search-result")
LEGAL = (
    (r"GRANT|MAINTAIN", "授权"), (r"REFUS|REJECT", "驳回"), (r"WITHDRAW", "撤回"), (r"LAPSE|CEASE|EXPIR|TERMINAT|NON-PAYMENT", "权利终止"),
    (r"RESTOR|REINSTAT", "恢复"), (r"ASSIGN|TRANSFER|CHANGE OF (OWNER|NAME|APPLICANT)|OWNERSHIP", "转移"), (r"LICEN[CS]E", "许可"),
    (r"PLEDGE|SECURITY|LIEN", "质押"), (r"OPPOS", "异议"), (r"REVO|INVALID|NULL", "无效"), (r"EXAMINATION", "实审"), (r"CORRECTION|CORRIG", "更正"),
    (r"PUBLICATION|PUBLISHED", "公开"), (r"EXTENSION|SPC|SUPPLEMENTARY PROTECTION", "期限补偿"),
)  # fmt: skip


def sniff(head: bytes, name: str) -> bool:
    return rooted(head, "world-patent-data", "exchange-documents", "exchange-document")


def split(stream: BinaryIO) -> Any:
    return elements(stream, TAGS)


def parse(raw: bytes) -> list[Item]:
    root = xml(raw)
    node = (
        root
        if root.tag.encode() in TAGS
        else next((n for n in root.iter() if isinstance(n.tag, str) and n.tag.encode() in TAGS), None)
    )
    if node is None:
        raise Refused("没有找到文献记录")
    if node.tag == "search-result":
        raise Refused("检索结果清单只有号码，没有著录项目，不作为专利收录")
    if node.tag == "fulltext-document":
        return [_fulltext(node)]
    return _member(node) if node.tag == "family-member" else _document(node)


def _identity(node: etree._Element) -> numbers.Number:
    if node.get("country") and node.get("doc-number"):
        return numbers.publication_of(node.get("country"), node.get("doc-number"), node.get("kind") or "")
    found = _docdb(node.find(".//publication-reference"))
    if found is None:
        raise Refused("没有公开号（E-PT-01）")
    return numbers.publication_of(said(found, "country"), said(found, "doc-number"), said(found, "kind"))


def _docdb(reference: etree._Element | None) -> etree._Element | None:
    """The docdb form of a reference, or the only one there is."""
    if reference is None:
        return None
    forms = reference.findall(".//document-id")
    return next((f for f in forms if f.get("document-id-type") == "docdb"), forms[0] if forms else None)


def _document(node: etree._Element) -> list[Item]:
    number = _identity(node)
    version = day(node.get("date-of-last-exchange") or node.get("date-added-docdb") or node.get("date-publ") or "")
    if (node.get("status") or "").upper() == "D":
        return [Deletion(str(number), version, "docdb")]
    record = _common(node, number)
    record.ver = version
    record.ti = "\n".join(dict.fromkeys(said(t) for t in node.findall(".//invention-title")))
    record.ab = "\n".join(said(a) for a in node.findall("./abstract") or node.findall(".//abstract"))
    record.ap, record.inv = _party(node, "applicants", "applicant"), _party(node, "inventors", "inventor")
    ipc = [said(t) for t in node.findall(".//classifications-ipcr//text")] or [
        said(t) for t in node.findall(".//classification-ipc//text")
    ]
    record.ipc, d1 = classes.collect([" ".join(t.split(" ")) for t in ipc])
    record.cpc, d2 = classes.collect(_cpc(node))
    for c in node.findall(".//references-cited/citation"):
        cited = _docdb(c.find("patcit"))
        if cited is not None:
            record.cited += cited_number(said(cited, "country"), said(cited, "doc-number"), said(cited, "kind"))
        elif c.find("nplcit") is not None:
            record.npl += 1
    record.flags = doubts(number, record.pd, record.ad) + record.flags + d1 + d2
    return [record, *_legal(node, record)]


def _common(node: etree._Element, number: numbers.Number) -> Record:
    """What a document and a family member have in common: dates, application, priorities, family."""
    published = _docdb(node.find(".//publication-reference"))
    date = day(said(published, "date"))
    record = Record(
        str(number), number.office, number.kind, numbers.kind_class(number.office, number.kind, date), date, src="docdb"
    )
    if node.get("family-id"):
        record.fam = f"D{node.get('family-id')}"
    filing = _docdb(node.find(".//application-reference"))
    if filing is not None:
        record.ad = day(said(filing, "date"))
        record.app = _application(said(filing, "country"), said(filing, "doc-number"), said(filing, "kind"), record)
    dates = [record.ad] if record.ad else []
    for claim in node.findall(".//priority-claim"):
        form = _docdb(claim)
        if said(claim, "priority-active-indicator").upper() == "NO" or form is None:
            continue
        office, digits = said(form, "country"), said(form, "doc-number")
        if not office and (m := re.match(r"([A-Z]{2})(.+)", digits)):
            office, digits = m[1], m[2]
        record.pr.append(_application(office, digits, said(form, "kind"), record))
        dates += [d] if (d := day(said(form, "date"))) else []
    record.prio = min(dates, default=0)
    return record


def _application(office: str, digits: str, kind: str, record: Record) -> str:
    try:
        return str(numbers.application_of(office, digits, kind))
    except ValueError as error:
        record.flags.append(str(error))
        return f"{office}{numbers.clean(digits)}{kind}"


def _party(node: etree._Element, group: str, one: str) -> str:
    parties = list(node.findall(f".//{group}/{one}"))
    wanted = (
        [p for p in parties if p.get("data-format") == "docdb"]
        or [p for p in parties if p.get("data-format") == "epodoc"]
        or parties
    )
    return names([re.sub(r"\s*\[[A-Z]{2}\]\s*$", "", said(p, ".//name")).strip(" ,") for p in wanted])


def _cpc(node: etree._Element) -> list[str]:
    found = []
    for c in node.findall(".//patent-classification"):
        scheme = c.find("classification-scheme")
        if scheme is None or not (scheme.get("scheme") or "").startswith("CPC"):
            continue
        if text := said(c, "classification-symbol"):
            found.append(text)
        elif c.find("section") is not None:
            found.append(
                "".join(said(c, k) for k in ("section", "class", "subclass", "main-group")) + "/" + said(c, "subgroup")
            )
    return found


def _member(node: etree._Element) -> list[Item]:
    number = _identity(node)
    record = _common(node, number)
    record.flags = doubts(number, record.pd, record.ad) + record.flags
    return [record, *_legal(node, record)]


def _legal(node: etree._Element, record: Record) -> list[Item]:
    found: list[Item] = []
    for e in node.findall(".//legal"):
        fields = {
            child.tag: said(child) for child in e.iter() if isinstance(child.tag, str) and re.match(r"L\d{3}EP", child.tag)
        }
        when = day(fields.get("L525EP")) or day(fields.get("L007EP"))
        text = e.get("desc") or fields.get("L008EP", "")
        detail = " ".join(said(p).removeprefix(said(p)[:40]) for p in e.findall("pre")[:2])
        found.append(
            Event(
                record.pn, record.app, when, (e.get("code") or "").strip(), legal_class(text), f"{text} {detail}".strip()[:400],
                (e.get("infl") or "").strip(), fields.get("L510EP", ""), fields.get("L509EP", ""), fields.get("L518EP", ""), "docdb",
            )
        )  # fmt: skip
    return found


def legal_class(text: str) -> str:
    """The class of an event from the words of its INPADOC description."""
    return next((label for pattern, label in LEGAL if re.search(pattern, text.upper())), "其他")


def _fulltext(node: etree._Element) -> Record:
    number = _identity(node)
    record = Record(str(number), number.office, number.kind, numbers.kind_class(number.office, number.kind), src="docdb")
    record.cl = "\n".join(said(t) for t in node.findall(".//claims//claim-text"))
    if not record.cl:
        raise Refused("这份OPS全文只有说明书，没有权利要求，没有可收录的内容")
    return record


FORMAT = Format("docdb", "DOCDB交换格式与OPS", sniff, split, parse)
