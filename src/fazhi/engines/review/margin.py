"""The review as a PDF: the draft on the left with its words marked, the doubts beside them in the margin."""

from collections.abc import Sequence
from html import escape
from pathlib import Path

from .model import Finding, Result
from .readers import Unreadable

STYLE = """
@page { size: A4; margin: 20mm 12mm 18mm 15mm; @bottom-center { content: "— " counter(page) " —"; font: 9pt serif; } }
body { font: 10.5pt/1.75 "FandolFang", "FangSong", "仿宋", "Noto Serif CJK SC", serif; color: #1a1a1a; }
h1 { font: 700 15pt/1.4 "Noto Serif CJK SC", serif; margin: 0 0 2mm; text-align: center; }
p.facts { font-size: 9pt; color: #555; text-align: center; margin: 0 0 5mm; }
table { border-collapse: collapse; width: 100%; table-layout: fixed; }
td { vertical-align: top; padding: 0 0 1.5mm; }
td.text { width: 62%; padding-right: 5mm; white-space: pre-wrap; overflow-wrap: anywhere; }
td.notes { border-left: .4pt solid #bbb; padding-left: 3mm; font-size: 8.5pt; line-height: 1.5; }
mark { background: #fff2b8; } mark.重大 { background: #f9d2cc; } mark.提示 { background: #e2ecf7; }
sup { font-size: 7pt; font-weight: 700; line-height: 0; }
.note { margin: 0 0 2mm; break-inside: avoid; } .note b { color: #7a4a00; } .note.重大 b { color: #a11a0d; } .note.提示 b { color: #1d4e89; }
.note i { font-style: normal; color: #555; }
"""


def page(text: str, result: Result, title: str) -> str:
    """The HTML of the review; every word of the draft is escaped, so that a script in it is shown as text."""
    numbered = list(enumerate(result.findings, 1))
    missing = [(n, f) for n, f in numbered if f.start is None or f.end is None]
    rows, at = [], 0
    for line in text.split("\n"):
        end = at + len(line)
        here = [(n, f) for n, f in numbered if f.start is not None and at <= f.start <= end and f.end]
        carried = [(n, f) for n, f in numbered if f.start is not None and f.start < at < (f.end or 0)]
        if line.strip() or here:
            rows.append(
                f"<tr><td class=text>{_marked(line, at, [*carried, *here])}</td><td class=notes>{_notes(here)}</td></tr>"
            )
        at = end + 1
    if missing:
        rows.append(f"<tr><td class=text>（以下疑点指全文缺少的内容）</td><td class=notes>{_notes(missing)}</td></tr>")
    facts = f"{result.on} 的法律 · 全文 {result.chars:,} 字 · 疑点 {len(result.findings)} 处 · 疑点待审查人确认"
    return (
        f"<!doctype html><html lang=zh-CN><meta charset=utf-8><title>{escape(title)}</title><style>{STYLE}</style>"
        f"<h1>{escape(title)}</h1><p class=facts>{facts}</p><table>{''.join(rows)}</table></html>"
    )


def _marked(line: str, at: int, findings: Sequence[tuple[int, Finding]]) -> str:
    """One line with its findings marked; where two overlap, the first that began keeps the mark."""
    out, done = [], 0
    for number, finding in sorted(findings, key=lambda pair: pair[1].start or 0):
        start, end = max((finding.start or 0) - at, done), min((finding.end or 0) - at, len(line))
        if end <= start:
            continue
        out.append(escape(line[done:start]))
        out.append(f"<mark class={finding.severity}>{escape(line[start:end])}</mark><sup>{number}</sup>")
        done = end
    return "".join(out) + escape(line[done:])


def _notes(findings: Sequence[tuple[int, Finding]]) -> str:
    return "".join(
        f"<div class='note {f.severity}'><b>{n} {f.severity} {escape(f.title)}</b><br>{escape(f.why)}<br>"
        f"<i>{escape(f.provision)}（{f.rule}）</i><br>建议：{escape(f.suggestion)}</div>"
        for n, f in findings
    )


def write_pdf(text: str, result: Result, title: str, target: Path | str) -> None:
    """Write the review PDF; needs libpango."""
    try:
        from weasyprint import HTML
    except OSError as error:
        raise Unreadable(
            "生成 PDF 需要系统组件 libpango（Debian：apt-get install libpangoft2-1.0-0），这台机器没有安装。"
        ) from error
    HTML(string=page(text, result, title)).write_pdf(str(target))
