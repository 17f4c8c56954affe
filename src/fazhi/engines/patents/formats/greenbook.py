"""USPTO text files: greenbook (1976–2001: four-letter tag and text, records begin with PATN) and CSS/BRS exports."""

import re
from collections.abc import Iterator
from datetime import date
from typing import BinaryIO

from fazhi.engines.patents import classes, numbers
from fazhi.engines.patents.formats.base import Format, Piece, Refused, documents
from fazhi.engines.patents.formats.lens import cited_number
from fazhi.engines.patents.record import Item, Record
from fazhi.engines.patents.values import day, names

BOUNDARY = b"*** BRS DOCUMENT BOUNDARY ***"


def sniff(head: bytes, name: str) -> bool:
    return re.search(rb"(?m)^PATN\s*$", head[:4096]) is not None and b"WKU " in head[:8192]


def sniff_brs(head: bytes, name: str) -> bool:
    return BOUNDARY in head[:4096]


def split(stream: BinaryIO) -> Iterator[Piece]:
    return (p for p in documents(stream, rb"PATN[ \t]*\r?$") if p[2] or p[1].lstrip().startswith(b"PATN"))


def split_brs(stream: BinaryIO) -> Iterator[Piece]:
    return (p for p in documents(stream, re.escape(BOUNDARY)) if p[2] or p[1].startswith(BOUNDARY))


def fields(raw: bytes) -> list[tuple[str, str]]:
    """Tag and text in order; continuation lines are indented."""
    found: list[tuple[str, str]] = []
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        text = raw.decode("latin-1")
    for line in text.splitlines():
        if m := re.match(r"([A-Z][A-Z0-9]{2,3}) {0,2}(.*)", line):
            found.append((m[1], m[2] if m[1] in ("ICL", "EDF") else m[2].strip()))
        elif line.startswith(" ") and found:
            found[-1] = (found[-1][0], f"{found[-1][1]} {line.strip()}")
    return found


def parse(raw: bytes) -> list[Item]:
    rows = fields(raw)
    single = dict(reversed(rows))
    number = re.sub(r"\s", "", single.get("WKU", ""))
    if not number:
        raise Refused("没有专利号（WKU）（E-PT-01）")
    # nine places: letters, then the number, then a check digit of the office's own
    digits = number[:8] if len(number) == 9 else number
    published = day(_first(rows, "ISD"))
    letter = re.match(r"[A-Z]*", digits)[0]  # type: ignore[index]
    kind = {"": "A", "D": "S", "PP": "P", "RE": "E", "H": "H"}.get(letter, "")
    found = numbers.publication_of("US", digits, kind)
    record = Record(str(found), "US", kind, numbers.kind_class("US", kind, published), published, src="uspto", ver=published)
    record.ad = day(_first(rows, "APD"))
    record.app = _application(single.get("SRC", ""), single.get("APN", "")[:6], record.ad)
    record.ti = single.get("TTL", "")
    record.ipc, record.flags = classes.collect([t for tag, t in rows if tag == "ICL"], reader=classes.greenbook)
    _sections(rows, record)
    record.prio = record.prio or record.ad
    record.ap = record.ow or record.inv
    if record.kc == "其他":
        record.flags.append(f"文献种类代码{kind or '（空）'}含义不明，按“其他”收录（E-PT-03）")
    return [record]


