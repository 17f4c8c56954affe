"""Five plain questions before an application, and what they mean: whether it can be taken, by whom, until which day."""

from datetime import date, timedelta
from typing import Any

from fazhi.domains.reconsideration.seats import LAW as law
from fazhi.domains.reconsideration.terms import TERMS
from fazhi.kernel import holidays
from fazhi.kernel.calendar import UnknownYear, add_months, say
from fazhi.kernel.clocks import counting
from fazhi.kernel.declare import RESPONDENT, Say
from fazhi.kernel.guide import Advice, Guide, Told

TERM = {c.ref: c for c in TERMS}
WHAT = (
    ("行政处罚", "罚款、拘留、没收、吊销证照等处罚"), ("行政强制", "查封、扣押、冻结、强制拆除"), ("行政许可", "办证、审批没有批准，或者被撤销"),
    ("征收征用补偿", "征收、征用或者补偿决定"), ("信息公开", "申请政府信息公开的答复"), ("工伤认定", "工伤认定"),
    ("举报投诉处理", "投诉举报的处理结果"), ("不履职", "请求机关做应做的事，没有做或者没有答复"), ("行政协议", "与行政机关签的协议"),
    ("行政确认", "确权、登记、认定"), ("其他", "行政机关的其他决定或者做法"),
    ("not-internal", "单位对职工（公务员）的奖惩、任免"), ("not-civil", "政府对民事纠纷的调解"), ("not-norm", "只是对一份文件的规定有意见"),
)  # fmt: skip
WHO = (
    ("县级政府部门", "区里的部门（局、委、办）"), ("乡镇街道", "乡、镇人民政府或者街道办事处"), ("派出机构", "派出所、市场监管所等派出机构"),
    ("授权组织", "法律授权行使管理权的单位"), ("justice", "区司法局"), ("县级政府", "区人民政府"), ("vertical", "税务、海关、金融监管、国家安全机关"),
    ("higher", "市级、省级或者国家的机关"), ("none", "公司、个人、村（居）委会等，不是行政机关"),
)  # fmt: skip
WANTED = (
    ("撤销", "撤销这个决定"),
    ("变更", "改轻或者改正这个决定"),
    ("确认违法", "确认它违法"),
    ("履行", "让机关做应做的事"),
    ("其他", "其他"),
)
QUESTIONS = (
    Say("act_kind", "您对什么不服？", "choice", WHAT, help="选最接近的一项。一次只能就一件事申请，两件事要分开申请。"),
    Say("act_known_on", "您是哪一天知道的？", "date", help="收到决定书的，写收到的那一天；没有决定书的，写知道这件事的那一天。"),
    Say("told", "当时有没有告诉您“可以申请复议、向谁申请、多少天内申请”？", "choice",
        (("yes", "告诉了，写在决定书上"), ("no", "没有告诉"), ("unsure", "记不清了")), help="决定书末尾一般写有这几句话。"),
    Say("who", "是谁作出的？", "choice", WHO, help="看决定书上盖的章。"),
    Say("in_court", "这件事法院立案了吗？", "choice", (("no", "没有起诉，或者法院没有立案"), ("yes", "法院已经立案")), help="法院已经立案的，就由法院处理。"),
    Say("wanted", "您希望得到什么结果？", "choice", WANTED),
)  # fmt: skip
FORM = (
    Say("request", "请写明您的请求", "long", help="例如：请求撤销某机关某年某月某日作出的某号处罚决定。"),
    Say("reasons", "事情的经过和理由", "long", help="什么时候、在哪里、发生了什么，您为什么认为不对。像讲给别人听那样写。"),
    Say("act_doc_no", "决定书的文号", required=False, help="在决定书标题下面，没有的不填。"),
    Say("amount_fen", "涉及多少钱", "money", required=False, help="罚款或者争议的金额，没有的不填。"),
)


def term(answers: dict[str, Any], today: date) -> Advice:
    """The last day to apply, counted by the terms FY-01 and FY-02, and whether it has passed."""
    known, table = answers["act_known_on"], holidays.current()
    unsaid = answers.get("told") == "no"
    clock = TERM["FY-02" if unsaid else "FY-01"]
    if known > today:
        return Advice((Told("知道的日期还没有到，请核对。", (law[20, 1],), "stop"),))
    if today > add_months(known, 12 * 20):
        return Advice((Told("事情已经超过二十年，复议机关不能受理。", (law[21],), "stop"),))
    try:
        due = counting(clock, known, table)
    except UnknownYear as unknown:
        if unknown.year > today.year:  # the end lies in a year whose holidays are not yet published
            raw = add_months(known, 12) if unsaid else known + timedelta(60)
            text = f"您在申请期限内，最后一天不早于{say(raw)}（遇到放假还会顺延，{unknown.year}年的放假安排公布后才能算准）。"
            return Advice((Told(text, clock.basis),), raw)
        return Advice(
            (Told("年代较早，期限需要人工核对。您可以继续申请，并写明没有早些申请的原因。", (law[20], law[21]), "mind"),)
        )
    late = due.day < today
    if not late and unsaid:
        text = f"没有告诉您复议权利的，从您知道这项权利那天起算六十日，最迟不超过{say(due.day)}。请尽快申请。"
    elif not late:
        text = f"您在申请期限内，最后一天是{say(due.day)}。"
    else:
        text = f"按您写的日期，申请期限到{say(due.day)}为止，已经过了。有不可抗力或者其他正当理由耽误的，可以继续申请并写明原因；没有的，很可能不予受理。"
    return Advice(
        (Told(text, clock.basis if not late else (*clock.basis, law[20, 2]), "mind" if late else "good"),),
        due.day,
        tuple(due.explain),
    )


