"""白名单: application, joint check, public notice, confirmation; frozen by the event, removed by decision, ended by time."""

from datetime import date
from typing import Any

from fazhi.domains.inspections.models import Enterprise, WhiteEntry
from fazhi.domains.inspections.parameters import parameter
from fazhi.domains.inspections.rules import business, scheme
from fazhi.kernel.calendar import add_months, days, workdays
from fazhi.kernel.declare import (
    CLERK,
    HANDLER,
    HEAD,
    LAW_ITSELF,
    SAME,
    Clock,
    ItemKind,
    Procedure,
    Say,
    Seat,
    State,
    Step,
    guard,
)  # fmt: skip
from fazhi.kernel.guide import Guide

FIRM = Seat("firm", "受检企业", "party")
OBJECTION = ItemKind(
    "objection", "异议", (Say("by", "提出人"), Say("text", "异议内容"), Say("upheld", "是否成立", "bool", required=False))
)


@guard("符合准入条件", scheme.whole)
def admissible(case: Any, said: dict, on: date) -> str | None:
    entry = case.facts
    firm = Enterprise.objects.filter(uscc=entry.uscc).first()
    if firm is None or firm.standing != "open":
        return f"“{entry.uscc}”不在存续的市场主体名册中"
    if firm.grade in "CD":
        return f"信用等级为{firm.grade}级，不能列入"
    if not entry.clean or not entry.compliance:
        return "须无重大处罚、事故和失信记录，并有内部合规制度"
    again = add_months(on, -parameter("whitelist_again_months", on))
    past = WhiteEntry.objects.filter(uscc=entry.uscc).exclude(case_id=case.pk or 0)
    if past.filter(removed_on__gt=again).exists():
        return "移出未满规定期间，不能再次申请"
    return "该企业已在白名单办理或在册" if past.exclude(case__state__in=("removed", "expired", "refused")).exists() else None


@guard("没有成立的异议", scheme.whole)
def unopposed(case: Any, said: dict, on: date) -> str | None:
    upheld = [i for i in case.items.filter(kind="objection") if i.said.get("upheld") in (True, None)]
    return f"尚有{len(upheld)}件异议成立或未处理" if upheld else None


@guard("公示已满五个工作日", scheme.whole)
def notice_over(case: Any, said: dict, on: date) -> str | None:
    row = case.deadlines.filter(clock="notice_limit").first()
    return None if row and on > row.due else f"公示期到{row.due:%Y-%m-%d}届满" if row else "尚未公示"


@guard("有效期不超过规定", scheme.whole)
def within_term(case: Any, said: dict, on: date) -> str | None:
    longest = add_months(on, parameter("whitelist_months", on))
    return f"有效期最长至{longest:%Y-%m-%d}" if case.facts.expires_on > longest else None


class Whitelist(Procedure):
    key, label, since, law = "whitelist@2024", "市场主体白名单", date(2024, 1, 1), scheme
    facts, register, columns, public = WhiteEntry, True, ("uscc", "name", "expires_on"), ("apply",)
    guide = Guide(
        "申请列入市场主体白名单",
        "守法经营、信用良好的企业可以申请，列入后减少检查。",
        5,
        ("营业执照", "没有违法失信记录的说明"),
    )

    applied, checking, noticed = State("申请"), State("联审"), State("公示")
    listed, frozen = State("在册"), State("冻结")
    removed, expired, refused = State("移出", final=True), State("到期", final=True), State("不予列入", final=True)

    apply = Step("申报", (), applied, (FIRM, CLERK), scheme.whole, needs=(admissible,), number="{word}白〔{year}〕{n}号",
                 asks=("uscc", "name", "source?", "compliance", "clean"))  # fmt: skip
    review = Step("送联审", applied, checking, HANDLER, scheme.whole)
    object_ = Step("提出异议", (checking, noticed, frozen), SAME, (HANDLER, FIRM), scheme.whole, item=OBJECTION)
    settle = Step("处理异议", (checking, noticed, frozen), SAME, HEAD, scheme.whole, alters=OBJECTION,
                  asks=(Say("upheld", "是否成立", "bool"),))  # fmt: skip
    post = Step("公示", checking, noticed, HANDLER, scheme.whole, needs=(unopposed,))
    refuse = Step("不予列入", (applied, checking, noticed), refused, HEAD, scheme.whole, asks=("cause",))
    confirm = Step("确认列入", noticed, listed, HEAD, (scheme.whole, business[53]), needs=(unopposed, notice_over, within_term),
                   asks=("expires_on",), issues="白名单确认通知书")  # fmt: skip
    renew = Step("续期", listed, SAME, HEAD, scheme.whole, needs=(within_term,), asks=("expires_on",))
    freeze = Step("冻结", listed, frozen, HANDLER, scheme.whole, asks=("cause",), issues="白名单冻结通知书")
    restore = Step("恢复", frozen, listed, HEAD, scheme.whole, asks=(Say("reason", "理由"),))
    remove = Step(
        "移出", (listed, frozen), removed, HEAD, scheme.whole, asks=("cause", "removed_on"), issues="白名单移出通知书"
    )
    leave = Step(
        "自愿退出", (listed, frozen), removed, FIRM, scheme.whole, asks=("removed_on",), like="企业自愿，不受移出时限约束"
    )
    expire = Step("有效期届满", (listed, frozen), expired, LAW_ITSELF, scheme.whole)

    review_limit = Clock("联审异议期限", workdays(5), (review,), (post, refuse), basis=scheme.whole, ref="ZF-D02")
    notice_limit = Clock("公示期", workdays(5), (post,), (confirm, refuse), basis=scheme.whole, ref="ZF-D03")
    removal_limit = Clock(
        "移出决定期限", workdays(10), (freeze,), (remove, restore, leave), basis=scheme.whole, ref="ZF-D04", bind=HEAD
    )
    objection_limit = Clock("对冻结提出异议的期限", workdays(5), (freeze.delivered_to(FIRM),), (remove, restore, leave), basis=scheme.whole,
                            ref="ZF-D05", bind=FIRM)  # fmt: skip
    validity = Clock("有效期（至所定之日）", days(0), (confirm.counted_from_fact("expires_on"), renew.counted_from_fact("expires_on")),
                     (remove, expire, leave), basis=scheme.whole, ref="ZF-D06", then=expire, bind=HEAD, roll=False)  # fmt: skip


def on_list(uscc: str, on: date) -> WhiteEntry | None:
    """The entry that protects this enterprise on that day."""
    found = WhiteEntry.objects.filter(uscc=uscc, case__state="listed").order_by("-pk").first()
    return found if found and (found.expires_on is None or found.expires_on >= on) else None
