"""从备份恢复（先核对摘要并核验副本，再取代；原库改名保留）

例：fazhi restore /mnt/backup/fazhi-20241231.tar.gz --replace
"""

import argparse
from pathlib import Path


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("archive", metavar="FILE.tar.gz", type=Path, help="备份文件")
    parser.add_argument("--replace", action="store_true", help="取代现有数据库")


def run(args: argparse.Namespace) -> None:
    from fazhi.site.boot import start

    start(migrate=False)
    from fazhi.site.backup import restore

    manifest = restore(args.archive, args.replace)
    print(f"已恢复到 {manifest['made']}：办件 {manifest['cases']}、台账 {manifest['events']} 行。请运行 fazhi audit 核验。")
