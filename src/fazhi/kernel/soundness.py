"""A declaration is checked while its module loads: what cannot be right stops the program and names the place."""

import hashlib
import inspect

from fazhi.kernel.declare import ANY, PREVIOUS, SAME, DeclarationError, Procedure, Step


def revision_of(cls: type[Procedure]) -> str:
    """A short digest of the declaration's source: every event carries the revision it was made under."""
    try:
        text = inspect.getsource(cls)
    except (OSError, TypeError):
        text = repr(sorted(cls.steps)) + repr(sorted(cls.clocks))
    return hashlib.sha256(text.encode()).hexdigest()[:8]


RESERVED = frozenset(["case", "step", "by", "on", "at", "late", "seen", "parties", "item", "item_n", "files", "handler"])


def _names(cls: type[Procedure]) -> None:
    """A fact may not carry the name of an argument of `perform`: it would be swallowed."""
    for step in cls.steps.values():
        for ask in step.asks:
            name = ask.rstrip("?") if isinstance(ask, str) else ask.name
            if name in RESERVED:
                raise DeclarationError(f"程序 {cls.key}，步骤“{step.label}”：事实不能叫“{name}”，这是办理参数的名称。")


def check(cls: type[Procedure]) -> None:
    """Refuse a declaration that cannot be right; see the module's docstring."""
    where = f"程序 {cls.key or cls.__name__}"
    if not cls.key or "@" not in cls.key or not cls.label:
        raise DeclarationError(f"{where}：缺少 key（领域@版本）或 label。")
    if not any(s.opening for s in cls.steps.values()):
        raise DeclarationError(f"{where}：没有立案的步骤（origin=()）。")
    _names(cls)
    known_states, known_steps = set(cls.states.values()) | {SAME, PREVIOUS}, set(cls.steps.values())
    for step in cls.steps.values():
        origin = () if step.origin is ANY else step.origin
        if step.to not in known_states or any(s not in known_states for s in origin):  # type: ignore[union-attr]
            raise DeclarationError(f"{where}，步骤“{step.label}”：起止状态不在本程序中。")
        if step.opening and step.to in (SAME, PREVIOUS):
            raise DeclarationError(f"{where}，步骤“{step.label}”：立案步骤须进入一个状态。")
        if cls.facts is not None:
            columns = {f.name for f in cls.facts._meta.get_fields()}
            for ask in step.asks:
                if isinstance(ask, str) and ask.rstrip("?") not in columns:
                    raise DeclarationError(f"{where}，步骤“{step.label}”：事实“{ask}”不在 {cls.facts.__name__} 中。")
    for clock in cls.clocks.values():
        moved = [t.step for t in (*clock.start, *clock.stop)] + [s for pair in clock.pause for s in pair]
        moved += [clock.then] if clock.then else []
        moved += [clock.extend.step] if clock.extend and clock.extend.step else []
        for step in moved:
            if step not in known_steps:
                raise DeclarationError(f"{where}，期限“{clock.label}”：步骤“{step.label}”不在本程序中。")
    reached = {s.to for s in cls.steps.values()}
    for state in cls.states.values():
        if state not in reached:
            raise DeclarationError(f"{where}：没有步骤能到达状态“{state.label}”。")


def unlike_twins(cls: type[Procedure]) -> list[str]:
    """Pairs of steps between the same states that do not drive the same clocks, unless one says why in `like`: load warnings."""

    def driven(step: Step) -> set:
        return {
            (c.key, role)
            for c in cls.clocks.values()
            for role, ts in (("start", c.start), ("stop", c.stop))
            for t in ts
            if t.step is step and t.kind == "done"
        }

    warnings, steps = [], list(cls.steps.values())
    for i, a in enumerate(steps):
        for b in steps[i + 1 :]:
            same = a.origin == b.origin and a.to is b.to and a.to is not SAME and not a.opening
            if same and driven(a) != driven(b) and not (a.like or b.like):
                warnings.append(f"{cls.key}：“{a.label}”与“{b.label}”起止状态相同而驱动的期限不同，请在 like 中说明。")
    return warnings
