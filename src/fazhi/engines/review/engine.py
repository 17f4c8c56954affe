"""review(): one draft in, its doubts out — text rules through the fast scanner, then structure, record and citations."""

import importlib
import re
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any, Protocol

from . import context
from .copying import copied
from .model import RANK, Finding, Kind, Matter, Result, Rule
from .quoting import beside, misquoted
from .rules import BY_ID, RULES
from .scan import Match, Scanner
from .structure import STOP, Document

SIGNS = frozenset(r"\\[(.^$?*+{")  # a pattern without them is words side by side
CLOSING = 300  # characters of the end of a text that hold its closing articles


class Hits(Protocol):
    """What the engine needs of a scanner."""

    def hits(self, document: Document) -> Iterator[tuple[int, Match]]: ...


def review(
    text: str, *, kind: Kind = "policy", on: date, laws: Any = None, matter: Matter | None = None, by: Hits | None = None
) -> Result:
    """Review one text as of a day.

    `laws` is the law library of engines.citations (without it the citation rules that need one stay silent and a note says so);
    `matter` the record of the matter (see docs/review.md). Places are characters of `text`.
    """
    begun = time.perf_counter()
    document = Document(text)
    rules = applicable(kind, on, normative=(matter or {}).get("normative"))
    found = list(text_findings(document, rules, by or scanner(), on))
    found += _document_findings(document, rules, on)
    if matter is not None:
        found += [_finding(r, document, None, on) for r in rules.values() if r.record is not None and r.record(matter)]
    cited, notes = _citations(text, laws, on)
    found += _citation_findings(document, rules, cited, laws, on)
    found += _library_findings(document, rules, cited, laws, on)
    findings = tuple(_merged(document, found))
    return Result(kind, on, len(text), time.perf_counter() - begun, findings, tuple(cited), notes)


def applicable(kind: Kind, on: date, normative: bool | None = None) -> dict[str, Rule]:
    """The rules that apply to a kind of document on a day. `normative` False drops the rules for normative documents alone."""
    return _applicable(kind, on, normative)


@cache
def _applicable(kind: Kind, on: date, normative: bool | None) -> dict[str, Rule]:
    letters = {"policy": "P" if normative is False else "NP", "contract": "C", "decision": "D", "other": "NP"}[kind]

    def fits(rule: Rule) -> bool:
        if normative is False and rule.kinds == "N":
            return False
        if rule.group in "AC":
            return True  # an agreement or a tender notice may hold policy promises
        if kind == "other":
            return rule.group == "B"
        return (rule.group == "B" and kind == "decision") or any(letter in rule.kinds for letter in letters)

    return {r.id: r for r in RULES if fits(r) and r.in_force(on)}


@cache
def pattern_table() -> tuple[tuple[str, ...], tuple[Rule, ...]]:
    """Every pattern of the catalogue and the rule it belongs to, in the catalogue's order."""
    pairs = [(p, rule) for rule in RULES for p in rule.patterns]
    return tuple(p for p, _ in pairs), tuple(r for _, r in pairs)


@cache
def scanner() -> Scanner:
    """The scanner over the whole catalogue, made once."""
    return Scanner(pattern_table()[0])


def text_findings(document: Document, rules: dict[str, Rule], by: Hits, on: date) -> Iterator[Finding]:
    """The rules stage: matches of patterns that nothing around them excuses."""
    owners = pattern_table()[1]
    for number, match in by.hits(document):
        rule = owners[number]
        if rule.id in rules and not context.excused(rule, document, match.start(), match.end()):
            yield _finding(rule, document, match.span(), on)


def _document_findings(document: Document, rules: dict[str, Rule], on: date) -> Iterator[Finding]:
    for rule in rules.values():
        if rule.absent and (not rule.only_if or _says(document.norm, rule.only_if)) and not _says(document.norm, rule.absent):
            yield _finding(rule, document, None, on)
        if rule.check is not None:
            for hit in rule.check(document):
                yield _finding(rule, document, hit, on)


def _says(text: str, pattern: str) -> bool:
    """Whether the pattern stands anywhere; the closing articles, where most of what is asked for stands, are read first."""
    if not SIGNS & set(pattern):
        return any(word in text for word in pattern.split("|"))
    wanted = re.compile(pattern)
    return bool(wanted.search(text, max(0, len(text) - CLOSING)) or wanted.search(text))


def _citations(text: str, laws: Any, on: date) -> tuple[list[Any], tuple[str, ...]]:
    """Resolved references; the finder is another engine, loaded only when a library is at hand."""
    if laws is None:
        return [], ("没有法律库，引用是否真实、现行未核对；请先用 fazhi laws import 导入。",)
    found = importlib.import_module("fazhi.engines.citations").find(text, laws, on)
    open_questions = sum(not c.sure and c.verdict not in ("ok", "self", "doc_number") for c in found)
    return found, (f"有{open_questions}处引用法律库覆盖不到或者没有把握，请人工核实。",) if open_questions else ()


def _citation_findings(
    document: Document, rules: dict[str, Rule], cited: Iterable[Any], laws: Any, on: date
) -> Iterator[Finding]:
    """Citation faults of group A. What the citation engine is not sure of stays a question in the list of citations."""
    by_verdict = {verdict: rule for rule in rules.values() for verdict in rule.verdicts}
    for citation in cited:
        rule = by_verdict.get(_fault(citation, laws, on))
        if rule is None or not citation.sure:
            continue
        quote = document.text[citation.start : citation.end]
        why = citation.note or rule.why
        provision = _provision(citation) or rule.basis[0]
        yield Finding(
            rule.id, "A", rule.severity, citation.start, citation.end, quote, provision,
            rule.basis, why, rule.suggestion, (rule.id,), rule.title,
        )  # fmt: skip


