"""Automatic legality review: a draft in, its doubts out, each pinned to its words with the article behind it."""

from .cards import to_recheck
from .engine import review
from .model import Finding, Matter, Result, Rule
from .rules import BY_ID, RULES


def cards() -> list[Rule]:
    """Every rule of the catalogue, by id."""
    return list(RULES)


__all__ = ["BY_ID", "RULES", "Finding", "Matter", "Result", "Rule", "cards", "review", "to_recheck"]
