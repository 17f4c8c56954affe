"""What has changed since the figures of a report were frozen: late records and amendments, shown in the next report as revised."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from fazhi.kernel.figures import Period, remembered
from fazhi.kernel.registry import figures
from fazhi.report import sources
from fazhi.report.answers import Answers


@dataclass(frozen=True)
class Correction:
    """One figure that no longer says what was frozen: what it was, what it is, and how many ledger lines then and now."""

    id: str
    label: str
    was: Any
    now: Any
    lines_was: int
    lines_now: int
    printed: str = ""
    still_true: bool = True


def frozen(period: Period, tree: str = "district") -> tuple[list[dict], str, Any]:
    """The snapshot of the period's report (its newest freezing), its digest and its ledger line."""
    opened = sources.files(period, tree).get(period.last.year)
    rows = sources.lines_of(period, opened.case, "freeze", "refreeze") if opened else []
    if not rows:
        return [], "", None
    lines = [
        line for line in rows[-1].get("claims") or () if isinstance(line, dict)
    ]  # what is no line of a snapshot proves nothing
    return lines, rows[-1].get("digest"), rows[-1]


@remembered()
def corrections(
    year: int, known_by: Any = None, tree: str = "district", printed: dict[str, Any] | None = None
) -> list[Correction]:
    """Every figure whose lines differ from the frozen snapshot; `still_true` says whether the printed words hold. printed: the
    answers of a report already computed; then only its figures are compared, and none is counted twice."""
    from fazhi.report.claims import BY_ID
    from fazhi.report.rendering import RULES, Broken, follows

    period, found = Period.year(year, known_by), []
    answers = Answers(period)
    for line in frozen(period, tree)[0]:
        figure = figures().get(line["id"])
        if figure is None or (printed is not None and line["id"] not in printed):
            continue
        now = (printed or {})[line["id"]].found if printed is not None else figure.of(period)
        if now is None:
            continue
        if now.digest == line["digest"]:
            continue
        was = Fraction(line["value"]) if isinstance(line["value"], str) else line["value"]
        claim, words = BY_ID.get(line["id"]), ""
        if claim and claim.rule in RULES and was is not None:
            try:
                words = RULES[claim.rule](was, claim.unit)
            except Broken:
                words = ""
        holds = not words or (now.value is not None and follows(words, now.value))
        if claim and claim.rule == "低于":
            holds = answers[claim.id].status == "ok"
        found.append(Correction(line["id"], figure.label, was, now.value, line["lines"], len(now.rows), words, holds))
    return found
