"""Mediation organisations and mediators as the county bureau counts them (人民调解法), and the standards issued."""

from datetime import date

from fazhi.domains.mediation import models
from fazhi.kernel.declare import CLERK, HANDLER, HEAD, SAME, Law, Procedure, Say, State, Step, guard

mediating = Law("中华人民共和国人民调解法", 2010)
standards = Law("中华人民共和国标准化法", 2017)


@guard("委员三至九人，一般应有女性委员", mediating[8, 2])
def committee_sized(case, said, on):
    f = case.facts
    if f.kind == "studio":
        return None
    return f"调解委员会由三至九人组成，登记为{f.members}人" if not 3 <= f.members <= 9 else None


@guard("没有同名的在册组织", mediating[10])
def not_registered(case, said, on):
    same = models.Organisation.objects.filter(name=case.facts.name, case__state="active")
    return "这个调解组织已在册，更名、恢复活动不是新设" if same.exclude(pk=case.pk).exists() else None


@guard("有标准文本或者公告", standards[24])
def published(case, said, on):
    f = case.facts
    return None if f.number and f.proof else "没有标准编号或者文本，不能登记发布"


class Organisations(Procedure):
    key, label, since, law = "mediation_org@2011", "调解组织", date(2011, 1, 1), mediating
    facts, register, columns, filters = models.Organisation, True, ("name", "kind", "founded_on", "members"), ("kind",)

    filed, active, ended = State("待备案"), State("在册"), State("已撤销", final=True)

    found = Step(
        "登记设立",
        (),
        filed,
        (CLERK, HANDLER),
        (mediating[8], mediating[34]),
        asks=("name", "kind", "founder", "founded_on", "members", "women?", "renamed_from?"),
        needs=(committee_sized, not_registered),
        number="{word}调组〔{year}〕{n}号",
    )
    file = Step("备案并通报法院", filed, active, HEAD, mediating[10], needs=(not_registered,))
    change = Step(
        "调整委员", active, SAME, (CLERK, HANDLER), mediating[10], asks=("members", "women?"), needs=(committee_sized,)
    )
    end = Step("撤销", (filed, active), ended, HEAD, mediating[10], asks=(Say("why", "理由"),))


class Mediators(Procedure):
    key, label, since, law = "mediator@2011", "人民调解员", date(2011, 1, 1), mediating
    facts, register, columns = models.Mediator, True, ("name", "organisation", "full_time")

    active, ended = State("在册"), State("已离任", final=True)
    enter = Step(
        "登记",
        (),
        active,
        (CLERK, HANDLER),
        (mediating[13], mediating[14]),
        asks=("name", "organisation", "full_time?", "expert?"),
    )
    leave = Step("离任", active, ended, HEAD, mediating[15], asks=(Say("why", "理由"),))


class Standards(Procedure):
    key, label, since, law = "standard@2018", "标准制定", date(2018, 1, 1), standards
    facts, register, columns = models.Standard, True, ("title", "number", "issuer")

    drafting, issued, ended = State("起草中"), State("已发布"), State("已废止", final=True)
    draft = Step("立项起草", (), drafting, (CLERK, HANDLER), standards[13], asks=("title", "drafter"))
    issue = Step(
        "发布", drafting, issued, HEAD, (standards[13], standards[24]), asks=("number", "issuer", "proof"), needs=(published,)
    )
    end = Step("废止", (drafting, issued), ended, HEAD, standards[29], asks=(Say("why", "理由"),))
