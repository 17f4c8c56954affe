"""What a real matter's record says to the rules of material, date and metadata: every one of them fires from a case, and is silent
where all is in order."""

import io
from datetime import date

import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from fazhi.domains.legality.materials import ALL
from fazhi.engines.review.rules.records import RECORDS
from fazhi.kernel.amend import amend
from fazhi.kernel.models import Event, Parameter
from fazhi.kernel.perform import new_case, perform
from fazhi.kernel.refusal import Refusal

pytestmark = pytest.mark.django_db
TEXT = "示例区某事项办法（送审稿）\n第一条 为了做好工作，制定本办法。\n第二条 本办法自2026年6月1日起施行，有效期三年。\n"
D = date


def page(good: bool) -> bytes:
    """A draft as a .docx, in the layout of official documents or as Word starts."""
    docx = Document()
    section, normal = docx.sections[0], docx.styles["Normal"]
    if good:
        section.page_width, section.page_height, section.top_margin, section.left_margin = Mm(210), Mm(297), Mm(37), Mm(28)
        normal.font.name, normal.font.size = "仿宋", Pt(16)
        normal.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), "仿宋")
    for line in TEXT.splitlines():
        docx.add_paragraph(line)
    out = io.BytesIO()
    docx.save(out)
    return out.getvalue()


def fired(c, on=date(2026, 4, 20)) -> set[str]:
    c.machine(on)
    return {i.said["rule"] for i in c.findings("open")}


def accepted(course, kind, text=TEXT, name="送审稿.txt", materials=ALL, waived=(), **facts):
    """A matter of one kind as far as the reviewer's desk; a bytes draft is sent as it is."""
    c = course(kind=kind, title="示例区某事项（送审稿）", **facts)
    data = text if isinstance(text, bytes) else text.encode()
    c.do("upload", "unit甲", D(2026, 3, 3), files=[(name, data)])
    c.do("add_material", "unit甲", D(2026, 3, 3), materials=list(materials), waived=list(waived))
    c.do("unit_review", "unit乙", D(2026, 3, 3), opinion="同意送审")
    c.do("submit", "unit丙", D(2026, 3, 3))
    c.do("accept", "clerk", D(2026, 3, 3), handler=c.people["handler"])
    return c


def tell(c, form, **said):
    c.do(f"tell_{form}", "handler", D(2026, 3, 4), **said)


MAKING_BAD = {
    "comment_from": D(2026, 1, 5), "comment_to": D(2026, 1, 12), "opinions_without_reason": 2, "rejections_without_reason": 1, "countersigned_instead_of_review": True,
    "no_power": True, "assigned_departments": ["消防救援大队"], "conflicting_documents": ["旧办法"], "expired_bases": ["旧通知"],
    "penalties": ["擅自占道 500-5000 法定 200-2000"], "adds_duties": True, "meeting_on": D(2026, 3, 5), "final": True,
}  # fmt: skip
PUBLISHED_BAD = {"published_on": D(2026, 2, 1), "effective_on": D(2026, 1, 15), "expires_on": D(2034, 1, 14), "filed_on": D(2026, 3, 1),
                     "bases_amended_after_publication": ["某条例"]}  # fmt: skip
MAKING_GOOD = {
    "comment_from": D(2026, 1, 5), "comment_to": D(2026, 2, 10), "opinions_without_reason": 0, "rejections_without_reason": 0, "countersigned_instead_of_review": False,
    "assigned_departments": ["消防救援大队"], "countersigned": ["消防救援大队"], "conflicting_documents": ["旧办法"], "repeals": ["旧办法"], "off_plan_approval": "已批准",
    "penalties": ["擅自占道 300-1000 法定 200-2000"], "adds_duties": True, "meeting_on": D(2026, 5, 20), "final": True, "disclosure": "主动公开",
}  # fmt: skip
PUBLISHED_GOOD = {"published_on": D(2026, 2, 1), "effective_on": D(2026, 4, 1), "expires_on": D(2029, 3, 31), "filed_on": D(2026, 2, 9), "register_number": "示规登3号",
                      "bases_amended_after_publication": ["某条例"], "reassessed": True}  # fmt: skip
FAIR_BAD = {"reviewer": "起草单位", "exception": True, "exception_item": "3"}
FAIR_GOOD = {
    "reviewer": "市场监管部门",
    "exception": True,
    "exception_item": "3",
    "exception_alternatives": "比选过两个方案",
    "exception_until": D(2027, 12, 31),
}
CONTRACT_BAD = {"signed_without_authority": True, "budget": 100_000_000, "payment_days": 90, "tender": "works", "award_amount": 600_000_000,
                    "award_on": D(2026, 1, 5), "signed_on": D(2026, 3, 20), "original_amount": 50_000_000, "added_amount": 8_000_000, "signing_missing": ["授权委托书"],
                    "state_assets": True, "collective_assets": True}  # fmt: skip
