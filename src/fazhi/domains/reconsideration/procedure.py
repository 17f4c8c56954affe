"""行政复议 under the law of 2023, in the order of its chapters: application, acceptance, trial, decision, performance."""

from datetime import date

from fazhi.domains.reconsideration import conditions as must
from fazhi.domains.reconsideration import endings, filing
from fazhi.domains.reconsideration.guide import GUIDE
from fazhi.domains.reconsideration.models import Reconsideration
from fazhi.domains.reconsideration.scope import SILENT
from fazhi.domains.reconsideration.seats import (
    CORRECTOR,
    END_GROUNDS,
    LAW,
    LENIENCY,
    MAKER,
    PEOPLE,
    REASON,
    REFUSALS,
    RULES,
    SUITS,
    TRANSFEREE,
    WORDS,
)  # fmt: skip
from fazhi.kernel.calendar import before, days, workdays
from fazhi.kernel.declare import (
    APPLICANT,
    CLERK,
    HANDLER,
    HEAD,
    LAW_ITSELF,
    ORGAN_HEAD,
    PREVIOUS,
    RESPONDENT,
    SAME,
    THIRD_PARTY,
    Clock,
    Procedure,
    Say,
    State,
    Step,
    guard,
)  # fmt: skip

law = LAW
OFFICE, NUMBER = (HANDLER, HEAD), "{word}行复〔{year}〕{n}号"
ORDINARY, SUMMARY = {"track": "普通程序"}, {"track": "简易程序"}
APPLICATION = (
    "channel", "act_kind", "category?", "respondent_class?", "penalty_kind?", "act_doc_no?", "act_made_on?", "act_known_on?",
    "known_how?", "amount_fen?", "acts?", "on_spot?", "request?", "reasons?", "prior?", "immovable?", "norm_asked?", "damages_asked?",
    "stay_asked?", "in_court?", "late_cause?", "monitored?", "posted_on?", "untold?", "right_known_on?", "apply_days?", "obstacle_from?",
    "obstacle_until?", "duty_asked_on?", "duty_until?", "urgent?", "against_will?", "enterprise?", "group_size?", "representatives?", "agents?", "legal_aid?", "act_public?",
)  # fmt: skip
one_act = guard("一份申请针对一个行政行为", law[22, 4])(must.one_act)
longer = guard("申请期限只长不短", law[20, 1])(filing.longer_by_law)
group = guard("人数众多的推选代表人", (law[15, 1], RULES[8]))(must.group_represented)
not_extra = guard("勘验、鉴定已结束", (RULES[34], RULES[37]))(must.not_excluding)
MERITS = (
    guard("决定的种类", (law[63], law[64], law[65], law[66], law[67], law[68], law[69], law[71]))(endings.decision_only),
    guard("写明履行期限", (law[64, 1], law[66]))(endings.term_fixed),
    guard("重作随撤销", law[64, 1])(endings.redo_fits),
    guard("机构提出意见", law[61, 1])(endings.proposed),
    guard("答复或者期满", (law[48], law[54, 1], law[70]))(endings.answered_or_silent),
    guard("听取意见", law[49])(endings.heard),
    guard("应当听证的已听证", (law[50, 1], law[61, 2]))(endings.hearing_held),
    guard("应当咨询的已咨询", (law[52, 2], law[61, 3]))(endings.committee_heard),
    guard("附带审查已处理", (law[56], law[59]))(endings.norm_examined),
    guard("赔偿请求一并决定", law[72, 1])(endings.damages_answered),
    guard("不作更不利的变更", law[63, 2])(endings.not_worse),
    guard("按最强的一项登记", law[61, 1])(endings.strongest),
    guard("期限内，或者按超期登记", law[62])(endings.in_term_or_flagged),
)


def merits(facts: object) -> bool:
    """Whether the applicant may now go to court: a decision was made, or reconsideration had to come first."""
    return facts.prior or facts.outcome not in ("", "BHS")  # type: ignore[attr-defined]


