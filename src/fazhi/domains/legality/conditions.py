"""What must be so before a step of a review may be taken: each a function (case, said, on) -> None or the sentence that refuses."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.db import connection

from fazhi.domains.legality import drafts
from fazhi.domains.legality.materials import missing
from fazhi.domains.legality.models import Counsel, Matter
from fazhi.domains.legality.particulars import FORMS
from fazhi.engines.review.readers import secret_mark
from fazhi.kernel import holidays
from fazhi.kernel.models import Case, Event, Item, Organ

LEAST = {
    "N": 5,
    "P": 5,
    "D": 7,
}  # working days between sending for review and the meeting (国办发〔2018〕115号；条例第二十六条)
GRAVE = ("重大", "应改")
FEEDS = (*drafts.STEPS, "describe", "add_material", "reclassify", "emergency", *FORMS)  # what the machine reads
SIGNS = tuple(f"sign_{c}{again}" for again in ("", "_again") for c in ("lawful", "amend", "unlawful"))
SERIES = {"C": ("合审", "C"), "D": ("决审", "D"), "N": ("法审", "NPO"), "P": ("法审", "NPO"), "O": ("法审", "NPO")}


def not_secret(case: Any, said: dict, on: date) -> str | None:
    """State secrets stay outside, from the first step on."""
    if case.facts.secret or secret_mark(case.title):
        return "涉密件不进入本系统，没有登记任何内容；请按涉密渠道线下办理"
    return None


def change_explained(case: Any, said: dict, on: date) -> str | None:
    return None if case.facts.kind_reason else "改变件类须写明理由"


def draft_readable(case: Any, said: dict, on: date) -> str | None:
    """The file is a draft this system can read and may hold; whatever is wrong with it, the matter stays as it was."""
    files = said.get("files") or []
    if not files:
        return "没有收到送审稿文件，请选择 .docx、.pdf、.txt、.doc 或者 .wps 文件"
    try:
        return refused_draft(drafts.text_of(*files[0]))
    except ValueError as error:
        return str(error).rstrip("。")


def refused_draft(text: str) -> str | None:
    mark = secret_mark(text)
    return f"送审稿标有“{mark}”，涉密件不进入本系统，文件没有保存；请按涉密渠道线下办理" if mark else None


def draft_there(case: Any, said: dict, on: date) -> str | None:
    return None if drafts.version(case) else "还没有上传送审稿"


def materials_complete(case: Any, said: dict, on: date) -> str | None:
    lacking = missing(case.facts, bool(drafts.version(case)))
    return f"必交材料不齐，缺：{'、'.join(lacking)}" if lacking else None


def unit_reviewed(case: Any, said: dict, on: date) -> str | None:
    return None if _done(case, "unit_review") else "本单位法制机构还没有审核"


def materials_lacking(case: Any, said: dict, on: date) -> str | None:
    """A return for correction names what is wrong."""
    return None if said.get("points") else "退回补正须一次写明要补正的事项"


def machine_ran(case: Any, said: dict, on: date) -> str | None:
    return None if _machine(case) else f"第{drafts.version(case)}版送审稿（或者之后改动的材料、件情）还没有机器初审"


def machine_once(case: Any, said: dict, on: date) -> str | None:
    return f"第{drafts.version(case)}版送审稿已经机器初审" if _machine(case) else None


def all_judged(case: Any, said: dict, on: date) -> str | None:
    left = [i.n for i in Item.objects.filter(case=case, kind="finding").order_by("n") if i.said.get("status") == "open"]
    return f"还有{len(left)}处疑点没有确认或者驳回（序号{'、'.join(map(str, left[:8]))}）" if left else None


def rejection_explained(case: Any, said: dict, on: date) -> str | None:
    return "驳回疑点须写明理由" if said.get("status") == "rejected" and not said.get("reason") else None


def refusal_explained(case: Any, said: dict, on: date) -> str | None:
    return "不采纳、部分采纳须写明理由" if said.get("adoption") in ("declined", "partly") and not said.get("reason") else None


def counsel_heard(case: Any, said: dict, on: date) -> str | None:
    """Every major decision hears counsel (条例第二十八条)."""
    return (
        "重大行政决策应当组织法律顾问、公职律师提出法律意见" if case.facts.kind == "D" and not _done(case, "advise") else None
    )


def counsel_listed(case: Any, said: dict, on: date) -> str | None:
    """The counsel is on the register, in office, and not engaged by the sender."""
    name = said.get("name") or ""
    rows = [c for c in Counsel.objects.filter(name=name).select_related("case") if c.case.state == "listed"]
    if not rows:
        return f"“{name}”不在公职律师和法律顾问名册，或者已经出册"
    one, senders = rows[0], set(case.parties.filter(seat="sender").values_list("name", flat=True))
    if one.until and one.until < on:
        return f"“{name}”的任期已于{one.until:%Y-%m-%d}届满"
    clash = [s for s in (*senders, case.facts.partner) if s and s in one.avoids]
    return f"“{name}”与{'、'.join(clash)}有利害关系，应当回避" if clash else None


def competition_fit(case: Any, said: dict, on: date) -> str | None:
    """What touches operators needs a closed competition review that does not forbid it."""
    if not case.facts.operators or case.facts.kind == "O":
        return None
    child = Case.objects.filter(parent=case.pk, domain="competition").order_by("-pk").first()
    if child is None:
        if case.parent_id or "公平竞争审查表与结论" in case.facts.materials:
            return None  # reviewed before it was sent; the form is among the materials
        return "涉及经营者经济活动，还没有公平竞争审查"
    if child.closed_on is None:
        return f"公平竞争审查（{child.number}）现为“{child.state_label}”，尚未作出结论"
    return "公平竞争审查结论为不得出台" if child.facts.conclusion == "forbidden" else None


def signed_before(wanted: bool) -> Callable[[Any, dict, date], str | None]:
    """Whether an opinion on this matter was signed before: the paper on a changed draft is the second opinion."""

    def test(case: Any, said: dict, on: date) -> str | None:
        if signed(case) == wanted:
            return None
        return "本件还没有签发过审查意见，请用“签发”" if wanted else "本件已经签发过审查意见，修改稿请用“复审签发”"

    return test


def signed(case: Any) -> bool:
    return Event.objects.filter(case=case, step__in=SIGNS).exists()


def nothing_grave(case: Any, said: dict, on: date) -> str | None:
    grave = [i.n for i in standing(case) if i.said["severity"] in GRAVE]
    return f"还有{len(grave)}处应改或者重大问题没有修改，不能出“合法”的意见" if grave else None


def something_grave(case: Any, said: dict, on: date) -> str | None:
    grave = any(i.said["severity"] in GRAVE for i in standing(case))
    return None if grave else "没有确认应改或者重大的问题，结论应为“合法”"


def suggestions_match(case: Any, said: dict, on: date) -> str | None:
    """The opinion says what was confirmed: every confirmed doubt once, nothing else."""
    rows = said.get("item") or []
    rows = [rows] if isinstance(rows, dict) else rows
    given, due = sorted(int(r.get("of") or 0) for r in rows), sorted(i.n for i in unsaid(case))
    return None if given == due else "意见书的意见条须与确认的疑点一一对应，请从审查工作台签发"


def number_allotted(case: Any, said: dict, on: date) -> str | None:
    due = next_number(case, on)
    return None if case.facts.opinion_no == due else f"意见书编号由系统按年连续编发，现应为“{due}”，不得另填"


def next_number(case: Any, on: date) -> str:
    """×司审、×司合审、×司决审〔年〕n号: one gapless series a year for each; taken under the organ's lock."""
    organ = Organ.objects.select_for_update().get(pk=case.organ_id) if connection.in_atomic_block else case.organ
    word, kinds = SERIES.get(case.facts.kind, SERIES["N"])
    same = Matter.objects.filter(kind__in=tuple(kinds), case__organ=organ).values("pk")
    given = Event.objects.filter(domain="legality", step__in=SIGNS, on__year=on.year, case__in=same).count()
    return f"{organ.word or organ.short}{word}〔{on.year}〕{given + 1}号"


