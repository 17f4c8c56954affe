"""A planning instance: read whole or not at all, every fault named by its place."""

import hashlib
import json
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from math import isfinite
from typing import Any, NamedTuple

TRIGGERS = ("应查", "限查", "普通")
LONGEST_PERIOD = 1100
"""Days. A plan is a month, a quarter or a year; three years is already an error of typing."""


class Body(NamedTuple):
    id: str
    name: str
    slots: int
    """Slots a day; one slot is two officers for half a day."""
    teams: int
    base: int
    """Index of the town it starts from."""


class Town(NamedTuple):
    id: str
    x: float
    y: float


class Firm(NamedTuple):
    id: str
    town: int
    grade: str
    whitelisted: bool


class Demand(NamedTuple):
    id: str
    firm: int
    body: int
    days: int
    """Bit i is set when open day i lies in the window."""
    slots: int
    hours: float
    mandatory: bool
    offsite: bool
    trigger: str
    approved: bool
    counts: bool
    risk: float
    solo: bool


class Held(NamedTuple):
    """A visit of the period that stands whatever is planned: begun, held, or arranged elsewhere."""

    body: int
    firm: int
    day: int
    """Number of the open day."""
    slots: int


class Instance(NamedTuple):
    days: list[date]
    bodies: list[Body]
    towns: list[Town]
    firms: list[Firm]
    demands: list[Demand]
    conflicts: dict[int, set[int]]
    caps: dict[tuple[int, str], int]
    """(body, grade) → counted visits of the body to one firm."""
    done: dict[tuple[int, int], int]
    """(body, firm) → counted visits already made."""
    max_bodies: int
    max_hours: float
    min_gap_days: int
    digest: str
    warnings: list[str]
    held: list[Held]
    """Slots, teams and firms' days already taken; one row for each body in each such visit."""

    def distance(self, body: int, town: int) -> float:
        """Kilometres from the body's base to the town, in a straight line."""
        a, b = self.towns[self.bodies[body].base], self.towns[town]
        return float(((a.x - b.x) ** 2 + (a.y - b.y) ** 2) ** 0.5)

    def held_days(self) -> dict[int, int]:
        """Days on which a firm is visited anyway, as bits: no second visit on the same day."""
        out: dict[int, int] = {}
        for row in self.held:
            out[row.firm] = out.get(row.firm, 0) | 1 << row.day
        return out

    def allowance(self, demand: Demand) -> int | None:
        """Counted visits still open to the demand's body at its firm; None without a cap."""
        cap = self.caps.get((demand.body, self.firms[demand.firm].grade))
        return None if cap is None else max(0, cap - self.done.get((demand.body, demand.firm), 0))


class InstanceError(ValueError):
    """Says in one sentence that nothing was taken in, then names every fault."""

    def __init__(self, faults: list[str]) -> None:
        self.faults = faults
        shown = "\n".join(f"  {n}. {fault}" for n, fault in enumerate(faults[:50], 1))
        more = f"\n  ……另有 {len(faults) - 50} 处同类问题未列出" if len(faults) > 50 else ""
        super().__init__(f"计划数据有 {len(faults)} 处错误，一条也没有读入，请改正后重试：\n{shown}{more}")


def parse(source: bytes | str | dict[str, Any]) -> Instance:
    """Read an instance from JSON or from the object it stands for; refuses it whole with `InstanceError`."""
    if isinstance(source, dict):
        raw: Any = source
        text = json.dumps(source, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=str).encode()
    else:
        text = source.encode() if isinstance(source, str) else source
        try:
            raw = json.loads(text.decode("utf-8-sig"))
        except UnicodeDecodeError:
            raise InstanceError(["文件不是 UTF-8 编码的文本"]) from None
        except RecursionError:
            raise InstanceError(["文件嵌套过深，不是计划数据"]) from None
        except json.JSONDecodeError as error:
            raise InstanceError([f"第 {error.lineno} 行第 {error.colno} 列：不是合法的 JSON"]) from None
    if not isinstance(raw, dict):
        raise InstanceError(["最外层应是一个对象，含 period、bodies、towns、firms、demands"])
    return _Reader(raw).instance(hashlib.sha256(text).hexdigest())


