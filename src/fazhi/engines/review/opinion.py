"""The legality opinion as a Word document in the layout of GB/T 9704-2012, with the comparison table."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from .model import GROUPS, Finding, Result

TITLE, BODY, HEAD, SUBHEAD, NUMBER = "方正小标宋简体", "仿宋", "黑体", "楷体", "宋体"
SIZE_2, SIZE_3, SIZE_4, SMALL = 22.0, 16.0, 14.0, 12.0  # points: 2号, 3号, 4号, 小四
LINE = 29.0  # 225 mm / 22 lines
COLUMNS = (("序号", 14), ("原文", 48), ("疑点与依据", 54), ("建议", 40))  # millimetres, together the 156 mm of the type area


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands above and below the findings; empty fields leave a blank to be filled in."""

    title: str
    issuer: str = ""
    number: str = ""
    sender: str = ""
    received: date | None = None
    signed: date | None = None
    conclusion: str = ""
    reviewers: tuple[str, ...] = ()


def conclusion(findings: Sequence[Finding]) -> tuple[str, str]:
    """The conclusion the findings suggest, with its reason (国办发〔2018〕115号 knows 合法, 不合法, 应当予以修改)."""
    grave = sum(f.severity == "重大" for f in findings)
    change = sum(f.severity == "应改" for f in findings)
    if grave:
        return "应当予以修改", f"有{grave}处重大疑点，修改后复审；属于无权制定或者主要内容违法的，结论改为“不合法”。"
    if change:
        return "应当予以修改", f"有{change}处应当修改。"
    return "合法", "没有发现应当修改的问题。"


def write_opinion(result: Result, heading: Heading, target: Path | str, *, citations: bool = True) -> None:
    """Write the opinion on one reviewed text."""
    from docx import Document

    document = Document()
    _page(document)
    if heading.issuer:
        _line(document, heading.issuer, TITLE, SIZE_2, centre=True)
    if heading.number:
        _line(document, heading.number, BODY, SIZE_3, centre=True)
    _line(document, _balanced(f"关于{_marked(heading.title)}的", "合法性审查意见"), TITLE, SIZE_2, centre=True, after=LINE)
    if heading.sender:
        _line(document, f"{heading.sender}：", BODY, SIZE_3)
    _opening(document, result, heading)
    _line(document, "一、审查依据", HEAD, SIZE_3, indent=True)
    for number, basis in enumerate(_bases(result), 1):
        _line(document, f"{number}.{basis}", BODY, SIZE_3, indent=True)
    _line(document, "二、审查意见对照表", HEAD, SIZE_3, indent=True)
    if result.findings:
        _line(document, "位置明确的按原文顺序排列，缺少内容的列在最后。", BODY, SIZE_3, indent=True)
        _comparison(document, result.findings)
    else:
        _line(document, "未发现疑点。", BODY, SIZE_3, indent=True)
    _line(document, "三、结论", HEAD, SIZE_3, indent=True)
    verdict, reason = (heading.conclusion, "") if heading.conclusion else conclusion(result.findings)
    _line(document, f"{verdict}。{reason}", BODY, SIZE_3, indent=True)
    for note in result.notes if citations else ():
        _line(document, note, BODY, SIZE_3, indent=True)
    _signature(document, heading)
    document.save(str(target))


def _marked(title: str) -> str:
    title = title.strip("《》")
    return f"《{title.replace('《', '〈').replace('》', '〉')}》"


def _balanced(first: str, second: str) -> str:
    """A title of more than one line breaks where a phrase ends (20 characters of 2号 fit a line)."""
    return first + second if len(first + second) <= 20 else f"{first}\n{second}"


def _opening(document: Any, result: Result, heading: Heading) -> None:
    received = f"{_day(heading.received)}收到的" if heading.received else ""
    counts = "、".join(
        f"{name}{n}处" for name in ("重大", "应改", "提示") if (n := sum(f.severity == name for f in result.findings))
    )
    _line(
        document,
        f"{received}送审稿已经审查，全文{result.chars:,}字，法律依据按{_day(result.on)}的文本核对。"
        f"{'列出疑点' + str(len(result.findings)) + '处，其中' + counts + '。' if result.findings else ''}意见如下。",
        BODY, SIZE_3, indent=True,
    )  # fmt: skip


def _bases(result: Result) -> list[str]:
    """The laws behind the findings, statutes before documents."""
    names = dict.fromkeys(re.split(r" ", f.provision)[0] for f in result.findings)
    order = sorted(names, key=lambda n: (not n.endswith(("法", "法典")), not n.endswith("条例"), n))
    named = [n if re.match(r"国办发|国发", n) or n.startswith("《") else f"《{n}》" for n in order if n]
    return named or ["国办发〔2018〕115号"]


def _day(day: date | None) -> str:
    return f"{day.year}年{day.month}月{day.day}日" if day else ""


