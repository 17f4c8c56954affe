"""把各部门的检查任务合并成最少的入企次数并排到日期（综合查一次），或核对一份计划。

例：fazhi plan 数据.json --out 计划.json
    fazhi plan --check 数据.json 计划.json
"""

import argparse
import hashlib
import json
import sys
from pathlib import Path
from time import monotonic
from typing import Any


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("files", nargs="+", metavar="FILE", help="计划数据（JSON）；核对时再加计划文件")
    parser.add_argument("--check", action="store_true", help="核对计划：有违反即退出码 1，并指出第一处")
    parser.add_argument("--out", metavar="PLAN.json", help="计划写入此文件（默认写到标准输出）")
    parser.add_argument("--seconds", type=float, default=20.0, metavar="N", help="收缺口最多用多少秒（默认 20）")
    parser.add_argument("--seed", type=int, default=0, metavar="N", help="随机种子；同一种子得同一计划（默认 0）")
    parser.add_argument("--pure", action="store_true", help="不用求解器，只用纯 Python")
    parser.add_argument("--json", action="store_true", help="输出 JSON（计划本来就是 JSON；核对时输出结果对象）")


def run(args: argparse.Namespace) -> int:
    wanted = 2 if args.check else 1
    if len(args.files) != wanted:
        raise ValueError("核对要给出两个文件：计划数据和计划。" if args.check else "编制计划只需给出一个计划数据文件。")
    if not args.seconds > 0:
        raise ValueError(f"--seconds 应是大于 0 的秒数，写的是 {args.seconds:g}。")
    return check(args) if args.check else make(args)


def make(args: argparse.Namespace) -> int:
    from fazhi.engines.planner import parse, solve

    instance = parse(read(args.files[0]))
    for warning in instance.warnings:
        print(f"提示：{warning}", file=sys.stderr)
    plan = solve(instance, args.seed, args.seconds, args.pure, Bar() if sys.stderr.isatty() else quiet)
    text = json.dumps(plan, ensure_ascii=False, indent=None if args.json else 1) + "\n"
    if args.out:
        replace(Path(args.out), text)
    if not args.out or args.json:
        sys.stdout.write(text)
    print(summary(plan), file=sys.stderr)
    return 0


def check(args: argparse.Namespace) -> int:
    from fazhi.engines.planner import check as verify
    from fazhi.engines.planner import parse

    source = read(args.files[0])
    parse(source)
    try:
        plan = json.loads(read(args.files[1]))
    except (json.JSONDecodeError, UnicodeDecodeError, RecursionError):
        raise ValueError(f"{args.files[1]} 不是合法的 JSON，请确认是 fazhi plan 输出的计划。") from None
    faults = verify(json.loads(source.decode("utf-8-sig")), plan, hashlib.sha256(source).hexdigest())
    if args.json:
        print(json.dumps({"ok": not faults, "fault": faults[0] if faults else None}, ensure_ascii=False))
    else:
        print(faults[0] if faults else f"核对通过：{len(plan['visits'])} 次入企，全部约束成立。")
    return 1 if faults else 0


def read(name: str) -> bytes:
    try:
        return Path(name).read_bytes()
    except FileNotFoundError:
        raise ValueError(f"没有找到文件 {name}，请检查路径。") from None
    except IsADirectoryError:
        raise ValueError(f"{name} 是文件夹，应给出一个 JSON 文件。") from None


def replace(path: Path, text: str) -> None:
    """Write beside, then rename: a crash leaves the old plan whole."""
    beside = path.with_name(path.name + ".part")
    try:
        beside.write_text(text, encoding="utf-8")
        beside.replace(path)
    except FileNotFoundError:
        raise ValueError(f"不能写入 {path}：文件夹不存在，请先建立。") from None


def summary(plan: dict[str, Any]) -> str:
    t, proof = plan["totals"], plan["proof"]
    gap = "达到下界，次数不可能再少"
    if t["visits"] != t["lower_bound"]:
        gap = f"与下界 {t['lower_bound']} 相差 {t['gap']:.2%}"
        gap += "，已证明在现有人手和频次下不可能再少" if proof["optimal"] else ""
    causes: dict[str, int] = {}
    for row in plan["unvisited"]:
        causes[row["cause"]] = causes.get(row["cause"], 0) + 1
    words = {"white list": "白名单", "off-site": "非现场", "cap": "频次已满", "no lawful day": "没有合法日期"}
    left = "、".join(f"{words.get(cause, '人手不足')} {n}" for cause, n in sorted(causes.items())) or "无"
    return (
        f"{t['visited']} 项任务合并为 {t['visits']} 次入企（减少 {t['reduction']:.1%}），{gap}；"
        f"未安排：{left}；行程 {t['travel']:.0f} 公里；用时 {proof['seconds']:.1f} 秒。"
    )


def quiet(stage: str, done: int, total: int) -> None:
    """Nobody watches."""


class Bar:
    """One line on the terminal, redrawn at most ten times a second."""

    def __init__(self) -> None:
        self.last = 0.0

    def __call__(self, stage: str, done: int, total: int) -> None:
        now = monotonic()
        if now - self.last > 0.1 or done == total:
            self.last = now
            print(f"\r\033[K{stage} {done}/{total}", end="\r" if done == total else "", file=sys.stderr, flush=True)