def organ(who: str) -> Told:
    """Who decides on an application against that body."""
    here = Told("可以向本区人民政府申请，就在这里提交。", (law[24, 1], law[24, 4]))
    return {
        "justice": Told("可以向本区人民政府申请，也可以向上一级司法行政部门申请。", (law[28],)),
        "县级政府": Told("对区人民政府的决定，应当向上一级人民政府申请，本区不能受理。", (law[24, 1, 2],), "stop"),
        "vertical": Told("这类机关实行垂直领导，应当向它的上一级主管部门申请，本区不能受理。", (law[27],), "stop"),
        "higher": Told("上级机关的决定，应当向它的本级人民政府或者上级机关申请，本区不能受理。", (law[24], law[25]), "stop"),
        "none": Told("对方不是行政机关，不属于行政复议。可以向法院起诉，或者申请调解、法律援助。", (law[2, 1], law[11]), "stop"),
    }.get(who, here)  # fmt: skip


OUTSIDE = {
    "not-internal": (Told("对工作人员的奖惩、任免不属于行政复议，可以依公务员法申请复核、申诉。", (law[12, 1, 3],), "stop"),),
    "not-civil": (Told("政府对民事纠纷的调解不属于行政复议，可以就纠纷本身向法院起诉。", (law[12, 1, 4],), "stop"),),
    "not-norm": (Told("不能单独对一份文件申请复议；对依据它作出的决定申请复议时，可以一并请求审查。", (law[12, 1, 2], law[13]), "stop"),),
}  # fmt: skip


def advise(answers: dict[str, Any], today: date) -> Advice:
    """Scope, court, organ and term, in the order a clerk would check them."""
    outside = OUTSIDE.get(answers["act_kind"], ())
    court = (Told("法院已经立案的，不能再申请行政复议。", (law[29, 2],), "stop"),) if answers.get("in_court") == "yes" else ()
    where = organ(answers.get("who", ""))
    counted = term(answers, today)
    told = (*outside, *court, where, *(() if answers["act_kind"] == "不履职" else counted.told))
    if answers["act_kind"] == "不履职":
        told += (
            Told(
                "机关有履行期限的，期限届满后六十日内申请；没有期限的，收到您的请求满六十日仍未履行的，从那时起算六十日。",
                (*TERM["FY-04"].basis, law[20, 1]),
            ),
        )
        return Advice(told)
    return Advice(told, counted.last_day, counted.counting)


def facts(answers: dict[str, Any]) -> dict[str, Any]:
    """What the answers say in the words of the application."""
    who = answers.get("who", "")
    kind = answers.get("act_kind", "")
    said = {
        "channel": "互联网",
        "act_kind": kind,
        "act_known_on": answers.get("act_known_on"),
        "in_court": answers.get("in_court") == "yes",
        "untold": answers.get("told") == "no",
    }
    said["respondent_class"] = (
        "县级政府部门" if who == "justice" else who if who in ("县级政府部门", "乡镇街道", "派出机构", "授权组织") else ""
    )
    if answers.get("x-me", {}).get("kind") in ("法人", "其他组织"):
        said["enterprise"] = True
    return {k: v for k, v in said.items() if v not in (None, "")}


def case_title(answers: dict[str, Any], applicant: str) -> str:
    body = answers.get("o-respondent", {}).get("name") or "行政机关"
    return f"{applicant}不服{body}{'不履行职责' if answers.get('act_kind') == '不履职' else answers.get('act_kind', '')}案"


GUIDE = Guide(
    title="申请行政复议",
    lead="对行政机关的处罚、审批、征收等决定不服，或者机关该做的事没有做，可以请上级政府重新审查。不收费。",
    minutes=10,
    bring=("决定书或者通知（可以拍照）", "身份证件；企业的，营业执照", "能证明事情经过的材料，没有也可以先申请"),
    questions=QUESTIONS,
    advise=advise,
    form=FORM,
    facts=facts,
    others=((RESPONDENT, "是哪个机关作出的？写全称"),),
    case_title=case_title,
    words={
        "mend": ("补交材料", "按补正通知书上写的，把缺的材料交上来。"),
        "withdraw_early": ("撤回申请", "不想申请了。撤回以后，在申请期限内还可以再申请。"),
        "withdraw": (
            "请求撤回申请",
            "不想继续了。同意撤回并终止后，不能用同样的事实和理由再申请，除非能证明撤回不是您的真实意思。",
        ),
        "give_evidence": ("提交证据", "把能证明您说法的材料交上来。"),
        "agree_mediation": ("同意调解", "愿意在复议机关主持下和对方商量解决。谈不成，照常作出决定。"),
    },
)
