"""名册导入：把 Excel 表逐行登记到一个名册，差错按工作表、行、列指出

例：
  fazhi register observer 观察员.xlsx --by 用户名 --organ 示例区司法局 --key name
  fazhi register exemption 免交目录.xlsx --by 用户名 --organ 示例区行政审批局 --key item_code,material --part
  fazhi register aid_network 路段.xlsx --by 用户名 --case 12 --step roads --key a,b          表里的行记入一件办件的清单
"""

import argparse
import json
from datetime import date
from pathlib import Path
from typing import Any


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("word", metavar="名册", help="程序的领域名，如 observer、exemption、mediation_org")
    parser.add_argument("file", type=Path, metavar="文件")
    parser.add_argument("--by", required=True, metavar="用户名", help="对表负责的人，席位逐行核对")
    parser.add_argument("--organ", default="", metavar="机关", help="逐行立案时的主办机关")
    parser.add_argument(
        "--case", type=int, default=0, metavar="办件", help="把各行记入这一件办件的清单（人口、路段、举措、指标、签到表）"
    )
    parser.add_argument("--key", required=True, metavar="字段", help="区分各条记载的字段，逗号分隔")
    parser.add_argument("--step", default="", metavar="步骤", help="立案步骤，默认为第一个；记入清单时为写清单的步骤")
    parser.add_argument("--sheet", default="", metavar="工作表")
    parser.add_argument("--part", action="store_true", help="有差错时仍收下无差错的行")
    parser.add_argument("--json", action="store_true")


def run(args: argparse.Namespace) -> int:
    from fazhi.site.boot import start

    start()

    from django.contrib.auth import get_user_model

    if not args.file.is_file():
        raise ValueError(f"没有文件 {args.file}。")
    user = get_user_model().objects.filter(username=args.by).first()
    if user is None:
        raise ValueError(f"没有用户“{args.by}”，请核对。")
    report = _lines(args, user, date.today()) if args.case else _cases(args, user, date.today())
    if args.json:
        faults = [vars(f) for f in report.faults]
        print(
            json.dumps(
                {"new": len(report.new), "unchanged": report.unchanged, "taken": report.taken, "faults": faults},
                ensure_ascii=False,
            )
        )
    else:
        for fault in report.faults:
            print(fault)
        kept = "" if report.taken else "，有差错，一行也没有收下（可改正后再导入，或加 --part 只收无差错的行）"
        print(f"新登记{len(report.new)}条，未变{report.unchanged}条，差错{len(report.faults)}处{kept}。")
    return 0 if report.taken else 2


def _cases(args: argparse.Namespace, user: Any, today: date) -> Any:
    """Every row a case of the register."""
    from fazhi.kernel.models import Organ
    from fazhi.kernel.registry import in_force
    from fazhi.surfaces.sheets import Register, import_sheet

    organ = Organ.objects.filter(name=args.organ).first() or Organ.objects.filter(code=args.organ or "-").first()
    if organ is None:
        raise ValueError(f"没有机关“{args.organ}”，请核对。")
    declared = in_force(args.word, today)
    step = args.step or next(s.key for s in declared.steps.values() if s.opening)
    register = Register(args.word, step, tuple(args.key.split(",")), sheet=args.sheet)
    return import_sheet(args.file, register, organ=organ, by=user, part=args.part)


def _lines(args: argparse.Namespace, user: Any, today: date) -> Any:
    """All rows one ledger line of a case, each an entry of its list."""
    from fazhi.kernel.models import Case
    from fazhi.surfaces.sheets import import_lines

    case = Case.objects.filter(pk=args.case, domain=args.word).select_related("organ").first()
    if case is None:
        raise ValueError(f"没有编号为{args.case}的“{args.word}”办件，请核对。")
    step = case.declared.steps.get(args.step)
    if step is None or step.item is None:
        listing = "、".join(s.key for s in case.declared.steps.values() if s.item)
        raise ValueError(f"步骤“{args.step}”不写清单；写清单的步骤：{listing or '没有'}。")
    key = tuple(args.key.split(","))
    return import_lines(args.file, case, args.step, by=user, on=today, key=key, sheet=args.sheet, part=args.part)