def _page(document: Any) -> None:
    """A4, top 37 mm, binding side 28 mm, type area 156 by 225 mm; page numbers outside, one dash each side."""
    from docx.shared import Mm, Pt

    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.footer_distance = Mm(25)
    normal = document.styles["Normal"]
    normal.font.size = Pt(SIZE_3)
    _font(normal.element.get_or_add_rPr(), BODY)
    _language(document)
    document.settings.odd_and_even_pages_header_footer = True
    _page_number(section.footer, right=True)
    _page_number(section.even_page_footer, right=False)


def _page_number(footer: Any, *, right: bool) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Pt

    footer.is_linked_to_previous = False
    paragraph = footer.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT if right else WD_ALIGN_PARAGRAPH.LEFT
    edge = paragraph.paragraph_format
    edge.right_indent, edge.left_indent = (Pt(SIZE_4), None) if right else (None, Pt(SIZE_4))
    for words in ("— ", None, " —"):
        run = paragraph.add_run(words or "")
        run.font.size = Pt(SIZE_4)
        _font(run._r.get_or_add_rPr(), NUMBER)
        if words is None:
            for kind in ("begin", None, "end"):
                element = OxmlElement("w:fldChar" if kind else "w:instrText")
                if kind:
                    element.set(qn("w:fldCharType"), kind)
                else:
                    element.text = "PAGE"
                run._r.append(element)


def _language(document: Any) -> None:
    """Simplified Chinese, so that stops sit where mainland type sets them."""
    from docx.oxml.ns import qn

    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:eastAsia"), "zh-CN")


def _font(properties: Any, name: str) -> None:
    from docx.oxml.ns import qn

    fonts = properties.get_or_add_rFonts()
    for script in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
        fonts.set(qn(script), name)


def _line(
    document: Any,
    words: str,
    font: str,
    size: float,
    *,
    centre: bool = False,
    right: float = 0,
    indent: bool = False,
    after: float = 0,
) -> Any:
    """One paragraph in exact line spacing; `indent` two characters."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    paragraph = document.add_paragraph()
    layout = paragraph.paragraph_format
    layout.space_before, layout.space_after = Pt(0), Pt(after)
    layout.line_spacing = Pt(max(LINE, size * 1.5) if size > SIZE_3 else LINE if size == SIZE_3 else size * 1.4)
    layout.keep_with_next = font == HEAD and size == SIZE_3
    if indent:
        layout.first_line_indent = Pt(size * 2)
    if centre:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    if right:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        layout.right_indent = Pt(right)
    run = paragraph.add_run(words)
    run.font.size = Pt(size)
    _font(run._r.get_or_add_rPr(), font)
    return paragraph


def _comparison(document: Any, findings: Sequence[Finding]) -> None:
    """原文, 疑点与依据, 建议; the head row stands again on every page."""
    from docx.oxml import OxmlElement
    from docx.shared import Mm

    table = document.add_table(rows=1, cols=len(COLUMNS), style="Table Grid")
    table.autofit = False
    properties = table.rows[0]._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:tblHeader"))
    for cell, (name, _) in zip(table.rows[0].cells, COLUMNS, strict=True):
        _cell(cell, [(name, HEAD)], centre=True)
    for number, finding in enumerate(findings, 1):
        row = table.add_row()
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        doubt = [(f"【{finding.severity}】{finding.title}", HEAD), (finding.why, BODY), (f"依据：{finding.provision}", SUBHEAD)]
        if finding.also:
            doubt.append((f"另见：{'；'.join(finding.also)}", SUBHEAD))
        advice = [(finding.suggestion, BODY)]
        if finding.replacement is not None:
            advice.append((f"可改为：{finding.replacement}", SUBHEAD))
        quote = finding.quote.strip() or f"（{GROUPS[finding.group]}：全文未见）"
        for place, lines in enumerate(([(str(number), BODY)], [(quote, BODY)], doubt, advice)):
            _cell(row.cells[place], lines, centre=place == 0)
    for column, (_, width) in zip(table.columns, COLUMNS, strict=True):
        column.width = Mm(width)
        for cell in column.cells:
            cell.width = Mm(width)


def _cell(cell: Any, lines: list[tuple[str, str]], *, centre: bool = False) -> None:
    for words, font in lines:
        _line(cell, words, font, SMALL, centre=centre)
    first = cell.paragraphs[0]  # the empty one every cell is born with
    first._p.getparent().remove(first._p)


def _signature(document: Any, heading: Heading) -> None:
    """Issuer and date under the text, the date four characters from the right (a seal goes over it)."""
    _line(document, "", BODY, SIZE_3)
    if heading.reviewers:
        _line(document, f"审查人：{'、'.join(heading.reviewers)}", BODY, SIZE_3, right=SIZE_3 * 2)
    _line(document, heading.issuer or "（审查机构）", BODY, SIZE_3, right=SIZE_3 * 3)
    _line(document, _day(heading.signed) or "　　　　年　月　日", BODY, SIZE_3, right=SIZE_3 * 4)
