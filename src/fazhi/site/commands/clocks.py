"""列出全部法定期限：编号、名称、长度、起算、后果和依据

例：fazhi clocks            按编号列表
    fazhi clocks --json     每项一个对象，含单位与是否核实
"""

import argparse
import json


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="输出一个 JSON 文档")


def run(args: argparse.Namespace) -> None:
    from fazhi.site.boot import start

    start(migrate=False)
    from fazhi.kernel.registry import clocks

    rows = [described(ref, declared, clock) for ref, (declared, clock) in sorted(clocks().items())]
    if args.json:
        print(json.dumps(rows, ensure_ascii=False, indent=1))
        return
    for r in rows:
        flag = "" if r["verified"] else "（未核实）"
        print(f"{r['clock']:<10} {r['label']}：{r['period']}{flag}，自{r['counted_from'] or '—'}起；{r['basis']}")


def described(ref: str, declared, clock) -> dict:
    """One clock as JSON shows it."""
    return {
        "clock": ref,
        "label": clock.label,
        "length": clock.period.length,
        "unit": clock.period.unit,
        "backward": clock.period.backward,
        "period": str(clock.period),
        "procedure": declared.key if declared else None,
        "counted_from": clock.counted_from,
        "effect": clock.effect,
        "extend": str(clock.extend.by) if clock.extend else None,
        "when": clock.when_label or None,
        "basis": "、".join(map(str, clock.basis)),
        "verified": clock.verified,
    }
