"""What the planner's room shows: a plan (tried or published) as calendar, map, lists, and before and after."""

import re
from calendar import Calendar
from dataclasses import dataclass
from datetime import date
from typing import Any

from fazhi.domains.inspections import engine
from fazhi.domains.inspections.models import Schedule, Trial, Visit
from fazhi.engines import planner
from fazhi.kernel.models import Case

CAUSES = {
    "white list": "白名单",
    "off-site": "非现场",
    "cap": "频次已满",
    "no lawful day": "没有可用日",
    "capacity": "人力不足",
}


@dataclass
class Room:
    """The plan before the planner: its instance, its plan JSON, and where it comes from."""

    schedule: Schedule
    trial: Trial | None
    instance: dict[str, Any]
    plan: dict[str, Any]

    @property
    def published(self) -> bool:
        return self.trial is None

    @property
    def names(self) -> dict[str, str]:
        return {f["id"]: f["name"] for f in self.instance["firms"]}

    @property
    def town_of(self) -> dict[str, str]:
        return {f["id"]: f["town"] for f in self.instance["firms"]}

    @property
    def demand(self) -> dict[str, dict]:
        return {d["id"]: d for d in self.instance["demands"]}


def enter(schedule: Schedule) -> Room | None:
    """The latest finished trial if there is one not yet published, else the published generation, else nothing to show."""
    trial = Trial.objects.filter(schedule=schedule.case, state="done").order_by("-pk").first()
    if trial:
        return Room(schedule, trial, trial.instance, trial.plan)
    return published(schedule)


def published(schedule: Schedule) -> Room | None:
    """The generation in force, as moved since."""
    if not schedule.generation:
        return None
    instance = engine.instance_of(schedule.first, schedule.last, schedule.pk, whole=True)
    known = {d["id"] for d in instance["demands"]}
    rows = [i.said for i in engine.current_visits(schedule)]
    kept = [{**r, "demands": [d for d in r["demands"] if d in known]} for r in rows]
    return Room(schedule, None, instance, engine.plan_of([r for r in kept if r["demands"]], ()))


def visits_on(room: Room, day: str) -> list[dict[str, Any]]:
    """The visits of one day as the list shows them."""
    names, towns, demand = room.names, room.town_of, room.demand
    return [
        {"firm": v["firm"], "name": names[v["firm"]], "town": towns[v["firm"]], "lead": v["lead"], "demands": v["demands"],
         "bodies": sorted({demand[d]["body"] for d in v["demands"]}),
         "window": (max(demand[d]["window"][0] for d in v["demands"]), min(demand[d]["window"][1] for d in v["demands"]))}
        for v in room.plan["visits"]
        if v["date"] == day
    ]  # fmt: skip


def months(room: Room) -> list[dict[str, Any]]:
    """The calendar: month by month, week by week, each day with its visits and a shade from 0 to 4."""
    count: dict[str, int] = {}
    for visit in room.plan["visits"]:
        count[visit["date"]] = count.get(visit["date"], 0) + 1
    most, closed = max(count.values(), default=1), set(room.instance["period"]["closed"])
    first, last = room.schedule.first, room.schedule.last
    found, year, month = [], first.year, first.month
    while (year, month) <= (last.year, last.month):
        weeks = [
            [_day(d, month, first, last, count.get(d.isoformat(), 0), most, closed) for d in week]
            for week in Calendar().monthdatescalendar(year, month)
        ]
        found.append({"label": f"{year}年{month}月", "weeks": weeks})
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    return found


