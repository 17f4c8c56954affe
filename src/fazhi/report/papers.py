"""The report as a page, a PDF and an official document (GB/T 9704-2012), each with the same annex."""

import io
import json
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from django.template import Context, Engine
from django.utils.safestring import mark_safe

from fazhi.kernel.models import Case
from fazhi.report import corrections as revised
from fazhi.report import sources
from fazhi.report.answers import Answer
from fazhi.report.build import Piece, Report
from fazhi.report.checks import check

TEMPLATES = Path(__file__).parent / "templates"
STYLE = Path(__file__).parent / "static" / "report" / "report.css"
CASES_SHOWN = 60  # case numbers printed per figure; the page of the figure lists them all


def url_of(id: str, report: Report) -> str:
    """The page of a figure: definition and lines, for the report's year and cut-off."""
    query = {"year": report.year} | ({"known_by": report.known_by.isoformat()} if report.known_by else {})
    return f"/figures/{id}/?{urlencode(query)}"


def context(report: Report, annex: bool = True) -> dict[str, Any]:
    """What the templates may say."""
    blocks = [
        {"level": b.section.level, "heading": f"{b.section.number}{b.heading}" if b.heading else "", "paragraphs": [[run(p, report) for p in runs] for runs in b.paragraphs]}
        for b in report.blocks
    ]  # fmt: skip
    header = [(k, v) for k, v in report.header.items()]
    return {
        "report": report, "blocks": blocks, "header": header, "findings": check(report), "annex": annex_rows(report) if annex else [],
        "evidence": [(k, r) for k, r in sorted(report.evidence.items())],
        "corrections": revised.corrections(report.year, report.period.known_by, report.tree.name, report.answers) if annex else [],
        "errata": [{"on": r.on, **{k: r.get(k) for k in ("old", "new", "why")}} for r in sources.errata(report.year, report.tree.name)],
        "issued": date.fromisoformat(report.header["发文日期"]) if report.header["发文日期"] else None,
        "mode": {"truncate": "截位", "half_up": "四舍五入"}[report.tree.settings.get("mode", "half_up")],
    }  # fmt: skip


def run(piece: Piece, report: Report) -> dict[str, Any]:
    href = url_of(piece.answer.claim.id, report) if piece.answer else ""
    hint = piece.note or (piece.answer.definition if piece.answer else "")
    case = piece.row.case if piece.row else None
    return {"kind": piece.kind, "words": piece.words, "href": href, "hint": hint, "note": piece.note, "case": case}


def annex_rows(report: Report) -> list[dict[str, Any]]:
    """For each figure: definition, basis, cut-off, value, case numbers and digest."""
    wanted = {c for a in report.answers.values() for c in list(dict.fromkeys(r.case for r in a.rows))[:CASES_SHOWN]}
    numbers: dict[int, str] = {}
    ids = sorted(wanted)
    for start in range(0, len(ids), 900):
        found = Case.objects.filter(pk__in=ids[start : start + 900]).values_list("pk", "number")
        numbers.update({pk: number or f"办件{pk}" for pk, number in found})
    return [annex_row(a, report, numbers) for a in report.answers.values()]


def annex_row(answer: Answer, report: Report, numbers: dict[int, str]) -> dict[str, Any]:
    cases = list(dict.fromkeys(r.case for r in answer.rows))
    shown = [numbers[c] for c in cases[:CASES_SHOWN] if c in numbers]
    more = f" 等{len(cases)}件，全部见指标页" if len(cases) > len(shown) else ""
    return {
        "answer": answer, "href": url_of(answer.claim.id, report), "cutoff": report.cutoff.isoformat(), "lines": len(answer.rows),
        "cases": "、".join(shown) + more, "value": exact(answer),
    }  # fmt: skip


def exact(answer: Answer) -> str:
    """The exact value as the annex prints it: fen in yuan, a rate with its fraction."""
    if answer.value is None:
        return "—"
    if answer.claim.unit == "分":
        return f"{answer.value // 100:,}.{answer.value % 100:02d}元"
    if isinstance(answer.value, int | str):
        return str(answer.value)
    return f"{float(answer.value):.6f}（{answer.value.numerator}/{answer.value.denominator}）"


