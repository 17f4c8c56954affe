"""Which words a pattern cannot match without: read from the pattern itself, so that the prefilter can never drift from it."""

import re._constants as c  # type: ignore[import-not-found]
import re._parser as parser  # type: ignore[import-not-found]
from functools import cache
from pathlib import Path
from typing import Any

from .together import ideas_of

Words = frozenset[str]
LIMIT = 160
RARE = 2  # per million characters, for a word not in the table
FREQUENCIES = Path(__file__).parent / "rules" / "frequencies.tsv"


@cache
def _frequencies() -> dict[str, int]:
    """How often words of the patterns stand in official texts (per million characters). Only speed depends on it."""
    rows = (line.split("\t") for line in FREQUENCIES.read_text(encoding="utf-8").splitlines()[1:])
    return {word: int(count) for word, count in rows}


def cost(words: Words) -> int:
    """Expected hits per million characters: the lower, the better the filter."""
    known = _frequencies()
    return sum(known.get(w, 3000 if len(w) == 1 else RARE) for w in words)


def required(pattern: str) -> list[Words]:
    """Sets of words of which a matching text holds at least one each, best filter first; empty if none can be named."""
    found = {words for idea in ideas_of(pattern) for words in _words(idea)}
    return sorted(found, key=lambda words: (cost(words), sorted(words)))


@cache
def _words(idea: str) -> frozenset[Words]:
    return frozenset(words for words in _clauses(parser.parse(idea)) if words)


def _clauses(items: Any) -> list[Words]:
    out: list[Words] = []
    current: set[str] = {""}
    for item in items:
        exact = _exact(item)
        if exact is not None and len(current) * len(exact) <= LIMIT:
            current = {a + b for a in current for b in exact}
            continue
        _flush(current, out)
        current = exact if exact is not None else {""}
        if exact is None:
            out += _inside(*item)
    _flush(current, out)
    return out


def _flush(words: set[str], out: list[Words]) -> None:
    if words and "" not in words:
        # A word that contains another of the set adds nothing.
        out.append(frozenset(w for w in words if not any(o != w and o in w for o in words)))


def _inside(op: Any, value: Any) -> list[Words]:
    if op is c.SUBPATTERN:
        return _clauses(value[3])
    if op in (c.MAX_REPEAT, c.MIN_REPEAT, c.POSSESSIVE_REPEAT):
        return _clauses(value[2]) if value[0] >= 1 else []
    if op is c.BRANCH:
        best = []
        for branch in value[1]:
            options = sorted((w for w in _clauses(branch) if w), key=cost)
            if not options:
                return []
            best.append(options[0])
        union = frozenset().union(*best)
        return [union] if len(union) <= 4 * LIMIT else []
    return []


def _exact(item: Any) -> set[str] | None:
    """Every string the item can match, if they are few."""
    op, value = item
    if op is c.LITERAL:
        return {chr(value)}
    if op in (c.AT, c.ASSERT, c.ASSERT_NOT):
        return {""}
    if op is c.IN:
        return _characters(value)
    if op is c.SUBPATTERN:
        return _sequence(value[3])
    if op is c.BRANCH:
        parts = [_sequence(branch) for branch in value[1]]
        if any(p is None for p in parts):
            return None
        union = set().union(*(p for p in parts if p is not None))
        return union if len(union) <= LIMIT else None
    if op in (c.MAX_REPEAT, c.MIN_REPEAT) and value[1] == 1:
        inner = _sequence(value[2])
        return None if inner is None else inner | {""} if value[0] == 0 else inner
    return None


def _characters(options: Any) -> set[str] | None:
    out: set[str] = set()
    for op, value in options:
        if op is c.LITERAL:
            out.add(chr(value))
        elif op is c.RANGE and value[1] - value[0] < 12:
            out.update(map(chr, range(value[0], value[1] + 1)))
        else:
            return None
    return out


def _sequence(items: Any) -> set[str] | None:
    out = {""}
    for item in items:
        part = _exact(item)
        if part is None or len(out) * len(part) > LIMIT:
            return None
        out = {a + b for a in out for b in part}
    return out
