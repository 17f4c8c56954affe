"""Matching a case's circumstances against list items: conditions joined by AND, exclusions by OR; what is not known is to be proved first."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

CORRECTED = "改正工作日"
PREDICATE = re.compile(r"\s*([^<>=]+?)\s*(<=|>=|=|<|>)\s*(.+?)\s*")


@dataclass
class Match:
    """Items that fit, items that would fit if the named circumstances were proved, and items shut out with the exclusion met."""

    fit: list[str] = field(default_factory=list)
    unproved: dict[str, list[str]] = field(default_factory=dict)
    excluded: dict[str, str] = field(default_factory=dict)


def facts_of(circumstances: Iterable[str]) -> dict[str, str]:
    """`名称=值` words as facts."""
    return {k.strip(): v.strip() for k, _, v in (c.partition("=") for c in circumstances)}


def holds(predicate: str, facts: dict[str, str]) -> bool | None:
    """Whether a predicate holds; None where the circumstance is not known. ValueError where the predicate cannot be read."""
    found = PREDICATE.fullmatch(predicate)
    if not found:
        raise ValueError(f"清单条件“{predicate}”看不懂，应写成 名称=值、名称<=数 的样子。")
    name, sign, want = found.groups()
    have = facts.get(name, "")
    if have == "":
        return None
    if sign == "=":
        return have == want
    try:
        a, b = float(have), float(want)
    except ValueError:
        return None
    return {"<=": a <= b, ">=": a >= b, "<": a < b, ">": a > b}[sign]


def conditions_of(item: dict[str, Any]) -> list[str]:
    """The conditions written, and the term for correction where the item names one and no condition does."""
    written = list(item.get("conditions") or ())
    if item.get("within") and not any(c.strip().startswith(CORRECTED) for c in written):
        written.append(f"{CORRECTED}<={item['within']}")
    return written


def match(
    items: Iterable[dict[str, Any]],
    violation: str,
    circumstances: Iterable[str],
    before: Callable[[int], str] = lambda months: "",
) -> Match:
    """Every item of the list for this violation, judged on the circumstances. `before(months)` names an earlier case of the same kind
    in that many months: it shuts out an item for first offenders, whatever the circumstances say."""
    facts, found = facts_of(circumstances), Match()
    for item in items:
        if item["violation"] != violation:
            continue
        code, shut_by = item["code"], {e: holds(e, facts) for e in item.get("exclusions") or ()}
        months = int(item.get("look_back") or 0)
        earlier = before(months) if months else ""
        shut = next((e for e, met in shut_by.items() if met), f"{months}个月内已有同类案件{earlier}" if earlier else "")
        answers = {c: holds(c, facts) for c in conditions_of(item)}
        unknown = [c for c, met in (*answers.items(), *shut_by.items()) if met is None]
        if shut:
            found.excluded[code] = shut
        elif unknown and not any(met is False for met in answers.values()):
            found.unproved[code] = unknown
        elif all(answers.values()):
            found.fit.append(code)
    return found


def reduction(
    outcome: str, minimum: int, benchmark: int | None, proposed: int, fine: int, basis: str = ""
) -> tuple[str, int, int]:
    """(basis, baseline, reduction) in fen. Ordinary standard: not punished, the benchmark's ordinary floor where there is one, else
    the statutory minimum; reduced, the statutory minimum; light, the benchmark. `basis` chooses another recorded one."""
    ordinary = {"none": "minimum" if benchmark is None else "benchmark", "reduced": "minimum", "light": "benchmark"}
    chosen = basis or ordinary.get(outcome, "")
    base = {"minimum": minimum, "benchmark": benchmark or 0, "proposed": proposed}.get(chosen, 0)
    return chosen, base, max(0, base - fine) if outcome in ordinary else 0
