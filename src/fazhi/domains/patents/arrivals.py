"""Load files handed in on the page: kept beside the other papers until the store's owner has taken them in, for which a job asks."""

import shutil
import time
import uuid
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.utils import timezone

from fazhi.domains.patents import exports, library
from fazhi.domains.patents.models import Arrival
from fazhi.engines.patents import owner
from fazhi.surfaces.jobs.queue import enqueue
from fazhi.surfaces.uploads import safe_name

MOST_BYTES, MOST_FILES, KEPT = 512 << 20, 20, timedelta(days=7)
SPARE = 4  # times the size of the files must be free on the disk
WAIT, LONGEST_WAIT = 2.0, 1800.0  # seconds for another load to end
DONE = ("inserted", "updated", "unchanged", "deleted", "events")


def folder(name: str) -> Path:
    return exports.folder() / "in" / name


def start(user: Any, files: list[Any]) -> Arrival:
    """Keep the files and ask for their load."""
    if not files:
        raise ValueError("没有选择文件。")
    if len(files) > MOST_FILES:
        raise ValueError(f"一次至多{MOST_FILES}个文件，请分几次，或者打成一个zip包。")
    size = sum(f.size for f in files)
    if size > MOST_BYTES:
        raise ValueError(f"一共{size >> 20}兆，网页一次至多{MOST_BYTES >> 20}兆；更大的请管理员用 fazhi patents load 装入。")
    names = [safe_name(str(f.name)) for f in files]
    if len(set(names)) < len(names):
        raise ValueError("有两个文件同名，请改名后再交。")
    if Arrival.objects.filter(owner=user, job__state__in=("queued", "running")).exists():
        raise ValueError("您交的上一批文件还在装入，请等它结束。")
    if shutil.disk_usage(exports.folder()).free < SPARE * size:
        raise ValueError(f"服务器的磁盘剩余不到文件的{SPARE}倍，请管理员腾出空间后再交。")
    place = folder(uuid.uuid4().hex)
    place.mkdir(parents=True)
    for name, file in zip(names, files, strict=True):
        with (place / name).open("wb") as kept:
            for chunk in file.chunks():
                kept.write(chunk)
    return ask_for(Arrival.objects.create(owner=user, names=names, size=size, place=place.name))


def ask_for(arrival: Arrival) -> Arrival:
    """The job of an arrival; also once more, where it did not come to its end: what was taken in already counts as unchanged."""
    arrival.job = enqueue("patents.load", arrival.owner, pk=arrival.pk)
    arrival.save(update_fields=["job"])
    return arrival


def again(arrival: Arrival) -> Arrival:
    if arrival.result or arrival.job is None or arrival.job.state != "failed":
        raise ValueError("这批文件不需要再装。")
    if not folder(arrival.place).exists():
        raise ValueError("这批文件已过七天被删除，请重新交。")
    return ask_for(arrival)


def load(progress: Callable[[str, int, int], None], pk: int) -> None:
    """Have the files taken in; may be run again from the start."""
    arrival = Arrival.objects.get(pk=pk)
    place, total = folder(arrival.place), len(arrival.names) + 1

    def told(label: str, records: int) -> None:
        name = inner(label)
        at = next((i for i, n in enumerate(sorted(arrival.names), 1) if name.startswith(n)), 0)
        progress(f"{name[-30:]}：已读{records}条", at, total)

    result = _asked(progress, told, place)
    said = {name: result[name] for name in DONE} | {"rejected": len(result["rejected"])}
    said["why"] = [f"{inner(r['file'])}第{r['line']}行：{r['reason']}" for r in result["rejected"][:5]]
    Arrival.objects.filter(pk=pk).update(result=said)
    shutil.rmtree(place, ignore_errors=True)
    progress("装好", total, total)


def _asked(progress: Callable[[str, int, int], None], told: owner.Progress, place: Path) -> dict[str, Any]:
    """The owner's answer; where another load is under way it is waited for."""
    end = time.monotonic() + LONGEST_WAIT
    while True:
        try:
            found: dict[str, Any] = library.ask("load", told, None, paths=[str(place)])
            return found
        except library.Refused as refused:
            if str(refused) != owner.BUSY or time.monotonic() > end:
                raise
            progress("等候另一批装入结束", 0, 1)
            time.sleep(WAIT)


def inner(label: str) -> str:
    """The name of a file of an arrival as a person knows it, without where it was kept."""
    root = f"{exports.folder() / 'in'}/"
    return label.removeprefix(root).partition("/")[2] if label.startswith(root) else label


def sweep() -> None:
    """Delete what was never taken in and is a week old."""
    for old in Arrival.objects.filter(at__lt=timezone.now() - KEPT):
        shutil.rmtree(folder(old.place), ignore_errors=True)
