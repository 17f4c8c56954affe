"""A procedure as it stood before a norm it cites came into force: derived from the present one by leaving out what did not bind yet."""

from collections.abc import Iterable
from copy import copy
from dataclasses import replace
from datetime import date
from typing import Any

from fazhi.domains.inspections.rules import IN_FORCE
from fazhi.kernel.declare import Basis, Clock, Extend, Law, Procedure, Step, Trigger


def in_force(bases: Iterable[Basis], on: date) -> tuple[Basis, ...]:
    """Those of the bases that bind on that day; a law without a day in the table binds throughout."""
    return tuple(b for b in bases if IN_FORCE.get(b.law, on) <= on)


def earlier(
    newer: type[Procedure], revision: str, since: date, law: Law, otherwise: Basis, transition: str = ""
) -> type[Procedure]:
    """The version before `newer`: a step left without a basis stands on `otherwise`, a clock left without one did not run, and a
    rule keeps its own first day."""
    until = date.fromordinal(newer.since.toordinal() - 1)
    steps = {s: _step(s, since, otherwise) for s in newer.steps.values()}
    for old in steps.values():
        old.apart = tuple(steps[s] for s in old.apart)
    clocks = [_clock(c, steps, since) for c in newer.clocks.values() if in_force(c.basis, since)]
    kept = {k: v for k, v in vars(newer).items() if not k.startswith("__") and not isinstance(v, Step | Clock)}
    declared: dict[str, Any] = kept | {s.key: s for s in steps.values()} | {c.key: c for c in clocks}
    declared |= {
        "key": f"{newer.domain}@{revision}", "label": f"{newer.label.removesuffix('（旧）')}（旧）", "since": since, "until": until, "law": law,
        "scope": (), "transition": transition or f"{newer.since:%Y年%m月%d日}前立案的，按立案时的规定办结；新规定没有另作规定",
        "__module__": newer.__module__, "__doc__": f"Before {newer.since}: what then bound.",
    }  # fmt: skip
    return type(f"{newer.__name__}{revision}", (Procedure,), declared)


def _step(step: Step, since: date, otherwise: Basis) -> Step:
    old = copy(step)
    old.basis = in_force(step.basis, since) or (otherwise,)
    old.needs = tuple(replace(g, basis=in_force(g.basis, since) or g.basis) for g in step.needs)
    return old


def _clock(clock: Clock, steps: dict[Step, Step], since: date) -> Clock:
    old = copy(clock)
    old.basis = in_force(clock.basis, since)
    old.start, old.stop = (tuple(_trigger(t, steps) for t in ts) for ts in (clock.start, clock.stop))
    old.pause = tuple((steps[a], steps[b]) for a, b in clock.pause)
    old.then = steps[clock.then] if clock.then else None
    if clock.extend and clock.extend.step:
        old.extend = Extend(steps[clock.extend.step], clock.extend.by, clock.extend.basis)
    return old


def _trigger(trigger: Trigger, steps: dict[Step, Step]) -> Trigger:
    return replace(trigger, step=steps[trigger.step], since=steps[trigger.since] if trigger.since else None)
