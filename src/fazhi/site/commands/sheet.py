"""律师核对页：一种程序的条文与规则逐条并列

例：fazhi sheet reconsideration
    fazhi sheet reconsideration@2024 --out 行政复议核对页.html
    fazhi sheet review --out 审查规则.html
"""

import argparse
import sys
from pathlib import Path


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("procedure", metavar="程序", help="程序名（可带@版本），或 review（合法性审查规则）")
    parser.add_argument("--out", type=Path, metavar="文件.html", help="写入文件；不写则输出到标准输出")


def run(args: argparse.Namespace) -> None:
    from fazhi.site.boot import start

    start(migrate=False)
    from fazhi.surfaces.sheet import html

    page = html(args.procedure)
    if args.out:
        args.out.write_text(page, encoding="utf-8")
        print(f"已写入 {args.out}。", file=sys.stderr)
    else:
        sys.stdout.write(page)
