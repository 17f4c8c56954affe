"""行政应诉 under the law of 2017: from the court's papers through answer, hearing and judgment to performance, for the defendant."""

from datetime import date

from fazhi.domains.litigation import conditions as must
from fazhi.domains.litigation.models import CAUSES, RANKS, Litigation
from fazhi.kernel.calendar import before, days, months
from fazhi.kernel.declare import (
    CLERK,
    HANDLER,
    HEAD,
    LAW_ITSELF,
    PREVIOUS,
    SAME,
    Clock,
    Law,
    Procedure,
    Say,
    Seat,
    State,
    Step,
    guard,
)

law = LAW = Law("中华人民共和国行政诉讼法", 2017)
READING = Law("最高人民法院关于适用《中华人民共和国行政诉讼法》的解释", 2018)
LEADERS = Law("最高人民法院关于行政机关负责人出庭应诉若干问题的规定", 2020)
ADVICE = Law("人民检察院检察建议工作规定", 2019)
JUDICIAL_ADVICE = Law("最高人民法院关于综合治理类司法建议工作若干问题的规定", 2023)
PLAINTIFF, COURT = Seat("plaintiff", "原告", "party"), Seat("court", "人民法院", "party")
REASON = Say("reason", "理由", "long")
EXCUSES = (("不可抗力", "不可抗力"), ("意外事件", "意外事件"), ("公务", "需要履行他人不能代替的公务"), ("其他", "其他正当事由"))
FAULTS = (
    ("1", "未出庭且无理由或者理由不成立"), ("2", "准许延期后仍无正当理由未出庭"), ("3", "负责人和工作人员均不出庭"),
    ("4", "未经许可中途退庭"), ("5", "拒绝解释说明致庭审无法进行"),
)  # fmt: skip


