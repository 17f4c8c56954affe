"""取出文件的纯文本，与审查所见一致

例：
  fazhi text 送审稿.docx
"""

import argparse
import sys
from pathlib import Path


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="文件", help=".txt、.md、.docx、.pdf、.doc 或 .wps")


def run(args: argparse.Namespace) -> int | None:
    from fazhi.engines.review.readers import read

    found = read(args.file)
    for warning in found.warnings:
        print(warning, file=sys.stderr)
    # Bytes, so that line ends and offsets stay as they are on every system.
    sys.stdout.flush()
    sys.stdout.buffer.write(found.text.encode("utf-8"))
    sys.stdout.buffer.flush()
    return 0
