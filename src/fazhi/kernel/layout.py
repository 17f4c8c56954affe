"""The layout of official documents (GB/T 9704-2012): A4, margins 37/35/28/26 mm, title in a Song face, body 仿宋 16 pt.

A template is a text: `# ` begins a title; the line after it, if a placeholder alone, is the number; `| a | b |` lines are a table
(the first its head); 一、 and （一） at the beginning of a short line make headings; `@ ` names who signs where it is not the organ
in charge (a sender's form, a counsel's opinion)."""

import io
import re
from itertools import groupby

from docx import Document as new_docx
from docx.document import Document as Docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

BODY, TITLE, HEADING, SECOND = "仿宋", "方正小标宋简体", "黑体", "楷体"
FACES = (
    (re.compile(r"[一二三四五六七八九十]+、[^。；]{0,30}$"), HEADING),
    (re.compile(r"（[一二三四五六七八九十]+）[^。；]{0,30}$"), SECOND),
)
SHARES = {"序号": 1.4, "规则": 1.6, "等级": 1.4, "处理": 1.4, "位置": 1.4, "项目": 2.5}  # of a table's width, by head; others 4
ALONE = re.compile(r"\{\{[^}]*\}\}$")


def page() -> Docx:
    """An empty document with the page and fonts of the standard."""
    docx = new_docx()
    section = docx.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin, section.left_margin, section.right_margin = (
        Mm(37),
        Mm(35),
        Mm(28),
        Mm(26),
    )
    font(docx.styles["Normal"], BODY, 16)
    docx.styles["Normal"].paragraph_format.line_spacing = Pt(28.9)
    docx.styles["Normal"].paragraph_format.space_after = Pt(0)
    return docx


def font(target: object, name: str, size: float) -> None:
    """Set western and East Asian font together; Word needs both."""
    target.font.name, target.font.size = name, Pt(size)  # type: ignore[attr-defined]
    target.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), name)  # type: ignore[attr-defined]


def line(docx: Docx, text: str, *, align: str = "left", face: str = BODY, size: float = 16, indent: bool = False) -> None:
    """One paragraph; body paragraphs are indented by two characters."""
    paragraph = docx.add_paragraph()
    paragraph.alignment = {
        "left": WD_ALIGN_PARAGRAPH.JUSTIFY,
        "center": WD_ALIGN_PARAGRAPH.CENTER,
        "right": WD_ALIGN_PARAGRAPH.RIGHT,
    }[align]
    if indent:
        paragraph.paragraph_format.first_line_indent = Pt(size * 2)
    font(paragraph.add_run(text), face, size)


def footer(docx: Docx) -> None:
    """The page's number between dashes, 4号半角, as the standard has it."""
    paragraph = docx.sections[0].footer.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for text, field in (("— ", ""), ("", "PAGE"), (" —", "")):
        run = paragraph.add_run(text)
        font(run, "宋体", 14)
        if field:
            mark = OxmlElement("w:fldSimple")
            mark.set(qn("w:instr"), field)
            run._r.addprevious(mark)
            mark.append(run._r)


def table(docx: Docx, rows: list[str]) -> None:
    """Rows of `| a | b |`; a row that begins with a loop's tag stays one for the filling."""
    cells = [[c.strip() for c in row.strip().strip("|").split("|")] for row in rows]
    shares = [SHARES.get(head, 4.0) for head in cells[0]]
    grid = docx.add_table(0, len(shares), style="Table Grid")
    grid.autofit = False
    for column, share in zip(grid.columns, shares, strict=True):
        column.width = Mm(156 * share / sum(shares))
    for n, row in enumerate(cells):
        for cell, text, share in zip(grid.add_row().cells, row + [""] * (len(shares) - len(row)), shares, strict=True):
            cell.width = Mm(156 * share / sum(shares))
            paragraph = cell.paragraphs[0]
            paragraph.paragraph_format.line_spacing = Pt(18)
            font(paragraph.add_run(text), HEADING if n == 0 else BODY, 12)


def close(docx: Docx, signer: str) -> None:
    """Who signs and the day, right, with room for the seal; never alone on a page (no 此页无正文)."""
    if docx.element.body.sectPr.getprevious().tag == qn("w:p"):
        docx.paragraphs[-1].paragraph_format.keep_with_next = True
    line(docx, "")
    docx.paragraphs[-1].paragraph_format.keep_with_next = True
    for text, room in ((signer, 3), ("{{ date }}", 4)):
        line(docx, text, align="right")
        docx.paragraphs[-1].paragraph_format.right_indent = Pt(16 * room)
        docx.paragraphs[-1].paragraph_format.keep_with_next = room == 3


def official(text: str) -> bytes:
    """A short text as an official document: title, number, body; the organ and the day close it."""
    docx = page()
    footer(docx)
    rows = [r.strip() for r in text.strip().split("\n") if r.strip()]
    signer = next((r[2:] for r in rows if r.startswith("@ ")), "{{ organ }}")
    rows = [r for r in rows if not r.startswith("@ ")]
    line(docx, signer, align="center", face=TITLE, size=22)
    before = ""
    for tabled, block in groupby(rows, key=lambda r: r.startswith("|")):
        if tabled:
            table(docx, list(block))
            continue
        for row in block:
            face = next((f for pattern, f in FACES if pattern.match(row)), BODY)
            if row.startswith("# "):
                line(docx, row[2:], align="center", face=TITLE, size=22)
            elif before.startswith("# ") and ALONE.match(row):
                line(docx, row, align="center")
            else:
                line(docx, row, face=face, indent=not row.endswith("：") and not row.startswith("{%p"))
            before = row
    close(docx, signer)
    out = io.BytesIO()
    docx.save(out)
    return out.getvalue()