def exploratory(case: Any, said: dict, on: date) -> str | None:
    return None if case.facts.kind == "D" else "只有国家尚无明确规定的探索性改革决策事项可以明示法律风险提交"


def all_answered(case: Any, said: dict, on: date) -> str | None:
    left = [i.n for i in Item.objects.filter(case=case, kind="suggestion").order_by("n") if not i.said.get("adoption")]
    return f"还有{len(left)}条意见没有反馈（第{'、'.join(map(str, left[:8]))}条）" if left else None


# ---------------------------------------------------------------- the two gates


def reviewed(case: Any, said: dict, on: date) -> str | None:
    """A slot or a seal needs the number of a review that was passed."""
    number = case.facts.review_no
    if not number:
        return "没有合法性审查意见书编号：未经合法性审查的，不得上会、不得用印"
    found = Matter.objects.filter(opinion_no=number).select_related("case").first()
    if found is None:
        return f"查无意见书“{number}”，请核对编号"
    if found.case.state not in ("passed", "concluded"):
        return f"“{number}”的结论是“{found.get_conclusion_display()}”，尚未复审通过，不得上会、不得用印"
    return None


def for_contract(case: Any, said: dict, on: date) -> str | None:
    found = Matter.objects.filter(opinion_no=case.facts.review_no).first()
    return None if found is None or found.kind == "C" else f"“{case.facts.review_no}”不是合同审查意见书"


