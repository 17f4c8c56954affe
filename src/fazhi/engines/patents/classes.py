"""Classification symbols in their canonical spelling, and the health-industry scope with the row that decided it."""

import csv
import re
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

CANON = re.compile(r"[A-HY]\d{2}[A-Z]\d{1,4}/\d{2,6}")
TIERS = {"core": 3, "conditional": 2, "extended": 1, "legacy": 1, "index": 2}
SCOPE_VERSION = "2024.1"


@lru_cache(1 << 17)
def symbol(text: str, padded: bool = False) -> str:
    """`A61K31/4709` from any spelling of the offices; `padded` says that the file writes the main group on three digits.

    Raises ValueError where the spelling is no symbol, or is one in two ways (`A61M5172`).
    """
    raw = re.sub(r"\(\d{4}\.\d\d\)", " ", text.strip().upper())
    if m := re.match(r"([A-HY]\d{2}[A-Z])\s*(\d{1,4})\s*/\s*(\d{2,6})(?!\d)", raw):
        return _canon(text, m[1], m[2], m[3])
    if m := re.fullmatch(r"([A-HY]\d{2}[A-Z])(\d{4})(\d{6})", raw):
        return _canon(text, m[1], m[2], m[3].rstrip("0"))
    if m := re.fullmatch(r"([A-HY]\d{2}[A-Z])( [ \d]\d|  \d)(\d{2,4})", raw):
        return _canon(text, m[1], m[2], m[3])
    if m := re.fullmatch(r"([A-HY]\d{2}[A-Z])(\d{3})(\d{2,6})", raw):
        if padded or m[2][0] == "0":
            return _canon(text, m[1], m[2], m[3])
        raise ValueError(f"分类号“{text}”有两种读法，无法确定大组与小组的分界（E-PT-04）")
    if re.fullmatch(r"[A-HY]\d{2}[A-Z]\d{3,8}", raw):
        raise ValueError(f"分类号“{text}”有两种读法，无法确定大组与小组的分界（E-PT-04）")
    raise ValueError(f"分类号“{text}”不合规则，应如A61K31/4709（E-PT-04）")


def _canon(text: str, subclass: str, group: str, sub: str) -> str:
    found = f"{subclass}{int(group)}/{sub.ljust(2, '0')}"
    if not CANON.fullmatch(found) or int(group) == 0:
        raise ValueError(f"分类号“{text}”不合规则，应如A61K31/4709（E-PT-04）")
    return found


def greenbook(text: str) -> str:
    """The fixed columns of old US files: four for the subclass, three for the main group, the rest the subgroup (`B60R  900`)."""
    raw = text.rstrip().upper()
    if m := re.fullmatch(r"([A-HY]\d{2}[A-Z])([ \d]{2}\d)(\d{2,6})", raw):
        return _canon(text, m[1], m[2].strip(), m[3])
    return symbol(text)


def locarno(text: str) -> str:
    """`28-01` from `2801` or `28-01`."""
    if m := re.fullmatch(r"\s*(\d\d)-?(\d\d)\s*", text):
        return f"{m[1]}-{m[2]}"
    raise ValueError(f"洛迦诺分类号“{text}”不合规则，应如24-01（E-PT-04）")


def collect(found: list[str], padded: bool = False, reader: object = None) -> tuple[list[str], list[str]]:
    """Canonical symbols, each once in order, and a flag for each that could not be read (the record is kept)."""
    good: dict[str, None] = {}
    flags = []
    for text in found:
        try:
            good[greenbook(text) if reader is greenbook else symbol(text, padded)] = None
        except ValueError as error:
            flags.append(str(error))
    return list(good), flags


@lru_cache(1 << 17)
def levels(canonical: str) -> list[str]:
    """The symbol and everything it is a child of by its spelling: A61K31/4709 → A, A61, A61K, A61K31, A61K31/4709."""
    return [canonical[0], canonical[:3], canonical[:4], canonical.split("/")[0], canonical]


def asked(text: str) -> str:
    """A symbol or a level of one as a question: `A`, `A61`, `A61K`, `A61K31`, `A61K31/00` (= the whole main group), `A61K31/70`."""
    raw = text.strip().upper().replace(" ", "")
    if m := re.fullmatch(r"[A-HY](\d{2}([A-Z](\d{1,4}(/\d{2,6})?)?)?)?", raw):
        return raw.removesuffix("/00") if m[4] == "/00" else raw
    raise ValueError(f"分类号“{text}”不合规则，应如A61K、A61K31或A61K31/4709（E-PT-04）")


# --- the health-industry scope ------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Rule:
    """One row of the scope table."""

    segment: str
    scheme: str
    prefix: str
    rule: str
    tier: str


@cache
def scope_rules() -> tuple[Rule, ...]:
    with (Path(__file__).parent / "health_scope.csv").open(encoding="utf-8") as f:
        return tuple(Rule(r["segment"], r["scheme"], r["prefix"], r["rule"], r["tier"]) for r in csv.DictReader(f))


def within(canonical: str, prefix: str) -> bool:
    """Whether the symbol lies under the prefix, at a boundary of the scheme: A61K31 is not under A61K3."""
    if not canonical.startswith(prefix):
        return False
    rest = canonical[len(prefix) :]
    return rest == "" or "/" in prefix or not (prefix[-1].isdigit() and rest[0].isdigit() and len(prefix) > 3)


def scope(ipc: list[str], cpc: list[str], loc: list[str], text: str) -> tuple[int, str]:
    """Tier (3 core, 2 conditional, 1 extended or legacy, 0 outside) and the row that decided: `A61K31|A61K31/4709`."""
    best, why = (0, 0), ""
    symbols = ipc + [c for c in cpc if c not in ipc]
    for found in [*symbols, *loc]:
        for place, rule in _under(found):
            rank = (TIERS[rule.tier], -place)
            if rank > best and (rule.scheme != "CPC" or found in cpc) and _holds(rule, symbols, text):
                best, why = rank, f"{rule.prefix}|{found}"
    return best[0], why


@lru_cache(1 << 17)
def _under(found: str) -> tuple[tuple[int, Rule], ...]:
    """The rows of the table a symbol falls under, as far as it alone decides."""
    return tuple((i, rule) for i, rule in enumerate(scope_rules()) if _reaches(rule, found))


def _reaches(rule: Rule, found: str) -> bool:
    if rule.scheme == "LOC":
        return "/" not in found and found.startswith(rule.prefix)
    if "/" not in found or not within(found, rule.prefix):
        return False
    name, _, value = rule.rule.partition(":")
    if name == "include_except":
        return not within(found, value)
    return name != "include_groups" or "48" <= found.split("/")[1][:2] <= "98"


def _holds(rule: Rule, symbols: list[str], text: str) -> bool:
    """The condition of a row on the other symbols or the words of the record."""
    name, _, value = rule.rule.partition(":")
    if name == "cond_with":
        return any(within(s, v) for v in value.split("|") for s in symbols)
    return name != "cond_text" or any(v in text for v in value.split("|"))