def _library_findings(document: Document, rules: dict[str, Rule], cited: list[Any], laws: Any, on: date) -> Iterator[Finding]:
    """A07, A08, F18: the draft against the words of the articles, where the library holds them."""
    if laws is None or not cited:
        return
    text = document.text
    if "“" in text:
        for start, end, citation, words in misquoted(text, cited, laws, on):
            yield _pinned(BY_ID["A07"], text, (start, end), _place(citation), f"原文为“{words}”。")
    for start, end, citation in beside(text, cited, laws, on):
        yield _pinned(BY_ID["A08"], text, (start, end), _place(citation), "")
    if "F18" in rules:
        for start, end, title, article in copied(document, cited, laws, on):
            span = document.back(start, end)
            yield _pinned(BY_ID["F18"], text, span, f"{title} 第{article}条", f"相同的是《{title}》第{article}条。")


def _place(citation: Any) -> str:
    return f"{citation.title} 第{citation.article}条"


def _pinned(rule: Rule, text: str, span: tuple[int, int], provision: str, more: str) -> Finding:
    quote, why = text[slice(*span)], rule.why + more
    return Finding(
        rule.id, rule.group, rule.severity, *span, quote, provision, rule.basis, why, rule.suggestion, (rule.id,), rule.title
    )


def _fault(citation: Any, laws: Any, on: date) -> str:
    """The verdict in the catalogue's finer words: a missing 款 or 项 is another rule than a missing article."""
    if citation.verdict == "no_such_article" and (citation.paragraph or citation.item) and citation.title:
        law = laws.find(citation.title)
        version = law.text_on(on) if law else None
        if version is not None and citation.article and citation.article <= version.last_article:
            return "no_such_paragraph"
    for flag, verdict in (
        ("not_yet", "not_yet_in_force"),
        ("wrong_number", "wrong_doc_number"),
        ("old_version", "old_version"),
    ):
        if flag in citation.flags and citation.verdict in ("ok", "doc_number"):
            return verdict
    return str(citation.verdict)


def _provision(citation: Any) -> str:
    """The law a faulty citation should be read against: today's law or article, as far as it is known."""
    return citation.successor or citation.title or ""


def _finding(rule: Rule, document: Document, span: tuple[int, int] | None, on: date) -> Finding:
    why = rule.why
    if on < rule.current_from:
        why += f"（条号按{rule.version}文本；审查日适用的是旧文本，请核对条号。）"
    start, end = document.back(*span) if span else (None, None)
    quote = document.text[start:end] if span else ""
    return Finding(
        rule.id, rule.group, rule.severity, start, end, quote, rule.basis[0], rule.basis[1:], why, rule.suggestion,
        (rule.id,), rule.title, rule.replacement(quote),
    )  # fmt: skip


def _merged(document: Document, found: Iterable[Finding]) -> Iterator[Finding]:
    """Findings of one group that overlap, or rest on the same article in one sentence, become one.

    The one resting on the article most of them rest on speaks (then the gravest, then the longest), as gravely as the gravest;
    the others are named.
    """
    placed = sorted((f for f in found if f.start is not None), key=lambda f: (f.group, f.start, -(f.end or 0), f.rule))
    kept: list[list[Finding]] = []
    for finding in placed:
        for cluster in reversed(kept[-4:]):
            if cluster[0].group == finding.group and _together(document, cluster, finding):
                cluster.append(finding)
                break
        else:
            kept.append([finding])
    merged = [_one(document, cluster) for cluster in kept]
    yield from sorted(merged, key=lambda f: (f.start or 0, f.rule))
    yield from sorted((f for f in found if f.start is None), key=lambda f: (RANK[f.severity], f.rule))


def _together(document: Document, cluster: list[Finding], finding: Finding) -> bool:
    start, end = finding.start or 0, max(f.end or 0 for f in cluster)
    if start < end:
        return True
    same_article = any(_article(f.provision) == _article(finding.provision) for f in cluster)
    return same_article and STOP.search(document.text, end, start) is None


def _article(provision: str) -> str:
    return provision.split("条第（")[0]


def _one(document: Document, cluster: list[Finding]) -> Finding:
    if len(cluster) == 1:
        return cluster[0]
    resting = Counter(article for _, article in {(f.rule, _article(f.provision)) for f in cluster})

    def weight(f: Finding) -> tuple[int, int, int, str]:
        return -resting[_article(f.provision)], RANK[f.severity], (f.start or 0) - (f.end or 0), f.rule

    chief = min(cluster, key=weight)
    start, end = min(f.start or 0 for f in cluster), max(f.end or 0 for f in cluster)
    same = (start, end) == (chief.start, chief.end)
    also = tuple(dict.fromkeys(p for f in cluster for p in (f.provision, *f.also) if p != chief.provision))
    return replace(
        chief, severity=min((f.severity for f in cluster), key=RANK.__getitem__), start=start, end=end, quote=document.text[start:end], also=also,
        rules=tuple(dict.fromkeys((chief.rule, *(f.rule for f in cluster)))),
        replacement=chief.replacement if same else BY_ID[chief.rule].replacement(document.text[start:end]),
    )  # fmt: skip
