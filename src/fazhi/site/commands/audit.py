"""核验台账：重读每条链和锚点，重演每个办件，重算每个期限

例：fazhi audit            有不符的逐条列出，退出码 1
    fazhi audit --json
"""

import argparse
import json
from dataclasses import asdict


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="输出一个 JSON 文档")


def run(args: argparse.Namespace) -> int:
    from fazhi.site.boot import progress, start

    start()
    from fazhi.kernel.audit import audit

    found = audit(progress("核验"))
    if args.json:
        print(json.dumps({**asdict(found), "ok": not found.faults}, ensure_ascii=False))
    else:
        print(f"办件 {found.cases}、台账 {found.events} 行、期限 {found.deadlines}、锚点 {found.anchors}")
        for fault in found.faults:
            print(f"✗ {fault['place']}：{fault['what']}")
        print("全部相符。" if not found.faults else f"有 {len(found.faults)} 处不符。")
    return 1 if found.faults else 0