CONTRACT_GOOD = {"budget": 600_000_000, "payment_days": 30, "tender": "works", "procurement_number": "2026-001", "award_amount": 500_000_000,
                     "award_on": D(2026, 3, 1), "signed_on": D(2026, 3, 20), "original_amount": 50_000_000, "added_amount": 4_000_000, "state_assets": True,
                     "collective_assets": True}  # fmt: skip
DECISION_BAD = {
    "decision_class": "重要规划", "in_catalogue": True, "party_consent_on": D(2026, 1, 5), "started_on": D(2026, 1, 5), "undertakers": ["甲局", "乙局"],
    "affected_groups": ["老年人"], "hearing_notice_on": D(2026, 3, 1), "hearing_on": D(2026, 3, 3), "technical": True, "expert_conflicts": ["方案编制公司"],
    "social_risk": True, "risk_conclusion": "不可控", "submitted_on": D(2026, 3, 1), "disagreements": ["甲局反对"], "dissent_recorded": True, "decided_on": D(2026, 3, 10),
    "party_report_on": D(2026, 3, 20), "archive_missing": ["听证记录"], "evaluator": "甲机构", "argued_by": ["甲机构"], "changed_on": D(2026, 4, 1), "expropriation": True,
}  # fmt: skip
DECISION_GOOD = {
    "decision_class": "重要规划", "in_catalogue": True, "party_consent_on": D(2026, 1, 5), "listed_on": D(2026, 1, 20), "started_on": D(2026, 1, 25),
    "undertakers": ["甲局", "乙局"], "lead": "甲局", "participation": "座谈会", "affected_groups": ["老年人"], "groups_heard": ["老年人"], "hearing_notice_on": D(2026, 2, 1),
    "hearing_on": D(2026, 3, 3), "technical": True, "social_risk": True, "risk_conclusion": "可控", "disagreements": ["甲局反对"], "disagreements_explained": "已经协调一致",
    "head_spoke_last": True, "dissent_recorded": True, "decided_on": D(2026, 3, 10), "party_report_on": D(2026, 3, 8), "published_in": "政府公报", "executor": "甲局",
    "evaluator": "乙机构", "argued_by": ["甲机构"], "changed_on": D(2026, 4, 1), "change_procedure": "常务会议决定", "expropriation": True, "compensation_deposited": True,
}  # fmt: skip

NORMATIVE = {
    "A09",
    "B21",
    "B25",
    "B30",
    "C47",
    "D06",
    "D07",
    "D08",
    "D11",
    "D13",
    "D14",
    "D16",
    "D17",
    "D19",
    "D20",
    "D21",
    "D22",
    "F15",
    "F20",
    "F22",
}
LACKING = {"D01", "D02", "D03", "D04", "D05"}
CONTRACT = {"C48", "C50", "E01", "E20", "E22", "E29", "E30", "E32", "E33", "E40", "E43", "E46"}
DECISION = {
    "G01",
    "G03",
    "G04",
    "G05",
    "G06",
    "G07",
    "G08",
    "G09",
    "G10",
    "G11",
    "G13",
    "G14",
    "G15",
    "G16",
    "G17",
    "G18",
    "G19",
    "G20",
    "G21",
    "G23",
    "G25",
}
APART = {"A16", "C49", "D09", "G02", "G12", "G24"}


def test_no_rule_of_the_record_is_forgotten():
    assert set(RECORDS) == NORMATIVE | LACKING | CONTRACT | DECISION | APART


def test_a_normative_document(course):
    c = accepted(course, "N", page(False), "送审稿.docx", operators=True, source="ad_hoc")
    tell(c, "making", **MAKING_BAD)
    tell(c, "published", **PUBLISHED_BAD)
    tell(c, "fairness", **FAIR_BAD)
    assert fired(c) >= NORMATIVE
    c = accepted(course, "N", page(True), "送审稿.docx", operators=True, source="ad_hoc")
    tell(c, "making", **MAKING_GOOD)
    tell(c, "published", **PUBLISHED_GOOD)
    tell(c, "fairness", **FAIR_GOOD)
    assert not fired(c) & (NORMATIVE | APART)


def test_a_normative_document_of_the_government_reviewed_by_its_own_drafter(course):
    c = accepted(course, "N", by_government=True, operators=True)
    tell(c, "fairness", reviewer="起草单位")
    assert "C49" in fired(c)


def test_materials_that_turn_out_not_to_be_there(course):
    """The gate refuses a list with gaps; a matter taken in as another kind, or a list put right later, still has them."""
    c = accepted(course, "O", materials=["起草说明", "起草单位法制机构意见"], by_government=True)
    c.do("reclassify", "handler", D(2026, 3, 4), kind="N", kind_reason="涉及公民权利义务")
    assert fired(c) >= {"D02", "D03", "D05"}
    listed = Event.objects.get(case=c.case, step="add_material")
    amend(listed, c.people["handler"], c.people["head"], "误勾选", materials=[])
    assert fired(c) >= LACKING


def test_a_waived_material_is_not_missed(course):
    c = accepted(course, "N", materials=[m for m in ALL if m != "单位集体讨论纪要"], waived=["单位集体讨论纪要：应急管理"])
    assert "D05" not in fired(c)


