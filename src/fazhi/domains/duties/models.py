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


class Task(Facts):
    LISTS = (
        ("duty", "部门、镇街依法治区责任清单"),
        ("head", "第一责任人年度清单"),
        ("reform", "法治领域改革重点任务"),
        ("year", "年度法治政府建设重点任务"),
        ("education", "普法责任清单"),
        ("gap", "自评差距任务"),
        ("promise", "上年报告承诺事项"),
    )
    list_kind = models.CharField("清单", max_length=20, choices=LISTS, default="year")
    list_no = models.CharField("清单文号", max_length=60, blank=True)
    content = models.TextField("任务", blank=True)
    source = models.CharField("来源条款", max_length=120, blank=True)
    owner = models.CharField("牵头单位", max_length=80, blank=True)
    helpers = models.JSONField("配合单位", default=list, blank=True)
    deliverable = models.CharField("成果", max_length=120, blank=True)
    due_on = models.DateField("完成时限", null=True, blank=True)
    first_due_on = models.DateField("原定时限", null=True, blank=True)


class Supervision(Facts):
    matter = models.CharField("督办事项", max_length=200, blank=True)
    owner = models.CharField("被督办单位", max_length=80, blank=True)
    reply_by = models.DateField("回复期限", null=True, blank=True)
    reply = models.TextField("办理情况", blank=True)


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


class Plan(Facts):
    name = models.CharField("监测任务", max_length=80, blank=True)
    documents = models.JSONField("所含规划", default=list, blank=True)
    first_year = models.PositiveIntegerField("起始年份", default=0)
    last_year = models.PositiveIntegerField("终止年份", default=0)
    successor = models.CharField("接续规划", max_length=80, blank=True)


class Assessment(Facts):
    version = models.CharField("指标版本", max_length=40, blank=True)
    year = models.PositiveIntegerField("自评年度", default=0)
    source = models.CharField("指标文件", max_length=120, blank=True)
