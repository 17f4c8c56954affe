"""公平竞争审查 in the drafting stage: is it about operators, first review, hearing those concerned, review with the market regulator."""

from datetime import date
from typing import Any

from fazhi.domains.competition.linked import into_register
from fazhi.domains.competition.models import Competition, Report, SpotCheck
from fazhi.kernel.calendar import days
from fazhi.kernel.declare import (
    CLERK,
    HANDLER,
    HEAD,
    OTHER_CASE,
    SAME,
    Clock,
    ItemKind,
    Law,
    Procedure,
    Say,
    Seat,
    State,
    Step,
    guard,
)
from fazhi.kernel.models import Event

law = Law("公平竞争审查条例", 2024)
reports = Law("公平竞争审查举报处理工作规则", 2024, verified=False)
DRAFTER, MARKET = Seat("drafter", "起草单位", "party"), Seat("market", "市场监督管理部门", "party")
VIEW = ItemKind(
    "view", "利害关系人意见", (Say("who", "提出人"), Say("text", "意见", "long"), Say("taken", "采纳情况", required=False))
)
REASON = Say("reason", "理由", "long")
ASSESS = Say("assess_on", "定期评估日", "date", required=False)


def done(case: Any, step: str) -> bool:
    return Event.objects.filter(case=case, step=step, kind__in=("step", "late")).exists()


@guard("已经听取利害关系人意见", law[16])
def heard(case: Any, said: dict, on: date) -> str | None:
    return None if done(case, "listen") else "还没有听取有关经营者、行业协会商会等利害关系人的意见"


@guard("政府出台的由市场监督管理部门会同审查", law[14])
def with_market(case: Any, said: dict, on: date) -> str | None:
    if case.facts.by_government and not done(case, "market_review"):
        return "以政府名义出台的政策措施，应当由市场监督管理部门会同起草单位审查"
    return None


@guard("结论与涉及的标准一致", (law[17, 1], law[18]))
def consistent(case: Any, said: dict, on: date) -> str | None:
    facts = case.facts
    if facts.conclusion == "clean" and facts.standards:
        return f"已列出涉及的标准{len(facts.standards)}项，结论不能是“无违反”"
    if facts.conclusion in ("amend", "forbidden") and not facts.standards:
        return "须列明违反第八条至第十一条的哪一项"
    return "结论“不涉及”应在判定时作出" if facts.conclusion == "none" else None


@guard("例外须详细说明", (law[12], law[17, 2]))
def exception_explained(case: Any, said: dict, on: date) -> str | None:
    facts = case.facts
    if facts.conclusion != "exception":
        return None
    lacking = [
        label
        for value, label in (
            (facts.exception, "适用第十二条哪一项"),
            (facts.alternatives, "没有影响更小的替代方案"),
            (facts.until, "合理的实施期限或者终止条件"),
        )
        if not value
    ]
    return f"适用例外须写明：{'、'.join(lacking)}" if lacking else None


def reviewed(case: Any) -> dict[str, str]:
    """What the two reviews said, for the form that concludes them."""
    lines = {
        e.step: e.said.get("words", {})
        for e in Event.objects.filter(case=case, step__in=("first", "market_review")).order_by("seq")
    }
    first, joint = lines.get("first", {}), lines.get("market_review", {})
    return {
        "grounds": first.get("grounds", ""),
        "first_opinion": first.get("opinion", ""),
        "joint_opinion": joint.get("opinion", ""),
    }


