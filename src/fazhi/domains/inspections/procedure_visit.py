"""入企检查: one notice, one scan, one record; each body's check is a line; the enterprise opens it by code and rates it."""

from datetime import date
from typing import Any

from django.core import signing

from fazhi.domains.inspections import linked
from fazhi.domains.inspections.guards_task import certificate_fault, officers_of, task_numbered
from fazhi.domains.inspections.models import FOLLOWUPS, RESULTS, Task, Visit
from fazhi.domains.inspections.parameters import parameter, quiet
from fazhi.domains.inspections.procedure_task import OFFICER
from fazhi.domains.inspections.procedure_whitelist import FIRM
from fazhi.domains.inspections.rules import LOCAL_2025, business, listed, notice54, once, penalty, platform, rule, transparency
from fazhi.domains.inspections.versions import earlier
from fazhi.kernel.calendar import workdays
from fazhi.kernel.declare import (
    CLERK,
    HANDLER,
    HEAD,
    OTHER_CASE,
    SAME,
    Clock,
    ItemKind,
    Procedure,
    Say,
    Seat,
    State,
    Step,
)  # fmt: skip
from fazhi.kernel.documents import chinese_date

SCANNER = Seat("scanner", "扫码企业", "law")
PARTNER = Seat("partner", "参加检查的部门", "party")
CHECK = ItemKind(
    "dept_check",
    "部门检查",
    (
        Say("body", "检查主体"), Say("task", "任务编号", required=False), Say("trigger", "触发", required=False),
        Say("officers", "执法人员证件", "list", required=False), Say("items", "检查事项", "list", required=False),
        Say("people", "执法人员", "list", required=False), Say("names", "事项名称和依据", "list", required=False),
        Say("result", "检查结果", "choice", RESULTS, required=False), Say("followup", "处理", "choice", FOLLOWUPS, required=False),
        Say("recheck_on", "复查日期", "date", required=False), Say("corrected", "已改正", "bool", required=False),
    ),
)  # fmt: skip
EXEMPT = ("complaint", "transfer", "request", "recheck", "accident", "campaign")


def checks_of(case: Any, said: dict) -> list[dict]:
    """The departments' checks of a visit: those being said, and those already lines of the case."""
    rows = said.get("item") or []
    rows = [rows] if isinstance(rows, dict) else list(rows)
    stored = once(said, "checks", lambda: [i.said for i in case.items.filter(kind="dept_check")] if case.pk else [])
    return rows + stored


@rule("R06")
def all_approved(case: Any, said: dict, on: date) -> str | None:
    if case.facts.contact != "inspection":
        return None
    for check in checks_of(case, said):
        task = task_numbered(check.get("task") or "")
        if task is None or task.state not in ("approved", "scheduled"):
            return f"{check['body']}的检查任务{check.get('task') or '（未填）'}没有经机关负责人批准"
    return None


@rule("R19")
def inside_the_task(case: Any, said: dict, on: date) -> str | None:
    visit = case.facts
    for check in checks_of(case, said):
        task = Task.objects.filter(case__number=check.get("task") or "-").first()
        if task is None:
            continue
        if task.uscc != visit.uscc:
            return f"任务{check['task']}的企业是{task.firm}，不是{visit.firm}"
        if not task.first <= visit.planned_on <= task.last:
            return f"{visit.planned_on:%Y-%m-%d}不在任务{check['task']}的窗口内"
    return None


@rule("R10")
def not_quiet(case: Any, said: dict, on: date) -> str | None:
    visit = case.facts
    if visit.contact != "inspection" or visit.trigger in EXEMPT or not quiet(visit.planned_on):
        return None
    return f"{visit.planned_on:%Y-%m-%d}在企业安静期内"


@rule("R07")
def scanned(case: Any, said: dict, on: date) -> str | None:
    if not case.facts.certificates_shown:
        return "没有出示执法证件，企业有权拒绝检查"
    binding = on >= date(2025, 1, 1)
    return "没有扫码登记" if binding and not said.get("scan_uscc") else None


@rule("R19")
def same_firm(case: Any, said: dict, on: date) -> str | None:
    code = said.get("scan_uscc")
    return f"扫码的企业“{code}”不是本次检查的企业“{case.facts.uscc}”" if code and code != case.facts.uscc else None