def _sections(rows: list[tuple[str, str]], record: Record) -> None:
    """Inventors, owners, priorities, citations, abstract and claims stand under their section heads."""
    section = ""
    texts: dict[str, list[str]] = {"ABST": [], "CLMS": [], "INVT": [], "ASSG": []}
    country, dates = "", [record.ad] if record.ad else []
    for tag, text in rows:
        if tag in (
            "INVT",
            "ASSG",
            "UREF",
            "FREF",
            "PRIR",
            "ABST",
            "CLMS",
            "BSUM",
            "DETD",
            "DRWD",
            "CLAS",
            "LREP",
            "OREF",
            "RLAP",
            "PARN",
            "DCLM",
        ):
            section = tag
        elif section in ("INVT", "ASSG") and tag == "NAM":
            texts[section].append(re.sub(r";\s*", " ", text))
        elif section in ("ABST", "CLMS") and tag in ("PAL", "PAR", "PA1", "STM", "NUM", "PA0"):
            texts[section].append(text)
        elif tag == "CNT":
            country = text[:2]
        elif section == "UREF" and tag == "PNO":
            record.cited += cited_number("US", text, "")
        elif section == "FREF" and tag == "PNO":
            record.cited += cited_number(country, text, "") if country in numbers.OFFICES else []
        elif section == "PRIR" and tag == "APD" and (when := day(text)):
            dates.append(when)
        elif section == "PRIR" and tag == "APN":
            record.pr.append(f"{country}{numbers.clean(text)}")
        elif section == "OREF" and tag == "PAL":
            record.npl += 1
    record.ab, record.cl = " ".join(texts["ABST"]), "\n".join(texts["CLMS"])
    record.inv, record.ow = names(texts["INVT"]), names(texts["ASSG"])
    record.prio = min(dates, default=0)


def _first(rows: list[tuple[str, str]], tag: str) -> str:
    return next((text for name, text in rows if name == tag), "")


def _application(series: str, serial: str, filed: int) -> str:
    digits = re.sub(r"\D", "", serial)
    if not digits:
        return ""
    if not filed:
        return f"US{series.zfill(2)}{digits.zfill(6)}A"
    return str(numbers.application_of("US", f"{series.zfill(2)[-2:]}{digits.zfill(6)}", "A", date(filed // 10000, 1, 1)))


def parse_brs(raw: bytes) -> list[Item]:
    rows = fields(raw.removeprefix(BOUNDARY))
    single = dict(reversed(rows))
    published = day(single.get("GISD") or single.get("PD") or "")
    if not single.get("DID"):
        raise Refused("没有文献号（DID）（E-PT-01）")
    found = numbers.publication(single["DID"])
    record = Record(
        str(found),
        found.office,
        found.kind,
        numbers.kind_class(found.office, found.kind, published),
        published,
        src="uspto",
        ver=published,
    )
    record.ad = day(single.get("AFD"))
    digits = re.sub(r"\D", "", single.get("APNR", ""))
    if digits and record.ad:
        record.app = str(numbers.application_of("US", digits.zfill(8), "A", date(record.ad // 10000, 1, 1)))
    record.prio = record.ad
    record.ti, record.ab = single.get("TTL", ""), " ".join(t for tag, t in rows if tag == "ABPR")
    record.cl = "\n".join(t for tag, t in rows if tag in ("CLPR", "DCPR"))
    record.inv = names([re.sub(r";\s*", " ", t) for tag, t in rows if tag == "INNM"])
    record.ow = names([t for tag, t in rows if tag == "ASNM"])
    record.ap = names([t for tag, t in rows if tag == "AANM"]) or record.ow or record.inv
    record.ipc, doubt = classes.collect(
        [m[0] for tag, t in rows if tag == "IPCP" and (m := re.match(r"[A-HY]\d\d[A-Z]\d+/\d+", t))]
    )
    record.cpc, more = classes.collect(
        [m[0] for tag, t in rows if tag in ("CPOI", "CPOA") and (m := re.match(r"[A-HY]\d\d[A-Z]\d+/\d+", t))]
    )
    for tag, text in rows:
        if tag in ("URGP", "FRGP") and (m := re.match(r"([A-Z]{2}) (\S+) ([A-Z]\d?)? ?\d{8}", text)):
            record.cited += cited_number(m[1], m[2], m[3] or "")
        elif tag == "ORPL":
            record.npl += 1
    record.flags = doubt + more
    return [record]


FORMAT = Format("greenbook", "美国绿皮书文本", sniff, split, parse)
BRS = Format("brs", "美国BRS文本", sniff_brs, split_brs, parse_brs)
