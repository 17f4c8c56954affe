"""What a reconsideration case knows beside its ledger: the application, the act, the respondent, the course and the outcome."""

from django.db import models

from fazhi.kernel.models import Facts, personal

OUTCOMES = (
    ("BG", "变更"), ("CX", "撤销"), ("CXB", "部分撤销"), ("WX", "确认无效"), ("QW", "确认违法"), ("ZL", "责令履行"),
    ("XY", "行政协议责任"), ("TJ", "调解"), ("ZZ-GZ", "终止（被申请人改正后撤回）"), ("WC", "维持"), ("BHQ", "驳回复议请求"),
    ("BHS", "驳回申请"), ("ZZ-HJ", "终止（和解撤回）"), ("ZZ-CH", "终止（撤回）"), ("ZZ-QT", "终止（其他）"),
)  # fmt: skip
RANK = tuple(code for code, _ in OUTCOMES)  # the strongest first: a case with several decisions is counted once, by it
DIRECT = ("BG", "CX", "CXB", "WX", "QW", "ZL", "XY")  # corrects the act by decision

GROUNDS_OF_SUSPENSION = (
    ("1", "申请人死亡，近亲属尚未确定是否参加"), ("2", "申请人丧失行为能力，尚未确定法定代理人"), ("3", "申请人下落不明"),
    ("4", "申请人终止，尚未确定权利义务承受人"), ("5", "不可抗力或者其他正当理由不能参加"), ("6", "调解、和解，双方同意中止"),
    ("7", "法律适用问题需有权机关解释或者确认"), ("8", "须以其他案件的审理结果为依据"), ("9", "附带审查或者依职权审查依据"),
    ("10", "其他情形"),
)  # fmt: skip


def words(text: str) -> list[tuple[str, str]]:
    """Choices whose stored word is the word people read."""
    return [(w, w) for w in text.split()]


def choice(label: str, text: str) -> models.CharField:
    return models.CharField(label, max_length=20, choices=words(text), blank=True, default="")


def yes(label: str) -> models.BooleanField:
    return models.BooleanField(label, default=False)


def text(label: str, length: int = 100) -> models.CharField:
    return models.CharField(label, max_length=length, blank=True, default="")


class Reconsideration(Facts):
    """The columns of one case; days on which something was done stand in the ledger and are not repeated here."""

    channel = choice("申请方式", "当面 邮寄 互联网 口头 原机关转 上级转")
    act_kind = choice(
        "复议事项", "行政处罚 行政强制 行政许可 征收征用补偿 行政确认 信息公开 举报投诉处理 不履职 行政协议 工伤认定 其他"
    )
    category = choice("行政管理类别", "公安 市场监管 人社 自然资源 城管 住建 生态环境 交通 教育 卫健 税务 民政 农业农村 其他")
    respondent_class = choice("被申请人类别", "乡镇街道 县级政府部门 县级政府 派出机构 授权组织")
    penalty_kind = choice("处罚种类", "警告 通报批评 罚款 没收 停产停业 吊销证照 拘留 其他")
    act_doc_no = text("行政行为文号")
    act_made_on = models.DateField("行为作出日", null=True, blank=True)
    act_known_on = models.DateField("知道行为之日", null=True, blank=True)
    known_how = choice("知道方式", "当场 直接送达 邮寄送达 公告 补充告知 其他")
    amount_fen = models.BigIntegerField("涉案金额", null=True, blank=True)
    acts = models.PositiveSmallIntegerField("行政行为个数", default=1)
    on_spot = yes("当场作出")
    request = models.TextField("复议请求", blank=True, default="")
    reasons = models.TextField("事实和理由", blank=True, default="")
    prior = yes("复议前置")
    immovable = yes("涉不动产")
    norm_asked = yes("附带审查请求")
    damages_asked = yes("赔偿请求")
    stay_asked = yes("停止执行请求")
    in_court = yes("法院已受理")
    monitored = yes("电子监控记录")
    posted_on = models.DateField("交邮日", null=True, blank=True)
    untold = yes("未告知复议权利")
    right_known_on = models.DateField("知道复议权利之日", null=True, blank=True)
    apply_days = models.PositiveSmallIntegerField("申请期限日数", default=60)
    late_cause = text("逾期申请的正当理由", 200)
    obstacle_from = models.DateField("障碍发生日", null=True, blank=True)
    obstacle_until = models.DateField("障碍消除日", null=True, blank=True)
    duty_asked_on = models.DateField("机关收到履职申请之日", null=True, blank=True)
    duty_until = models.DateField("履行期限届满日", null=True, blank=True)
    urgent = yes("紧急情况")
    enterprise = yes("涉企")
    group_size = models.PositiveSmallIntegerField("申请人数", default=1)
    representatives = models.PositiveSmallIntegerField("代表人数", default=0)
    agents = personal(text("代理人"))
    legal_aid = yes("法律援助")
    # the course
    track = choice("审理程序", "普通程序 简易程序")
    agreed_summary = yes("各方同意简易")
    major = yes("重大疑难复杂")
    technical = yes("专业性较强")
    third_asks = yes("第三人提出相反请求")
    unheard_reason = text("不能听取意见的当事人原因", 200)
    hearing_on = models.DateField("听证日", null=True, blank=True)
    excluding = yes("扣除期间")
    suspend_ground = models.CharField("中止事由", max_length=2, choices=GROUNDS_OF_SUSPENSION, blank=True, default="")
    norm_title = text("被审查文件", 200)
    norm_power = choice("处理权限", "本机关有权 转送其他机关")
    norm_raised_on = models.DateField("提出或发现之日", null=True, blank=True)
    # the end
    outcome = models.CharField("审理结果", max_length=6, choices=OUTCOMES, blank=True, default="")
    sub_outcomes = models.JSONField("分项结果", default=list, blank=True)
    redo = yes("责令重作")
    perform_by = models.DateField("履行期限", null=True, blank=True)
    changes_act = yes("改变原行为")
    after_mediation = yes("经调解")
    against_will = yes("撤回违背真实意愿")
    court = text("审理法院")
    court_no = text("法院案号", 60)
    settled = yes("实质性化解")
    act_public = yes("原行为已公开")

    class Meta:
        verbose_name = "行政复议案件"
        indexes = [models.Index(fields=("act_doc_no",), name="reconsideration_act_doc_no")]
