"""What a step will do, told before it is taken: the next state, the terms it starts, ends, pauses or extends with their last days,
the document it issues. The terms are turned by the kernel's own fold on copies, so the telling cannot differ from the doing."""

from copy import deepcopy
from dataclasses import dataclass
from datetime import date
from typing import Any

from fazhi.kernel import clocks, holidays
from fazhi.kernel.calendar import UnknownYear
from fazhi.kernel.clocks import Move, Reading
from fazhi.kernel.declare import LAW_ITSELF, PREVIOUS, SAME, Step
from fazhi.kernel.models import Case


@dataclass(frozen=True)
class Effect:
    """One consequence in a sentence, with the article where there is one."""

    text: str
    basis: str = ""


def effects(case: Case, step: Step, on: date, readings: dict[str, Reading], facts: Any = None) -> list[Effect]:
    """The consequences of `step` on the day `on`, from the present readings of the clocks."""
    return [*_state(case, step), *_terms(case, step, on, readings, facts), *_later(case, step), *_papers(step)]


def _state(case: Case, step: Step) -> list[Effect]:
    if step.to is SAME:
        return [Effect("记入台账，状态不变")]
    if step.to is PREVIOUS:
        before = case.declared.states.get(case.before)
        return [Effect(f"恢复到“{before.label}”" if before else "恢复到中止前的状态")]
    return [Effect(f"进入“{step.to.label}”" + ("，本案办结" if step.to.final else ""))]


def _terms(case: Case, step: Step, on: date, readings: dict[str, Reading], facts: Any) -> list[Effect]:
    after = deepcopy(readings)
    closes = step.to is not SAME and step.to is not PREVIOUS and step.to.final
    days = {s.key: on for s in (step,)}
    if case.pk and any(t.since for c in case.declared.clocks.values() for t in c.start if t.step is step):
        days |= dict(case.ledger.filter(kind__in=("step", "late")).order_by("seq").values_list("step", "on"))
    move = Move(step, on, facts=facts or case.facts, day_of=lambda s: days.get(s.key), closes=closes)
    try:
        changed = clocks.turn(case.declared, after, move, holidays.current())
    except UnknownYear as unknown:
        return [Effect(str(unknown))]
    except (TypeError, AttributeError):  # a clock that asks a fact not yet said
        return []
    return [e for key in case.declared.clocks if key in changed for e in _turned(case, key, readings.get(key), after[key])]


def _turned(case: Case, key: str, before: Reading | None, after: Reading) -> list[Effect]:
    clock = case.declared.clocks[key]
    basis, seat = "、".join(map(str, clock.basis)), clock.bind.label
    if after.state == "running" and (
        before is None or before.start != after.start or before.state not in ("running", "paused")
    ):
        who = "" if clock.bind is LAW_ITSELF else f"{seat}须在"
        return [Effect(f"“{clock.label}”开始：{who}{clock.period}内，最迟{_day(after.due)}", basis)]
    if after.state == "running" and before and before.state == "paused":
        return [Effect(f"“{clock.label}”恢复计算，最迟{after.due:%Y-%m-%d}", basis)]
    if after.state == "running" and before:
        return [Effect(f"“{clock.label}”从{before.due:%Y-%m-%d}延长到{after.due:%Y-%m-%d}", basis)]
    words = {"paused": "中止计算", "met": "办毕", "lapsed": "期满", "void": "不再计算"}
    return [Effect(f"“{clock.label}”{words[after.state]}", basis)]


def _day(day: date) -> str:
    year = "" if day.year == date.today().year else f"{day.year}年"
    return f"{year}{day.month}月{day.day}日"


def _later(case: Case, step: Step) -> list[Effect]:
    """Terms that will start when the document of this step is delivered."""
    found = []
    for clock in case.declared.clocks.values():
        for trigger in clock.start:
            if trigger.step is step and trigger.kind == "delivered":
                to = trigger.to.label if trigger.to else "当事人"
                text = f"文书送达{to}之日起，{clock.bind.label}有{clock.period}（{clock.label}）"
                found.append(Effect(text, "、".join(map(str, clock.basis))))
    return found


def _papers(step: Step) -> list[Effect]:
    found = [Effect(f"生成《{kind}》，可以下载、打印和登记送达") for kind in step.issues]
    if step.number:
        found.append(Effect("编定案号"))
    if step.opens:
        found.append(Effect("同时立下一程序的子案"))
    return found
