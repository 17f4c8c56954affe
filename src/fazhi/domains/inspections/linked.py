"""What a step on a task or a visit means for the other: officers named in the task stand in the visit, a closed visit ends its tasks."""

from datetime import date
from typing import Any

from fazhi.domains.inspections.models import Officer, Visit
from fazhi.kernel.models import Case, Event, Item
from fazhi.kernel.perform import perform
from fazhi.kernel.rights import OTHER_PROCEDURE

RESULT = ("result", "followup", "recheck_on")


def moment(case: Case, event: Event) -> dict[str, Any]:
    """The simulated moment of demonstration and imported history goes on to what follows."""
    return {"at": event.at} if case.demo else {}


def check_of(task: Case) -> tuple[Case, Item] | None:
    """The open visit the task is part of, and its line there."""
    visits = Visit.objects.filter(uscc=task.facts.uscc, case__closed_on=None).values("case_id")
    for row in Item.objects.filter(case__in=visits, kind="dept_check").select_related("case__organ").order_by("-pk"):
        if row.said.get("task") == task.number:
            return row.case, row
    return None


def people(certificates: list[str]) -> list[str]:
    """Officers as a notice names them: name and certificate number."""
    names = dict(Officer.objects.filter(certificate__in=certificates).values_list("certificate", "name"))
    return [f"{names.get(c, '')}（{c}）" for c in certificates]


def officers_to_visit(task: Case, event: Event) -> None:
    """The officers of the task now stand in the visit's line."""
    found = check_of(task)
    if found and found[0].state == "arranged":
        visit, row = found
        numbers = list(task.facts.officers)
        perform(visit, "staff", OTHER_PROCEDURE, max(event.on, visit.moved_on), item_n=row.n, officers=numbers, people=people(numbers),
                **moment(task, event))  # fmt: skip


def result_to_visit(task: Case, event: Event) -> None:
    """A body's own result stands in the visit's line."""
    found = check_of(task)
    if found and found[0].state == "recorded":
        visit, row = found
        said = {k: getattr(task.facts, k) for k in RESULT if getattr(task.facts, k)}
        perform(visit, "report", OTHER_PROCEDURE, max(event.on, visit.moved_on), item_n=row.n, **said, **moment(task, event))


def move_visit(schedule: Case, event: Event) -> None:
    """A visit moved in the schedule is moved as a case, too."""
    found = (
        Visit.objects.filter(schedule=schedule.number, line=event.said["alters"]["n"]).exclude(case__state="cancelled").first()
    )
    if found:
        day = date.fromisoformat(event.said["words"]["date"])
        perform(
            found.case, "move", OTHER_PROCEDURE, max(event.on, found.case.moved_on), planned_on=day, **moment(schedule, event)
        )


def end_tasks(visit: Case, event: Event) -> None:
    """A closed visit ends its tasks, each with its own result."""
    for row in visit.items.filter(kind="dept_check").order_by("n"):
        task = Case.objects.filter(domain="inspection_task", number=row.said.get("task") or "-").first()
        if task and task.state in ("approved", "scheduled"):
            said = {k: row.said[k] for k in RESULT if row.said.get(k)}
            perform(
                task,
                "carry_out",
                OTHER_PROCEDURE,
                max(event.on, task.moved_on),
                visit=visit.number,
                **said,
                **moment(visit, event),
            )
