"""What must hold before a step: plain tests `(case, said, on) -> None | the sentence that refuses`. Each version of the law binds
them to its own article, because the test is often the same where the article is not."""

from datetime import date, timedelta
from typing import Any

from fazhi.domains.reconsideration.models import RANK
from fazhi.kernel import calendar, holidays
from fazhi.kernel.models import Party
from fazhi.kernel.past import before, done, others, reached, reading

CURED_BY_SILENCE = ("CX", "CXB", "QW", "WX", "ZL")  # what article 70 leaves open when the respondent stayed silent
ENDING_PAPERS = ("行政复议决定书", "驳回行政复议申请决定书", "行政复议调解书", "终止行政复议决定书")
DUTIES = ("BG", "CX", "CXB", "QW", "ZL", "XY", "TJ")  # outcomes that may leave the respondent something to do


def is_true(value: Any) -> bool:
    return value in (True, "true", "True", "1", "on", "是", 1)


# ---------------------------------------------------------------- intake


def one_act(case: Any, said: dict, on: date) -> str | None:
    n = case.facts.acts
    return f"一份申请针对{n}个行政行为，应当分别申请" if n > 1 else None


def oral_recorded(case: Any, said: dict, on: date) -> str | None:
    return None if is_true(said.get("record_signed")) else "口头申请没有当场记录并由申请人确认，不能登记"


def group_represented(case: Any, said: dict, on: date) -> str | None:
    f = case.facts
    if f.group_size > 5 and not 1 <= f.representatives <= 5:
        return f"申请人{f.group_size}人，应当推选一至五名代表人"
    return None


def once(case: Any, said: dict, on: date) -> str | None:
    return "本案已发过一次补正通知，需要补正的事项应当一次性载明" if done(case, "correct") else None


def longest_mending(case: Any, said: dict, on: date) -> str | None:
    return "延长补正期限不超过原期限十个工作日" if int(said.get("extend_days") or 10) > 10 else None


def in_time(case: Any, said: dict, on: date) -> str | None:
    """60 days from knowing (or from the end of the obstacle), 5 or 20 years from the act."""
    f = case.facts
    filed = case.opened_on
    if f.act_made_on and filed > calendar.add_months(f.act_made_on, 12 * (20 if f.immovable else 5)):
        return f"自{f.act_made_on:%Y-%m-%d}作出行为起已超过{20 if f.immovable else 5}年的最长保护期，不能受理"
    if not f.act_known_on or f.late_cause:
        return None
    if filed <= f.act_known_on + timedelta(60):
        return None  # within the term however its end rolls, also into a year whose holidays are not yet published
    end = calendar.due(calendar.days(60), f.act_known_on, holidays.current()).day
    return f"自知道行为之日起六十日的申请期限已于{end:%Y-%m-%d}届满，又没有正当理由" if filed > end else None


def not_in_court(case: Any, said: dict, on: date) -> str | None:
    return "人民法院已就同一行政行为受理诉讼，不得再申请行政复议" if case.facts.in_court else None


def not_twice(case: Any, said: dict, on: date) -> str | None:
    """Nobody applies twice about one act; after a withdrawal upon settlement only who proves it was against his will."""
    about = others(case, "act_doc_no") if case.facts.act_doc_no else []
    if not about:
        return None
    mine = set(Party.objects.filter(case=case, seat="applicant").values_list("name", flat=True))
    for earlier in about:
        if not Party.objects.filter(case=earlier.case, seat="applicant", name__in=mine).exists():
            continue
        if earlier.outcome in ("ZZ-HJ", "ZZ-CH", "ZZ-GZ") and not case.facts.against_will:
            return f"申请人已就同一行为撤回申请并终止（{earlier.case.number}），不得以同一事实和理由再次申请"
        if done(earlier.case, "accept", "deemed") and not earlier.outcome.startswith("ZZ"):
            return f"本机关已受理过该申请人就同一行为提出的申请（{earlier.case.number}）"
    return None


def right_organ_named(case: Any, said: dict, on: date) -> str | None:
    if str(said.get("refuse_ground")) == "6" and not said.get("right_organ"):
        return "不属于本机关管辖的，不予受理决定须写明有管辖权的行政复议机关"
    return None


# ---------------------------------------------------------------- the course


def summary_fits(case: Any, said: dict, on: date) -> str | None:
    f = case.facts
    kinds = (
        f.on_spot, f.penalty_kind in ("警告", "通报批评"), f.act_kind == "信息公开",
        f.amount_fen is not None and f.amount_fen <= 300_000,
    )  # fmt: skip
    return None if any(kinds) or f.agreed_summary else "不属于可以适用简易程序的四类案件，也没有当事人各方同意"


def two_people(case: Any, said: dict, on: date) -> str | None:
    return "参加的行政复议人员不得少于两人" if int(said.get("people") or 0) < 2 else None


def cards_shown(case: Any, said: dict, on: date) -> str | None:
    return None if is_true(said.get("cards")) else "调查取证时应当出示行政复议工作证件"


