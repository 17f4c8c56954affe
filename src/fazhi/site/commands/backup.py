"""备份数据库和文件到一个压缩包，并恢复一份副本核验

例：fazhi backup /mnt/backup/fazhi-20241231.tar.gz
"""

import argparse
from pathlib import Path


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("target", metavar="FILE.tar.gz", type=Path, help="备份写到哪里")
    parser.add_argument("--no-prove", action="store_true", help="不恢复副本核验（不建议）")


def run(args: argparse.Namespace) -> None:
    from fazhi.site.boot import start

    start()
    from fazhi.site.backup import backup, prove

    if not args.target.parent.is_dir():
        raise ValueError(f"文件夹 {args.target.parent} 不存在。")
    manifest = backup(args.target.resolve())
    print(
        f"已备份：办件 {manifest['cases']}、台账 {manifest['events']} 行、文件 {len(manifest['files']) - 1} 个 → {args.target}"
    )
    if not args.no_prove:
        print(f"已恢复副本核验：{prove(args.target)}")
