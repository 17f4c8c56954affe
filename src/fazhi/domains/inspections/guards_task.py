"""The tests of rules R01 to R18 and R25 on an inspection task, each against the registers as they stand."""

from datetime import date, timedelta
from typing import Any

from fazhi.domains.inspections.models import Body, Campaign, Enterprise, Officer, Plan, Task, Visit
from fazhi.domains.inspections.parameters import parameter, quiet
from fazhi.domains.inspections.procedure_whitelist import on_list
from fazhi.domains.inspections.rules import business, filing, listed, once, rule
from fazhi.kernel.declare import guard
from fazhi.kernel.models import Case, Deadline, Item

UNCAPPED = ("complaint", "transfer", "monitor", "request", "recheck", "campaign", "accident")
MUST_CHECK = ("complaint", "transfer", "request", "recheck", "accident")
OPEN = ("allotted", "draft", "approved", "scheduled", "hasty")


def body_on(name: str, on: date) -> Body | None:
    """The body as announced on that day."""
    found = Body.objects.filter(name=name, announced_on__lte=on).order_by("-pk").first()
    return found if found and (found.delisted_on is None or found.delisted_on > on) else None


def items_on(body: Body, on: date) -> dict[str, dict]:
    """The published items of a body in force on that day, by code."""
    day, rows = on.isoformat(), Item.objects.filter(case_id=body.pk, kind="inspection_item").values_list("said", flat=True)
    return {r["code"]: r for r in rows if r["published_on"] <= day and not (r.get("withdrawn_on") and r["withdrawn_on"] <= day)}


def body_of(case: Any, said: dict, on: date) -> Body | None:
    """The body in charge of the case, as announced on that day."""
    return once(said, "body", lambda: body_on(case.organ.name, on))


def items_of(case: Any, said: dict, on: date) -> dict[str, dict]:
    body = body_of(case, said, on)
    return once(said, "items", lambda: items_on(body, on) if body else {})


def firm_of(case: Any, said: dict) -> Enterprise | None:
    uscc = case.facts.uscc
    return once(said, f"firm {uscc}", lambda: Enterprise.objects.filter(uscc=uscc).first())


@guard("企业在册，窗口不倒置", (business[54, 1], filing.whole))
def sound(case: Any, said: dict, on: date) -> str | None:
    task = case.facts
    if task.first and task.last and task.last < task.first:
        return "窗口止日早于起日"
    return None if firm_of(case, said) else f"市场主体名册中没有代码“{task.uscc}”"


@rule("R01")
def competent(case: Any, said: dict, on: date) -> str | None:
    body, task = body_of(case, said, on), case.facts
    if body is None:
        return f"“{case.organ.name}”{on:%Y年%m月%d日}不在公告的检查主体名册内"
    if body.kind == "entrusted":
        if body.entrusted_until and body.entrusted_until < on:
            return f"委托已于{body.entrusted_until:%Y-%m-%d}到期"
        beyond = [i for i in task.items if i not in body.scope]
        if beyond:
            return f"事项“{'、'.join(beyond)}”不在委托范围内"
    firm = firm_of(case, said)
    if firm and firm.district != body.district:
        return f"企业在{firm.district}，不在本机关管辖区域{body.district}"
    return None


@rule("R02")
def on_the_list(case: Any, said: dict, on: date) -> str | None:
    known = items_of(case, said, on)
    beyond = [i for i in case.facts.items if i not in known]
    return f"事项“{'、'.join(beyond)}”不在本机关{on:%Y年%m月%d日}有效的检查事项清单内" if beyond else None


def officers_of(numbers: list[str], said: dict) -> dict[str, Officer]:
    def read() -> dict[str, Officer]:
        return {o.certificate: o for o in Officer.objects.filter(certificate__in=numbers)}

    return once(said, "officers " + "、".join(numbers), read)


@rule("R16")
def no_assistants(case: Any, said: dict, on: date) -> str | None:
    found = officers_of(case.facts.officers, said)
    helpers = [n for n, o in found.items() if o.kind == "assistant"]
    return f"“{'、'.join(helpers)}”是辅助人员，不能列为执法人员" if helpers else None


@rule("R04")
def certified(case: Any, said: dict, on: date) -> str | None:
    task = case.facts
    return certificate_fault(task.officers, case.organ.name, topics_of(case, said, on), said, on)


def topics_of(case: Any, said: dict, on: date) -> set[str]:
    known = items_of(case, said, on)
    return {known[i]["topic"] for i in case.facts.items if i in known and known[i].get("topic")}


