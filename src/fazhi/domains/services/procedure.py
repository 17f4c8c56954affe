"""The service registers: what is listed, what has gone live, what need not be handed in, what was granted, what is being tried."""

import re
from datetime import date

from fazhi.domains.services import models
from fazhi.kernel.declare import CLERK, HANDLER, HEAD, SAME, Law, Procedure, Say, State, Step, guard

business = Law("优化营商环境条例", 2019)
online = Law("国务院关于在线政务服务的若干规定", 2019)
onething = Law("关于进一步优化政务服务提升行政效能推动“高效办成一件事”的指导意见", 2024, verified=False)


@guard("先有上线日期，后有首件办结", onething.whole)
def live_first(case, said, on):
    begun = case.facts.live_on
    return f"首件办结日早于上线日期{begun:%Y-%m-%d}" if begun and on < begun else None


@guard("同一批次的一件事只登记一次", onething.whole)
def listed_once(case, said, on):
    f = case.facts
    return (
        "这一批次已有同名的一件事"
        if models.OneThing.objects.filter(batch=f.batch, name=f.name).exclude(case__state="withdrawn").exists()
        else None
    )


@guard("业务办理项编码33位", business[35])
def code_well_formed(case, said, on):
    return (
        None
        if re.fullmatch(r"[0-9A-Z]{31}\d{2}", case.facts.item_code)
        else f"编码“{case.facts.item_code}”不是33位（实施编码31位加顺序号2位）"
    )


@guard("同一事项的同一材料只登记一条", business[44])
def rule_once(case, said, on):
    f = case.facts
    held = models.Exemption.objects.filter(item_code=f.item_code, material=f.material, case__state="active").exclude(pk=case.pk)
    return "这一事项的这份材料已在免交目录" if held.exists() else None


@guard("写明赋权文件", business[3])
def delegated(case, said, on):
    return None if case.facts.document else "没有赋权、授权文件，不能登记生效"


class OneThings(Procedure):
    key, label, since, law = "onething@2024", "高效办成一件事", date(2024, 1, 1), onething
    facts, register, columns, filters = models.OneThing, True, ("batch", "name", "lead", "live_on"), ("batch",)

    listed, live, proven = State("已列入清单"), State("已上线"), State("已有办结件")
    withdrawn = State("已退出", final=True)

    enter = Step(
        "列入清单",
        (),
        listed,
        (CLERK, HANDLER),
        (business[35], onething.whole),
        asks=("batch", "name", "subject", "lead", "helpers?", "parts?"),
        needs=(listed_once,),
    )
    launch = Step("上线", listed, live, HEAD, (business[37], onething.whole), asks=("live_on",))
    prove = Step(
        "登记首件办结",
        live,
        proven,
        (CLERK, HANDLER),
        onething.whole,
        asks=("first_case",),
        needs=(live_first,),
        note="测试件不算",
    )
    withdraw = Step("退出清单", (listed, live, proven), withdrawn, HEAD, onething.whole, asks=(Say("why", "理由"),))


class Exemptions(Procedure):
    key, label, since, law = "exemption@2019", "免于提交", date(2019, 4, 26), online
    facts, register, columns, filters = models.Exemption, True, ("item_name", "organ_name", "material", "basis"), ("basis",)

    proposed, active, ended = State("待批准"), State("施行中"), State("已停用", final=True)

    propose = Step(
        "申报", (), proposed, (CLERK, HANDLER), (business[44], online[10]),
        asks=("item_code", "item_name", "organ_name", "material", "source", "basis", "fallback"), needs=(code_well_formed, rule_once),
    )  # fmt: skip
    approve = Step("批准施行", proposed, active, HEAD, (online[7], online[10]), apart=(propose,), needs=(rule_once,))
    refuse = Step("不予批准", proposed, ended, HEAD, online[7], asks=(Say("why", "理由"),))
    stop = Step("停用", active, ended, HEAD, online[7], asks=(Say("why", "理由"),))


class Powers(Procedure):
    key, label, since, law = "power@2020", "赋权事项", date(2020, 1, 1), business
    facts, register, columns, filters = models.Power, True, ("matter", "kind", "grantor", "taker"), ("kind",)

    granted, running, recalled = State("已赋权"), State("已承接"), State("已收回", final=True)

    grant = Step(
        "登记赋权",
        (),
        granted,
        (CLERK, HANDLER),
        business[3],
        asks=("matter", "kind", "grantor", "document", "taker"),
        needs=(delegated,),
    )
    take = Step("承接", granted, running, HEAD, business[3])
    recall = Step("收回", (granted, running), recalled, HEAD, business[3], asks=(Say("paper", "收回文件"),))


class Reforms(Procedure):
    key, label, since, law = "reform@2020", "改革举措", date(2020, 1, 1), business
    facts, register, columns = models.Reform, True, ("name", "lead", "document")

    planned, trying, running, ended = State("拟推行"), State("试行中"), State("已施行"), State("已终止", final=True)

    propose = Step("提出", (), planned, (CLERK, HANDLER), business[3], asks=("name", "lead"))
    start = Step("试行", planned, trying, HEAD, business[3], asks=("document",), needs=(delegated,))
    report = Step("报告实施情况", (trying, running), SAME, (CLERK, HANDLER), business[3], asks=("result",))
    adopt = Step("正式施行", trying, running, HEAD, business[3])
    end = Step("终止", (planned, trying, running), ended, HEAD, business[3], asks=(Say("why", "理由"),))
