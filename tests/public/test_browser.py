"""The citizen's whole way on a phone of 360 pixels, in Debian's Chromium: apply, leave, come back, hand in, receive, withdraw."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from datetime import date, timedelta
from pathlib import Path

import pytest

import emptystore
from browser import NARROW, chromium, serious, sideways
from public.district import WORD

HOME = Path(__file__).parents[2]
pytestmark = [pytest.mark.browser, pytest.mark.skipif(not os.path.exists("/usr/bin/chromium"), reason="没有 Chromium")]


@pytest.fixture
def district(tmp_path):
    """(address, run): a server of its own with its own database; run(what) lets the office act."""
    env = {
        **os.environ,
        "DATABASE_URL": f"sqlite:///{emptystore.put(tmp_path / 'd.sqlite3')}",
        "FAZHI_MEDIA": str(tmp_path / "media"),
        "PYTHONPATH": f"{HOME}/src:{HOME}/tests",
    }

    def run(what):
        subprocess.run([sys.executable, str(HOME / "tests/public/district.py"), what], env=env, check=True)

    run("init")
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        port = s.getsockname()[1]
    server = subprocess.Popen(
        [sys.executable, str(HOME / "manage.py"), "runserver", f"127.0.0.1:{port}", "--noreload"],
        env=env,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        for _ in range(300):
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/health/", timeout=2)
                break
            except OSError:
                time.sleep(0.1)
        yield f"http://127.0.0.1:{port}", run
    finally:
        server.terminate()
        server.wait(10)


def fine(page, where):
    """No serious finding of axe, nothing to scroll sideways."""
    assert serious(page) == [], where
    assert not sideways(page), where


def on(page):
    page.click("button:has-text('下一步')")
    page.wait_for_load_state()


def pick(page, text):
    page.click(f"label.pick:has-text('{text}')")
    on(page)


def test_a_citizen_on_a_phone(district):
    address, run = district
    with chromium(NARROW) as page:
        page.goto(f"{address}/apply/")
        fine(page, "apply")
        page.click("text=申请行政复议")
        page.click("button:has-text('开始')")
        page.wait_for_url("**/act_kind/")
        fine(page, "question")
        pick(page, "罚款、拘留")
        page.fill("input[type=date]", (date.today() - timedelta(20)).isoformat())
        on(page)
        pick(page, "告诉了")
        pick(page, "区里的部门")
        pick(page, "没有起诉")
        pick(page, "撤销这个决定")
        assert "可以申请" in page.inner_text("h1") and "最后一天" in page.inner_text("main")
        fine(page, "advice")
        page.click("button:has-text('接着填写')")
        page.fill("textarea", "请求撤销罚款决定")
        page.click("button:has-text('保存，以后再写')")
        code = page.inner_text(".receipt-code")
        fine(page, "saved")
        page.context.clear_cookies()  # another device
        page.goto(f"{address}/apply/return/")
        page.fill("#q-code", code.lower())
        page.click("button:has-text('打开')")
        page.wait_for_url("**/reasons/")
        page.fill("textarea", "没有听我陈述")
        on(page)
        on(page)
        on(page)
        page.fill("#q-name", "示例区某局")
        on(page)
        page.fill("#q-name", "申请人甲")
        page.click("label.pick:has-text('个人')")
        page.fill("#q-phone", "13900001234")
        page.fill("#q-address", "示例区示例路1号")
        page.click("label.pick:has(input[name=e_service][value=true])")
        fine(page, "me")
        on(page)
        page.set_input_files("#q-files", [{"name": "决定书.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4\n%%EOF"}])
        on(page)
        fine(page, "check")
        page.click("a.button:has-text('登录')")
        page.fill("#id_login", "citizen-a")
        page.fill("#id_password", WORD)
        page.press("#id_password", "Enter")
        page.wait_for_url("**/x-check/")
        page.click(".one button:has-text('提交')")
        page.wait_for_url("**/mine/receipt/**")
        fine(page, "receipt")
        run("correct")
        page.click("text=查看我的案件")
        fine(page, "case")
        page.click("text=补正通知书")
        page.click("button:has-text('打开并签收')")
        page.wait_for_selector("article.paper")
        assert "请补交决定书原件" in page.inner_text("article") and "电子送达" in page.inner_text("main")
        fine(page, "document")
        page.click(".crumbs a")
        page.wait_for_selector(".chapters")
        page.click("text=撤回申请")
        fine(page, "step")
        page.click("button:has-text('确定：撤回申请')")
        page.wait_for_url("**/mine/1/")
        assert "受理前终结" in page.inner_text(".state")
        assert [f for f in page.faults if "favicon" not in f and "404" not in f] == []
