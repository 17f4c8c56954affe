"""Applications begun and not yet handed in, and the receipts of those handed in."""

import hashlib
import secrets
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import models
from django.utils import timezone

from fazhi.kernel.models import Case

LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # nothing that is mistaken for another
KEPT = timedelta(days=30)
USER = settings.AUTH_USER_MODEL


def new_code(groups: int = 3) -> str:
    """A code people can read out: groups of four letters, 20 bits a group."""
    return "-".join("".join(secrets.choice(LETTERS) for _ in range(4)) for _ in range(groups))


def plain_code(typed: str) -> str:
    """A code as people type it: any case, with or without hyphens."""
    bare = "".join(c for c in typed.upper() if c in LETTERS)
    return "-".join(bare[i : i + 4] for i in range(0, len(bare), 4))


def digest(code: str) -> str:
    return hashlib.sha256(f"{settings.SECRET_KEY}:{code}".encode()).hexdigest()


class Draft(models.Model):
    """An application somebody has begun: his own when he is logged in, else reached by its code, of which only the digest is kept."""

    user = models.ForeignKey(USER, models.CASCADE, null=True, blank=True, related_name="drafts")
    code = models.CharField(max_length=64, unique=True, editable=False)
    domain = models.CharField(max_length=20)
    step = models.CharField(max_length=40)
    answers = models.JSONField(default=dict)
    updated = models.DateTimeField(auto_now=True)

    class Meta:
        indexes = [
            models.Index(fields=("user", "updated"), name="draft_user"),
            models.Index(fields=("updated",), name="draft_updated"),
        ]

    @classmethod
    def begin(cls, domain: str, step: str, user: Any) -> tuple["Draft", str]:
        """A new draft and its code, which is shown and never stored."""
        code = new_code()
        return cls.objects.create(domain=domain, step=step, user=user, code=digest(code)), code

    def drop(self) -> None:
        """Delete the draft with its files."""
        for file in self.files.all():
            file.drop()
        self.delete()


class DraftFile(models.Model):
    """A file attached to a draft; its content was checked when it came in."""

    draft = models.ForeignKey(Draft, models.CASCADE, related_name="files")
    name = models.CharField(max_length=200)
    path = models.CharField(max_length=120)
    size = models.PositiveIntegerField()

    def drop(self) -> None:
        default_storage.delete(self.path)
        self.delete()

    def content(self) -> bytes:
        with default_storage.open(self.path, "rb") as f:
            return f.read()


class Receipt(models.Model):
    """The receipt of an application: with its code and the phone's last four figures anybody may ask for the state, nothing else."""

    case = models.OneToOneField(Case, models.PROTECT, primary_key=True, related_name="receipt")
    code = models.CharField(max_length=20, unique=True)
    phone_tail = models.CharField(max_length=4, blank=True)
    at = models.DateTimeField(default=timezone.now)


def sweep() -> int:
    """Delete drafts nobody touched for thirty days; returns how many."""
    old = Draft.objects.filter(updated__lt=timezone.now() - KEPT)
    for draft in (found := list(old[:1000])):
        draft.drop()
    return len(found)