def certificate_fault(numbers: list[str], body: str, topics: set[str], said: dict, on: date) -> str | None:
    """What is wrong with the first bad certificate."""
    found = officers_of(numbers, said)
    for n in numbers:
        officer = found.get(n)
        if officer is None:
            return f"证件“{n}”不在执法人员名册内"
        if officer.body != body:
            return f"证件“{n}”属于{officer.body}，不是{body}"
        if officer.standing != "valid":
            return f"证件“{n}”已{officer.get_standing_display()}"
        if (officer.valid_to and officer.valid_to < on) or (officer.valid_from and officer.valid_from > on):
            return f"证件“{n}”{on:%Y-%m-%d}不在有效期内"
        if officer.scope and not topics <= set(officer.scope):
            return f"证件“{n}”的执法范围不含{'、'.join(sorted(topics - set(officer.scope)))}"
    return None


@rule("R03")
def two_officers(case: Any, said: dict, on: date) -> str | None:
    have = len(set(case.facts.officers))
    return f"只派了{have}名持证执法人员，不足两人" if case.facts.onsite and have < 2 else None


@rule("R05")
def planned(case: Any, said: dict, on: date) -> str | None:
    task = case.facts
    if task.trigger not in ("plan", "random"):
        return None
    number = task.plan or "（未填）"
    plan = (
        Plan.objects.filter(case__number=task.plan, case__organ=case.organ).select_related("case").first()
        if task.plan
        else None
    )
    if plan is None or plan.case.state not in ("recorded", "running"):
        return f"没有已备案的检查计划（计划编号{number}）"
    line = line_of(task, said)
    if line is None or line["uscc"] != task.uscc:
        return f"计划{number}没有针对该企业的计划行“{task.plan_line}”"
    used = Task.objects.filter(plan=task.plan, plan_line=task.plan_line).exclude(case__state__in=("cancelled", "lapsed"))
    return f"计划行“{task.plan_line}”已经用完" if used.exclude(case_id=case.pk or 0).exists() else None


def line_of(task: Any, said: dict) -> dict | None:
    """The plan line the task carries out."""
    if not task.plan or not task.plan_line:
        return None
    rows = Item.objects.filter(case__number=task.plan, kind="plan_line", domain="inspection_plan", said__code=task.plan_line)
    return once(said, "line", lambda: rows.values_list("said", flat=True).first())


@rule("R08")
def within_cap(case: Any, said: dict, on: date) -> str | None:
    task, firm, body = case.facts, firm_of(case, said), body_of(case, said, on)
    if task.trigger in UNCAPPED or not task.onsite or firm is None or body is None:
        return None
    cap = cap_on(body, firm.grade, on)
    if cap is None:
        return None
    done = visits_made(case.organ, task.uscc, on.year)
    if done < cap:
        return None
    return f"该企业本年度已被{case.organ.name}检查{done}次，达到{firm.grade}级企业上限{cap}次"


def cap_on(body: Body, grade: str, on: date) -> int | None:
    """The yearly cap of the body for the grade in force on that day."""
    rows = Item.objects.filter(case_id=body.pk, kind="inspection_cap").values_list("said", flat=True)
    mine = [r for r in rows if r["grade"] == grade and r["since"] <= on.isoformat()]
    return int(max(mine, key=lambda r: r["since"])["visits"]) if mine else None


def visits_made(organ: Any, uscc: str, year: int) -> int:
    """Visits of this body to this enterprise in the year that count to the cap: entered, and not for an exempt trigger."""
    entered = Visit.objects.filter(
        uscc=uscc, contact="inspection", planned_on__year=year, case__state__in=("inspecting", "recorded", "closed")
    )
    checks = Item.objects.filter(case__in=entered.values("case_id"), kind="dept_check").values_list("case_id", "said")
    return len({c for c, s in checks if s["body"] == organ.name and s.get("trigger", "plan") not in UNCAPPED})


@rule("R09")
def white_listed(case: Any, said: dict, on: date) -> str | None:
    task = case.facts
    if not task.onsite or task.trigger in MUST_CHECK or not on_list(task.uscc, on):
        return None
    line = line_of(task, said) or {}
    if line.get("trigger") == "应查" or (line.get("trigger") == "限查" and line.get("approved")):
        return None  # so filed with the plan
    limited = set(parameter("limited_items", on))
    if task.items and set(task.items) <= limited:
        return None if task.limited_reason else "该企业在白名单内，限查事项须经负责人批准并写明理由"
    return f"该企业在白名单内，“{task.get_trigger_display()}”不属于应查情形"


