"""Text of a .docx with the place of every piece: paragraphs, automatic numbers, tables, headers, without what was deleted."""

import zipfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from lxml import etree

from .numbering import Numbering
from .readers import Text, Unreadable

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
SKIPPED = {FALLBACK, W + "del", W + "moveFrom", W + "rPr", W + "pPr", W + "tblPr", W + "instrText", W + "sdtPr"}


@dataclass(frozen=True, slots=True)
class Piece:
    """One element that holds text, and where its text begins."""

    start: int
    element: Any


@dataclass
class Walk:
    """Collects the text of a body in reading order."""

    numbering: Numbering
    parts: list[str] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)
    length: int = 0

    def add(self, words: str, element: Any = None) -> None:
        if element is not None:
            self.pieces.append(Piece(self.length, element))
        self.parts.append(words)
        self.length += len(words)

    @property
    def text(self) -> str:
        return "".join(self.parts)

    def blocks(self, parent: Any) -> None:
        """Paragraphs and tables; content controls and inserted blocks are walked through."""
        for child in parent:
            if child.tag == W + "p":
                self.paragraph(child)
                self.add("\n")
            elif child.tag == W + "tbl":
                self.table(child)
            elif child.tag not in SKIPPED and child.tag != W + "sectPr":
                self.blocks(child)

    def paragraph(self, paragraph: Any) -> None:
        label = self.numbering.label(paragraph)
        if label:
            self.add(label + ("　" if label.endswith(("条", "章", "节")) else ""))
        self.runs(paragraph)

    def runs(self, parent: Any) -> None:
        for child in parent:
            if child.tag in SKIPPED or not isinstance(child.tag, str):
                continue
            if child.tag == W + "t":
                self.add(child.text or "", child)
            elif child.tag == W + "tab":
                self.add("　")
            elif child.tag in (W + "br", W + "cr"):
                self.add("\n")
            elif child.tag == W + "noBreakHyphen":
                self.add("-")
            elif child.tag == W + "p":  # a text box inside a paragraph
                self.add("\n")
                self.paragraph(child)
            else:
                self.runs(child)

    def table(self, table: Any) -> None:
        """A row is a line, a tab stands between cells; a paragraph inside a cell ends with a line break."""
        for row in table.iter(W + "tr"):
            if next(row.iterancestors(W + "tbl")) is not table:
                continue
            for number, cell in enumerate(c for c in row if c.tag == W + "tc"):
                if number:
                    self.add("\t")
                self.cell(cell)
            self.add("\n")

    def cell(self, cell: Any) -> None:
        first = True
        for child in cell:
            if child.tag == W + "p":
                if not first:
                    self.add("\n")
                first = False
                self.paragraph(child)
            elif child.tag == W + "tbl":
                self.add("\n")
                self.table(child)


def walk(body: Any, numbering: Any = None, styles: Any = None) -> Walk:
    """The text of a w:body with its pieces."""
    found = Walk(Numbering(numbering, styles))
    found.blocks(body)
    return found


def _part(package: zipfile.ZipFile, name: str) -> Any:
    if name not in package.NameToInfo:
        return None
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True, load_dtd=False)
    return etree.fromstring(package.read(name), parser)


def read_docx(path: Path) -> Text:
    """The body as text, the headers before it."""
    from .readers import check_package

    check_package(path)
    try:
        with zipfile.ZipFile(path) as package:
            root = _part(package, "word/document.xml")
            numbering, styles = _part(package, "word/numbering.xml"), _part(package, "word/styles.xml")
            headers = [_part(package, n) for n in sorted(package.namelist()) if n.startswith("word/header")]
    except (etree.XMLSyntaxError, zipfile.BadZipFile, KeyError, NotImplementedError, RuntimeError, OSError) as error:
        raise Unreadable(f"“{path.name}”已经损坏，打不开，请用原软件打开后另存再送。") from error
    body = root.find(W + "body") if root is not None else None
    if body is None:
        raise Unreadable(f"“{path.name}”里没有正文，可能已经损坏，请用原软件打开后另存再送。")
    text = walk(body, numbering, styles).text
    top = dict.fromkeys(walk(h).text.strip() for h in headers)
    lead = "".join(h + "\n" for h in top if h and h not in text[:400])
    return Text(lead + text.rstrip("\n") + "\n", "docx")
