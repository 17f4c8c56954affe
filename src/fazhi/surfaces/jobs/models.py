"""A long job: what is to be done, how far it is, what came of it."""

from django.conf import settings
from django.db import models
from django.utils import timezone


class Job(models.Model):
    """One job. A worker claims it by a conditional update and keeps its heart beating; silence means it may be claimed again."""

    STATES = (("queued", "排队"), ("running", "进行中"), ("done", "完成"), ("failed", "未成"))
    kind = models.CharField("种类", max_length=40)
    args = models.JSONField(default=dict)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="发起人")
    state = models.CharField("状态", max_length=8, choices=STATES, default="queued")
    stage = models.CharField("进度", max_length=60, blank=True)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    note = models.CharField("说明", max_length=500, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    made = models.DateTimeField(default=timezone.now)
    beat = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "后台任务"
        indexes = [models.Index(fields=("state", "id"), name="job_state")]