Check = Callable[[Any], bool]


def _number(low: float) -> Check:
    def ok(v: Any) -> bool:
        if isinstance(v, bool) or not isinstance(v, int | float):
            return False
        try:
            return isfinite(v) and v >= low
        except OverflowError:
            return False

    return ok


def _whole(low: int) -> Check:
    return lambda v: isinstance(v, int) and not isinstance(v, bool) and low <= v <= 10**9


TEXT: tuple[Check, str] = (lambda v: isinstance(v, str) and v != "", "应是非空文字")
STRING: tuple[Check, str] = (lambda v: isinstance(v, str), "应是文字")
BOOL: tuple[Check, str] = (lambda v: isinstance(v, bool), "应是 true 或 false")
COUNT: tuple[Check, str] = (_whole(0), "应是不小于 0 的整数")
POSITIVE: tuple[Check, str] = (_whole(1), "应是不小于 1 的整数")
AMOUNT: tuple[Check, str] = (_number(0), "应是不小于 0 的数")
REAL: tuple[Check, str] = (_number(-1e9), "应是数")
LIST: tuple[Check, str] = (lambda v: isinstance(v, list), "应是列表")
KNOWN = {
    "": {"period", "bodies", "towns", "firms", "demands", "conflicts", "caps", "done", "held"}
    | {"max_bodies", "max_hours", "min_gap_days"},
    "period": {"from", "to", "closed"},
    "bodies": {"id", "name", "slots_per_day", "teams", "base"},
    "towns": {"id", "name", "x", "y"},
    "firms": {"id", "name", "town", "grade", "whitelisted"},
    "demands": {"id", "firm", "body", "window", "slots", "hours", "mandatory", "offsite", "trigger", "approved"}
    | {"counts", "risk", "solo"},
    "caps": {"body", "grade", "visits"},
    "done": {"body", "firm", "visits"},
    "held": {"body", "firm", "date", "slots"},
}
MISSING = object()


