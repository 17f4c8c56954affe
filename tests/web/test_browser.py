"""The main path of three people in a real browser, by keyboard where it matters; axe on every page; 360 px and large print."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from datetime import date
from pathlib import Path

import pytest

import emptystore

CHROMIUM = "/usr/bin/chromium"
pytestmark = [pytest.mark.browser, pytest.mark.skipif(not Path(CHROMIUM).exists(), reason="没有 Chromium")]


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """The site served by a process of its own over a fresh store."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    home = tmp_path_factory.mktemp("site")
    env = {
        **os.environ,
        "FAZHI_HOME": str(home),
        "DATABASE_URL": f"sqlite:///{emptystore.put(home / 'site.sqlite3')}",
        "FAZHI_MEDIA": str(home / "media"),
    }
    server = subprocess.Popen([sys.executable, "-W", "ignore", str(Path(__file__).with_name("served.py")), str(port)], env=env)
    address = f"http://127.0.0.1:{port}"
    for _ in range(600):
        try:
            urllib.request.urlopen(address + "/login/")
            break
        except OSError:
            assert server.poll() is None, "服务没有起来"
            time.sleep(0.2)
    yield address
    server.terminate()


@pytest.fixture
def browser():
    from playwright.sync_api import sync_playwright

    with sync_playwright() as p:
        found = p.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield found
        found.close()


class Person:
    """Somebody at a browser; every page he opens is examined."""

    def __init__(self, browser, base, name):
        self.base = base
        self.page = browser.new_context(viewport={"width": 360, "height": 740}, locale="zh-CN").new_page()
        self.faults: list[str] = []
        self.page.on("console", lambda m: self.faults.append(m.text) if m.type == "error" and "422" not in m.text else None)
        self.page.on("pageerror", lambda e: self.faults.append(str(e)))
        self.go("/login/")
        self.page.get_by_role("button", name=name, exact=True).first.click()
        self.page.wait_for_load_state()

    def go(self, path):
        self.page.goto(self.base + path)
        self.examine()

    def examine(self):
        from axe_playwright_python.sync_playwright import Axe

        faults = [v["id"] for v in Axe().run(self.page).response["violations"] if v["impact"] in ("serious", "critical")]
        wide = self.page.evaluate("document.documentElement.scrollWidth > innerWidth")
        assert not faults and not wide, (self.page.url, faults, wide)
        assert not self.faults, self.faults


def press(person, role, name):
    person.page.get_by_role(role, name=name, exact=True).first.press("Enter")
    person.page.wait_for_load_state()
    person.examine()


def test_from_intake_to_decision(site, browser):
    clerk = Person(browser, site, "收件人甲")
    clerk.go("/cases/sample/new/receive/")
    clerk.page.get_by_label("标题").fill("申请人甲不服处罚案")
    clerk.page.get_by_label("姓名或名称").first.fill("申请人甲")
    press(clerk, "button", "收件")
    case = clerk.page.url.removeprefix(site)
    number = clerk.page.locator(".page-head .soft").inner_text()
    assert case.startswith("/case/") and "样" in number

    head = Person(browser, site, "机构负责人甲")
    head.go("/work/")
    press(head, "link", number)
    press(head, "link", "受理")
    head.page.get_by_label("金额").fill("多少")
    press(head, "button", "受理")
    assert "应写成金额" in head.page.content() and head.page.get_by_label("金额").input_value() == "多少"
    head.page.get_by_label("金额").fill("1000")
    press(head, "button", "受理")

    press(head, "link", "决定")
    head.page.get_by_label("维持").check()
    head.page.locator("#q-on").fill(date.today().isoformat())
    press(head, "button", "决定")
    assert head.page.locator(".page-head strong").inner_text() == "办结"
    head.page.get_by_role("button", name="大字").click()
    for path in (
        case,
        "/cases/sample/",
        "/work/watch/",
        "/board/sample/",
        "/search/?q=处罚",
        "/laws/",
        "/sheets/sample@2024/",
        "/glossary/",
    ):
        head.go(path)


def test_pages_work_without_script(site, browser):
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(site + "/login/")
    page.get_by_role("button", name="收件人甲").click()
    page.goto(site + "/cases/sample/new/receive/")
    page.get_by_label("标题").fill("某案")
    page.get_by_role("button", name="再加一人").first.click()
    assert page.get_by_label("标题").input_value() == "某案" and page.get_by_label("姓名或名称").count() >= 3
    page.get_by_role("button", name="收件", exact=True).click()
    assert "/case/" in page.url and page.locator("h1").inner_text() == "某案"
