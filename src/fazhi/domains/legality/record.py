"""The matter's record as the engine's rules read it: from materials, the forms of particulars, the case it came from, its reviews, the
draft itself. What is not known is not named, and what is not named raises nothing."""

import io
import re
from datetime import date
from typing import Any

from fazhi.domains.legality import drafts, materials
from fazhi.domains.legality.particulars import FORMS, NONE, TENDER_FEN, penalties, too_long
from fazhi.kernel import holidays
from fazhi.kernel.fold import effective
from fazhi.kernel.models import Case, Event, Parameter

CALLED = {
    materials.DRAFT: ("送审稿", "草案"), materials.NOTE: ("起草说明",), materials.BASES: ("制定依据",), materials.OPINIONS: ("征求意见汇总", "公众意见采纳情况"),
    materials.UNIT: ("起草单位审核意见",), materials.MINUTES: ("集体讨论材料",), materials.COMPETITION: ("公平竞争审查结论",), materials.FIRMS: ("利害关系人意见",),
}  # fmt: skip
OF_PARENT = {
    "consult_from": "comment_from", "consult_to": "comment_to", "shortened": "comment_short_reason", "technical": "technical", "risky": "social_risk",
    "matter": "decision_class", "hearing_on": "hearing_on", "published_on": "published_on", "effective_on": "effective_on", "register_no": "register_number",
}  # fmt: skip
POWERLESS = re.compile(r"(?:领导小组|指挥部|工作专班|联席会议|筹备组|办公室|管理委员会|管委会|内设机构|(?:科|股))$")
PROVINCES = ("北京|天津|河北|山西|内蒙古|辽宁|吉林|黑龙江|上海|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|广西|海南|重庆|四川|贵州|云南|西藏|陕西|"
             "甘肃|青海|宁夏|新疆")  # fmt: skip
LOCAL = re.compile(rf"《({PROVINCES})(?:省|市|(?:壮族|回族|维吾尔)?自治区)?[^》《]{{2,60}}(?:条例|办法|规定|规则|细则)》")


def record_of(case: Any, on: date) -> dict[str, Any]:
    """Everything known of a matter on a day; what people said yields to what the ledgers of the platform show."""
    facts = case.facts
    record = {**told(case), **_parent(case)}
    economic = facts.operators or bool(getattr(_parent_facts(case), "operators", False))
    record |= {"normative": facts.kind == "N", "urgent": facts.emergency, "issuer_level": "government" if facts.by_government else "department",
               "economic": economic, "materials": _materials(case)}  # fmt: skip
    record |= (
        _issuer(facts, record) | _plan(facts) | _money(facts, record) | _competition(case, record) | _reviews(case, record, on)
    )
    record |= _layout(case) | _provinces(case, on)
    if facts.kind != "D" and not (economic or getattr(_parent_facts(case), "business", False)):
        record.pop("comment_from", None)  # thirty days are owed to operators and to major decisions
    if too_long(_day(record, "effective_on"), _day(record, "expires_on"), bool(record.get("trial"))):
        record["validity_over_limit"] = True
    return record


def told(case: Any) -> dict[str, Any]:
    """What the forms of particulars say, the newest words of each question, in the terms of the rules."""
    said: dict[str, Any] = {}
    for line in effective(Event.objects.filter(case=case, step__in=FORMS).order_by("seq")):
        form = FORMS[line.step]
        said = {
            **{k.name: NONE[k.name] for k in form if k.name in NONE and k.name not in said},
            **said,
            **line.said.get("words", {}),
        }
    if "penalties" in said:
        said["penalties"] = penalties(said["penalties"])
    if "head_spoke_last" in said or "dissent_recorded" in said:
        said["minutes"] = {k: said.get(k, False) for k in ("head_spoke_last", "dissent_recorded")}
    if said.get("in_catalogue"):
        said["catalogue"] = {"party_consent_on": said.get("party_consent_on"), "published_on": said.get("listed_on")}
    return said


