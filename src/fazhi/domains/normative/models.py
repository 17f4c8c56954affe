"""The columns of the yearly plan, of one normative document, of a filing received, and of a clean-up campaign."""

from django.db import models

from fazhi.kernel.models import Facts


def text(label: str, length: int = 100) -> models.CharField:
    return models.CharField(label, max_length=length, blank=True, default="")


def yes(label: str) -> models.BooleanField:
    return models.BooleanField(label, default=False, blank=True)


def day(label: str) -> models.DateField:
    return models.DateField(label, null=True, blank=True)


def names(label: str) -> models.JSONField:
    return models.JSONField(label, default=list, blank=True)


class Plan(Facts):
    """年度制定计划."""

    year = models.PositiveSmallIntegerField("年度", default=0, blank=True)


class NormativeDocument(Facts):
    """行政规范性文件: from its start to the end of its validity."""

    unit = text("起草单位")
    issuer = text("制定机关")
    business = yes("与市场主体生产经营密切相关")
    operators = yes("涉及经营者经济活动")
    by_government = yes("以政府名义")
    kind = text("审查件类", 2)
    planned = text("计划条目编号", 60)
    consult_from = day("公开征求意见开始")
    consult_to = day("公开征求意见结束")
    doc_no = text("发文字号", 40)
    register_no = text("登记号", 40)
    published_on = day("公布日")
    effective_on = day("施行日")
    trial = yes("暂行或者试行")
    expires_on = day("有效期至")
    interpreter = text("解释机关")
    cited = names("依据的法条（法律名称 第N条@版本）")
    replaces = names("废止的文件")
    filing_no = text("备案回执号", 60)

    class Meta:
        indexes = [models.Index(fields=("doc_no",), name="normative_doc_no")]


class Filing(Facts):
    """备案审查 of a document received from below."""

    title = text("文件名称", 200)
    maker = text("制定机关")
    published_on = day("公布日")
    correct_by = day("纠正期限")


class Campaign(Facts):
    """清理 of documents on one ground."""

    topic = text("清理专题", 200)
    ground = text("清理依据", 200)
    until = day("完成期限")
