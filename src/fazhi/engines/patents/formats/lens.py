"""Lens.org: JSON lines of the public collections (`publicationKey` …) and of API v1 (`lens_id`, `biblio` …)."""

import json
import re
from typing import Any, BinaryIO

from fazhi.engines.patents import classes, numbers
from fazhi.engines.patents.formats.base import Format, Piece, Refused, lines
from fazhi.engines.patents.record import Item, Record
from fazhi.engines.patents.values import day, names, spaced

DATED_KEY = re.compile(r"_(\d{8})$")


def sniff(head: bytes, name: str) -> bool:
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    return start.startswith(b"{") and (b'"publicationKey"' in head or b'"lens_id"' in head or b'"lensId"' in head)


def split(stream: BinaryIO) -> Any:
    return lines(stream)


def parse(raw: bytes) -> list[Item]:
    try:
        doc = json.loads(raw.removeprefix(b"\xef\xbb\xbf"))
    except UnicodeDecodeError as error:
        raise Refused(f"不是UTF-8编码，本行第{error.start + 1}字节读不出（E-PT-10）") from None
    except json.JSONDecodeError as error:
        raise Refused(f"不是完整的JSON：本行第{error.pos + 1}个字符处断了或写错了") from None
    except (ValueError, RecursionError):
        raise Refused("不是可读的JSON：数字过长或嵌套过深") from None
    if not isinstance(doc, dict):
        raise Refused("应为一个JSON对象，一行一件专利")
    try:
        return [api(doc) if "biblio" in doc else collection(doc)]
    except (AttributeError, TypeError, KeyError) as error:
        raise Refused(f"字段的类型与Lens格式不符：{str(error)[:60]}") from None


def collection(doc: dict[str, Any]) -> Record:
    """One record of the public collections. Republished under the same number (`WO_…_A9_20111110`): the date is not part of the number."""
    key = str(doc.get("publicationKey") or doc.get("displayKey") or "")
    if not key:
        raise Refused("没有publicationKey，不知道是哪一件（E-PT-01）")
    key = DATED_KEY.sub("", key)
    parts = key.split("_")
    kind = str(doc.get("kindCode") or "")
    number = (
        numbers.publication_of(parts[0], "".join(parts[1:-1]), parts[-1])
        if len(parts) >= 3
        else numbers.publication(key.replace(" ", ""), kind)
    )
    published, filed = day(doc.get("publicationDate")), day(doc.get("filingDate"))
    record = Record(
        str(number),
        number.office,
        number.kind,
        numbers.kind_class(number.office, number.kind, published),
        published,
        filed,
        src="lens",
    )
    record.ver = published  # no version of its own: the later publication of a number wins, whatever the order of files
    flags = doubts(number, published, filed)
    record.app, doubt = application(doc.get("filingNumber"), number.office)
    flags += doubt
    record.pr, doubt = priorities(doc.get("priorityFilingKeysActive") or [])
    flags += doubt
    record.prio = day(doc.get("earliestPriorityDate")) or filed
    record.ti = spaced(str(doc.get("title") or ""))
    record.ab = spaced(abstract) if isinstance(abstract := doc.get("abstract"), str) else ""
    record.ap, record.inv = names(listed(doc, "applicants")), names(listed(doc, "inventors"))
    record.ow = names([str(o.get("name") or "") if isinstance(o, dict) else str(o) for o in doc.get("owners") or []])
    record.ipc, doubt = classes.collect(listed(doc, "ipcrClassifications"))
    flags += doubt
    record.cpc, doubt = classes.collect(listed(doc, "cpcClassifications"))
    record.npl, record.cited_by, record.fam_size = (
        whole(doc, "nplCitationCount"),
        whole(doc, "citedByPatentCount"),
        whole(doc, "simpleFamilySize"),
    )
    record.flags = flags + doubt
    return record


def listed(doc: dict[str, Any], key: str) -> list[str]:
    value = doc.get(key) or []
    return [str(v) for v in value] if isinstance(value, list) else [p for p in re.split(r"\s*\|\s*|;;", str(value)) if p]


def whole(doc: dict[str, Any], key: str) -> int:
    """Counts come as numbers or as text."""
    text = str(doc.get(key) or 0)
    return int(text) if text.isdigit() else 0


