"""The main path of each person in a real browser: the office by keyboard alone, the leader, the administrator; and without script."""

import re
from datetime import date, timedelta

import pytest

from browser import DESK, PRESENT, Keyboard, page_of
from web.tables import workbook

pytestmark = [pytest.mark.browser, pytest.mark.skipif(not PRESENT, reason="没有 Chromium")]


@pytest.fixture
def enter(site, chrome):
    """Somebody at a desk, entered under that name."""
    pages = []

    def one(name, size=DESK, **context):
        page = page_of(chrome, size, base_url=site, **context)
        pages.append(page)
        page.goto("/login/")
        page.get_by_role("button", name=name, exact=True).first.click()
        page.wait_for_load_state()
        return page

    yield one
    for page in pages:
        assert not page.faults, page.faults
        page.context.close()


def test_from_intake_to_decision_by_keyboard_alone(site, chrome):
    page = page_of(chrome, DESK, base_url=site)
    keys = Keyboard(page)
    page.goto("/login/")
    keys.go("收件人", "BUTTON")

    keys.press("Tab")
    assert keys.focus()["name"] == "跳到正文" and keys.focus()["place"]
    keys.press("Enter")
    keys.to("新收", "SUMMARY")
    keys.press("Enter")
    keys.go("样例：收件", "A")
    keys.write("标题", "申请人甲不服处罚案")
    keys.write("姓名或名称", "申请人甲")
    with page.expect_navigation():
        keys.press("Enter")  # a field sends the step itself, not the first button of the form
    assert page.locator("h1").inner_text() == "申请人甲不服处罚案"
    number = page.locator(".page-head .soft").inner_text()
    assert "样" in number

    keys.go("退出", "BUTTON")
    page.goto("/login/")
    keys.go("机构负责人", "BUTTON")
    keys.go(number, "A")
    keys.go("受理", "A")
    keys.write("金额", "多少")
    keys.go("受理", "BUTTON")
    at = keys.focus()
    assert at["name"].startswith("金额") and "应写成金额" in page.content(), "what was refused has the focus"
    keys.press("Control+a")
    page.keyboard.type("1000")
    keys.go("受理", "BUTTON")

    keys.go("决定", "A")
    keys.to("维持")
    keys.press("Space", "ArrowRight", "ArrowLeft")
    keys.go("决定", "BUTTON")
    assert page.locator(".page-head strong").inner_text() == "办结"
    assert not page.faults, page.faults
    page.context.close()


def test_a_handler_sends_a_paper_and_records_its_delivery(enter):
    page = enter("承办人")
    page.goto("/work/doing/")
    page.get_by_role("row", name="申请人乙不服许可案").get_by_role("link").first.click()
    page.get_by_role("link", name="发送副本", exact=True).click()
    page.get_by_role("button", name="发送副本", exact=True).last.click()
    case = page.url
    paper = page.locator("li", has=page.get_by_role("link", name="答复通知书"))
    paper.get_by_role("link", name="打印").click()
    assert "答复通知书" in page.locator(".paper").inner_text()
    page.goto(case)
    paper.get_by_role("link", name="登记送达").click()
    page.get_by_label(re.compile("示例区某局")).check()
    page.get_by_label("凭据").fill("回证一号")
    page.get_by_role("button", name="登记送达").click()
    assert "凭据：回证一号" in page.content() and page.url == case


def test_a_leader_goes_from_the_board_to_the_lines_of_a_figure(enter):
    page = enter("分管领导", size={"width": 390, "height": 844})
    page.goto("/board/")
    figure = page.locator("figure", has_text="各业务在办")
    figure.get_by_text("看表格").click()
    figure.get_by_role("row", name="样例").get_by_role("link").first.click()
    assert page.locator("h1").inner_text() == "样例" and page.locator("tbody tr").count() >= 1
    page.goto("/board/reconsideration/")
    page.get_by_role("link", name="新收", exact=True).first.click()
    page.goto(page.url.partition("?")[0] + "?year=2024")
    shown = int(re.match(r"\d+", page.locator(".annex strong").inner_text())[0])
    assert shown == page.locator("tbody tr").count() >= 1
    page.locator("tbody a").first.click()
    assert "/case/" in page.url and page.get_by_role("heading", name="台账").is_visible()


