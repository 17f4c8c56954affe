"""Gapless registry numbers: one row a series, raised in the same transaction as the case it numbers; void numbers stay."""

from datetime import date

from fazhi.kernel import lean
from fazhi.kernel.models import Organ, Series, VoidNumber

PATTERN = """SELECT pattern FROM kernel_numberpattern WHERE key = %s AND since <= %s AND (organ_id = %s OR organ_id IS NULL)
ORDER BY since DESC, id LIMIT 1"""
NEXT = """INSERT INTO kernel_series (organ_id, key, year, last) VALUES (%s, %s, %s, 1)
ON CONFLICT (organ_id, key, year) DO UPDATE SET last = kernel_series.last + 1 RETURNING last"""


def allot(organ: Organ, key: str, pattern: str, on: date) -> str:
    """The next number of the series `key` of this organ and year. Call inside the transaction of the step that needs it."""
    [[(n,)], mine] = lean.ask((NEXT, [organ.pk, key, on.year]), (PATTERN, [key, on, organ.pk]))
    chosen = mine[0][0] if mine else pattern  # the district's own pattern where one is in force
    return chosen.format(word=organ.word or organ.short or organ.code, year=on.year, n=n)


def void(organ: Organ, key: str, year: int, n: int, reason: str, on: date) -> VoidNumber:
    """Record that a number was given out and made void; it is never given again."""
    series = Series.objects.get(organ=organ, key=key, year=year)
    if not 0 < n <= series.last:
        raise ValueError(f"{key}〔{year}〕{n}号尚未编发，不能作废。")
    return VoidNumber.objects.create(series=series, n=n, reason=reason, on=on)
