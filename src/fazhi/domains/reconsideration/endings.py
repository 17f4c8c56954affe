"""What must hold before a case ends: the decision and its term, mediation, termination, performance, enforcement, the closed file."""

from datetime import date
from typing import Any

from fazhi.domains.reconsideration.conditions import is_true, suspended_sixty_days
from fazhi.domains.reconsideration.models import RANK
from fazhi.kernel.past import done, reached, reading

CURED_BY_SILENCE = ("CX", "CXB", "QW", "WX", "ZL")  # what article 70 leaves open when the respondent stayed silent
DECISIONS = ("BG", "CX", "CXB", "WX", "QW", "ZL", "XY", "WC", "BHQ")  # articles 63 to 71
DECISIONS_2018 = ("BG", "CX", "CXB", "QW", "ZL", "WC")
ENFORCEABLE = ("WC", "BG", "TJ")
WITHDRAWN_AS = {"自愿": "ZZ-CH", "和解": "ZZ-HJ", "改正": "ZZ-GZ"}
WITHDRAWN = tuple(WITHDRAWN_AS.values())
ANSWER_TERMS, SUIT_TERMS = ("answer_limit", "summary_answer"), ("suit_limit", "third_suit_limit")
PERFORMANCE_TERMS = ("redo_limit", "perform_limit")
ENDING_PAPERS = ("行政复议决定书", "驳回行政复议申请决定书", "行政复议调解书", "终止行政复议决定书")
DUTIES = ("BG", "CX", "CXB", "QW", "ZL", "XY", "TJ")  # outcomes that may leave the respondent something to do


def heard(case: Any, said: dict, on: date) -> str | None:
    if case.facts.track == "普通程序" and not done(case, "listen", "hear") and not case.facts.unheard_reason:
        return "普通程序应当听取当事人意见；因当事人原因不能听取的，须记明原因"
    return None


def hearing_held(case: Any, said: dict, on: date) -> str | None:
    return "重大、疑难、复杂的案件应当组织听证" if case.facts.major and not done(case, "hear") else None


def committee_heard(case: Any, said: dict, on: date) -> str | None:
    f = case.facts
    if (f.major or f.technical) and not done(case, "committee"):
        return "重大疑难复杂或者专业性较强的案件，应当先提请行政复议委员会提出咨询意见"
    return None


def norm_examined(case: Any, said: dict, on: date) -> str | None:
    if case.facts.norm_asked and not done(case, "norm_review"):
        return "申请人一并提出的附带审查申请还没有处理"
    return norm_answered(case, said, on)


def norm_answered(case: Any, said: dict, on: date) -> str | None:
    """A review once begun ends with our own result or with the answer of the organ it was sent to."""
    if done(case, "norm_review") and not done(case, "norm_result", "transfer_reply"):
        return "规范性文件审查还没有处理结果（有权处理的作出处理，无权处理的收到有权机关回复）"
    return None


def resumable(case: Any, said: dict, on: date) -> str | None:
    return norm_answered(case, said, on) if case.facts.suspend_ground == "9" else None


def damages_answered(case: Any, said: dict, on: date) -> str | None:
    if case.facts.damages_asked and not said.get("damages"):
        return "申请人一并提出行政赔偿请求，应当同时决定赔偿或者驳回赔偿请求"
    return None


def proposed(case: Any, said: dict, on: date) -> str | None:
    return None if done(case, "propose") else "行政复议机构还没有提出审查意见，不能直接决定"


def answered_or_silent(case: Any, said: dict, on: date) -> str | None:
    """No answer in time: the act counts as without evidence (article 70); an answer that comes late changes nothing."""
    return _silence(case, said, on, CURED_BY_SILENCE)


def answered_or_silent_2018(case: Any, said: dict, on: date) -> str | None:
    """The text of 2017 leaves one answer to silence: the act is annulled (article 28)."""
    return _silence(case, {}, on, ("CX",))