@rule("R19")
def within_window(case: Any, said: dict, on: date) -> str | None:
    for check in checks_of(case, said):
        task = Task.objects.filter(case__number=check.get("task") or "-").first()
        if task and not task.first <= on <= task.last:
            return f"今天{on:%Y-%m-%d}不在任务{check['task']}的窗口（{task.first:%Y-%m-%d}至{task.last:%Y-%m-%d}）内"
    return None


@rule("R04")
def present_certified(case: Any, said: dict, on: date) -> str | None:
    for check in checks_of(case, said):
        why = certificate_fault(listed(check.get("officers")), check["body"], set(), said, on)
        if why:
            return why
    return None


@rule("R03")
def two_present(case: Any, said: dict, on: date) -> str | None:
    if case.facts.contact != "inspection":
        return None
    present = set(listed(said.get("present")))
    for check in checks_of(case, said):
        have = [n for n, o in officers_of(listed(check.get("officers")), said).items() if n in present and o.kind == "officer"]
        if len(have) < 2:
            return f"{check['body']}到场持证执法人员{len(have)}名，不足两人"
    return None


@rule("R03")
def two_named(case: Any, said: dict, on: date) -> str | None:
    """The notice names two officers of every body."""
    if case.facts.contact != "inspection":
        return None
    short = [c["body"] for c in checks_of(case, said) if len(set(listed(c.get("officers")))) < 2]
    return f"{'、'.join(short)}还没有派出两名持证执法人员" if short else None


@rule("R21")
def not_disguised(case: Any, said: dict, on: date) -> str | None:
    visit = case.facts
    if visit.contact == "inspection" or visit.guidance_reason:
        return None
    return f"本次登记为“{visit.get_contact_display()}”，不能制作现场检查笔录"


@rule("R21")
def not_too_many(case: Any, said: dict, on: date) -> str | None:
    visit = case.facts
    if visit.contact == "inspection" or visit.guidance_reason:
        return None
    seen = Visit.objects.filter(
        uscc=visit.uscc, planned_on__year=visit.planned_on.year, planned_on__month=visit.planned_on.month
    )
    most = parameter("contacts_max", on)
    had = seen.exclude(contact="inspection").exclude(case_id=case.pk or 0).count()
    return f"本月对该企业的指导、走访已有{had}次，达到{most}次" if had >= most else None


@rule("R20")
def followed_up(case: Any, said: dict, on: date) -> str | None:
    for check in checks_of(case, said):
        if not check.get("result"):
            return f"{check['body']}的检查结果还没有回填"
        if check["result"] == "found" and not (check.get("followup") and check.get("recheck_on")):
            return f"{check['body']}发现问题，没有填写处理和复查日期"
    return None


def code_of(visit: Visit) -> str:
    """The inspection code of a visit: what the notice prints and the enterprise scans; nobody can make one up."""
    return signing.Signer(salt="inspection-code", sep=".").sign(str(visit.pk))


