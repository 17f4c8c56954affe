"""Between the ledger and the planner: filed plans of a quarter become an instance; a solved plan becomes one published step."""

import hashlib
import json
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.db.models import Q

from fazhi.domains.inspections.guards_task import UNCAPPED, cap_on
from fazhi.domains.inspections.models import Body, Enterprise, Plan, Schedule, Visit, WhiteEntry
from fazhi.domains.inspections.opening import begun, held, standing
from fazhi.domains.inspections.parameters import parameter
from fazhi.engines import planner
from fazhi.kernel import holidays
from fazhi.kernel.models import Case, Event, Item, Organ
from fazhi.kernel.perform import new_case, perform
from fazhi.kernel.rights import OTHER_PROCEDURE

FILED = ("recorded", "running")
ENTERED = ("inspecting", "recorded", "closed")


def instance_of(first: date, last: date, but: int = 0, whole: bool = False) -> dict[str, Any]:
    """The planner's instance (contracts.md) of every filed plan line whose window meets the period and which no other published
    schedule serves; `but` is the schedule being planned, without what it has begun to carry out unless `whole`."""
    own = Schedule.objects.filter(pk=but, generation__gt=0).select_related("case").first()
    mine = begun(own) if own and not whole else {}
    others = standing(first, last, but, set(mine.values()))
    bodies = [b for b in Body.objects.filter(delisted_on=None).order_by("name") if b.announced_on and b.announced_on <= last]
    towns = parameter("towns", first)
    demands, conflicts = _demands(first, last, _served_elsewhere(but) | set(mine), {b.name for b in bodies})
    firms = _firms({d["firm"] for d in demands} | set(others.values()), towns, first)
    known = {f["id"] for f in firms}
    kept = [d for d in demands if d["firm"] in known]
    names = {d["id"] for d in kept}
    return {
        "period": {"from": first.isoformat(), "to": last.isoformat(), "closed": _closed(first, last)},
        "bodies": [
            {"id": b.name, "name": b.name, "slots_per_day": b.slots_per_day, "teams": b.teams,
             "base": b.base if b.base in towns else next(iter(towns))}
            for b in bodies
        ],
        "towns": [{"id": name, "x": x, "y": y} for name, (x, y) in towns.items()],
        "firms": firms,
        "demands": kept,
        "conflicts": [pair for pair in conflicts if pair[0] in names and pair[1] in names],
        "caps": [
            {"body": b.name, "grade": g, "visits": cap} for b in bodies for g in "ABCD" if (cap := cap_on(b, g, first)) is not None
        ],
        "done": _done(first, known, set(others)),
        "held": held(others, {b.name for b in bodies}, known),
        "max_bodies": parameter("max_bodies", first),
        "max_hours": parameter("max_hours", first),
        "min_gap_days": parameter("min_gap_days", first),
    }  # fmt: skip


def _closed(first: date, last: date) -> list[str]:
    """Weekdays on which nobody inspects: holidays, and the enterprises' quiet days from the day their rule binds."""
    from fazhi.domains.inspections.rules import RULES

    table, (quiet_from, quiet_to) = holidays.current(), parameter("quiet_days", first)
    days = (first + timedelta(n) for n in range((last - first).days + 1))
    quiet = [
        quiet_from <= d.day <= quiet_to and RULES["R10"].binds(d)
        for d in (first + timedelta(n) for n in range((last - first).days + 1))
    ]
    return [d.isoformat() for d, q in zip(days, quiet, strict=True) if d.weekday() < 5 and (q or not table.is_workday(d))]


def _demands(first: date, last: date, served: set[str], bodies: set[str]) -> tuple[list[dict], list[list[str]]]:
    plans = {p.pk: p.case.organ.name for p in Plan.objects.filter(case__state__in=FILED).select_related("case__organ")}
    rows = Item.objects.filter(case__in=list(plans), kind="plan_line", domain="inspection_plan").order_by("case_id", "n")
    demands, conflicts = [], []
    for case, said in rows.values_list("case_id", "said").iterator(chunk_size=5_000):
        name = f"{case}-{said['code']}"
        if said["last"] < first.isoformat() or said["first"] > last.isoformat() or name in served or plans[case] not in bodies:
            continue
        demands.append(demand_of(name, plans[case], said))
        conflicts += [[name, f"{case}-{other}"] for other in said.get("apart") or () if other != said["code"]]
    return demands, conflicts


def demand_of(name: str, body: str, said: dict) -> dict[str, Any]:
    """One plan line as the planner's demand."""
    return {
        "id": name, "firm": said["uscc"], "body": body, "window": [said["first"], said["last"]], "slots": said.get("slots", 1),
        "hours": float(said.get("hours", 1)), "mandatory": bool(said.get("mandatory", False)),
        "offsite": said.get("method") == "非现场", "trigger": said.get("trigger") or "普通", "approved": bool(said.get("approved", False)),
        "counts": said.get("kind", "日常检查") != "专项检查", "risk": said.get("risk", 1), "solo": bool(said.get("solo", False)),
    }  # fmt: skip


