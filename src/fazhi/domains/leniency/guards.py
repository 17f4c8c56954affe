"""The tests of a penalty decision: rules R22 to R24, and the reduction counted the one way it may be counted."""

from datetime import date
from typing import Any

from fazhi.domains.leniency.match import Match, match, reduction
from fazhi.domains.leniency.models import PenaltyCase
from fazhi.domains.leniency.procedure_list import MUST, OUTCOME, business, force, list_on, penalty
from fazhi.kernel.calendar import add_months
from fazhi.kernel.declare import guard
from fazhi.kernel.models import Event

LENIENT = ("none", "reduced", "light")
PUNISHED = ("reduced", "light", "normal")
GROUND = {  # where each ground stands, and the outcomes it carries
    "slight": ("第三十三条第一款", ("none",)), "first": ("第三十三条第一款", ("none",)), "no_fault": ("第三十三条第二款", ("none",)),
    "age": ("第三十条、第三十一条", LENIENT), "lapsed": ("第三十六条", ("none",)),
    "remedied": ("第三十二条第一项", ("reduced", "light")), "coerced": ("第三十二条第二项", ("reduced", "light")),
    "confessed": ("第三十二条第三项", ("reduced", "light")), "merit": ("第三十二条第四项", ("reduced", "light")), "other": ("第三十二条第五项", LENIENT),
}  # fmt: skip


def ground_article(facts: Any) -> str:
    """The article of the penalty law that a lenient decision stands on."""
    if facts.ground in GROUND:
        return GROUND[facts.ground][0]
    return {"none": "第三十三条", "reduced": "第三十二条", "light": "第三十二条"}.get(facts.outcome, "第五十七条第一款第一项")


def earlier_case(case: Any, months: int) -> str:
    """The number of a case of the same enterprise for the same act, decided in the months before this one was discovered."""
    facts = case.facts
    if not facts.uscc:
        return ""
    same = (
        PenaltyCase.objects.filter(uscc=facts.uscc, violation=facts.violation)
        .exclude(case_id=case.pk or 0)
        .exclude(outcome="dropped")
    )
    decided = Event.objects.filter(domain="penalty", step="decide", case__in=same.values("case_id"))
    found = decided.filter(on__gte=add_months(case.opened_on, -months), on__lte=case.opened_on).select_related("case").first()
    return found.case.number if found else ""


def fitting(case: Any, on: date) -> tuple[int, dict[str, dict], Match]:
    """The list that governs the case and what fits: the list in force, unless only the list of the day of the act is lenient
    (行政处罚法第三十七条 by analogy)."""
    facts = case.facts

    def under(day: date) -> tuple[int, dict[str, dict], Match]:
        version, items = list_on(day)
        found = match(items, facts.violation, facts.circumstances, lambda months: earlier_case(case, months))
        return version, {i["code"]: i for i in items}, found

    now = under(on)
    if now[2].fit or facts.occurred_on is None:
        return now
    then = under(facts.occurred_on)
    return then if then[2].fit else now


@guard("R22 匹配结果与施行中的清单一致", (penalty[32], penalty[33]))
def matched_rightly(case: Any, said: dict, on: date) -> str | None:
    facts = case.facts
    version, _, found = fitting(case, on)
    if facts.list_version != version:
        return f"不能提交：{on:%Y-%m-%d}应适用的清单是{version}版（规则R22）。可改为：按该版清单重新匹配"
    if sorted(facts.matched) != sorted(found.fit):
        right = "、".join(found.fit) or "无"
        unproved = "；".join(f"{c}需补证{'、'.join(w)}" for c, w in found.unproved.items())
        shut = "；".join(f"{c}因“{w}”排除" for c, w in found.excluded.items())
        more = "；".join(w for w in (unproved, shut) if w)
        return (
            f"不能提交：按现有情节应匹配{right}{'（' + more + '）' if more else ''}（规则R22）。可改为：补充情节证据后重新匹配"
        )
    return None


@guard("R22 先匹配清单，不适用的写明理由", (penalty[32], penalty[33]))
def leniency_considered(case: Any, said: dict, on: date) -> str | None:
    facts = case.facts
    if not case.ledger.filter(step="match").exists():
        return "不能提交：还没有对照免罚轻罚清单（规则R22）。可改为：先办理“清单匹配”"
    lenient = facts.outcome in LENIENT
    if facts.matched and not lenient and facts.outcome != "dropped" and not facts.not_applied:
        return f"不能提交：本案符合清单事项{'、'.join(facts.matched)}而没有适用（规则R22）。可改为：适用清单／写明不适用的理由"
    if facts.applied and facts.applied not in facts.matched:
        return f"不能提交：清单事项{facts.applied}的条件不具备或者有排除情形（规则R22）。可改为：按匹配结果适用／按法定情节从宽"
    if lenient and not facts.applied and not facts.ground:
        return "不能提交：从宽处理没有清单事项也没有法定情节（规则R22）。可改为：填写处罚法第三十二条、第三十三条的情形"
    return None


