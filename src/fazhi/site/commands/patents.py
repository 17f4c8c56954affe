"""专利库：装入交换格式的专利数据，计数，检索，导出

例：
  fazhi patents load ../shared/patents-sample --store /data/patents
  fazhi patents count --store /data/patents --json
  fazhi patents search "标题:病毒 AND ipc:A61K39 AND 公开日:[2015-01-01 TO 2020-12-31]" --store /data/patents --sort relevance --facet year
  fazhi patents export "申请人:药业 AND 状态:有效" 结果.xlsx --store /data/patents

--store 是一个文件夹或ClickHouse集群的网址；也可写在环境变量FAZHI_CLICKHOUSE_URL里。文件夹同一时间只能由一个进程打开：
网站开着时（fazhi patents serve），其余命令会请它代办。
"""

import argparse
import json
import os
import sys
from dataclasses import asdict
from typing import Any

FORMATS = ("auto", "lens", "uspto", "docdb", "ops", "assignment", "wipo", "cnipa")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    commands = parser.add_subparsers(
        dest="what", required=True, metavar="load|scheme|count|search|show|export|generate|layout|log|serve"
    )
    shared = argparse.ArgumentParser(add_help=False)
    shared.add_argument(
        "--store", default=os.environ.get("FAZHI_CLICKHOUSE_URL"), help="库的文件夹，或http(s)://开头的ClickHouse网址"
    )
    shared.add_argument("--json", action="store_true", help="只输出一个JSON文档")
    load = commands.add_parser("load", parents=[shared], help="装入文件、文件夹或压缩包（.gz、.zip）")
    load.add_argument("paths", nargs="+", metavar="PATH")
    load.add_argument("--format", choices=FORMATS, default="auto", help="缺省按内容识别")
    scheme = commands.add_parser("scheme", parents=[shared], help="装入CPC分类表（官方XML或压缩包），以后检索小组连同其下位组")
    scheme.add_argument("paths", nargs="+", metavar="PATH")
    commands.add_parser("count", parents=[shared], help="六个计数：公开、申请、同族，及其中属大健康范围的")
    search = commands.add_parser("search", parents=[shared], help="检索")
    search.add_argument("query", metavar="QUERY")
    search.add_argument("--limit", type=int, default=20)
    search.add_argument("--sort", choices=("date", "relevance"), default="date")
    search.add_argument(
        "--facet",
        action="append",
        default=[],
        metavar="FIELD",
        help="分面，可重复：year、office、ipc4、applicant、status、type、place、filed、tier",
    )
    search.add_argument("--after", help="上一页给出的续页标记")
    search.add_argument("--group", action="store_true", help="每个同族只列一件")
    search.add_argument(
        "--dialect",
        choices=("own", "incopat", "patsnap", "espacenet", "patentscope", "lens"),
        default="own",
        help="检索式按哪个系统的写法",
    )
    show = commands.add_parser("show", parents=[shared], help="一件专利的全部著录、事件、同族和引用")
    show.add_argument("pn", metavar="公开号")
    export = commands.add_parser("export", parents=[shared], help="导出检索结果（.xlsx或.csv，至多50000行）")
    export.add_argument("query", metavar="QUERY")
    export.add_argument("out", metavar="FILE")
    export.add_argument("--limit", type=int, default=50_000)
    generate = commands.add_parser("generate", parents=[shared], help="生成虚构记录做容量试验（号码以XX开头，不计入任何计数）")
    generate.add_argument("number", type=int)
    generate.add_argument("--seed", type=int, default=1)
    layout = commands.add_parser("layout", parents=[shared], help="输出在ClickHouse集群上建库的全部语句（按同族分片，带副本）")
    layout.add_argument("--cluster", default="fazhi", help="集群名称")
    log = commands.add_parser("log", parents=[shared], help="装入日志")
    log.add_argument("--limit", type=int, default=20)

    serve = commands.add_parser("serve", parents=[shared], help="打开专利库，替网页和后台任务回答检索（网页从不直接打开库）")
    serve.add_argument("--parent", type=int, help=argparse.SUPPRESS)


def run(args: argparse.Namespace) -> int:
    if args.what == "layout":
        return do_layout(args)
    if args.what == "serve":
        return do_serve(args)
    from fazhi.engines.patents.remote import store_at

    if not args.store:
        raise ValueError("请用--store指定专利库的文件夹（或ClickHouse网址），例如 --store /data/patents")
    if getattr(args, "limit", 1) < 1 or getattr(args, "number", 1) < 1:
        raise ValueError("条数应为不小于1的整数")
    if args.what in ("search", "export"):
        from fazhi.engines.patents import query

        query.parse(translated(args))
    with store_at(args.store) as store:
        return globals()[f"do_{args.what}"](store, args) or 0


def do_serve(args: argparse.Namespace) -> int:
    """Own the store until stopped, or until the parent has gone."""
    import signal

    if args.store:
        os.environ["FAZHI_PATENTS"] = args.store
    from fazhi.site.boot import start

    start(migrate=False)
    from fazhi.domains.patents import library
    from fazhi.engines.patents import owner

    stopped: list[int] = []
    for sign in (signal.SIGTERM, signal.SIGINT):
        signal.signal(sign, lambda number, frame: stopped.append(number))
    with library.opened() as store:
        print(f"专利库{library.place()}已打开，数据版本{store.version}", file=sys.stderr, flush=True)
        owner.serve(store, library.address(), lambda: bool(stopped) or args.parent not in (None, os.getppid()))
    return 0


