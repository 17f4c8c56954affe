"""The columns of task lists, plans and self-assessments."""

from django.db import models

from fazhi.kernel.models import Facts


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
