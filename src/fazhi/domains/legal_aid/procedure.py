"""Legal aid in cases under 法律援助法 (2022): application or notice, review, grant, assignment, closing; objection on the side."""

from datetime import date

from fazhi.domains.legal_aid import models
from fazhi.kernel.calendar import days
from fazhi.kernel.declare import (
    APPLICANT,
    CLERK,
    HANDLER,
    HEAD,
    SAME,
    Clock,
    Law,
    Procedure,
    Say,
    Seat,
    State,
    Step,
    guard,
)  # fmt: skip
from fazhi.kernel.guide import Guide

act = Law("中华人民共和国法律援助法", 2021)
rules = Law("办理法律援助案件程序规定", 2023, verified=False)
NOTIFIER = Seat("notifier", "办案机关", "party")


@guard("同一人、同一事项、同一阶段只立一件", act[43, 1])
def one_file(case, said, on):
    f = case.facts
    same = models.LegalAid.objects.filter(person=f.person, matter=f.matter, stage=f.stage, case__closed_on=None).exclude(
        pk=case.pk
    )
    return "这个人的同一事项、同一阶段已有在办的援助案件，人属几类人群也只计一件" if f.person and same.exists() else None


@guard("人群在目录之内", act[42])
def groups_known(case, said, on):
    odd = [g for g in case.facts.groups if g not in models.GROUPS]
    return f"人群“{odd[0]}”不在目录（{'、'.join(models.GROUPS)}）" if odd else None


class LegalAids(Procedure):
    key, label, since, law = "legal_aid@2022", "法律援助", date(2022, 1, 1), act
    facts, public = models.LegalAid, ("apply",)
    guide = Guide(
        "申请法律援助",
        "打官司、仲裁请不起律师的，可以申请免费的律师帮助。",
        8,
        ("身份证件", "能说明经济困难的情况，或者属于免予核查的情形", "与事情有关的材料"),
    )
    columns, filters = ("person", "kind", "matter", "firm"), ("kind", "means")

    reviewing, mending, granted, assigned = State("审查"), State("待补充材料"), State("待指派"), State("承办中")
    closed, refused = State("已结案", final=True), State("不予援助", final=True)
    ended, dropped = State("已终止", final=True), State("撤回申请", final=True)

    apply = Step(
        "收到申请", (), reviewing, (CLERK, APPLICANT), (act[38], act[41, 1]), asks=("person", "kind", "matter", "stage?", "means?", "groups?", "station?"),
        number="{word}援申〔{year}〕{n}号", needs=(one_file, groups_known),
    )  # fmt: skip
    notice = Step(
        "收到通知", (), granted, (CLERK, NOTIFIER), (act[25, 1], act[28], act[36]), asks=("person", "kind", "matter", "stage?", "groups?"),
        number="{word}援通〔{year}〕{n}号", needs=(one_file, groups_known), sets={"means": "notice"},
    )  # fmt: skip
    correct = Step(
        "要求补充材料",
        reviewing,
        mending,
        (CLERK, HANDLER),
        act[43, 2],
        asks=(Say("list", "需补充的材料"),),
        issues="补充材料通知书",
    )
    corrected = Step("收到补充材料", mending, reviewing, (CLERK, HANDLER, APPLICANT), act[43, 2])
    withdrawn = Step("视为撤回", mending, dropped, HEAD, act[43, 2])
    advance = Step(
        "先行提供", reviewing, granted, HEAD, act[44], like="情形紧急的先行提供，手续后补", asks=(Say("ground", "紧急情形"),)
    )
    grant = Step("决定给予", reviewing, granted, HEAD, (act[43, 1], act[34]), issues="给予法律援助决定书")
    refuse = Step("决定不予", reviewing, refused, HEAD, act[43, 1], asks=("reason",), issues="不予法律援助决定书")
    assign = Step("指派", granted, assigned, (CLERK, HANDLER), (act[43, 1], act[36]), asks=("firm",), issues="指派通知书")
    change = Step("更换承办人员", assigned, SAME, HEAD, act[55], asks=("firm", "reason"))
    close = Step("结案", assigned, closed, (HANDLER, CLERK), act[50], asks=("gained_fen?",))
    terminate = Step("终止", (granted, assigned), ended, HEAD, act[48], asks=("reason",), issues="终止法律援助决定书")
    object = Step("提出异议", (refused, ended), SAME, (APPLICANT, CLERK), act[49, 1])
    uphold = Step(
        "异议处理",
        (refused, ended),
        SAME,
        HEAD,
        act[49, 2],
        asks=(Say("result", "处理结果", "choice", (("upheld", "维持"), ("corrected", "责令改正"))),),
    )

    review_limit = Clock(
        "审查决定", days(7), (apply, corrected), (grant, refuse, advance, correct), basis=act[43, 1], ref="FL-01", bind=HEAD
    )
    assign_limit = Clock("指派", days(3), (grant, advance), (assign, terminate), basis=act[43, 1], ref="FL-02", bind=CLERK)
    notice_limit = Clock("通知后指派", days(3), (notice,), (assign, terminate), basis=act[36], ref="FL-03b", bind=CLERK)
    object_limit = Clock("异议处理", days(5), (object,), (uphold,), basis=act[49, 2], ref="FL-06", bind=HEAD)
    papers_limit = Clock("提交结案材料", days(30), (close,), (), basis=rules.whole, ref="FL-07")
