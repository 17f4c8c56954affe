"""The facts of one load, and what a person keeps for himself: saved searches with their notices, exports, files handed in."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from fazhi.kernel.models import Facts

USER = settings.AUTH_USER_MODEL
COUNTERS = ("publications", "applications", "families", "scope_publications", "scope_applications", "scope_families")


def number(label: str) -> models.IntegerField:
    return models.IntegerField(label, default=0)


class PatentLoad(Facts):
    """One load into the store, as its own log tells it. The six counters are what this load added; a deletion makes them less."""

    mark = models.CharField("日志批次", max_length=60, blank=True)
    source = models.CharField("数据来源", max_length=100, blank=True)
    licence = models.CharField("使用许可", max_length=200, blank=True, help_text="协议、公开许可或者购买合同的名称和编号")
    synthetic = models.BooleanField("虚构的试验数据", default=False)
    formats = models.CharField("格式", max_length=100, blank=True)
    file_count = number("文件数")
    version = number("数据版本")
    inserted, updated, unchanged = number("新增"), number("更新"), number("未变")
    deleted, rejected, events = number("删除"), number("拒收"), number("法律事件")
    publications, applications, families = number("公开增加"), number("申请增加"), number("同族增加")
    scope_publications = number("大健康公开增加")
    scope_applications = number("大健康申请增加")
    scope_families = number("大健康同族增加")
    trial = number("虚构记录增加")


class Saved(models.Model):
    """A search somebody keeps, in the store's own language; `version` is how far its notices have seen the data."""

    owner = models.ForeignKey(USER, models.CASCADE, related_name="+")
    label = models.CharField("名称", max_length=40)
    text = models.CharField("检索式", max_length=2000)
    weekly = models.BooleanField("每周提醒", default=True)
    made = models.DateTimeField(default=timezone.now)
    version = models.PositiveIntegerField("看到的数据版本", default=0)
    ran = models.DateTimeField("上次比对", default=timezone.now)
    note = models.CharField("说明", max_length=300, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=("owner", "label"), name="patents_saved_owner_label")]
        indexes = [models.Index(fields=("weekly", "ran"), name="patents_saved_due")]


class Alert(models.Model):
    """What came to a saved search between two versions of the data."""

    search = models.ForeignKey(Saved, models.CASCADE, related_name="alerts")
    at = models.DateTimeField(default=timezone.now)
    since = models.PositiveIntegerField()
    version = models.PositiveIntegerField()
    total = models.PositiveIntegerField(default=0)
    records = models.JSONField(default=list)
    events = models.JSONField(default=list)
    seen = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=("search", "since"), name="patents_alert_search_since")]


class Export(models.Model):
    """A table somebody asked for; the worker writes it, its owner fetches it, after a week it is deleted."""

    KINDS = (("xlsx", "Excel"), ("csv", "CSV"))
    owner = models.ForeignKey(USER, models.CASCADE, related_name="+")
    job = models.OneToOneField("jobs.Job", models.SET_NULL, null=True, related_name="+")
    text = models.CharField("检索式", max_length=4000)
    sort = models.CharField(max_length=10, default="date")
    kind = models.CharField(max_length=4, choices=KINDS, default="xlsx")
    at = models.DateTimeField(default=timezone.now)
    file = models.CharField(max_length=80, blank=True)
    rows = models.PositiveIntegerField(default=0)


class Arrival(models.Model):
    """Load files somebody handed in on the page; the worker has them taken in, then they are deleted."""

    owner = models.ForeignKey(USER, models.CASCADE, related_name="+")
    job = models.OneToOneField("jobs.Job", models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    names = models.JSONField(default=list)
    size = models.BigIntegerField(default=0)
    place = models.CharField(max_length=32)
    result = models.JSONField(default=dict)
