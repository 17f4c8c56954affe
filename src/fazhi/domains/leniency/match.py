"""Matching a case's circumstances against list items: conditions joined by AND, exclusions by OR; what is not known is never true."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

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


def match(items: Iterable[dict[str, Any]], violation: str, circumstances: Iterable[str]) -> Match:
    """Every item of the list for this violation, judged on the circumstances."""
    facts, found = facts_of(circumstances), Match()
    for item in items:
        if item["violation"] != violation:
            continue
        shut = next((e for e in item.get("exclusions") or () if holds(e, facts)), "")
        if shut:
            found.excluded[item["code"]] = shut
            continue
        answers = {c: holds(c, facts) for c in item.get("conditions") or ()}
        unknown = [c for c, a in answers.items() if a is None]
        if all(answers.values()):
            found.fit.append(item["code"])
        elif unknown and not any(a is False for a in answers.values()):
            found.unproved[item["code"]] = unknown
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
