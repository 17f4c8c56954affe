"""What every format shares: cutting a stream into records with their places, and reading XML without opening anything else."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from lxml import etree

from fazhi.engines.patents.record import Item

CHUNK = 1 << 20
LONGEST_LINE = 8 << 20
LONGEST_DOCUMENT = 48 << 20

Piece = tuple[int, bytes, str]  # line, bytes of one record, and a refusal already known (then the bytes are empty)


class Refused(ValueError):
    """One record refused, with the reason in one Chinese sentence."""


@dataclass(frozen=True)
class Format:
    """One exchange format: `sniff` knows it by its first bytes, `split` cuts the stream, `parse` reads one piece."""

    name: str
    label: str
    sniff: Callable[[bytes, str], bool]
    split: Callable[[BinaryIO], Iterator[Piece]]
    parse: Callable[[bytes], list[Item]]


def lines(stream: BinaryIO) -> Iterator[Piece]:
    """Non-empty lines; a line without end is refused once and skipped to its end."""
    number, rest, endless = 1, b"", False
    while chunk := stream.read(CHUNK):
        parts = (rest + chunk).split(b"\n")
        rest = parts.pop()
        for part in parts:
            if endless:
                endless = False
            elif part.strip():
                yield number, part, ""
            number += 1
        if len(rest) > LONGEST_LINE:
            if not endless:
                yield number, b"", f"一行超过{LONGEST_LINE >> 20}MB没有换行，不像一条记录，已跳过此行"
            rest, endless = b"", True
    if rest.strip() and not endless:
        yield number, rest, ""


def documents(stream: BinaryIO, start: bytes, keep_head: bool = False) -> Iterator[Piece]:
    """Pieces that begin where `start` (a pattern) matches at the head of a line: concatenated XML, greenbook, BRS."""
    pattern = re.compile(rb"(?m)^" + start)
    number, rest, tail = 1, b"", True
    while chunk := stream.read(CHUNK):
        rest += chunk
        cuts = [m.start() for m in pattern.finditer(rest) if m.start()]
        first = 0
        for cut in cuts:
            piece = rest[first:cut]
            if piece.strip() and tail:
                yield number, piece, ""
            number += piece.count(b"\n")
            first, tail = cut, True
        rest = rest[first:]
        if len(rest) > LONGEST_DOCUMENT:
            if tail:
                yield number, b"", f"一份文献超过{LONGEST_DOCUMENT >> 20}MB没有结束，已跳过"
            number += rest.count(b"\n")
            rest, tail = b"", False
    if rest.strip() and tail:
        yield number, rest, ""


def elements(stream: BinaryIO, tags: tuple[bytes, ...]) -> Iterator[Piece]:
    """Each outermost element of the given local names, wrapped again in the start tag of the document so that its prefixes hold."""
    names = b"|".join(tags)
    opening = re.compile(rb"<((?:[A-Za-z_][\w.-]*:)?(?:" + names + rb"))(?=[\s>/])")
    number, rest, head = 1, b"", b""
    while True:
        chunk = stream.read(CHUNK)
        rest += chunk
        at = 0
        while m := opening.search(rest, at):
            end = _end(rest, m)
            if end < 0:
                break
            head = head or _head(rest[: m.start()])
            yield number + rest.count(b"\n", 0, m.start()), head + rest[m.start() : end] + b"</wrap>", ""
            at = end
        number += rest.count(b"\n", 0, at)
        rest = rest[at:]
        if not chunk:
            break
        if len(rest) > LONGEST_DOCUMENT:
            yield number, b"", f"一份文献超过{LONGEST_DOCUMENT >> 20}MB没有结束标签，已跳过"
            number, rest = number + rest.count(b"\n"), b""
    if (m := opening.search(rest)) is not None:
        yield (
            number + rest.count(b"\n", 0, m.start()),
            b"",
            "文件在一条记录中间断了：没有找到结束标签，可能传输不完整，请重新下载",
        )


def _end(rest: bytes, opening: re.Match[bytes]) -> int:
    """Where the element ends, or -1 when its end is not there yet; an empty element ends with its own tag."""
    closed = rest.find(b">", opening.end())
    if closed > 0 and rest[closed - 1 : closed] == b"/":
        return closed + 1
    end = rest.find(b"</" + opening[1] + b">", opening.end())
    return end + len(opening[1]) + 3 if end >= 0 else -1


def _head(before: bytes) -> bytes:
    """A start for a record cut out of its document: the declaration, entities if any (to be refused), and all prefixes declared so far."""
    m = re.match(rb"\s*(?:\xef\xbb\xbf)?<\?xml[^>]*\?>", before)
    declaration = m[0].strip().removeprefix(b"\xef\xbb\xbf") if m else b'<?xml version="1.0" encoding="UTF-8"?>'
    entities = re.search(rb"<!DOCTYPE[^>\[]*\[.*?\]\s*>", before, re.S)
    if entities and b"<!ENTITY" in entities[0]:
        declaration += re.sub(rb"<!DOCTYPE\s+\S+", b"<!DOCTYPE wrap", entities[0])
    prefixes = dict(re.findall(rb"xmlns:([\w.-]+)\s*=\s*(\"[^\"]*\"|'[^']*')", before))
    return declaration + b"<wrap" + b"".join(b" xmlns:" + k + b"=" + v for k, v in prefixes.items()) + b">"


def xml(raw: bytes) -> etree._Element:
    """The tree of one document: no DTD, no network, no entity expanded; namespace prefixes dropped from all names."""
    head = raw[:65536]
    for declared in re.finditer(rb"<!ENTITY\s+(%?)[^>]*>", head):
        if declared[1] or b"NDATA" not in declared[0]:
            raise Refused("XML自带实体定义，可能是实体炸弹或引用外部文件，按规定不展开、不收录（E-PT-09）")
    raw = raw.lstrip().removeprefix(b"\xef\xbb\xbf")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(raw, parser)
    except etree.XMLSyntaxError as error:
        wrong = "编码与声明不符（E-PT-10）" if re.search("encod|UTF-8|bytes", str(error)) else "XML不完整或写错了（E-PT-09）"
        raise Refused(f"{wrong}，位于本条第{error.lineno or 1}行：{str(error.msg)[:80]}") from None
    for node in root.iter():
        if isinstance(node.tag, str) and "}" in node.tag:
            node.tag = node.tag.rpartition("}")[2]
    return root


def said(node: etree._Element | None, path: str = "") -> str:
    """All text under the first match of a path, blanks collapsed; empty when there is none."""
    if node is None:
        return ""
    found = node.find(path) if path else node
    return " ".join("".join(str(t) for t in found.itertext()).split()) if found is not None else ""


def rooted(head: bytes, *names: str) -> bool:
    """Whether the first element of an XML stream bears one of these local names."""
    m = re.search(
        rb"<(?:[A-Za-z_][\w.-]*:)?([A-Za-z_][\w.-]*)[\s>/]",
        re.sub(rb"<!--.*?-->|<\?.*?\?>|<!DOCTYPE[^>\[]*(\[.*?\]\s*)?>", b"", head, flags=re.S),
    )
    return bool(m) and m[1].decode("ascii", "replace") in names  # type: ignore[index]
