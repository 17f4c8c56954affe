"""The planner's room, the plan sheets, every body's list and the supervision alerts."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils import timezone
from django.views.decorators.http import require_POST

from fazhi.domains.inspections import alerts, engine, intake, moves, room, sheets, trials, visitor
from fazhi.domains.inspections.models import Schedule, Trial, Visit
from fazhi.kernel import rights
from fazhi.kernel.models import Organ, Post
from fazhi.kernel.perform import new_case, perform
from fazhi.kernel.refusal import Refusal
from fazhi.surfaces.jobs.models import Job
from fazhi.surfaces.jobs.queue import enqueue

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LARGEST = sheets.MOST_BYTES


def may_plan(user: Any) -> list[Organ]:
    """The organs for which this person may draft plans or schedules."""
    today = timezone.localdate()
    posts = Post.objects.filter(user=user, seat__in=("handler", "clerk")).select_related("organ")
    return [p.organ for p in posts if p.held_on(today)]


def schedule_of(request: HttpRequest, pk: int) -> Schedule:
    """The schedule, if this person may see its case."""
    case = get_object_or_404(rights.visible_to(request.user), pk=pk, domain="inspection_schedule")
    return Schedule.objects.select_related("case__organ").get(pk=case.pk)


# ---------------------------------------------------------------- the room


@login_required
def index(request: HttpRequest) -> HttpResponse:
    """The schedules, and the form that begins one."""
    seen = rights.visible_to(request.user).filter(domain="inspection_schedule")
    rows = Schedule.objects.filter(case__in=seen).select_related("case__organ").order_by("-first")
    if request.method == "POST":
        organs = may_plan(request.user)
        try:
            first, last = (date.fromisoformat(request.POST.get(k, "")) for k in ("first", "last"))
            organ = next((o for o in organs if str(o.pk) == request.POST.get("organ")), organs[0] if organs else None)
            if organ is None or last < first:
                raise ValueError("计划期止日早于起日，或者您没有排程的岗位。")
            case = new_case("inspection_schedule", organ, timezone.localdate(), f"{first:%Y年%m月}至{last:%m月}入企检查排程")
            perform(case, "begin", request.user, timezone.localdate(), first=first, last=last)
            return redirect("inspections:room", case.pk)
        except ValueError as error:
            messages.error(request, str(error) if "isoformat" not in str(error) else "请填写计划期的起止日期。")
    return render(request, "inspections/index.html", {"rows": rows, "organs": may_plan(request.user)})


@login_required
def enter(request: HttpRequest, pk: int) -> HttpResponse:
    """The room of one schedule."""
    schedule = schedule_of(request, pk)
    running = Trial.objects.filter(schedule=schedule.case).exclude(state__in=("published", "done")).order_by("-pk").first()
    if running and trials.given_up(running, timezone.now()):
        running.state, running.message = "failed", "测算进程没有回音，可能已被中断，请重新测算。"
        running.save()
    found = room.enter(schedule)
    day = request.GET.get("day", "")
    shown: dict[str, Any] = {"schedule": schedule, "case": schedule.case, "running": running, "room": found, "day": day}
    if found:
        totals = found.plan.get("totals", {})
        above = totals.get("visits", 0) - totals.get("lower_bound", 0)
        shown |= {"above": above, "above_share": 100 * totals.get("gap", 0.0), "undoable": moves.undoable(found)}
        shown["opening"] = (
            Job.objects.filter(kind="inspections.open", args__schedule=pk).exclude(state="done").order_by("-pk").first()
        )
        shown |= {
            "months": room.months(found), "plot": room.plot(found), "compared": room.compared(found), "published": found.published,
            "totals": found.plan.get("totals", {}), "proof": found.plan.get("proof", {}), "visits": room.visits_on(found, day) if day else (),
        }  # fmt: skip
    return render(request, "inspections/room.html", shown)


@login_required
@require_POST
def solve(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin to solve the quarter; the page then watches."""
    schedule = schedule_of(request, pk)
    if not any(o.pk == schedule.case.organ_id for o in may_plan(request.user)):
        messages.error(request, f"测算由{schedule.case.organ}的承办人办理，您在该机关没有这个岗位。")
    else:
        seed = request.POST.get("seed", "1")
        trials.start(schedule.case, int(seed) if seed.isdigit() else 1)
    return redirect("inspections:room", pk)


