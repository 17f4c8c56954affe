"""Law education events, before and under 法治宣传教育法 (in force 2025-11-01): only verified ones count, joint ones once."""

from datetime import date

from fazhi.domains.outreach import models
from fazhi.kernel.declare import CLERK, HANDLER, HEAD, Basis, Law, Procedure, Say, State, Step, guard

opinion = Law("关于实行国家机关“谁执法谁普法”普法责任制的意见", 2017, verified=False)
inspection = Law("法治政府建设与责任落实督察工作规定", 2019)
education = Law("中华人民共和国法治宣传教育法", 2025)


@guard("有照片或者签到表", inspection[9, 1, 10])
def shown_held(case, said, on):
    return None if case.facts.photos else "没有照片或者签到表，不能登记为已举办"


@guard("同日、同地、同一主题的活动只登记一次", inspection[9, 1, 10])
def not_entered_twice(case, said, on):
    f = case.facts
    same = (
        models.Outreach.objects.filter(held_on=on, place=f.place, topic=f.topic)
        .exclude(case__state="dropped")
        .exclude(pk=case.pk)
    )
    held = same.first()
    return f"这场活动已由{held.lead}登记，联合举办的只计一次" if held and f.place else None


def declared(
    version: str, first: date, last: date | None, base: Law, on_plan: tuple[Basis, ...], on_event: tuple[Basis, ...]
) -> type[Procedure]:
    """The same course under the law of its day."""

    class Events(Procedure):
        key, label, since, until, law = f"outreach@{version}", "普法活动", first, last, base
        facts = models.Outreach
        columns, filters = ("series", "lead", "held_on", "reach"), ("series", "form")

        planned, approved, held = State("已列计划"), State("已同意"), State("已举办")
        verified, dropped = State("已核验", final=True), State("未举办", final=True)

        plan = Step(
            "登记计划",
            (),
            planned,
            (CLERK, HANDLER),
            on_plan,
            asks=("series?", "topic", "form", "lead", "hosts?", "audience?", "place?"),
            number="{word}普〔{year}〕{n}号",
        )
        approve = Step("同意举办", planned, approved, HEAD, on_plan)
        hold = Step(
            "登记举办",
            approved,
            held,
            (CLERK, HANDLER),
            on_event,
            asks=("held_on", "reach?", "photos"),
            needs=(shown_held, not_entered_twice),
        )
        verify = Step("核验", held, verified, HEAD, on_event, apart=(hold,))
        reject = Step(
            "核验不通过", held, dropped, HEAD, on_event, asks=(Say("why", "理由"),), like="材料不能证明已经举办，须写明理由"
        )
        cancel = Step("取消", (planned, approved), dropped, (CLERK, HEAD), on_plan, asks=(Say("why", "理由"),))

    return Events


Before: type[Procedure] = declared(
    "2017",
    date(2017, 5, 1),
    date(2025, 10, 31),
    opinion,
    (inspection[9, 1, 10], opinion.whole),
    (inspection[8, 1, 8], opinion.whole),
)
Now: type[Procedure] = declared(
    "2025", date(2025, 11, 1), None, education, (education[9], education[53]), (education[16], education[18])
)
