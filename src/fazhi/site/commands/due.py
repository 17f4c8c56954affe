"""算一个期限的最后一日，并写出怎样数的

例：fazhi due FY-05 --from 2024-05-23
    fazhi due FY-14 --from 2024-03-04 --event suspend=2024-03-20 --event resume=2024-04-10 --json
倒数的期限（如听证五日前通知），--from 写听证之日，得到最迟应当完成之日。
"""

import argparse
import json
from datetime import date, datetime


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("clock", metavar="CLOCK", help="期限编号，见 fazhi clocks")
    parser.add_argument("--from", dest="start", required=True, metavar="DATE", help="起算事由发生之日；按小时计的写到分钟")
    parser.add_argument("--event", action="append", default=[], metavar="NAME=DATE", help="suspend、resume 或 extend，可多次")
    parser.add_argument("--json", action="store_true", help="输出一个 JSON 文档")


def day(text: str, what: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"{what}“{text}”不是日期，应写成 2024-05-23 这样。") from None


def run(args: argparse.Namespace) -> None:
    from fazhi.site.boot import start

    events = []
    for text in args.event:
        name, equals, value = text.partition("=")
        if not equals:
            raise ValueError(f"--event “{text}”应写成 名称=日期，如 suspend=2024-03-20。")
        events.append((name.strip(), day(value.strip(), "--event 的日期")))
    start(migrate=False)
    from fazhi.kernel import holidays
    from fazhi.kernel.calendar import due_moment
    from fazhi.kernel.clocks import counting
    from fazhi.kernel.registry import clocks

    found = clocks()
    if args.clock not in found:
        near = [ref for ref in found if ref.startswith(args.clock[:5])]
        raise ValueError(
            f"没有编号为“{args.clock}”的期限。{'相近的有：' + '、'.join(near[:8]) + '。' if near else '请看 fazhi clocks。'}"
        )
    _, clock = found[args.clock]
    if clock.period.unit == "hour":
        moment = hour_start(args.start)
        due, lines = (
            due_moment(clock.period, moment).isoformat(timespec="minutes"),
            [f"自{moment:%Y-%m-%d %H:%M}起连续计算{clock.period}"],
        )
    else:
        counted = counting(clock, day(args.start, "--from "), holidays.current(), events)
        due, lines = counted.day.isoformat(), counted.explain
    if args.json:
        out = {
            "clock": args.clock,
            "label": clock.label,
            "length": clock.period.length,
            "unit": clock.period.unit,
            "from": args.start,
            "due": due,
            "basis": "、".join(map(str, clock.basis)),
            "verified": clock.verified,
            "explain": lines,
        }
        print(json.dumps(out, ensure_ascii=False))
        return
    print(f"{args.clock} {clock.label}（{clock.period}）：最后一日 {due}")
    print(f"依据：{'、'.join(map(str, clock.basis))}" + ("" if clock.verified else "（未核实，按待核定参数使用）"))
    for line in lines:
        print(f"  {line}")


def hour_start(text: str) -> datetime:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        raise ValueError(f"--from “{text}”不是时刻，应写成 2024-05-23T10:00 这样。") from None
