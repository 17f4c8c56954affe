"""Supervision alerts: patterns in the ledger that refuse nothing but call for a look; each opens a supervision case on its body."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from fazhi.domains.inspections import alerts_bodies, alerts_visits
from fazhi.domains.inspections.models import Supervision
from fazhi.domains.inspections.procedure_supervision import BODY
from fazhi.domains.inspections.rules import REGULATION, supervising
from fazhi.domains.inspections.seen import Alert, Seen
from fazhi.kernel.declare import Basis
from fazhi.kernel.models import Case, Organ
from fazhi.kernel.perform import new_case, perform

CONDUCT, DUTY = supervising[11, 2, 4], supervising[12, None, 4]


@dataclass(frozen=True)
class Kind:
    """What an alert is called, where the regulation has it watched, and the document for it once it is verified."""

    label: str
    watched: Basis
    remedy: str
    before: str = "监督通知书"  # until the regulation


URGE, OPINION = "督办函", "监督意见书"
KINDS = {
    "A1": Kind("多头检查", CONDUCT, OPINION), "A2": Kind("重复检查", CONDUCT, OPINION), "A3": Kind("高频检查", CONDUCT, OPINION),
    "A4": Kind("未扫码检查", supervising[11, 2, 2], OPINION, "监督意见书"), "A5": Kind("低评分", supervising[11, 2, 5], OPINION),
    "A6": Kind("从不发现问题", CONDUCT, URGE), "A7": Kind("季末突击", CONDUCT, OPINION), "A8": Kind("应非现场而现场", CONDUCT, OPINION),
    "A9": Kind("没有按时报备计划", DUTY, URGE), "A10": Kind("清单事项长期不用", DUTY, URGE), "A11": Kind("不参加联合检查", DUTY, URGE),
    "A12": Kind("线索核查过多", CONDUCT, OPINION), "A13": Kind("同一投诉人大量投诉", supervising[20, 2], "只作研判，不立监督案"),
    "A14": Kind("变相检查", CONDUCT, OPINION), "A15": Kind("任务过期未实施", DUTY, URGE), "A16": Kind("案卷不合格", supervising[18], OPINION),
    "R06": Kind("紧急检查未补批", supervising[11, 2, 2], OPINION, "监督意见书"),
}  # fmt: skip
LABELS = {code: kind.label for code, kind in KINDS.items()}


def alerts(first: date, last: date) -> list[Alert]:
    """Every alert of the period, each once."""
    seen = Seen.of(first, last)
    return list(dict.fromkeys(a for test in (*alerts_visits.TESTS, *alerts_bodies.TESTS) for a in test(seen)))


def remedy(code: str, on: date) -> str:
    """The document the law of that day has for this alert, once verified."""
    return KINDS[code].remedy if on >= REGULATION else KINDS[code].before


def open_cases(found: list[Alert], organ: Any, by: Any, on: date, demo: bool = False, **how: Any) -> list[Case]:
    """A supervision case, with the body as its party, for each alert that has none: not one said before in the same words, nor one
    on the same subject that is still under way."""
    rows = Supervision.objects.exclude(alert="")
    known = set(rows.values_list("alert", "body", "matter"))
    going = set(rows.filter(case__closed_on=None).exclude(subject="").values_list("alert", "body", "subject"))
    organs = {o.name: o for o in Organ.objects.filter(name__in={a.body for a in found}, until=None)}
    opened = []
    for alert in found:
        new = (alert.code, alert.body, alert.matter) not in known and (alert.code, alert.body, alert.subject) not in going
        if not alert.body or not new:
            continue
        going.add((alert.code, alert.body, alert.subject)) if alert.subject else None
        opened.append(_open(alert, organs.get(alert.body), organ, by, on, demo, how))
    return opened


def _open(alert: Alert, body: Organ | None, organ: Any, by: Any, on: date, demo: bool, how: dict[str, Any]) -> Case:
    case = new_case("enforce_supervision", organ, on, f"{alert.body}：{alert.matter}"[:200], demo=demo)
    party = [{"seat": BODY, "name": body.name, "kind": "机关", "organ": body}] if body else []
    source = "files" if alert.code == "A16" else "complaint" if alert.code == "A4" else "alert"
    perform(case, "open", by, on, body=alert.body, source=source, alert=alert.code, subject=alert.subject[:60], matter=alert.matter,
            grounds=list(alert.grounds), parties=party, **how)  # fmt: skip
    return case


def last_days(on: date, days: int = 90) -> tuple[date, date]:
    return on - timedelta(days), on
