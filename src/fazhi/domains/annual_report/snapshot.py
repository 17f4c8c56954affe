"""The frozen figures of a year: every figure's value and digest as the ledgers stood, kept in the sealed ledger line of 定数."""

from datetime import datetime
from fractions import Fraction
from typing import Any

from fazhi.kernel.figures import Period, remembered
from fazhi.kernel.registry import figures
from fazhi.kernel.seal import digest_of


@remembered()
def snapshot(year: int, known_by: datetime | None = None, organs: frozenset[int] | None = None) -> list[dict[str, Any]]:
    """One line a figure: id, value (a fraction as text), number of ledger lines, digest. `publication.header` comes later."""
    period, lines = Period.year(year, known_by, organs), []
    for id, figure in sorted(figures().items()):
        if id != "publication.header":
            answer = figure.of(period)
            value = str(answer.value) if isinstance(answer.value, Fraction) else answer.value
            lines.append({"id": id, "value": value, "lines": len(answer.rows), "digest": answer.digest})
    return lines


def digest_of_snapshot(lines: list[dict[str, Any]]) -> str:
    """One digest over the whole snapshot, printed in the annex."""
    return "sm3:" + digest_of({"lines": lines})