def test_a_contract(course):
    have = ["起草说明", "起草单位法制机构意见", "相对人证照和授权委托书"]
    c = accepted(course, "C", materials=have, operators=True, amount_fen=500_000_000)
    tell(c, "contract", **CONTRACT_BAD)
    assert fired(c) >= CONTRACT
    c = accepted(course, "C", operators=True, amount_fen=500_000_000)
    tell(c, "contract", **CONTRACT_GOOD)
    assert not fired(c) & CONTRACT


def test_a_temporary_body_signs_no_contract(course):
    c = course(kind="C", title="协议")
    c.do("describe", "unit甲", D(2026, 3, 2), issuer="示例园区建设指挥部")
    c.send(TEXT, on=D(2026, 3, 3))
    assert "E01" in fired(c)


def test_a_decision(course):
    have = [m for m in ALL if m not in ("专家论证意见", "风险评估报告")]
    c = accepted(course, "D", materials=have)
    tell(c, "making", comment_from=D(2026, 1, 5), comment_to=D(2026, 1, 12), meeting_on=D(2026, 3, 9))
    tell(c, "published", published_on=D(2026, 3, 15))
    tell(c, "decision", **DECISION_BAD)
    assert fired(c) >= DECISION
    c = accepted(course, "D")
    tell(c, "making", comment_from=D(2026, 1, 5), comment_to=D(2026, 2, 12), meeting_on=D(2026, 5, 9))
    tell(c, "published", published_on=D(2026, 3, 15))
    tell(c, "decision", **DECISION_GOOD)
    assert not fired(c) & (DECISION | {"G02", "G12", "G24"})


def test_a_decision_outside_the_catalogue_and_without_competition_review(course):
    c = accepted(course, "O", materials=["起草说明", "起草单位法制机构意见"], operators=True)
    c.do("reclassify", "handler", D(2026, 3, 4), kind="D", kind_reason="属于重要规划")
    tell(c, "decision", decision_class="重要规划", in_catalogue=False)
    assert fired(c) >= {"G02", "G24"}


def test_a_meeting_before_the_opinion(course):
    c = accepted(course, "N")
    tell(c, "making", meeting_on=D(2026, 3, 20))
    assert "D09" in fired(c, D(2026, 4, 20))


def test_an_opinion_on_a_decision_without_counsel(course):
    """Taken in and signed as another matter, then found to be a decision: counsel was never heard."""
    c = accepted(course, "O")
    c.machine(D(2026, 3, 5))
    c.judge_all(D(2026, 3, 5))
    c.do("add", "handler", D(2026, 3, 5), item={"rule": "M", "severity": "应改", "origin": "person", "version": 1, "provision": "某法", "why": "不当",
                                                "advice": "改", "status": "confirmed"})  # fmt: skip
    c.to_signing(D(2026, 3, 6))
    c.sign("amend", D(2026, 3, 9))
    c.do("resubmit", "unit甲", D(2026, 3, 10), files=[("修改稿.txt", (TEXT + "第三条 另行规定。\n").encode())])
    c.do("reclassify", "handler", D(2026, 3, 10), kind="D", kind_reason="属于重要规划")
    assert "G12" in fired(c)


def test_rules_of_another_province(course):
    Parameter.objects.create(key="legality.province", value="江苏省", basis="本级所在省", since=D(2020, 1, 1))
    c = accepted(course, "N", TEXT + "第三条 参照《浙江省物业管理条例》执行。\n")
    assert "A16" in fired(c)
    assert "A16" not in fired(accepted(course, "N", TEXT + "第三条 依照《江苏省物业管理条例》执行。\n"))


def test_what_the_parent_and_the_child_show(course):
    """A decision's own ledger and a competition review's own ledger speak without anybody filling in a form."""
    c = course(kind="O")
    handler = c.people["handler"]
    decision = new_case("decision", c.organ, D(2026, 3, 2), "停车设施规划")
    perform(decision, "start", handler, D(2026, 3, 2), matter="2", technical=True, risky=True, operators=True)
    perform(decision, "notice", handler, D(2026, 3, 3), consult_from=D(2026, 3, 3), consult_to=D(2026, 4, 10))
    perform(decision, "legality", handler, D(2026, 4, 13))
    c.case = decision.children.get(domain="legality")
    from fazhi.domains.legality.record import record_of

    record = record_of(c.case, D(2026, 4, 14))
    assert (
        record["comment_from"] == D(2026, 3, 3) and record["technical"] and record["economic"] and record["participation"] == ""
    )
    assert record["in_catalogue"] is False and record["decision_class"] == "2" and record["started_on"] == D(2026, 3, 2)


def test_a_form_of_another_kind_and_an_unreadable_range_are_refused(course):
    c = accepted(course, "C")
    with pytest.raises(Refusal, match="本表只用于重大行政决策"):
        tell(c, "decision", lead="甲局")
    c = accepted(course, "N")
    with pytest.raises(Refusal, match="读不出来"):
        tell(c, "making", penalties=["从重处罚"])
