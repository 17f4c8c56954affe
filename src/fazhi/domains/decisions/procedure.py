"""重大行政决策: the yearly catalogue, and each decision from its start to its publication, execution and evaluation."""

import re
from datetime import date
from typing import Any

from fazhi.domains.decisions.models import Decision, DecisionList
from fazhi.domains.decisions.nodes import BEFORE_DISCUSSION, SKIPPABLE, gaps
from fazhi.kernel.calendar import before, days
from fazhi.kernel.declare import (
    CLERK,
    HANDLER,
    ORGAN_HEAD,
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
from fazhi.kernel.guards import closed
from fazhi.kernel.models import Event

law = Law("重大行政决策程序暂行条例", 2019)
UNIT = Seat("unit", "决策承办单位", "party")
ENTRY = ItemKind(
    "entry",
    "目录事项",
    (
        Say("title", "决策事项"),
        Say("unit", "承办单位"),
        Say("reason", "理由和依据", "long"),
        Say("plan", "初步方案和时间", required=False),
    ),
)
OPINION = ItemKind("opinion", "意见", (Say("who", "提出人"), Say("text", "意见", "long"), Say("taken", "研究采纳情况")))
REASON = Say("reason", "理由", "long")
GROUNDS = (
    ("effect", "实施后明显未达到预期效果"),
    ("opinions", "公民、法人或者其他组织提出较多意见"),
    ("needed", "决策机关认为有必要"),
)


@guard("目录有事项", law[3, 3])
def has_entries(case: Any, said: dict, on: date) -> str | None:
    return None if case.items.filter(kind="entry").exists() else "目录中还没有决策事项"


@guard("同级党委已经同意", law[3, 3])
def consented(case: Any, said: dict, on: date) -> str | None:
    return None if case.facts.consent_no else "目录须经同级党委同意后才能公布"


@guard("公开征求意见一般不少于三十日", law[15])
def thirty_days(case: Any, said: dict, on: date) -> str | None:
    f = case.facts
    if f.consult_from and f.consult_to and (f.consult_to - f.consult_from).days < 30 and not f.shortened:
        return f"公开征求意见只有{(f.consult_to - f.consult_from).days}日，不足三十日；因情况紧急缩短的须说明"
    return None


@guard("听证材料提前七日送达", law[16])
def papers_in_time(case: Any, said: dict, on: date) -> str | None:
    sent = Event.objects.filter(case=case, step="hearing_papers").order_by("-seq").first()
    held = case.facts.hearing_on
    if held is None or (sent and (held - sent.on).days >= 7):
        return None
    return "听证会材料应当于召开听证会七日前送达听证参加人，没有送达记录或者不足七日"


@guard("不适用须与事项相符", (law[14], law[19], law[22]))
def may_skip(case: Any, said: dict, on: date) -> str | None:
    f, node = case.facts, said.get("node")
    wrong = {"expert": f.technical and "专业性、技术性较强的决策事项应当组织专家论证", "risk": f.risky and "可能造成不利影响的应当组织风险评估",
             "competition": f.operators and "涉及经营者经济活动的应当进行公平竞争审查"}  # fmt: skip
    return wrong.get(str(node)) or None


@guard("八个前置节点齐备", (law[25, 2], law[29]))
def nodes_ready(case: Any, said: dict, on: date) -> str | None:
    lacking = gaps(case, BEFORE_DISCUSSION)
    return f"程序还有缺口，不能上会：{'、'.join(lacking)}" if lacking else None


@guard("行政首长末位发言、不同意见如实记录", law[30])
def recorded(case: Any, said: dict, on: date) -> str | None:
    return None if said.get("head_last") in (True, "true", "是", "on", "1", 1) else "行政首长应当最后发表意见，会议记录须载明"


@guard("承担过主要论证评估工作的单位除外", law[36, 2])
def another_assessor(case: Any, said: dict, on: date) -> str | None:
    """Whoever argued or assessed the decision before it was taken does not judge it afterwards."""
    name = str(said.get("assessor") or "").strip()
    for event in Event.objects.filter(case=case, step__in=("expert", "risk")):
        words = event.said.get("words", {})
        if name and name in (*re.split(r"[、，,；;\s]+", words.get("experts", "")), words.get("assessor", "")):
            return f"“{name}”在决策作出前承担过论证评估工作，不能承担后评估"
    return None


class Catalogue(Procedure):
    key, label, since, law, facts = "decision_list@2024", "重大行政决策事项目录", date(2023, 1, 1), law, DecisionList
    register, columns = True, ("year", "consent_no")

    collecting, checked, approved, published = State("征集申报"), State("审核"), State("政府审议通过"), State("已公布")
    closed_ = State("年度终了", final=True)

    collect = Step(
        "征集目录建议", (), collecting, (CLERK, HANDLER), law[3, 3], number="{word}决目〔{year}〕{n}号", asks=("year",)
    )
    enter = Step("申报事项", collecting, SAME, (CLERK, HANDLER, UNIT), (law[3, 3], law[10]), item=ENTRY)
    check = Step("审核", collecting, checked, HANDLER, law[3, 3], needs=(has_entries,))
    approve = Step("政府审议", checked, approved, ORGAN_HEAD, law[3, 3], asks=(Say("meeting", "会议"),))
    consent = Step("党委同意", approved, SAME, ORGAN_HEAD, law[3, 3], asks=("consent_no",))
    publish = Step(
        "公布目录",
        approved,
        published,
        CLERK,
        law[3, 3],
        asks=("published_at",),
        issues="重大行政决策事项目录",
        needs=(consented,),
    )
    adjust = Step(
        "动态调整", published, SAME, ORGAN_HEAD, law[3, 3], item=ENTRY, asks=(REASON, "consent_no"), issues="目录调整公告"
    )
    close = Step("年度终了", published, closed_, CLERK, law[3, 3])


class Decision2019(Procedure):
    key, label, since, law, facts = "decision@2019", "重大行政决策", date(2023, 1, 1), law, Decision
    columns, filters = ("matter", "unit", "entry"), ("matter", "operators")
    scope = ((law, 10, 36),)
    silent = {law[13]: "与有关单位协商，在拟订草案中记明", law[17]: "听证会的程序，由听证记录载明", law[18]: "意见研究采纳，在意见明细中记明", law[20]: "专家的选择，在专家论证中记明",
              law[21]: "专家库，见名册", law[23]: "风险评估的方式，在报告中载明", law[27]: "合法性审查的内容，在合法性审查程序", law[35]: "执行中的问题，见“中止或者调整”"}  # fmt: skip

    shaping, ready, decided, published = State("形成草案"), State("已审议"), State("已请示报告"), State("执行")
    evaluated, dropped = State("终了", final=True), State("不予决策", final=True)

    start = Step(
        "决策启动",
        (),
        shaping,
        (HANDLER, CLERK, ORGAN_HEAD),
        law[10],
        number="{word}决〔{year}〕{n}号",
        asks=("matter", "entry?", "technical?", "risky?", "operators?"),
        issues="决策启动通知书",
    )
    assign_unit = Step("确定承办单位", shaping, SAME, (HANDLER, ORGAN_HEAD), law[11], asks=("unit",), joins=(UNIT,))
    draft = Step("拟订草案", shaping, SAME, (UNIT, HANDLER), law[12], asks=(Say("bases", "依据", "long"),))
    notice = Step(
        "公开征求意见",
        shaping,
        SAME,
        (UNIT, HANDLER),
        (law[14], law[15]),
        asks=("consult_from", "consult_to", "shortened?"),
        needs=(thirty_days,),
    )
    hearing_notice = Step("决定听证", shaping, SAME, (UNIT, HANDLER), law[16], asks=("hearing_on",))
    hearing_papers = Step("送达听证材料", shaping, SAME, (UNIT, HANDLER), law[16])
    participate = Step(
        "公众参与完成",
        shaping,
        SAME,
        (UNIT, HANDLER),
        (law[14], law[15], law[16]),
        item=OPINION,
        needs=(thirty_days, papers_in_time),
    )
    expert = Step(
        "专家论证",
        shaping,
        SAME,
        (UNIT, HANDLER),
        law[19],
        asks=(Say("experts", "署名的专家"), Say("interest", "利害关系声明"), Say("opinion", "论证意见", "long")),
    )
    risk = Step(
        "风险评估",
        shaping,
        SAME,
        (UNIT, HANDLER),
        (law[22], law[24]),
        asks=(
            Say("result", "评估结论", "choice", (("low", "风险可控"), ("high", "风险不可控"))),
            Say("plan", "防范措施和处置预案", "long"),
            Say("assessor", "评估单位", required=False),
        ),
    )
    skip = Step(
        "不适用",
        shaping,
        SAME,
        (UNIT, HANDLER),
        (law[14], law[19], law[22]),
        asks=(Say("node", "节点", "choice", SKIPPABLE), REASON),
        needs=(may_skip,),
    )
    competition = Step("送公平竞争审查", shaping, SAME, (UNIT, HANDLER), law[29, 1, 1], opens="competition")
    legality = Step(
        "送合法性审查", shaping, SAME, (UNIT, HANDLER), (law[25, 1], law[26], law[28]), opens="legality", sets={"kind": "D"}
    )
    discuss = Step("集体讨论", shaping, ready, (CLERK, ORGAN_HEAD), (law[29], law[30]), asks=(Say("meeting", "会议"), Say("head_last", "行政首长末位发言", "bool"),
        Say("dissent", "不同意见", "long", required=False)), issues="集体讨论记录", needs=(nodes_ready, recorded,
        closed("legality", "合法性审查", law[25, 2], states=("passed", "concluded"))))  # fmt: skip
    party = Step("请示报告党委", ready, decided, ORGAN_HEAD, law[31], asks=(Say("report_no", "请示报告文号"),))
    publish = Step("公布决策", decided, published, CLERK, law[32], asks=(Say("media", "公布载体"), "executor"))
    file_it = Step("归档过程记录", published, SAME, CLERK, law[33])
    execute = Step("报告执行情况", published, SAME, (HANDLER, UNIT), law[34], asks=(Say("progress", "执行情况", "long"),), issues="执行情况报告")  # fmt: skip
    halt = Step(
        "中止或者调整", published, SAME, ORGAN_HEAD, (law[35], Law("重大行政决策程序暂行条例", 2019)[37]), asks=(REASON,)
    )
    evaluate = Step("后评估", published, SAME, HANDLER, law[36], issues="后评估报告", needs=(another_assessor,), asks=(
        Say("ground", "评估的情形", "choice", GROUNDS), Say("assessor", "评估单位"), Say("views", "听取意见的情况", "long", required=False),
        Say("effects", "实施效果", "long", required=False), Say("result", "评估结果", "long")))  # fmt: skip
    end = Step("决策终了", published, evaluated, HANDLER, law[34], asks=(REASON,))
    drop = Step("不予决策", (shaping, ready), dropped, ORGAN_HEAD, law[30], asks=(REASON,))

    consult_limit = Clock(
        "公开征求意见",
        days(30),
        (notice.counted_from_fact("consult_from"),),
        (participate,),
        basis=law[15],
        ref="JC-01",
        bind=UNIT,
        effect="一般不少于三十日，未履行公众参与程序的不得提交讨论",
    )
    papers_limit = Clock(
        "听证材料送达",
        before(days(7)),
        (hearing_notice.counted_from_fact("hearing_on"),),
        (hearing_papers,),
        basis=law[16],
        ref="JC-02",
        bind=UNIT,
    )
