"""A long table taken in by the worker: first every row is tried and undone, then rows are opened some hundreds a transaction.

A killed worker loses the transaction it was in and nothing else: the counter stands in the same transaction as the cases.
"""

from collections.abc import Callable
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction

from fazhi.surfaces import intake, nav
from fazhi.surfaces.intake import Outcome, Table
from fazhi.surfaces.jobs.queue import enqueue
from fazhi.surfaces.models import Batch
from fazhi.surfaces.sheets import Fault

CHUNK, KEPT = 200, 2_000  # rows a transaction; faults kept, for a person to mend
KIND = "intake"
Told = Callable[[str, int, int], None]


def hand_in(table: Table, user: Any, name: str, content: bytes) -> Batch:
    """Keep a long table and ask the worker for it."""
    with transaction.atomic():
        batch = Batch(
            owner=user, organ=table.organ, word=table.word, step=table.step.key, name=name[:120], total=len(table.rows)
        )
        batch.file.save("table", ContentFile(content), save=False)
        batch.save()
        go_on(batch)
    return batch


def go_on(batch: Batch) -> None:
    """Ask for the rest of a batch; one that stopped at a row tries that row again."""
    job = enqueue(KIND, batch.owner, pk=batch.pk)
    Batch.objects.filter(pk=batch.pk, state="stopped").update(state="writing", faults=[])
    Batch.objects.filter(pk=batch.pk).update(job=job)


def work(told: Told, pk: int) -> None:
    """The job: may be killed at any moment and run again."""
    batch = Batch.objects.select_related("owner", "organ").get(pk=pk)
    if batch.state in ("checking", "writing"):
        take_in(batch, told)
    if batch.state in ("done", "faulty") and batch.file:
        batch.file.delete(save=False)  # what it says is in the cases now, or is handed in anew
        Batch.objects.filter(pk=pk).update(file="")


def take_in(batch: Batch, told: Told) -> None:
    """Check and write what is left."""
    if not batch.owner.is_active:
        raise ValueError("交表的账号已经停用，其余各行没有收下")
    declared = nav.words()[batch.word].declared
    with batch.file.open("rb") as file:
        table = intake.lay(batch.word, declared, declared.steps[batch.step], batch.organ, file.read())
    while batch.state == "checking":
        check(batch, table)
        told("核对", batch.checked, batch.total)
    while batch.state == "writing":
        write(batch, table)
        told("立案", len(batch.opened), batch.total)


def check(batch: Batch, table: Table) -> None:
    """Try the next rows; after the last, the faults decide. Where another worker was faster, its count stands."""
    before, rows = batch.checked, table.rows[batch.checked : batch.checked + CHUNK]
    found = intake.try_rows(table, rows, batch.owner)
    known = batch.faults if before else [as_list(f) for f in table.faults]
    faults = sorted([*known, *map(as_list, found.faults)][: KEPT + 1], key=lambda f: f[1])
    checked = before + len(rows)
    state = "checking" if checked < batch.total else "faulty" if faults else "writing"
    mine = Batch.objects.filter(pk=batch.pk, state="checking", checked=before)
    if mine.update(checked=checked, faults=faults, state=state):
        found.tell(batch.owner)
    batch.refresh_from_db(fields=("checked", "faults", "state", "opened"))


def write(batch: Batch, table: Table) -> None:
    """Open the next rows and count them, in one transaction; a row refused after all stops the batch there."""
    found = Outcome()
    with transaction.atomic():
        locked = Batch.objects.select_for_update().get(pk=batch.pk)
        if locked.state == "writing":
            rows = table.rows[len(locked.opened) : len(locked.opened) + CHUNK]
            found = intake.open_rows(table, rows, batch.owner)
            if found.faults:
                locked.state, locked.faults = "stopped", [as_list(f) for f in found.faults]
            else:
                locked.opened += [[n, pk] for (n, _), pk in zip(rows, found.opened, strict=True)]
                locked.state = "done" if len(locked.opened) >= locked.total else "writing"
            locked.save(update_fields=("state", "faults", "opened"))
    batch.state, batch.opened, batch.faults = locked.state, locked.opened, locked.faults
    found.tell(batch.owner)


def as_list(fault: Fault) -> list[Any]:
    return [fault.sheet, fault.row, fault.column, fault.why]


JOBS = {KIND: work}
