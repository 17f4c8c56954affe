"""USPTO XML of all eras: ICE grants and applications (v4), PAP applications (2001–04), SGML-style grants (2001–04), CPC master file."""

import re
from collections.abc import Iterator
from datetime import date
from typing import BinaryIO

from lxml import etree

from fazhi.engines.patents import classes, numbers
from fazhi.engines.patents.formats.base import Format, Piece, Refused, documents, rooted, said, xml
from fazhi.engines.patents.formats.lens import cited_number
from fazhi.engines.patents.record import Item, Record
from fazhi.engines.patents.values import day, names

ROOTS = ("us-patent-grant", "us-patent-application", "patent-application-publication", "PATDOC", "CPCMasterClassificationFile", "class-scheme",
         "ClaimsDocument", "SpecificationDocument", "AbstractDocument")  # fmt: skip


def sniff(head: bytes, name: str) -> bool:
    return rooted(head, *ROOTS)


def split(stream: BinaryIO) -> Iterator[Piece]:
    """Many documents in one file, each with its own declaration (or DOCTYPE where there is none)."""
    return documents(stream, rb"(?:\xef\xbb\xbf)?<\?xml[ \t]")


def parse(raw: bytes) -> list[Item]:
    root = xml(raw)
    reader = {
        "us-patent-grant": _ice, "us-patent-application": _ice, "patent-application-publication": _pap, "PATDOC": _sgml,
    }.get(root.tag)  # fmt: skip
    if reader:
        return [_finish(reader(root))]
    if root.tag == "CPCMasterClassificationFile":
        return _master(root)
    if root.tag in ("sequence-cwu", "us-sequence-listing", "sequence-listing"):
        raise Refused("序列表附件，不是一件单独的专利，已跳过")
    if root.tag == "class-scheme":
        raise Refused("这是分类表，不是专利，不计入库")
    raise Refused(f"申请文件（{root.tag}）只有申请号、没有公开号，不作为专利收录")


def _finish(record: Record) -> Record:
    if not record.prio:
        record.prio = record.ad
    if not record.pd:
        record.flags.append("没有公开日")
    elif record.ad and record.pd < record.ad:
        record.flags.append(f"公开日{record.pd}早于申请日{record.ad}（E-PT-05）")
    if record.kc == "其他":
        record.flags.append(f"文献种类代码{record.kind}含义不明，按“其他”收录（E-PT-03）")
    record.ver = record.pd
    return record


def _new(office: str, digits: str, kind: str, published: int) -> Record:
    number = numbers.publication_of(office, digits, kind)
    return Record(
        str(number),
        number.office,
        number.kind,
        numbers.kind_class(number.office, number.kind, published),
        published,
        src="uspto",
    )