class Competition2024(Procedure):
    key, label, since, law, facts = "competition@2024", "公平竞争审查", date(2023, 1, 1), law, Competition
    columns, filters = ("industry", "conclusion", "by_government"), ("conclusion", "by_government", "exception")
    words = staticmethod(reviewed)
    scope = ((law, 8, 18),)
    silent = {
        (8, 11): "审查标准逐项列在“涉及的标准”中，并由审查规则 C01 至 C52 逐句比对",
        law[15]: "跨区域、跨部门机制，不是本级步骤",
    }

    judging, reviewing, listening, joint = State("判定"), State("初审"), State("听取意见"), State("会同审查")
    outside, concluded, forbidden = State("不涉及", final=True), State("已作出结论", final=True), State("不得出台", final=True)

    begin = Step(
        "开始审查",
        (),
        judging,
        (DRAFTER, HANDLER, CLERK),
        law[13],
        number="{word}公审〔{year}〕{n}号",
        asks=("by_government?", "industry?"),
    )
    take_over = Step(
        "前一程序转来",
        (),
        judging,
        OTHER_CASE,
        law[13],
        number="{word}公审〔{year}〕{n}号",
        asks=("by_government?",),
        like="由合法性审查、决策程序转来",
    )
    describe = Step(
        "补充情况", judging, SAME, (DRAFTER, HANDLER, CLERK), law[13], asks=("by_government?", "industry?"), joins=(DRAFTER,)
    )
    not_concerned = Step(
        "判定不涉及", judging, outside, (DRAFTER, HANDLER), law[13], asks=(REASON,), sets={"conclusion": "none"}
    )
    concerned = Step("判定涉及", judging, reviewing, (DRAFTER, HANDLER), law[13], asks=("industry?",), sets={"operators": True})
    first = Step(
        "起草单位初审",
        reviewing,
        listening,
        (DRAFTER, HANDLER),
        (law[13], law[14]),
        asks=("standards?", "public_interest?", Say("grounds", "制定依据", required=False), Say("opinion", "初审意见", "long")),
    )
    listen = Step("听取意见", listening, SAME, (DRAFTER, HANDLER), law[16], item=VIEW)
    to_market = Step("送市场监督管理部门", listening, joint, (DRAFTER, HANDLER), law[14], joins=(MARKET,), needs=(heard,))
    market_review = Step(
        "会同审查意见",
        joint,
        listening,
        (MARKET, HANDLER),
        law[14],
        asks=("standards?", Say("opinion", "会同审查意见", "long")),
    )
    conclude = Step("作出审查结论", listening, concluded, (HANDLER, HEAD), (law[12], law[17]), issues="公平竞争审查表", apart=(first,), asks=(
        "conclusion", "standards?", "exception?", "alternatives?", "until?", REASON, ASSESS), needs=(heard, with_market, consistent, exception_explained,
        guard("不得出台另有步骤", law[18])(lambda c, s, on: "不得出台的，请用“结论：不得出台”" if c.facts.conclusion == "forbidden" else None)),
        like="结论不同，去向不同")  # fmt: skip
    forbid = Step("结论：不得出台", listening, forbidden, (HANDLER, HEAD), law[18], issues="公平竞争审查表", apart=(first,), sets={"conclusion": "forbidden"},
        asks=("standards?", REASON, ASSESS), needs=(heard, with_market, consistent), like="结论不同，去向不同")  # fmt: skip


class FairCheck(Procedure):
    key, label, since, law, facts = "fair_check@2024", "公平竞争抽查", date(2024, 8, 1), law, SpotCheck
    columns = ("document", "drafter", "rectify_by")

    checking, rectifying, talked = State("核查"), State("整改"), State("约谈")
    clean, rectified = State("未发现问题", final=True), State("已整改", final=True)

    draw = Step(
        "抽取文件", (), checking, (CLERK, HANDLER), law[21, 1], number="{word}公抽〔{year}〕{n}号", asks=("document", "drafter")
    )
    pass_it = Step("未发现问题", checking, clean, HANDLER, law[21, 1])
    urge = Step(
        "督促整改",
        checking,
        rectifying,
        HEAD,
        (law[21, 1], law[24]),
        issues="督促整改函",
        asks=("violated", "rectify_by"),
        after=into_register,
    )
    rectify = Step(
        "整改完成", (rectifying, talked), rectified, (HANDLER, DRAFTER), law[21, 1], asks=(Say("how", "整改情况", "long"),)
    )
    talk = Step("提请上一级约谈", rectifying, talked, HEAD, law[24], asks=(REASON,),
        needs=(guard("逾期未整改", law[24])(lambda c, s, on: None if c.facts.rectify_by and on > c.facts.rectify_by else "整改期限还没有届满"),))  # fmt: skip
    limit = Clock("整改期限", days(0), (urge.counted_from_fact("rectify_by"),), (rectify, talk), basis=law[24], ref="GP-03", bind=DRAFTER,
        effect="逾期仍未整改的，上一级市场监督管理部门可以约谈负责人")  # fmt: skip


class FairReport(Procedure):
    key, label, since, law, facts = "fair_report@2024", "公平竞争举报", date(2024, 8, 1), law, Report
    columns = ("document", "true")
    public = ("receive",)

    REPORTER = Seat("reporter", "举报人", "party")
    checking = State("核查")
    founded, unfounded = State("属实，已处理", final=True), State("不属实", final=True)

    receive = Step(
        "收到举报", (), checking, (CLERK, REPORTER), law[22], number="{word}公举〔{year}〕{n}号", asks=("document", "reporter?")
    )
    more_time = Step("复杂延长", checking, SAME, HEAD, reports.whole, asks=(REASON,))
    found = Step(
        "认定属实并处理",
        checking,
        founded,
        HEAD,
        (law[22], law[24]),
        sets={"true": True},
        asks=(Say("how", "处理结果", "long"),),
        like="认定不同",
        after=into_register,
    )
    dismiss = Step("认定不属实", checking, unfounded, HEAD, law[22], asks=(REASON,), like="认定不同")
    limit = Clock(
        "举报核查",
        days(60),
        (receive,),
        (found, dismiss),
        basis=reports.whole,
        ref="GP-04",
        bind=HANDLER,
        extend=(more_time, days(30), reports.whole),
    )
