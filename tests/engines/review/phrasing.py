"""Own-written sentences as they stand in real drafts: read the phrase files and count what the review finds in them."""

import random
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from fazhi.engines.review import review
from fazhi.engines.review.rules import BY_ID

FOLDER = Path(__file__).parent / "phrases"
DAY = date(2026, 11, 22)
KIND = {"E": "contract", "G": "decision"}


@dataclass(frozen=True)
class Phrase:
    """One sentence: it must fire (its rule, or another of the group resting on one of `articles`) or must not."""

    rule: str
    articles: tuple[str, ...]
    fires: bool
    text: str

    @property
    def group(self) -> str:
        return self.rule[0]


def read(file: Path) -> Iterator[Phrase]:
    rule, articles = "", ()
    for line in file.read_text(encoding="utf-8").splitlines():
        if line.startswith("# "):
            rule, *rest = line[2:].split()
            articles = tuple(rest)
        elif line[:2] in ("+ ", "- "):
            yield Phrase(rule, articles, line[0] == "+", line[2:].replace("⏎", "\n"))


def halves(phrases: list[Phrase], seed: int = 20261122) -> tuple[list[Phrase], list[Phrase]]:
    """Tuning and validating half, drawn at random."""
    drawn = list(phrases)
    random.Random(seed).shuffle(drawn)
    middle = len(drawn) // 2
    return drawn[:middle], drawn[middle:]


def findings(phrase: Phrase) -> list[tuple[tuple[str, ...], str]]:
    """(rules, provision) of every finding of the phrase's group that stands on words of it."""
    kind = KIND.get(phrase.group, "policy")
    result = review(phrase.text, kind=kind, on=DAY)  # type: ignore[arg-type]
    return [(f.rules, f.provision) for f in result.findings if f.group == phrase.group and f.start is not None]


def outcome(phrase: Phrase) -> tuple[bool, bool]:
    """Found at all; found by the rule itself or by one resting on an accepted article."""
    seen = findings(phrase)
    if phrase.articles:
        wanted = {f"公平竞争审查条例 第{'零一二三四五六七八九'[int(a)] if int(a) < 10 else {'10': '十', '11': '十一'}[a]}条" for a in phrase.articles}
    else:
        wanted = {re.match(r"[^第]*第[^条]*条|.*", BY_ID[phrase.rule].basis[0])[0]}  # type: ignore[index]
    same = any(phrase.rule in rules or re.sub(r"(第[^条]+条).*", r"\1", provision) in wanted for rules, provision in seen)
    return bool(seen), same


def tally(phrases: list[Phrase]) -> Counter[str]:
    """Counts per group: fire, found, strict, miss (near misses), alarm."""
    out: Counter[str] = Counter()
    for p in phrases:
        found, strict = outcome(p)
        names = (("fire", True), ("found", found), ("strict", strict)) if p.fires else (("miss", True), ("alarm", found))
        for name, true in names:
            out[("C" if p.group == "C" else "other") + " " + name] += true
    return out
