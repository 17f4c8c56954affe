"""Alerts that lie in what bodies did or left undone: plans, items, invitations, approvals, windows, files, and what enterprises report."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta

from fazhi.domains.inspections.models import Body, Complaint, Enterprise, Plan, Task, Visit
from fazhi.domains.inspections.parameters import parameter
from fazhi.domains.inspections.procedure_review import passed
from fazhi.domains.inspections.rules import listed
from fazhi.domains.inspections.seen import ENTERED, Alert, Seen
from fazhi.kernel.models import Deadline, Event, Item


def without_task(seen: Seen) -> Iterator[Alert]:
    """An enterprise reports a visit that nobody scanned, and the ledger knows of none by that body on that day."""
    rows = Complaint.objects.filter(unscanned=True, case__opened_on__range=(seen.first, seen.last)).select_related("case")
    for row in rows.order_by("pk"):
        body = row.against or row.body
        came = Visit.objects.filter(uscc=row.uscc, case__state__in=ENTERED)
        day = row.seen_on or row.case.opened_on
        near = came.filter(planned_on__range=(day if row.seen_on else day - timedelta(30), day))
        known = Item.objects.filter(case__in=near.values("case_id"), kind="dept_check").values_list("said", flat=True)
        if body and not any(said["body"] == body for said in known):
            told = f"{row.firm or row.uscc}反映{f'{day:%Y-%m-%d}' if row.seen_on else '近期'}有未扫码的入企检查，台账中没有这次检查"
            yield Alert("A4", body, told, row.uscc, (row.case.number,))


def same_complainant(seen: Seen) -> Iterator[Alert]:
    """One person with very many complaints in thirty days: shown to the supervision organ, held against no body."""
    most, days = parameter("complaints_30d", seen.last), defaultdict(list)
    rows = Complaint.objects.filter(case__opened_on__range=(seen.first - timedelta(30), seen.last)).select_related("case")
    for row in rows.order_by("case__opened_on", "pk"):
        if row.complainant:
            days[row.complainant].append(row.case)
    for cases in days.values():
        for n, case in enumerate(cases):
            near = [c for c in cases[: n + 1] if (case.opened_on - c.opened_on).days < 30]
            if len(near) == most + 1 and case.opened_on >= seen.first:
                yield Alert(
                    "A13",
                    "",
                    f"同一投诉人30日内投诉超过{most}件，首件{near[0].number}",
                    near[0].number,
                    tuple(c.number for c in near),
                )


def onsite_anyway(seen: Seen) -> Iterator[Alert]:
    """Items that can be done from afar were done at the enterprise; a high risk is a reason of its own."""
    afar = defaultdict(set)
    for body, said in Item.objects.filter(kind="inspection_item", domain="inspection_body").values_list("case__title", "said"):
        if said.get("method") in ("非现场", "均可"):
            afar[body].add(said["code"])
    risky = set(Enterprise.objects.filter(risk="high").values_list("uscc", flat=True))
    rows = Task.objects.filter(onsite=True, case__state="done", saved_as="", case__closed_on__range=(seen.first, seen.last))
    done: dict[str, list[Task]] = defaultdict(list)
    for task in rows.select_related("case__organ").order_by("pk"):
        if task.items and set(task.items) <= afar[task.case.organ.name] and task.uscc not in risky:
            done[task.case.organ.name].append(task)
    for body, tasks in sorted(done.items()):
        bare = sum(not t.onsite_reason for t in tasks)
        told = (
            f"{seen.first:%Y-%m-%d}至{seen.last:%Y-%m-%d}有{len(tasks)}件可以非现场办理的检查改为入企，其中{bare}件没有写明理由"
        )
        yield Alert("A8", body, told, f"{seen.last:%Y-%m}", tuple(t.case.number for t in tasks))


def no_plan(seen: Seen) -> Iterator[Alert]:
    """Once the day for filing is past: a body without a filed plan of the year, or with one filed late."""
    year = seen.last.year
    due = date(year, *parameter("plan_due", seen.last))
    if seen.last <= due:
        return
    filed: dict[str, date] = {}
    rows = Event.objects.filter(
        domain="inspection_plan", step="file", case__in=Plan.objects.filter(year=year).values("case_id")
    )
    for body, on in rows.exclude(case__state="withdrawn").order_by("-on").values_list("case__organ__name", "on"):
        filed[body] = on
    for body in Body.objects.filter(delisted_on=None, announced_on__lte=seen.last).order_by("name"):
        if body.name not in filed:
            yield Alert("A9", body.name, f"{year}年没有报备检查计划", str(year))
        elif filed[body.name] > due and body.announced_on <= due:
            yield Alert("A9", body.name, f"{year}年检查计划{filed[body.name]:%Y-%m-%d}才报备，超过{due:%Y-%m-%d}", str(year))


def idle_items(seen: Seen) -> Iterator[Alert]:
    """An item of the list that no inspection has used for five years."""
    limit = seen.last.replace(year=seen.last.year - 5, day=min(seen.last.day, 28))
    used = {
        (body, code)
        for body, codes in Task.objects.filter(case__state="done", last__gte=limit).values_list("case__organ__name", "items")
        for code in codes
    }
    rows = Item.objects.filter(kind="inspection_item", domain="inspection_body", case__closed_on=None).order_by("case_id", "n")
    for said, body in rows.values_list("said", "case__title"):
        idle = (said.get("used_on") or said["published_on"]) < limit.isoformat() and (body, said["code"]) not in used
        if idle and not said.get("withdrawn_on"):
            yield Alert("A10", body, f"清单事项{said['code']}五年未使用，应研究取消", said["code"])


def declining(seen: Seen) -> Iterator[Alert]:
    answers: dict[str, list[str]] = defaultdict(list)
    rows = Item.objects.filter(kind="invitation", domain="joint_inspection", on__range=(seen.first, seen.last))
    for said in rows.values_list("said", flat=True):
        answers[said["body"]].append(said["answer"])
    for body, said in sorted(answers.items()):
        if said.count("decline") * 10 > len(said) * 3:
            told = f"{seen.first:%Y-%m-%d}至{seen.last:%Y-%m-%d}受邀联合检查{len(said)}次，不参加{said.count('decline')}次，超过30%"
            yield Alert("A11", body, told, f"{seen.last:%Y-%m}")


def unapproved(seen: Seen) -> Iterator[Alert]:
    rows = Deadline.objects.filter(clock="emergency", due__range=(seen.first, seen.last), due__lt=seen.last).exclude(
        state="met"
    )
    for row in rows.select_related("case__organ").order_by("pk"):
        number = row.case.number
        yield Alert("R06", row.case.organ.name, f"紧急检查{number}没有在24小时内补批", number, (number,))


def run_out(seen: Seen) -> Iterator[Alert]:
    """Approved tasks whose window ran out without an inspection, one alert a body."""
    rows = Event.objects.filter(domain="inspection_task", step="lapse", on__range=(seen.first, seen.last)).select_related(
        "case__organ"
    )
    gone: dict[str, list[str]] = defaultdict(list)
    for event in rows.order_by("pk"):
        gone[event.case.organ.name].append(event.case.number)
    for body, numbers in sorted(gone.items()):
        told = f"{seen.first:%Y-%m-%d}至{seen.last:%Y-%m-%d}有{len(numbers)}件检查任务窗口届满没有实施"
        yield Alert("A15", body, told, f"{seen.last:%Y-%m}", tuple(numbers))


def unfit_files(seen: Seen) -> Iterator[Alert]:
    """Files that a finished review found unfit: a veto item, or fewer than sixty marks."""
    rows = Item.objects.filter(kind="reviewed_file", domain="file_review", case__closed_on__range=(seen.first, seen.last))
    for said, review in rows.order_by("case_id", "n").values_list("said", "case__number"):
        if not passed(said):
            why = "、".join(listed(said.get("veto"))) or f"{int(said['form']) + int(said['content'])}分"
            yield Alert("A16", said["body"], f"案卷{said['number']}评查不合格：{why}", said["number"], (review,))


TESTS = (
    without_task, same_complainant, onsite_anyway, no_plan, idle_items, declining, unapproved, run_out, unfit_files,
)  # fmt: skip
