"""A long table goes to the worker: checked whole before anything is written, and a killed worker goes on with nothing lost or doubled."""

import io
import json
import os
import signal
import sqlite3
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.db import connection
from python_calamine import CalamineWorkbook

from fazhi.kernel.models import Case
from fazhi.surfaces import batches, intake
from fazhi.surfaces.jobs import queue
from fazhi.surfaces.jobs.models import Job
from fazhi.surfaces.models import Batch
from web.conftest import enter
from web.test_intake import HEAD, URL, table


@pytest.fixture(autouse=True)
def short(monkeypatch):
    """Small figures stand for large ones: a table is long from the fourth row, two rows a transaction."""
    monkeypatch.setattr(intake, "LIMIT", 3)
    monkeypatch.setattr(batches, "CHUNK", 2)


def rows(*titles):
    return (HEAD, *((t, date.today().isoformat(), "", f"申请人{t}") for t in titles))


def handed(office, *lines):
    """The batch a clerk hands in by the page."""
    answer = enter(office.clerk).post(URL, {"table": table(*lines)})
    assert answer.status_code == 302, answer.text
    return Batch.objects.get(pk=answer["Location"].strip("/").split("/")[1])


def work(batch):
    """The worker does the job that waits."""
    job = queue.claim()
    queue.do(job.pk)
    batch.refresh_from_db()
    return Job.objects.get(pk=job.pk)


def opened(office):
    return list(Case.objects.filter(domain="sample").order_by("pk").values_list("title", flat=True))[len(office.cases) :]


def test_a_long_table_is_written_by_the_worker_and_its_file_let_go(office):
    batch = handed(office, *rows(*"甲乙丙丁戊"))
    kept = batch.file.name
    page = enter(office.clerk).get(f"/intake/{batch.pk}/")
    assert "核对中" in page.text and "hx-trigger" in page.text and opened(office) == []
    assert work(batch).state == "done"
    assert batch.state == "done" and opened(office) == list("甲乙丙丁戊")
    assert not default_storage.exists(kept)
    page = enter(office.clerk).get(f"/intake/{batch.pk}/").text
    assert "已立案5件" in page and "hx-trigger" not in page
    sheet = enter(office.clerk).get(f"/intake/{batch.pk}/sheet/").content
    lines = CalamineWorkbook.from_filelike(io.BytesIO(sheet)).get_sheet_by_index(0).to_python()
    assert [(int(r[0]), r[2]) for r in lines[1:]] == list(zip(range(2, 7), "甲乙丙丁戊", strict=True))


def test_one_bad_row_at_the_end_keeps_all_out_and_every_fault_is_told(office):
    lines = [*rows(*"甲乙丙丁"), ("戊", "2999-01-01", "", "戊"), ("", "昨天", "", "")]
    batch = handed(office, *lines)
    work(batch)
    assert batch.state == "faulty" and opened(office) == []
    assert {(f[0], f[1], f[2]) for f in batch.faults} == {
        ("Sheet1", 6, "日期"),
        ("Sheet1", 7, "标题"),
        ("Sheet1", 7, "日期"),
    }
    page = enter(office.clerk).get(f"/intake/{batch.pk}/").text
    assert "有 3 处不对，没有写入任何一行" in page
    sheet = enter(office.clerk).get(f"/intake/{batch.pk}/sheet/?faults").content
    assert len(CalamineWorkbook.from_filelike(io.BytesIO(sheet)).get_sheet_by_index(0).to_python()) == 4


def test_a_row_refused_after_the_check_stops_there_and_goes_on_when_mended(office, monkeypatch):
    batch = handed(office, *rows(*"甲乙丙丁戊"))
    real = intake.new_case

    def full(word, organ, on, title):
        if title == "丁" and Batch.objects.get(pk=batch.pk).state == "writing":
            raise ValueError("编号已满")
        return real(word, organ, on, title)

    monkeypatch.setattr(intake, "new_case", full)
    work(batch)
    assert batch.state == "stopped" and opened(office) == ["甲", "乙"] and batch.faults[0][1] == 5
    assert "前面的2行已经立案" in enter(office.clerk).get(f"/intake/{batch.pk}/").text
    monkeypatch.setattr(intake, "new_case", real)
    enter(office.clerk).post(f"/intake/{batch.pk}/go-on/")
    work(batch)
    assert batch.state == "done" and opened(office) == list("甲乙丙丁戊")


def test_a_person_who_left_in_the_meantime_writes_nothing(office):
    batch = handed(office, *rows(*"甲乙丙丁"))
    office.clerk.is_active = False
    office.clerk.save()
    assert "停用" in work(batch).note and opened(office) == []


def test_nobody_else_sees_it(office):
    batch = handed(office, *rows(*"甲乙丙丁"))
    for other in (office.head, office.stranger, office.citizen):
        client = enter(other)
        for place in ("", "sheet/"):
            assert client.get(f"/intake/{batch.pk}/{place}").status_code == 404
        assert client.post(f"/intake/{batch.pk}/go-on/").status_code == 404


WORKER = """
import json, os, signal, sys
from kernel.sample import install
from fazhi.site.boot import start
start(migrate=False)
install()
from fazhi.surfaces import batches, intake
from fazhi.surfaces.jobs import queue
from fazhi.surfaces.models import Batch
real, upto = intake.perform, int(sys.argv[1])
def perform(case, *said, **more):
    done = real(case, *said, **more)
    if case.title == str(upto) and Batch.objects.get().state == "writing":
        os.kill(os.getpid(), signal.SIGKILL)
    return done
batches.CHUNK, intake.perform = 20, perform
job = queue.Job.objects.get()
queue.do(job.pk)
print(json.dumps(Batch.objects.values_list("state", "checked").get()))
"""


@pytest.mark.skipif(connection.vendor != "sqlite", reason="测试库要能整个复制出来")
def test_a_worker_killed_in_the_middle_loses_and_doubles_nothing(office, tmp_path, settings):
    names = [str(n) for n in range(1, 66)]
    batch = handed(office, *rows(*names))
    (tmp_path / "copy.sqlite3").write_bytes(connection.connection.serialize())
    here = Path(__file__).parents[1]
    env = {
        **os.environ,
        "DATABASE_URL": f"sqlite:///{tmp_path}/copy.sqlite3",
        "FAZHI_MEDIA": str(settings.MEDIA_ROOT),
        "PYTHONPATH": f"{here.parent / 'src'}:{here}",
        "DJANGO_SETTINGS_MODULE": "fazhi.site.settings",
    }

    def run(upto):
        return subprocess.run([sys.executable, "-c", WORKER, str(upto)], env=env, capture_output=True, text=True)

    def titles():
        with sqlite3.connect(tmp_path / "copy.sqlite3") as copy:
            found = copy.execute("SELECT title, number FROM kernel_case WHERE domain = 'sample' ORDER BY id").fetchall()
        return found[len(office.cases) :]

    assert run(45).returncode == -signal.SIGKILL
    assert [t for t, _ in titles()] == names[:40], "the transaction it was in is gone, those before stand"
    second = run(0)
    assert second.returncode == 0, second.stderr
    assert json.loads(second.stdout) == ["done", 65]
    assert [t for t, _ in titles()] == names and len({n for _, n in titles()}) == 65
    assert Batch.objects.get(pk=batch.pk).state == "checking", "the tested copy is not this store"