def _day(d: date, month: int, first: date, last: date, visits: int, most: int, closed: set[str]) -> dict[str, Any]:
    inside = d.month == month and first <= d <= last
    return {
        "date": d.isoformat() if inside else "", "n": d.day if d.month == month else "", "visits": visits if inside else 0,
        "open": inside and d.weekday() < 5 and d.isoformat() not in closed, "shade": -(-visits * 4 // most) if inside else 0,
    }  # fmt: skip


def plot(room: Room, width: int = 640, height: int = 520) -> dict[str, Any]:
    """The schematic map: every town with a disc as large as its visits, and lines to its neighbours."""
    towns = room.instance["towns"]
    xs, ys = [t["x"] for t in towns], [t["y"] for t in towns]
    span_x, span_y = (max(xs) - min(xs)) or 1, (max(ys) - min(ys)) or 1
    table = {t["town"]: t for t in planner.before_after(planner.parse(room.instance), room.plan)["towns"]}
    most = max((t["after"] for t in table.values()), default=1)
    dots = []
    for t in towns:
        row = table.get(t["id"], {"before": 0, "after": 0})
        dots.append({
            "name": t["id"], "x": round(60 + (t["x"] - min(xs)) / span_x * (width - 120)),
            "y": round(height - 60 - (t["y"] - min(ys)) / span_y * (height - 120)),
            "r": round(6 + 26 * (row["after"] / most) ** 0.5), **row,
        })  # fmt: skip
    for dot in dots:
        dot["label_y"] = dot["y"] + dot["r"] + 14
    centre = min(dots, key=lambda d: abs(d["x"] - width / 2) + abs(d["y"] - height / 2))
    return {"width": width, "height": height, "dots": dots, "centre": centre}


def compared(room: Room) -> dict[str, Any]:
    """Before and after per body, per town, and of the firms that gain most."""
    found = planner.before_after(planner.parse(room.instance), room.plan)
    names = room.names
    firms = sorted(found["firms"], key=lambda f: (f["after"] - f["before"], f["firm"]))[:15]
    left = [(CAUSES.get(c, c), n) for c, n in found["left_out"].items()]
    return {
        "total": found["total"], "km": sum(b["km"] for b in found["bodies"]), "bodies": found["bodies"], "towns": found["towns"], "left_out": left,
        "firms": [{**f, "name": names[f["firm"]]} for f in firms],
    }  # fmt: skip


def broken_by(room: Room, firm: str, day: date, demands: tuple[str, ...]) -> list[planner.Violation]:
    """What a move would break, in the words of the plans; an empty list means it may be made."""
    index = planner.Index(planner.parse(room.instance), room.plan)
    found = planner.what_if(index, planner.Move(firm, day, demands))
    there = next((v for v in room.plan["visits"] if v["firm"] == firm and v["date"] == day.isoformat()), None)
    if room.published and there and set(there["demands"]) != set(demands):
        words = f"该企业{day:%Y-%m-%d}已排有一次入企；已公布的两次入企要合成一次，请重新测算后公布。"
        found = [planner.Violation("(2)", words, demands), *found]
    return [v._replace(message=plainly(room, v.message)) for v in found]


def plainly(room: Room, message: str) -> str:
    """A message of the engine with the names people know in the place of numbers."""
    demand, names = room.demand, room.names

    def named(word: re.Match) -> str:
        at = word[0]
        if at in demand:
            return f"{demand[at]['body']}{at.split('-', 1)[-1]}"
        return names.get(at, at)

    return re.sub(r"[0-9A-Za-z][0-9A-Za-z_.-]*", named, message)


def fault_of_move(case: Case, item_n: int | None, day: Any) -> str | None:
    """Why a published visit may not be moved to that day: the same rules as in the room."""
    schedule = Schedule.objects.get(pk=case.pk)
    found, line = published(schedule), next((i for i in engine.current_visits(schedule) if i.n == item_n), None)
    if found is None or line is None:
        return "这次入企不在现行的排程里，请刷新后再改"
    visit = Visit.objects.filter(schedule=case.number, line=item_n).exclude(case__state__in=("arranged", "cancelled")).first()
    if visit:
        return f"入企检查{visit.case.number}已经{visit.case.state_label}，不能再在排程里改期"
    to = day if isinstance(day, date) else date.fromisoformat(str(day))
    hard = [
        v.message.rstrip("。") for v in broken_by(found, line.said["firm"], to, tuple(line.said["demands"])) if v.code != "wish"
    ]
    return "；".join(hard) or None


def moved(room: Room, firm: str, source: str, day: date, demands: tuple[str, ...]) -> dict[str, Any]:
    """The plan JSON after a move, its totals counted anew; a visit the firm already has on that day is joined."""
    visits, joined = [], False
    for visit in room.plan["visits"]:
        if visit["firm"] == firm and visit["date"] == source:
            continue
        if visit["firm"] == firm and visit["date"] == day.isoformat():
            visit, joined = {**visit, "demands": [*visit["demands"], *demands]}, True
        visits.append(visit)
    if not joined:
        lead = next(v["lead"] for v in room.plan["visits"] if v["firm"] == firm and v["date"] == source)
        visits.append({"firm": firm, "date": day.isoformat(), "demands": list(demands), "lead": lead})
    return counted(room, visits)


def counted(room: Room, visits: list[dict[str, Any]]) -> dict[str, Any]:
    """The plan with these visits; visits, gap, share saved and kilometres are those of these visits."""
    plan = {**room.plan, "visits": visits}
    served, bound = sum(len(v["demands"]) for v in visits), room.plan.get("totals", {}).get("lower_bound", 0)
    kilometres = sum(b["km"] for b in planner.before_after(planner.parse(room.instance), plan)["bodies"])
    fresh = {"visits": len(visits), "travel": round(kilometres, 3), "gap": round((len(visits) - bound) / bound, 6) if bound else 0.0,
             "reduction": round(1 - len(visits) / served, 6) if served else 0.0}  # fmt: skip
    totals = {k: v for k, v in room.plan.get("totals", {}).items() if k not in ("gap_days_missed", "peak_load")}
    return {**plan, "totals": {**totals, **fresh}}
