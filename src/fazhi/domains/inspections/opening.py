"""A published schedule becomes cases: each visit with its tasks, one transaction a visit, so that an interrupted opening goes on where
it stopped; what a later generation drops is cancelled, what it only moves is moved."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from fazhi.domains.inspections.models import KINDS, Schedule, Task, Visit
from fazhi.kernel.models import Case, Item, Organ
from fazhi.kernel.perform import new_case, perform
from fazhi.kernel.rights import OTHER_PROCEDURE

KIND_OF = {label: key for key, label in KINDS}
Told = Callable[[str, int, int], None]


def open_all(told: Told, schedule: int, on: date | None = None) -> int:
    """Open what has no case yet; returns how many visits were opened. May be run again from the start."""
    found = Schedule.objects.select_related("case__organ").get(pk=schedule)
    work = Opening(found, on)
    opened = 0
    for n, line in enumerate(work.lines, 1):
        with transaction.atomic():
            opened += work.take(line)
        told("立案", n, len(work.lines))
    with transaction.atomic():
        work.drop()
    return opened


def forget(*_: Any) -> None:
    """The progress nobody watches."""


class Opening:
    """One schedule on its way from lines to cases."""

    def __init__(self, schedule: Schedule, on: date | None) -> None:
        from fazhi.domains.inspections.engine import current_visits

        self.schedule, self.case = schedule, schedule.case
        self.on = on or timezone.localdate()
        self.lines = current_visits(schedule)
        own = Visit.objects.filter(schedule=self.case.number).exclude(case__state="cancelled").select_related("case__organ")
        self.visits = {v.line: v for v in own}
        self.demands = {i.n: tuple(i.said["demands"]) for i in Item.objects.filter(case=self.case, kind="planned_visit")}
        self.twin = {(v.uscc, self.demands[n]): v for n, v in self.visits.items() if v.case.state == "arranged"}
        self.kept = {line.n for line in self.lines}
        self.organs = {o.name: o for o in Organ.objects.filter(name__in={b for i in self.lines for b in i.said["bodies"]})}
        self.plans = self._plans()

    def _plans(self) -> dict[str, tuple[Case, dict]]:
        """Plan and line behind each demand (`case-code`)."""
        wanted = {d for line in self.lines for d in line.said["demands"]}
        cases = Case.objects.select_related("organ").in_bulk({int(d.split("-", 1)[0]) for d in wanted})
        rows = Item.objects.filter(case__in=cases, kind="plan_line").values_list("case_id", "said")
        return {name: (cases[c], said) for c, said in rows if (name := f"{c}-{said['code']}") in wanted}

    @property
    def how(self) -> dict[str, Any]:
        from fazhi.kernel.scenario import CHINA

        return {"at": datetime(self.on.year, self.on.month, self.on.day, 17, tzinfo=CHINA)} if self.case.demo else {}

    def take(self, line: Item) -> bool:
        """Open the visit of one line, or move the case an earlier generation opened for the same demands."""
        if line.n in self.visits:
            return False
        twin = self.twin.pop((line.said["firm"], tuple(line.said["demands"])), None)
        if twin is None:
            self.open(line)
            return True
        self.kept.add(twin.line)
        perform(
            twin.case,
            "move",
            OTHER_PROCEDURE,
            self.on,
            planned_on=date.fromisoformat(line.said["date"]),
            line=line.n,
            **self.how,
        )
        return False

    def open(self, line: Item) -> None:
        said = line.said
        checks = [self.task(said, demand) for demand in said["demands"]]
        visit = new_case("visit", self.organs[said["lead"]], self.on, said["name"], demo=self.case.demo)
        parties = [{"seat": "firm", "name": said["name"], "kind": "企业", "credit_code": said["firm"]}]
        parties += [
            {"seat": "partner", "name": b, "kind": "机关", "organ": self.organs[b]} for b in said["bodies"] if b != said["lead"]
        ]
        perform(visit, "allot", OTHER_PROCEDURE, self.on, uscc=said["firm"], firm=said["name"], town=said["town"],
                planned_on=date.fromisoformat(said["date"]), schedule=self.case.number, line=line.n, item=checks, parties=parties,
                **self.how)  # fmt: skip

    def task(self, said: dict, demand: str) -> dict[str, Any]:
        """Open the task of one demand; gives its line in the visit."""
        plan, row = self.plans[demand]
        task = new_case("inspection_task", plan.organ, self.on, f"{said['name']}检查任务", demo=self.case.demo)
        perform(task, "allot", OTHER_PROCEDURE, self.on, uscc=said["firm"], firm=said["name"], items=[row["item"]], trigger="plan",
                plan=plan.number, plan_line=row["code"], kind=KIND_OF.get(row.get("kind"), "daily"), first=date.fromisoformat(row["first"]),
                last=date.fromisoformat(row["last"]), schedule=self.case.number, **self.how)  # fmt: skip
        return {
            "body": plan.organ.name,
            "task": task.number,
            "trigger": "plan",
            "items": [row["item"]],
            "names": self.names(plan, row),
        }

    def names(self, plan: Case, row: dict) -> list[str]:
        """The item as a notice names it: name and basis in law, from the body's published list."""
        rows = Item.objects.filter(
            kind="inspection_item", domain="inspection_body", case__title=plan.organ.name, said__code=row["item"]
        )
        found = rows.values_list("said", flat=True).first()
        return [f"{found['name']}（依据：{found['law']}）" if found else row["item"]]

    def drop(self) -> None:
        """Cancel what the generation in force no longer holds and nobody has been told of yet."""
        for visit in self.visits.values():
            if visit.line in self.kept or visit.case.state != "arranged":
                continue
            for row in visit.case.items.filter(kind="dept_check"):
                task = Case.objects.filter(domain="inspection_task", number=row.said.get("task") or "-").first()
                if task and task.closed_on is None:
                    perform(task, "cancel", OTHER_PROCEDURE, self.on, saved_as="other", reason="排程改版，另行下达", **self.how)
            perform(visit.case, "cancel", OTHER_PROCEDURE, self.on, reason="排程改版", **self.how)