def test_an_administrator_makes_the_house_ready(enter, tmp_path):
    page, today = enter("管理员"), date.today().isoformat()

    page.goto("/admin/organs/")
    page.get_by_text("设立机关").first.click()
    page.get_by_label("代码").fill("SL900")
    page.get_by_label("名称", exact=True).fill("示例区新设局")
    page.get_by_label("设立日期").fill(today)
    page.get_by_role("button", name="设立", exact=True).click()
    assert "已设立示例区新设局" in page.content()

    page.goto("/admin/people/")
    page.get_by_text("新建账号").first.click()
    form = page.locator("form.admin-form")
    form.get_by_label("账号").fill("xin-1")
    form.get_by_label("姓名").fill("新人")
    form.get_by_label("机关").select_option(label="示例区新设局")
    form.get_by_label("岗位").select_option(label="承办人")
    form.get_by_label("自哪一天").fill(today)
    form.get_by_role("button", name="建立账号").click()
    assert "一次性密码：" in page.get_by_role("status").inner_text()

    page.goto("/admin/holidays/")
    year = int(page.get_by_role("textbox", name="年份").input_value() or date.today().year + 1)
    days = [d for d in (date(year, 5, 1) + timedelta(n) for n in range(12)) if d.weekday() < 5][:6]
    page.get_by_label("来源").fill("放假安排（虚构）")
    sheet = workbook(tmp_path / "假.xlsx", ("日期", "安排", "名称"), *((d.isoformat(), "放假", "劳动节") for d in days))
    page.get_by_label(re.compile("Excel 表")).set_input_files(sheet)
    page.get_by_role("button", name="录入并重算期限").click()
    assert "放假安排已录入6天" in page.content()

    faulty = workbook(
        tmp_path / "人.xlsx", ("账号", "姓名", "机关代码", "岗位", "任岗日期"), ("a-1", "甲", "没有", "承办人", "昨天")
    )
    page.goto("/admin/import/")
    form = page.locator("form", has_text="任岗日期")
    form.get_by_label("Excel 表").set_input_files(faulty)
    form.get_by_role("button", name="导入").click()
    assert "一行也没有收下" in page.content()
    assert {"Sheet1", "2", "任岗日期"} <= set(page.locator("tbody td").all_inner_texts())


def test_an_administrator_puts_a_template_of_his_own_in_force(enter, tmp_path):
    from docx import Document

    page, own = enter("管理员"), Document()
    own.add_paragraph("{{ organ }}受理通知书（本区样式）")
    own.add_paragraph("{{ applicant }}：{{ title }}一案，现予受理。{{ date }}")
    own.save(tmp_path / "受理.docx")
    page.goto("/admin/templates/sample/受理通知书/")
    page.get_by_label("模板文件").set_input_files(tmp_path / "受理.docx")
    page.get_by_role("button", name="试填").click()
    assert "本区样式" in page.locator(".paper").inner_text()
    page.get_by_role("button", name="启用这个模板").click()
    assert "第1版已定于" in page.content() and page.get_by_role("cell", name="第1版").is_visible()


def test_pages_work_without_script(enter):
    page = enter("收件人", java_script_enabled=False)
    page.goto("/cases/sample/new/receive/")
    page.get_by_label("标题").fill("某案")
    page.get_by_role("button", name="再加一人").first.click()
    assert page.get_by_label("标题").input_value() == "某案" and page.get_by_label("姓名或名称").count() >= 3
    page.get_by_role("button", name="收件", exact=True).last.click()
    assert "/case/" in page.url and page.locator("h1").inner_text() == "某案"
