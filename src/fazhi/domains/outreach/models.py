"""The columns of the outreach ledgers."""

from django.db import models

from fazhi.kernel.models import Facts


class Outreach(Facts):
    FORMS = (
        ("lecture", "讲座"),
        ("court", "模拟法庭"),
        ("show", "文艺演出"),
        ("case", "以案释法"),
        ("online", "线上"),
        ("fair", "现场宣传"),
    )
    series = models.CharField("系列", max_length=40, blank=True)
    topic = models.CharField("主题", max_length=120, blank=True)
    form = models.CharField("形式", max_length=20, choices=FORMS, default="fair")
    lead = models.CharField("牵头单位", max_length=80, blank=True)
    hosts = models.JSONField("共同举办单位", default=list, blank=True)
    audience = models.CharField("对象", max_length=60, blank=True)
    place = models.CharField("地点", max_length=80, blank=True)
    held_on = models.DateField("举办日期", null=True, blank=True)
    reach = models.PositiveIntegerField("到场人数", default=0)
    photos = models.PositiveIntegerField("照片或者签到表份数", default=0)


class Media(Facts):
    platform = models.CharField("平台", max_length=40, blank=True)
    column = models.CharField("栏目", max_length=40, blank=True)
    owner = models.CharField("单位", max_length=80, blank=True)
    reads = models.PositiveIntegerField("阅读量", default=0)


class Project(Facts):
    list_no = models.CharField("清单文号", max_length=60, blank=True)
    owner = models.CharField("责任单位", max_length=80, blank=True)
    content = models.CharField("内容", max_length=200, blank=True)
    year = models.PositiveIntegerField("年度", default=0)
    proof = models.CharField("完成佐证", max_length=120, blank=True)


class Rule(Facts):
    trade = models.CharField("行业", max_length=60, blank=True)
    document = models.CharField("公约、规约名称", max_length=120, blank=True)
    guides = models.JSONField("指导部门", default=list, blank=True)
    kind = models.CharField("方式", max_length=10, choices=(("new", "新订"), ("revised", "修订")), default="new")
    issuer = models.CharField("发布的行业组织", max_length=80, blank=True)
