"""办后台任务：逐个领取、办理，进度写在库里（可开多个；中途被杀的任务会重新领取）

例：fazhi work            一直等着
    fazhi work --once     办完在等的就退出
"""

import argparse
import os


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--once", action="store_true", help="办完在等的就退出")
    parser.add_argument("--job", type=int, help=argparse.SUPPRESS)
    parser.add_argument("--parent", type=int, help=argparse.SUPPRESS)


def run(args: argparse.Namespace) -> None:
    from fazhi.site.boot import start

    start(migrate=False)
    from fazhi.surfaces.jobs.queue import do, work

    if args.job:
        do(args.job)
        return
    work(args.once, idle=lambda: args.parent is None or os.getppid() == args.parent)