def begun(schedule: Schedule) -> dict[str, int]:
    """Demands of this schedule whose visit is past its arrangement, with that visit: a later generation plans without them."""
    visits = Visit.objects.filter(schedule=schedule.case.number).exclude(case__state__in=("arranged", "cancelled", "rejected"))
    visit_of = dict(visits.values_list("line", "pk"))
    rows = Item.objects.filter(case_id=schedule.pk, kind="planned_visit", n__in=visit_of)
    return {d: visit_of[n] for n, said in rows.values_list("n", "said") for d in said["demands"]}


def standing(first: date, last: date, schedule: int, begun: set[int]) -> dict[int, str]:
    """Inspections of the period that a plan of this schedule does not decide, with their enterprises: those it has begun, and those
    of other schedules or of none."""
    number = Case.objects.filter(pk=schedule).values_list("number", flat=True).first()
    rows = Visit.objects.filter(contact="inspection", planned_on__range=(first, last)).exclude(
        case__state__in=("cancelled", "rejected")
    )
    return {v: uscc for v, uscc, own in rows.values_list("pk", "uscc", "schedule") if v in begun or not number or own != number}


def held(visits: dict[int, str], bodies: set[str], firms: set[str]) -> list[dict[str, Any]]:
    """What those visits take: a row for each body in each, with the slots of its plan lines (one for a check without a line)."""
    day = dict(Visit.objects.filter(pk__in=visits).values_list("pk", "planned_on"))
    checks = list(
        Item.objects.filter(case__in=visits, kind="dept_check").order_by("case_id", "n").values_list("case_id", "said")
    )
    numbers = {said.get("task") for _, said in checks} - {None, ""}
    tasks = {
        n: (p, c) for n, p, c in Task.objects.filter(case__number__in=numbers).values_list("case__number", "plan", "plan_line")
    }
    lines = Item.objects.filter(kind="plan_line", case__number__in={p for p, _ in tasks.values()})
    slots = {(p, said["code"]): said.get("slots", 1) for p, said in lines.values_list("case__number", "said")}
    taken: dict[tuple[int, str], int] = {}
    for visit, said in checks:
        key, line = (visit, said["body"]), tasks.get(said.get("task"))
        taken[key] = taken.get(key, 0) + (slots.get(line, 1) if line else 1)
    return [
        {"body": body, "firm": visits[v], "date": day[v].isoformat(), "slots": n}
        for (v, body), n in taken.items()
        if body in bodies and visits[v] in firms
    ]
