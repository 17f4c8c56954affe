"""The tests of a penalty decision: rules R22 to R24, and the reduction counted the one way it may be counted."""

from datetime import date
from typing import Any

from fazhi.domains.leniency.match import match, reduction
from fazhi.domains.leniency.procedure_list import force, list_on, penalty
from fazhi.kernel.declare import guard

LENIENT = ("none", "reduced", "light")


@guard("R22 匹配结果与施行中的清单一致", (penalty[32], penalty[33]))
def matched_rightly(case: Any, said: dict, on: date) -> str | None:
    facts = case.facts
    version, items = list_on(on)
    if facts.list_version != version:
        return f"不能提交：{on:%Y-%m-%d}施行的清单是{version}版（规则R22）。可改为：按施行中的清单重新匹配"
    found = match(items, facts.violation, facts.circumstances)
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


@guard("R23 重大决定先经法制审核", penalty[58])
def reviewed(case: Any, said: dict, on: date) -> str | None:
    if case.facts.major and not case.facts.review_passed:
        return "不能提交：属于应当法制审核的情形而未经审核或者审核未通过（规则R23）。可改为：先送法制审核"
    return None


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
