"""名册导入：把 Excel 表逐行登记到一个名册，差错按工作表、行、列指出

例：
  fazhi register observer 观察员.xlsx --by 用户名 --organ 示例区司法局 --key name
  fazhi register exemption 免交目录.xlsx --by 用户名 --organ 示例区行政审批局 --key item_code,material --part
"""

import argparse
import json
from pathlib import Path


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("word", metavar="名册", help="程序的领域名，如 observer、exemption、mediation_org")
    parser.add_argument("file", type=Path, metavar="文件")
    parser.add_argument("--by", required=True, metavar="用户名", help="对表负责的人，席位逐行核对")
    parser.add_argument("--organ", required=True, metavar="机关")
    parser.add_argument("--key", required=True, metavar="字段", help="区分各条记载的字段，逗号分隔")
    parser.add_argument("--step", default="", metavar="步骤", help="立案步骤，默认为第一个")
    parser.add_argument("--sheet", default="", metavar="工作表")
    parser.add_argument("--part", action="store_true", help="有差错时仍收下无差错的行")
    parser.add_argument("--json", action="store_true")


def run(args: argparse.Namespace) -> int:
    from fazhi.site.boot import start

    start()
    from datetime import date

    from django.contrib.auth import get_user_model

    from fazhi.kernel.models import Organ
    from fazhi.kernel.registry import in_force
    from fazhi.surfaces.sheets import Register, import_sheet

    if not args.file.is_file():
        raise ValueError(f"没有文件 {args.file}。")
    user = get_user_model().objects.filter(username=args.by).first()
    organ = Organ.objects.filter(name=args.organ).first() or Organ.objects.filter(code=args.organ).first()
    if user is None or organ is None:
        raise ValueError(f"没有{'用户“' + args.by if user is None else '机关“' + args.organ}”，请核对。")
    declared = in_force(args.word, date.today())
    step = args.step or next(s.key for s in declared.steps.values() if s.opening)
    register = Register(args.word, step, tuple(args.key.split(",")), sheet=args.sheet)
    report = import_sheet(args.file, register, organ=organ, by=user, part=args.part)
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