def _silence(case: Any, said: dict, on: date, cures: tuple[str, ...]) -> str | None:
    row = reading(case, *ANSWER_TERMS, open_only=False)
    if done(case, "answer") and not (row and row.stopped and row.stopped > row.due):
        return None
    if not done(case, "serve"):
        return "申请书副本还没有发送被申请人，被申请人尚未答复"
    if row is None or (row.state in ("running", "paused") and on <= row.due):
        return f"被申请人的答复期限尚未届满（至{row.due:%Y-%m-%d}）" if row else "答复通知书还没有送达被申请人"
    if case.facts.outcome not in cures and not is_true(said.get("third_evidence")):
        late = (
            f"被申请人{row.stopped:%Y-%m-%d}才答复，已逾期（至{row.due:%Y-%m-%d}）"
            if row.stopped
            else "被申请人逾期不答复、不举证"
        )
        return f"{late}，视为没有证据、依据，不能作出这种决定"
    return None


def not_worse(case: Any, said: dict, on: date) -> str | None:
    if is_true(said.get("worse")) and not case.facts.third_asks:
        return "不得作出对申请人更为不利的变更决定（第三人提出相反请求的除外）"
    return None


def strongest(case: Any, said: dict, on: date) -> str | None:
    subs = case.facts.sub_outcomes
    unknown = [s for s in subs if s not in RANK]
    if unknown:
        return f"分项结果“{'、'.join(unknown)}”不在代码表中（{'、'.join(RANK)}）"
    first = min(subs, key=RANK.index) if subs else case.facts.outcome
    return f"有多项决定的，审理结果按最强的一项登记，应为{first}" if first != case.facts.outcome else None


def in_term_or_flagged(case: Any, said: dict, on: date) -> str | None:
    row = reading(case, "trial_limit", "summary_limit")
    if row and row.state == "running" and on > row.due and not said.get("overdue_reason"):
        return f"审理期限已于{row.due:%Y-%m-%d}届满，须写明逾期原因、按超期登记"
    return None


def agreement_signed(case: Any, said: dict, on: date) -> str | None:
    return None if is_true(said.get("signed")) else "调解书须经各方当事人签字或者签章才生效"


def withdrawal_asked(case: Any, said: dict, on: date) -> str | None:
    """A termination by withdrawal rests on the application to withdraw, and is counted as that application said why."""
    outcome = case.facts.outcome
    if outcome not in WITHDRAWN:
        return None
    asked = case.ledger.filter(step="withdraw").order_by("-seq").first() if done(case, "withdraw") else None
    if asked is None:
        return "没有申请人的撤回申请，不能以撤回终止"
    why = asked.said.get("words", {}).get("why")
    return f"申请人的撤回理由是“{why}”，应登记为{WITHDRAWN_AS[why]}" if WITHDRAWN_AS.get(why, outcome) != outcome else None


def termination_only(case: Any, said: dict, on: date) -> str | None:
    if case.facts.outcome not in (*WITHDRAWN, "ZZ-QT"):
        return "终止只能登记为终止的结果（撤回、和解撤回、改正后撤回、其他），实体结果请用“作出决定”或者“调解结案”"
    return None


def termination_grounded(case: Any, said: dict, on: date) -> str | None:
    if case.facts.outcome == "ZZ-QT" and not said.get("end_ground"):
        return "没有撤回申请的，须写明属于哪一项法定终止事由"
    return None


def full_sixty_days(case: Any, said: dict, on: date) -> str | None:
    """Under the regulation of 2007 the same step ends a case suspended for sixty days."""
    return suspended_sixty_days(case, said, on) if said.get("end_ground") == "中止满六十日" else None


def decision_only(case: Any, said: dict, on: date) -> str | None:
    if case.facts.outcome not in DECISIONS:
        return (
            "决定书的结果只能是变更、撤销、确认违法或者无效、责令履行、协议责任、维持、驳回请求；调解、驳回申请和终止各有步骤"
        )
    return None


