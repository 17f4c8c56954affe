"""The columns of the mediation registers."""

from django.db import models

from fazhi.kernel.models import Facts, personal

KINDS = (
    ("village", "村（居）"), ("town", "乡镇街道"), ("enterprise", "企业"), ("institution", "事业单位"),
    ("trade", "行业性专业性"), ("studio", "个人调解工作室"),
)  # fmt: skip


class Organisation(Facts):
    name = models.CharField("调解组织", max_length=80, blank=True)
    kind = models.CharField("类别", max_length=20, choices=KINDS, default="village")
    founder = models.CharField("设立单位", max_length=80, blank=True)
    founded_on = models.DateField("设立日期", null=True, blank=True)
    members = models.PositiveIntegerField("委员人数", default=0)
    women = models.PositiveIntegerField("女性委员", default=0)
    renamed_from = models.CharField("由何组织更名", max_length=80, blank=True)


class Mediator(Facts):
    name = personal(models.CharField("姓名", max_length=40, blank=True))
    organisation = models.CharField("所在调解组织", max_length=80, blank=True)
    full_time = models.BooleanField("专职", default=False)
    expert = models.CharField("专长", max_length=60, blank=True)


class Standard(Facts):
    title = models.CharField("标准名称", max_length=120, blank=True)
    number = models.CharField("标准编号", max_length=40, blank=True)
    issuer = models.CharField("发布机关", max_length=80, blank=True)
    drafter = models.CharField("起草单位", max_length=80, blank=True)
    proof = models.CharField("公告或者标准文本", max_length=120, blank=True)