def own_evidence(case: Any, said: dict, on: date) -> str | None:
    """What the respondent collected after the application counts only where the other side brought something new."""
    collected = said.get("collected_on")
    collected = date.fromisoformat(collected) if isinstance(collected, str) else collected
    if collected >= case.opened_on and not (is_true(said.get("new_ground")) and is_true(said.get("agreed"))):
        return f"该证据系申请之后（{collected:%Y-%m-%d}）自行收集，不得作为依据"
    return None


def access_refused(case: Any, said: dict, on: date) -> str | None:
    if not is_true(said.get("granted")) and not said.get("secret"):
        return "除涉及秘密、隐私或者危及安全稳定的情形外，应当同意查阅、复制"
    return None


def notice_five_days(case: Any, said: dict, on: date) -> str | None:
    day = case.facts.hearing_on
    last = calendar.due(calendar.before(calendar.workdays(5)), day, holidays.current()).day
    return f"听证定于{day:%Y-%m-%d}，书面通知最迟{last:%Y-%m-%d}发出" if on > last else None


def hearing_manned(case: Any, said: dict, on: date) -> str | None:
    return "听证应当有两名以上行政复议人员任听证员" if int(said.get("hearers") or 0) < 2 else None


def head_or_reason(case: Any, said: dict, on: date) -> str | None:
    if is_true(said.get("head_came")) or (said.get("absent_reason") and is_true(said.get("delegated"))):
        return None
    return "被申请人的负责人没有参加听证，须记明理由和委托的工作人员"


def not_excluding(case: Any, said: dict, on: date) -> str | None:
    return "勘验、鉴定正在进行，请先记录其结束" if before(case, "excluding") else None


def longest_extension(case: Any, said: dict, on: date) -> str | None:
    return "延长期限最多不得超过三十日" if int(said.get("extend_days") or 30) > 30 else None


def not_summary(case: Any, said: dict, on: date) -> str | None:
    return "简易程序没有延长的规定，不宜适用的应转为普通程序" if case.facts.track == "简易程序" else None


def first_extension(case: Any, said: dict, on: date) -> str | None:
    return "审理期限只能延长一次" if done(case, "extend") else None


def before_expiry(case: Any, said: dict, on: date) -> str | None:
    row = reading(case, "trial_limit")
    return f"审理期限已于{row.due:%Y-%m-%d}届满，届满后不能再延长" if row and on > row.due else None


def suspended_sixty_days(case: Any, said: dict, on: date) -> str | None:
    if case.facts.suspend_ground not in ("1", "2", "4"):
        return "只有因第三十九条第一款第一、二、四项中止的，满六十日才可以终止"
    row = reading(case, "suspension_limit")
    return f"中止尚未满六十日（至{row.due:%Y-%m-%d}）" if row and on <= row.due else None


def secretly_grounded(case: Any, said: dict, on: date) -> str | None:
    return "附带审查须用“启动规范性文件审查”中止" if case.facts.suspend_ground == "9" else None


def norm_ours(case: Any, said: dict, on: date) -> str | None:
    return None if case.facts.norm_power == "本机关有权" else "本机关无权处理的，应当在七日内转送有权机关"


def norm_theirs(case: Any, said: dict, on: date) -> str | None:
    return None if case.facts.norm_power == "转送其他机关" else "本机关有权处理的，应当自行处理，不得转送"


# ---------------------------------------------------------------- the end


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
    return None


def damages_answered(case: Any, said: dict, on: date) -> str | None:
    if case.facts.damages_asked and not said.get("damages"):
        return "申请人一并提出行政赔偿请求，应当同时决定赔偿或者驳回赔偿请求"
    return None


def proposed(case: Any, said: dict, on: date) -> str | None:
    return None if done(case, "propose") else "行政复议机构还没有提出审查意见，不能直接决定"


def answered_or_silent(case: Any, said: dict, on: date) -> str | None:
    """No answer in time: the act counts as without evidence; while the term runs, nothing is decided."""
    if done(case, "answer"):
        return None
    if not done(case, "serve"):
        return "申请书副本还没有发送被申请人，被申请人尚未答复"
    row = reading(case, "answer_limit", "summary_answer")
    if row is None or row.state == "paused" or on <= row.due:
        return f"被申请人的答复期限尚未届满（至{row.due:%Y-%m-%d}）" if row else "答复通知书还没有送达被申请人"
    if case.facts.outcome not in CURED_BY_SILENCE and not is_true(said.get("third_evidence")):
        return "被申请人逾期不答复、不举证，视为没有证据、依据，不能作出这种决定"
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
    if case.facts.outcome.startswith("ZZ") and case.facts.outcome != "ZZ-QT" and not done(case, "withdraw"):
        return "没有申请人的撤回申请，不能以撤回终止"
    return None


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
    row = reading(case, "redo_limit")
    last = row.due if row else before(case, "perform_by")
    return f"履行期限至{last:%Y-%m-%d}，尚未逾期" if last and on <= last else None


def right_enforcer(case: Any, said: dict, on: date) -> str | None:
    who, kind = said.get("enforcer"), case.facts.outcome
    if kind in ("BG", "TJ") and who == "原行政机关":
        return "变更决定和调解书由行政复议机关强制执行或者申请人民法院强制执行"
    if kind in ("WC", "BHQ") and who == "行政复议机关":
        return "维持决定由作出行政行为的行政机关强制执行或者申请人民法院强制执行"
    return None