def _served_elsewhere(but: int) -> set[str]:
    served: set[str] = set()
    for schedule in Schedule.objects.filter(case__state="published").exclude(pk=but):
        for visit in current_visits(schedule):
            served.update(visit.said["demands"])
    return served


def _firms(codes: set[str], towns: dict, on: date) -> list[dict]:
    white = set(
        WhiteEntry.objects.filter(case__state="listed", expires_on__gte=on).values_list("uscc", flat=True)
    )  # fmt: skip
    rows = Enterprise.objects.filter(standing="open").order_by("uscc").values_list("uscc", "town", "grade", "name")
    return [
        {
            "id": code,
            "name": name,
            "town": town if town in towns else next(iter(towns)),
            "grade": grade,
            "whitelisted": code in white,
        }
        for code, town, grade, name in rows
        if code in codes
    ]


def _done(first: date, known: set[str], stand: set[int]) -> list[dict]:
    """Counted visits of each body to each firm made this year before the period, and those of the period that stand whatever is planned."""
    past = Q(planned_on__year=first.year, planned_on__lt=first, case__state__in=ENTERED)
    entered = Visit.objects.filter(past | Q(pk__in=stand), contact="inspection")
    firm = dict(entered.values_list("case_id", "uscc"))
    made: dict[tuple[str, str], set[int]] = {}
    for case, said in Item.objects.filter(case__in=list(firm), kind="dept_check").values_list("case_id", "said"):
        if said.get("trigger", "plan") not in UNCAPPED and firm[case] in known:
            made.setdefault((said["body"], firm[case]), set()).add(case)
    return [{"body": b, "firm": f, "visits": len(cases)} for (b, f), cases in sorted(made.items())]


def current_visits(schedule: Schedule) -> list[Item]:
    """The planned visits of the generation in force, as moved since."""
    rows = Item.objects.filter(case_id=schedule.pk, kind="planned_visit").order_by("n")
    return [i for i in rows if i.said["generation"] == schedule.generation]


def digest_of(instance: dict[str, Any]) -> str:
    text = json.dumps(instance, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def plan_of(rows: Iterable[dict], left_out: Iterable[str]) -> dict[str, Any]:
    """Published lines as the planner's plan JSON."""
    return {
        "visits": [{"firm": r["firm"], "date": r["date"], "demands": r["demands"], "lead": r["lead"]} for r in rows],
        "unvisited": [dict(zip(("demand", "cause"), w.rsplit("：", 1), strict=True)) for w in left_out],
    }


def fault_of_publication(case: Case, said: dict) -> str | None:
    """Why these lines may not be published: the plans changed since they were solved, or the checker finds a broken constraint."""
    schedule = case.facts
    instance = instance_of(schedule.first, schedule.last, case.pk or 0)
    if digest_of(instance) != said.get("instance"):
        return "测算之后，计划、名册或参数有了变化，请重新测算"
    found = planner.check(instance, plan_of(said.get("item") or (), said.get("left_out") or ()))
    return f"复核不通过：{found[0]}" if found else None


def publish(case: Case, instance: dict[str, Any], plan: dict[str, Any], by: Any, on: date, **how: Any) -> Event:
    """Publish a solved plan as the next generation of a schedule: one step, one transaction, so that a crash in between leaves
    the old generation whole."""
    firms = {f["id"]: f for f in instance["firms"]}
    body_of = {d["id"]: d["body"] for d in instance["demands"]}
    generation = case.facts.generation + 1
    rows = [
        {"generation": generation, "firm": v["firm"], "name": firms[v["firm"]]["name"], "town": firms[v["firm"]]["town"],
         "date": v["date"], "lead": v["lead"], "bodies": sorted({body_of[d] for d in v["demands"]}), "demands": v["demands"]}
        for v in plan["visits"]
    ]  # fmt: skip
    totals = plan["totals"]
    return perform(
        case, "publish", by, on, item=rows, generation=generation, demands=len(instance["demands"]), visits=totals["visits"],
        bound=totals["lower_bound"], instance=digest_of(instance),
        left_out=[f"{u['demand']}：{u['cause']}" for u in plan["unvisited"]], **how,
    )  # fmt: skip


def record_block(rule: str, body: Any, why: str, on: date, uscc: str = "", **more: str) -> Event:
    """Keep a refusal: a sealed line in the block log, under the body that was refused, open to the supervision organ."""
    case = new_case("inspection_block", body, on, f"拦截 {rule}")
    said = {k: v for k, v in more.items() if v}
    return perform(
        case, "record", OTHER_PROCEDURE, on, rule=rule, body=body.name, uscc=uscc, why=why[:500], parties=watched(), **said
    )


def supervision_organ() -> Organ | None:
    """The judicial bureau supervises enforcement (行政执法监督条例第六条)."""
    return Organ.objects.filter(name__endswith="司法局", until=None).order_by("path").first()


def watched() -> list[dict]:
    """The supervision organ as a party, so that it sees a case of another body."""
    organ = supervision_organ()
    return [{"seat": "supervisor", "name": organ.name, "kind": "机关", "organ": organ}] if organ else []
