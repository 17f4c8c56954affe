"""How the public is led to an opening step: plain questions asked one by one, and what the answers mean in law before the form.

A guide is written in the domain beside its procedure (`Procedure.guide`); pages walk it and name no domain.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from fazhi.kernel.declare import Basis, Say, Seat


@dataclass(frozen=True)
class Told:
    """One sentence of the law's answer. tone: `good` nothing in the way, `mind` look out, `stop` this office cannot take it."""

    text: str
    basis: tuple[Basis, ...] = ()
    tone: str = "good"


@dataclass(frozen=True)
class Advice:
    """What the answers mean: the sentences, and the last day on which one may apply where there is one."""

    told: tuple[Told, ...]
    last_day: date | None = None
    counting: tuple[str, ...] = ()

    @property
    def stopped(self) -> bool:
        return any(t.tone == "stop" for t in self.told)


@dataclass(frozen=True)
class Guide:
    """Plain words for one opening step.

    questions: asked before the form; a question that bears the name of a fact answers it. advise: answers and the day of asking to
    `Advice`; the applicant stands in answers["x-me"], the other party of a seat in answers["o-<seat>"], each by name, kind and so on. form: names of the step's facts asked after the advice, with plainer words where given. facts: answers to facts that
    are not asked as such. others: the other parties to name, with the question. words: plain names of later steps (what it is
    called, what it means)."""

    title: str
    lead: str
    minutes: int = 10
    bring: tuple[str, ...] = ()
    questions: tuple[Say, ...] = ()
    advise: Callable[[dict[str, Any], date], Advice] | None = None
    form: tuple[Say, ...] = ()
    facts: Callable[[dict[str, Any]], dict[str, Any]] | None = None
    others: tuple[tuple[Seat, str], ...] = ()
    case_title: Callable[[dict[str, Any], str], str] | None = None
    words: dict[str, tuple[str, str]] = field(default_factory=dict)