@guard("R22 清单在匹配之后没有更换", (penalty[33], penalty[37]))
def list_unchanged(case: Any, said: dict, on: date) -> str | None:
    version, _, found = fitting(case, on)
    if (version, sorted(found.fit)) == (case.facts.list_version, sorted(case.facts.matched)):
        return None
    return f"不能提交：{on:%Y-%m-%d}应适用{version}版清单，与匹配时不同（规则R22）。可改为：按{version}版重新匹配后再作决定"


@guard("R22 处理结果与清单事项的类别、法定情节相符", (penalty[30], penalty[31], penalty[32], penalty[33]))
def kind_and_ground(case: Any, said: dict, on: date) -> str | None:
    facts, items = case.facts, fitting(case, on)[1]
    must = [c for c in facts.matched if items.get(c, {}).get("kind") in MUST]
    if must and facts.outcome not in ("none", "dropped"):
        return (
            f"不能提交：符合清单事项{'、'.join(must)}，依法不予处罚，不得处罚（规则R22）。可改为：不予处罚／情节不实的重新匹配"
        )
    kind = items.get(facts.applied, {}).get("kind")
    if facts.applied and OUTCOME.get(kind, "") != facts.outcome:
        return f"不能提交：清单事项{facts.applied}的类别与处理结果“{facts.get_outcome_display()}”不符（规则R22）。可改为：按该事项的类别处理／另填法定情节"
    if facts.ground and facts.outcome not in GROUND[facts.ground][1]:
        return f"不能提交：“{facts.get_ground_display()}”（{GROUND[facts.ground][0]}）不能作为“{facts.get_outcome_display()}”的依据（规则R22）。可改为：改选相应的情节或者结果"
    return None


@guard("不予强制的情形在清单之内、没有排除情形", (force[5], force[16, 2], business[59]))
def spared_rightly(case: Any, said: dict, on: date) -> str | None:
    item = next((i for i in list_on(on)[1] if i["code"] == said["list_item"]), None)
    if item is None or item["kind"] != "no_force":
        return f"“{said['list_item']}”不是{on:%Y-%m-%d}施行的清单中的不予强制事项"
    found = match([{**item, "violation": ""}], "", case.facts.circumstances)
    if found.fit:
        return None
    unproved = "、".join(w for ws in found.unproved.values() for w in ws)
    return f"不予强制事项{item['code']}{'需补证' + unproved if unproved else '的条件不具备或者有排除情形'}"


@guard("R23 重大决定、经过听证的先经法制审核", penalty[58])
def reviewed(case: Any, said: dict, on: date) -> str | None:
    heard = case.ledger.filter(step="hear").order_by("-seq").values_list("seq", flat=True).first() or 0
    done = case.ledger.filter(step="review", seq__gt=heard).exists()
    if (case.facts.major or heard) and not (done and case.facts.review_passed):
        why = "经过听证程序" if heard else "属于应当法制审核的情形"
        return f"不能提交：{why}而未经法制审核或者审核未通过（规则R23）。可改为：先送法制审核"
    return None


@guard("初次从事法制审核的取得法律职业资格", penalty[58, 2])
def qualified(case: Any, said: dict, on: date) -> str | None:
    return (
        "初次从事法制审核的人员应当通过国家统一法律职业资格考试取得资格"
        if said.get("first_time") and not said.get("licensed")
        else None
    )


@guard("R23 办案期限内", penalty[60])
def in_time(case: Any, said: dict, on: date) -> str | None:
    row = case.deadlines.filter(clock="decide_limit").first()
    if row and on > row.due and row.state == "running":
        return f"不能提交：办案期限{row.due:%Y-%m-%d}已过且没有延长（规则R23）。可改为：依法律、法规、规章的规定办理延长后决定"
    return None


@guard("R23 告知听证权利", penalty[63])
def hearing_told(case: Any, said: dict, on: date) -> str | None:
    if case.facts.hearing_right and not case.facts.hearing_told:
        return "不能提交：当事人有要求听证的权利而没有告知（规则R23）。可改为：先告知并等待五个工作日"
    return None


