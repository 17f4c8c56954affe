"""The runs of the store's log as facts of the ledger: each by its mark, with what it added to the six counters."""

from datetime import date
from typing import Any

from fazhi.domains.patents import library
from fazhi.domains.patents.models import PatentLoad

COUNTS = ("publications", "applications", "families")


def facts_of(run: dict[str, Any]) -> dict[str, Any]:
    """What the ledger says of a run."""
    before, after = run["before"], run["after"]
    added = {n: after[n] - before[n] for n in COUNTS}
    scope = {f"scope_{n}": after["in_scope"][n] - before["in_scope"][n] for n in COUNTS}
    told = {n: run[n] for n in ("version", "inserted", "updated", "unchanged", "deleted", "rejected", "events", "synthetic")}
    return {
        "mark": mark_of(run), "formats": "、".join(run["formats"])[:100], "file_count": len(run["files"]), **told, **added, **scope,
        "trial": after["synthetic"] - before["synthetic"],
    }  # fmt: skip


def mark_of(run: dict[str, Any]) -> str:
    """第n批 and the moment the log closed it: a store made anew begins again at one, and is not taken for the old."""
    return f"第{run['load']}批 {run['at']}"


def all_runs() -> list[dict[str, Any]]:
    """Every run, newest first, with its facts and its case where it is in the ledger."""
    found = library.ask("runs")
    held = {p.mark: p for p in PatentLoad.objects.exclude(case__state="returned").select_related("case")}
    return [{**run, "mark": mark_of(run), "facts": facts_of(run), "held": held.get(mark_of(run))} for run in reversed(found)]


def by_mark(mark: str) -> dict[str, Any] | None:
    """The facts of one run, or None where the log has no such run."""
    return next((facts_of(r) for r in library.ask("runs") if mark_of(r) == mark), None)


def register(mark: str, source: str, licence: str, organ: Any, by: Any, on: date) -> Any:
    """Write one run into the ledger; the numbers come from the log, the source and the licence from the person."""
    from fazhi.kernel.perform import new_case, perform

    facts = by_mark(mark)
    if facts is None:
        raise ValueError("装入日志里没有这一批，请刷新后再登记。")
    case = new_case("patent_load", organ, on, f"{source or '专利数据'}{mark.split(' ')[0]}")
    perform(case, "record", by, on, source=source, licence=licence, **facts)
    return case
