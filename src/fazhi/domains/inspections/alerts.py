"""Supervision alerts: eleven patterns in the ledger that refuse nothing but call for a look; each opens a supervision case."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from fazhi.domains.inspections.models import Body, Complaint, Plan, Supervision, Task, Visit
from fazhi.domains.inspections.rules import listed
from fazhi.kernel.models import Case, Deadline, Item
from fazhi.kernel.perform import new_case, perform

ENTERED = ("inspecting", "recorded", "closed")


@dataclass(frozen=True)
class Alert:
    """One finding: its kind, the body it concerns, and one sentence with the lines it rests on."""

    code: str
    body: str
    matter: str


@dataclass
class Seen:
    """The visits of a period with their checks, read once for all tests."""

    first: date
    last: date
    visits: list[Any]
    checks: dict[int, list[dict]]

    @classmethod
    def of(cls, first: date, last: date) -> "Seen":
        rows = Visit.objects.filter(contact="inspection", planned_on__range=(first, last), case__state__in=ENTERED)
        visits = list(rows.order_by("planned_on", "pk"))
        checks: dict[int, list[dict]] = defaultdict(list)
        for case, said in Item.objects.filter(case__in=rows.values("case_id"), kind="dept_check").values_list(
            "case_id", "said"
        ):
            checks[case].append(said)
        return cls(first, last, visits, checks)

    def by_firm(self) -> dict[str, list[Any]]:
        found: dict[str, list[Any]] = defaultdict(list)
        for visit in self.visits:
            found[visit.uscc].append(visit)
        return found


def many_heads(seen: Seen) -> Iterator[Alert]:
    for visits in seen.by_firm().values():
        for i, a in enumerate(visits):
            for b in visits[i + 1 :]:
                bodies = {c["body"] for v in (a, b) for c in seen.checks[v.pk]}
                if (b.planned_on - a.planned_on).days <= 30 and len(bodies) > 1:
                    yield Alert(
                        "A1", seen.checks[b.pk][0]["body"], f"{a.firm}30日内被{'、'.join(sorted(bodies))}分别入企，没有合并"
                    )
                    break


def repeated_item(seen: Seen) -> Iterator[Alert]:
    last: dict[tuple[str, str, str], date] = {}
    for visit in seen.visits:
        for check in seen.checks[visit.pk]:
            for item in listed(check.get("items")):
                key = (visit.uscc, check["body"], item)
                if key in last and (visit.planned_on - last[key]).days <= 90:
                    yield Alert("A2", check["body"], f"{visit.firm}90日内被重复检查事项{item}")
                last[key] = visit.planned_on


def too_often(seen: Seen) -> Iterator[Alert]:
    """The top one per cent of enterprises by visits, where they were visited at least three times."""
    ranked = sorted(seen.by_firm().values(), key=len, reverse=True)
    for visits in ranked[: max(1, len(ranked) // 100)] if ranked else ():
        if len(visits) >= 3:
            body = Counter(c["body"] for v in visits for c in seen.checks[v.pk]).most_common(1)
            if body:
                yield Alert("A3", body[0][0], f"{visits[0].firm}本期被入企{len(visits)}次，居全区前1%")


def without_task(seen: Seen) -> Iterator[Alert]:
    for row in Complaint.objects.filter(channel="scan", case__opened_on__range=(seen.first, seen.last)).exclude(body=""):
        if not any(v.uscc == row.uscc for v in seen.visits):
            yield Alert("A4", row.body, f"{row.firm}举报有未扫码的入企检查")


def low_rating(seen: Seen) -> Iterator[Alert]:
    for visit in seen.visits:
        if 0 < visit.rating <= 2 and seen.checks[visit.pk]:
            yield Alert(
                "A5", seen.checks[visit.pk][0]["body"], f"{visit.firm}对{visit.planned_on:%Y-%m-%d}的检查评{visit.rating}分"
            )


def never_finds(seen: Seen) -> Iterator[Alert]:
    """An officer with thirty checks or more and never a finding."""
    tally: dict[tuple[str, str], list[str]] = defaultdict(list)
    for checks in seen.checks.values():
        for check in checks:
            for officer in listed(check.get("officers")):
                tally[officer, check["body"]].append(check.get("result") or "")
    for (officer, body), results in sorted(tally.items()):
        if len(results) >= 30 and set(results) == {"none"}:
            yield Alert("A6", body, f"执法人员{officer}本期{len(results)}次检查均为“未发现问题”")


def at_quarter_end(seen: Seen) -> Iterator[Alert]:
    """More than half of a body's checks of a quarter lie in its last month (ten checks or more)."""
    tally: dict[tuple[str, int, int], list[int]] = defaultdict(list)
    for visit in seen.visits:
        for check in seen.checks[visit.pk]:
            day = visit.planned_on
            tally[check["body"], day.year, (day.month - 1) // 3].append(day.month)
    for (body, year, quarter), months in sorted(tally.items()):
        if len(months) >= 10 and sum(m % 3 == 0 for m in months) * 2 > len(months):
            yield Alert("A7", body, f"{year}年第{quarter + 1}季度的检查过半集中在末月")


def onsite_anyway(seen: Seen) -> Iterator[Alert]:
    rows = Task.objects.filter(onsite=True, first__lte=seen.last, last__gte=seen.first).exclude(onsite_reason="")
    for body, number in Counter(rows.values_list("case__organ__name", flat=True)).items():
        yield Alert("A8", body, f"可非现场办理的事项有{number}件改为现场检查，请核实理由")


def no_plan(seen: Seen) -> Iterator[Alert]:
    have = set(
        Plan.objects.filter(year=seen.last.year)
        .exclude(case__state__in=("draft", "withdrawn"))
        .values_list("case__organ__name", flat=True)
    )
    for body in Body.objects.filter(delisted_on=None, announced_on__lte=seen.last).order_by("name"):
        if body.name not in have:
            yield Alert("A9", body.name, f"{seen.last.year}年没有报备检查计划")


def idle_items(seen: Seen) -> Iterator[Alert]:
    limit = seen.last.replace(year=seen.last.year - 5, day=min(seen.last.day, 28)).isoformat()
    for said, case in Item.objects.filter(kind="inspection_item", domain="inspection_body").values_list("said", "case__title"):
        if not said.get("withdrawn_on") and (said.get("used_on") or said["published_on"]) < limit:
            yield Alert("A10", case, f"清单事项{said['code']}五年未使用，应研究取消")


def declining(seen: Seen) -> Iterator[Alert]:
    answers: dict[str, list[str]] = defaultdict(list)
    rows = Item.objects.filter(kind="invitation", domain="joint_inspection", on__range=(seen.first, seen.last))
    for said in rows.values_list("said", flat=True):
        answers[said["body"]].append(said["answer"])
    for body, said in sorted(answers.items()):
        if said.count("decline") * 10 > len(said) * 3:
            yield Alert("A11", body, f"受邀联合检查{len(said)}次，不参加{said.count('decline')}次，超过30%")


def unapproved(seen: Seen) -> Iterator[Alert]:
    rows = Deadline.objects.filter(clock="emergency", due__range=(seen.first, seen.last)).exclude(state="met")
    for row in rows.filter(due__lt=seen.last).select_related("case__organ"):
        yield Alert("R06", row.case.organ.name, f"紧急检查{row.case.number}没有在24小时内补批")


TESTS: tuple[Callable[[Seen], Iterator[Alert]], ...] = (
    many_heads, repeated_item, too_often, without_task, low_rating, never_finds, at_quarter_end, onsite_anyway, no_plan, idle_items,
    declining, unapproved,
)  # fmt: skip


LABELS = {
    "A1": "多头检查", "A2": "重复检查", "A3": "高频检查", "A4": "未扫码检查", "A5": "低评分", "A6": "从不发现问题", "A7": "季末突击",
    "A8": "应非现场而现场", "A9": "没有报备计划", "A10": "清单事项长期不用", "A11": "不参加联合检查", "R06": "紧急检查未补批",
}  # fmt: skip


def alerts(first: date, last: date) -> list[Alert]:
    """Every alert of the period, each once."""
    seen = Seen.of(first, last)
    return list(dict.fromkeys(a for test in TESTS for a in test(seen)))


def open_cases(found: list[Alert], organ: Any, by: Any, on: date, demo: bool = False, **how: Any) -> list[Case]:
    """A supervision case for each alert that has none yet, under the rules of its day."""
    known = set(Supervision.objects.exclude(alert="").values_list("alert", "body", "matter"))
    opened = []
    for alert in found:
        if (alert.code, alert.body, alert.matter) in known:
            continue
        case = new_case("enforce_supervision", organ, on, f"{alert.body}：{alert.matter}", demo=demo)
        perform(case, "open", by, on, body=alert.body, source="alert", alert=alert.code, matter=alert.matter, **how)
        opened.append(case)
    return opened


def last_days(on: date, days: int = 90) -> tuple[date, date]:
    return on - timedelta(days), on
