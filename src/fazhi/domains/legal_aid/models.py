"""The columns of a legal-aid file."""

from django.db import models

from fazhi.kernel.models import Facts, personal

GROUPS = ("农民工", "妇女", "未成年人", "老年人", "残疾人", "军人军属")


class LegalAid(Facts):
    KINDS = (("criminal", "刑事"), ("civil", "民事"), ("administrative", "行政"), ("labour", "劳动仲裁"))
    MEANS = (
        ("poor", "经济困难（第三十一条、第三十四条）"), ("exempt", "不受经济条件限制（第三十二条）"),
        ("presumed", "免予核查（第四十二条）"), ("notice", "通知辩护、代理（第二十五条、第二十八条）"),
    )  # fmt: skip
    person = personal(models.CharField("受援人", max_length=40, blank=True))
    kind = models.CharField("案件类型", max_length=20, choices=KINDS, default="civil")
    matter = models.CharField("事项", max_length=120, blank=True)
    stage = models.CharField("阶段", max_length=40, blank=True)
    means = models.CharField("经济条件", max_length=20, choices=MEANS, default="poor")
    groups = models.JSONField("人群", default=list, blank=True)
    station = models.CharField("受理地点", max_length=60, blank=True)
    firm = models.CharField("承办机构", max_length=80, blank=True)
    reason = models.CharField("理由", max_length=200, blank=True)
    gained_fen = models.BigIntegerField("挽回或者避免的损失", default=0)


class Station(Facts):
    KINDS = (("centre", "法律援助中心"), ("station", "工作站（受理申请）"), ("contact", "联络点（不受理）"))
    name = models.CharField("名称", max_length=60, blank=True)
    kind = models.CharField("类别", max_length=20, choices=KINDS, default="station")
    node = models.CharField("路网节点", max_length=40, blank=True)
    access = models.PositiveIntegerField("到路网的距离（米）", default=0)
    hours = models.CharField("受理时间", max_length=60, blank=True)


class Network(Facts):
    name = models.CharField("名称", max_length=60, blank=True)
    source = models.CharField("资料来源", max_length=120, blank=True)
