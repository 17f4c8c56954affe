"""The plan sheet's way in and out: what the registers know, the form to download, the answer, and the taking in, whole or by choice."""

import hashlib
import io
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from django.db import transaction

from fazhi.domains.inspections.models import Body, Enterprise
from fazhi.domains.inspections.sheets import HEADINGS, REQUIRED, WORDS, Fault, Known, Reading
from fazhi.kernel.models import Case, Item, Organ
from fazhi.kernel.perform import new_case, perform

SHOWN = 20


def known(on: date) -> Known:
    """The registers as they stand on a day, for checking sheets."""
    bodies, items, pk_of = {}, {}, {}
    for body in Body.objects.filter(delisted_on=None, announced_on__lte=on):
        bodies[body.name] = bodies[body.name.removeprefix("示例区")] = body.name
        pk_of[body.pk], items[body.name] = body.name, set()
    for organ in Organ.objects.exclude(short="").filter(name__in=set(bodies.values())):
        bodies.setdefault(organ.short, organ.name)
    for case, said in Item.objects.filter(case__in=list(pk_of), kind="inspection_item").values_list("case_id", "said"):
        if not said.get("withdrawn_on"):
            items[pk_of[case]].add(said["code"])
    firms = dict(Enterprise.objects.filter(standing="open").values_list("uscc", "name"))
    return Known(bodies, items, firms)


def take_in(
    reading: Reading, first: date, last: date, by: Callable[[Organ], Any], on: date, *, only_good: bool = False, name: str = "",
    content: bytes = b"", demo: bool = False, **how: Any,
) -> list[Case]:  # fmt: skip
    """One drafted plan for each body in the sheet, in one transaction. Refuses the whole where a line has a fault, unless the good
    part was explicitly chosen. `by` gives the person who drafts for an organ."""
    if reading.faults and not only_good:
        shown = "\n".join(f"  {n}. {f}" for n, f in enumerate(reading.faults[:SHOWN], 1))
        more = f"\n  ……另有{len(reading.faults) - SHOWN}处" if len(reading.faults) > SHOWN else ""
        raise ValueError(
            f"表中有{len(reading.faults)}处错误，一行也没有收入，请改正后重报，或者选择只收没有错误的行：\n{shown}{more}"
        )
    if not reading.rows:
        raise ValueError("表中没有可以收入的行，请核对后重报。")
    digest = hashlib.sha256(content).hexdigest() if content else ""
    groups: dict[str, list[dict]] = {}
    for row in reading.rows:
        groups.setdefault(row["body"], []).append({k: v for k, v in row.items() if k != "body"})
    opened = []
    with transaction.atomic():
        organs = {o.name: o for o in Organ.objects.filter(name__in=groups)}
        for body, lines in sorted(groups.items()):
            if body not in organs:
                raise ValueError(f"机关名册中没有“{body}”，一行也没有收入；请先登记该机关。")
            case = new_case(
                "inspection_plan", organs[body], on, f"{body}检查计划（{first:%Y-%m-%d}至{last:%Y-%m-%d}）", demo=demo
            )
            perform(case, "begin", by(organs[body]), on, item=lines, year=first.year, first=first, last=last, line_count=len(lines),
                    source=name, file_digest=digest, **how)  # fmt: skip
            opened.append(case)
    return opened


def form(table: Known) -> bytes:
    """The workbook to download: headings, formats, choices, and a page that explains them."""
    import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet, notes = book.add_worksheet("检查计划"), book.add_worksheet("填写说明")
    head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "vcenter"})
    text, day = book.add_format({"num_format": "@"}), book.add_format({"num_format": "yyyy-mm-dd"})
    formats = {"code": text, "uscc": text, "item": text, "first": day, "last": day}
    for n, (label, key) in enumerate(HEADINGS.items()):
        sheet.set_column(n, n, 22 if key in ("body", "uscc", "firm") else 12, formats.get(key))
        sheet.write_string(0, n, label, head)
        words = WORDS.get(key) or (("是", "否") if key in ("mandatory", "solo") else None)
        if words:
            sheet.data_validation(1, n, 50_000, n, {"validate": "list", "source": list(words)})
    sheet.freeze_panes(1, 3)
    notes.set_column(0, 0, 100)
    lines = [
        f"必填：{'、'.join(label for label, key in HEADINGS.items() if key in REQUIRED)}；其余不填按通常情形。",
        "一行是一个机关对一户企业的一项检查；一次最多50,000行；不要合并单元格，不要写公式。",
        "日期写成2025-04-10；统一社会信用代码18位，按文本填写。",
        "“白名单类别”填普通、应查或限查；“不可同查”填不能与本行同时进行的其他行的编号，用顿号隔开。",
        "现有检查主体：" + "、".join(sorted(set(table.bodies.values()))),
    ]
    for n, line in enumerate(lines):
        notes.write_string(n, 0, line)
    book.close()
    return out.getvalue()


def answer(faults: Iterable[Fault]) -> bytes:
    """The faults as a workbook to send back, each with its place; texts are written as texts, never as formulas."""
    import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"constant_memory": True, "in_memory": False})
    sheet = book.add_worksheet("需要改正")
    for n, (label, width) in enumerate((("表", 14), ("行", 8), ("列", 24), ("问题", 90))):
        sheet.set_column(n, n, width)
        sheet.write_string(0, n, label)
    for n, fault in enumerate(faults, 1):
        sheet.write_string(n, 0, fault.sheet)
        sheet.write_number(n, 1, fault.row)
        sheet.write_string(n, 2, fault.column)
        sheet.write_string(n, 3, fault.message)
    book.close()
    return out.getvalue()
