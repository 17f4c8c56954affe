"""What stands on an article: the steps, conditions, terms and review rules that name it, read off the registry."""

import importlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from fazhi.kernel.declare import Basis, Law
from fazhi.kernel.registry import clocks, procedures
from fazhi.law import catalogue
from fazhi.law.catalogue import Version
from fazhi.law.names import plain
from fazhi.law.numerals import parse_place


@dataclass(frozen=True)
class Standing:
    """One rule that rests on an article: kind 步骤, 条件, 期限 or 审查规则; where it is declared; which version it cites."""

    kind: str
    label: str
    where: str
    url: str
    place: str
    version: str = ""


def key_of(title: str) -> str:
    """The key of a law in the catalogue, so that short and long titles meet."""
    record = catalogue().find(title)
    return record.key if record else plain(title)


@cache
def standings() -> dict[tuple[str, int], list[Standing]]:
    """(law, article) → what stands on it."""
    found: dict[tuple[str, int], list[Standing]] = {}

    def note(bases: Iterable[Basis], kind: str, label: str, where: str, url: str) -> None:
        for basis in bases:
            if basis.article is not None:
                one = Standing(kind, label, where, url, str(basis), str(basis.law.version))
                rows = found.setdefault((key_of(basis.law.title), basis.article), [])
                if one not in rows:
                    rows.append(one)

    for declared in sorted(procedures().values(), key=lambda p: p.key, reverse=True):
        url = f"/sheets/{declared.key}/"
        name = f"{declared.label}（{declared.key.split('@')[1]}）"
        for step in declared.steps.values():
            note(step.basis, "步骤", step.label, name, f"{url}#{step.key}")
            for need in step.needs:
                note(need.basis, "条件", need.label, name, f"{url}#{step.key}")
        for clock in declared.clocks.values():
            note(clock.basis, "期限", f"{clock.label}（{clock.ref}）", name, f"{url}#{clock.key}")
            if clock.extend:
                note(clock.extend.basis, "期限", f"{clock.label}的延长", name, f"{url}#{clock.key}")
    for ref, (owner, clock) in clocks().items():
        if owner is None:
            note(clock.basis, "期限", f"{clock.label}（{ref}）", "单独的期限", "/sheets/")
    for rule in review_rules():
        for text in rule.basis:
            title, _, place = text.partition(" ")
            article = article_in(place)
            if article:
                one = Standing("审查规则", f"{rule.id} {rule.title}", "合法性审查", "/sheets/review/", text)
                found.setdefault((key_of(title), article), []).append(one)
    return found


def article_in(place: str) -> int | None:
    try:
        return parse_place(place)[0]
    except (ValueError, IndexError):
        return None


@cache
def review_rules() -> list[Any]:
    """The cards of the review engine, where it is installed."""
    try:
        engine = importlib.import_module("fazhi.engines.review")
    except ModuleNotFoundError:
        return []
    return list(engine.cards()) if hasattr(engine, "cards") else []


def to_recheck() -> list[tuple[Any, str, str, str]]:
    """Review rules whose law has a newer text than the one they were written against: (rule, law, then, now)."""
    engine = importlib.import_module("fazhi.engines.review")
    return list(engine.to_recheck(newest))


def newest(title: str) -> str | None:
    """The name of a law's newest text; None where the law is not known."""
    record = catalogue().find(title)
    return record.latest.name if record else None


def version_of(law: Law) -> Version | None:
    """The text a declaration cites: the version promulgated in the year it names."""
    return version_named(law.title, str(law.version))


def version_named(title: str, name: str) -> Version | None:
    """The version whose name begins so (2023, 2023-09-01); the newest where none does."""
    record = catalogue().find(title)
    if record is None:
        return None
    return next((v for v in reversed(record.versions) if name and v.name.startswith(name)), record.latest)
