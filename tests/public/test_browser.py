"""The citizen's whole way on a phone of 360 pixels, in Debian's Chromium: apply, leave, come back, hand in, receive, withdraw."""

import os
from datetime import date, timedelta

import pytest
from django.contrib.auth import get_user_model

from browser import NARROW, chromium, serious, sideways
from fazhi.kernel.declare import CLERK, HANDLER
from fazhi.kernel.holidays import plant
from fazhi.kernel.models import Case, Delivery, Person
from fazhi.kernel.perform import perform
from fazhi.kernel.scenario import World

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
WORD = "Zhengque-2024"
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not os.path.exists("/usr/bin/chromium"), reason="没有 Chromium"),
    pytest.mark.django_db(transaction=True),
]


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


def test_a_citizen_on_a_phone(live_server):
    plant()
    world = World.make()
    world.organ_named("示例区某局")
    user = get_user_model().objects.create_user("citizen-a", password=WORD)
    Person.objects.create(user=user, name="申请人甲", citizen=True)
    handler = world.person(HANDLER, "甲", world.organ)
    assert world.person(CLERK, "甲", world.organ)
    with chromium(NARROW) as page:
        page.goto(f"{live_server.url}/apply/")
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
        page.goto(f"{live_server.url}/apply/return/")
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
        page.click(".one >> text=登录")
        page.fill("#id_login", "citizen-a")
        page.fill("#id_password", WORD)
        page.press("#id_password", "Enter")
        page.wait_for_url("**/x-check/")
        page.click(".one button:has-text('提交')")
        page.wait_for_url("**/mine/receipt/**")
        fine(page, "receipt")
        case = Case.objects.get()
        perform(case, "correct", handler, date.today(), points="请补交决定书原件")
        page.click("text=查看我的案件")
        fine(page, "case")
        page.click("text=补正通知书")
        page.click("button:has-text('打开并签收')")
        page.wait_for_selector("article.paper")
        assert "请补交决定书原件" in page.inner_text("article") and Delivery.objects.get().method == "electronic"
        fine(page, "document")
        page.goto(f"{live_server.url}/mine/{case.pk}/")
        page.click("text=撤回申请")
        fine(page, "step")
        page.click("button:has-text('确定：撤回申请')")
        page.wait_for_url(f"**/mine/{case.pk}/")
        assert "受理前终结" in page.inner_text(".state")
        assert [f for f in page.faults if "favicon" not in f and "404" not in f] == []
