"""The columns of the service registers."""

from django.db import models

from fazhi.kernel.models import Facts


class OneThing(Facts):
    batch = models.CharField("批次", max_length=20, blank=True)
    name = models.CharField("一件事", max_length=60, blank=True)
    subject = models.CharField("对象", max_length=10, blank=True)
    lead = models.CharField("牵头单位", max_length=80, blank=True)
    helpers = models.JSONField("联办单位", default=list, blank=True)
    parts = models.JSONField("联办事项", default=list, blank=True)
    live_on = models.DateField("上线日期", null=True, blank=True)
    first_case = models.CharField("首件办结编号", max_length=60, blank=True)


class Exemption(Facts):
    BASES = (("A", "电子证照"), ("B", "数据共享"), ("C", "部门核验"), ("D", "告知承诺"), ("E", "直接取消"))
    item_code = models.CharField("业务办理项编码", max_length=33, blank=True)
    item_name = models.CharField("政务服务事项", max_length=120, blank=True)
    organ_name = models.CharField("实施主体", max_length=80, blank=True)
    material = models.CharField("免于提交的证照（材料）", max_length=80, blank=True)
    source = models.CharField("证照来源部门", max_length=80, blank=True)
    basis = models.CharField("替代方式", max_length=2, choices=BASES, default="A")
    fallback = models.CharField("核验不成时的办法", max_length=60, blank=True)


class Power(Facts):
    KINDS = (("economy", "经济管理"), ("social", "社会管理"), ("service", "公共服务"))
    matter = models.CharField("赋权事项", max_length=120, blank=True)
    kind = models.CharField("类别", max_length=10, choices=KINDS, default="economy")
    grantor = models.CharField("赋权机关", max_length=80, blank=True)
    document = models.CharField("赋权文件", max_length=120, blank=True)
    taker = models.CharField("承接单位", max_length=80, blank=True)


class Reform(Facts):
    name = models.CharField("改革举措", max_length=80, blank=True)
    lead = models.CharField("牵头单位", max_length=80, blank=True)
    document = models.CharField("授权文件", max_length=120, blank=True)
    result = models.TextField("实施情况", blank=True)
