"""The patent pages in a real browser: axe, a phone's width, no script errors, and a search by keyboard alone."""

from pathlib import Path

import pytest
from django.test import Client

from browser import DESK, PHONE, chromium, serious, sideways

pytestmark = [pytest.mark.browser, pytest.mark.skipif(not Path("/usr/bin/chromium").exists(), reason="没有 Chromium")]
PLACES = (
    "?q=疫苗&n=ipc:A61K&sort=relevance",
    "?q=ti:(疫苗",
    "record/US9900001B2/",
    "portrait/?q=ipc:A61K",
    "saved/",
    "exports/",
    "loads/",
    "loads/2/",
)


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_pages_are_fit_for_everybody(store, office, live_server, size, monkeypatch):
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    client = Client()
    client.force_login(office.clerk, "fazhi.surfaces.people.Backend")
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}
    with chromium(size) as page:
        page.context.add_cookies([cookie])
        page.goto(f"{live_server.url}/patents/")
        page.focus("#q")
        page.keyboard.type("标题:疫苗 NOT 狂犬")
        page.keyboard.press("Enter")
        page.wait_for_selector(".hits mark")
        page.focus(".hits a")
        page.keyboard.press("Enter")
        page.wait_for_selector("#similar li, #similar .empty", timeout=20_000)
        for place in PLACES:
            page.goto(f"{live_server.url}/patents/{place}")
            assert not serious(page) and not sideways(page), place
        assert not page.faults