def _day(record: dict, name: str) -> date | None:
    value = record.get(name)
    return date.fromisoformat(value) if isinstance(value, str) and value else value or None


def _materials(case: Any) -> list[str]:
    """Handed in or waived, under the names of the rules; counsel's and the reviewer's opinions are in the ledger."""
    facts = case.facts
    have = [*facts.materials, *(w.split("：")[0] for w in facts.waived if "：" in w)]
    have += [materials.DRAFT] if drafts.version(case) else []
    steps = set(Event.objects.filter(case=case, kind="step").values_list("step", flat=True))
    have += ["法律顾问意见"] if "advise" in steps else []
    have += ["合法性审查意见"] if facts.opinion_no else []
    return sorted({name for m in have for name in CALLED.get(m, (m,))})


def _issuer(facts: Any, said: dict) -> dict[str, Any]:
    """Temporary bodies and inner offices make no rules and sign no contracts of their own (民法典第九十七条；国办发〔2018〕37号)."""
    if not facts.issuer:
        return {"issuer": {"can_issue": False}} if said.get("no_power") else {}
    powerless = bool(POWERLESS.search(facts.issuer)) or bool(said.get("no_power"))
    found: dict[str, Any] = {"issuer": {"can_issue": not powerless}}
    if facts.kind == "C" and powerless:
        found["signed_without_authority"] = True
    return found


def _plan(facts: Any) -> dict[str, Any]:
    """Whether it stood in the year's plan or catalogue, where its source is known."""
    if not facts.source:
        return {}
    if facts.kind == "N":
        return {"in_yearly_plan": facts.source == "plan"}
    return {"in_catalogue": True} if facts.kind == "D" and facts.source == "catalogue" else {}


def _money(facts: Any, said: dict) -> dict[str, Any]:
    amount, found = facts.amount_fen, {}
    if amount is not None:
        found = {"amount": amount}
        if said.get("budget") is not None and amount > said["budget"]:
            found["beyond_budget"] = True
        if said.get("tender") in TENDER_FEN:
            found["tender_threshold"] = TENDER_FEN[said["tender"]]
    return found


def _competition(case: Any, said: dict) -> dict[str, Any]:
    """The competition review among the materials as told, or the child case as its ledger shows it."""
    parts = ("reviewer", "exception", "exception_item", "exception_alternatives", "exception_until")
    found = {k: said[k] for k in parts if k in said}
    near = [pk for pk in (case.pk, case.parent_id) if pk]
    child = Case.objects.filter(parent__in=near, domain="competition").order_by("-pk").first()
    if child is not None:
        f = child.facts
        found = {
            "exception": bool(f.exception),
            "exception_item": f.exception,
            "exception_alternatives": f.alternatives,
            "exception_until": f.until,
        }
        if child.closed_on and f.conclusion != "none":
            joint = child.ledger.filter(step="market_review").exists()
            found["reviewer"] = "市场监管部门会同审查" if joint else "起草单位"
    return {"competition": found} if found else {}


def _reviews(case: Any, said: dict, on: date) -> dict[str, Any]:
    """The opinion, and the days left between sending for review and the meeting. A meeting held before any opinion came first."""
    facts, steps = case.facts, Event.objects.filter(case=case, kind="step").order_by("seq")
    signed = steps.filter(step__startswith="sign_").values_list("on", flat=True).last()
    sent = steps.filter(step="submit").values_list("on", flat=True).first()
    meeting, found = facts.meeting_on or _day(said, "meeting_on"), {}
    if meeting:
        found["meeting_on"] = meeting
        if sent:
            found["review_workdays"] = max(0, holidays.current().workdays_between(sent, meeting))
        if signed or meeting < on:
            found["opinion_on"] = signed or (None if facts.kind == "D" else on)
    if signed:
        found |= {"opinion": facts.get_conclusion_display(), "legality_opinion": True}
    return found


