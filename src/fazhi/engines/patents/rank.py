"""Relevance: BM25 over title and abstract (k1 = 1.2, b = 0.75), answered from the indexes without reading a text.

How often a word stands in a record is read from the index of repeats (`virus',3`: at least three times), its length from `dl`;
counts above fifteen are taken as fifteen. Common words are ranked in stages: first only records where some word stands often
or which are short; when the last of the wanted records scores above everything the stage left out, no other can enter and the
answer is exact. Otherwise the next stage is asked.
"""


import math
from dataclasses import dataclass

from fazhi.engines.patents import schema
from fazhi.engines.patents.compile import repeat
from fazhi.engines.patents.schema import REPEATS, TA, literals

K1, B = 1.2, 0.75
STAGED_FROM = 20_000
STAGES = (6, 4, 3, 2)
MOST_TOKENS = 12


@dataclass(frozen=True)
class Weights:
    """What BM25 needs of the whole store: number of records, mean length, and the records of each word."""

    records: int
    mean: float
    df: dict[str, int]

    def idf(self, token: str) -> float:
        n = self.df.get(token, 0)
        return math.log(1 + (self.records - n + 0.5) / (n + 0.5))


def bm25(tf: int, dl: int, idf: float, mean: float) -> float:
    """The weight of one word in one record; the plain formula the SQL is checked against."""
    tf = min(tf, schema.MOST)
    return idf * tf * (K1 + 1) / (tf + K1 * (1 - B + B * dl / mean)) if tf else 0.0


def has(token: str) -> str:
    return f"hasAllTokens({TA}, {literals([token])})"


def again(token: str, times: int) -> str:
    return f"hasAllTokens({REPEATS}, {literals([repeat(token, times)])})"


def most(weights: Weights, tokens: list[str]) -> list[str]:
    """At most twelve words, the rarest."""
    return sorted(tokens, key=lambda t: weights.df.get(t, 0))[:MOST_TOKENS]


def score(weights: Weights, tokens: list[str], deepest: int = schema.MOST) -> str:
    """The score as SQL. Each word's count is the sum of its occurrences' flags."""
    parts = []
    length = f"{K1 * (1 - B):.6f} + {K1 * B / max(weights.mean, 1.0):.9f} * dl"
    for i, token in enumerate(tokens):
        tf = " + ".join([has(token)] + [again(token, k) for k in range(2, deepest + 1)])
        parts.append(f"{weights.idf(token) * (K1 + 1):.9f} * (({tf}) AS tf{i}) / (tf{i} + {length})")
    return " + ".join(parts)


def guard(tokens: list[str], deepest: int = schema.MOST) -> str:
    """True for every record with one of the words. It names each flag of the score in the filter: only there does the engine read
    them from the index instead of the text."""
    return "(" + " OR ".join(flag for t in tokens for flag in [has(t)] + [again(t, k) for k in range(2, deepest + 1)]) + ")"


def stage(weights: Weights, tokens: list[str], often: int) -> tuple[str, float]:
    """The records a stage looks at, and what any other record can score at most."""
    short = int(weights.mean * 0.6)
    condition = "(" + " OR ".join([again(t, often) for t in tokens] + [f"dl < {short}"]) + ")"
    return condition, sum(bm25(often - 1, short, weights.idf(t), weights.mean) for t in tokens)