class _Reader:
    """Collects faults while it reads; the instance exists only when there were none."""

    def __init__(self, raw: dict[str, Any]) -> None:
        self.raw = raw
        self.faults: list[str] = []
        self.unknown: dict[str, set[str]] = {}
        self.day_of: dict[str, date | None] = {}
        self.kept: dict[str, list[int]] = {}

    def instance(self, digest: str) -> Instance:
        days = self.period()
        towns = [
            Town(self.take(r, w, "id", TEXT, ""), self.take(r, w, "x", REAL, 0), self.take(r, w, "y", REAL, 0))
            for w, r in self.rows("towns")
        ]
        town_at = self.names("towns", towns)
        bodies = self.bodies(town_at)
        body_at = self.names("bodies", bodies)
        firms = self.firms(town_at)
        firm_at = self.names("firms", firms)
        demands = self.demands(days, firm_at, body_at)
        demand_at = self.names("demands", demands)
        conflicts = self.conflicts(demand_at)
        caps = self.table("caps", body_at, "grade", None)
        done = self.table("done", body_at, "firm", firm_at)
        held = self.held(days, body_at, firm_at)
        self.note_unknown("", self.raw)
        most = self.take(self.raw, "", "max_bodies", POSITIVE, 4, optional=True)
        longest = self.take(self.raw, "", "max_hours", AMOUNT, 4.0, optional=True)
        gap = self.take(self.raw, "", "min_gap_days", COUNT, 7, optional=True)
        if self.faults:
            raise InstanceError(self.faults)
        warnings = [
            f"{where or '最外层'} 中不认识的字段未使用：{'、'.join(sorted(keys))}" for where, keys in self.unknown.items()
        ]
        return Instance(days, bodies, towns, firms, demands, conflicts, caps, done, most, longest, gap, digest, warnings, held)

    def take(
        self, row: dict[str, Any], where: str, key: str, kind: tuple[Check, str], default: Any, optional: bool = False
    ) -> Any:
        value = row.get(key, MISSING)
        if value is MISSING:
            if not optional:
                self.faults.append(f"{where}{'.' if where else ''}{key}：缺少这一项")
            return default
        ok, want = kind
        if not ok(value):
            self.faults.append(f"{where}{'.' if where else ''}{key}：{want}，写的是 {_brief(value)}")
            return default
        return value

    def rows(self, section: str, required: bool = True) -> Iterable[tuple[str, dict[str, Any]]]:
        value = self.take(self.raw, "", section, LIST, [], optional=not required)
        known = KNOWN[section]
        for n, row in enumerate(value):
            where = f"{section}[{n}]"
            if not isinstance(row, dict):
                self.faults.append(f"{where}：应是一个对象，写的是 {_brief(row)}")
                continue
            self.kept.setdefault(section, []).append(n)
            if isinstance(row.get("id"), str) and len(row["id"]) <= 40:
                where += f"（{row['id']}）"
            if not known.issuperset(row):
                self.note_unknown(section, row)
            yield where, row

    def note_unknown(self, section: str, row: dict[str, Any]) -> None:
        if extra := set(row) - KNOWN[section]:
            self.unknown.setdefault(section, set()).update(extra)

    def names(self, section: str, rows: list[Any]) -> dict[str, int]:
        at: dict[str, int] = {}
        kept = self.kept.get(section, [])
        for n, row in enumerate(rows):
            if row.id and at.setdefault(row.id, n) != n:
                self.faults.append(f"{section}[{kept[n]}]（{row.id}）：编号与 {section}[{kept[at[row.id]]}] 重复")
        return at

    def refer(self, row: dict[str, Any], where: str, key: str, at: dict[str, int], what: str) -> int:
        value = self.take(row, where, key, TEXT, None)
        if value is None:
            return 0
        if value not in at:
            self.faults.append(f"{where}.{key}：没有编号为“{_brief(value)}”的{what}")
            return 0
        return at[value]

    def day(self, value: Any, where: str) -> date | None:
        if isinstance(value, str) and value in self.day_of:
            return self.day_of[value]
        try:
            if not isinstance(value, str) or len(value) != 10:
                raise ValueError
            self.day_of[value] = date.fromisoformat(value)
            return self.day_of[value]
        except ValueError:
            self.faults.append(f"{where}：日期应写成 2025-04-01 的样子，写的是 {_brief(value)}")
            return None

    def period(self) -> list[date]:
        period = self.raw.get("period", MISSING)
        if not isinstance(period, dict):
            self.faults.append("period：缺少计划期，应写成 {from, to, closed}")
            return []
        self.note_unknown("period", period)
        ends = [self.day(period.get(key), f"period.{key}") for key in ("from", "to")]
        closed_list = self.take(period, "period", "closed", LIST, [], optional=True)
        closed = {self.day(day, f"period.closed[{n}]") for n, day in enumerate(closed_list)}
        first, last = ends
        if first is None or last is None:
            return []
        if last < first:
            self.faults.append(f"period：止日 {last} 早于起日 {first}")
            return []
        if (last - first).days > LONGEST_PERIOD:
            self.faults.append(f"period：计划期长达 {(last - first).days + 1} 天，最长三年")
            return []
        every = (first + timedelta(n) for n in range((last - first).days + 1))
        return [day for day in every if day.weekday() < 5 and day not in closed]

    def bodies(self, town_at: dict[str, int]) -> list[Body]:
        out = []
        for w, r in self.rows("bodies"):
            name = self.take(r, w, "name", STRING, "", optional=True)
            slots, teams = self.take(r, w, "slots_per_day", COUNT, 0), self.take(r, w, "teams", COUNT, 0)
            out.append(Body(self.take(r, w, "id", TEXT, ""), name, slots, teams, self.refer(r, w, "base", town_at, "镇街")))
        return out

    def firms(self, town_at: dict[str, int]) -> list[Firm]:
        out = []
        for w, r in self.rows("firms"):
            town = self.refer(r, w, "town", town_at, "镇街")
            grade = self.take(r, w, "grade", STRING, "", optional=True)
            white = self.take(r, w, "whitelisted", BOOL, False, optional=True)
            out.append(Firm(self.take(r, w, "id", TEXT, ""), town, grade, white))
        return out

    def demands(self, days: list[date], firm_at: dict[str, int], body_at: dict[str, int]) -> list[Demand]:
        masks: dict[tuple[date, date], int] = {}
        out = []
        for w, r in self.rows("demands"):
            span = self.window(r, w)
            if span and span not in masks:
                masks[span] = sum(1 << n for n, day in enumerate(days) if span[0] <= day <= span[1])
            trigger = self.take(r, w, "trigger", STRING, "普通", optional=True)
            if trigger not in TRIGGERS:
                self.faults.append(f"{w}.trigger：应是 应查、限查、普通 之一，写的是 {_brief(trigger)}")
            out.append(
                Demand(
                    self.take(r, w, "id", TEXT, ""),
                    self.refer(r, w, "firm", firm_at, "企业"),
                    self.refer(r, w, "body", body_at, "检查主体"),
                    masks[span] if span else 0,
                    self.take(r, w, "slots", COUNT, 1),
                    self.take(r, w, "hours", AMOUNT, 0.0),
                    self.take(r, w, "mandatory", BOOL, False, optional=True),
                    self.take(r, w, "offsite", BOOL, False, optional=True),
                    trigger,
                    self.take(r, w, "approved", BOOL, False, optional=True),
                    self.take(r, w, "counts", BOOL, True, optional=True),
                    self.take(r, w, "risk", REAL, 0, optional=True),
                    self.take(r, w, "solo", BOOL, False, optional=True),
                )
            )
        return out

    def window(self, row: dict[str, Any], where: str) -> tuple[date, date] | None:
        value = row.get("window", MISSING)
        if not isinstance(value, list) or len(value) != 2:
            self.faults.append(f"{where}.window：应写成 [起日, 止日]")
            return None
        first, last = self.day(value[0], f"{where}.window[0]"), self.day(value[1], f"{where}.window[1]")
        if first is None or last is None:
            return None
        if last < first:
            self.faults.append(f"{where}.window：止日 {last} 早于起日 {first}")
            return None
        return first, last

    def conflicts(self, at: dict[str, int]) -> dict[int, set[int]]:
        out: dict[int, set[int]] = {}
        for n, pair in enumerate(self.take(self.raw, "", "conflicts", LIST, [], optional=True)):
            where = f"conflicts[{n}]"
            if not isinstance(pair, list) or len(pair) != 2 or not all(isinstance(p, str) for p in pair):
                self.faults.append(f"{where}：应写成两个任务编号")
                continue
            lost = [p for p in pair if p not in at]
            self.faults.extend(f"{where}：没有编号为“{_brief(p)}”的任务" for p in lost)
            if pair[0] == pair[1]:
                self.faults.append(f"{where}：任务 {pair[0]} 与自身冲突")
            elif not lost:
                a, b = at[pair[0]], at[pair[1]]
                out.setdefault(a, set()).add(b)
                out.setdefault(b, set()).add(a)
        return out

    def held(self, days: list[date], body_at: dict[str, int], firm_at: dict[str, int]) -> list[Held]:
        at = {day: n for n, day in enumerate(days)}
        out = []
        for w, r in self.rows("held", required=False):
            body, firm = self.refer(r, w, "body", body_at, "检查主体"), self.refer(r, w, "firm", firm_at, "企业")
            slots, day = self.take(r, w, "slots", COUNT, 1), self.day(r.get("date"), f"{w}.date")
            if day in at:  # on any other day it takes nothing the plan could use
                out.append(Held(body, firm, at[day], slots))
        return out

    def table(self, section: str, body_at: dict[str, int], key: str, at: dict[str, int] | None) -> dict[Any, int]:
        out: dict[Any, int] = {}
        for w, r in self.rows(section, required=False):
            body = self.refer(r, w, "body", body_at, "检查主体")
            other = self.refer(r, w, key, at, "企业") if at is not None else self.take(r, w, key, STRING, "")
            visits = self.take(r, w, "visits", COUNT, 0)
            if out.setdefault((body, other), visits) != visits:
                self.faults.append(f"{w}：同一检查主体、同一{'企业' if at is not None else '等级'}写了两个不同的次数")
        return out


def _brief(value: Any) -> str:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= 40 else text[:37] + "…"
