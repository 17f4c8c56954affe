"""述法 by heads of party and government bodies: written, at a meeting or where the work is; commented, scored and cured."""

from datetime import date

from fazhi.domains.duties import models
from fazhi.domains.duties.procedure import inspection
from fazhi.kernel.calendar import before, days
from fazhi.kernel.declare import CLERK, HANDLER, HEAD, SAME, Clock, Law, Procedure, Say, State, Step, guard

opinion = Law("关于党政主要负责人履行推进法治建设第一责任人职责情况列入年终述职内容工作的意见", 2021, verified=False)


@guard("一线述法有地点和现场查看的事项", opinion.whole)
def site_seen(case, said, on):
    f = case.facts
    return "一线述法要写明现场地点和查看的事项" if f.form == "site" and not (f.place and f.visited) else None


@guard("书面述法可以不点评，但一律评议打分", opinion.whole)
def commented(case, said, on):
    f = case.facts
    return "现场述法（一线、集中）应先点评，再打分" if f.form != "written" and not f.comment else None


@guard("得分在零到一百之间", opinion.whole)
def score_in_range(case, said, on):
    return None if 0 <= case.facts.score <= 100 else "评议得分应在0到100之间"


class LawReports(Procedure):
    key, label, since, law = "lawreport@2021", "述法", date(2021, 2, 1), opinion
    facts, columns, filters = models.LawReport, ("year", "post", "form", "score"), ("form",)

    notified, submitted, ready, delivered = State("已通知"), State("已提交"), State("待述法"), State("已述法")
    scored, curing, archived = State("已评议"), State("整改中"), State("已归档", final=True)

    notify = Step(
        "通知述法",
        (),
        notified,
        CLERK,
        (inspection[6, 2], opinion.whole),
        asks=("year", "post", "form"),
        number="{word}述〔{year}〕{n}号",
    )
    submit = Step("提交报告", notified, submitted, (HANDLER, CLERK), opinion.whole, asks=("text",))
    send_back = Step("退回修改", submitted, notified, (HEAD,), opinion.whole, asks=(Say("why", "退回理由"),))
    check = Step("审核通过", submitted, ready, HEAD, opinion.whole, apart=(submit,))
    deliver = Step("述法", ready, delivered, (CLERK, HANDLER), opinion.whole, asks=("place?", "visited?"), needs=(site_seen,))
    comment = Step("点评", delivered, SAME, HEAD, opinion.whole, asks=("comment",))
    score = Step("评议打分", delivered, scored, CLERK, opinion.whole, asks=("score",), needs=(commented, score_in_range))
    problems = Step("下发问题清单", scored, curing, HEAD, (inspection[18], opinion.whole), asks=("problems", "cure_by"))
    cure = Step(
        "整改销号", curing, archived, HEAD, inspection[18], asks=(Say("result", "整改结果"),), like="有问题清单的经整改归档"
    )
    archive = Step(
        "归档", scored, archived, CLERK, (inspection[19], opinion.whole), like="没有问题清单的直接归档，并转年度考核使用"
    )

    cure_limit = Clock(
        "述法问题整改", before(days(0)), (problems.counted_from_fact("cure_by"),), (cure,), basis=inspection[18], ref="BD-06"
    )
