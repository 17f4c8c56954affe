"""Meetings on law and training: records with lists, the modest ledgers the report counts from."""

from datetime import date

from fazhi.domains.duties import models
from fazhi.kernel.declare import CLERK, HANDLER, HEAD, SAME, ItemKind, Law, Procedure, Say, State, Step, guard

inspection = Law("法治政府建设与责任落实督察工作规定", 2019)
KINDS = (("law_topic", "专题听取、研究部署"), ("pre_study", "会前学法"), ("decision", "其他议题"))
AGENDA = ItemKind(
    "agenda",
    "议题",
    (
        Say("title", "题目"),
        Say("kind", "类别", "choice", KINDS),
        Say("law", "所学法律", required=False),
        Say("lecturer", "主讲", required=False),
    ),
)
ATTENDANCE = ItemKind(
    "attendance",
    "参训人员",
    (
        Say("person", "姓名或者工号", personal=True),
        Say("organ", "单位"),
        Say("sessions", "实到课次", "number"),
        Say("of", "应到课次", "number"),
        Say("score", "考试成绩", "number", required=False),
    ),
)


@guard("议题类别在约定的三类之内", inspection[8, 1, 1])
def kinds_known(case, said, on):
    wrong = [row.get("title", "") for row in listed(said) if row.get("kind") not in dict(KINDS)]
    return f"议题“{wrong[0]}”的类别不在约定范围（{'、'.join(dict(KINDS))}）" if wrong else None


@guard("实到课次不超过应到课次，且与班次一致", inspection[8, 1, 7])
def sessions_add_up(case, said, on):
    for row in listed(said):
        if int(row.get("of") or 0) != case.facts.sessions or not 0 <= int(row.get("sessions") or 0) <= case.facts.sessions:
            return f"{row.get('person')}的课次（实到{row.get('sessions')}、应到{row.get('of')}）与本班{case.facts.sessions}课次不符"
    return None


@guard("结业不早于开班", inspection[8, 1, 7])
def ends_after_start(case, said, on):
    begun = case.facts.starts_on
    return f"结业日期早于开班日期{begun:%Y-%m-%d}" if begun and on < begun else None


def listed(said: dict) -> list[dict]:
    """The lines given with a step, one or several."""
    rows = said.get("item") or []
    return [rows] if isinstance(rows, dict) else rows


class Meetings(Procedure):
    key, label, since, law = "meeting@2019", "议法学法会议", date(2019, 4, 15), inspection
    facts, register = models.Meeting, False
    columns, filters = ("body", "session"), ("body",)

    held, minuted = State("已召开"), State("已印发纪要", final=True)

    hold = Step(
        "登记会议", (), held, (CLERK, HANDLER), (inspection[8, 1, 1], inspection[8, 1, 7]),
        asks=("body", "session?", "presider?"), item=AGENDA, needs=(kinds_known,), number="{word}会〔{year}〕{n}号",
        note="会前学法是同一次会议的一项议题；专题听取按会议次数计，不按议题数计",
    )  # fmt: skip
    minute = Step("印发纪要", held, minuted, (CLERK, HANDLER), inspection[8, 1, 1], asks=("minutes",))


class Trainings(Procedure):
    key, label, since, law = "training@2019", "法治培训", date(2019, 4, 15), inspection
    facts, columns, filters = models.Training, ("kind", "starts_on", "sessions"), ("kind",)

    planned, ended = State("已列入计划"), State("已结业", final=True)

    plan = Step(
        "登记班次", (), planned, (CLERK, HANDLER), (inspection[8, 1, 7], inspection[9, 1, 9]),
        asks=("kind", "starts_on", "sessions", "hours?", "place?", "trainer?", "plan_item?"), number="{word}训〔{year}〕{n}号",
    )  # fmt: skip
    close = Step(
        "结业", planned, ended, (CLERK, HANDLER), inspection[8, 1, 7], item=ATTENDANCE,
        needs=(sessions_add_up, ends_after_start), note="跨年的班次按结业日期计入年度",
    )  # fmt: skip
    add = Step("补录参训人员", ended, SAME, HEAD, inspection[8, 1, 7], item=ATTENDANCE, needs=(sessions_add_up,))
