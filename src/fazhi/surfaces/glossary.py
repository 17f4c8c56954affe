"""The glossary, generated from the declarations: every Chinese term of states, steps, seats, terms, documents and facts with its
English name in code and where it is used."""

from dataclasses import dataclass, field

from fazhi.kernel.facts import columns
from fazhi.kernel.registry import figures, procedures


@dataclass
class Term:
    """One term: what it is, its name in code, its bases, and the procedures that use it."""

    label: str
    kind: str
    names: set[str] = field(default_factory=set)
    used: dict[str, str] = field(default_factory=dict)  # procedure label → article


def glossary() -> list[Term]:
    """All terms in order of their spelling."""
    found: dict[tuple[str, str], Term] = {}

    def note(label: str, kind: str, name: str, where: str, basis: str = "") -> None:
        term = found.setdefault((label, kind), Term(label, kind))
        term.names.add(name)
        term.used.setdefault(where, basis)

    for declared in procedures().values():
        where = declared.label
        note(declared.label, "程序", declared.domain, where, str(getattr(declared, "law", "")))
        for state in declared.states.values():
            note(state.label, "状态", state.key, where)
        for step in declared.steps.values():
            note(step.label, "步骤", step.key, where, "、".join(map(str, step.basis)))
            for kind in step.issues:
                note(kind, "文书", step.key, where, "、".join(map(str, step.basis)))
        for clock in declared.clocks.values():
            note(clock.label, "期限", clock.key, where, "、".join(map(str, clock.basis)))
        for seat in declared.seats().values():
            note(seat.label, "席位", seat.key, where)
        for name, column in columns(declared.facts).items():
            note(str(column.verbose_name), "事实", name, where)
    for figure in figures().values():
        note(figure.label, "指标", figure.id, "报告", str(figure.basis))
    return sorted(found.values(), key=lambda t: (t.label.encode("gb18030", "replace"), t.kind))
