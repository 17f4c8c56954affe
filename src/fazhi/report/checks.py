"""The ten checks of a draft (督察工作规定 第二十三条至第二十五条): what the printed report must have before it is filed."""

import re
from dataclasses import dataclass
from datetime import date

from fazhi.report import sources
from fazhi.report.build import Block, Report
from fazhi.report.tree import PARTS, SLOT

BOASTS = re.compile(r"首个|率先|首创|全部|唯一|领先|第一名|100%|百分之百")
CAUSES = re.compile(r"原因|由于|源于|因为")
SECRETS = re.compile(r"绝密|机密|内部资料|不得外传")
PERSONAL = re.compile(r"\d{17}[\dXx]|1[3-9]\d{9}")


@dataclass(frozen=True)
class Finding:
    """One check: its number, what it asks, whether it passes, and what to do where it does not."""

    id: str
    asks: str
    passed: bool
    note: str = ""


def check(report: Report) -> list[Finding]:
    return [five_parts(report), part(report, "R2", "heads", "党政主要负责人履行第一责任人职责情况"), causes(report), part(report, "R4", "next", "下一年度主要安排"),
            dates(report), claims(report), boasts(report), secrets(report), header(report), promises(report)]  # fmt: skip


def text_of(block: Block) -> str:
    return "".join(p.words for runs in block.paragraphs for p in runs)


def of_part(report: Report, mark: str) -> str:
    wanted = {id(s) for s in report.tree.part(mark)}
    return "".join(text_of(b) for b in report.blocks if id(b.section) in wanted)


def five_parts(report: Report) -> Finding:
    lacking = [label for mark, label in PARTS.items() if len(of_part(report, mark)) < 10]
    return Finding(
        "R1", "五项内容齐全", not lacking, f"缺少：{'、'.join(lacking)}（督察工作规定第二十五条）" if lacking else ""
    )


def part(report: Report, id: str, mark: str, label: str) -> Finding:
    there = len(of_part(report, mark)) >= 10
    return Finding(id, f"有“{label}”", there, "" if there else f"模板中没有标 @{mark} 的一节，或者内容过短")


def causes(report: Report) -> Finding:
    given = bool(CAUSES.search(of_part(report, "shortcomings")))
    return Finding("R3", "不足写明原因", given, "" if given else "只写了不足，没有写原因（第二十五条第二项要求“不足和原因”）")


def dates(report: Report) -> Finding:
    opened = sources.files(report.period, report.tree.name).get(report.year)
    if opened is None:
        return Finding("R5", "按时报送、公开", False, "还没有为本年度报告立案，无从核对报送和公开日期")
    late = []
    for step, label, last in (
        ("report", "报送", date(report.year + 1, 3, 1)),
        ("publish", "公开", date(report.year + 1, 4, 1)),
    ):
        rows = sources.lines_of(report.period, opened.case, step)
        if not rows:
            late.append(f"尚未{label}（应在{last:%Y-%m-%d}之前）")
        elif rows[0].on >= last:
            late.append(f"{label}日{rows[0].on:%Y-%m-%d}迟于{last:%Y-%m-%d}之前的要求")
    return Finding("R5", "按时报送、公开", not late, "；".join(late))


def claims(report: Report) -> Finding:
    """No number was typed (the template would not have loaded); every figure is ok."""
    bad = [f"{a.claim.label}：{a.note}" for a in report.answers.values() if a.section and a.status == "broken"]
    gaps = [p.words for p in report.gaps]
    note = "；".join([*bad, *(f"{len(gaps)}处缺口：{'、'.join(g.removeprefix('缺口：') for g in gaps)}" for _ in gaps[:1])])
    return Finding("R6", "每个数字都有台账，表述与数据相符", not bad and not gaps, note)


def boasts(report: Report) -> Finding:
    """首个, 率先 … may stand in the text only as evidence or as the words of a figure."""
    typed = {m for s in report.tree.sections for p in s.paragraphs for m in BOASTS.findall(SLOT.sub("", p.text))}
    return Finding(
        "R7",
        "“首个、率先、全部”等表述有证据记录",
        not typed,
        f"模板里直接写了：{'、'.join(sorted(typed))}；请改为 {{证据 编号}}" if typed else "",
    )


def secrets(report: Report) -> Finding:
    whole = "".join(text_of(b) for b in report.blocks)
    faults = [*SECRETS.findall(whole), *PERSONAL.findall(whole)]
    small = [
        a.claim.label
        for a in report.answers.values()
        if a.section and a.claim.unit in ("人", "人次", "名") and isinstance(a.value, int) and 0 < a.value < 5
    ]
    note = [f"含有“{f}”" for f in faults] + [f"“{s}”人数少于五，可能识别到个人" for s in small]
    return Finding("R8", "不含秘密、个人信息和过小的人数", not note, "；".join(note))


def header(report: Report) -> Finding:
    lacking = [k for k in ("索引号", "分类", "发布机构", "发文日期") if not report.header[k]]
    return Finding("R9", "公开页的索引号等信息完整", not lacking, f"缺少：{'、'.join(lacking)}" if lacking else "")


def promises(report: Report) -> Finding:
    """What last year's report arranged for this year has a line saying what became of it."""
    opened = sources.files(report.period, report.tree.name).get(report.year - 1)
    if opened is None:
        return Finding("R10", "上年安排逐条有落实情况", False, "没有上年报告的档案，无从核对")
    from fazhi.kernel.figures import Ever, Lines

    rows = [r for r in Ever(Lines("annual_report", "promise")).rows(report.period) if r.case == opened.case]
    followed = {r.said.get("alters", {}).get("n") for r in sources.lines_of(report.period, opened.case, "follow")}
    open_ = [r.get("text") for r in rows if r.n not in followed]
    if not rows:
        return Finding("R10", "上年安排逐条有落实情况", False, "上年报告没有登记下一年安排")
    return Finding("R10", "上年安排逐条有落实情况", not open_, f"没有落实情况：{'、'.join(open_)}" if open_ else "")
