"""Media items, public-interest projects and industry rules made under guidance."""

from datetime import date

from fazhi.domains.outreach import models
from fazhi.domains.outreach.procedure import inspection
from fazhi.kernel.declare import CLERK, HANDLER, HEAD, SAME, Law, Procedure, Say, State, Step, guard

projects = Law("示例区法治为民办实事项目管理办法", 2023, verified=False, local=True)
guidance = Law("示例区行业自律规范指导工作办法", 2023, verified=False, local=True)


@guard("完成有佐证", projects.whole)
def proved(case, said, on):
    return None if case.facts.proof else "没有完成佐证，不能登记完成"


class MediaItems(Procedure):
    key, label, since, law = "media@2019", "普法媒体", date(2019, 4, 15), inspection
    facts, columns = models.Media, ("platform", "column", "owner", "reads")

    published = State("已刊播", final=True)
    publish = Step(
        "登记刊播", (), published, (CLERK, HANDLER), inspection[9, 1, 10], asks=("platform", "column", "owner", "reads?")
    )
    count = Step("更新阅读量", published, SAME, (CLERK, HANDLER), inspection[9, 1, 10], asks=("reads",))


class Projects(Procedure):
    key, label, since, law = "project@2023", "法治为民办实事项目", date(2023, 1, 1), projects
    facts, register, columns, filters = models.Project, True, ("year", "owner", "content"), ("year",)

    doing, done, dropped = State("推进中"), State("已完成", final=True), State("已调整", final=True)
    enter = Step(
        "列入清单",
        (),
        doing,
        (CLERK, HANDLER),
        (inspection[8, 1, 2], projects.whole),
        asks=("year", "owner", "content", "list_no?"),
        number="{word}实事〔{year}〕{n}号",
    )
    progress = Step("报告进展", doing, SAME, (CLERK, HANDLER), projects.whole, asks=(Say("text", "进展"),))
    finish = Step("完成", doing, done, HEAD, projects.whole, asks=("proof",), needs=(proved,))
    drop = Step("调整出清单", doing, dropped, HEAD, projects.whole, asks=(Say("paper", "批准文件"),))


class Rules(Procedure):
    key, label, since, law = "selfrule@2023", "行业规约指导", date(2023, 1, 1), guidance
    facts, register, columns = models.Rule, True, ("trade", "document", "kind")

    guided, issued, ended = State("指导中"), State("已发布"), State("已废止", final=True)
    guide = Step("开展指导", (), guided, (CLERK, HANDLER), guidance.whole, asks=("trade", "document", "guides", "kind"))
    issue = Step("发布", guided, issued, (CLERK, HANDLER), guidance.whole, asks=("issuer",))
    end = Step("废止", (guided, issued), ended, HEAD, guidance.whole, asks=(Say("why", "理由"),))