def translated(args: argparse.Namespace) -> str:
    from fazhi.engines.patents.dialects import translate

    return translate(args.query, getattr(args, "dialect", "own"))


def say(args: argparse.Namespace, document: dict[str, Any], lines: list[str]) -> None:
    if args.json:
        print(json.dumps(document, ensure_ascii=False, indent=1, default=list))
    else:
        print("\n".join(lines))


def progress(label: str, done: int) -> None:
    if sys.stderr.isatty():
        print(f"\r{label[-60:]}  {done} 条", end="", file=sys.stderr, flush=True)


def do_load(store: Any, args: argparse.Namespace) -> int:
    r = store.load(args.paths, args.format, progress)
    if sys.stderr.isatty():
        print(file=sys.stderr)
    rejected = [asdict(x) for x in r.rejected]
    document = {"load": {"files": r.files, "inserted": r.inserted, "updated": r.updated, "unchanged": r.unchanged, "deleted": r.deleted, "rejected": rejected,
                         "seconds": r.seconds, "events": r.events, "version": r.version}}  # fmt: skip
    lines = [
        f"文件{r.files}个：新增{r.inserted}件，更新{r.updated}件，未变{r.unchanged}件，删除{r.deleted}件，法律事件{r.events}条，未收{len(rejected)}条，用时{r.seconds}秒"
    ]
    say(args, document, lines + [f"  {x['file']} 第{x['line']}行：{x['reason']}" for x in rejected])
    if rejected and not (r.inserted + r.updated + r.unchanged + r.deleted + r.events):
        first = rejected[0]
        raise ValueError(f"没有装入任何记录：{first['file']} 第{first['line']}行：{first['reason']}")
    return 0


def do_scheme(store: Any, args: argparse.Namespace) -> None:
    told = store.load_scheme(args.paths)
    said = f"分类表{told['files']}个文件：{told['subclasses']}个小类，{told['symbols']}个类号；检索某一小组时连同其下位组"
    say(args, {"scheme": told}, [said])


def do_count(store: Any, args: argparse.Namespace) -> None:
    c = store.count()
    s = c.in_scope
    say(args, {"count": asdict(c)}, [
        f"公开 {c.publications} 件，申请 {c.applications} 件，同族 {c.families} 个",
        f"其中大健康范围：公开 {s['publications']} 件，申请 {s['applications']} 件，同族 {s['families']} 个",
        *([f"另有虚构的试验记录 {c.synthetic} 件，不计入以上各数"] if c.synthetic else []),
    ])  # fmt: skip


def do_search(store: Any, args: argparse.Namespace) -> None:
    f = store.search(translated(args), args.limit, args.sort, args.facet, args.after, args.group)
    lines = [f"{f.total} 件，{f.families} 个同族，{f.seconds} 秒；解析为 {f.parsed}"]
    lines += [f"  {h['pn']:<20}{day(h['pd'])}  {h['title'][:60]}  {h['ap'].split(chr(10))[0][:30]}  {h['st']}" for h in f.hits]
    lines += [f"[{name}] " + "，".join(f"{k} {n}" for k, n in groups.items()) for name, groups in f.facets.items()]
    asked = dict(zip(f.facets, args.facet, strict=False))
    facets = {asked.get(name, name): groups for name, groups in f.facets.items()}
    say(args, {"search": {**asdict(f), "facets": facets}}, lines + ([f"续页：--after {f.after}"] if f.after else []))


def do_show(store: Any, args: argparse.Namespace) -> None:
    record = store.record(args.pn)
    if record is None:
        raise ValueError(f"库里没有{args.pn}；请核对号码，或先装入含有它的数据")
    record["family_members"] = [m["pn"] for m in store.family(record["fam"])]
    record["cited_by_records"] = store.citations(record["pn"])["cited_by"]
    say(
        args,
        {"show": record},
        [f"{k}：{'；'.join(map(str, v)) if isinstance(v, list) else v}" for k, v in record.items() if v not in ("", [], 0)],
    )


def do_export(store: Any, args: argparse.Namespace) -> None:
    n = store.export(translated(args), args.out, limit=args.limit)
    say(args, {"export": {"file": args.out, "rows": n}}, [f"已导出{n}行到{args.out}"])


def do_generate(store: Any, args: argparse.Namespace) -> None:
    r = store.generate(args.number, args.seed, progress)
    say(
        args,
        {"generate": {"inserted": r.inserted, "seconds": r.seconds}},
        [f"生成虚构记录{r.inserted}件，用时{r.seconds}秒（不计入任何计数）"],
    )


def do_layout(args: argparse.Namespace) -> int:
    from fazhi.engines.patents.cluster import layout

    made = layout(args.cluster)
    say(args, {"layout": made}, [made])
    return 0


def do_log(store: Any, args: argparse.Namespace) -> None:
    found = store.load_log(args.limit)
    say(
        args,
        {"log": found},
        [
            f"版本{r['ver']}  {r['at']}  {r['kind']}  {json.dumps({k: v for k, v in r.items() if k not in ('ver', 'at', 'kind', 'reached')}, ensure_ascii=False)}"
            for r in found
        ],
    )


def day(number: int) -> str:
    return f"{number // 10000}-{number // 100 % 100:02d}-{number % 100:02d}" if number else "（无日期）"