def enough_time(case: Any, said: dict, on: date) -> str | None:
    """Review takes its days: sent on Wednesday, at the meeting on Thursday is not a review."""
    found = Matter.objects.filter(opinion_no=case.facts.review_no).first()
    if found is None or found.emergency or not case.facts.meeting_on or found.kind not in LEAST:
        return None
    sent = Event.objects.filter(case=found.pk, step="submit").order_by("seq").values_list("on", flat=True).first()
    least = LEAST[found.kind]
    if sent is None or holidays.current().workdays_between(sent, case.facts.meeting_on) >= least:
        return None
    return f"{sent:%Y-%m-%d}送审、{case.facts.meeting_on:%Y-%m-%d}上会，不足{least}个工作日；突发事件、上级紧急命令须走紧急通道并附批准文件"


def review_known(case: Any, said: dict, on: date) -> str | None:
    number = case.facts.review_no
    return None if number and Matter.objects.filter(opinion_no=number).exists() else f"查无意见书“{number}”"


# ---------------------------------------------------------------- what stands in a matter


def standing(case: Any) -> list[Item]:
    """The confirmed doubts that stand in the present draft."""
    return [i for i in Item.objects.filter(case=case, kind="finding").order_by("n") if i.said.get("status") == "confirmed"]


def unsaid(case: Any) -> list[Item]:
    """The confirmed doubts no opinion has put to the sender yet."""
    said = {i.said["of"] for i in Item.objects.filter(case=case, kind="suggestion")}
    return [i for i in standing(case) if i.n not in said]


def _done(case: Any, step: str) -> bool:
    return Event.objects.filter(case=case, step=step, kind__in=("step", "late")).exists()


def _machine(case: Any) -> bool:
    """Whether the machine looked after the last line that changed what it reads."""
    lines = Event.objects.filter(case=case).order_by("-seq").values_list("seq", flat=True)
    ran, fed = lines.filter(step="machine").first(), lines.filter(step__in=FEEDS).first()
    return ran is not None and ran > (fed or 0)