class InspectionVisit(Procedure):
    key, label, since, law = "visit@2025", "入企检查", LOCAL_2025, notice54
    facts, columns, filters = Visit, ("firm", "town", "planned_on", "contact"), ("town", "contact")

    words = staticmethod(lambda case: {"code": code_of(case.facts), "planned": chinese_date(case.facts.planned_on)})
    arranged, notified = State("已安排", chapter="安排"), State("已通知", chapter="通知")
    inspecting, recorded = State("检查中", chapter="检查"), State("待回填", chapter="回填")
    closed, cancelled, rejected = State("已办结", final=True), State("取消", final=True), State("企业拒绝", final=True)

    allot = Step("由排程安排", (), arranged, OTHER_CASE, (notice54.whole, business[54, 1]), item=CHECK, number="{word}入检〔{year}〕{n}号",
                 joins=(FIRM, PARTNER), asks=("uscc", "firm", "town", "planned_on", "schedule", "line"))  # fmt: skip
    arrange = Step("安排检查", (), arranged, (HANDLER, CLERK, OFFICER, OTHER_CASE), (notice54.whole, business[54, 1]), item=CHECK,
                   number="{word}入检〔{year}〕{n}号", needs=(all_approved, inside_the_task, not_quiet, not_too_many),
                   asks=("uscc", "firm", "town?", "contact?", "planned_on", "joint?", "schedule?", "trigger?", "guidance_reason?"))  # fmt: skip
    add_check = Step(
        "部门加入", arranged, SAME, (HANDLER, OFFICER), business[54, 1], item=CHECK, needs=(all_approved, inside_the_task)
    )
    staff = Step("派员", arranged, SAME, OTHER_CASE, (penalty[42, 1], notice54.whole), alters=CHECK,
                 asks=(Say("officers", "执法人员证件", "list"), Say("people", "执法人员", "list")))  # fmt: skip
    move = Step("改期", arranged, SAME, (HANDLER, OFFICER, OTHER_CASE), notice54.whole, asks=("planned_on", "line?"),
                needs=(inside_the_task, not_quiet))  # fmt: skip
    notify = Step("送达检查通知", arranged, notified, (HANDLER, OFFICER), (notice54.whole, transparency.whole), issues="行政检查通知书",
                  needs=(all_approved, two_named), asks=("waiver?",), like="通知的送达另计")  # fmt: skip
    scan_in = Step("扫码入企", notified, inspecting, OFFICER, (penalty[55, 1], penalty[42, 1], platform.whole),
                   needs=(scanned, same_firm, within_window, present_certified, two_present),
                   asks=("contact", "certificates_shown?", Say("scan_uscc", "扫码企业代码", required=False),
                         Say("present", "到场执法人员证件", "list"), Say("place", "扫码地点", required=False)))  # fmt: skip
    reject = Step("企业拒绝检查", notified, rejected, (FIRM, SCANNER), penalty[55, 1], asks=(Say("reason", "理由"),))
    record = Step("现场检查笔录", inspecting, recorded, OFFICER, (penalty[55, 2], transparency.whole), needs=(not_disguised,),
                  issues="现场检查笔录", asks=("guidance_reason?", Say("summary", "检查情况", "long"), Say("refused", "当事人拒绝签名", "bool", required=False)))  # fmt: skip
    report = Step("回填结果", recorded, SAME, (OFFICER, OTHER_CASE), (platform.whole, penalty[54]), alters=CHECK,
                  asks=(Say("result", "检查结果", "choice", RESULTS), Say("followup", "处理", "choice", FOLLOWUPS, required=False),
                        Say("recheck_on", "复查日期", "date", required=False)))  # fmt: skip
    close = Step("办结告知", recorded, closed, (OFFICER, HEAD), (penalty[28, 1], penalty[54], platform.whole), needs=(followed_up,),
                 issues="行政检查结果告知书", after=linked.end_tasks)  # fmt: skip
    recheck = Step("复查", closed, SAME, OFFICER, penalty[28, 1], alters=CHECK, asks=(Say("corrected", "已改正", "bool"),))
    rate = Step("企业评价", (inspecting, recorded, closed), SAME, (FIRM, SCANNER), platform.whole,
                asks=("rating", Say("comment", "评价意见", "long", required=False)))  # fmt: skip
    confirm = Step("企业确认", (inspecting, recorded, closed), SAME, (FIRM, SCANNER), platform.whole)
    cancel = Step(
        "取消检查", (arranged, notified), cancelled, (HANDLER, HEAD, OTHER_CASE), notice54.whole, asks=(Say("reason", "理由"),)
    )
    record_past = Step("登记历史检查", (), closed, (CLERK, HANDLER), transparency.whole, number="{word}入检〔{year}〕{n}号", item=CHECK,
                       asks=("uscc", "firm", "town?", "contact", "planned_on", "trigger?", Say("document", "基期数据来源文件")),
                       note="平台启用前的检查，按签字的基期数据逐户登记")  # fmt: skip

    result_limit = Clock("结果回填期限", workdays(5), (record,), (close,), basis=platform.whole, ref="ZF-D10", bind=OFFICER)
    publish_limit = Clock("检查结果公开期限", workdays(20), (close, record_past), basis=transparency.whole, ref="ZF-04", bind=HANDLER,
                          when=lambda facts: False if facts is None else facts.contact == "inspection", when_label="行政检查")  # fmt: skip


Visit2023 = earlier(InspectionVisit, "2023", date(2023, 1, 1), business, transparency.whole)
