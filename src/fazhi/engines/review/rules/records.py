"""Rules that read the matter's record. A field that is not in the record is unknown, and what is unknown raises nothing."""

from datetime import date
from typing import Any

from ..model import Matter, Record


def day(matter: Matter, name: str) -> date | None:
    """A date of the record, given as a date or in ISO form."""
    value = matter.get(name)
    return date.fromisoformat(value) if isinstance(value, str) and value else value or None


def lacks(*names: str, given: str = "", level: str = "") -> Record:
    """The list of materials is known and one of these is not on it (`given`: only when this field is true)."""

    def fires(matter: Matter) -> bool:
        if "materials" not in matter or (given and not matter.get(given)):
            return False
        if level and matter.get("issuer_level") != level:
            return False
        return any(name not in matter["materials"] for name in names)

    return fires


def empty(name: str, *given: str) -> Record:
    """The field is in the record and empty, while the `given` fields hold something."""
    return lambda matter: name in matter and not matter[name] and all(matter.get(g) for g in given)


def filled(name: str, excuse: str = "") -> Record:
    """The field holds something, and no excuse is recorded."""
    return lambda matter: bool(matter.get(name)) and not (excuse and matter.get(excuse))


def span(first: str, last: str, least: int | None = None, most: int | None = None, excuse: str = "") -> Record:
    """Days from one date to the other are fewer than `least` or more than `most`."""

    def fires(matter: Matter) -> bool:
        begin, end = day(matter, first), day(matter, last)
        if begin is None or end is None or (excuse and matter.get(excuse)):
            return False
        days = (end - begin).days
        return (least is not None and days < least) or (most is not None and days > most)

    return fires


def below(name: str, least: int, excuse: str = "urgent") -> Record:
    """A number of the record is below the least."""
    return lambda matter: matter.get(name) is not None and matter[name] < least and not matter.get(excuse)


def both(first: Record, second: Record) -> Record:
    return lambda matter: first(matter) and second(matter)


def either(*records: Record) -> Record:
    return lambda matter: any(record(matter) for record in records)


def _competition(matter: Matter) -> dict[str, Any]:
    return dict(matter.get("competition") or {})


def _exception_unexplained(matter: Matter) -> bool:
    record = _competition(matter)
    parts = ("exception_item", "exception_alternatives", "exception_until")
    return bool(record.get("exception")) and not all(record.get(part) for part in parts)


def _wrong_reviewer(matter: Matter) -> bool:
    reviewer = str(_competition(matter).get("reviewer") or "")
    return matter.get("issuer_level") == "government" and bool(reviewer) and "市场监管" not in reviewer


def _penalty_beyond(matter: Matter) -> bool:
    """Fen; a penalty outside the range of its statute, or of a kind the statute does not know (Art. 14)."""
    return any(
        p["low"] < p["law_low"] or p["high"] > p["law_high"] or (p.get("kinds") and set(p["kinds"]) - set(p["law_kinds"]))
        for p in matter.get("penalties", ())
    )


def _missing_from(name: str, wanted: str) -> Record:
    """Some of `wanted` do not stand in the list `name`."""
    return lambda matter: name in matter and bool(set(matter.get(wanted) or ()) - set(matter[name] or ()))


def _catalogue(matter: Matter) -> bool:
    return "catalogue" in matter and not all(matter["catalogue"].get(k) for k in ("party_consent_on", "published_on"))


def _no_lead(matter: Matter) -> bool:
    return bool(matter.get("started_on")) and len(matter.get("undertakers") or ()) > 1 and not matter.get("lead")


def _amounts_differ(matter: Matter) -> bool:
    return bool(matter.get("award_amount")) and matter.get("amount") not in (None, matter["award_amount"])


def _added_too_much(matter: Matter) -> bool:
    return bool(matter.get("original_amount")) and matter.get("added_amount", 0) * 10 > matter["original_amount"]


def _unbid(matter: Matter) -> bool:
    known = matter.get("tender_threshold") and "procurement_number" in matter
    return bool(known) and matter.get("amount", 0) >= matter["tender_threshold"] and not matter["procurement_number"]


def _opinion_after_meeting(matter: Matter) -> bool:
    meeting, opinion = day(matter, "meeting_on"), day(matter, "opinion_on")
    return bool(meeting and opinion and meeting < opinion)


def _layout(matter: Matter) -> bool:
    """GB/T 9704-2012: A4; top 37 ± 1 mm, left 28 ± 1 mm; body of size 3 (16 pt) FangSong."""
    page = matter.get("layout") or {}
    return bool(page) and not (
        page["paper"] == "A4" and abs(page["top_mm"] - 37) <= 1 and abs(page["left_mm"] - 28) <= 1
        and page["body_pt"] == 16 and "仿宋" in page["body_font"]
    )  # fmt: skip