def decision_only_2018(case: Any, said: dict, on: date) -> str | None:
    if case.facts.outcome not in DECISIONS_2018:
        return "2017年文本的决定只有维持、责令履行、撤销、变更、确认违法五种；没有法定职责或者已经履行的，用“驳回申请”（条例第四十八条）"
    return None


def term_fixed(case: Any, said: dict, on: date) -> str | None:
    by = case.facts.perform_by
    if case.facts.outcome == "ZL" and not by:
        return "责令履行的决定须写明履行的期限"
    return f"履行期限{by:%Y-%m-%d}应当在决定日之后" if by and by <= on else None


def redo_fits(case: Any, said: dict, on: date) -> str | None:
    kinds = {case.facts.outcome, *case.facts.sub_outcomes}
    return "责令重新作出行政行为，只能随撤销或者部分撤销一并决定" if case.facts.redo and not kinds & {"CX", "CXB"} else None


def served(case: Any, said: dict, on: date) -> str | None:
    missing = {"applicant", "respondent"} - reached(case, *ENDING_PAPERS[:3])
    names = {"applicant": "申请人", "respondent": "被申请人"}
    return f"没有送达{'、'.join(names[s] for s in sorted(missing))}的凭证，决定还没有生效" if missing else None


def performed(case: Any, said: dict, on: date) -> str | None:
    f = case.facts
    if (f.redo or f.perform_by or f.outcome in ("ZL", "XY")) and f.outcome in DUTIES and not done(case, "perform"):
        return "被申请人的履行情况还没有登记，不能归档"
    return None


def papers_reached(case: Any, said: dict, on: date) -> str | None:
    """A file is complete when the paper that ended the case has reached both sides."""
    missing = {"applicant", "respondent"} - reached(case, *ENDING_PAPERS)
    names = {"applicant": "申请人", "respondent": "被申请人"}
    return f"结案文书没有送达{'、'.join(names[s] for s in sorted(missing))}的凭证，卷宗不齐" if missing else None


def past_performance(case: Any, said: dict, on: date) -> str | None:
    """Only what is owed and overdue can be ordered: by the decision, or by a letter of opinion (article 77)."""
    rows = [r for r in (reading(case, *terms) for terms in (PERFORMANCE_TERMS, ("feedback_limit",))) if r]
    if not rows:
        return "本案的决定书、调解书、意见书没有给被申请人留下有期限的义务，没有可以责令履行的内容"
    last = min(r.due for r in rows)
    if on <= last:
        return f"履行期限至{last:%Y-%m-%d}，尚未逾期"
    by = case.facts.perform_by
    return f"责令履行的期限（{by:%Y-%m-%d}）应当在今后" if by and by <= on else None


def right_enforcer(case: Any, said: dict, on: date) -> str | None:
    who, kind = said.get("enforcer"), case.facts.outcome
    if kind not in ENFORCEABLE:
        return "只有维持决定、变更决定和调解书需要对申请人、第三人强制执行；被申请人不履行的，用“责令限期履行”"
    if kind in ("BG", "TJ") and who == "原行政机关":
        return "变更决定和调解书由行政复议机关强制执行或者申请人民法院强制执行"
    if kind == "WC" and who == "行政复议机关":
        return "维持决定由作出行政行为的行政机关强制执行或者申请人民法院强制执行"
    return None


def not_suable(case: Any, said: dict, on: date) -> str | None:
    """Enforcement waits until nobody has gone to court in time."""
    if done(case, "sued"):
        return "已经起诉，不属于“逾期不起诉又不履行”，按人民法院的裁判办理"
    row = reading(case, *SUIT_TERMS)
    return f"起诉期限至{row.due:%Y-%m-%d}，届满前不能强制执行" if row and on <= row.due else None
