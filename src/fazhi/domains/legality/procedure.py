"""合法性审查, from the sender's desk to the signed opinion and, where the draft must change, round again."""

from datetime import date

from fazhi.domains.legality import conditions as must
from fazhi.domains.legality.models import Matter
from fazhi.domains.legality.papers import assigned
from fazhi.domains.legality.particulars import FORMS, fits
from fazhi.domains.legality.particulars import readable as written
from fazhi.domains.legality.rules import (
    ADOPTION,
    COUNSEL,
    FINDING,
    JUDGED,
    MACHINE,
    OPINION,
    SENDER,
    SEVERITY,
    STATUS,
    SUGGESTION,
    audit115,
    business,
    decisions,
    fairness,
    making37,
    own,
    secrets,
)  # fmt: skip
from fazhi.kernel.calendar import days, workdays
from fazhi.kernel.declare import (
    ANY,
    CLERK,
    HANDLER,
    HEAD,
    ORGAN_HEAD,
    OTHER_CASE,
    SAME,
    Basis,
    Clock,
    Procedure,
    Say,
    State,
    Step,
    guard,
)  # fmt: skip

REASON = Say("reason", "理由", "long")
MATTER = ("kind", "secret?", "issuer?", "by_government?", "source?", "operators?", "public_interest?", "spending?", "replaces?",
          "amount_fen?", "partner?")  # fmt: skip
SIGNED = ("opinion_no", Say("basis", "审查依据", "list", required=False), Say("content", "审查意见", "long", required=False),
          Say("draft", "送审版本", required=False), Say("reviewer", "审查人", required=False), Say("adviser", "论证人", required=False),
          Say("articles", "依据条文", "list", required=False))  # fmt: skip

open_file = guard("不属于涉密件", secrets[31, 1, 3])(must.not_secret)
complete = guard("材料齐全", (decisions[26, 1], audit115.whole))(must.materials_complete)
readable = guard("送审稿可以读取且不涉密", (secrets[31, 1, 3], own.whole))(must.draft_readable)
matched = guard("意见条与确认的疑点对应", own.whole)(must.suggestions_match)
numbered = guard("编号一次分配", own.whole)(must.number_allotted)
first, again = (guard(f"{n}意见用对应的签发步骤", own.whole)(must.signed_before(n == "复审")) for n in ("首次", "复审"))
fair = guard("公平竞争审查已经完成", (fairness[18], decisions[29, 1, 1]))(must.competition_fit)


def form(key: str, label: str, states: tuple[State, ...], kinds: str, basis: Basis | tuple[Basis, ...]) -> Step:
    """One form of particulars: what the rules of material, date and metadata ask of certain kinds of matter."""
    needs = (guard("件类相符", own.whole)(fits(kinds)), guard("写法可读", own.whole)(written))
    return Step(label, states, SAME, (SENDER, CLERK, HANDLER), basis, asks=FORMS[key], needs=needs)


def signing_step(
    label: str, repeated: bool, origin: State, to: State, people: tuple[Step, ...], conclusion: str, needs: tuple
) -> Step:
    """Signing one conclusion: of the first review, or again of the changed draft, which is a paper of its own."""
    law = (decisions[25, 2] if conclusion == "unlawful" else decisions[28], audit115.whole)
    name, paper = ("复审签发", "合法性复审意见书") if repeated else ("签发", "合法性审查意见书")
    return Step(f"{name}：{label}", origin, to, ORGAN_HEAD, law, apart=people, item=SUGGESTION, issues=paper, sets={"conclusion": conclusion},
                asks=SIGNED, needs=(again if repeated else first, *needs), like="结论不同，去向不同")  # fmt: skip


