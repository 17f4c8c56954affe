"""审查一份草案：疑点落到字句，附依据和建议

例：
  fazhi review 送审稿.docx
  fazhi review 合同.docx --kind contract --out 意见书.docx --annotated 批注稿.docx --pdf 批注.pdf
  fazhi review 送审稿.txt --on 2026-03-01 --json
  fazhi review --batch 案例.jsonl
  fazhi review --recheck
"""

import argparse
import json
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

KINDS = {"policy": "规范性文件、政策文件", "contract": "合同协议", "decision": "重大行政决策", "other": "其他"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("files", nargs="*", type=Path, metavar="文件", help=".txt、.md、.docx、.pdf、.doc 或 .wps，可以几个")
    parser.add_argument("--batch", type=Path, metavar="JSONL", help="每行一个 {id, doc_kind, text}，每行出一个结果，次序不变")
    parser.add_argument("--recheck", action="store_true", help="列出待复核的规则：依据的法律有了比写规则时更新的文本")
    parser.add_argument(
        "--kind", choices=KINDS, help="件类：" + "，".join(f"{k} {v}" for k, v in KINDS.items()) + "（默认按内容判断）"
    )
    parser.add_argument("--on", type=_day, default=None, metavar="日期", help="按这一天的法律审查（默认今天）")
    parser.add_argument("--json", action="store_true", help="输出 JSON（一个文件一个对象，几个文件为数组）")
    parser.add_argument("--out", type=Path, metavar="意见书.docx", help="写审查意见书")
    parser.add_argument("--annotated", type=Path, metavar="批注稿.docx", help="写带批注和修订的草案")
    parser.add_argument("--pdf", type=Path, metavar="批注.pdf", help="写带边注的 PDF")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"“{text}”不是日期，应写成 2026-03-01") from error


def run(args: argparse.Namespace) -> int | None:
    on = args.on or date.today()
    if args.recheck:
        return _recheck()
    if bool(args.files) == bool(args.batch):
        raise ValueError("请给出要审查的文件，或者用 --batch 给出案例文件，两者只用一种。")
    if args.batch:
        return _batch(args.batch, on)
    outputs = [p for p in (args.out, args.annotated, args.pdf) if p]
    if outputs and len(args.files) > 1:
        raise ValueError("--out、--annotated、--pdf 一次只能用于一个文件，请逐个审查。")
    for target in outputs:
        if any(target.resolve() == f.resolve() for f in args.files):
            raise ValueError(f"不能写回原文件“{target}”，请换一个文件名。")
    seen = [_review_file(path, args, on) for path in args.files]
    if args.json:
        print(json.dumps(seen[0] if len(seen) == 1 else seen, ensure_ascii=False, indent=1))
    return 0


def _laws() -> Any:
    """The library of laws for citations; None while it is not installed."""
    try:
        from fazhi.law import cited_laws
    except ImportError:
        return None
    return cited_laws()


def _review_file(path: Path, args: argparse.Namespace, on: date) -> dict[str, Any]:
    from fazhi.engines.review import review
    from fazhi.engines.review.readers import read, secret_mark

    draft = read(path)
    mark = secret_mark(draft.text)
    if mark:
        raise ValueError(f"“{path.name}”标有“{mark}”，涉密文件不得在本系统处理（保守国家秘密法），请按涉密渠道办理。")
    for warning in draft.warnings:
        print(f"{path.name}：{warning}", file=sys.stderr)
    kind = args.kind or guess(draft.text)
    result = review(draft.text, kind=kind, on=on, laws=_laws())
    _write(path, draft, result, args)
    if not args.json:
        print(_plain(path, result, guessed=args.kind is None))
    return {"id": path.name, **as_dict(result)}


def guess(text: str) -> Any:
    """The kind of a draft from its own words."""
    head = text[:3000]
    if "甲方" in head and "乙方" in head:
        return "contract"
    if "重大行政决策" in head[:400]:
        return "decision"
    if any(word in head[:600] for word in ("招标公告", "招标文件", "投标人须知", "村规民约", "采购公告")):
        return "other"
    return "policy"


