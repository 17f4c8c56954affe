"""The layout of official documents (GB/T 9704-2012): A4, margins 37/35/28/26 mm, title in a Song face, body 仿宋 16 pt."""

import io

from docx import Document as new_docx
from docx.document import Document as Docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

BODY, TITLE, HEADING = "仿宋", "方正小标宋简体", "黑体"


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


def official(text: str) -> bytes:
    """A short text as an official document: title, number, body; the organ and the day close it."""
    docx = page()
    rows = [r for r in text.strip().split("\n") if r.strip()]
    line(docx, "{{ organ }}", align="center", face=TITLE, size=22)
    for row in rows:
        if row.startswith("# "):
            line(docx, row[2:], align="center", face=TITLE, size=22)
        elif row.strip() == "{{ number }}":
            line(docx, row.strip(), align="center")
        else:
            line(docx, row.strip(), indent=not row.rstrip().endswith("：") and not row.startswith("{%"))
    line(docx, "")
    line(docx, "{{ organ }}", align="right")
    line(docx, "{{ date }}", align="right")
    out = io.BytesIO()
    docx.save(out)
    return out.getvalue()
