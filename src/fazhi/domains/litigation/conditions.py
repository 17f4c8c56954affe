"""What must hold before a step in a suit: `(case, said, on) -> None | the sentence that refuses`."""

from datetime import date
from typing import Any

from fazhi.domains.litigation.models import LOSING
from fazhi.kernel.past import before, done, reading


def yes(value: Any) -> bool:
    return value in (True, "true", "True", "1", "on", "是", 1)


def evidence_in_time(case: Any, said: dict, on: date) -> str | None:
    row = reading(case, "answer_limit")
    if row and on > row.due and not said.get("late_reason"):
        return f"举证期限已于{row.due:%Y-%m-%d}届满，逾期提供视为没有相应证据，须写明逾期原因"
    return None


def asked_in_time(case: Any, said: dict, on: date) -> str | None:
    row = reading(case, "answer_limit")
    return f"延期举证须在举证期限内（至{row.due:%Y-%m-%d}）书面提出" if row and on > row.due else None


def own_leader(case: Any, said: dict, on: date) -> str | None:
    return "受委托的组织或者下级机关的负责人，不能作为本机关负责人出庭" if yes(said.get("of_lower")) else None


def staff_too(case: Any, said: dict, on: date) -> str | None:
    if not said.get("head_name") and not said.get("staff"):
        return "负责人不能出庭的，应当委托相应的工作人员出庭，不得仅委托律师"
    return None


def stamped(case: Any, said: dict, on: date) -> str | None:
    return None if yes(said.get("stamped")) else "身份证明应当载明姓名、职务并加盖行政机关印章"


def excuse_proven(case: Any, said: dict, on: date) -> str | None:
    if not (said.get("proof") and (yes(said.get("stamped")) or yes(said.get("signed")))):
        return "不能出庭的理由须附证明材料，并加盖印章或者由主要负责人签字认可"
    return None


def first_instance(case: Any, said: dict, on: date) -> str | None:
    return None if case.facts.instance == "一审" else "本案已进入二审或者再审"


def later_instance(case: Any, said: dict, on: date) -> str | None:
    return None if case.facts.instance != "一审" else "本案还在一审"


def first_judgment(case: Any, said: dict, on: date) -> str | None:
    """The step itself makes the case one of second instance, so what it was before is asked."""
    return None if before(case, "instance") in ("一审", "") else "本案已进入二审或者再审，终审裁判不能上诉"


def appeal_in_time(case: Any, said: dict, on: date) -> str | None:
    """Ours ends with our own term; who appeals after the judgment was entered as in force must say the day he appealed."""
    row = reading(case, "appeal_limit", "ruling_limit", open_only=False)
    if said.get("appellant") == "被告":
        return f"本机关的上诉期限已于{row.due:%Y-%m-%d}届满" if row and on > row.due else None
    if case.state == "effective" and not said.get("appealed_on"):
        return "一审裁判已按本机关收到之日登记生效；对方在其上诉期内上诉的，须写明对方上诉日"
    return None


def hearing_day(case: Any, said: dict, on: date) -> str | None:
    day = case.facts.hearing_on
    return f"传票所定开庭日是{day:%Y-%m-%d}" if day and on < day else None


def ranked(case: Any, said: dict, on: date) -> str | None:
    return "负责人出庭的，须登记其职级" if yes(said.get("head_came")) and not said.get("head_rank") else None


def performed(case: Any, said: dict, on: date) -> str | None:
    if case.facts.result in LOSING and not done(case, "perform"):
        return "败诉案件的履行情况还没有登记，不能结案"
    return None


def reviewed(case: Any, said: dict, on: date) -> str | None:
    if case.facts.result in LOSING and not done(case, "review_loss"):
        return "败诉案件还没有作败诉原因分析，不能结案"
    return None


def advice_answered(case: Any, said: dict, on: date) -> str | None:
    if done(case, "advice") and not done(case, "advice_reply"):
        return "收到的司法建议还没有回复，不能结案"
    return None


def sourced(case: Any, said: dict, on: date) -> str | None:
    f = case.facts
    return None if 0 <= f.percent <= 100 else f"数值{f.percent}%不在0到100之间，请核对来源"
