"""Relevance: BM25 over title and abstract (k1 = 1.2, b = 0.75), answered from postings without reading a text.

`tf` holds a posting (word, occurrences, length, record) for each word that stands in a record at least twice, and for every word of a
short record; a record without one that has the word has it once. The postings of a word are sorted by occurrences and length, so those
above any score are a few ranges of it. Common words are ranked in stages: first only records where some word scores above a threshold;
when the last of the wanted records scores above everything the stage left out, no other can enter and the answer is exact.
"""

# ruff: noqa: S608 — every value in these statements passes schema.literal, a number or a fixed name

import math
from dataclasses import dataclass

from fazhi.engines.patents import schema
from fazhi.engines.patents.schema import TEXT, literal, literals

K1, B = 1.2, 0.75
STAGED_FROM = 100_000
STAGES = (0.9, 0.8)
STEPS = ((1, 2), (3, 5), (6, 9), (10, 15))  # numbers of occurrences read as one range
MOST_TOKENS = 8
MOST_CHARACTERS = 3


@dataclass(frozen=True)
class Weights:
    """What BM25 needs of the whole store: number of records, mean length, and the records of each word."""

    records: int
    mean: float
    df: dict[str, int]

    def idf(self, token: str) -> float:
        n = self.df.get(token, 0)
        return math.log(1 + (self.records - n + 0.5) / (n + 0.5))


def share(tf: int, dl: int, mean: float) -> float:
    """How much of its weight a word gives to a record, below 1."""
    tf = min(tf, schema.MOST)
    return tf / (tf + K1 * (1 - B + B * dl / mean)) if tf else 0.0


def bm25(tf: int, dl: int, idf: float, mean: float) -> float:
    """The weight of one word in one record; the plain formula the SQL is checked against."""
    return idf * (K1 + 1) * share(tf, dl, mean)


def has(token: str) -> str:
    return f"hasAllTokens({TEXT['ta']}, {literals([token])})"


def code(token: str) -> str:
    return f"cityHash64({literal(token)})"


def most(weights: Weights, tokens: list[str]) -> list[str]:
    """The words that rank: the rarest eight, among them the three rarest single characters (a Chinese phrase is many)."""
    rarest = sorted(tokens, key=lambda t: (weights.df.get(t, 0), t))
    characters = [t for t in rarest if not t.isascii()][:MOST_CHARACTERS]
    return [t for t in rarest if t.isascii() or t in characters][:MOST_TOKENS]


def _weight(weights: Weights, token: str, tf: str) -> str:
    length = f"{K1 * (1 - B):.6f} + {K1 * B / max(weights.mean, 1.0):.9f} * dl"
    return f"{weights.idf(token) * (K1 + 1):.9f} * {tf} / ({tf} + {length})"


def scored(weights: Weights, tokens: list[str], where: str, columns: list[str], within: str = "") -> str:
    """A SELECT of `columns` (expressions with alias, or names) and `points` for the records of a condition that have one of the words.

    Each word's presence is named in the filter: only there does the engine read it from the index instead of the text."""
    flags = [f"{has(t)} AS h{i}" for i, t in enumerate(tokens)]
    some = " OR ".join(map(has, tokens))
    narrow = f" AND doc IN ({within})" if within else ""
    names = [c.rpartition(" AS ")[2] for c in columns]
    counts = ", ".join(f"maxIf(n, token = {code(t)}) AS n{i}" for i, t in enumerate(tokens))
    points = " + ".join(_weight(weights, t, f"greatest(h{i}, n{i})") for i, t in enumerate(tokens))
    return (
        f"SELECT {', '.join(names)}, {points} AS points FROM (SELECT {', '.join([*columns, 'dl', 'doc', *flags])} FROM pub WHERE {where} AND ({some}){narrow}) AS m "
        f"LEFT ANY JOIN (SELECT doc, {counts} FROM tf WHERE token IN ({', '.join(map(code, tokens))}){narrow} GROUP BY doc) AS r USING doc"
    )


def alone(weights: Weights, token: str, threshold: float, wanted: int) -> str:
    """The records that score best for one word among its postings above a threshold, with all that score the same as the last."""
    return (
        f"SELECT doc, {_weight(weights, token, 'n')} AS points FROM tf WHERE {above(weights, token, threshold)} AND doc IN (SELECT doc FROM place) "
        f"ORDER BY points DESC LIMIT {wanted} WITH TIES"
    )


def above(weights: Weights, token: str, threshold: float) -> str:
    """The postings of a word whose share reaches a threshold, and some more: a few ranges, because the engine looks at each of them."""
    ranges = []
    for first, last in STEPS:
        longest = (last * (1 / threshold - 1) / K1 - (1 - B)) * weights.mean / B
        if longest >= 1:
            ranges.append(f"(n BETWEEN {first} AND {last} AND dl <= {min(int(longest), 65535)})")
    return f"token = {code(token)} AND ({' OR '.join(ranges) or '0'})"


def stage(weights: Weights, tokens: list[str], threshold: float) -> tuple[str, float]:
    """The records a stage looks at (a SELECT of `doc`), and what any other record can score at most."""
    within = " UNION ALL ".join(f"SELECT doc FROM tf WHERE {above(weights, t, threshold)}" for t in tokens)
    return within, ceiling(weights, tokens, threshold)


def ceiling(weights: Weights, tokens: list[str], threshold: float) -> float:
    """What a record outside the stage can score: below the threshold for each word, or a word once in a record too long for a posting."""
    once = share(1, schema.SHORT + 1, max(weights.mean, 1.0))
    return sum(weights.idf(t) * (K1 + 1) * max(threshold, once) for t in tokens)
