"""The columns of the yearly catalogue and of one decision."""

from django.db import models

from fazhi.kernel.models import Facts

KINDS = (
    ("1", "公共政策和措施"),
    ("2", "重要规划"),
    ("3", "自然资源和文化资源"),
    ("4", "重大公共建设项目"),
    ("5", "其他重大事项"),
)


def text(label: str, length: int = 100) -> models.CharField:
    return models.CharField(label, max_length=length, blank=True, default="")


def yes(label: str) -> models.BooleanField:
    return models.BooleanField(label, default=False, blank=True)


class DecisionList(Facts):
    """年度重大行政决策事项目录."""

    year = models.PositiveSmallIntegerField("年度", default=0, blank=True)
    consent_no = text("党委同意文号", 60)
    published_at = text("公布载体")


class Decision(Facts):
    """One decision on its way; the days of its nodes stand in the ledger."""

    matter = models.CharField("决策事项类别", max_length=2, choices=KINDS, blank=True, default="")
    entry = text("目录条目编号", 60)
    unit = text("承办单位")
    technical = yes("专业性、技术性较强")
    risky = yes("可能对社会稳定、公共安全造成不利影响")
    operators = yes("涉及经营者经济活动")
    kind = models.CharField("审查件类", max_length=2, default="", blank=True)
    consult_from = models.DateField("公开征求意见开始", null=True, blank=True)
    consult_to = models.DateField("公开征求意见结束", null=True, blank=True)
    shortened = text("缩短期限的说明", 200)
    hearing_on = models.DateField("听证日", null=True, blank=True)
    executor = text("执行单位")
