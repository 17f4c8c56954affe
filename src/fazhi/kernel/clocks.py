"""How clocks move: one pure fold, used step by step by `perform` and all at once by `refold` and `audit`.

A `Move` is what an event means for clocks: a step done, or its document delivered to a seat, on a day in law.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from fazhi.kernel import calendar as terms
from fazhi.kernel.calendar import Calendar, Due, Period, UnknownYear
from fazhi.kernel.declare import Clock, Procedure, Seat, Step, Trigger


@dataclass
class Reading:
    """Where one clock stands. state: running, paused, met, lapsed (the law acted at expiry), void (no longer needed)."""

    clock: str
    start: date
    due: date
    stopped: date | None = None
    pauses: list = field(default_factory=list)
    extended: int = 0
    state: str = "running"
    estimated: bool = False

    @property
    def open(self) -> bool:
        return self.state in ("running", "paused")


@dataclass(frozen=True)
class Move:
    """kind: done or delivered; `to` the seat reached; `day_of` finds the day of an earlier step (None where it was not taken)."""

    step: Step
    on: date
    kind: str = "done"
    to: str = ""
    said: dict = field(default_factory=dict)
    facts: Any = None
    day_of: Callable[[Step], date | None] = lambda step: None
    closes: bool = False


def hits(trigger: Trigger, move: Move) -> bool:
    to: Seat | None = trigger.to
    return trigger.step is move.step and trigger.kind == move.kind and (to is None or to.key == move.to)


def start_day(trigger: Trigger, move: Move) -> date | None:
    """The day a started clock counts from: the event's, an earlier step's, or one named in the facts."""
    if trigger.since:
        return move.day_of(trigger.since)
    if trigger.of:
        value = move.said.get(trigger.of, getattr(move.facts, trigger.of, None))
        return date.fromisoformat(value) if isinstance(value, str) else value
    return move.on


def count(clock: Clock, reading: Reading, table: Calendar) -> Due:
    """The last lawful day of a reading; raises UnknownYear where the holiday table ends."""
    pauses = [(_day(s), _day(r) if r else None) for s, r in reading.pauses]
    extension = None
    if reading.extended and clock.extend:
        extension = Period(reading.extended, clock.extend.by.unit)
    return terms.due(clock.period, reading.start, table, pauses, extension, clock.roll)


def settle(clock: Clock, reading: Reading, table: Calendar) -> None:
    """Set the due day. A term that begins in a known year and ends in one not yet published is estimated by the plain week and
    marked so; it is counted again when the table is entered. So is one counted from a day yet to come that the facts name (the end of
    a term of office). A term that begins in a past year missing from the table is refused."""
    try:
        reading.due, reading.estimated = count(clock, reading, table).day, False
    except UnknownYear as unknown:
        if reading.start.year not in table.known and reading.start.year < max(table.known, default=reading.start.year + 1):
            raise
        guess = Calendar(table.exceptions, {*table.known, *range(unknown.year, unknown.year + 100)})
        reading.due, reading.estimated = count(clock, reading, guess).day, True


def _day(value: date | str) -> date:
    return value if isinstance(value, date) else date.fromisoformat(value)


def turn(declared: type[Procedure], readings: dict[str, Reading], move: Move, table: Calendar) -> set[str]:
    """Apply one move to the readings (changed in place); returns the keys of the clocks that changed."""
    changed: set[str] = set()
    for key, clock in declared.clocks.items():
        reading = readings.get(key)
        if reading and reading.open and _stop_or_pause(clock, reading, move, table):
            changed.add(key)
        if _start(declared, clock, readings, move, table):
            changed.add(key)
    if move.closes:
        for key, reading in readings.items():
            if reading.open and key not in changed:
                reading.state, reading.stopped = "void", move.on
                changed.add(key)
    return changed


def _stop_or_pause(clock: Clock, reading: Reading, move: Move, table: Calendar) -> bool:
    if any(hits(t, move) for t in clock.stop):
        by_law = clock.then is move.step and move.step.automatic
        reading.state, reading.stopped = ("lapsed" if by_law else "met"), move.on
        return True
    if move.kind != "done":
        return False
    for suspend, resume in clock.pause:
        if move.step is suspend and reading.state == "running":
            reading.pauses = [*reading.pauses, [move.on.isoformat(), None]]
            reading.state = "paused"
            return True
        if move.step is resume and reading.state == "paused" and reading.pauses[-1][1] is None:
            reading.pauses = [*reading.pauses[:-1], [reading.pauses[-1][0], move.on.isoformat()]]
            reading.state = "running"
            settle(clock, reading, table)
            return True
    if clock.extend and move.step is clock.extend.step:
        granted = int(move.said.get("extend_days") or clock.extend.by.length)
        reading.extended = min(granted, clock.extend.by.length)
        settle(clock, reading, table)
        return True
    return False


def _start(declared: type[Procedure], clock: Clock, readings: dict[str, Reading], move: Move, table: Calendar) -> bool:
    for trigger in clock.start:
        if not hits(trigger, move) or (clock.when and not clock.when(move.facts)):
            continue
        day = start_day(trigger, move)
        if day is None:
            continue
        fresh = Reading(clock.key, day, day, pauses=_inherited(declared, clock, readings, day) if trigger.since else [])
        settle(clock, fresh, table)
        readings[clock.key] = fresh
        return True
    return False


def _inherited(declared: type[Procedure], clock: Clock, readings: dict[str, Reading], day: date) -> list:
    """The suspensions since `day` that a clock counted from an earlier step takes over from the clocks suspended by the same
    steps: a case that turns from one procedure to another keeps the time that did not run."""
    spans: list[list] = []
    for key, reading in readings.items():
        if declared.clocks[key].pause == clock.pause and len(reading.pauses) >= len(spans):
            spans = reading.pauses
    return [list(span) for span in spans if _day(span[0]) >= day]


def fold(declared: type[Procedure], moves: Iterable[Move], table: Calendar) -> dict[str, Reading]:
    """All readings from all moves, by day in law, in order of entry within a day."""
    readings: dict[str, Reading] = {}
    for move in sorted(moves, key=lambda m: m.on):
        turn(declared, readings, move, table)
    return readings


def counting(clock: Clock, start: date, table: Calendar, events: Iterable[tuple[str, date]] = ()) -> Due:
    """`fazhi due`: the last lawful day of a clock from a day, with suspend, resume and extend events."""
    reading = Reading(clock.key, start, start)
    for name, day in events:
        if name == "suspend":
            reading.pauses.append([day, None])
        elif name == "resume":
            if not reading.pauses or reading.pauses[-1][1] is not None:
                raise ValueError("resume（恢复）之前没有 suspend（中止）。")
            if day < reading.pauses[-1][0]:
                raise ValueError("恢复日早于中止日，请核对。")
            reading.pauses[-1][1] = day
        elif name == "extend":
            if not clock.extend:
                raise ValueError(f"{clock.ref} {clock.label}：法律没有规定可以延长（{'、'.join(map(str, clock.basis))}）。")
            reading.extended = clock.extend.by.length
        else:
            raise ValueError(f"不认识的事件“{name}”，可用 suspend、resume、extend。")
    return count(clock, replace(reading), table)
