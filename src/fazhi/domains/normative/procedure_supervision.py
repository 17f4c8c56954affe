"""备案审查 of documents from below, and 清理 campaigns with their counts."""

from datetime import date
from typing import Any

from fazhi.domains.normative.models import Campaign, Filing
from fazhi.domains.normative.procedure import REASON, making37, own, province, supervision
from fazhi.kernel.calendar import days
from fazhi.kernel.declare import CLERK, HANDLER, HEAD, SAME, Clock, ItemKind, Procedure, Say, Seat, State, Step, guard

MAKER = Seat("maker", "制定机关", "party")
RESULTS = tuple((w, w) for w in ("继续有效", "修改", "废止", "宣布失效"))
CLEANED = ItemKind("cleaned", "清理文件", (Say("title", "文件名称"), Say("doc_no", "发文字号", required=False), Say("found", "发现的问题", required=False),
    Say("result", "清理结果", "choice", RESULTS, required=False)))  # fmt: skip


@guard("每件都有清理结果", making37.whole)
def all_settled(case: Any, said: dict, on: date) -> str | None:
    left = [i.n for i in case.items.filter(kind="cleaned") if not i.said.get("result")]
    return f"还有{len(left)}件没有清理结果" if left else None


class FilingReview(Procedure):
    key, label, since, law, facts = "filing@2024", "规范性文件备案审查", date(2023, 1, 1), supervision, Filing
    columns = ("title", "maker", "published_on")

    received, reviewing, correcting = State("形式审查"), State("审查"), State("待纠正")
    filed, corrected, escalated = State("准予备案", final=True), State("已纠正", final=True), State("提请撤销", final=True)
    lacking = State("待补材料")

    receive = Step(
        "收到报备",
        (),
        received,
        (CLERK, MAKER),
        (province.whole, own.whole),
        number="{word}备〔{year}〕{n}号",
        asks=("title", "maker", "published_on"),
    )
    lack = Step("通知补齐材料", received, lacking, CLERK, own.whole, asks=(Say("points", "缺少的材料"),), like="材料不合格")
    complete = Step("补齐材料", lacking, received, (CLERK, MAKER), own.whole)
    take = Step("材料合格，交审查", received, reviewing, CLERK, own.whole, assigns=HANDLER, like="材料合格")
    accept = Step("准予备案", reviewing, filed, HEAD, supervision[39], issues="备案回执", like="审查结果不同")
    advise = Step(
        "建议自行纠正",
        reviewing,
        correcting,
        HEAD,
        supervision[39],
        issues="备案审查意见书",
        asks=("correct_by", REASON),
        like="审查结果不同",
    )
    correct = Step(
        "已经纠正", correcting, corrected, (MAKER, HANDLER), supervision[39], asks=(Say("how", "纠正情况"),), like="纠正与否"
    )
    escalate = Step("提请撤销", correcting, escalated, HEAD, supervision[39], asks=(REASON,), like="纠正与否",
        needs=(guard("逾期不纠正", own.whole)(lambda c, s, on: None if c.facts.correct_by and on > c.facts.correct_by else "纠正期限还没有届满"),))  # fmt: skip
    correct_limit = Clock(
        "自行纠正",
        days(30),
        (advise,),
        (correct, escalate),
        basis=own.whole,
        ref="GF-D12",
        bind=MAKER,
        effect="逾期升级，提请撤销",
    )


class CleanUp(Procedure):
    key, label, since, law, facts = "norm_cleanup@2024", "规范性文件专项清理", date(2023, 1, 1), making37, Campaign
    columns = ("topic", "ground", "until")

    running = State("清理中")
    done = State("已公布结果", final=True)

    begin = Step(
        "部署清理",
        (),
        running,
        (CLERK, HANDLER),
        making37.whole,
        number="{word}清〔{year}〕{n}号",
        asks=("topic", "ground", "until?"),
        issues="清理通知",
    )
    enter = Step("列入清理", running, SAME, (CLERK, HANDLER), making37.whole, item=CLEANED)
    settle = Step(
        "记清理结果",
        running,
        SAME,
        HANDLER,
        making37.whole,
        alters=CLEANED,
        asks=(Say("result", "清理结果", "choice", RESULTS), Say("found", "发现的问题", required=False)),
    )
    publish = Step("公布清理结果", running, done, HEAD, making37.whole, issues="清理结果公告", needs=(all_settled,))
    limit = Clock(
        "清理期限", days(0), (begin.counted_from_fact("until"),), (publish,), basis=making37.whole, ref="GF-D13", bind=HANDLER
    )
