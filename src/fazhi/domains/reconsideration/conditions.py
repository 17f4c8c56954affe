"""What must hold before a step of intake and trial: plain tests `(case, said, on) -> None | the sentence that refuses`. Each version of the
law binds them to its own article, because the test is often the same where the article is not."""

from datetime import date
from typing import Any

from fazhi.kernel import calendar, holidays
from fazhi.kernel.fold import effective
from fazhi.kernel.models import Party
from fazhi.kernel.past import before, done, others, reading

SIDES = (("applicant", "申请人"), ("respondent", "被申请人"))


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
    """The law says only 合理; ten working days at most is the office's own rule."""
    return _days_granted(said, 10, "延长补正期限应为一至十个工作日")


def mending_over(case: Any, said: dict, on: date) -> str | None:
    """Nobody has given up his application before the term to complete it has run out."""
    row = reading(case, "mend_limit")
    if row is None:
        return "补正通知书还没有送达申请人，补正期限没有起算，不能视为放弃"
    return f"补正期限至{row.due:%Y-%m-%d}，届满前不能视为放弃" if on <= row.due else None


def mending_term(case: Any, said: dict, on: date) -> str | None:
    """The regulation of 2007 leaves the length of the term to the notice."""
    by = _day(said.get("mend_by"))
    return f"补正期限（{by:%Y-%m-%d}）应当在通知日之后" if by and by <= on else None


def _day(value: Any) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) and value else value or None


def _days_granted(said: dict, most: int, refusal: str) -> str | None:
    """How many days an extension says: none means the most."""
    given = str(said.get("extend_days") or most)
    return None if given.isdigit() and 1 <= int(given) <= most else refusal


def through_organ(case: Any, said: dict, on: date) -> str | None:
    if case.facts.on_spot or case.facts.monitored:
        return None
    return "只有当场作出的，或者依据电子技术监控记录作出的处罚决定，才可以通过作出决定的机关提交申请"


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
    """What the respondent collected after the application, or hands in after its term, counts only where the other side brought
    something new and the office agreed."""
    if is_true(said.get("new_ground")) and is_true(said.get("agreed")):
        return None
    collected = _day(said.get("collected_on"))
    if collected and collected >= case.opened_on:
        return f"该证据系申请之后（{collected:%Y-%m-%d}）自行收集，不得作为依据"
    row = reading(case, "answer_limit", "summary_answer", open_only=False)
    if row and on > row.due:
        return f"举证期限已于{row.due:%Y-%m-%d}届满，对方没有提出新的理由或者证据的，不能再补充"
    return None


def access_refused(case: Any, said: dict, on: date) -> str | None:
    if not is_true(said.get("granted")) and not said.get("secret"):
        return "除涉及秘密、隐私或者危及安全稳定的情形外，应当同意查阅、复制"
    return None


def notice_five_days(case: Any, said: dict, on: date) -> str | None:
    day = case.facts.hearing_on
    last = calendar.due(calendar.before(calendar.workdays(5)), day, holidays.current()).day
    return f"听证定于{day:%Y-%m-%d}，书面通知最迟{last:%Y-%m-%d}发出" if on > last else None


def hearing_notified(case: Any, said: dict, on: date) -> str | None:
    """A hearing takes place on the day of the notice, and the notice reached the parties five working days before."""
    if not done(case, "hearing_notice"):
        return "还没有发出听证通知书，不能举行听证"
    day = case.facts.hearing_on
    if on != day:
        return f"听证通知书所定听证日是{day:%Y-%m-%d}，改期的应当重新通知"
    last = calendar.due(calendar.before(calendar.workdays(5)), day, holidays.current()).day
    notice = case.documents.filter(kind="听证通知书").order_by("-pk").first()
    sent = [x for x in effective(case.ledger.order_by("seq")) if x.event.kind == "delivery" and x.said["document"] == notice.pk]
    told = {x.said["to"] for x in sent if x.on <= last}
    missing = [name for seat, name in SIDES if seat not in told]
    return f"听证通知书没有在{last:%Y-%m-%d}以前送达{'、'.join(missing)}，应当另定听证日期" if missing else None


def hearing_manned(case: Any, said: dict, on: date) -> str | None:
    return "听证应当有两名以上行政复议人员任听证员" if int(said.get("hearers") or 0) < 2 else None


def head_or_reason(case: Any, said: dict, on: date) -> str | None:
    if is_true(said.get("head_came")) or (said.get("absent_reason") and is_true(said.get("delegated"))):
        return None
    return "被申请人的负责人没有参加听证，须记明理由和委托的工作人员"


def not_excluding(case: Any, said: dict, on: date) -> str | None:
    return "勘验、鉴定正在进行，请先记录其结束" if before(case, "excluding") else None


def longest_extension(case: Any, said: dict, on: date) -> str | None:
    return _days_granted(said, 30, "延长期限最多不得超过三十日，也不能少于一日")


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


def both_agreed(case: Any, said: dict, on: date) -> str | None:
    if case.facts.suspend_ground == "6" and not is_true(said.get("both_agreed")):
        return "因调解、和解中止的，须申请人和被申请人都同意"
    return None


def raised_in_case(case: Any, said: dict, on: date) -> str | None:
    """The thirty or seven days run from a day within this case."""
    day = case.facts.norm_raised_on
    if day and not case.opened_on <= day <= on:
        return f"提出或者发现之日（{day:%Y-%m-%d}）应当在收到申请之后、今天以前"
    return None


def norm_ours(case: Any, said: dict, on: date) -> str | None:
    return None if case.facts.norm_power == "本机关有权" else "本机关无权处理的，应当在七日内转送有权机关"


def norm_theirs(case: Any, said: dict, on: date) -> str | None:
    return None if case.facts.norm_power == "转送其他机关" else "本机关有权处理的，应当自行处理，不得转送"
