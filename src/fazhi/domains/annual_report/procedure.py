"""The yearly report: data call, frozen figures, draft, checks, consideration, filing, publication, corrections (督察工作规定 第四章)."""

from datetime import date

from fazhi.domains.annual_report import models
from fazhi.domains.annual_report.header import PAPER, index_fault
from fazhi.kernel.calendar import workdays, yearly
from fazhi.kernel.declare import CLERK, HANDLER, HEAD, SAME, Clock, ItemKind, Law, Procedure, Say, State, Step, guard

rules = Law("法治政府建设与责任落实督察工作规定", 2019)
disclosure = Law("中华人民共和国政府信息公开条例", 2019)
PROMISE = ItemKind(
    "promise", "下一年安排", (Say("text", "安排"), Say("owner", "责任单位"), Say("followed", "落实情况", required=False))
)


@guard("数字核对没有不符", rules[25])
def all_green(case, said, on):
    broken = int(said.get("broken") or 0)
    return f"还有{broken}处表述与数据不符，不能通过数字核对" if broken else None


@guard("索引号校验通过", disclosure[24])
def header_sound(case, said, on):
    f = case.facts
    fault = index_fault(f.index_number)
    if fault is None and f.paper_number and not PAPER.match(f.paper_number):
        fault = f"文号“{f.paper_number}”的格式不对，应如“示政发〔2025〕2号”"
    return fault


@guard("索引号不重复", disclosure[24])
def header_unique(case, said, on):
    used = models.AnnualReport.objects.filter(index_number=case.facts.index_number).exclude(pk=case.pk).exists()
    return "这个索引号已用于另一份报告，索引号一经编发不再变更、不得重用" if used else None


class AnnualReports(Procedure):
    key, label, since, law = "annual_report@2019", "法治政府建设年度报告", date(2019, 4, 15), rules
    facts, columns, filters = models.AnnualReport, ("report_year", "tree", "publisher", "index_number"), ("report_year",)
    scope = ((rules, 23, 27),)

    opened, called, frozen, drafted = State("已启动"), State("数据征集"), State("已定数"), State("已起草")
    checked, cleared, considered, filed = State("数字已核"), State("保密审查已过"), State("已审议"), State("已报送")
    published, archived = State("已公开"), State("已归档", final=True)

    open = Step("启动", (), opened, (CLERK, HANDLER), rules[23, 2], asks=("report_year", "tree?", "publisher"))
    call = Step("征集数据", opened, called, (CLERK, HANDLER), rules[25], note="各责任单位确认本单位台账")
    freeze = Step(
        "定数", called, frozen, (CLERK, HANDLER), rules[25], asks=(Say("digest", "快照摘要"), Say("claims", "快照", "list")),
        note="在“报告定数”页由系统从台账读出；定数之后补录、更正的，列入更正清单，在下一年报告中注明“修订”",
    )  # fmt: skip
    refreeze = Step(
        "重新定数",
        (frozen, drafted),
        frozen,
        HEAD,
        rules[25],
        asks=(Say("digest", "快照摘要"), Say("claims", "快照", "list"), Say("why", "理由")),
    )
    draft = Step("起草", frozen, drafted, (HANDLER, CLERK), rules[25], asks=(Say("text", "正文", "long"),))
    check = Step(
        "数字核对",
        drafted,
        checked,
        (CLERK, HEAD),
        rules[25],
        asks=(Say("broken", "不符处数", "number", required=False),),
        needs=(all_green,),
        apart=(draft,),
    )
    send_back = Step("退回修改", (checked, cleared), frozen, HEAD, rules[25], asks=(Say("why", "理由"),))
    clear = Step(
        "保密与合法性审查", checked, cleared, HEAD, (disclosure[14], disclosure[17]), asks=(Say("opinion", "审查意见"),)
    )
    consider = Step("审议", cleared, considered, HEAD, rules[8, 1, 1], asks=(Say("meeting", "会议"),))
    report = Step("报送", considered, filed, (CLERK, HANDLER), rules[23, 2], asks=(Say("to", "报送和抄送单位"),))
    publish = Step(
        "公开", filed, published, (CLERK, HANDLER), (rules[24], disclosure[24]), asks=("index_number", "category", "issued_on", "paper_number?", "validity?"),
        needs=(header_sound, header_unique), issues="法治政府建设年度报告公开说明",
    )  # fmt: skip
    promise = Step("登记下一年安排", (filed, published), SAME, (CLERK, HANDLER), rules[25, 1, 4], item=PROMISE)
    follow = Step(
        "登记落实情况",
        (published, archived),
        SAME,
        (CLERK, HANDLER),
        rules[25, 1, 1],
        alters=PROMISE,
        asks=(Say("followed", "落实情况"),),
    )
    correct = Step(
        "勘误",
        published,
        SAME,
        HEAD,
        rules[24],
        asks=(Say("old", "原文"), Say("new", "改为"), Say("why", "理由")),
        note="原文保留，勘误随页公布",
    )
    comment = Step(
        "收到评议意见", published, SAME, (CLERK, HANDLER), rules[27], asks=(Say("author", "评议人"), Say("text", "意见"))
    )
    reply = Step("反馈评议", published, SAME, (CLERK, HANDLER), rules[27], asks=(Say("text", "反馈"),))
    notice = Step(
        "未按时报送、公开的通报",
        (opened, called, frozen, drafted, checked, cleared, considered, filed),
        SAME,
        HEAD,
        rules[26],
        asks=(Say("text", "通报"),),
    )
    archive = Step("归档", published, archived, (CLERK, HANDLER), rules[19])

    # “3月1日之前”、“4月1日之前”不含当日（与 limits/terms_reports.py 同一口径，从严）
    filing = Clock("报送期限", yearly(2, 28), (open,), (report,), basis=rules[23, 2], ref="ND-01")
    publishing = Clock("公开期限", yearly(3, 31), (open,), (publish,), basis=rules[24], ref="ND-03")
    disclosing = Clock("主动公开期限", workdays(20), (report,), (publish,), basis=disclosure[26], ref="XX-01")
