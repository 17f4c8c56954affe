"""Cases as the interface tells them: plain data, personal columns masked unless the reader sits in the case."""

from typing import Any

from fazhi.kernel.facts import columns
from fazhi.kernel.models import Case
from fazhi.kernel.rights import posts_of, seat_held
from fazhi.kernel.seal import plain
from fazhi.kernel.sitting import open_steps
from fazhi.surfaces import partyview
from fazhi.surfaces.shown import masked


def line(case: Case) -> dict[str, Any]:
    """One case in a list."""
    return {
        "id": case.pk,
        "procedure": case.procedure,
        "number": case.number,
        "title": case.title,
        "state": case.state,
        "state_label": case.state_label,
        "opened_on": case.opened_on,
        "closed_on": case.closed_on,
        "due": case.due,
        "events": case.events,
    }


def own(user: Any, case: Case) -> bool:
    """Whether the case is the reader's own: he handles it, or is a party of it."""
    if case.handler_id == user.pk or case.parties.filter(user=user).exists():
        return True
    return case.handler_id is None and any(p.organ_id == case.organ_id for p in posts_of(user))


def whole(case: Case, user: Any) -> dict[str, Any]:
    """A case with its facts, parties, ledger, deadlines, documents and the steps this person may take."""
    clear, seats = own(user, case), partyview.seats_only(user, case)
    told_ = [_event(e, case, clear) for e in case.ledger.order_by("seq")]
    papers = case.documents.select_related("event").prefetch_related("deliveries__party").order_by("pk")
    return {
        **line(case),
        "organ": case.organ.name,
        "facts": _facts(case, clear),
        "parties": [_party(p, clear) for p in case.parties.order_by("pk")],
        "ledger": told_ if seats is None else [e if e["seat"] in seats else {**e, "said": {}} for e in told_],
        "deadlines": [_deadline(d, case) for d in case.deadlines.order_by("due")],
        "documents": [_document(d) for d in papers if partyview.may_read(user, d)],
        "steps": [s.key for s in open_steps(case) if not s.automatic and seat_held(user, s, case, case.moved_on)],
    }


def _document(row: Any) -> dict[str, Any]:
    return {"id": row.pk, "kind": row.kind, "number": row.number, "issued_on": row.issued_on, "sha256": row.sha256}


def _facts(case: Case, clear: bool) -> dict[str, Any]:
    if case.facts is None:
        return {}
    return {n: _shown(c, getattr(case.facts, n), clear) for n, c in columns(case.declared.facts).items()}


def _shown(column: Any, value: Any, clear: bool) -> Any:
    return plain(value) if clear or not getattr(column, "personal", False) else masked(value)


def _party(party: Any, clear: bool) -> dict[str, Any]:
    open_ = clear or party.organ_id or party.kind in ("法人", "机关", "其他组织")
    return {
        "id": party.pk,
        "seat": party.seat,
        "kind": party.kind,
        "name": party.name if open_ else masked(party.name),
        "credit_code": party.credit_code,
        "id_number": masked(party.id_number),
        "phone": party.phone if clear else masked(party.phone),
        "address": party.address if clear else masked(party.address),
    }


def _event(event: Any, case: Case, clear: bool) -> dict[str, Any]:
    table = columns(case.declared.facts)
    said = {k: v for k, v in event.said.items() if k in ("facts", "words", "items", "alters", "docs", "number", "late")}
    if "facts" in said and not clear:
        said["facts"] = {k: _shown(table.get(k), v, False) for k, v in said["facts"].items()}
    if "words" in said and not clear:
        hidden = {s.name for step in case.declared.steps.values() for s in step.asks if not isinstance(s, str) and s.personal}
        said["words"] = {k: masked(v) if k in hidden else v for k, v in said["words"].items()}
    return {
        "seq": event.seq,
        "kind": event.kind,
        "step": event.step,
        "label": case.declared.steps[event.step].label,
        "on": event.on,
        "at": event.at,
        "seat": event.seat,
        "said": said,
        "basis": [str(b) for b in case.declared.steps[event.step].basis],
        "seal": event.seal,
    }


def _deadline(row: Any, case: Case) -> dict[str, Any]:
    clock = case.declared.clocks[row.clock]
    return {
        "clock": row.ref,
        "label": clock.label,
        "start": row.start,
        "due": row.due,
        "state": row.state,
        "stopped": row.stopped,
        "estimated": row.estimated,
        "basis": [str(b) for b in clock.basis],
    }