def _filed(record: Record, digits: str, filed: int) -> None:
    """The application number needs the year of filing: 10339710 of 2003 is US200310339710A."""
    record.ad = filed
    when = date(filed // 10000, 1, 1) if filed else None
    try:
        record.app = str(numbers.application_of("US", re.sub(r"^(D)(?=\d)", "", digits).zfill(8), "A", when)) if digits else ""
    except ValueError as error:
        record.app = f"US{numbers.clean(digits)}A"
        record.flags.append(str(error))


def _ice(root: etree._Element) -> Record:
    biblio = next((n for n in root if str(n.tag).startswith("us-bibliographic-data")), None)
    if biblio is None:
        raise Refused("没有著录项目（us-bibliographic-data）")
    published = biblio.find("publication-reference/document-id")
    record = _new(
        said(published, "country") or "US",
        said(published, "doc-number"),
        said(published, "kind"),
        day(said(published, "date")),
    )
    filing = biblio.find("application-reference/document-id")
    _filed(record, said(filing, "doc-number"), day(said(filing, "date")))
    record.ti = said(biblio, "invention-title")
    record.ab, record.cl = said(root, "abstract"), "\n".join(said(c) for c in root.findall("claims/claim"))
    dates = [record.ad] if record.ad else []
    for p in biblio.findall(".//priority-claim"):
        record.pr += _priority(record, said(p, "country"), said(p, "doc-number"), "A", day(said(p, "date")))
        dates += [d] if (d := day(said(p, "date"))) else []
    for p in biblio.findall(".//us-provisional-application/document-id"):
        record.pr += _priority(record, "US", said(p, "doc-number"), "P", day(said(p, "date")))
        dates += [d] if (d := day(said(p, "date"))) else []
    record.prio = min(dates, default=0)
    record.ipc, doubt = _ice_ipc(biblio)
    record.cpc, more = classes.collect([_parts(c) for c in biblio.findall(".//classification-cpc")])
    record.loc = [
        classes.locarno(t)
        for n in biblio.findall("classification-locarno/main-classification")
        if re.fullmatch(r"\d{4}|\d\d-\d\d", t := said(n))
    ]
    record.inv = names(
        [
            _person(n)
            for n in biblio.findall(".//inventors/inventor")
            or biblio.findall(".//applicants/applicant[@app-type='applicant-inventor']")
        ]
    )
    record.ap = names(
        [_person(n) for n in biblio.findall(".//us-applicants/us-applicant") or biblio.findall(".//applicants/applicant")]
    )
    record.ow = names([_person(n) for n in biblio.findall("assignees/assignee")])
    record.lo = names(
        [
            ", ".join(filter(None, (said(a, "city"), said(a, "state"), said(a, "country"))))
            for a in biblio.findall("assignees/assignee//address")
        ]
    )
    _ice_cited(biblio, record)
    extension = said(biblio, "us-term-of-grant/us-term-extension")
    record.ext_days = int(extension) if extension.isdigit() else 0
    record.flags += doubt + more
    return record


def _ice_ipc(biblio: etree._Element) -> tuple[list[str], list[str]]:
    new = [_parts(c) for c in biblio.findall("classifications-ipcr/classification-ipcr")]
    if new:
        return classes.collect(new)
    old = [
        n.text or ""
        for tag in ("main-classification", "further-classification")
        for n in biblio.findall(f"classification-ipc/{tag}")
    ]
    return classes.collect(old, reader=classes.greenbook)


def _parts(node: etree._Element) -> str:
    return "".join(said(node, k) for k in ("section", "class", "subclass", "main-group")) + "/" + said(node, "subgroup")


def _ice_cited(biblio: etree._Element, record: Record) -> None:
    for group in ("references-cited", "us-references-cited"):
        for c in biblio.findall(f"{group}/*"):
            document = c.find("patcit/document-id")
            if document is not None:
                record.cited += cited_number(said(document, "country"), said(document, "doc-number"), said(document, "kind"))
            elif c.find("nplcit") is not None:
                record.npl += 1


def _person(node: etree._Element) -> str:
    organisation = said(node, ".//orgname")
    return organisation or " ".join(filter(None, (said(node, ".//last-name"), said(node, ".//first-name"))))


def _priority(record: Record, office: str, digits: str, kind: str, when: int) -> list[str]:
    """Old files write the number as each office does (`2011-015204`); what cannot be read is kept cleaned, with a flag."""
    if not digits:
        return []
    try:
        if office == "US" and when:
            return [str(numbers.application_of("US", digits, kind, date(when // 10000, 1, 1)))]
        return [str(numbers.application_of(office, digits, kind))]
    except ValueError as error:
        record.flags.append(str(error))
        return [f"{office}{numbers.clean(digits)}{kind}"]


def _pap(root: etree._Element) -> Record:
    biblio = root.find("subdoc-bibliographic-information")
    number = said(biblio, "document-id/doc-number")
    if biblio is None or not number:
        raise Refused("没有公开号（E-PT-01）")
    record = _new("US", number, said(biblio, "document-id/kind-code"), day(said(biblio, "document-id/document-date")))
    filing = biblio.find("domestic-filing-data")
    _filed(record, said(filing, "application-number/doc-number"), day(said(filing, "filing-date")))
    record.ti, record.ab = said(biblio, "technical-information/title-of-invention"), said(root, "subdoc-abstract")
    record.cl = "\n".join(said(c) for c in root.findall(".//subdoc-claims//claim"))
    record.ipc, doubt = classes.collect([said(n) for n in biblio.findall(".//classification-ipc//ipc")])
    record.inv = names(
        [" ".join(said(n, k) for k in ("name/family-name", "name/given-name")) for n in biblio.findall("inventors/*")]
    )
    record.ow = names([said(n, "organization-name") for n in biblio.findall("assignee")])
    record.ap = record.ow or record.inv
    for p in biblio.findall(".//foreign-priority-data"):
        record.pr += _priority(
            record,
            said(p, "country-code"),
            said(p, "priority-application-number/doc-number"),
            "A",
            day(said(p, "filing-date")),
        )
    dates = [d for n in biblio.findall(".//foreign-priority-data") if (d := day(said(n, "filing-date")))]
    record.prio = min(dates + ([record.ad] if record.ad else []), default=0)
    record.flags += doubt
    return record


def _sgml(root: etree._Element) -> Record:
    b = root.find("SDOBI")
    if b is None or not said(b, "B100/B110"):
        raise Refused("没有公开号（E-PT-01）")
    kind = said(b, "B100/B130")
    record = _new(said(b, "B100/B190") or "US", said(b, "B100/B110"), kind, day(said(b, "B100/B140")))
    _filed(record, said(b, "B200/B210"), day(said(b, "B200/B220")))
    record.ti, record.ab = said(b, "B500/B540"), said(root, "SDOAB")
    record.cl = "\n".join(said(c) for c in root.findall(".//SDOCL//CLM"))
    found = [(n.text or "") for tag in ("B511", "B512") for n in b.findall(f"B500/B510/{tag}/PDAT")]
    if kind == "S" or kind.startswith("S"):
        record.loc = [classes.locarno(t) for t in found if re.fullmatch(r"\s*\d{4}\s*", t)]
        doubt: list[str] = []
    else:
        record.ipc, doubt = classes.collect(found, reader=classes.greenbook)
    for c in b.findall(".//B561/PCIT"):
        office, digits = said(c, "DOC/CTRY") or "US", said(c, "DOC/DNUM")
        record.cited += cited_number(office, digits, said(c, "DOC/KIND"))
    record.npl = len(b.findall(".//B562"))
    record.inv = names([" ".join(filter(None, (said(n, ".//SNM"), said(n, ".//FNM")))) for n in b.findall(".//B721/PARTY-US")])
    record.ow = names([said(n, ".//ONM") for n in b.findall(".//B731/PARTY-US")])
    record.ap = record.ow or record.inv
    for p in b.findall("B300"):
        record.pr += _priority(record, said(p, "B330"), said(p, "B310"), "A", day(said(p, "B320")))
    dates = [d for p in b.findall("B300") if (d := day(said(p, "B320")))]
    record.prio = min(dates + ([record.ad] if record.ad else []), default=0)
    record.flags += doubt
    return record


def _master(root: etree._Element) -> list[Item]:
    """The CPC symbols of grants already published: they complete the record of that number."""
    found: list[Item] = []
    for node in root.iter("CPCMasterClassificationRecord"):
        grant = node.find("PatentGrantIdentification")
        if grant is None:
            continue
        record = _new("US", said(grant, "PatentNumber"), said(grant, "PatentDocumentKindCode"), day(said(grant, "GrantDate")))
        symbols = [
            "".join(said(c, k) for k in ("CPCSection", "Class", "Subclass", "MainGroup")) + "/" + said(c, "Subgroup")
            for c in node.iter("CPCClassification")
        ]
        record.cpc, record.flags = classes.collect(symbols)
        record.ver = record.pd
        found.append(record)
    if not found:
        raise Refused("CPC总表里没有授权号")
    return found


FORMAT = Format("uspto", "美国专利商标局XML", sniff, split, parse)