@rule("R10")
def outside_quiet_days(case: Any, said: dict, on: date) -> str | None:
    task = case.facts
    if not task.onsite or task.trigger in (*MUST_CHECK, "campaign") or ((firm := firm_of(case, said)) and firm.risk == "high"):
        return None
    days = (task.first + timedelta(n) for n in range((task.last - task.first).days + 1))
    return "任务窗口全部落在企业安静期内" if all(quiet(d) for d in days) else None


def rivals(case: Any, task: Any) -> Any:
    """Open on-site tasks for the same enterprise in an overlapping window."""
    found = Task.objects.filter(
        uscc=task.uscc, onsite=True, case__state__in=OPEN, first__lte=task.last, last__gte=task.first
    ).exclude(case_id=case.pk or 0)  # fmt: skip
    return found.filter(schedule="") if task.schedule else found  # a schedule has merged what may be merged


@rule("R11")
def not_twice(case: Any, said: dict, on: date) -> str | None:
    task = case.facts
    twin = rivals(case, task).filter(case__organ=case.organ).select_related("case").first() if task.onsite else None
    return f"本机关对该企业已有窗口重叠的任务{twin.case.number}" if twin else None


@rule("R12")
def jointly(case: Any, said: dict, on: date) -> str | None:
    task = case.facts
    if not task.onsite or task.joint or task.separate_reason or task.confidential or task.trigger in ("complaint", "accident"):
        return None
    others = (
        rivals(case, task).exclude(case__organ=case.organ).filter(confidential=False, case__state__in=("approved", "scheduled"))
    )
    other = others.select_related("case__organ").first()
    return f"{other.case.organ.name}对该企业已有窗口重叠的任务{other.case.number}，应当联合检查" if other else None


@rule("R13")
def not_from_afar(case: Any, said: dict, on: date) -> str | None:
    task, firm, body = case.facts, firm_of(case, said), body_of(case, said, on)
    if not task.onsite or task.onsite_reason or body is None or (firm and firm.risk == "high"):
        return None
    known = items_of(case, said, on)
    afar = [i for i in task.items if known.get(i, {}).get("method") in ("非现场", "均可")]
    return f"事项“{'、'.join(afar)}”可以非现场办理，且该企业没有高风险标记" if afar and len(afar) == len(task.items) else None


@rule("R14")
def campaign_approved(case: Any, said: dict, on: date) -> str | None:
    task = case.facts
    if task.trigger != "campaign" and task.kind != "campaign":
        return None
    plan = Campaign.objects.filter(case__number=task.campaign).select_related("case").first() if task.campaign else None
    if plan is None or plan.case.state != "filed":
        return f"专项检查计划{task.campaign or '（未填）'}没有经过批准和备案"
    if task.first < plan.first or task.last > plan.last:
        return f"窗口超出专项检查实施期（{plan.first:%Y-%m-%d}至{plan.last:%Y-%m-%d}）"
    beyond = [i for i in task.items if i not in plan.items]
    return f"事项“{'、'.join(beyond)}”不在专项检查范围内" if beyond else None


@rule("R15")
def no_conflict(case: Any, said: dict, on: date) -> str | None:
    bound = [n for n, o in officers_of(case.facts.officers, said).items() if case.facts.uscc in o.conflicts]
    return f"执法人员“{'、'.join(bound)}”与该企业有利害关系，应当回避" if bound else None


@rule("R17")
def no_precondition(case: Any, said: dict, on: date) -> str | None:
    task = case.facts
    return "以检查作为许可或者付款的前提，没有法律依据" if task.precondition and not task.precondition_basis else None


@rule("R18")
def results_filled(case: Any, said: dict, on: date) -> str | None:
    most = parameter("overdue_max", on)
    late = Deadline.objects.filter(
        clock="result_limit", state="running", due__lt=on, case__organ=case.organ, case__domain="visit"
    ).count()
    return f"本机关有{late}件检查结果逾期未回填（达到{most}件即暂停审批）" if late >= most else None


@rule("R25")
def drawn_stays(case: Any, said: dict, on: date) -> str | None:
    before = Task.objects.filter(pk=case.pk).first()
    task = case.facts
    if before is None or before.trigger != "random" or said.get("redraw_reason"):
        return None
    changed = (before.uscc, sorted(before.officers)) != (task.uscc, sorted(listed(task.officers)))
    return "随机抽取的检查对象或者执法人员不得更换" if changed else None


def task_numbered(number: str) -> Case | None:
    return Case.objects.filter(domain="inspection_task", number=number).select_related("organ").first()


ALL = (
    sound, competent, on_the_list, no_assistants, certified, two_officers, planned, within_cap, white_listed, outside_quiet_days,
    not_twice, jointly, not_from_afar, campaign_approved, no_conflict, no_precondition, results_filled,
)  # fmt: skip