def doubts(number: numbers.Number, published: int, filed: int) -> list[str]:
    found = []
    if not numbers.known_office(number.office):
        found.append(f"国家或组织代码{number.office}不在ST.3表中，照收（E-PT-03）")
    if numbers.kind_class(number.office, number.kind, published) == "其他":
        found.append(f"文献种类代码{number.kind or '（空）'}含义不明，按“其他”收录（E-PT-03）")
    if published and filed and published < filed:
        found.append(f"公开日{published}早于申请日{filed}（E-PT-05）")
    return found


def application(text: Any, office: str) -> tuple[str, list[str]]:
    if not text:
        return "", []
    try:
        return str(numbers.application(str(text))), []
    except ValueError as error:
        return str(numbers.Number(office, numbers.clean(str(text)).removeprefix(office))), [str(error)]


def priorities(keys: list[Any]) -> tuple[list[str], list[str]]:
    """`US 87165806 P 20061222` → number with kind; the date at the end is not part of it."""
    found, flags = [], []
    for key in keys:
        m = re.fullmatch(r"([A-Z]{2}) (.+?)(?: ([A-Z]\d?))?(?: (\d{8}))?", str(key).strip())
        try:
            if not m:
                raise ValueError(f"优先权号“{key}”不合规则（E-PT-01）")
            found.append(str(numbers.application_of(m[1], m[2], m[3] or "")))
        except ValueError as error:
            found.append(numbers.clean(str(key)))
            flags.append(str(error))
    return found, flags


def api(doc: dict[str, Any]) -> Record:
    """One record of Lens API v1."""
    biblio = doc["biblio"]
    number = numbers.publication_of(doc.get("jurisdiction") or "", str(doc.get("doc_number") or ""), str(doc.get("kind") or ""))
    published = day(doc.get("date_published"))
    filing = biblio.get("application_reference") or {}
    record = Record(
        str(number),
        number.office,
        number.kind,
        numbers.kind_class(number.office, number.kind, published),
        published,
        src="lens",
    )
    record.ad = day(filing.get("date"))
    record.app, flags = application(
        " ".join(str(filing.get(k) or "") for k in ("jurisdiction", "doc_number", "kind")).strip(), number.office
    )
    claims = (biblio.get("priority_claims") or {}).get("claims") or []
    record.pr, more = priorities(
        [f"{c.get('jurisdiction')} {c.get('doc_number')} {c.get('kind') or ''}".strip() for c in claims]
    )
    record.prio = min([d for c in claims if (d := day(c.get("date")))] + ([record.ad] if record.ad else []), default=0)
    record.ti = "\n".join(spaced(t.get("text")) for t in biblio.get("invention_title") or [])
    record.ab = "\n".join(spaced(t.get("text")) for t in doc.get("abstract") or [])
    record.cl = "\n".join(
        spaced(str(t)) for c in doc.get("claims") or [] for k in c.get("claims") or [] for t in k.get("claim_text") or []
    )
    parties = biblio.get("parties") or {}
    record.ap = names([_name(p) for p in parties.get("applicants") or []])
    record.inv = names([_name(p) for p in parties.get("inventors") or []])
    record.ow = names([_name(p) for p in parties.get("owners_all") or []])
    record.ipc, d1 = classes.collect(
        [c.get("symbol") or "" for c in (biblio.get("classifications_ipcr") or {}).get("classifications") or []]
    )
    record.cpc, d2 = classes.collect(
        [c.get("symbol") or "" for c in (biblio.get("classifications_cpc") or {}).get("classifications") or []]
    )
    for c in (biblio.get("references_cited") or {}).get("citations") or []:
        if cited := (c.get("patcit") or {}).get("document_id"):
            record.cited += cited_number(cited.get("jurisdiction"), cited.get("doc_number"), cited.get("kind"))
        else:
            record.npl += 1
    record.flags = doubts(number, published, record.ad) + flags + more + d1 + d2
    return record


def _name(party: dict[str, Any]) -> str:
    return str((party.get("extracted_name") or {}).get("value") or "")


def cited_number(office: Any, digits: Any, kind: Any) -> list[str]:
    """A cited publication, or nothing where its number cannot be read (citations are the least careful field of all sources)."""
    try:
        return [str(numbers.publication_of(str(office or ""), str(digits or ""), str(kind or "")))]
    except ValueError:
        return []


FORMAT = Format("lens", "Lens JSON行", sniff, split, parse)
__all__ = ["FORMAT", "Piece"]
