"""Drag a visit and be told at once what it breaks: an index over the plan, then one question in well under 50 ms."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from fazhi.engines.planner.groups import EPSILON
from fazhi.engines.planner.instance import Demand, Instance


class Move(NamedTuple):
    """Demands of one firm, taken from where they are to one day; what the firm has on that day is joined."""

    firm: str
    to: date
    demands: tuple[str, ...]


class Violation(NamedTuple):
    """What a move breaks. `code` is the constraint of the handbook §8.3, or "wish" where nothing forbids it."""

    code: str
    message: str
    demands: tuple[str, ...]


class Index:
    """The plan by firm and day, with what every body uses on each day."""

    def __init__(self, instance: Instance, plan: dict[str, Any]) -> None:
        self.instance = instance
        self.demand = {d.id: n for n, d in enumerate(instance.demands)}
        self.firm = {f.id: n for n, f in enumerate(instance.firms)}
        self.day = {day: n for n, day in enumerate(instance.days)}
        self.by_firm: dict[int, dict[int, list[int]]] = defaultdict(dict)
        self.used: dict[tuple[int, int], int] = defaultdict(int)
        self.crowd: dict[tuple[int, int], dict[int, int]] = defaultdict(lambda: defaultdict(int))
        self.held = instance.held_days()
        for row in instance.held:
            self.used[row.body, row.day] += row.slots
            self.crowd[row.body, row.day][instance.firms[row.firm].town] += 1
        for visit in plan["visits"]:
            day = self.day[date.fromisoformat(visit["date"])]
            firm = self.firm[visit["firm"]]
            self.by_firm[firm][day] = [self.demand[name] for name in visit["demands"]]
            self.book(firm, day, self.by_firm[firm][day], 1)

    def book(self, firm: int, day: int, members: Iterable[int], sign: int) -> None:
        for n in members:
            demand = self.instance.demands[n]
            self.used[demand.body, day] += sign * demand.slots
            self.crowd[demand.body, day][self.instance.firms[firm].town] += sign


def what_if(index: Index, move: Move) -> list[Violation]:
    """What the move would break, hard constraints before wishes; an empty list means it may be made."""
    instance = index.instance
    firm = index.firm.get(move.firm)
    if firm is None or any(name not in index.demand for name in move.demands):
        raise ValueError(f"没有企业 {move.firm} 或其中的任务 {'、'.join(move.demands)}，请刷新计划后再拖动。")
    moved = [index.demand[name] for name in move.demands]
    strangers = [instance.demands[n].id for n in moved if instance.demands[n].firm != firm]
    if strangers:
        raise ValueError(f"任务 {'、'.join(strangers)} 不是企业 {move.firm} 的任务，不能一起拖动。")
    day = index.day.get(move.to)
    if day is None:
        return [Violation("(1)", f"{move.to} 不是计划期内的工作日。", move.demands)]
    plan = {d: [n for n in own if n not in moved] for d, own in index.by_firm.get(firm, {}).items()}
    plan = {d: own for d, own in plan.items() if own}
    group = [*plan.get(day, ()), *moved]
    plan[day] = group
    out = list(_demands(instance, moved, day, move.to))
    if index.held.get(firm, 0) >> day & 1:
        out.append(Violation("(2)", f"企业 {move.firm} 在 {move.to} 已有一次入企，同一天不再安排。", move.demands))
    out += _together(instance, group)
    out += _capacity(index, firm, day, moved, move.to)
    out += _caps(instance, firm, plan)
    out += _gaps(instance, plan, day)
    return out


def _demands(instance: Instance, moved: list[int], day: int, to: date) -> Iterable[Violation]:
    for n in moved:
        d = instance.demands[n]
        if not d.days >> day & 1:
            yield Violation("(1)", f"{to} 不在任务 {d.id} 的时间窗口内。", (d.id,))
        white = instance.firms[d.firm].whitelisted
        if white and d.trigger != "应查" and not (d.trigger == "限查" and d.approved):
            yield Violation("(8)", f"企业在白名单内，任务 {d.id} 不得入企（规则 R09）。", (d.id,))
        elif d.offsite:
            yield Violation("(1)", f"任务 {d.id} 应以非现场方式办理（规则 R13）。", (d.id,))


def _together(instance: Instance, group: list[int]) -> Iterable[Violation]:
    rows = [instance.demands[n] for n in group]
    for n, d in zip(group, rows, strict=True):
        if d.solo and len(group) > 1:
            yield Violation("(3)", f"任务 {d.id} 须单独检查，不能与其他任务合并。", (d.id,))
        for other in instance.conflicts.get(n, ()):
            if other > n and other in group:
                pair = (d.id, instance.demands[other].id)
                yield Violation("(3)", f"任务 {pair[0]} 与 {pair[1]} 不能合并。", pair)
    names = tuple(d.id for d in rows)
    bodies = len({d.body for d in rows})
    if bodies > instance.max_bodies:
        yield Violation("(4)", f"一次入企有 {bodies} 个检查主体，最多 {instance.max_bodies} 个。", names)
    hours = sum(d.hours for d in rows)
    if hours > instance.max_hours + EPSILON:
        yield Violation("(4)", f"一次入企需 {hours:g} 小时，最长 {instance.max_hours:g} 小时。", names)


def _capacity(index: Index, firm: int, day: int, moved: list[int], to: date) -> Iterable[Violation]:
    instance, town = index.instance, index.instance.firms[firm].town
    here = set(index.by_firm.get(firm, {}).get(day, ()))
    by_body: dict[int, list[Demand]] = defaultdict(list)
    for n in moved:
        if n not in here:
            by_body[instance.demands[n].body].append(instance.demands[n])
    for b, rows in by_body.items():
        body, names = instance.bodies[b], tuple(d.id for d in rows)
        slots = index.used.get((b, day), 0) + sum(d.slots for d in rows)
        if slots > body.slots:
            message = f"{body.name or body.id} {to} 需 {slots} 个档位，只有 {body.slots} 个。"
            yield Violation("(5)", message, names)
        towns = {z for z, count in index.crowd.get((b, day), {}).items() if count} | {town}
        if len(towns) > body.teams:
            message = f"{body.name or body.id} {to} 要去 {len(towns)} 个镇街，只有 {body.teams} 个组。"
            yield Violation("(6)", message, names)


def _caps(instance: Instance, firm: int, plan: dict[int, list[int]]) -> Iterable[Violation]:
    counted: dict[int, set[int]] = defaultdict(set)
    sample: dict[int, Demand] = {}
    for day, own in plan.items():
        for n in own:
            d = instance.demands[n]
            if d.counts:
                counted[d.body].add(day)
                sample[d.body] = d
    for b, days in counted.items():
        left = instance.allowance(sample[b])
        if left is not None and len(days) > left:
            name = instance.bodies[b].name or instance.bodies[b].id
            message = f"{name} 对 {instance.firms[firm].id} 入企将达 {len(days)} 次，频次余额 {left} 次（规则 R08）。"
            yield Violation(
                "(7)",
                message,
                tuple(instance.demands[n].id for own in plan.values() for n in own if instance.demands[n].body == b),
            )


def _gaps(instance: Instance, plan: dict[int, list[int]], day: int) -> Iterable[Violation]:
    for other, own in plan.items():
        apart = abs((instance.days[other] - instance.days[day]).days)
        if other != day and apart < instance.min_gap_days:
            names = tuple(instance.demands[n].id for n in own)
            yield Violation(
                "wish", f"与 {instance.days[other]} 的入企只隔 {apart} 天，希望至少 {instance.min_gap_days} 天。", names
            )
