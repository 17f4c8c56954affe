"""Which articles of the law that took its place speak of what an article of a repealed law said: candidates by their words, for a person
to choose from."""

import math
import re
from collections import Counter
from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from operator import add

from fazhi.law import catalogue, library
from fazhi.law.numerals import article_label, parse_place

MOST, ALIKE, NEAREST = (
    4,
    0.4,
    0.3,
)  # candidates named; share of the old words' weight one must hold; the same for the nearest of a part
PART = re.compile(r"[\n；。]")
CITED = re.compile(r"《(?P<title>[^》]+)》\s*(?P<place>第[一二三四五六七八九十百千零\d]+条)")


def grams(text: str) -> set[str]:
    """The pairs of letters next to each other: words enough for Chinese."""
    bare = re.sub(r"[^\w]|[（(][一二三四五六七八九十]+[）)]", " ", text)
    return {p for p in map(add, bare, bare[1:]) if " " not in p}


def corresponding(old: str, new: Sequence[tuple[int, str]]) -> list[int]:
    """The numbers of the new articles most like each part of the old one, the likeliest first."""
    held = [(n, grams(text)) for n, text in new]
    common = Counter(g for _, gs in held for g in gs)
    rare = {g: math.log(len(held) / (1 + c)) for g, c in common.items()}
    unknown = math.log(max(len(held), 2))
    best: dict[int, float] = {}
    for part in [old, *(p for p in PART.split(old) if len(p) >= 8)]:
        wanted = grams(part)
        weight = sum(rare.get(g, unknown) for g in wanted) or 1.0
        scores = {n: _score(wanted, gs, weight, rare) for n, gs in held}
        first = max(scores, key=lambda n: scores[n])
        for n, score in scores.items():
            if score >= (NEAREST if n == first else ALIKE):
                best[n] = max(best.get(n, 0.0), score + (n == first))
    return sorted(best, key=lambda n: -best[n])[:MOST]


def _score(wanted: set[str], held: set[str], weight: float, rare: dict[str, float]) -> float:
    """The weight of the words in common; an article that says much else besides is less alike."""
    both = sum(rare[g] for g in wanted & held)
    own = sum(rare[g] for g in held)
    return both / (weight + 0.3 * max(0.0, own - weight))


@lru_cache(maxsize=256)
def candidates(title: str, place: str, on: date) -> str:
    """ "中华人民共和国民法典 第一百五十三条、第一百五十四条"; empty where the texts were not imported or nothing is like it."""
    record = catalogue().find(title)
    after = catalogue().find(record.successor) if record and record.successor else None
    now = after.version_on(on) if after else None
    if record is None or after is None or now is None:
        return ""
    words = library().words(record.latest, parse_place(place)[0])
    new = [(a.number, a.text) for a in library().articles(after.title, now) if not a.of]
    found = corresponding(words, new) if words and new else []
    return f"《{after.title}》{'、'.join(article_label(n) for n in found)}" if found else ""


def advised(quote: str, on: date) -> str:
    """What to add to the advice on a citation of a repealed law."""
    cited = CITED.search(quote)
    found = candidates(cited["title"], cited["place"], on) if cited else ""
    return f"对应条文候选：{found}，请核对后引用。" if found else ""
