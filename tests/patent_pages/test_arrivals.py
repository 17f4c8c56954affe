"""Load files handed in on the page: who may, what is refused at once, and a job that has the store take them in."""

import gzip
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from fazhi.domains.patents import arrivals, library
from fazhi.domains.patents.models import Arrival
from fazhi.engines.patents import owner
from fazhi.surfaces.jobs import queue
from fazhi.surfaces.jobs.models import Job
from patent_pages.conftest import lens

pytestmark = pytest.mark.django_db


def file(name, *records):
    text = "\n".join(records).encode()
    return SimpleUploadedFile(name, gzip.compress(text) if name.endswith(".gz") else text)


@pytest.fixture
def desk(store, office, client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    client.force_login(office.clerk, "fazhi.surfaces.people.Backend")

    def hand_in(*files):
        return client.post("/patents/loads/files/", {"files": list(files)}, follow=True).content.decode()

    hand_in.client = client
    return hand_in


def work():
    """What the worker does with the waiting jobs, in this process."""
    while job := queue.claim():
        queue.do(job.pk)


def test_files_are_taken_in_by_a_job(desk, store):
    before = store.count().publications
    said = desk(
        file("week.jsonl", lens(9911001, "Lyophilised zebrafish"), "{broken"),
        file("more.jsonl.gz", lens(9911002, "Another zebrafish")),
    )
    assert "文件已收下" in said and "排队" in said and 'hx-trigger="every 2s"' in said
    assert "上一批文件还在装入" in desk(file("x.jsonl", lens(9911003, "No")))
    assert store.count().publications == before, "the page itself takes nothing in"
    work()
    arrival = Arrival.objects.get()
    assert arrival.job.state == "done" and arrival.result["inserted"] == 2 and arrival.result["rejected"] == 1
    assert store.search("zebrafish").total == 2 and not arrivals.folder(arrival.place).exists()
    page = desk.client.get("/patents/loads/").content.decode()
    assert "已装入：新增2件" in page and "week.jsonl第2行" in page and "hx-trigger" not in page
    run = desk.client.get(f"/patents/loads/{library.ask('runs')[-1]['load']}/").content.decode()
    assert "<li>week.jsonl</li>" in run and str(arrivals.exports.folder()) not in run, (
        "where the server keeps files is nobody's business"
    )


def test_a_load_that_failed_can_be_asked_for_again(desk, store, monkeypatch):
    desk(file("again.jsonl", lens(9911004, "Second try axolotl")))
    monkeypatch.setattr(arrivals, "LONGEST_WAIT", -1)
    with owner.WRITING:
        work()
    assert "正在装入另一批" in Job.objects.get(kind="patents.load").note
    arrival = Arrival.objects.get()
    assert "再装一次" in desk.client.get("/patents/loads/files/", headers={"HX-Request": "true"}).content.decode()
    desk.client.post(f"/patents/loads/files/{arrival.pk}/again/")
    work()
    assert Arrival.objects.get().result["inserted"] == 1 and store.search("axolotl").total == 1
    desk.client.post(f"/patents/loads/files/{arrival.pk}/again/")
    assert Job.objects.filter(kind="patents.load").count() == 2, "what is done is not done again"


def test_another_load_is_waited_for(desk, store, monkeypatch):
    desk(file("wait.jsonl", lens(9911005, "Waiting quetzal")))
    owner.WRITING.acquire()
    monkeypatch.setattr(arrivals.time, "sleep", lambda seconds: owner.WRITING.release())
    work()
    assert Arrival.objects.get().result["inserted"] == 1 and not owner.WRITING.locked()


def test_refusals_in_one_sentence(desk, store, office, citizen, monkeypatch):
    assert "没有选择文件" in desk()
    assert "特殊符号" in desk(file("a:b.jsonl", "a"))
    assert "同名" in desk(file("a.jsonl", "1"), file("a.jsonl", "2"))
    monkeypatch.setattr(arrivals, "MOST_FILES", 1)
    assert "至多1个文件" in desk(file("a.jsonl", "1"), file("b.jsonl", "2"))
    monkeypatch.setattr(arrivals, "MOST_BYTES", 1)
    assert "fazhi patents load" in desk(file("a.jsonl", "12"))
    assert not Arrival.objects.exists() and not Job.objects.exists()
    desk.client.force_login(citizen, "fazhi.surfaces.people.Backend")
    assert desk.client.post("/patents/loads/files/", {"files": [file("a.jsonl", "1")]}).status_code == 403
    assert "装入文件" not in desk.client.get("/patents/loads/").content.decode()


def test_others_files_and_old_files(desk, office):
    desk(file("a.jsonl", "{nothing"))
    arrival = Arrival.objects.get()
    desk.client.force_login(office.head, "fazhi.surfaces.people.Backend")
    assert desk.client.post(f"/patents/loads/files/{arrival.pk}/again/").status_code == 404
    arrivals.sweep()
    assert arrivals.folder(arrival.place).exists()
    Arrival.objects.update(at=timezone.now() - timedelta(8))
    arrivals.sweep()
    assert not arrivals.folder(arrival.place).exists()
    Job.objects.update(state="failed")
    with pytest.raises(ValueError, match="已过七天"):
        arrivals.again(Arrival.objects.select_related("job").get())
