"""What a legality review knows beside its ledger; the register of counsel; the entries of the two gates."""

from django.db import models

from fazhi.kernel.models import Facts, personal

KINDS = (("N", "行政规范性文件"), ("P", "政策性文件"), ("D", "重大行政决策"), ("C", "合同协议"), ("O", "其他涉法事项"))
ENGINE_KIND = {"N": "policy", "P": "policy", "D": "decision", "C": "contract", "O": "other"}
SOURCES = (
    ("plan", "年度制定计划"), ("catalogue", "重大决策目录"), ("agenda", "常务会议议题"), ("procurement", "采购平台"),
    ("seal", "用印登记"), ("ad_hoc", "临时送审"),
)  # fmt: skip
CONCLUSIONS = (("lawful", "合法"), ("amend", "应当予以修改"), ("unlawful", "不合法"))
IDENTITIES = (("public", "公职律师"), ("retained", "外聘法律顾问"), ("expert", "专家"))


def text(label: str, length: int = 100) -> models.CharField:
    return models.CharField(label, max_length=length, blank=True, default="")


def yes(label: str) -> models.BooleanField:
    return models.BooleanField(label, default=False, blank=True)


def choice(label: str, choices: tuple) -> models.CharField:
    return models.CharField(label, max_length=12, choices=choices, blank=True, default="")


def names(label: str) -> models.JSONField:
    return models.JSONField(label, default=list, blank=True)


def day(label: str) -> models.DateField:
    return models.DateField(label, null=True, blank=True)


class Matter(Facts):
    """送审件: what is sent, by whom, on which materials, in which version; and what became of it."""

    kind = choice("件类", KINDS)
    kind_reason = text("改类理由", 200)
    secret = yes("涉密")
    issuer = text("拟发文机关或签约机关")
    by_government = yes("以政府名义")
    source = choice("来源", SOURCES)
    operators = yes("涉及经营者经济活动")
    public_interest = yes("涉及群众切身利益")
    spending = yes("有资金支出")
    replaces = yes("修订或者替代旧文件")
    amount_fen = models.BigIntegerField("涉及金额", null=True, blank=True)
    partner = text("合同相对方")
    materials = names("已交材料")
    waived = names("免交材料及理由")
    emergency = yes("紧急通道")
    conclusion = choice("结论", CONCLUSIONS)
    risk_told = yes("明示法律风险提交")
    opinion_no = text("意见书编号", 40)
    meeting_on = day("上会日期")

    class Meta:
        indexes = [models.Index(fields=("opinion_no",), name="legality_opinion_no")]


class Counsel(Facts):
    """公职律师、法律顾问、专家: one person on the register."""

    name = personal(text("姓名", 40))
    identity = choice("身份", IDENTITIES)
    licence = text("执业证号或工作证号", 40)
    firm = text("单位")
    fields = names("专业领域")
    until = day("任期至")
    avoids = names("须回避的单位")


class AgendaTopic(Facts):
    """常务会议议题: no slot without a passed review."""

    topic = text("议题", 200)
    kind = choice("件类", KINDS)
    sender = text("提请单位")
    review_no = text("审查意见书编号", 40)
    meeting_on = day("上会日期")


class SealUse(Facts):
    """用印登记: no seal without a review number."""

    topic = text("用印文件", 200)
    sender = text("申请单位")
    partner = text("合同相对方")
    amount_fen = models.BigIntegerField("金额", null=True, blank=True)
    review_no = text("审查意见书编号", 40)


class Owed(Facts):
    """应审事项: something that should be reviewed, from one of the five sources."""

    topic = text("事项", 200)
    kind = choice("件类", KINDS)
    sender = text("责任单位")
    source = choice("来源", SOURCES)
    origin = text("来源编号", 60)
    review_no = text("审查意见书编号", 40)
    waiver = text("免审依据", 200)