# ---------------------------------------------------------------- the case it came from


def _parent_facts(case: Any) -> Any:
    return case.parent.facts if case.parent_id else None


def _parent(case: Any) -> dict[str, Any]:
    """What the making of the document or decision already shows: its facts and the nodes gone through."""
    facts = _parent_facts(case)
    if facts is None:
        return {}
    found = {name: value for column, name in OF_PARENT.items() if (value := getattr(facts, column, None))}
    if hasattr(facts, "planned"):
        found["in_yearly_plan"] = bool(facts.planned)
    if hasattr(facts, "hearing_on"):
        found |= {"started_on": case.parent.opened_on, "in_catalogue": bool(facts.entry)} | _nodes(case.parent)
    return found


def _nodes(decision: Any) -> dict[str, Any]:
    """Public participation, hearing papers, risk assessment of a decision, as its ledger shows them."""
    lines = {e.step: e for e in Event.objects.filter(case=decision, kind="step").order_by("seq")}
    skipped = {e.said["words"]["node"] for e in Event.objects.filter(case=decision, step="skip")}
    found: dict[str, Any] = {}
    if "participate" not in skipped:
        found["participation"] = "公众参与" if "participate" in lines else ""
    if decision.facts.hearing_on and "hearing_papers" in lines:
        found["hearing_notice_on"] = lines["hearing_papers"].on
    if "risk" in lines:
        found["risk_conclusion"] = "不可控" if lines["risk"].said["words"].get("result") == "high" else "可控"
    return found


# ---------------------------------------------------------------- the draft itself


def _layout(case: Any) -> dict[str, Any]:
    """Page and body face of a .docx draft (GB/T 9704-2012); other files have no layout to speak of."""
    found = drafts.versions(case)
    if case.facts.kind not in "NP" or not found or not found[-1].title.lower().endswith(".docx"):
        return {}
    return {"layout": page} if (page := layout_of(drafts.content(str(found[-1].file)))) else {}


def layout_of(data: bytes) -> dict[str, Any]:
    """The page of the first section and the face most of the words are in."""
    from collections import Counter

    from docx import Document
    from docx.oxml.ns import qn

    document = Document(io.BytesIO(data))
    page, normal = document.sections[0], document.styles["Normal"]
    faces: Counter[tuple[str, float]] = Counter()
    for paragraph in document.paragraphs:
        for run in paragraph.runs:
            face = (
                _face(run.element.rPr, qn)
                or _face(paragraph.style.element.rPr if paragraph.style else None, qn)
                or _face(normal.element.rPr, qn)
            )
            size = run.font.size or (paragraph.style.font.size if paragraph.style else None) or normal.font.size
            faces[(face, size.pt if size else 10.5)] += len(run.text)
    if not faces or page.page_width is None or page.page_height is None or page.top_margin is None or page.left_margin is None:
        return {}
    face, size = faces.most_common(1)[0][0]
    a4 = abs(page.page_width.mm - 210) < 1 and abs(page.page_height.mm - 297) < 1
    return {
        "paper": "A4" if a4 else "其他",
        "top_mm": page.top_margin.mm,
        "left_mm": page.left_margin.mm,
        "body_pt": size,
        "body_font": face or "宋体",
    }


def _face(properties: Any, qn: Any) -> str:
    fonts = properties.rFonts if properties is not None else None
    return str(fonts.get(qn("w:eastAsia")) or "") if fonts is not None else ""


def _provinces(case: Any, on: date) -> dict[str, Any]:
    """Local rules the draft cites, by province; only where the district's own province is set (参数 legality.province)."""
    home = Parameter.objects.filter(key="legality.province", since__lte=on).order_by("-since").first()
    if home is None:
        return {}
    return {"province": str(home.value)[:2], "cited_provinces": sorted({m[1][:2] for m in LOCAL.finditer(drafts.text(case))})}
