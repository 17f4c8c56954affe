"""Which articles in the scope of a procedure its steps and clocks cite, which are explained, and which are missing."""

from dataclasses import dataclass, field

from fazhi.kernel.declare import Basis, Law, Procedure


@dataclass
class Coverage:
    """Which articles in scope are cited by which steps and clocks, and which are neither cited nor explained."""

    cited: dict[tuple[Law, int], list[str]] = field(default_factory=dict)
    explained: dict[tuple[Law, int], str] = field(default_factory=dict)
    missing: list[tuple[Law, int]] = field(default_factory=list)


def coverage(cls: type[Procedure]) -> Coverage:
    """Account for every article of the declared scope: cited, explained by `silent`, or missing."""
    found = Coverage()
    rules = [(b, s.label) for s in cls.steps.values() for b in s.basis]
    rules += [(b, g.label) for s in cls.steps.values() for g in s.needs for b in g.basis]
    rules += [(b, c.label) for c in cls.clocks.values() for b in (*c.basis, *(c.extend.basis if c.extend else ()))]
    for basis, label in rules:
        if basis.article is not None:
            lines = found.cited.setdefault((basis.law, basis.article), [])
            if label not in lines:
                lines.append(label)
    for place, why in cls.silent.items():
        first, last = (place.article, place.article) if isinstance(place, Basis) else place
        law = place.law if isinstance(place, Basis) else cls.law
        for n in range(int(first or 0), int(last or 0) + 1):
            found.explained[(law, n)] = why
    for law, first, last in cls.scope:
        for n in range(first, last + 1):
            if (law, n) not in found.cited and (law, n) not in found.explained:
                found.missing.append((law, n))
    return found
