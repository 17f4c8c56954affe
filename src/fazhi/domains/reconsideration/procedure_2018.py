"""行政复议 under the text of 2017 (in force 2018-2023): receipt is acceptance, no summary procedure, only 5 and 7 days are working days."""

from datetime import date

from fazhi.domains.reconsideration import conditions as must
from fazhi.domains.reconsideration import endings, filing
from fazhi.domains.reconsideration.models import Reconsideration
from fazhi.domains.reconsideration.procedure import APPLICATION, NUMBER, merits
from fazhi.domains.reconsideration.seats import END_GROUNDS, OLD_LAW, PEOPLE, REASON, REFUSALS, RULES, SUITS, TRANSFEREE, WORDS
from fazhi.kernel.calendar import days, workdays
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

law = OLD_LAW
longer = guard("申请期限只长不短", law[9, 1])(filing.longer_by_law)
not_extra = guard("勘验、鉴定已结束", (RULES[34], RULES[37]))(must.not_excluding)


class Reconsideration2018(Procedure):
    key, label, since, until = "reconsideration@2018", "行政复议（2017年文本）", date(2018, 1, 1), date(2023, 12, 31)
    law, facts = OLD_LAW, Reconsideration
    columns, filters, office = ("act_kind", "category", "outcome"), ("act_kind", "category", "outcome"), "政府"
    document_words, scope = WORDS, ((OLD_LAW, 1, 43),)
    transition = "2024年1月1日前收到的申请按本文本办完：2023年修订的行政复议法（第九十条）未设溯及既往的规定，依《立法法》（2023）第一百零四条。"
    silent = {
        (1, 2): "目的和适用范围，不设办理步骤", (4, 4): "原则，不设办理步骤",
        (12, 15): "管辖，不属于本机关的按第十七条告知或者按第十八条转送", (30, 30): "复议前置的范围，收件时登记“复议前置”",
        (34, 37): "责任追究由有权机关办理", (39, 39): "不收费和经费", (41, 43): "涉外适用、与旧法的关系和施行日期",
    }  # fmt: skip

    examining, correcting, accepted = State("受理审查"), State("待补正"), State("受理")
    trial, suspended = State("审理"), State("中止", chapter="审理")
    decided, performing = State("已决定待送达", chapter="决定"), State("履行中", chapter="执行")
    done, ended = State("已履行", chapter="执行"), State("终止", chapter="决定")
    refused, waived, settled = State("不予受理", final=True), State("视为放弃", final=True), State("受理前终结", final=True)
    routed, archived = State("已告知转办", final=True), State("归档", final=True)
    OPEN, AFTER = (accepted, trial), (refused, decided, performing, done, ended, archived)

    receive = Step(
        "收到申请",
        (),
        examining,
        (CLERK, APPLICANT),
        (law[6], law[9], law[10], law[11], law[17, 2]),
        number=NUMBER,
        asks=APPLICATION,
        needs=(longer,),
    )
    receive_oral = Step("口头申请", (), examining, CLERK, law[11], number=NUMBER, issues="口头申请笔录",
        asks=(*APPLICATION, Say("record_signed", "申请人已签字确认", "bool", required=False)),
        needs=(longer, guard("当场记录并确认", (law[11], RULES[20]))(must.oral_recorded),))  # fmt: skip
    correct = Step("通知补正", examining, correcting, HANDLER, RULES[29], issues="补正通知书",
        asks=(Say("points", "需要补正的事项", "long"), Say("mend_by", "补正期限", "date")),
        needs=(guard("合理的补正期限", RULES[29])(must.mending_term),))  # fmt: skip
    mend = Step("提交补正材料", correcting, examining, (APPLICANT, CLERK), RULES[29])
    waive = Step("视为放弃", correcting, waived, HANDLER, RULES[29], asks=(REASON,),
        needs=(guard("补正期限已满", RULES[29])(must.mending_over),))  # fmt: skip
    accept = Step("受理", examining, accepted, HEAD, (law[17, 2], law[3]), issues="受理通知书", assigns=HANDLER,
        needs=(
        guard("在申请期限内", (law[9], RULES[15]))(filing.in_time_2018), guard("履行期限已满", RULES[16, 1])(filing.not_early),
        guard("法院未受理", law[16, 2])(must.not_in_court)))  # fmt: skip
    deemed = Step("视为受理", examining, accepted, LAW_ITSELF, law[17, 2], like="五日内未决定不予受理的，自收到之日起即为受理")
    refuse = Step("不予受理", examining, refused, ORGAN_HEAD, (law[17, 1], law[8]), issues="不予受理决定书",
        asks=(Say("refuse_ground", "不予受理事由", "choice", REFUSALS), REASON, Say("right_organ", "有管辖权的机关", required=False)))  # fmt: skip
    withdraw_early = Step("受理前撤回", (examining, correcting), settled, (APPLICANT, CLERK), law[25],
        asks=(Say("mediated", "经案前化解", "bool", required=False),))  # fmt: skip
    route = Step(
        "告知其他途径",
        examining,
        routed,
        HANDLER,
        (law[17, 1], law[18]),
        issues="告知书",
        asks=(Say("to_organ", "转往机关"), REASON),
    )
    order_accept = Step("上级责令受理", refused, examining, HEAD, law[20], asks=(Say("order_no", "责令文号"),))

    court_accept = Step("法院判决重新处理", refused, examining, HEAD, (SUITS[70], SUITS[94]), asks=("court", "court_no"))
    ordinary = Step("开始审理", accepted, trial, HANDLER, law[22], sets={"track": "普通程序"}, asks=("major?", "technical?"))
    serve = Step("发送申请书副本", trial, SAME, HANDLER, law[23, 1], issues="行政复议答复通知书")
    answer = Step("提交答复和证据", (trial, suspended), SAME, (RESPONDENT, HANDLER), law[23, 1])
    supplement = Step("补充证据", trial, SAME, (RESPONDENT, HANDLER), law[24], asks=(Say("collected_on", "收集日期", "date"),),
        needs=(guard("不得自行收集", law[24])(must.own_evidence),))  # fmt: skip
    notify_third = Step("通知第三人", OPEN, SAME, HANDLER, (law[10, 3], RULES[9]), issues="第三人参加行政复议通知书", joins=(THIRD_PARTY,),
        asks=("third_asks?",))  # fmt: skip
    read_file = Step("查阅案卷", (*OPEN, suspended), SAME, HANDLER, law[23, 2], asks=(Say("granted", "同意查阅", "bool", required=False),
        Say("secret", "不同意的法定情形", required=False)), needs=(guard("除法定情形外不得拒绝", law[23, 2])(must.access_refused),))  # fmt: skip
    listen = Step("听取意见", trial, SAME, HANDLER, law[22], asks=(PEOPLE, Say("record", "笔录摘要", "long")),
        needs=(guard("两人以上", RULES[32])(must.two_people),))  # fmt: skip
    hear = Step("举行听证", trial, SAME, HANDLER, (law[22], RULES[33]), asks=(Say("presider", "主持人", "person"),
        Say("hearers", "听证员数", "number")))  # fmt: skip
    exclude = Step("开始勘验或者鉴定", trial, SAME, HANDLER, (RULES[34], RULES[37]), sets={"excluding": True}, asks=(
        Say("what", "事项", "choice", (("现场勘验", "现场勘验"), ("鉴定", "鉴定"))),), needs=(not_extra,))  # fmt: skip
    include = Step("勘验或者鉴定结束", trial, SAME, HANDLER, (RULES[34], RULES[37]), sets={"excluding": False})
    stay = Step("停止执行", (*OPEN, suspended), SAME, ORGAN_HEAD, law[21], issues="停止执行通知书", asks=(REASON,))
    suspend = Step("中止", OPEN, suspended, ORGAN_HEAD, RULES[41], issues="中止行政复议通知书", asks=("suspend_ground", REASON), needs=(not_extra,),
        like="中止事由决定能否终止")  # fmt: skip
    norm_review = Step("启动规范性文件审查", OPEN, suspended, ORGAN_HEAD, (law[7], law[26], law[27]), issues="中止行政复议通知书",
        asks=("norm_title", "norm_power", "norm_raised_on"), sets={"suspend_ground": "9"},
        needs=(not_extra, guard("提出之日属实", (law[26], law[27]))(must.raised_in_case)), like="附带审查另有处理、转送期限")  # fmt: skip
    norm_result = Step("规范性文件处理结果", suspended, SAME, ORGAN_HEAD, (law[26], law[27]), asks=(Say("norm_result", "处理结果", "long"),),
        needs=(guard("本机关有权处理", law[26])(must.norm_ours),))  # fmt: skip
    transfer = Step("转送有权机关", suspended, SAME, HANDLER, (law[26], law[27]), issues="规范性文件转送函", joins=(TRANSFEREE,),
        needs=(guard("本机关无权处理", law[26])(must.norm_theirs),))  # fmt: skip
    transfer_reply = Step(
        "有权机关回复", suspended, SAME, (TRANSFEREE, HANDLER), law[26], asks=(Say("reply", "处理意见", "long"),)
    )
    resume = Step("恢复审理", suspended, PREVIOUS, ORGAN_HEAD, RULES[41], issues="恢复审理通知书",
        needs=(guard("附带审查有结果", law[26])(endings.resumable),))  # fmt: skip
    extend = Step("延期审理", trial, SAME, ORGAN_HEAD, law[31, 1], issues="延期审理通知书", asks=(REASON,), needs=(
        guard("只延一次", law[31, 1])(must.first_extension), guard("期满前批准", law[31, 1])(must.before_expiry),
        guard("不超过三十日", law[31, 1])(must.longest_extension)))  # fmt: skip
    withdraw = Step("申请撤回", (*OPEN, suspended), SAME, (APPLICANT, HANDLER), (law[25], RULES[38]), asks=(
        Say("why", "撤回理由", "choice", (("自愿", "自愿撤回"), ("和解", "达成和解"), ("改正", "被申请人已改正"))), "after_mediation?"))  # fmt: skip
    terminate = Step("终止", (*OPEN, suspended), ended, ORGAN_HEAD, (law[25], RULES[42]), issues="终止行政复议决定书", asks=("outcome", REASON,
        Say("end_ground", "法定终止事由", "choice", (*END_GROUNDS, ("中止满六十日", "中止满六十日，原因仍未消除")), required=False)), needs=(
        guard("终止的种类", RULES[42])(endings.termination_only), guard("法定终止事由", RULES[42])(endings.termination_grounded),
        guard("三项事由中止满六十日", RULES[42, 2])(endings.full_sixty_days), guard("已申请撤回", law[25])(endings.withdrawal_asked),), like="终止不经审查意见")  # fmt: skip
    dismiss = Step("驳回申请", OPEN, decided, ORGAN_HEAD, RULES[48], issues="驳回行政复议申请决定书", sets={"outcome": "BHS"}, asks=(REASON,),
        like="程序性驳回")  # fmt: skip
    propose = Step("提出审查意见", trial, SAME, HANDLER, law[28, 1], asks=(Say("draft", "拟办意见", "long"),))
    decide = Step("作出决定", trial, decided, ORGAN_HEAD, (law[28], law[29], law[31, 1], law[31, 2]), issues="行政复议决定书", apart=(propose,), asks=(
        "outcome", "sub_outcomes?", "redo?", "perform_by?", Say("approval", "通过方式", "choice", (("负责人同意", "机关负责人同意"),
        ("集体讨论", "集体讨论通过"))), Say("damages", "赔偿请求的决定", required=False), Say("worse", "对申请人更为不利", "bool", required=False),
        Say("overdue_reason", "逾期原因", required=False)), needs=(
        guard("决定的种类", law[28, 1])(endings.decision_only_2018), guard("写明履行期限", law[28, 1, 2])(endings.term_fixed),
        guard("机构提出意见", law[28, 1])(endings.proposed), guard("答复或者期满", law[28, 1, 4])(endings.answered_or_silent_2018),
        guard("附带审查已处理", law[26])(endings.norm_examined), guard("赔偿请求一并决定", law[29, 1])(endings.damages_answered),
        guard("不作更不利的决定", RULES[51])(endings.not_worse), guard("按最强的一项登记", law[28, 1])(endings.strongest),
        guard("期限内，或者按超期登记", law[31, 1])(endings.in_term_or_flagged)))  # fmt: skip
    mediate = Step("调解结案", (trial, suspended), decided, ORGAN_HEAD, RULES[50], issues="行政复议调解书", sets={"outcome": "TJ", "after_mediation": True},
        asks=("changes_act?", "perform_by?", Say("signed", "各方已签字签章", "bool")), like="调解书由各方签字",
        needs=(guard("各方签字签章", RULES[50])(endings.agreement_signed),))  # fmt: skip
    take_effect = Step(
        "送达生效",
        decided,
        performing,
        HANDLER,
        (law[31, 3], law[40, 1]),
        needs=(guard("有送达凭证", law[31, 3])(endings.served),),
    )
    perform = Step("履行完毕", performing, done, (RESPONDENT, HANDLER), law[32, 1], asks=(Say("proof", "履行情况"),))
    order_perform = Step("责令限期履行", performing, SAME, ORGAN_HEAD, law[32, 2], issues="责令限期履行通知书", asks=("perform_by",),
        needs=(guard("已逾履行期限", law[32, 2])(endings.past_performance),))  # fmt: skip
    enforce = Step("强制执行", performing, SAME, HANDLER, law[33], asks=(Say("enforcer", "执行机关", "choice",
        (("原行政机关", "作出行政行为的机关"), ("行政复议机关", "行政复议机关"), ("人民法院", "申请人民法院"))),),
        needs=(guard("逾期不起诉", law[33])(endings.not_suable), guard("谁来执行", law[33])(endings.right_enforcer),))  # fmt: skip
    opinion = Step("制发意见书", (*OPEN, decided, performing, done, ended), SAME, ORGAN_HEAD, RULES[57], issues="行政复议意见书",
        asks=(Say("finding", "发现的问题", "long"),))  # fmt: skip
    feedback = Step("意见书反馈", (*OPEN, decided, performing, done, ended, archived), SAME, (RESPONDENT, HANDLER), RULES[57],
        asks=(Say("corrected", "纠正情况", "long"),))  # fmt: skip
    propose_discipline = Step(
        "提出处理建议", (*OPEN, decided, performing), SAME, HEAD, law[38], asks=(Say("to_organ", "有关机关"), REASON)
    )
    sued = Step("收到应诉通知", AFTER, SAME, (HANDLER, HEAD), (law[5], law[19], SUITS[45]), asks=("court", "court_no?"))
    suit_term_over = Step("起诉期限届满", AFTER, SAME, LAW_ITSELF, (law[19], SUITS[45]))
    third_term_over = Step("第三人起诉期限届满", AFTER, SAME, LAW_ITSELF, SUITS[45])
    archive = Step("归档", (performing, done, ended), archived, HANDLER, law[31, 2], needs=(guard("已履行", law[32, 1])(endings.performed),
        guard("卷宗齐备", law[40, 1])(endings.papers_reached)),
        asks=(Say("volumes", "卷宗目录", required=False),), like="无履行内容的可直接归档")  # fmt: skip

    # 期限：第四十条第二款，只有五日、七日为工作日
    RECEIVED, ENDS = (receive, receive_oral), (decide, mediate, dismiss, terminate)
    PAUSES = ((correct, mend), (suspend, resume), (norm_review, resume), (exclude, include))
    AGAIN = (order_accept, court_accept)  # what a refusal had ended begins anew
    OUT = (accept, refuse, deemed, correct, withdraw_early, route)
    examine_limit = Clock("受理审查", workdays(5), (*RECEIVED, mend, *AGAIN), OUT, basis=(law[17, 1], law[40, 2]), then=deemed, ref="FY17-05",
        bind=HEAD, effect="未决定不予受理的，自收到之日起即为受理")  # fmt: skip
    correct_notice = Clock("通知补正期限", workdays(5), RECEIVED, OUT, basis=(RULES[29], law[40, 2]), ref="FY17-06")
    mend_limit = Clock("申请人补正", days(0), (correct.counted_from_fact("mend_by"),), (mend, waive, withdraw_early), basis=RULES[29], then=waive,
        ref="FY17-07", bind=APPLICANT, effect="无正当理由逾期不补正的，视为放弃申请；期限由补正通知书载明")  # fmt: skip
    redirect_limit = Clock("转送有权机关（县级政府代收）", workdays(7), (), (), basis=(law[18], law[40, 2]), ref="FY17-08", bind=CLERK,
        counted_from="接到行政复议申请之日")  # fmt: skip
    send_limit = Clock("发送副本", workdays(7), (*RECEIVED, *AGAIN), (serve, refuse, waive, withdraw_early, route), basis=(law[23, 1], law[40, 2]), ref="FY17-10",
        pause=((correct, mend),))  # fmt: skip
    answer_limit = Clock("被申请人答复", days(10), (serve.delivered_to(RESPONDENT),), (answer,), basis=law[23, 1], ref="FY17-11", bind=RESPONDENT,
        effect="逾期不答复、不举证的，视为没有证据、依据，决定撤销（第二十八条第一款第四项）")  # fmt: skip
    trial_limit = Clock("审理期限", days(60), (*RECEIVED, *AGAIN), ENDS, basis=(law[31, 1], law[17, 2]), ref="FY17-14", bind=ORGAN_HEAD, pause=PAUSES,
        extend=(extend, days(30), law[31, 1]), effect="逾期未决定的，复议前置案件可自期满之日起十五日内起诉（第十九条）")  # fmt: skip
    suspension_limit = Clock("中止满六十日", days(60), (suspend,), (resume, terminate), basis=RULES[42, 2], ref="FY17-18", bind=ORGAN_HEAD,
        when=lambda f: f.suspend_ground in ("1", "2", "4"), when_label="条例第四十一条第一款第一、二、三项", effect="中止的原因仍未消除的，终止")  # fmt: skip
    norm_limit = Clock("规范性文件处理", days(30), (norm_review.counted_from_fact("norm_raised_on"),), (norm_result,), basis=(law[26], law[27]),
        ref="FY17-19", when=lambda f: f.norm_power == "本机关有权", when_label="本机关有权处理", bind=ORGAN_HEAD)  # fmt: skip
    transfer_limit = Clock("规范性文件转送", workdays(7), (norm_review.counted_from_fact("norm_raised_on"),), (transfer,),
        basis=(law[26], law[27], law[40, 2]), ref="FY17-20", when=lambda f: f.norm_power == "转送其他机关", when_label="本机关无权处理")  # fmt: skip
    reply_limit = Clock(
        "有权机关处理",
        days(60),
        (transfer.delivered_to(TRANSFEREE),),
        (transfer_reply,),
        basis=law[26],
        ref="FY17-23",
        bind=TRANSFEREE,
    )
    feedback_limit = Clock(
        "意见书落实报送",
        days(60),
        (opinion.delivered_to(RESPONDENT),),
        (feedback,),
        basis=RULES[57],
        ref="FY17-24",
        bind=RESPONDENT,
    )
    redo_limit = Clock("重新作出行政行为", days(60), (decide.delivered_to(RESPONDENT),), (perform,), basis=RULES[49], ref="FY17-25", bind=RESPONDENT,
        when=lambda f: f.redo and not f.perform_by, when_label="责令重作而未另定期限")  # fmt: skip
    perform_limit = Clock("履行复议决定", days(0), tuple(s.counted_from_fact("perform_by") for s in (decide, mediate, order_perform)), (perform,),
        basis=(law[28, 1, 2], law[32, 1]), ref="FY17-D1", bind=RESPONDENT, effect="逾期不履行的，责令限期履行（第三十二条第二款）")  # fmt: skip
    suit_limit = Clock("申请人起诉", days(15), tuple(s.delivered_to(APPLICANT) for s in (refuse, dismiss, decide)), (sued, suit_term_over),
        basis=(law[19], SUITS[45]), ref="FY17-26", bind=APPLICANT, then=suit_term_over, when=merits, when_label="复议前置，或者已作出复议决定")  # fmt: skip
    third_suit_limit = Clock("第三人起诉", days(15), (decide.delivered_to(THIRD_PARTY),), (sued, third_term_over), basis=SUITS[45], ref="FY17-D2",
        bind=THIRD_PARTY, then=third_term_over)  # fmt: skip
