"""What the surfaces store for themselves: saved views of lists, and amendments proposed and not yet confirmed."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from fazhi.kernel.models import Event, Organ

USER = settings.AUTH_USER_MODEL


class SavedView(models.Model):
    """A list as somebody filtered it, under a name; shared with the organ or kept to oneself."""

    owner = models.ForeignKey(USER, models.CASCADE, related_name="views")
    organ = models.ForeignKey(Organ, models.PROTECT, null=True, blank=True, related_name="+")
    word = models.CharField(max_length=20)
    label = models.CharField("名称", max_length=40)
    query = models.CharField(max_length=1000)
    shared = models.BooleanField("本单位共用", default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=("owner", "word", "label"), name="view_owner_word_label")]


class Proposal(models.Model):
    """An amendment one person proposes; it is written to the ledger only when a second person confirms it."""

    STATES = (("open", "待复核"), ("confirmed", "已更正"), ("declined", "未同意"))
    event = models.ForeignKey(Event, models.PROTECT, related_name="proposals")
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    reason = models.CharField("理由", max_length=500)
    on = models.DateField("改后的日期", null=True, blank=True)
    void = models.BooleanField("作废该行", default=False)
    facts = models.JSONField("改后的事项", default=dict)
    state = models.CharField(max_length=10, choices=STATES, default="open")
    second = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    answer = models.CharField("复核意见", max_length=500, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=("event",), condition=Q(state="open"), name="proposal_one_open")]


class AdminLog(models.Model):
    """Who changed what in the administration. Append-only, by database trigger too."""

    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    what = models.CharField("事项", max_length=40)
    about = models.CharField("对象", max_length=200)
    detail = models.JSONField("内容", default=dict)

    class Meta:
        indexes = [models.Index(fields=("what", "id"), name="adminlog_what")]


class FirstPassword(models.Model):
    """A login whose password was given out once and must be changed at the first visit, before a day."""

    user = models.OneToOneField(USER, models.CASCADE, primary_key=True, related_name="+")
    until = models.DateTimeField()


class Stamp(models.Model):
    """One row that triggers change with people, logins, posts, organs and saved views (see surfaces/known.py)."""

    id = models.PositiveSmallIntegerField(primary_key=True)
    value = models.CharField(max_length=36)


class Batch(models.Model):
    """A long table handed in, checked and then written by the worker. How far it is stands here, counted in rows of the table and
    written in the same transaction as the cases, so that a worker that was killed goes on where it stopped."""

    STATES = (("checking", "核对中"), ("faulty", "有差错"), ("writing", "立案中"), ("done", "已完成"), ("stopped", "中途停下"))
    owner = models.ForeignKey(USER, models.PROTECT, related_name="+")
    organ = models.ForeignKey(Organ, models.PROTECT, related_name="+")
    word = models.CharField(max_length=20)
    step = models.CharField(max_length=40)
    name = models.CharField("文件名", max_length=120)
    file = models.FileField(upload_to="intake/")
    job = models.ForeignKey("jobs.Job", models.SET_NULL, null=True, related_name="+")
    state = models.CharField("状态", max_length=8, choices=STATES, default="checking")
    total = models.PositiveIntegerField("行数")
    checked = models.PositiveIntegerField("已核对", default=0)
    opened = models.JSONField("已立案", default=list)  # [row of the table, id of its case]
    faults = models.JSONField("差错", default=list)  # [sheet, row, column, why]
    made = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [models.Index(fields=("owner", "word", "-id"), name="batch_owner_word")]