@login_required
def watch(request: HttpRequest, pk: int) -> HttpResponse:
    """The progress of the running trial, as a fragment; asks to reload when it is over."""
    schedule = schedule_of(request, pk)
    trial = Trial.objects.filter(schedule=schedule.case).order_by("-pk").first()
    answer = render(request, "inspections/progress.html", {"running": trial, "case": schedule.case})
    if trial is None or trial.state != "running":
        answer["HX-Refresh"] = "true"
    return answer


@login_required
@require_POST
def move(request: HttpRequest, pk: int) -> HttpResponse:
    """Move one visit: `ask` says at once what it breaks; without it the move is made, if nothing forbids it."""
    schedule = schedule_of(request, pk)
    found = room.enter(schedule)
    said, script = request.POST, request.headers.get("Accept", "").startswith("application/json")
    try:
        if found is None:
            raise ValueError("还没有可以调整的计划，请先测算。")
        day, demands = date.fromisoformat(said.get("to", "")), tuple(said.getlist("demand"))
        broken = room.broken_by(found, said.get("firm", ""), day, demands)
        hard = [v for v in broken if v.code != "wish"]
        if "ask" not in said:
            if hard:
                raise ValueError("；".join(v.message.rstrip("。") for v in hard))
            moves.make_move(request.user, found, said.get("firm", ""), said.get("from", ""), day, demands)
        if script:
            rows = [{"message": v.message, "hard": v.code != "wish"} for v in broken]
            return JsonResponse({"broken": rows, "may": not hard, "done": "ask" not in said})
        messages.success(request, f"已改到{day:%Y-%m-%d}。" + "".join(v.message for v in broken))
    except ValueError as error:
        words = "请填写日期，如2026-10-20。" if "isoformat" in str(error) else str(error)
        if script:
            return JsonResponse({"broken": [{"message": words, "hard": True}], "may": False, "done": False})
        messages.error(request, f"没有改动：{words}")
    return redirect(f"{request.path.removesuffix('move/')}?day={said.get('from', '')}")


