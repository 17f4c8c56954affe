"""The two gates (no agenda slot without a passed review, no seal without a review number) and the register of what is owed a review."""

from datetime import date

from fazhi.domains.legality import conditions as must
from fazhi.domains.legality.models import AgendaTopic, Owed, SealUse
from fazhi.domains.legality.rules import MACHINE, SENDER, audit115, decisions, own
from fazhi.kernel.declare import CLERK, HANDLER, HEAD, SAME, Procedure, Say, Seat, State, Step, guard

OFFICE = Seat("office", "政府办秘书")
SEALER = Seat("sealer", "印章管理人")
REASON = Say("reason", "理由", "long")
passed = guard("审查通过", (decisions[25, 2], audit115.whole))(must.reviewed)


class Agenda(Procedure):
    key, label, since, law, facts = "agenda@2024", "常务会议议题", date(2023, 1, 1), decisions, AgendaTopic
    columns = ("topic", "kind", "review_no", "meeting_on")

    waiting, slotted = State("待排期"), State("已排期")
    decided, dropped = State("已审议", final=True), State("撤下", final=True)

    propose = Step("提请上会", (), waiting, (SENDER, OFFICE, CLERK), decisions[29], number="{word}议题〔{year}〕{n}号",
        asks=("topic", "kind", "sender?", "review_no?"))  # fmt: skip
    slot = Step("排期上会", waiting, slotted, (OFFICE, CLERK), (decisions[25, 2], audit115.whole), asks=("review_no?", "meeting_on"), needs=(
        passed, guard("保证必要的审查时间", (decisions[26, 2], audit115.whole))(must.enough_time)))  # fmt: skip
    decide = Step("记录审议结果", slotted, decided, (OFFICE, CLERK), decisions[30], asks=(
        Say("result", "审议结果", "choice", (("passed", "通过"), ("changed", "修改后通过"), ("refused", "不通过"))),
        Say("dissent", "不同意见", "long", required=False)))  # fmt: skip
    drop = Step("撤下议题", (waiting, slotted), dropped, (OFFICE, CLERK), own.whole, asks=(REASON,))


class Seal(Procedure):
    key, label, since, law, facts = "seal_use@2024", "合同用印登记", date(2023, 1, 1), own, SealUse
    columns = ("topic", "partner", "amount_fen", "review_no")

    waiting = State("待用印")
    sealed, refused = State("已用印", final=True), State("不予用印", final=True)

    ask = Step("申请用印", (), waiting, (SENDER, SEALER, CLERK), own.whole, number="{word}用印〔{year}〕{n}号",
        asks=("topic", "sender?", "partner?", "amount_fen?", "review_no?"))  # fmt: skip
    stamp = Step("用印", waiting, sealed, (SEALER, CLERK), own.whole, asks=("review_no?",), needs=(passed,
        guard("合同审查意见书", own.whole)(must.for_contract)), like="用印须有审查编号")  # fmt: skip
    refuse = Step("不予用印", waiting, refused, (SEALER, CLERK), own.whole, asks=(REASON,))


class OwedReview(Procedure):
    key, label, since, law, facts = "owed_review@2024", "应审事项", date(2023, 1, 1), audit115, Owed
    register, columns, filters = True, ("topic", "kind", "source", "review_no"), ("kind", "source")

    owed = State("应审未审")
    reviewed, waived = State("已审", final=True), State("免审", final=True)

    list_it = Step("列入应审", (), owed, (CLERK, MACHINE), (audit115.whole, own.whole), number="{word}应审〔{year}〕{n}号",
        asks=("topic", "kind", "source", "sender?", "origin?"))  # fmt: skip
    match = Step("对上审查件", owed, reviewed, (CLERK, HANDLER, MACHINE), own.whole, asks=("review_no",),
        needs=(guard("意见书真实存在", own.whole)(must.review_known),), like="审查后销号")  # fmt: skip
    waive = Step("免审", owed, waived, HEAD, own.whole, asks=("waiver",), like="列入免审目录")
    urge = Step("督促送审", owed, SAME, (CLERK, HANDLER), own.whole, issues="送审督促函", asks=(REASON,))
