"""年度报告：由台账算出全部数字，成文、成表、成附件

例：
  fazhi report 2024
  fazhi report 2024 --known-by 2025-03-04 --json
  fazhi report 2024 --out 年度报告.docx
  fazhi report 2024 --tree department --organ 示例区司法局 --out 部门报告.html
"""

import argparse
import json
import sys
from datetime import date
from pathlib import Path
from typing import Any


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("year", type=int, metavar="年份")
    parser.add_argument("--known-by", default="", metavar="日期", help="只计这一天结束前已写入的台账，如 2025-03-04")
    parser.add_argument("--json", action="store_true", help="各项数字的数据（一个 JSON 文档）")
    parser.add_argument("--out", type=Path, metavar="文件", help="写成 .docx、.pdf 或者 .html")
    parser.add_argument(
        "--tree", default="district", metavar="模板", help="章节树：district、department、nine-tasks，或者模板文件"
    )
    parser.add_argument("--organ", default="", metavar="机关", help="只计这个机关及其下级的台账")
    parser.add_argument("--checks", action="store_true", help="只列出报送前的十项检查")
    parser.add_argument("--corrections", action="store_true", help="只列出定数以后变动了的数字")


def run(args: argparse.Namespace) -> int | None:
    known_by = _day(args.known_by)
    if not 2000 <= args.year <= date.today().year:
        raise ValueError(f"年份{args.year}不在2000年至今年之间，请写四位年份。")
    if args.out and args.out.suffix.lower() not in (".docx", ".pdf", ".html"):
        raise ValueError(f"不会写“{args.out.suffix}”格式，--out 请用 .docx、.pdf 或者 .html。")
    from fazhi.site.boot import start

    start()
    from fazhi.report.answers import end_of
    from fazhi.report.build import build
    from fazhi.report.checks import check
    from fazhi.report.corrections import corrections

    if args.corrections:
        return _corrections(corrections(args.year, end_of(known_by), args.tree), args.json)
    report = build(args.year, known_by, args.tree, args.organ)
    findings = check(report)
    if args.out:
        _write(report, args.out)
    if args.json:
        print(json.dumps(report.as_dict() | {"checks": [vars(f) for f in findings]}, ensure_ascii=False, indent=1))
    elif args.checks:
        print("\n".join(f"{'✓' if f.passed else '✗'} {f.id} {f.asks}{'：' + f.note if f.note else ''}" for f in findings))
    elif not args.out:
        print(_plain(report))
    return 0


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise ValueError(f"“{text}”不是日期，--known-by 应写成 2025-03-04。") from None


def _write(report: Any, path: Path) -> None:
    from fazhi.report.papers import as_docx, as_html, as_pdf

    if not path.parent.is_dir():
        raise ValueError(f"文件夹 {path.parent} 不存在，请先建立，或者换一个位置。")
    make = {".docx": as_docx, ".pdf": as_pdf, ".html": lambda r: as_html(r).encode()}[path.suffix.lower()]
    path.write_bytes(make(report))
    print(f"已写入 {path}（缺口{len(report.gaps)}处）。", file=sys.stderr)


def _plain(report: Any) -> str:
    lines = [report.title, ""]
    for block in report.blocks:
        if block.heading:
            lines.append(f"{block.section.number}{block.heading}")
        for runs in block.paragraphs:
            lines.append("　　" + "".join(f"〔{p.words}；{p.note}〕" if p.kind == "gap" else p.words for p in runs))
    return "\n".join(lines)


def _corrections(found: list[Any], as_json: bool) -> int:
    if as_json:
        rows = [{**vars(c), "was": _number(c.was), "now": _number(c.now)} for c in found]
        print(json.dumps({"corrections": rows}, ensure_ascii=False, indent=1))
    elif not found:
        print("定数以后没有变动。")
    else:
        for c in found:
            words = "" if c.still_true else f"，已印出的“{c.printed}”不再成立"
            print(
                f"{c.label}（{c.id}）：定数时{_number(c.was)}（{c.lines_was}行），现为{_number(c.now)}（{c.lines_now}行）{words}"
            )
    return 0


def _number(value: Any) -> Any:
    return value if value is None or isinstance(value, int) else round(float(value), 6)
