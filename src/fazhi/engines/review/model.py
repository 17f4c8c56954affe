"""The nouns of the review: a rule card, a finding, a result, and the record of the matter."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from .structure import Document

Severity = Literal["重大", "应改", "提示"]
Kind = Literal["policy", "contract", "decision", "other"]
RANK: dict[str, int] = {"重大": 0, "应改": 1, "提示": 2}
KINDS: tuple[Kind, ...] = ("policy", "contract", "decision", "other")

Matter = Mapping[str, Any]
Span = tuple[int, int]
Hit = Span | None  # None: something is missing from the whole document
Check = Callable[["Document"], Iterable[Hit]]
Record = Callable[[Matter], bool]

GROUPS = {
    "A": "引用法律法规",
    "B": "权限",
    "C": "公平竞争",
    "D": "程序与时效",
    "E": "合同协议",
    "F": "形式与文字",
    "G": "重大行政决策程序",
}


@dataclass(frozen=True, eq=False)
class Rule:
    """A card a lawyer can check: what fires, what does not, and by which article of which version of which law.

    One of the matchers is set: `patterns` (a sentence matches), `absent` (the document never says it), `check` (structure),
    `record` (the matter's record), `verdicts` (a citation's verdict). `narrowed` says in which way the rule fires less
    widely than its wording, and why.
    """

    id: str
    title: str
    severity: Severity
    kinds: str  # N normative document, P policy, D decision, C contract
    basis: tuple[str, ...]  # chief basis first: "法律简称 第N条第（M）项"
    why: str
    suggestion: str
    bad: str | Matter
    good: str | Matter
    patterns: tuple[str, ...] = ()
    unless: str = ""
    nearby: bool = False  # the exclusion is looked for in the clause between commas, not in the whole sentence
    negatable: bool = True
    absent: str = ""
    only_if: str = ""  # for `absent`: the document must speak of this
    check: Check | None = None
    record: Record | None = None
    verdicts: tuple[str, ...] = ()
    swaps: tuple[tuple[str, ...], ...] = ()  # (pattern, replacement): words that may stand in place of the quote
    narrowed: str = ""
    version: str = ""  # promulgation day of the chief law's text the rule was written against
    since: date = date.min
    until: date = date.max
    current_from: date = date.min  # first day of that version: before it the article numbers are others

    @property
    def group(self) -> str:
        return self.id[0]

    @cached_property
    def exclusion(self) -> re.Pattern[str] | None:
        return re.compile(self.unless) if self.unless else None

    @property
    def trigger(self) -> str:
        """The kind of trigger in the lawyer's words."""
        kinds = {"文本": self.patterns or self.absent, "结构": self.check, "引用": self.verdicts, "台账": self.record}
        return "、".join(name for name, matcher in kinds.items() if matcher)

    def replacement(self, quote: str) -> str | None:
        """The quote put right, where the rule knows how."""
        new = quote
        for pattern, words in self.swaps:
            new = re.sub(pattern, words, new)
        return new if new != quote else None

    def in_force(self, on: date) -> bool:
        return self.since <= on <= self.until


@dataclass(frozen=True, slots=True)
class Finding:
    """One doubt, pinned to its words; without words (something is missing) start = end = None."""

    rule: str
    group: str
    severity: Severity
    start: int | None
    end: int | None
    quote: str
    provision: str
    also: tuple[str, ...]
    why: str
    suggestion: str
    rules: tuple[str, ...] = ()  # every rule merged into this finding
    title: str = ""
    replacement: str | None = None  # words that may stand in place of the quote

    def as_dict(self) -> dict[str, Any]:
        """The finding as contracts.md prints it."""
        return {
            "rule": self.rule,
            "group": self.group,
            "severity": self.severity,
            "start": self.start,
            "end": self.end,
            "quote": self.quote,
            "provision": self.provision,
            "also": list(self.also),
            "why": self.why,
            "suggestion": self.suggestion,
            "rules": list(self.rules),
            "title": self.title,
            "replacement": self.replacement,
        }


@dataclass(frozen=True, slots=True)
class Result:
    """What a review found in one text."""

    kind: Kind
    on: date
    chars: int
    seconds: float
    findings: tuple[Finding, ...]
    citations: tuple[Any, ...] = ()
    notes: tuple[str, ...] = field(default=())

    def __iter__(self) -> Iterator[Finding]:
        return iter(self.findings)

    def worst(self) -> Severity | None:
        """The gravest severity among the findings, from which the draft conclusion follows."""
        return min((f.severity for f in self.findings), key=RANK.__getitem__, default=None)
