"""The self-assessment against the national indicators: each indicator with its figures, its evidence and its gap task."""

import csv
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from fazhi.kernel.figures import Period, remembered
from fazhi.kernel.models import Case
from fazhi.kernel.registry import figures

SKELETON = Path(__file__).parent / "indicators.csv"  # a working draft by the outline's nine tasks, not the official table
# rows of each level; the later from a city's plan of 2025-06, unverified
PUBLISHED = {"2021": (9, 32, 100), "2025": (10, 34, 104)}
WORDS = {"met": "达到", "partly": "部分达到", "not": "未达到", "na": "不适用", "": "未自评"}


@dataclass
class Line:
    """One indicator. values: (figure, value in words or why there is none). task: what was opened to close the gap."""

    n: int
    said: dict[str, Any]
    values: list[tuple[Any, str]] = field(default_factory=list)
    task: Case | None = None

    @property
    def leaf(self) -> bool:
        return int(self.said.get("level") or 0) == 3

    @property
    def status(self) -> str:
        return "na" if self.said.get("applicable") is False else str(self.said.get("status") or "")

    @property
    def word(self) -> str:
        return WORDS[self.status] if self.leaf else ""

    @property
    def checked(self) -> bool:
        """Whether its text was compared with the official table."""
        return bool(self.said.get("checked"))

    @property
    def wanting(self) -> bool:
        """An applicable indicator that is not met and has no task yet."""
        return self.leaf and self.status not in ("met", "na") and self.task is None


def named(text: str) -> list[str]:
    """The figure ids written beside an indicator."""
    return [id for id in re.split(r"[、,，;；\s]+", text or "") if id]


def skeleton() -> list[dict[str, Any]]:
    with SKELETON.open(encoding="utf-8", newline="") as file:
        rows = [{k: v for k, v in row.items() if v} for row in csv.DictReader(file)]
    return [
        row | {"level": int(row["level"]), **{k: row[k] == "是" for k in ("checked", "applicable") if k in row}} for row in rows
    ]


def lines(case: Case, values: bool = True) -> list[Line]:
    """Every indicator of a self-assessment in order, with its figures for the assessed year."""
    tasks = tasks_of(case)
    found = [Line(i.n, i.said, task=tasks.get(i.said.get("code"))) for i in case.items.filter(kind="indicator").order_by("n")]
    if values:
        period = Period.year(case.facts.year)
        with remembered():
            for line in found:
                line.values = [(figures()[id], told(figures()[id], period)) for id in named(line.said.get("figures", ""))]
    return found


def tasks_of(case: Case) -> dict[str, Case]:
    """The gap tasks by the code of their indicator: each was opened by one line of the ledger, in the same order."""
    codes = [said["words"]["code"] for said in case.ledger.filter(step="gap").order_by("seq").values_list("said", flat=True)]
    return dict(zip(codes, case.children.order_by("pk"), strict=False))


def told(figure: Any, period: Period) -> str:
    """A figure's value in plain words; rates as per cent, money in yuan."""
    value = figure.of(period)
    if value.value is None:
        return value.note or "无法计算"
    if figure.unit == "%":
        return f"{float(value.value):.1%}"
    return f"{value.value // 100:,}元" if figure.unit == "分" else f"{value.value}{figure.unit}"


def completeness(case: Case, found: list[Line]) -> str:
    """How much of the official table is loaded, level by level, and how much of it was compared with the text."""
    have = [sum(int(line.said.get("level") or 0) == n for line in found) for n in (1, 2, 3)]
    year = next((y for y in sorted(PUBLISHED, reverse=True) if y in case.facts.version), "")
    words = "、".join(f"{name}{n}项" for name, n in zip(("一级", "二级", "三级"), have, strict=True))
    theirs = f"；{year}年版正式文本为{'、'.join(map(str, PUBLISHED[year]))}项（据公开报道，未见全文）" if year else ""
    unchecked = sum(line.leaf and not line.checked for line in found)
    return f"已载入{words}{theirs}；其中{unchecked}项三级指标的文字尚未与正式文本核对。"


def counts(found: list[Line]) -> list[tuple[str, int]]:
    """How many third-level indicators stand how, in the order of the words."""
    leaves = [line for line in found if line.leaf]
    return [(word, sum(line.status == status for line in leaves)) for status, word in WORDS.items()]
