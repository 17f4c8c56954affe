"""The owner of the store is begun again when it dies; meanwhile a page says so and asks again."""

import os
import signal
import time

import pytest

from fazhi.domains.patents import keeper, library


@pytest.fixture
def kept(tmp_path, monkeypatch):
    monkeypatch.setenv("FAZHI_PATENTS", str(tmp_path / "store"))
    running = keeper.Keeper().start()
    try:
        yield running
    finally:
        running.stop()


def answered(seconds=90):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            return library.ask("state")
        except library.Absent as absent:
            assert str(absent) == library.RETURNS
            time.sleep(0.1)
    raise AssertionError("专利库没有重新打开")


def test_a_killed_owner_comes_back(kept, client, django_user_model, db):
    assert answered()["publications"] == 0
    first = kept.child
    os.kill(first.pid, signal.SIGKILL)
    first.wait()
    client.force_login(django_user_model.objects.create(username="reader"), "fazhi.surfaces.people.Backend")
    page = client.get("/patents/")
    assert page.status_code == 503 and page["Refresh"] == "5"
    assert "正在重新打开" in page.content.decode() and "本页每5秒自动再试一次" in page.content.decode()
    assert answered()["publications"] == 0 and kept.child.pid != first.pid


def test_without_a_keeper_the_page_does_not_ask_again(client, django_user_model, db, tmp_path, monkeypatch):
    monkeypatch.setenv("FAZHI_PATENTS", str(tmp_path / "none"))
    assert keeper.keep() is None, "no store, no owner"
    client.force_login(django_user_model.objects.create(username="reader"), "fazhi.surfaces.people.Backend")
    page = client.get("/patents/")
    assert page.status_code == 503 and "Refresh" not in page and "自动再试" not in page.content.decode()
