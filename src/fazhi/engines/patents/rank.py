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
from fazhi.engines.patents.schema import REP, TEXT, literals

K1, B = 1.2, 0.75
STAGED_FROM = 20_000
STAGES = (6, 4, 3, 2)
MOST_TOKENS = 8
MOST_CHARACTERS = 3


@dataclass(frozen=True)
class Weights:
    """What BM25 needs of the whole store: number of records, mean length, and the records of each word."""

    records: int
    mean: float
    df: dict[str, int]
    deepest: dict[str, int]  # how often the word stands in the record that has it most, at most fifteen

    def idf(self, token: str) -> float:
        n = self.df.get(token, 0)
        return math.log(1 + (self.records - n + 0.5) / (n + 0.5))


def bm25(tf: int, dl: int, idf: float, mean: float) -> float:
    """The weight of one word in one record; the plain formula the SQL is checked against."""
    tf = min(tf, schema.MOST)
    return idf * tf * (K1 + 1) / (tf + K1 * (1 - B + B * dl / mean)) if tf else 0.0


def has(token: str) -> str:
    return f"hasAllTokens({TEXT['ta']}, {literals([token])})"


def again(token: str, times: int) -> str:
    return f"hasAllTokens({REP}, {literals([repeat(token, times)])})"


def most(weights: Weights, tokens: list[str]) -> list[str]:
    """The words that rank: the rarest eight, among them the three rarest single characters (a Chinese phrase is many)."""
    rarest = sorted(tokens, key=lambda t: (weights.df.get(t, 0), t))
    characters = [t for t in rarest if not t.isascii()][:MOST_CHARACTERS]
    return [t for t in rarest if t.isascii() or t in characters][:MOST_TOKENS]


def flags(weights: Weights, token: str) -> list[str]:
    """One condition for each occurrence of the word: it stands there, stands there twice, …"""
    return [has(token)] + [again(token, k) for k in range(2, weights.deepest.get(token, schema.MOST) + 1)]


def score(weights: Weights, tokens: list[str]) -> str:
    """The score as SQL. Each word's count is the sum of its occurrences' flags."""
    parts = []
    length = f"{K1 * (1 - B):.6f} + {K1 * B / max(weights.mean, 1.0):.9f} * dl"
    for i, token in enumerate(tokens):
        tf = " + ".join(flags(weights, token))
        parts.append(f"{weights.idf(token) * (K1 + 1):.9f} * (({tf}) AS tf{i}) / (tf{i} + {length})")
    return " + ".join(parts)


def guard(weights: Weights, tokens: list[str]) -> str:
    """True for every record with one of the words. It names each flag of the score in the filter: only there does the engine read
    them from the index instead of the text."""
    return "(" + " OR ".join(flag for t in tokens for flag in flags(weights, t)) + ")"


def stage(weights: Weights, tokens: list[str], often: int) -> tuple[str, float]:
    """The records a stage looks at, and what any other record can score at most."""
    short = int(weights.mean * 0.6)
    seldom = [again(t, often) for t in tokens if weights.deepest.get(t, schema.MOST) >= often]
    condition = "(" + " OR ".join([*seldom, f"dl < {short}"]) + ")"
    return condition, sum(bm25(often - 1, short, weights.idf(t), weights.mean) for t in tokens)