@guard("R23 处罚前先告知", (penalty[44], penalty[62]))
def told(case: Any, said: dict, on: date) -> str | None:
    if case.facts.outcome in PUNISHED and not case.ledger.filter(step="tell").exists():
        return "不能提交：还没有告知拟作出的处罚内容及事实、理由、依据（规则R23）。可改为：先办理“告知”，听取陈述申辩后再决定"
    return None


@guard("R23 听证期限届满，要求听证的已经听证", (penalty[63], penalty[64]))
def heard(case: Any, said: dict, on: date) -> str | None:
    if not case.facts.hearing_right or case.facts.outcome not in PUNISHED or case.ledger.filter(step="waive").exists():
        return None
    if case.ledger.filter(step="ask_hearing").exists():
        days = [e.said["words"]["hearing_on"] for e in case.ledger.filter(step="hear")]
        if not days or max(days) > on.isoformat():
            return "不能提交：当事人要求听证，还没有举行听证（规则R23）。可改为：通知并举行听证后再决定"
        return None
    row = case.deadlines.filter(clock="plead_limit").first()
    if row and on <= row.due:
        return f"不能提交：当事人可以在{row.due:%Y-%m-%d}前要求听证（规则R23）。可改为：期限届满后决定／当事人明确放弃的先记明“放弃听证”"
    return None


@guard("情节复杂或者重大违法行为，负责人集体讨论", penalty[57, 2])
def discussed(case: Any, said: dict, on: date) -> str | None:
    if case.facts.grave and case.facts.outcome in PUNISHED and not case.ledger.filter(step="discuss").exists():
        return "不能提交：情节复杂或者属于重大违法行为，还没有经机关负责人集体讨论。可改为：先办理“集体讨论”"
    return None


@guard("同一个违法行为不得两次罚款", penalty[29])
def not_twice(case: Any, said: dict, on: date) -> str | None:
    """One act, fined once: told by credit code, act and the day it ended; nor may its reduction be counted twice."""
    f = case.facts
    if not (f.uscc and f.occurred_on and f.fine_fen):
        return None
    same = PenaltyCase.objects.filter(uscc=f.uscc, violation=f.violation, occurred_on=f.occurred_on, fine_fen__gt=0)
    twin = same.exclude(case_id=case.pk or 0).select_related("case").first()
    if twin is None:
        return None
    return f"不能提交：同一个违法行为已由{twin.case.number}罚款，不得再次罚款。可改为：不再罚款，其他种类的处罚或者责令改正另行办理"


@guard("R24 强制措施在期限内并经批准", (force[19], force[25]))
def not_locked(case: Any, said: dict, on: date) -> str | None:
    for clock, why in (("seizure_limit", "查封、扣押期限"), ("measure_limit", "紧急强制措施的补批期限")):
        row = case.deadlines.filter(clock=clock).first()
        if row and row.state in ("running", "lapsed") and on > row.due:
            return f"不能提交：{why}{row.due:%Y-%m-%d}已过（规则R24）。可改为：立即解除强制措施后再办"
    return None


@guard("减免金额按规定的基准计算", (penalty[32], penalty[33]))
def counted_rightly(case: Any, said: dict, on: date) -> str | None:
    f = case.facts
    if f.outcome not in LENIENT:
        return None if f.reduction_fen == 0 else "没有从宽处理，减免金额应为0"
    basis, base, amount = reduction(f.outcome, f.minimum_fen, f.benchmark_fen, f.proposed_fen, f.fine_fen, f.baseline)
    if basis == "benchmark" and f.benchmark_fen is None:
        return "没有裁量基准一般档下限，请改选其他减免基准"
    if (f.baseline_fen, f.reduction_fen) != (base, amount):
        return f"减免金额应为基准额{base / 100:,.2f}元减去罚款{f.fine_fen / 100:,.2f}元，即{amount / 100:,.2f}元"
    return None


@guard("从轻、减轻、不予处罚名实相符", (penalty[32], penalty[33]))
def named_rightly(case: Any, said: dict, on: date) -> str | None:
    f = case.facts
    if f.outcome == "none":
        return None if f.fine_fen == 0 and f.education else "不予处罚的，罚款应为0，并应当对当事人进行教育"
    if f.outcome == "reduced" and f.fine_fen >= f.minimum_fen:
        return "罚款没有低于法定最低额，不是减轻处罚"
    if f.outcome == "light" and not f.minimum_fen <= f.fine_fen < (f.benchmark_fen or f.maximum_fen):
        return "从轻处罚应当在法定幅度之内、一般档之下"
    if f.outcome == "normal" and not f.minimum_fen <= f.fine_fen <= f.maximum_fen:
        return "罚款不在法定幅度之内"
    return None