def as_dict(result: Any) -> dict[str, Any]:
    """One result as contracts.md prints it."""
    return {
        "kind": result.kind,
        "on": result.on.isoformat(),
        "chars": result.chars,
        "seconds": round(result.seconds, 4),
        "findings": [f.as_dict() for f in result.findings],
        "citations": [c.as_dict() for c in result.citations],
        "notes": list(result.notes),
    }


def _recheck() -> int:
    from fazhi.engines.review import to_recheck
    from fazhi.law import catalogue

    def newest(title: str) -> str | None:
        record = catalogue().find(title)
        return record.latest.name if record else None

    listed = to_recheck(newest)
    for rule, law, written, now in listed:
        print(f"{rule.id} {rule.title}：{law}已由{written}文本改为{now}文本，请逐条对照后改卡片和版本。")
    print(
        f"待复核的规则{len({rule.id for rule, *_ in listed})}条。"
        if listed
        else "没有待复核的规则：写的都是法律库里最新的文本。"
    )
    return 0


def _batch(path: Path, on: date) -> int:
    from fazhi.engines.review import review

    if not path.is_file():
        raise ValueError(f"找不到文件“{path}”，请核对路径。")
    laws = _laws()
    for number, case in _cases(path):
        kind = case.get("doc_kind") or guess(case["text"])
        if kind not in KINDS:
            raise ValueError(f"“{path.name}”第{number}行的 doc_kind 是“{kind}”，只能是 {'、'.join(KINDS)}。")
        result = review(case["text"], kind=kind, on=on, laws=laws)
        print(json.dumps({"id": case["id"], **as_dict(result)}, ensure_ascii=False))
    return 0


def _cases(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            try:
                case = json.loads(line)
                if not (isinstance(case["text"], str) and case["id"] is not None):
                    raise TypeError
            except (ValueError, KeyError, TypeError) as error:
                raise ValueError(f"“{path.name}”第{number}行不是带 id 和 text 的 JSON 对象，请改正。") from error
            yield number, case


def _write(path: Path, draft: Any, result: Any, args: argparse.Namespace) -> None:
    title = _title(draft.text) or path.stem
    if args.out:
        from fazhi.engines.review.opinion import Heading, write_opinion

        write_opinion(result, Heading(title), args.out)
    if args.annotated:
        _annotate(path, draft, result, args.annotated)
    if args.pdf:
        from fazhi.engines.review.margin import write_pdf

        write_pdf(draft.text, result, title, args.pdf)
    for target in (args.out, args.annotated, args.pdf):
        if target:
            print(f"已写 {target}", file=sys.stderr)


def _annotate(path: Path, draft: Any, result: Any, target: Path) -> None:
    from fazhi.engines.review.annotated import annotate, from_text

    if draft.kind == "docx":
        annotate(path, result.findings, target)
        return
    from_text(draft.text, target)
    annotate(target, result.findings, target)


def _title(text: str) -> str:
    from fazhi.engines.review.structure import Document

    return Document(text[:2000]).title


def _plain(path: Path, result: Any, guessed: bool) -> str:
    counts = "、".join(f"{w}{n}" for w in ("重大", "应改", "提示") if (n := sum(f.severity == w for f in result.findings)))
    kind = KINDS[result.kind] + ("（按内容判断，可用 --kind 指定）" if guessed else "")
    lines = [f"{path.name}　{kind}　{result.chars}字　法律按{result.on}　{result.seconds:.3f}秒"]
    lines.append(f"疑点{len(result.findings)}处（{counts}），待审查人确认。" if result.findings else "没有发现疑点。")
    for number, f in enumerate(result.findings, 1):
        place = f"{f.start}–{f.end}字" if f.start is not None else "全文"
        lines.append(f"\n{number}. 【{f.severity}】{f.title}（{'、'.join(f.rules)}）　{place}")
        if f.quote:
            lines.append(f"   原文：{f.quote.strip()}")
        lines += [f"   理由：{f.why}", f"   依据：{f.provision}", f"   建议：{f.suggestion}"]
        if f.replacement:
            lines.append(f"   可改为：{f.replacement}")
    doubtful = sum(c.verdict not in ("ok", "self", "doc_number") for c in result.citations)
    if result.citations:
        lines.append(f"\n引用{len(result.citations)}处，其中{doubtful}处有问题或者待核实。")
    return "\n".join([*lines, *result.notes])
