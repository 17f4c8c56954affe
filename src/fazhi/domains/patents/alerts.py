"""Saved searches once a week against what the store has taken in since: each search carries how far it has seen, so no week is missed or told twice."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from fazhi.domains.patents import arrivals, exports, library
from fazhi.domains.patents.models import Alert, Saved

WEEK = timedelta(days=7)
MOST_SAVED = 50


def save(user: Any, label: str, text: str) -> Saved:
    """Keep a search; its notices begin with the data of now."""
    label, found = label.strip()[:40], Saved.objects.filter(owner=user)
    if not label:
        raise ValueError("请给这个检索式起个名称。")
    if found.filter(label=label).exists():
        raise ValueError(f"您已有一个叫“{label}”的检索式，请换个名称。")
    if found.count() >= MOST_SAVED:
        raise ValueError(f"每人至多保存{MOST_SAVED}个检索式，请先删去不用的。")
    return Saved.objects.create(owner=user, label=label, text=text, version=library.ask("state")["version"])


def run(progress: Callable[[str, int, int], None]) -> None:
    """Compare every search that is due; the nightly job. Old tables and files are deleted on the way."""
    exports.sweep()
    arrivals.sweep()
    if not library.present():
        return
    due = list(Saved.objects.filter(weekly=True, ran__lte=timezone.now() - WEEK, owner__is_active=True).order_by("pk"))
    for n, search in enumerate(due, 1):
        compare(search)
        progress("比对保存的检索式", n, len(due))


def compare(search: Saved) -> Alert | None:
    """What is new since this search last looked. The watermark moves together with the notice, and only from where it was read."""
    now = timezone.now()
    try:
        found = library.ask("changes", timeout=120, text=search.text, since=search.version)
    except library.Refused as refused:  # the query no longer holds (a field renamed): told, and the watermark stays
        Saved.objects.filter(pk=search.pk).update(ran=now, note=f"没有比对成：{refused}"[:300])
        return None
    with transaction.atomic():
        moved = Saved.objects.filter(pk=search.pk, version=search.version).update(version=found["version"], ran=now, note="")
        if not moved or not (found["total"] or found["events"]):
            return None
        return Alert.objects.create(
            search=search, since=search.version, version=found["version"], total=found["total"], records=found["records"], events=found["events"]
        )  # fmt: skip


def unseen(user: Any) -> int:
    return Alert.objects.filter(search__owner=user, seen=False).count()