class Legality2024(Procedure):
    key, label, since, law, facts = "legality@2024", "合法性审查", date(2023, 1, 1), decisions, Matter
    columns, filters = (
        ("kind", "issuer", "opinion_no", "conclusion"),
        ("kind", "source", "conclusion", "emergency", "operators"),
    )
    document_words = {"受理通知书": "受", "退回补正通知书": "补"}
    words = staticmethod(assigned)
    scope = ((decisions, 25, 28),)
    silent = {decisions[27]: "审查的内容，由审查规则目录（fazhi sheet review）逐条列出，不是步骤"}

    preparing, submitted = State("准备送审", chapter="送审"), State("形式审查", chapter="送审")
    returned = State("待补正", chapter="送审")
    reviewing, consulting, supplying = (
        State("审查中", chapter="审查"),
        State("专家论证", chapter="审查"),
        State("补充材料", chapter="审查"),
    )
    checking, signing = State("待复核", chapter="复核签发"), State("待签发", chapter="复核签发")
    issued, passed, unlawful = (
        State("待修改反馈", chapter="采纳复审"),
        State("可提交", chapter="上会用印"),
        State("不合法", chapter="采纳复审"),
    )
    concluded = State("办结", final=True, chapter="办结")
    withdrawn, outside, ended = State("撤回", final=True), State("不属于审查范围", final=True), State("终止", final=True)

    # 送审（S7、S8）：涉密件在第一步就被拒绝
    register = Step("登记送审件", (), preparing, (SENDER, CLERK), (decisions[25, 1], audit115.whole, making37.whole), asks=MATTER,
        needs=(open_file,), number="{word}送审〔{year}〕{n}号")  # fmt: skip
    take_over = Step("前一程序送审", (), preparing, OTHER_CASE, (decisions[25, 1], audit115.whole), needs=(open_file,),
        asks=tuple(f"{a.rstrip('?')}?" for a in MATTER), number="{word}送审〔{year}〕{n}号", like="由制定程序、决策程序转来")  # fmt: skip
    describe = Step("补充件情", preparing, SAME, (SENDER, CLERK), own.whole, asks=tuple(f"{a.rstrip('?')}?" for a in MATTER), joins=(SENDER,),
        needs=(open_file,))  # fmt: skip
    upload = Step("上传送审稿", (preparing, returned), SAME, (SENDER, CLERK), decisions[26, 1], needs=(readable,))
    add_material = Step("交送审材料", (preparing, returned, supplying), SAME, (SENDER, CLERK), decisions[26, 1],
        asks=("materials", "waived?"))  # fmt: skip
    TELL = (preparing, returned, supplying, reviewing)
    tell_making = form("tell_making", "填写件情：制定", TELL, "NPDO", (audit115.whole, making37.whole))
    tell_published = form("tell_published", "填写件情：公布和施行", TELL, "NPD", making37.whole)
    tell_fairness = form("tell_fairness", "填写件情：公平竞争审查", TELL, "NPDC", (fairness[17], fairness[18]))
    tell_contract = form("tell_contract", "填写件情：合同", TELL, "C", own.whole)
    tell_decision = form("tell_decision", "填写件情：决策", TELL, "D", (decisions[25, 1], decisions[26, 1]))
    unit_review = Step("本单位法制审核", (preparing, returned), SAME, SENDER, (audit115.whole, own.whole), apart=(register,),
        asks=(Say("opinion", "审核意见", "long"),), needs=(guard("已经上传送审稿", decisions[26, 1])(must.draft_there),))  # fmt: skip
    reclassify = Step("改变件类", (preparing, submitted, reviewing), SAME, (SENDER, CLERK, HANDLER), own.whole, asks=("kind", "kind_reason"),
        needs=(guard("写明理由", own.whole)(must.change_explained),))  # fmt: skip
    submit = Step("提交送审", preparing, submitted, SENDER, (decisions[26, 1], audit115.whole), apart=(unit_review,), issues="送审单", needs=(complete,
        guard("本单位已经审核", audit115.whole)(must.unit_reviewed)))  # fmt: skip
    accept = Step("受理", submitted, reviewing, CLERK, (decisions[26, 1], audit115.whole), issues=("受理通知书", "分办单"), assigns=HANDLER,
        asks=(Say("assisting", "协办人", required=False), Say("advisers", "拟请论证人", required=False)), needs=(complete,))  # fmt: skip
    send_back = Step("退回补正", submitted, returned, CLERK, decisions[26, 1], issues="退回补正通知书",
        asks=(Say("points", "要补正的事项", "long"),), needs=(guard("一次写明", decisions[26, 1])(must.materials_lacking),))  # fmt: skip
    resend = Step("补正后再送", returned, submitted, SENDER, decisions[26, 1], needs=(complete,))
    decline = Step("不属于审查范围", submitted, outside, CLERK, own.whole, issues="不予受理通知书", asks=(REASON,))
    emergency = Step("批准紧急通道", (preparing, submitted, returned, reviewing), SAME, ORGAN_HEAD, audit115.whole, sets={"emergency": True},
        issues="紧急事由单", asks=(Say("approval", "批准文件文号"), REASON))  # fmt: skip
    emergency_assess = Step("紧急件补评估", (reviewing, checking, signing, issued, passed), SAME, (HANDLER, SENDER), own.whole,
        asks=(Say("assessment", "补评估情况", "long"),))  # fmt: skip

    # 审查（S10 至 S12）
    machine = Step("机器初审", reviewing, SAME, MACHINE, own.whole, item=FINDING, needs=(
        guard("每版一次", own.whole)(must.machine_once),), asks=(Say("reviewed_version", "审查的版次", "number"), Say("catalogue", "规则目录版本"),
        Say("engine", "引擎版本"), Say("law_day", "法律按哪一天", "date"), Say("remarks", "说明", "list", required=False)))  # fmt: skip
    mended = Step("疑点已修改", reviewing, SAME, MACHINE, own.whole, alters=FINDING, asks=(Say("status", "处理", "choice", STATUS), Say("gone_in", "不再出现的版次", "number")))  # fmt: skip
    adopt_by_text = Step("修改稿已采纳", reviewing, SAME, MACHINE, decisions[28], alters=SUGGESTION,
        asks=(Say("adoption", "采纳情况", "choice", ADOPTION), Say("reason", "理由", required=False)))  # fmt: skip
    assist = Step("语言模型提示", reviewing, SAME, MACHINE, own.whole, item=FINDING, asks=(Say("model", "模型"), Say("discarded", "舍弃条数", "number", required=False)))  # fmt: skip
    judge = Step("处理疑点", reviewing, SAME, HANDLER, (decisions[27], audit115.whole), alters=FINDING, asks=(
        Say("status", "处理", "choice", JUDGED), Say("reason", "驳回理由", required=False), Say("severity", "等级", "choice", SEVERITY, required=False),
        Say("why", "问题", "long", required=False), Say("advice", "建议", "long", required=False), Say("replacement", "可改为", "long", required=False)),
        needs=(guard("驳回须有理由", own.whole)(must.rejection_explained),))  # fmt: skip
    add = Step("增加疑点", reviewing, SAME, HANDLER, (decisions[27], audit115.whole), item=FINDING)
    consult = Step("请专家论证", reviewing, consulting, HANDLER, decisions[28], issues="论证委托书", joins=(COUNSEL,), asks=(Say("name", "论证人"),
        Say("question", "论证的问题", "long")), needs=(guard("名册在册且不须回避", decisions[28])(must.counsel_listed),))  # fmt: skip
    advise = Step(
        "提出论证意见",
        consulting,
        reviewing,
        COUNSEL,
        decisions[28],
        item=OPINION,
        issues="论证意见书",
        like="论证期间不计入审查时限",
    )
    recall = Step("收回论证", consulting, reviewing, HANDLER, own.whole, asks=(REASON,), like="论证期间不计入审查时限")
    ask_more = Step("要求补充材料", reviewing, supplying, HANDLER, decisions[26, 1], asks=(Say("points", "补充事项", "long"),))
    supply = Step("补充完毕", supplying, reviewing, (SENDER, CLERK), decisions[26, 1], like="补充期间不计入审查时限")
    compete = Step(
        "转公平竞争审查",
        (preparing, reviewing),
        SAME,
        (SENDER, HANDLER),
        (fairness[13], fairness[14], business[63]),
        opens="competition",
    )
    first_review = Step("初审", reviewing, checking, HANDLER, (decisions[27], decisions[28]), apart=(register, unit_review), issues="初审意见", asks=(
        Say("opinion", "初审意见", "long"),), needs=(guard("机器初审已经完成", own.whole)(must.machine_ran),
        guard("疑点逐条处理", own.whole)(must.all_judged), guard("已经听取法律顾问、公职律师意见", decisions[28])(must.counsel_heard)))  # fmt: skip

    # 复核、签发（S13、S14）：送审人、初审人、复核人、签发人各不相同
    check = Step("复核", checking, signing, HEAD, own.whole, apart=(first_review, register, unit_review), issues="复核意见", asks=(
        Say("opinion", "复核意见", required=False),))  # fmt: skip
    back = Step("退回重审", (checking, signing), reviewing, (HEAD, ORGAN_HEAD), own.whole, asks=(REASON,))
    PEOPLE = (first_review, check, register, unit_review)
    LAWFUL = (matched, numbered, fair, guard("没有未改的应改问题", decisions[25, 2])(must.nothing_grave))
    AMEND = (matched, numbered, guard("确有应改的问题", own.whole)(must.something_grave))
    sign_lawful = signing_step("合法", False, signing, passed, PEOPLE, "lawful", LAWFUL)
    sign_amend = signing_step("应当予以修改", False, signing, issued, PEOPLE, "amend", AMEND)
    sign_unlawful = signing_step("不合法", False, signing, unlawful, PEOPLE, "unlawful", (matched, numbered))
    sign_lawful_again = signing_step("合法", True, signing, passed, PEOPLE, "lawful", LAWFUL)
    sign_amend_again = signing_step("应当予以修改", True, signing, issued, PEOPLE, "amend", AMEND)
    sign_unlawful_again = signing_step("不合法", True, signing, unlawful, PEOPLE, "unlawful", (matched, numbered))

    # 采纳反馈、复审（S15、S16）
    answer = Step("逐条反馈", (issued, passed, unlawful), SAME, SENDER, decisions[28], alters=SUGGESTION, asks=(
        Say("adoption", "采纳情况", "choice", ADOPTION), Say("reason", "理由", required=False)),
        needs=(guard("不采纳须有理由", decisions[28])(must.refusal_explained),))  # fmt: skip
    feedback = Step("反馈完毕", (issued, passed, unlawful), SAME, SENDER, decisions[28], issues="采纳反馈表",
        needs=(guard("逐条反馈", decisions[28])(must.all_answered),))  # fmt: skip
    object_to = Step("提出异议", (issued, passed, unlawful), SAME, SENDER, own.whole, asks=(REASON,))
    settle = Step("答复异议", (issued, passed, unlawful), SAME, HEAD, own.whole, asks=(Say("reply", "答复", "long"),))
    resubmit = Step("提交修改稿", (issued, unlawful), reviewing, SENDER, decisions[28], needs=(readable,))

    # 出口：S17 可提交以后上会、用印另有两道闸门（procedure_gates.py）
    tell_risk = Step("明示法律风险提交", unlawful, passed, ORGAN_HEAD, decisions[25, 2], sets={"risk_told": True}, issues="法律风险说明书", asks=(Say("risk", "法律风险说明", "long"),),
        needs=(guard("探索性改革决策事项", decisions[25, 2])(must.exploratory),), like="不经修改，风险须书面说明")  # fmt: skip
    conclude = Step("办结", passed, concluded, (CLERK, HANDLER), own.whole, asks=(Say("result", "办理结果"),))
    withdraw = Step("撤回", (preparing, submitted, returned, reviewing, consulting, supplying, checking, signing), withdrawn, SENDER, own.whole,
        issues="撤回送审确认书", asks=(REASON,))  # fmt: skip
    terminate = Step("终止审查", (submitted, reviewing, checking, signing, issued, unlawful), ended, ORGAN_HEAD, (decisions[25, 2], own.whole),
        issues="终止审查决定", asks=(REASON,))  # fmt: skip
    note = Step("记录", ANY, SAME, (HANDLER, HEAD), own.whole, asks=(Say("remark", "内容", "long"),))

    AGAIN = (sign_lawful_again, sign_amend_again, sign_unlawful_again)
    SIGNS, AWAY = (sign_lawful, sign_amend, sign_unlawful, *AGAIN), (withdraw, terminate)
    TO_ANSWER = (sign_amend, sign_unlawful, sign_amend_again, sign_unlawful_again)
    PAUSES = ((consult, advise), (consult, recall), (ask_more, supply))
    formal = Clock(
        "形式审查期限",
        workdays(1),
        (submit, resend),
        (accept, send_back, decline, *AWAY),
        basis=own.whole,
        ref="GF-D1",
        bind=CLERK,
    )
    shortest = Clock("合法性审核（最短）", workdays(5), (accept,), (*SIGNS, *AWAY), basis=audit115.whole, ref="GF-02a", when=lambda f: f.kind == "N",
        when_label="行政规范性文件", pause=PAUSES, effect="一般不少于五个工作日；不足的不得排期上会，突发事件、上级紧急命令除外")  # fmt: skip
    longest = Clock("合法性审核（最长）", workdays(15), (accept,), (*SIGNS, *AWAY), basis=audit115.whole, ref="GF-02b",
        when=lambda f: f.kind == "N", when_label="行政规范性文件", pause=PAUSES, effect="未经审核不得提交集体审议")  # fmt: skip
    contract_term = Clock("合同和其他文件合法性审查", workdays(5), (accept,), (*SIGNS, *AWAY), basis=own.whole, ref="GF-08",
        when=lambda f: f.kind in ("P", "C", "O"), when_label="政策性文件、合同协议、其他涉法事项", pause=PAUSES, effect="超期预警，不视为通过")  # fmt: skip
    decision_term = Clock("重大决策合法性审查（最短）", workdays(7), (accept,), (*SIGNS, *AWAY), basis=decisions[26, 2], ref="JC-03",
        when=lambda f: f.kind == "D", when_label="重大行政决策", pause=PAUSES, effect="一般不少于七个工作日；未经审查的不得提交讨论")  # fmt: skip
    again_n = Clock("复审期限（规范性文件）", workdays(15), (resubmit,), (*SIGNS, *AWAY), basis=audit115.whole, ref="GF-D9a",
        when=lambda f: f.kind == "N", when_label="行政规范性文件", pause=PAUSES, effect="同初次审核")  # fmt: skip
    again_other = Clock("复审期限（其他）", workdays(5), (resubmit,), (*SIGNS, *AWAY), basis=own.whole, ref="GF-D9b",
        when=lambda f: f.kind != "N", when_label="行政规范性文件以外的", pause=PAUSES, effect="超期预警，不视为通过")  # fmt: skip
    counsel_term = Clock(
        "论证期限", workdays(3), (consult,), (advise, recall, *AWAY), basis=own.whole, ref="GF-D2", bind=COUNSEL
    )
    check_term = Clock("复核期限", workdays(1), (first_review,), (check, back, *AWAY), basis=own.whole, ref="GF-D3", bind=HEAD)
    sign_term = Clock("签发期限", workdays(1), (check,), (*SIGNS, back, *AWAY), basis=own.whole, ref="GF-D4", bind=ORGAN_HEAD)
    answer_term = Clock("采纳反馈期限", workdays(5), TO_ANSWER, (feedback, resubmit, tell_risk, terminate), basis=own.whole,
        ref="GF-D5", bind=SENDER, effect="逾期未反馈的计入采纳率的分母并单列")  # fmt: skip
    object_term = Clock("异议期限", workdays(3), TO_ANSWER, (object_to, feedback, resubmit, tell_risk, terminate), basis=own.whole,
        ref="GF-D6", bind=SENDER)  # fmt: skip
    assess_term = Clock("紧急件补评估", days(30), (emergency,), (emergency_assess,), basis=own.whole, ref="GF-D7")