class Litigation2017(Procedure):
    key, label, since, law, facts = "litigation@2017", "行政应诉", date(2017, 7, 1), LAW, Litigation
    columns, filters = ("court", "instance", "category", "result"), ("court", "instance", "category", "result", "enterprise")
    scope = ((LEADERS, 1, 15),)
    silent = {
        LEADERS[1]: "适用范围，不设步骤", LEADERS[13]: "对原告异议和拒不到庭的处理由人民法院作出，不设步骤",
        LEADERS[14]: "统计、公开和通报由人民法院办理", LEADERS[15]: "施行日期",
    }  # fmt: skip

    received, answering, answered = State("已收应诉材料"), State("答辩中", chapter="答辩"), State("已答辩", chapter="答辩")
    awaiting, heard, pending = State("待开庭", chapter="庭审"), State("已开庭", chapter="庭审"), State("待判", chapter="庭审")
    judged, second = State("一审判决（上诉期）", chapter="一审裁判"), State("二审", chapter="二审")
    effective, performed, suspended = (
        State("生效", chapter="生效"),
        State("已履行", chapter="履行"),
        State("中止", chapter="庭审"),
    )
    withdrawn, mediated, transferred = State("撤诉", final=True), State("调解", final=True), State("移送", final=True)
    closed = State("结案", final=True)
    EARLY, COURTROOM = (received, answering, answered), (answered, awaiting, heard, pending, second)
    ALL = (received, answering, answered, awaiting, heard, pending, second)

    # 应诉与答辩（第三十一条、第三十四条、第三十六条、第六十七条）
    receive = Step("收到应诉材料", (), received, (CLERK, HANDLER), law[67, 1], number="{word}行诉〔{year}〕{n}号", sets={"instance": "一审"}, joins=(PLAINTIFF,),
        asks=("court", "court_no?", "filed_on?", "simple?", "category?", "cause?", "after_review?", "co_defendant?", "enterprise?",
        "amount_fen?"))  # fmt: skip
    assign = Step("确定承办", received, answering, HEAD, law[31, 1], assigns=HANDLER)
    ask_delay = Step("申请延期举证", answering, SAME, HANDLER, (law[36, 1], READING[34]), issues="延期提供证据申请书", asks=(REASON,),
        needs=(guard("举证期限内申请", READING[34])(must.asked_in_time),))  # fmt: skip
    grant_delay = Step("法院准许延期举证", answering, SAME, HANDLER, (law[36, 1], READING[34]))
    delay_over = Step("延期事由消除", answering, SAME, HANDLER, READING[34])
    answer = Step("提交答辩状和证据", answering, answered, HANDLER, (law[67, 1], law[34]), issues="答辩状",
        asks=(Say("evidence", "证据份数", "number"), Say("late_reason", "逾期原因", required=False)),
        needs=(guard("举证期限内", law[34, 2])(must.evidence_in_time),))  # fmt: skip

    # 出庭（第三条第三款；负责人出庭规定）
    summons = Step("收到开庭传票", (answered, heard, second), awaiting, (CLERK, HANDLER), (LEADERS[4], LEADERS[5, 2]), asks=("hearing_on",
        Say("noticed", "附出庭通知书", "bool", required=False), Say("notice_no", "出庭通知书文号", required=False)))  # fmt: skip
    appoint = Step("确定出庭人员", awaiting, SAME, HEAD, (law[3, 3], LEADERS[2], LEADERS[3], READING[128]), asks=(
        Say("head_name", "出庭负责人", "person", required=False), Say("head_rank", "职级", "choice", RANKS, required=False),
        Say("staff", "出庭工作人员", "person", required=False), Say("lawyers", "律师人数", "number", required=False),
        Say("of_lower", "系受托组织或者下级机关的负责人", "bool", required=False)),
        needs=(guard("本机关的负责人", LEADERS[2, 2])(must.own_leader), guard("不得仅委托律师", READING[128, 2])(must.staff_too)))  # fmt: skip
    change_leader = Step(
        "更换出庭负责人", awaiting, SAME, HANDLER, LEADERS[5, 3], asks=(Say("head_name", "出庭负责人", "person"),)
    )
    prove = Step("提交负责人身份证明", awaiting, SAME, HANDLER, (LEADERS[6, 1], READING[131, 1]), issues="负责人身份证明书",
        asks=(Say("stamped", "已加盖印章", "bool"),), needs=(guard("加盖印章", LEADERS[6, 1])(must.stamped),))  # fmt: skip
    unproved = Step("身份证明不合格", (awaiting, heard), SAME, HANDLER, LEADERS[6, 2], asks=(REASON,))
    excuse = Step("说明不能出庭", awaiting, SAME, HANDLER, (LEADERS[8], LEADERS[9, 1], READING[129]), issues="不能出庭情况说明", asks=(
        Say("why", "不能出庭的情形", "choice", EXCUSES), Say("proof", "证明材料", required=False), Say("stamped", "已加盖印章", "bool", required=False),
        Say("signed", "主要负责人签字", "bool", required=False)), needs=(guard("证明和印章", LEADERS[9, 1])(must.excuse_proven),))  # fmt: skip
    postpone = Step("延期开庭", awaiting, SAME, HANDLER, LEADERS[9, 3], asks=("hearing_on", REASON))
    hear = Step("开庭", awaiting, heard, HANDLER, (law[3, 3], LEADERS[7], LEADERS[10], LEADERS[11], READING[130]), asks=(
        Say("head_came", "负责人到庭", "bool", required=False), Say("head_rank", "职级", "choice", RANKS, required=False),
        Say("staff_came", "工作人员到庭", "bool", required=False), Say("spoke", "负责人就实质化解发言", "bool", required=False),
        Say("excused", "法院认可不能出庭的理由", "bool", required=False), Say("left", "中途退庭", "bool", required=False)),
        needs=(guard("传票所定之日", LEADERS[5, 2])(must.hearing_day), guard("登记职级", LEADERS[2, 1])(must.ranked)))  # fmt: skip
    end_hearing = Step("庭审终结", heard, pending, HANDLER, law[80])
    suspend = Step("中止诉讼", ALL, suspended, HANDLER, READING[87], asks=(REASON,))
    resume = Step("恢复诉讼", suspended, PREVIOUS, HANDLER, READING[87])

    # 裁判、上诉、再审（第六十二条至第九十二条）
    withdraw = Step("原告撤诉", ALL, withdrawn, HANDLER, law[62], needs=(guard("一审撤诉", law[62])(must.first_instance),), asks=(
        Say("why", "撤诉情形", "choice", (("自愿", "自愿撤诉"), ("和解", "协调和解后撤诉"), ("改变", "被告改变行政行为后撤诉"))), "settled?"))  # fmt: skip
    mediate = Step("法院调解", ALL, mediated, HANDLER, law[60], asks=("settled?",), like="调解结案不经裁判")
    transfer = Step(
        "移送其他法院", ALL, transferred, HANDLER, law[22], asks=(Say("to_court", "受移送法院"),), like="移送结束本院的程序"
    )
    judge = Step("收到一审裁判", COURTROOM, judged, HANDLER, (law[63], law[69], law[70], law[72], law[73], law[74], law[75], law[76], law[77],
        law[78], law[79]), asks=("result", "paper", "perform_by?"), needs=(guard("一审", law[81])(must.first_instance),))  # fmt: skip
    # the other side's term runs from its own receipt, and its appeal reaches us after ours has ended: also from 生效
    appeal = Step("上诉", (judged, effective), second, (HANDLER, CLERK), law[85], sets={"instance": "二审"}, asks=(
        Say("appellant", "上诉人", "choice", (("被告", "行政机关"), ("原告", "原告"), ("第三人", "第三人"))),
        Say("appealed_on", "对方上诉日", "date", required=False)), needs=(guard("一审裁判", law[85])(must.first_judgment),
        guard("上诉期限内", law[85])(must.appeal_in_time)), like="对方在自己的上诉期内上诉的，一审裁判不生效")  # fmt: skip
    retry = Step(
        "法院再审", (effective, performed, closed), second, HANDLER, (law[90], law[91], law[92]), sets={"instance": "再审"}
    )
    quit_appeal = Step("撤回上诉", (second, awaiting, heard, pending), effective, HANDLER, law[62],
        needs=(guard("二审", law[62])(must.later_instance),), like="撤回上诉，一审裁判生效")  # fmt: skip
    judge_again = Step("收到二审或者再审裁判", (second, awaiting, heard, pending), effective, HANDLER, (law[86], law[88], law[89]),
        asks=("result", "paper", "perform_by?"), needs=(guard("二审或者再审", law[88])(must.later_instance),))  # fmt: skip
    in_force = Step("上诉期满生效", judged, effective, LAW_ITSELF, law[85])

    # 履行、败诉整改、司法建议（第九十四条至第九十六条）
    perform = Step("履行裁判", effective, performed, HANDLER, (law[94], law[96]), asks=(Say("proof", "履行情况"),))
    review_loss = Step("败诉原因分析", (judged, second, effective, performed), SAME, HANDLER, law[6],
        asks=(Say("cause_code", "败诉原因", "choice", tuple((c, c) for c in CAUSES)), Say("remedy", "整改措施", "long")))  # fmt: skip
    advice = Step("收到司法建议", (heard, pending, judged, second, effective, performed), SAME, (CLERK, HANDLER), (LEADERS[12, 1], READING[132]),
        asks=(Say("fault", "事由", "choice", FAULTS, required=False), Say("matter", "建议内容", "long")))  # fmt: skip
    advice_reply = Step("回复司法建议", (heard, pending, judged, second, effective, performed, closed), SAME, HANDLER, JUDICIAL_ADVICE[8],
        issues="司法建议回复函", asks=(Say("measures", "采纳和整改情况", "long"),))  # fmt: skip
    prosecutor = Step("收到检察建议", (judged, second, effective, performed, closed), SAME, (CLERK, HANDLER), ADVICE[19])
    prosecutor_reply = Step("回复检察建议", (judged, second, effective, performed, closed), SAME, HANDLER, ADVICE[19], issues="检察建议回复函",
        asks=(Say("measures", "处理情况", "long"),))  # fmt: skip
    close = Step("结案", (effective, performed), closed, HANDLER, law[94], asks=("settled?",), needs=(guard("已履行", law[94])(must.performed),
        guard("已分析败诉原因", law[6])(must.reviewed), guard("司法建议已回复", LEADERS[12])(must.advice_answered)))  # fmt: skip

    # 期限：均为自然日，末日遇节假日顺延（行诉解释第四十八条）
    answer_limit = Clock("答辩举证", days(15), (receive, delay_over), (answer, withdraw, mediate, transfer), basis=(law[67, 1], READING[48, 3]), ref="SS-07",
        pause=((grant_delay, delay_over),), effect="逾期提供证据的，视为没有相应证据（第三十四条第二款）")  # fmt: skip
    notice_limit = Clock("负责人出庭通知", before(days(3)), (summons.counted_from_fact("hearing_on"),), (hear, postpone), basis=LEADERS[5, 2],
        ref="SS-08", bind=COURT, effect="通知不足三日的，可以请法院另定开庭日")  # fmt: skip
    trial_limit = Clock("一审审限", months(6), (receive.counted_from_fact("filed_on"),), (judge, withdraw, mediate, transfer), basis=law[81], ref="SS-09",
        bind=COURT, pause=((suspend, resume),), when=lambda f: not f.simple, when_label="普通程序")  # fmt: skip
    simple_limit = Clock("一审审限（简易程序）", days(45), (receive.counted_from_fact("filed_on"),), (judge, withdraw, mediate, transfer), basis=law[83],
        ref="SS-10", bind=COURT, pause=((suspend, resume),), when=lambda f: f.simple, when_label="简易程序")  # fmt: skip
    appeal_limit = Clock("上诉（判决）", days(15), (judge,), (appeal, in_force), basis=law[85], ref="SS-11a", then=in_force,
        when=lambda f: f.paper == "判决", when_label="判决", effect="逾期不上诉的，一审判决生效")  # fmt: skip
    ruling_limit = Clock("上诉（裁定）", days(10), (judge,), (appeal, in_force), basis=law[85], ref="SS-11b", then=in_force,
        when=lambda f: f.paper == "裁定", when_label="裁定", effect="逾期不上诉的，一审裁定生效")  # fmt: skip
    second_limit = Clock("二审审限", months(3), (appeal,), (judge_again, quit_appeal), basis=law[88], ref="SS-12", bind=COURT,
        pause=((suspend, resume),))  # fmt: skip
    perform_limit = Clock("履行裁判", days(0), (judge.counted_from_fact("perform_by"), judge_again.counted_from_fact("perform_by")),
        (perform, appeal), basis=(law[94], law[96, 1, 2]), ref="SS-D1", effect="期满不履行的，对负责人按日处五十元至一百元罚款（第九十六条第二项）")  # fmt: skip
    prosecutor_limit = Clock("回复检察建议", months(2), (prosecutor,), (prosecutor_reply,), basis=ADVICE[19], ref="SS-16")
    advice_limit = Clock(
        "回复司法建议",
        months(2),
        (advice,),
        (advice_reply,),
        basis=JUDICIAL_ADVICE[8],
        ref="SS-17",
        effect="以司法建议书所定期限为准，一般不超过两个月",
    )