@login_required
@require_POST
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the last move back: in a trial the plan as it was, in a published schedule a further step of the ledger."""
    found = room.enter(schedule_of(request, pk))
    try:
        messages.success(request, moves.take_back(request.user, found))
    except ValueError as error:
        messages.error(request, f"没有撤销：{error}")
    return redirect("inspections:room", pk)


@login_required
@require_POST
def publish(request: HttpRequest, pk: int) -> HttpResponse:
    """Publish the tried plan; the checker decides."""
    schedule = schedule_of(request, pk)
    trial = get_object_or_404(Trial, schedule=schedule.case, state="done")
    try:
        with transaction.atomic():
            engine.publish(schedule.case, trial.instance, trial.plan, request.user, timezone.localdate())
            Trial.objects.filter(pk=trial.pk).update(state="published")
        enqueue("inspections.open", request.user, schedule=schedule.pk)
        messages.success(request, "排程已公布，各部门和企业现在可以看到；入企检查和任务正在逐户立案。")
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect("inspections:room", pk)


# ---------------------------------------------------------------- lists


@login_required
def mine(request: HttpRequest) -> HttpResponse:
    """The visits that wait for the bodies this person belongs to: published ones, and cases on their way."""
    today, organs = timezone.localdate().isoformat(), {p.organ.name for p in rights.posts_of(request.user)}
    rows = []
    for schedule in Schedule.objects.filter(case__state="published"):
        rows += [i.said for i in engine.current_visits(schedule) if organs & set(i.said["bodies"]) and i.said["date"] >= today]
    open_ = Visit.objects.filter(case__in=rights.visible_to(request.user), case__closed_on=None).select_related("case")
    rows.sort(key=lambda r: (r["date"], r["town"], r["firm"]))
    shown = {"rows": rows[:300], "open": open_.order_by("planned_on")[:100], "organs": sorted(organs)}
    return render(request, "inspections/mine.html", shown)


@login_required
def watching(request: HttpRequest) -> HttpResponse:
    """Supervision alerts of the last ninety days, for the supervision organ; one press opens a case for each that has none."""
    today = timezone.localdate()
    bureau = engine.supervision_organ()
    organ = next((p.organ for p in rights.posts_of(request.user) if p.held_on(today) and p.organ == bureau), None)
    if organ is None and not rights.sees_all(request.user):
        raise Http404("只有行政执法监督机构查看预警")
    found = alerts.alerts(*alerts.last_days(today))
    if request.method == "POST" and organ is not None:
        try:
            opened = alerts.open_cases(found, organ, request.user, today)
            messages.success(
                request, f"已立监督线索{len(opened)}件，请逐件核实。" if opened else "预警都已有监督线索，没有新立。"
            )
        except Refusal as refusal:
            messages.error(request, str(refusal))
        return redirect("inspections:alerts")
    rows = [(alerts.LABELS[a.code], alerts.remedy(a.code, today), a) for a in found[:500]]
    return render(request, "inspections/alerts.html", {"rows": rows, "count": len(found), "organ": organ})


# ---------------------------------------------------------------- sheets


@login_required
def form(request: HttpRequest) -> HttpResponse:
    """The workbook to fill in."""
    answer = HttpResponse(intake.form(intake.known(timezone.localdate())), content_type=XLSX)
    answer["Content-Disposition"] = (
        "attachment; filename*=UTF-8''" + "%E6%A3%80%E6%9F%A5%E8%AE%A1%E5%88%92%E6%A8%A1%E6%9D%BF.xlsx"
    )
    return answer


@login_required
def upload(request: HttpRequest) -> HttpResponse:
    """Read a plan sheet, show every fault by its place, take it in whole or the good part on explicit choice."""
    today, shown = timezone.localdate(), {"organs": may_plan(request.user)}
    file = request.FILES.get("file") if request.method == "POST" else None
    if request.method == "POST" and file is None:
        messages.error(request, "请先选择要报送的Excel文件。")
    if file is not None:
        content = file.read(LARGEST + 1)
        reading = sheets.read(content, intake.known(today))
        shown |= {
            "reading": reading,
            "faults": reading.faults[:200],
            "more": max(0, len(reading.faults) - 200),
            "name": file.name,
        }
        if request.POST.get("answer"):
            answer = HttpResponse(intake.answer(reading.faults), content_type=XLSX)
            answer["Content-Disposition"] = "attachment; filename=faults.xlsx"
            return answer
        if not reading.faults or request.POST.get("good"):
            shown |= _take(request, reading, content, file.name, today)
    return render(request, "inspections/upload.html", shown)


def _take(request: HttpRequest, reading: sheets.Reading, content: bytes, name: str, today: date) -> dict[str, Any]:
    try:
        first, last = (date.fromisoformat(request.POST.get(k, "")) for k in ("first", "last"))
    except ValueError:
        return {"refused": "请填写计划期的起止日期。"}
    try:
        cases = intake.take_in(reading, first, last, lambda organ: request.user, today, only_good=bool(request.POST.get("good")),
                               name=name, content=content)  # fmt: skip
    except ValueError as error:
        return {"refused": str(error)}
    return {"taken": cases, "count": len(reading.rows)}


NAV = [("", "排程室"), ("mine/", "本机关的检查"), ("sheets/", "报送计划表"), ("alerts/", "监督预警")]
urlpatterns = [
    path("", index, name="index"),
    path("room/<int:pk>/", enter, name="room"),
    path("room/<int:pk>/solve/", solve, name="solve"),
    path("room/<int:pk>/watch/", watch, name="watch"),
    path("room/<int:pk>/move/", move, name="move"),
    path("room/<int:pk>/undo/", undo, name="undo"),
    path("room/<int:pk>/publish/", publish, name="publish"),
    path("mine/", mine, name="mine"),
    path("alerts/", watching, name="alerts"),
    path("sheets/", upload, name="sheets"),
    path("sheets/form.xlsx", form, name="form"),
    path("card/<int:pk>/", visitor.card, name="card"),
    path("code/<str:code>/", visitor.code, name="code"),
]
