"""What the report reads beside figures: evidence for words, benchmarks, the report's own file; by ledger word, never by domain code."""

from fractions import Fraction

from fazhi.kernel.figures import Done, Ever, Period, Row

VERIFIED = Ever(Done("evidence", ("enter",))) & Ever(Done("evidence", ("verify",))) - Ever(Done("evidence", ("withdraw",)))
BENCHMARKS = Ever(Done("benchmark", ("enter",))) & Ever(Done("benchmark", ("approve",))) - Ever(
    Done("benchmark", ("withdraw",))
)


def evidence(period: Period) -> dict[str, Row]:
    """Verified records by the key of the words they support: those of the period or before it, or about its year."""
    year = period.last.year
    rows = [r for r in VERIFIED.rows(period) if r.on <= period.last or int(r.get("award_year") or 0) == year]
    return {r.get("claim"): r for r in sorted(rows, key=lambda r: r.on)}


def benchmarks(period: Period, measure: str, method: str) -> list[tuple[str, Fraction, Row]]:
    """(area, value, line) of approved comparison data of the same definition for the period's year."""
    found = [
        r for r in BENCHMARKS.rows(period) if r.get("indicator") == measure and int(r.get("year") or 0) == period.last.year
    ]
    return [(r.get("area"), Fraction(str(r.get("percent"))) / 100, r) for r in found if r.get("definition") == method]


def files(period: Period, tree: str) -> dict[int, Row]:
    """The openings of this tree's report cases by the year they report on."""
    rows = Ever(Done("annual_report", ("open",))).rows(period)
    return {int(r.get("report_year")): r for r in rows if (r.get("tree") or "district") == tree}


def errata(year: int, tree: str) -> list[Row]:
    """The errata of a published report as they stand today, whatever cut-off its figures are read at: the old text is kept beside them."""
    now = Period.year(year)
    opened = files(now, tree).get(year)
    return lines_of(now, opened.case, "correct") if opened else []


def lines_of(period: Period, case: int, *steps: str) -> list[Row]:
    """The lines of those steps of one report case, in order of entry."""
    rows = [r for r in Ever(Done("annual_report", steps)).rows(period) if r.case == case]
    return sorted(rows, key=lambda r: r.event)