class Reconsideration2024(Procedure):
    key, label, since, law, facts = "reconsideration@2024", "行政复议", date(2024, 1, 1), LAW, Reconsideration
    columns, filters = ("act_kind", "category", "track", "outcome"), ("act_kind", "category", "track", "outcome", "enterprise")
    public, office, guide = ("receive",), "政府", GUIDE
    document_words, scope, silent = WORDS, ((LAW, 1, 90),), SILENT
    transition = (
        "新法自2024年1月1日施行（第九十条），未设溯及既往的规定；依《立法法》（2023）第一百零四条，2023年12月31日前收到的申请按2017年修正文本办完。"
        "确需改按新法办理的，须以“换版”步骤留痕并写明依据。"
    )

    with_organ, examining, correcting = State("原机关处理"), State("受理审查"), State("待补正")
    accepted, summary_trial = State("受理"), State("审理（简易程序）", chapter="审理")
    trial, suspended = State("审理（普通程序）", chapter="审理"), State("中止", chapter="审理")
    decided, performing, done = (
        State("已决定待送达", chapter="决定"),
        State("履行中", chapter="执行"),
        State("已履行", chapter="执行"),
    )
    ended = State("终止", chapter="决定")
    refused, waived, settled = State("不予受理", final=True), State("视为放弃", final=True), State("受理前终结", final=True)
    routed, self_corrected, archived = (
        State("已告知转办", final=True),
        State("原机关自行纠正", final=True),
        State("归档", final=True),
    )
    OPEN, AFTER = (accepted, summary_trial, trial), (refused, decided, performing, done, ended, archived)

    # 第二章 申请（第十一条至第二十九条）
    receive = Step("收到申请", (), examining, (CLERK, APPLICANT), (law[22, 2], law[11], law[14], law[24]), number=NUMBER,
        asks=APPLICATION, needs=(one_act, group, longer))  # fmt: skip
    receive_oral = Step("口头申请", (), examining, CLERK, law[22, 3], number=NUMBER, issues="口头申请笔录",
        asks=(*APPLICATION, Say("record_signed", "申请人已签字确认", "bool", required=False)), like="口头申请须当场记录",
        needs=(one_act, group, longer, guard("当场记录并确认", law[22, 3])(must.oral_recorded)))  # fmt: skip
    receive_by_organ = Step("原机关代收", (), with_organ, (RESPONDENT, CLERK), law[32, 1], number=NUMBER, asks=APPLICATION,
        needs=(one_act, longer, guard("可以通过原机关提交", law[32, 1])(must.through_organ)))  # fmt: skip
    forward = Step("转送复议机关", with_organ, examining, (RESPONDENT, CLERK), law[32, 2], issues="转送函")
    self_correct = Step("自行纠正", with_organ, self_corrected, (RESPONDENT, CLERK), law[32, 2], asks=(REASON,))
    delegate = Step("登记代理人", (examining, correcting, *OPEN, suspended), SAME, (HANDLER, CLERK), (law[17], law[18]),
        asks=("agents", "legal_aid?"))  # fmt: skip

    # 第三章 受理（第三十条至第三十五条）
    correct = Step("通知补正", examining, correcting, HANDLER, law[31, 1], issues="补正通知书",
        asks=(Say("points", "需要补正的事项", "long"),), needs=(guard("一次性载明", law[31, 1])(must.once),))  # fmt: skip
    more_time = Step("延长补正期限", correcting, SAME, HANDLER, law[31, 2], asks=(REASON,),
        needs=(guard("合理的补正期限", (law[31, 2], LENIENCY.whole))(must.longest_mending),))  # fmt: skip
    mend = Step("提交补正材料", correcting, examining, (APPLICANT, CLERK), law[31, 3])
    waive = Step("视为放弃", correcting, waived, HANDLER, law[31, 2], asks=(REASON,),
        needs=(guard("补正期限已满", law[31, 2])(must.mending_over),))  # fmt: skip
    accept = Step("受理", examining, accepted, HEAD, (law[30, 1], law[36, 1]), issues="受理通知书", assigns=HANDLER, needs=(
        guard("在申请期限内", (law[20], law[21]))(filing.in_time), guard("履行期限已满", (law[11, 1, 11], RULES[16, 1]))(filing.not_early),
        guard("法院未受理", law[29, 2])(must.not_in_court),
        guard("没有申请过", (law[30, 1, 7], law[74, 2]))(must.not_twice)))  # fmt: skip
    refuse = Step("不予受理", examining, refused, ORGAN_HEAD, (law[30, 2], law[12]), issues="不予受理决定书",
        asks=(Say("refuse_ground", "不予受理事由", "choice", REFUSALS), REASON, Say("right_organ", "有管辖权的机关", required=False)),
        needs=(guard("告知有管辖权的机关", law[30, 2])(must.right_organ_named),))  # fmt: skip
    deemed = Step(
        "视为受理", examining, accepted, LAW_ITSELF, law[30, 3], issues="受理通知书", like="期满之日起视为受理，其后与受理相同"
    )
    withdraw_early = Step("受理前撤回", (examining, correcting), settled, (APPLICANT, CLERK), law[5, 1],
        asks=(Say("mediated", "经案前化解", "bool", required=False),))  # fmt: skip
    route = Step(
        "告知其他途径", examining, routed, HANDLER, law[30, 2], issues="告知书", asks=(Say("to_organ", "转往机关"), REASON)
    )
    order_accept = Step("上级责令纠正", refused, examining, HEAD, law[35], asks=(Say("order_no", "责令文号"),))
    court_accept = Step("法院判决重新处理", refused, examining, HEAD, (SUITS[70], SUITS[94]), asks=("court", "court_no"))
    assign = Step("指定承办人", (examining, *OPEN, suspended), SAME, HEAD, (law[36, 1], law[6, 2]), assigns=HANDLER)

    # 第四章 审理（第三十六条至第六十条）
    summary = Step("适用简易程序", accepted, summary_trial, HANDLER, law[53], issues="适用简易程序通知书", sets=SUMMARY,
        asks=("agreed_summary?",), needs=(guard("四类案件或者各方同意", law[53])(must.summary_fits),),
        like="简易程序另计审理和答复期限")  # fmt: skip
    ordinary = Step("适用普通程序", accepted, trial, HANDLER, law[36, 1], sets=ORDINARY, asks=("major?", "technical?"))
    convert = Step(
        "转为普通程序", summary_trial, trial, HEAD, law[55], issues="转为普通程序通知书", sets=ORDINARY, asks=(REASON,)
    )
    serve = Step("发送申请书副本", (summary_trial, trial), SAME, HANDLER, (law[48], law[54, 1]), issues="行政复议答复通知书")  # fmt: skip
    answer = Step(
        "提交答复和证据", (summary_trial, trial, suspended), SAME, (RESPONDENT, HANDLER), (law[48], law[54, 1], law[44, 1])
    )
    supplement = Step("补充证据", (summary_trial, trial), SAME, (RESPONDENT, HANDLER), law[46, 2], asks=(
        Say("collected_on", "收集日期", "date"), Say("new_ground", "对方提出新理由或者新证据", "bool", required=False),
        Say("agreed", "复议机构同意", "bool", required=False)), needs=(guard("不得自行收集", law[46])(must.own_evidence),))  # fmt: skip
    give_evidence = Step("申请人提供证据", (summary_trial, trial), SAME, (APPLICANT, HANDLER), (law[43], law[44, 2]))
    notify_third = Step("通知第三人", (*OPEN,), SAME, HANDLER, law[16, 1], issues="第三人参加行政复议通知书", joins=(THIRD_PARTY,),
        asks=(Say("on_request", "依申请参加", "bool", required=False), "third_asks?"))  # fmt: skip
    read_file = Step("查阅案卷", (*OPEN, suspended), SAME, HANDLER, law[47], asks=(Say("granted", "同意查阅", "bool", required=False),
        Say("secret", "不同意的法定情形", required=False)), needs=(guard("除法定情形外应当同意", law[47])(must.access_refused),))  # fmt: skip
    listen = Step("听取意见", (summary_trial, trial), SAME, HANDLER, (law[49], RULES[32]), asks=(
        Say("way", "方式", "choice", (("当面", "当面"), ("互联网", "互联网"), ("电话", "电话"))), PEOPLE, Say("record", "笔录摘要", "long"),
        Say("mediable", "有调解意愿", "bool", required=False)), needs=(guard("两人以上", RULES[32])(must.two_people),))  # fmt: skip
    hearing_notice = Step("听证通知", trial, SAME, HANDLER, (law[50, 2], law[51, 1]), issues="听证通知书",
        asks=("hearing_on", Say("place", "地点"), Say("matters", "拟听证事项", required=False)),
        needs=(guard("五日前通知", law[51, 1])(must.notice_five_days),))  # fmt: skip
    hear = Step("举行听证", trial, SAME, HANDLER, (law[50, 3], law[51, 3]), asks=(Say("presider", "主持人", "person"),
        Say("hearers", "听证员数", "number"), Say("recorder", "记录员", "person"), Say("head_came", "被申请人负责人参加", "bool", required=False),
        Say("absent_reason", "负责人未参加的理由", required=False), Say("delegated", "已委托工作人员", "bool", required=False),
        Say("applicant_absent", "申请人无故不参加", "bool", required=False)),
        needs=(guard("按通知举行", law[51, 1])(must.hearing_notified), guard("听证组成", law[50, 3])(must.hearing_manned), guard("负责人参加", law[51, 3])(must.head_or_reason)))  # fmt: skip
    committee = Step(
        "委员会咨询意见", trial, SAME, HANDLER, (law[52, 2], law[52, 3]), asks=(Say("opinion", "咨询意见", "long"),)
    )
    investigate = Step("调查取证", (summary_trial, trial), SAME, HANDLER, law[45], asks=(PEOPLE, Say("cards", "已出示证件", "bool"),
        Say("record", "笔录摘要", "long")), needs=(guard("不得少于两人", law[45, 2])(must.two_people),
        guard("出示证件", law[45, 2])(must.cards_shown)))  # fmt: skip
    exclude = Step("开始勘验或者鉴定", (summary_trial, trial), SAME, HANDLER, (RULES[34], RULES[37]), sets={"excluding": True}, asks=(
        Say("what", "事项", "choice", (("现场勘验", "现场勘验"), ("鉴定", "鉴定"))),), needs=(not_extra,))  # fmt: skip
    include = Step("勘验或者鉴定结束", (summary_trial, trial), SAME, HANDLER, (RULES[34], RULES[37]), sets={"excluding": False})
    stay = Step("停止执行", (*OPEN, suspended), SAME, ORGAN_HEAD, law[42], issues="停止执行通知书", asks=(REASON,))
    suspend = Step("中止", OPEN, suspended, ORGAN_HEAD, (law[39, 1], law[39, 3]), issues="中止行政复议通知书", asks=("suspend_ground", REASON,
        Say("both_agreed", "双方同意中止", "bool", required=False)), needs=(not_extra, guard("双方同意", law[39, 1, 6])(must.both_agreed), guard("附带审查另有步骤", law[39, 1, 9])(must.secretly_grounded)), like="中止事由决定能否依第四十一条终止")  # fmt: skip
    norm_review = Step("启动规范性文件审查", OPEN, suspended, ORGAN_HEAD, (law[39, 1, 9], law[13], law[56], law[57]),
        issues="中止行政复议通知书", asks=("norm_title", "norm_power", "norm_raised_on"), sets={"suspend_ground": "9"},
        needs=(not_extra, guard("提出之日属实", (law[56], law[57]))(must.raised_in_case)), like="附带审查另有处理、转送期限")  # fmt: skip
    ask_maker = Step("通知制定机关答复", suspended, SAME, HANDLER, (law[58, 1], law[58, 2]), issues="规范性文件答复通知书", joins=(MAKER,),
        needs=(guard("本机关有权处理", law[58, 1])(must.norm_ours),))  # fmt: skip
    maker_answer = Step("制定机关书面答复", suspended, SAME, (MAKER, HANDLER), law[58, 1])
    norm_result = Step("规范性文件处理结果", suspended, SAME, ORGAN_HEAD, law[59], asks=(Say("norm_result", "处理结果", "choice",
        (("合法", "条款合法，在决定书中告知"), ("停止", "停止该条款执行并责令纠正"))),), needs=(guard("本机关有权处理", law[56])(must.norm_ours),))  # fmt: skip
    transfer = Step("转送有权机关", suspended, SAME, HANDLER, (law[56], law[57]), issues="规范性文件转送函", joins=(TRANSFEREE,),
        needs=(guard("本机关无权处理", law[56])(must.norm_theirs),))  # fmt: skip
    transfer_reply = Step(
        "有权机关回复", suspended, SAME, (TRANSFEREE, HANDLER), law[60], asks=(Say("reply", "处理意见", "long"),)
    )
    resume = Step("恢复审理", suspended, PREVIOUS, ORGAN_HEAD, (law[39, 2], law[39, 3]), issues="恢复审理通知书",
        needs=(guard("附带审查有结果", (law[59], law[60]))(endings.resumable),))  # fmt: skip
    order_resume = Step(
        "上级责令恢复审理", suspended, PREVIOUS, HEAD, law[40], issues="恢复审理通知书", asks=(Say("order_no", "责令文号"),)
    )
    urge = Step("上级督促", (*OPEN, suspended), SAME, HEAD, law[35], asks=(Say("order_no", "责令文号"),))
    extend = Step("延期审理", (summary_trial, trial), SAME, HEAD, law[62, 1], issues="延期审理通知书", asks=(REASON,), needs=(
        guard("简易程序不延期", law[62, 2])(must.not_summary), guard("只延一次", law[62, 1])(must.first_extension),
        guard("期满前批准", law[62, 1])(must.before_expiry), guard("不超过三十日", law[62, 1])(must.longest_extension)))  # fmt: skip
    withdraw = Step("申请撤回", (*OPEN, suspended), SAME, (APPLICANT, HANDLER), (law[41, 1, 1], law[74, 2]), asks=(
        Say("why", "撤回理由", "choice", (("自愿", "自愿撤回"), ("和解", "达成和解"), ("改正", "被申请人已改正"))), "after_mediation?"))  # fmt: skip
    terminate = Step("终止", (*OPEN, suspended), ended, ORGAN_HEAD, (law[41], law[74, 2]), issues="终止行政复议决定书",
        asks=("outcome", REASON, Say("end_ground", "法定终止事由", "choice", END_GROUNDS, required=False)), like="终止不经审查意见", needs=(
        guard("终止的种类", law[41])(endings.termination_only), guard("法定终止事由", law[41])(endings.termination_grounded), guard("已申请撤回", law[41, 1, 1])(endings.withdrawal_asked),))  # fmt: skip
    terminate_after = Step("中止满六十日终止", suspended, ended, ORGAN_HEAD, law[41, 1, 5], issues="终止行政复议决定书",
        sets={"outcome": "ZZ-QT"}, needs=(guard("三项事由中止满六十日", law[41, 1, 5])(must.suspended_sixty_days),))  # fmt: skip
    dismiss = Step("驳回申请", OPEN, decided, ORGAN_HEAD, law[33], issues="驳回行政复议申请决定书", sets={"outcome": "BHS"}, asks=(REASON,),
        like="程序性驳回，不受实体决定的条件限制")  # fmt: skip

    # 第五章 决定（第六十一条至第七十九条）
    propose = Step("提出审查意见", (summary_trial, trial), SAME, HANDLER, law[61, 1], asks=(Say("draft", "拟办意见", "long"),))
    decide = Step("作出决定", (summary_trial, trial), decided, ORGAN_HEAD, (law[61, 1], law[62], law[63], law[64], law[65], law[66],
        law[67], law[68], law[69], law[70], law[71], law[72], law[75, 1]), issues="行政复议决定书", apart=(propose,), needs=MERITS, asks=(
        "outcome", "sub_outcomes?", "redo?", "perform_by?", "unheard_reason?", Say("approval", "通过方式", "choice",
        (("负责人同意", "机关负责人同意"), ("集体讨论", "集体讨论通过"))), Say("damages", "赔偿请求的决定", required=False),
        Say("worse", "对申请人更为不利", "bool", required=False), Say("third_evidence", "第三人提供证据", "bool", required=False),
        Say("overdue_reason", "逾期原因", required=False)))  # fmt: skip
    mediate = Step("调解结案", (summary_trial, trial, suspended), decided, ORGAN_HEAD, (law[5], law[73, 1]), issues="行政复议调解书",
        sets={"outcome": "TJ", "after_mediation": True}, asks=("changes_act?", "perform_by?", Say("signed", "各方已签字签章", "bool")),
        needs=(guard("各方签字签章", law[73, 1])(endings.agreement_signed),), like="调解书由各方签字，不经决定的程序")  # fmt: skip
    agree_mediation = Step("同意调解", (summary_trial, trial), SAME, (APPLICANT, RESPONDENT, HANDLER), law[5],
        asks=(Say("wish", "希望怎样解决", "long", required=False),))  # fmt: skip
    failed_mediation = Step("调解未成", (summary_trial, trial), SAME, HANDLER, law[73, 2], asks=(REASON,))
    take_effect = Step("送达生效", decided, performing, HANDLER, (law[75, 2], law[88, 1]),
        needs=(guard("有送达凭证", law[75, 2])(endings.served),))  # fmt: skip
    perform = Step("履行完毕", performing, done, (RESPONDENT, HANDLER), law[77, 1], asks=(Say("proof", "履行情况"),))
    order_perform = Step("责令限期履行", performing, SAME, ORGAN_HEAD, (law[77, 2], law[83]), issues="责令限期履行通知书", asks=("perform_by",
        Say("interview", "约谈负责人", "bool", required=False), Say("criticise", "通报批评", "bool", required=False)),
        needs=(guard("已逾履行期限", law[77, 2])(endings.past_performance),))  # fmt: skip
    enforce = Step("强制执行", performing, SAME, HANDLER, law[78], asks=(Say("enforcer", "执行机关", "choice",
        (("原行政机关", "作出行政行为的机关"), ("行政复议机关", "行政复议机关"), ("人民法院", "申请人民法院"))),),
        needs=(guard("逾期不起诉", law[78])(endings.not_suable), guard("谁来执行", law[78])(endings.right_enforcer),))  # fmt: skip
    opinion = Step("制发意见书", (*OPEN, decided, performing, done, ended), SAME, ORGAN_HEAD, law[76], issues="行政复议意见书", joins=(CORRECTOR,),
        asks=(Say("finding", "发现的问题", "long"),))  # fmt: skip
    feedback = Step("意见书反馈", (*OPEN, decided, performing, done, ended, archived), SAME, (RESPONDENT, CORRECTOR, HANDLER), (law[76], law[77, 1]),
        asks=(Say("corrected", "纠正情况", "long"),))  # fmt: skip
    publish = Step("公开决定书", (performing, done, archived), SAME, HANDLER, law[79, 1])
    copy = Step(
        "抄告上一级主管部门", (performing, done, archived), SAME, HANDLER, law[79, 2], asks=(Say("to_organ", "抄告机关"),)
    )
    sued = Step("收到应诉通知", AFTER, SAME, OFFICE, (law[10], law[34], SUITS[45]), asks=("court", "court_no?"))
    suit_term_over = Step("起诉期限届满", AFTER, SAME, LAW_ITSELF, (law[34], SUITS[45]))
    third_term_over = Step("第三人起诉期限届满", AFTER, SAME, LAW_ITSELF, SUITS[45])
    settle_check = Step("登记实质性化解", (performing, done, ended, archived), SAME, HANDLER, law[1], asks=("settled",))
    report_lead = Step(
        "移送问题线索", (*OPEN, decided, performing), SAME, HEAD, (law[85], law[86]), asks=(Say("to_organ", "移送机关"), REASON)
    )
    archive = Step("归档", (performing, done, ended), archived, HANDLER, law[75, 1], asks=(Say("volumes", "卷宗目录", required=False),),
        needs=(guard("已履行", law[77, 1])(endings.performed), guard("卷宗齐备", law[88, 1])(endings.papers_reached)), like="无履行内容的可直接归档")  # fmt: skip

    # 期限：第八十八条第二款，三、五、七、十日为工作日；其余为自然日
    RECEIVED, ACCEPTED, ENDS = (
        (receive, receive_oral, forward),
        (accept, deemed),
        (decide, mediate, dismiss, terminate, terminate_after),
    )
    PAUSES = (
        (suspend, resume),
        (norm_review, resume),
        (suspend, order_resume),
        (norm_review, order_resume),
        (exclude, include),
    )
    OUT = (accept, refuse, deemed, correct, withdraw_early, route)
    forward_limit = Clock(
        "原机关转送", workdays(5), (receive_by_organ,), (forward, self_correct), basis=law[32, 2], ref="FY-08", bind=RESPONDENT
    )
    examine_limit = Clock("受理审查", workdays(5), (*RECEIVED, mend, order_accept, court_accept), OUT, basis=(law[30, 1], law[88, 2]), then=deemed, ref="FY-05",
        bind=HEAD, effect="期满未决定不予受理的，自期满之日起视为受理")  # fmt: skip
    correct_notice = Clock("通知补正期限", workdays(5), RECEIVED, OUT, basis=(law[31, 1], law[88, 2]), ref="FY-06",
        effect="逾期不得再以材料不齐为由要求补正，按受理审查处理")  # fmt: skip
    mend_limit = Clock("申请人补正", workdays(10), (correct.delivered_to(APPLICANT),), (mend, waive, withdraw_early), basis=(law[31, 2], law[88, 2]),
        then=waive, ref="FY-07", bind=APPLICANT, extend=(more_time, workdays(10), law[31, 2]), effect="无正当理由逾期不补正的，视为放弃申请，记录在案")  # fmt: skip
    send_limit = Clock(
        "发送副本（普通程序）", workdays(7), ACCEPTED, (serve, summary), basis=(law[48], law[88, 2]), ref="FY-10"
    )
    answer_limit = Clock("被申请人答复（普通程序）", workdays(10), (serve.delivered_to(RESPONDENT),), (answer,), basis=(law[48], law[88, 2]), ref="FY-11",
        bind=RESPONDENT, when=lambda f: f.track != "简易程序", when_label="普通程序", effect="逾期不答复、不举证的，视为没有证据、依据（第七十条）")  # fmt: skip
    summary_send = Clock("发送副本（简易程序）", workdays(3), (summary.counted_from(accept), summary.counted_from(deemed)), (serve,),
        basis=(law[54, 1], law[88, 2]), ref="FY-12")  # fmt: skip
    summary_answer = Clock("被申请人答复（简易程序）", workdays(5), (serve.delivered_to(RESPONDENT),), (answer,), basis=(law[54, 1], law[88, 2]),
        ref="FY-13", bind=RESPONDENT, when=lambda f: f.track == "简易程序", when_label="简易程序", effect="同普通程序（第七十条）")  # fmt: skip
    trial_limit = Clock("审理期限", days(60), (*ACCEPTED, convert.counted_from(accept), convert.counted_from(deemed)), (*ENDS, summary),
        basis=law[62, 1], ref="FY-14", bind=ORGAN_HEAD, pause=PAUSES, extend=(extend, days(30), law[62, 1]),
        effect="逾期未决定的，申请人可自期满之日起十五日内起诉（第三十四条），可向上级行政机关反映（第三十五条）")  # fmt: skip
    summary_limit = Clock("审理期限（简易程序）", days(30), (summary.counted_from(accept), summary.counted_from(deemed)), (*ENDS, convert),
        basis=law[62, 2], ref="FY-16", bind=ORGAN_HEAD, pause=PAUSES, effect="不得延长；不宜适用的转为普通程序，期限为受理起六十日")  # fmt: skip
    hearing_limit = Clock("听证通知期限", before(workdays(5)), (hearing_notice.counted_from_fact("hearing_on"),),
        (hearing_notice.delivered_to(APPLICANT), hear), basis=(law[51, 1], law[88, 2]), ref="FY-17", effect="通知逾期的应另定听证日期")  # fmt: skip
    suspension_limit = Clock("中止满六十日", days(60), (suspend,), (resume, order_resume, terminate, terminate_after), basis=law[41, 1, 5],
        then=terminate_after, ref="FY-18", when=lambda f: f.suspend_ground in ("1", "2", "4"), when_label="第三十九条第一款第一、二、四项",
        effect="中止的原因仍未消除的，决定终止", bind=ORGAN_HEAD)  # fmt: skip
    norm_limit = Clock("规范性文件处理", days(30), (norm_review.counted_from_fact("norm_raised_on"),), (norm_result,), basis=(law[56], law[57]),
        ref="FY-19", when=lambda f: f.norm_power == "本机关有权", when_label="本机关有权处理", bind=ORGAN_HEAD)  # fmt: skip
    transfer_limit = Clock("规范性文件转送", workdays(7), (norm_review.counted_from_fact("norm_raised_on"),), (transfer,),
        basis=(law[56], law[57], law[88, 2]), ref="FY-20", when=lambda f: f.norm_power == "转送其他机关", when_label="本机关无权处理")  # fmt: skip
    maker_notice = Clock("通知制定机关", workdays(3), (norm_review,), (ask_maker,), basis=(law[58, 1], law[88, 2]), ref="FY-21",
        when=lambda f: f.norm_power == "本机关有权", when_label="本机关有权处理")  # fmt: skip
    maker_limit = Clock("制定机关答复", workdays(10), (ask_maker.delivered_to(MAKER),), (maker_answer,), basis=(law[58, 1], law[88, 2]), ref="FY-22",
        bind=MAKER)  # fmt: skip
    reply_limit = Clock(
        "有权机关回复",
        days(60),
        (transfer.delivered_to(TRANSFEREE),),
        (transfer_reply,),
        basis=law[60],
        ref="FY-23",
        bind=TRANSFEREE,
    )
    feedback_limit = Clock("意见书落实报送", days(60), (opinion.delivered_to(CORRECTOR), opinion.delivered_to(RESPONDENT)), (feedback,),
        basis=law[76], ref="FY-24", bind=CORRECTOR, effect="责令限期履行，可以约谈、通报批评（第七十七条）")  # fmt: skip
    redo_limit = Clock("重新作出行政行为", days(60), (decide.delivered_to(RESPONDENT),), (perform,), basis=(RULES[49], law[64, 1]), ref="FY-25",
        bind=RESPONDENT, when=lambda f: f.redo and not f.perform_by, when_label="责令重作而未另定期限", effect="责令限期履行，追究责任")  # fmt: skip
    perform_limit = Clock("履行复议决定", days(0), tuple(s.counted_from_fact("perform_by") for s in (decide, mediate, order_perform)), (perform,),
        basis=(law[66], law[77, 1]), ref="FY-D1", bind=RESPONDENT, effect="逾期不履行的，责令限期履行，可以约谈、通报批评（第七十七条第二款）")  # fmt: skip
    suit_limit = Clock("申请人起诉", days(15), tuple(s.delivered_to(APPLICANT) for s in (refuse, dismiss, decide)), (sued, suit_term_over),
        basis=(law[34], SUITS[45]), ref="FY-26", bind=APPLICANT, then=suit_term_over, when=merits, when_label="复议前置，或者已作出复议决定",
        effect="逾期丧失起诉的权利，决定不再可诉")  # fmt: skip
    third_suit_limit = Clock("第三人起诉", days(15), (decide.delivered_to(THIRD_PARTY),), (sued, third_term_over), basis=SUITS[45], ref="FY-D2",
        bind=THIRD_PARTY, then=third_term_over, effect="自第三人收到之日另行计算；各方起诉期限都届满，才可以强制执行（第七十八条）")  # fmt: skip
