"""Tokens other programs come with, and webhooks the ledger is told to."""

import hashlib
import hmac
import secrets
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone

PREFIX = "fazhi_"


class Token(models.Model):
    """A token of one person: what it may do and until when. Only its digest is kept; the token itself is shown once."""

    SCOPES = (("read", "只读"), ("write", "可办理"))
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="tokens", verbose_name="使用人")
    name = models.CharField("用途", max_length=60)
    scope = models.CharField("权限", max_length=5, choices=SCOPES, default="read")
    domains = models.JSONField("限定业务", default=list, blank=True, help_text="空为不限")
    digest = models.CharField(max_length=64, unique=True, editable=False)
    made = models.DateTimeField("建立", default=timezone.now)
    expires = models.DateTimeField("到期")
    used = models.DateTimeField("最近使用", null=True, blank=True)

    class Meta:
        verbose_name = "接口令牌"

    @classmethod
    def issue(
        cls, user: Any, name: str, scope: str, expires: datetime, domains: list[str] | None = None
    ) -> tuple["Token", str]:
        """A new token and its secret, which is never to be had again."""
        secret = PREFIX + secrets.token_urlsafe(32)
        return cls.objects.create(
            user=user, name=name, scope=scope, expires=expires, domains=domains or [], digest=digest(secret)
        ), secret

    @classmethod
    def find(cls, secret: str) -> "Token | None":
        """The valid token of that secret, or None; its use is noted at most once a minute."""
        now = timezone.now()
        found = (
            cls.objects.select_related("user__person")
            .filter(digest=digest(secret), expires__gt=now, user__is_active=True)
            .first()
        )
        if found and (found.used is None or (now - found.used).total_seconds() > 60):
            cls.objects.filter(pk=found.pk).update(used=now)
        return found


def digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


class Webhook(models.Model):
    """An address that is told of new ledger lines of some domains, signed. It reads the ledger from where it stood."""

    url = models.URLField("地址", max_length=300)
    domains = models.JSONField("业务", default=list, blank=True, help_text="空为全部")
    active = models.BooleanField("启用", default=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, verbose_name="按谁的权限")
    last = models.PositiveBigIntegerField("已送到", default=0)
    failures = models.PositiveIntegerField("连续失败", default=0)
    retry = models.DateTimeField("下次重试", null=True, blank=True)
    note = models.CharField("最近情况", max_length=200, blank=True)

    class Meta:
        verbose_name = "推送"

    @property
    def secret(self) -> str:
        """The key of the signature, derived from the installation's own secret; nothing is stored."""
        return hmac.new(settings.SECRET_KEY.encode(), f"webhook:{self.pk}".encode(), "sha256").hexdigest()

    def sign(self, body: bytes) -> str:
        return "sha256=" + hmac.new(self.secret.encode(), body, "sha256").hexdigest()
