"""A search as a table: asked for on the page, written by the store's owner for the worker, fetched by its owner, deleted after a week."""

import uuid
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone

from fazhi.domains.patents import library
from fazhi.domains.patents.models import Export
from fazhi.surfaces.jobs.queue import enqueue

KEPT = timedelta(days=7)
AT_ONCE = 3  # exports one person may have waiting


def folder() -> Path:
    found = Path(settings.MEDIA_ROOT) / "patents"
    found.mkdir(parents=True, exist_ok=True)
    return found


def start(user: Any, text: str, sort: str, kind: str) -> Export:
    """Ask for a table; the worker begins at once."""
    if kind not in dict(Export.KINDS):
        raise ValueError("导出只有Excel和CSV两种格式。")
    if Export.objects.filter(owner=user, job__state__in=("queued", "running")).count() >= AT_ONCE:
        raise ValueError(f"您已有{AT_ONCE}份导出在办，请等其中一份办完再导出。")
    export = Export.objects.create(owner=user, text=text, sort=sort, kind=kind)
    export.job = enqueue("patents.export", user, pk=export.pk)
    export.save(update_fields=["job"])
    return export


def write(progress: Callable[[str, int, int], None], pk: int) -> None:
    """Write one table; may be run again from the start."""
    export = Export.objects.get(pk=pk)
    name = export.file or f"{uuid.uuid4().hex}.{export.kind}"
    progress("检索并写表", 0, 2)
    rows = library.ask("export", timeout=600, text=export.text, path=str(folder() / name), sort=export.sort)
    Export.objects.filter(pk=pk).update(file=name, rows=rows)
    progress("写好", 2, 2)


def sweep() -> int:
    """Delete tables older than a week."""
    old = list(Export.objects.filter(at__lt=timezone.now() - KEPT))
    for export in old:
        if export.file:
            (folder() / export.file).unlink(missing_ok=True)
        export.delete()
    return len(old)
