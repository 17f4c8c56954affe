"""The columns of the leadership ledgers."""

from django.db import models

from fazhi.kernel.models import Facts, personal

BODIES = (
    ("government", "管委会主任会议（区政府常务会议）"),
    ("party", "区委常委会会议"),
    ("study", "理论学习中心组"),
    ("commission", "区委依法治区委员会"),
)


class Meeting(Facts):
    body = models.CharField("会议", max_length=20, choices=BODIES, default="government")
    session = models.CharField("届次", max_length=40, blank=True)
    presider = models.CharField("主持人职务", max_length=40, blank=True)
    minutes = models.CharField("会议纪要编号", max_length=60, blank=True)


class Training(Facts):
    KINDS = (
        ("promoted", "新上岗副科级干部"),
        ("law", "法治专题"),
        ("enforcer", "行政执法人员"),
        ("rotation", "公职人员轮训"),
        ("mediator", "调解员"),
    )
    kind = models.CharField("班次类别", max_length=20, choices=KINDS, default="law")
    starts_on = models.DateField("开班日期", null=True, blank=True)
    sessions = models.PositiveIntegerField("应到课次", default=0)
    hours = models.PositiveIntegerField("学时", default=0)
    place = models.CharField("地点", max_length=80, blank=True)
    trainer = models.CharField("授课单位", max_length=80, blank=True)
    plan_item = models.CharField("培训计划条目", max_length=80, blank=True)


class Observer(Facts):
    name = personal(models.CharField("姓名", max_length=40, blank=True))
    occupation = models.CharField("职业", max_length=60, blank=True)
    groups = models.JSONField("界别", default=list, blank=True)
    chosen_by = models.JSONField("遴选部门", default=list, blank=True)
    since = models.DateField("聘期自", null=True, blank=True)
    until = models.DateField("聘期至", null=True, blank=True)
    reason = models.CharField("解聘理由", max_length=200, blank=True)


class Suggestion(Facts):
    RESULTS = (
        ("adopted", "采纳"),
        ("partly", "部分采纳"),
        ("reference", "留作参考"),
        ("reported", "向上反映"),
        ("rejected", "不采纳"),
    )
    content = models.TextField("建议内容", blank=True)
    anonymous = models.BooleanField("隐名", default=False)
    owner = models.CharField("承办单位", max_length=80, blank=True)
    answer = models.TextField("答复", blank=True)
    result = models.CharField("办理结果", max_length=20, choices=RESULTS, blank=True)
    reason = models.CharField("不采纳或者只部分采纳的理由", max_length=200, blank=True)
    satisfied = models.BooleanField("满意", default=False)


class LawReport(Facts):
    FORMS = (("site", "一线述法"), ("meeting", "集中述法"), ("written", "书面述法"))
    year = models.PositiveIntegerField("年度", default=0)
    post = models.CharField("述法职务", max_length=80, blank=True)
    form = models.CharField("形式", max_length=20, choices=FORMS, default="written")
    text = models.TextField("述法报告", blank=True)
    place = models.CharField("现场地点", max_length=80, blank=True)
    visited = models.CharField("现场查看的事项", max_length=200, blank=True)
    comment = models.TextField("点评意见", blank=True)
    score = models.PositiveIntegerField("评议得分", default=0)
    problems = models.TextField("问题清单", blank=True)
    cure_by = models.DateField("整改时限", null=True, blank=True)