def as_html(report: Report) -> str:
    """A page that stands alone: reads like the printed report, prints as a clean A4, every figure links to its lines."""
    style = mark_safe(STYLE.read_text(encoding="utf-8"))  # noqa: S308  (our own file)
    return (
        Engine(dirs=[str(TEMPLATES)]).get_template("report/document.html").render(Context(context(report) | {"style": style}))
    )


def as_json(report: Report) -> bytes:
    """The claims for machines: values, definitions, lines and digests."""
    return json.dumps(report.as_dict(), ensure_ascii=False, indent=1).encode()


def as_pdf(report: Report) -> bytes:
    from weasyprint import HTML

    return bytes(HTML(string=as_html(report)).write_pdf())


def as_docx(report: Report) -> bytes:
    """The report as an official document: title in a Song face, headings 黑体 and 楷体, body 仿宋; the annex as a table."""
    from docx.shared import Pt

    from fazhi.kernel import layout

    docx, words = layout.page(), context(report)
    layout.line(docx, report.title, align="center", face=layout.TITLE, size=22)
    layout.line(docx, "")
    for block in words["blocks"]:
        if block["heading"]:
            face = {1: layout.HEADING, 2: "楷体"}.get(block["level"], layout.BODY)
            layout.line(docx, block["heading"], face=face, indent=True)
        for runs in block["paragraphs"]:
            paragraph = docx.add_paragraph()
            paragraph.paragraph_format.first_line_indent = Pt(32)
            for piece in runs:
                text = f"〔{piece['words']}（{piece['note']}）〕" if piece["kind"] == "gap" else piece["words"]
                added = paragraph.add_run(text)
                layout.font(added, layout.BODY, 16)
                if piece["kind"] == "gap":
                    _frame(added)
    layout.line(docx, "")
    layout.line(docx, report.publisher, align="right")
    if words["issued"]:
        layout.line(docx, "{0.year}年{0.month}月{0.day}日".format(words["issued"]), align="right")
    for e in words["errata"]:
        layout.line(docx, f"勘误（{e['on']:%Y-%m-%d}）：“{e['old']}”应为“{e['new']}”。{e['why']}。", size=12)
    _annex(docx, words)
    out = io.BytesIO()
    docx.save(out)
    from fazhi.kernel.documents import fixed

    return fixed(out.getvalue())


def _frame(run: Any) -> None:
    """A box around a run: a gap must be seen on paper."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    border = OxmlElement("w:bdr")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", "9B1C1C")):
        border.set(qn(f"w:{name}"), value)
    run._element.get_or_add_rPr().append(border)


def _annex(docx: Any, words: dict[str, Any]) -> None:
    from fazhi.kernel import layout

    docx.add_page_break()
    layout.line(docx, "附件", face=layout.HEADING)
    layout.line(docx, "指标口径与台账", align="center", face=layout.TITLE, size=22)
    table = docx.add_table(rows=1, cols=4)
    table.style = "Table Grid"
    rows = [("指标、印出的表述", "口径与依据", "精确值、行数、截止", "办件编号、摘要")]
    for row in words["annex"]:
        a = row["answer"]
        said = a.printed or {"missing": "缺口：", "broken": "不符："}.get(a.status, "") + a.note
        counted = f"{row['value']}\n{row['lines']}行\n截至{row['cutoff']}" if a.status == "ok" else "—"
        rows.append(
            (
                f"{a.claim.label}\n{said}\n{a.claim.id}",
                f"{a.definition}\n{a.basis}",
                counted,
                f"{row['cases']}\n{a.digest}" if a.status == "ok" else "—",
            )
        )
    for n, cells in enumerate(rows):
        line = table.rows[0] if n == 0 else table.add_row()
        for cell, text in zip(line.cells, cells, strict=True):
            added = cell.paragraphs[0].add_run(text)
            layout.font(added, layout.HEADING if n == 0 else layout.BODY, 8)
            cell.paragraphs[0].paragraph_format.line_spacing = 1.0
    if words["corrections"]:
        layout.line(docx, "定数以后的更正", face=layout.HEADING)
        for c in words["corrections"]:
            layout.line(docx, f"{c.label}：定数时{c.was}（{c.lines_was}行），现为{c.now}（{c.lines_now}行）", size=12)
