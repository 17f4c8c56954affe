"""名册: inspecting bodies with published items and caps, officers with certificates, enterprises with credit codes."""

from datetime import date
from typing import Any

from fazhi.domains.inspections import credit_code
from fazhi.domains.inspections.models import Body, Enterprise, Officer
from fazhi.domains.inspections.rules import LOCAL_2025, REGULATION, business, notice54, penalty, supervising, transparency
from fazhi.domains.inspections.versions import earlier
from fazhi.kernel.calendar import yearly
from fazhi.kernel.declare import CLERK, HANDLER, HEAD, SAME, Clock, ItemKind, Procedure, Say, State, Step, guard

ITEM = ItemKind(
    "inspection_item",
    "检查事项",
    (
        Say("code", "事项编码"), Say("name", "事项名称"), Say("law", "法律依据"), Say("topic", "领域", required=False),
        Say("method", "检查方式", "choice", (("现场", "现场"), ("非现场", "非现场"), ("均可", "均可")), required=False),
        Say("joint", "可联合检查", "bool", required=False), Say("published_on", "公布日期", "date"),
        Say("withdrawn_on", "取消日期", "date", required=False), Say("used_on", "最近使用日期", "date", required=False),
    ),
)  # fmt: skip
CAP = ItemKind(
    "inspection_cap",
    "年度频次上限",
    (Say("grade", "信用等级"), Say("visits", "上限次数", "number"), Say("since", "起始日期", "date")),
)


@guard("检查主体没有重复公告", transparency.whole)
def new_body(case: Any, said: dict, on: date) -> str | None:
    twin = Body.objects.filter(name=case.facts.name, delisted_on=None).exclude(case_id=case.pk or 0).first()
    return f"“{case.facts.name}”已在检查主体名册中" if twin else None


class InspectionBody(Procedure):
    key, label, since, law = "inspection_body@2026", "检查主体名册", REGULATION, supervising
    facts, register, columns = Body, True, ("name", "kind")

    standing = State("在册")
    left = State("退出", final=True)

    announce = Step("公告主体", (), standing, CLERK, (penalty[17], supervising[17, 1], transparency.whole), needs=(new_body,),
                    asks=("name", "kind", "announced_on", "scope?", "entrusted_until?", "district?", "base?", "slots_per_day?", "teams?"))  # fmt: skip
    publish_item = Step("公布事项", standing, SAME, CLERK, (transparency.whole, notice54.whole), item=ITEM)
    withdraw_item = Step(
        "取消事项", standing, SAME, HEAD, notice54.whole, alters=ITEM, asks=(Say("withdrawn_on", "取消日期", "date"),)
    )
    set_cap = Step("公布频次上限", standing, SAME, CLERK, notice54.whole, item=CAP)
    staff = Step("调整人力", standing, SAME, CLERK, supervising[10], asks=("slots_per_day", "teams", "base?"))
    delist = Step("退出名册", standing, left, HEAD, supervising[10], asks=("delisted_on",))


STAYS = "名册上的办件沿用登记时的版本；其后的步骤依据当时的规定办理，效力不受影响"
Body2025 = earlier(InspectionBody, "2025", LOCAL_2025, penalty, transparency.whole, STAYS)
Body2023 = earlier(Body2025, "2023", date(2023, 1, 1), penalty, transparency.whole, STAYS)


@guard("证件编号没有重复，有效期不倒置", penalty[42, 1])
def new_certificate(case: Any, said: dict, on: date) -> str | None:
    officer = case.facts
    if officer.valid_from and officer.valid_to and officer.valid_to < officer.valid_from:
        return "证件有效期止日早于起日"
    twin = Officer.objects.filter(certificate=officer.certificate).exclude(case_id=case.pk or 0).first()
    return f"证件编号“{officer.certificate}”已登记" if twin else None


class OfficerRegister(Procedure):
    key, label, since, law = "officer@2026", "执法人员名册", REGULATION, supervising
    facts, register, columns = Officer, True, ("certificate", "body", "standing", "valid_to")

    valid, held = State("有效"), State("暂扣")
    ended = State("注销", final=True)

    issue = Step("登记证件", (), valid, CLERK, (penalty[42, 1], supervising[17, 2]), needs=(new_certificate,),
                 asks=("name", "body", "certificate", "kind?", "scope?", "valid_from", "valid_to"))  # fmt: skip
    declare = Step("申报回避", valid, SAME, (HANDLER, CLERK), penalty[43, 1], asks=("conflicts",))
    renew = Step("换证", (valid, held), valid, CLERK, supervising[17, 2], asks=("valid_to",), sets={"standing": "valid"})
    hold = Step("暂扣", valid, held, HEAD, supervising[32], asks=(Say("reason", "理由"),), sets={"standing": "held"})
    cancel = Step("注销", (valid, held), ended, HEAD, (supervising[10], supervising[32]), asks=(Say("reason", "理由"),),
                  sets={"standing": "cancelled"})  # fmt: skip


Officers2023 = earlier(OfficerRegister, "2023", date(2023, 1, 1), penalty, penalty[42, 1], STAYS)


@guard("统一社会信用代码有效且未被他户使用", business[51])
def sound_code(case: Any, said: dict, on: date) -> str | None:
    firm = case.facts
    why = credit_code.fault(firm.uscc)
    if why:
        return f"统一社会信用代码“{firm.uscc}”{why}"
    twin = Enterprise.objects.filter(uscc=firm.uscc).exclude(case_id=case.pk or 0).first()
    return f"代码“{firm.uscc}”已登记给“{twin.name}”，同一代码不能有两户" if twin else None


class EnterpriseRegister(Procedure):
    key, label, since, law = "enterprise@2023", "市场主体名册", date(2023, 1, 1), business
    facts, register, columns, filters = Enterprise, True, ("uscc", "name", "town", "grade"), ("town", "grade")

    open = State("存续")
    gone = State("退出", final=True)

    enrol = Step("登记企业", (), open, CLERK, business[51], needs=(sound_code,),
                 asks=("uscc", "name", "kind?", "district?", "town?", "industry?", "grade?", "graded_on?", "risk?", "key_field?"))  # fmt: skip
    regrade = Step("调整信用等级", open, SAME, CLERK, business[53], asks=("grade", "graded_on"))
    assess = Step("调整风险等级", open, SAME, CLERK, business[53], asks=("risk", "key_field?"))
    leave = Step("注销迁出", open, gone, CLERK, business[51], asks=("standing",))


class InspectionStatistics(Procedure):
    """The yearly statistics of enforcement, published by its day: the clock everybody in enforcement shares."""

    key, label, since, law = "inspection_yearbook@2023", "行政执法统计年报", date(2023, 1, 1), transparency

    due_, done = State("待公开"), State("已公开", final=True)
    begin = Step("启动编制", (), due_, HANDLER, transparency.whole, asks=(Say("year", "年度", "number"),))
    publish = Step("公开年报", due_, done, HEAD, transparency.whole, asks=(Say("address", "公开网址", required=False),))
    limit = Clock("年报公开期限", yearly(1, 31), (begin,), (publish,), basis=transparency.whole, ref="ZF-06", bind=HEAD)
