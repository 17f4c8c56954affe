"""What is said at a step: checked against the domain's columns and the step's own questions, and written as plain JSON."""

from datetime import date
from functools import cache
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from fazhi.kernel.declare import Procedure, Say, Step
from fazhi.kernel.refusal import Refusal
from fazhi.kernel.seal import plain


@cache
def columns(model: Any) -> dict[str, models.Field]:
    """The domain's columns by name, without the key to the case."""
    return {f.name: f for f in model._meta.concrete_fields if f.name != "case"} if model else {}


def asked(declared: type[Procedure], step: Step) -> tuple[Say, ...]:
    """Every question of a step in one form, whether it has a column or not."""
    return _asked(declared, step)  # type: ignore[arg-type]


@cache
def _asked(declared: Any, step: Step) -> tuple[Say, ...]:
    table = columns(declared.facts)
    found = []
    for ask in step.asks:
        if isinstance(ask, Say):
            found.append(ask)
        else:
            column = table[ask.rstrip("?")]
            found.append(
                Say(column.name, str(column.verbose_name), kind_of(column), tuple(column.choices or ()), not ask.endswith("?"),  # type: ignore[arg-type]
                    bool(getattr(column, "personal", False)), str(column.help_text))
            )  # fmt: skip
    return tuple(found)


def kind_of(column: models.Field) -> str:
    """How a column is asked for: text, long, date, choice, money, number, bool, list."""
    if column.choices:
        return "choice"
    if column.name.endswith("_fen"):
        return "money"
    kinds = (
        (models.DateField, "date"),
        (models.BooleanField, "bool"),
        (models.IntegerField, "number"),
        (models.DecimalField, "decimal"),
        (models.TextField, "long"),
        (models.JSONField, "list"),
    )
    return next((name for kind, name in kinds if isinstance(column, kind)), "text")


def clean(declared: type[Procedure], step: Step, said: dict[str, Any]) -> tuple[dict, dict]:
    """(facts for the columns, further words), as plain JSON. Refuses a missing, unknown or ill-formed fact by name."""
    table = columns(declared.facts)
    facts: dict[str, Any] = {}
    words: dict[str, Any] = {}
    questions = {q.name: q for q in asked(declared, step)}
    for name, question in questions.items():
        value = said.get(name)
        if value in (None, ""):
            if question.required:
                raise Refusal(
                    "missing", f"“{step.label}”缺少必填事项“{question.label}”", basis=step.basis,
                    todo=f"请填写“{question.label}”后再提交", field=name,
                )  # fmt: skip
            continue
        column = table.get(name)
        checked = _column(column, question, value) if column is not None else _word(question, value)
        (words if column is None else facts)[name] = plain(checked)
    for name in said:
        if name not in questions and name not in EXTRA:
            raise Refusal("unknown", f"“{step.label}”不问“{name}”这一项", basis=step.basis, todo="请核对事项名称", field=name)
    words.update({k: plain(said[k]) for k in EXTRA if k in said})
    facts.update({k: plain(v) for k, v in step.sets.items() if k in table})
    return facts, words


EXTRA = ("extend_days", "note")


def _refuse(question: Say, why: str) -> Refusal:
    return Refusal("format", f"“{question.label}”{why}", todo="请改正后再提交", field=question.name)


def _column(column: models.Field, question: Say, value: Any) -> Any:
    try:
        return column.clean(value, None)
    except ValidationError as error:
        options = "、".join(str(v) for v, _ in question.choices)
        raise _refuse(
            question, f"填写有误：{'；'.join(error.messages)}" + (f"（可选：{options}）" if options else "")
        ) from None


def _word(question: Say, value: Any) -> Any:
    try:
        if question.kind == "date":
            return value if isinstance(value, date) else date.fromisoformat(str(value))
        if question.kind in ("money", "number", "hours"):
            return float(value) if question.kind == "hours" else int(value)
        if question.kind == "bool":
            return value in (True, "true", "True", "1", "on", "是", 1)
    except (ValueError, TypeError):
        raise _refuse(
            question,
            f"“{value}”格式不对（应为{ {'date': '日期，如2024-03-04', 'money': '以分计的整数'}.get(question.kind, '数字') }）",
        ) from None
    if question.choices and str(value) not in {str(v) for v, _ in question.choices}:
        raise _refuse(question, f"“{value}”不在可选项中（{'、'.join(str(v) for v, _ in question.choices)}）")
    return value


def check_items(step: Step, rows: list[dict]) -> None:
    """The lines handed to a step's list are checked by name and form, before any guard reads them."""
    if not rows:
        return
    if not step.item:
        raise Refusal("item", f"“{step.label}”不收明细", basis=step.basis)
    known = {f.name: f for f in step.item.fields}
    for row in rows:
        for name, value in row.items():
            if name not in known:
                raise Refusal("unknown", f"{step.item.label}没有“{name}”这一项", basis=step.basis, field=name)
            if value not in (None, ""):
                _word(known[name], value)
        for name, question in known.items():
            if question.required and row.get(name) in (None, ""):
                raise Refusal("missing", f"{step.item.label}缺少“{question.label}”", basis=step.basis, field=name)


def restore(declared: type[Procedure], facts: dict[str, Any]) -> dict[str, Any]:
    """Plain JSON back to the values the columns hold."""
    table = columns(declared.facts)
    return {k: table[k].to_python(v) for k, v in facts.items() if k in table}
