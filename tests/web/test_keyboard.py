"""The whole way from intake to decision with the keyboard alone: Tab, letters, Space, Enter; where the focus is must be seen."""

from datetime import date

import pytest

from web.test_browser import Person, browser, site  # noqa: F401

pytestmark = [pytest.mark.browser]
NAME = """() => { const e = document.activeElement; const style = getComputedStyle(e);
  const words = [...(e.labels || [])].map(l => l.innerText).join(' ') || e.getAttribute('aria-label') || e.innerText || e.value || '';
  return [e.tagName, words.trim(), style.outlineStyle !== 'none' || style.boxShadow !== 'none', e.type || '', e.value || '']; }"""


def tab_to(person, wanted, tag=""):
    """Press Tab until the focus stands on what bears these words; every stop on the way shows its focus."""
    for _ in range(120):
        person.page.keyboard.press("Tab")
        name, words, seen, kind, value = person.page.evaluate(NAME)
        if name == "BODY":
            continue
        assert seen, (person.page.url, name, words)
        if (words.split("\n")[0].strip() == wanted or value == wanted) and (not tag or name == tag):
            return kind
    raise AssertionError(f"{person.page.url}：用 Tab 到不了“{wanted}”")


def write(person, label, text):
    tab_to(person, label)
    person.page.keyboard.press("Control+A")
    person.page.keyboard.type(text)


def press(person, words, tag=""):
    tab_to(person, words, tag)
    with person.page.expect_navigation():
        person.page.keyboard.press("Enter")
    person.examine()


def test_intake_to_decision_without_a_mouse(site, browser):  # noqa: F811
    clerk = Person(browser, site, "收件人甲")
    clerk.go("/cases/sample/new/receive/")
    write(clerk, "标题", "键盘办件")
    write(clerk, "姓名或名称", "申请人甲")
    press(clerk, "收件", "BUTTON")
    number = clerk.page.locator(".page-head .soft").inner_text()

    head = Person(browser, site, "机构负责人甲")
    head.go("/work/")
    press(head, number, "A")
    press(head, "受理", "A")
    write(head, "金额", "1000")
    press(head, "受理", "BUTTON")
    press(head, "决定", "A")
    assert tab_to(head, "维持") == "radio"
    head.page.keyboard.press("Space")
    press(head, "决定", "BUTTON")
    assert head.page.locator(".page-head strong").inner_text() == "办结"
    assert date.today().isoformat() in head.page.content()
