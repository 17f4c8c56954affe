"""法规库：导入全文，查条文

例：
  fazhi laws import ../shared/laws
  fazhi laws import 中华人民共和国行政处罚法.docx
  fazhi laws show 行政处罚法 33
  fazhi laws show 行政复议法 第三十条第一款 --on 2024-05-23
"""

import argparse
import json
import sys
from datetime import date
from pathlib import Path
from typing import Any


def add_arguments(parser: argparse.ArgumentParser) -> None:
    commands = parser.add_subparsers(dest="action", required=True, metavar="import|show|search")
    load = commands.add_parser("import", help="导入数据包（含 index.jsonl 的文件夹）或者 .docx、.md、.txt 文件；已有的不重复")
    load.add_argument("places", nargs="+", type=Path, metavar="文件夹或文件")
    show = commands.add_parser(
        "show", help="一部法的版本，或者其中一条的原文；例：fazhi laws show 行政处罚法 33 --on 2022-01-01"
    )
    show.add_argument("title", metavar="名称", help="全称、简称或者文号")
    show.add_argument("place", nargs="?", metavar="条", help="33、第三十三条、33.1（款）、第三十条第一款第（三）项")
    show.add_argument("--on", type=_day, default=None, metavar="日期", help="按这一天有效的版本（默认今天）")
    show.add_argument("--json", action="store_true")
    search = commands.add_parser("search", help="在导入的全文里找同时含有这些词的条文")
    search.add_argument("words", nargs="+", metavar="词")
    search.add_argument("--limit", type=int, default=20)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"“{text}”不是日期，应写成 2024-05-23") from error


def run(args: argparse.Namespace) -> int | None:
    if args.action == "import":
        return _import(args.places)
    if args.action == "search":
        return _search(" ".join(args.words), args.limit)
    shown = _show(args.title, args.place, args.on or date.today())
    print(json.dumps(shown, ensure_ascii=False, indent=1) if args.json else _plain(shown))
    return 0


def _import(places: list[Path]) -> int:
    from fazhi.law import paths
    from fazhi.law.importer import import_texts

    def progress(done: int, of: int) -> None:
        if sys.stderr.isatty() and (done % 50 == 0 or done == of):
            print(f"\r导入法规文本 {done}/{of}", end="\n" if done == of else "", file=sys.stderr, flush=True)

    report = import_texts(places, progress)
    for name, reason in report.refused:
        print(f"{name}：{reason}", file=sys.stderr)
    print(f"新导入 {report.added} 部，已有 {report.unchanged} 部，未导入 {len(report.refused)} 部；存于 {paths.store()}")
    return 2 if report.refused and not report.added and not report.unchanged else 0


def _search(words: str, limit: int) -> int:
    from fazhi.law import library
    from fazhi.law.numerals import article_label

    if not len(library()):
        raise ValueError("还没有导入法规全文，不能检索；先运行 fazhi laws import 数据包文件夹。")
    for title, version, article in library().search(words, limit):
        first = article.text.split("\n")[0]
        print(f"《{title}》（{version}）{article_label(article.number, of=article.of)}　{first[:80]}")
    return 0


def _show(title: str, place: str | None, on: date) -> dict[str, Any]:
    from fazhi.law import catalogue
    from fazhi.law.numerals import parse_place

    record = catalogue().find(title)
    if record is None:
        raise ValueError(_unknown(title))
    version = record.text_on(on)
    out: dict[str, Any] = {
        "title": record.title,
        "level": record.level,
        "authority": record.authority,
        "on": on.isoformat(),
        "version": version.name if version else None,
        "in_force": record.version_on(on) is not None,
        "repealed_on": record.repealed_on.isoformat() if record.repealed_on else None,
        "successor": record.successor,
        "versions": [
            {"version": v.name, "effective": v.facts.effective or None, "status": v.status, "articles": v.articles}
            for v in record.versions
        ],
    }
    if place is None:
        return out
    if version is None:
        raise ValueError(f"《{record.title}》在 {on} 还没有已知的有效文本，最早的一版是 {record.versions[0].name}。")
    return out | _passage(record.title, version, *parse_place(place))


def _passage(title: str, version: Any, number: int, of: int, paragraph: int | None, item: int | None) -> dict[str, Any]:
    from fazhi.law import library
    from fazhi.law.numerals import article_label
    from fazhi.law.statute import passage

    label = article_label(number, of=of)
    named = f"《{title}》（{version.name} 公布的文本）"
    if not version.has_article(number, of):
        raise ValueError(f"{named}没有{label}，最后一条是{article_label(version.last_article)}。")
    article = library().article(title, number, of=of, version=version)
    if article is None:
        raise ValueError(f"{named}有{label}，但全文还没有导入；先运行 fazhi laws import 数据包文件夹。")
    paragraphs = article.paragraphs
    if paragraph and paragraph > len(paragraphs):
        raise ValueError(f"{named}{label}只有 {len(paragraphs)} 款，没有第 {paragraph} 款。")
    text = passage(article, paragraph, item)
    if text is None:
        raise ValueError(f"{named}{article_label(number, paragraph, of=of)}没有第（{item}）项。")
    return {
        "article": number,
        "of": of,
        "paragraph": paragraph,
        "item": item,
        "label": article_label(number, paragraph, item, of),
        "headings": [h for h in (article.part, article.chapter, article.section) if h],
        "text": text,
    }


def _unknown(title: str) -> str:
    from rapidfuzz import process

    from fazhi.law import catalogue
    from fazhi.law.names import plain

    near = [k for k, score, _ in process.extract(plain(title), list(catalogue().keys), limit=3) if score >= 75]
    hint = "；相近的有" + "、".join(f"《{catalogue().record(k).title}》" for k in near) if near else ""
    return f"法规目录里没有“{title}”{hint}。"


def _plain(shown: dict[str, Any]) -> str:
    if "text" in shown:
        state = (
            "" if shown["in_force"] else "（已废止" + (f"，由《{shown['successor']}》取代" if shown["successor"] else "") + "）"
        )
        return "\n".join(
            [f"《{shown['title']}》{shown['version']} {shown['label']}{state}", *shown["headings"], "", shown["text"]]
        )
    lines = [f"《{shown['title']}》　{shown['level']}　{shown['authority']}"]
    for v in shown["versions"]:
        mark = "→" if v["version"] == shown["version"] and shown["in_force"] else "　"
        lines.append(f"{mark} {v['version']} 公布，{v['effective'] or '施行日未载明'}，{v['articles']} 条，{v['status']}")
    if shown["successor"]:
        lines.append(f"自 {shown['repealed_on']} 起由《{shown['successor']}》取代。")
    return "\n".join(lines)
