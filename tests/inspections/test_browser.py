"""The planner's room in a real browser: a visit dragged onto a day and told at once what it breaks, moved, undone, published; then the
list of a body and the page behind an enterprise's code, on a desk and on a phone."""

import json
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from tests.browser import DESK, PHONE, chromium, serious, sideways

import emptystore

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.skipif(not os.path.exists("/usr/bin/chromium"), reason="没有 Chromium"),
]


@pytest.fixture(scope="module")
def quarter(tmp_path_factory):
    """The served quarter: addresses, and `enter(page, who)`."""
    home = tmp_path_factory.mktemp("room")
    env = {**os.environ, "DATABASE_URL": f"sqlite:///{emptystore.put(home / 'd.sqlite3')}", "FAZHI_MEDIA": str(home / "media")}
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    program = [sys.executable, "-W", "ignore", str(Path(__file__).with_name("served.py")), str(port)]
    server = subprocess.Popen(program, env=env, stdout=subprocess.PIPE, text=True)
    known = json.loads(server.stdout.readline())
    known["base"] = f"http://127.0.0.1:{port}"
    yield known
    server.terminate()


def enter(page, known, who, path):
    page.context.add_cookies([{"name": "sessionid", "value": known[who], "url": known["base"]}])
    page.goto(known["base"] + path)


def looked_at(page, name):
    """No sideways scroll, nothing serious for axe, no script error; a picture where one is wanted."""
    if folder := os.environ.get("FAZHI_SHOTS"):
        page.screenshot(path=Path(folder, f"{name}.png"), full_page=True)
    assert not sideways(page) and serious(page) == [] and page.faults == []


def test_drag_look_undo_publish(quarter):
    with chromium(DESK) as page:
        enter(page, quarter, "planner", f"{quarter['room']}?day={quarter['day']}")
        looked_at(page, "room-desk")
        visit, told = page.locator("li[data-firm]").first, page.locator("#told")
        name = visit.locator("h3").inner_text()
        before = page.locator(f"td[data-day='{quarter['day']}'] b").inner_text()
        late = page.locator("td[data-day='2026-12-30']")
        late.scroll_into_view_if_needed()  # the day's list stays in sight
        visit.drag_to(late)
        told.get_by_text("不行").wait_for()
        assert name in told.inner_text() and "窗口" in told.inner_text() and told.locator("button").count() == 0
        looked_at(page, "room-refused")
        visit.drag_to(page.locator(f"td[data-day='{quarter['free']}']"))
        told.get_by_text("可以").wait_for()
        told.get_by_role("button", name="就改到这一天").click()
        page.wait_for_url("**day=" + quarter["free"] + "*")
        assert page.locator("li[data-firm] h3", has_text=name).count() == 1
        page.get_by_role("button", name="撤销上一次改期").click()
        page.wait_for_load_state()
        assert page.locator(f"td[data-day='{quarter['day']}'] b").inner_text() == before
        assert page.get_by_role("button", name="撤销上一次改期").count() == 0
        page.get_by_role("button", name="公布这个排程").click()
        page.wait_for_load_state()
        assert page.get_by_text("已公布第1版").count() == 1
        looked_at(page, "room-published")


@pytest.mark.parametrize(("size", "name"), [(DESK, "desk"), (PHONE, "phone")])
def test_what_each_sees(quarter, size, name):
    with chromium(size) as page:
        page.goto(f"{quarter['base']}/inspections/code/{quarter['code']}/")
        assert page.get_by_text("示例区甲检查局").count()
        looked_at(page, f"code-{name}")
        for who, path in (("planner", quarter["room"] + f"?day={quarter['free']}"), ("planner", "/inspections/"), ("planner", "/inspections/alerts/"),
                          ("body", "/inspections/mine/"), ("body", "/inspections/sheets/")):  # fmt: skip
            enter(page, quarter, who, path)
            looked_at(page, f"{path.split('/')[2] or 'index'}-{name}")


def test_an_enterprise_rates_by_its_phone(quarter):
    with chromium(PHONE) as page:
        page.goto(f"{quarter['base']}/inspections/code/{quarter['code']}/")
        page.get_by_label("2 差").check()
        page.get_by_role("button", name="提交评价").click()
        assert "评价已收到" in page.get_by_role("status").inner_text()
        page.get_by_label("检查中有什么问题").fill("没有说明检查依据")
        page.get_by_role("button", name="投诉", exact=True).click()
        assert "司法局" in page.get_by_role("status").inner_text()
        looked_at(page, "code-rated")
