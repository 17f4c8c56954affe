"""What a party sees of a case it does not handle: its own words and papers, what was served on it, and the course of the case —
not the office's drafts and internal opinions (行政复议法 第四十七条 opens the other side's evidence, not the deliberation)."""

from typing import Any

from fazhi.kernel import rights
from fazhi.kernel.models import Case, Document, Event
from fazhi.surfaces.casepage import Line


def seats_only(user: Any, case: Case) -> set[str] | None:
    """The seats of somebody who sees the case only as a party of it; None for those who see it by their office."""
    if any(rights.covers(p, case.organ) for p in rights.posts_of(user)):
        return None
    organs = {p.organ_id for p in rights.posts_of(user)}
    return {p.seat for p in case.parties.all() if p.user_id == user.pk or (p.organ_id and p.organ_id in organs)}


def may_read(user: Any, document: Document) -> bool:
    """A party reads what it handed in and what was served on it, or is meant for its delivery."""
    seats = seats_only(user, document.case)
    return seats is None or _own(document, document.event, seats)


def _own(document: Document, event: Event | None, seats: set[str]) -> bool:
    if document.incoming:
        return bool(event and event.seat in seats)
    clocks = document.case.declared.clocks.values()
    meant = {
        t.to.key for c in clocks for t in (*c.start, *c.stop) if t.kind == "delivered" and t.step.key == document.step and t.to
    }
    return bool(meant & seats) or any(d.party.seat in seats for d in document.deliveries.all())


def narrowed(context: dict[str, Any], user: Any, case: Case) -> dict[str, Any]:
    """The context of the case page as this person may see it."""
    seats = seats_only(user, case)
    if seats is None:
        return context
    for line in context["lines"]:
        _quiet(line, seats)
    asked = {a.rstrip("?") for s in case.declared.steps.values() for a in s.asks
             if isinstance(a, str) and (s.opening or seats & {w.key for w in s.who})}  # fmt: skip
    from fazhi.kernel.facts import columns

    labels = {str(c.verbose_name) for n, c in columns(case.declared.facts).items() if n in asked}
    documents = [d for d in context["documents"] if _own(d, d.event, seats)]
    facts = [(label, text) for label, text in context["facts"] if label in labels]
    return {**context, "facts": facts, "documents": documents, "items": [], "children": [], "may_propose": False}


def _quiet(line: Line, seats: set[str]) -> None:
    """Keep that a step was taken, on which day and article; what the office said in it stays with the office."""
    if line.event.seat not in seats:
        line.said, line.notes = [], []