def _foreign_province(matter: Matter) -> bool:
    return bool(matter.get("province")) and any(p != matter["province"] for p in matter.get("cited_provinces", ()))


def _same_evaluator(matter: Matter) -> bool:
    return bool(matter.get("evaluator")) and matter["evaluator"] in (matter.get("argued_by") or ())


def _expropriation(matter: Matter) -> bool:
    if not matter.get("expropriation"):
        return False
    return span("comment_from", "comment_to", least=30)(matter) or matter.get("compensation_deposited") is False


def _review_missing(matter: Matter) -> bool:
    """Art. 25 and 26: no opinion before the meeting, an opinion of illegality, or fewer than 7 working days."""
    if matter.get("opinion") == "不合法" and matter.get("meeting_on"):
        return True
    if "opinion_on" in matter and not matter["opinion_on"] and matter.get("meeting_on"):
        return True
    return below("review_workdays", 7)(matter)


def _not_discussed(matter: Matter) -> bool:
    minutes = matter.get("minutes")
    return minutes is not None and not (minutes.get("head_spoke_last") and minutes.get("dissent_recorded") is not False)


def _risk(matter: Matter) -> bool:
    return "不可控" in (matter.get("risk_conclusion") or "") and bool(matter.get("meeting_on"))


def _issuer(matter: Matter) -> bool:
    return bool(matter.get("normative")) and (matter.get("issuer") or {}).get("can_issue") is False


SHORT_COMMENT = span("comment_from", "comment_to", least=30, excuse="comment_short_reason")

RECORDS: dict[str, Record] = {
    "A09": both(filled("bases_amended_after_publication"), empty("reassessed")),
    "A16": _foreign_province,
    "B21": _issuer,
    "B25": _penalty_beyond,
    "B30": _missing_from("countersigned", "assigned_departments"),
    "C47": _exception_unexplained,
    "C48": lacks("利害关系人意见", given="economic"),
    "C49": _wrong_reviewer,
    "C50": lacks("公平竞争审查结论", given="economic"),
    "D01": lacks("送审稿", "起草说明"),
    "D02": lacks("制定依据"),
    "D03": either(lacks("征求意见汇总"), filled("opinions_without_reason")),
    "D04": lacks("起草单位审核意见", level="government"),
    "D05": lacks("集体讨论材料", given="normative"),
    "D06": SHORT_COMMENT,
    "D07": filled("countersigned_instead_of_review"),
    "D08": below("review_workdays", 5),
    "D09": _opinion_after_meeting,
    "D11": filled("validity_over_limit"),
    "D13": span("published_on", "effective_on", least=0),
    "D14": both(filled("adds_duties", "no_transition_reason"), span("published_on", "effective_on", least=30)),
    "D16": _missing_from("repeals", "conflicting_documents"),
    "D17": filled("expired_bases"),
    "D19": empty("register_number", "normative", "published_on"),
    "D20": span("published_on", "filed_on", most=15),
    "D21": both(empty("in_yearly_plan"), lambda matter: not matter.get("off_plan_approval")),
    "D22": filled("rejections_without_reason"),
    "E01": filled("signed_without_authority"),
    "E20": filled("beyond_budget"),
    "E22": lambda matter: (matter.get("payment_days") or 0) > 60,
    "E29": _unbid,
    "E30": _amounts_differ,
    "E32": _added_too_much,
    "E33": span("award_on", "signed_on", most=30),
    "E40": filled("signing_missing"),
    "E43": lacks("资产评估报告", "产权交易凭证", given="state_assets"),
    "E46": lacks("村民会议决议", "乡镇批准文件", given="collective_assets"),
    "F15": _layout,
    "F20": empty("register_number", "normative", "final"),
    "F22": empty("disclosure", "final"),
    "G01": _catalogue,
    "G02": empty("in_catalogue", "decision_class"),
    "G03": _no_lead,
    "G04": empty("participation"),
    "G05": SHORT_COMMENT,
    "G06": span("hearing_notice_on", "hearing_on", least=7),
    "G07": lacks("专家论证意见", given="technical"),
    "G08": filled("expert_conflicts"),
    "G09": lacks("风险评估报告", given="social_risk"),
    "G10": _risk,
    "G11": _review_missing,
    "G12": lacks("法律顾问意见", given="legality_opinion"),
    "G13": lacks("草案", "合法性审查意见", "公众意见采纳情况", given="submitted_on"),
    "G14": _not_discussed,
    "G15": span("party_report_on", "published_on", least=0),
    "G16": empty("published_in", "decided_on"),
    "G17": filled("archive_missing"),
    "G18": empty("executor", "decided_on"),
    "G19": _same_evaluator,
    "G20": empty("change_procedure", "changed_on"),
    "G21": both(filled("disagreements"), empty("disagreements_explained")),
    "G23": _expropriation,
    "G24": lacks("公平竞争审查结论", given="economic"),
    "G25": _missing_from("groups_heard", "affected_groups"),
}
