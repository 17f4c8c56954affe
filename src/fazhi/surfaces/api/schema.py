"""JSON schemas derived from what the steps ask; the OpenAPI document shows one for every step."""

from typing import Any

from fazhi.kernel.declare import Say, Step
from fazhi.kernel.facts import asked

TYPES: dict[str, dict] = {
    "date": {"type": "string", "format": "date"},
    "money": {"type": "integer", "description": "整数分"},
    "number": {"type": "integer"},
    "decimal": {"type": "number"},
    "hours": {"type": "number"},
    "bool": {"type": "boolean"},
    "list": {"type": "array", "items": {}},
}


def of_question(question: Say) -> dict[str, Any]:
    """The schema of one fact."""
    shape = dict(TYPES.get(question.kind, {"type": "string"}), title=question.label)
    if question.choices:
        shape |= {"enum": [k for k, _ in question.choices], "x-labels": [str(v) for _, v in question.choices]}
    if question.personal:
        shape["x-personal"] = True
    if question.help:
        shape["description"] = question.help
    return shape


def of_step(declared: Any, step: Step) -> dict[str, Any]:
    """The schema of the facts of one step."""
    questions = asked(declared, step)
    return {
        "type": "object",
        "title": step.label,
        "properties": {q.name: of_question(q) for q in questions},
        "required": [q.name for q in questions if q.required],
        "additionalProperties": False,
        "x-basis": [str(b) for b in step.basis],
        "x-seats": [s.key for s in step.who],
    }


def of_procedure(declared: Any) -> dict[str, Any]:
    """A procedure as a program sees it: its states, its steps and what they ask."""
    return {
        "key": declared.key,
        "domain": declared.domain,
        "label": declared.label,
        "since": declared.since.isoformat(),
        "until": declared.until.isoformat() if declared.until else None,
        "states": {k: s.label for k, s in declared.states.items()},
        "steps": {
            k: {"label": s.label, "opening": s.opening, "automatic": s.automatic, "facts": of_step(declared, s)}
            for k, s in declared.steps.items()
        },
    }
