"""Which words a pattern cannot match without: read from the pattern itself, so that the prefilter can never drift from it."""

import re._constants as c  # type: ignore[import-not-found]
import re._parser as parser  # type: ignore[import-not-found]
from functools import cache
from pathlib import Path
from typing import Any

from .rules import words as word_groups
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
    return frozenset(words for words in _clauses(parser.parse(_folded(idea))) if words)


@cache
def _groups() -> tuple[dict[str, str], dict[str, str]]:
    """Word groups that stand in many patterns, each folded into one private character: they are read once, not every time."""
    bodies = sorted({f"(?:{body})" for body in word_groups().values()}, key=len, reverse=True)
    signs = {chr(0xE000 + n): body for n, body in enumerate(bodies)}
    return signs, {body: sign for sign, body in signs.items()}


def _folded(idea: str) -> str:
    for body, sign in _groups()[1].items():
        idea = idea.replace(body, sign)
    return idea


@cache
def _group(sign: str) -> Any:
    """What a folded group stands for, parsed (groups may hold smaller ones)."""
    inner = _groups()[0][sign][3:-1]
    for body, other in _groups()[1].items():
        if other != sign:
            inner = inner.replace(body, other)
    return parser.parse(inner)


@cache
def _group_exact(sign: str) -> frozenset[str] | None:
    found = _sequence(_group(sign))
    return None if found is None else frozenset(found)


@cache
def _group_clauses(sign: str) -> tuple[Words, ...]:
    return tuple(_clauses(_group(sign)))


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
        out.append(frozenset(w for w in words if not _holds_another(w, words)))


def _holds_another(word: str, words: set[str]) -> bool:
    size = len(word)
    return any(word[i:j] in words for i in range(size) for j in range(i + 1, size + 1) if j - i < size)


def _inside(op: Any, value: Any) -> list[Words]:
    if op is c.LITERAL:
        return list(_group_clauses(chr(value)))
    if op is c.SUBPATTERN:
        return _clauses(value[3])
    if op in (c.MAX_REPEAT, c.MIN_REPEAT, c.POSSESSIVE_REPEAT):
        return _clauses(value[2]) if value[0] >= 1 else []
    if op is c.BRANCH:
        return _either([_clauses(branch) for branch in value[1]])
    if op is c.IN and all(kind is c.LITERAL for kind, _ in value):  # single characters, or folded groups
        return _either([_clauses([one]) for one in value])
    return []


def _either(branches: list[list[Words]]) -> list[Words]:
    """What one of several branches needs: the best set of each, together."""
    best = [min((w for w in branch if w), key=cost, default=None) for branch in branches]
    if None in best:
        return []
    union = frozenset().union(*(w for w in best if w))
    return [union] if len(union) <= 4 * LIMIT else []


def _exact(item: Any) -> set[str] | None:
    """Every string the item can match, if they are few."""
    op, value = item
    if op is c.LITERAL:
        sign = chr(value)
        if sign in _groups()[0]:
            known = _group_exact(sign)
            return None if known is None else set(known)
        return {sign}
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
            known = _exact((op, value))
            if known is None:
                return None
            out |= known
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
