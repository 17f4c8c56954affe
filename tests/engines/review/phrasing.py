"""Own-written sentences as they stand in real drafts: read the phrase files and see what the review finds in each."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from fazhi.engines.review import review
from fazhi.engines.review.rules import BY_ID

FOLDER = Path(__file__).parent / "phrases"
DAY = date(2026, 11, 22)
KIND = {"E": "contract", "G": "decision"}
FIGURES = {"8": "八", "9": "九", "10": "十", "11": "十一"}


def _article(provision: str) -> str:
    """The law and article, without 款 and 项."""
    return re.sub(r"(第[^条]+条).*", r"\1", provision)


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
    rule = ""
    articles: tuple[str, ...] = ()
    for line in file.read_text(encoding="utf-8").splitlines():
        if line.startswith("# "):
            rule, *rest = line[2:].split()
            articles = tuple(rest)
        elif line[:2] in ("+ ", "- "):
            yield Phrase(rule, articles, line[0] == "+", line[2:].replace("⏎", "\n"))


def findings(phrase: Phrase) -> list[tuple[tuple[str, ...], str]]:
    """(rules, provision) of every finding of the phrase's group that stands on words of it."""
    kind = KIND.get(phrase.group, "policy")
    result = review(phrase.text, kind=kind, on=DAY)  # type: ignore[arg-type]
    return [(f.rules, f.provision) for f in result.findings if f.group == phrase.group and f.start is not None]


def outcome(phrase: Phrase) -> tuple[bool, bool]:
    """Found at all; found by the rule itself or by one resting on an accepted article."""
    seen = findings(phrase)
    wanted = {f"公平竞争审查条例 第{FIGURES[a]}条" for a in phrase.articles} or {_article(BY_ID[phrase.rule].basis[0])}
    same = any(phrase.rule in rules or _article(provision) in wanted for rules, provision in seen)
    return bool(seen), same
