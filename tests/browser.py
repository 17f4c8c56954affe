"""A browser for the tests that need one: Debian's Chromium on a live server, with axe, both sizes of screen, and a keyboard user."""

from contextlib import contextmanager
from pathlib import Path

PHONE, DESK = {"width": 390, "height": 844}, {"width": 1440, "height": 900}
NARROW = {"width": 360, "height": 740}
CHROMIUM = "/usr/bin/chromium"
PRESENT = Path(CHROMIUM).exists()


@contextmanager
def launched():
    """A browser, closed at the end."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as p:
        browser = p.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        try:
            yield browser
        finally:
            browser.close()


def page_of(browser, size=PHONE, **context):
    """A page of a fresh visitor; script errors and refused resources are collected in `page.faults`."""
    page = browser.new_context(viewport=size, locale="zh-CN", **context).new_page()
    page.faults = []
    page.on("pageerror", lambda e: page.faults.append(str(e)))
    page.on("console", lambda m: page.faults.append(m.text) if m.type == "error" and "422" not in m.text else None)
    return page


@contextmanager
def chromium(size=PHONE, **context):
    """A page of a fresh browser."""
    with launched() as browser:
        yield page_of(browser, size, **context)


def serious(page):
    """The serious and critical findings of axe on this page, as (rule, first place)."""
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    return [(v["id"], v["nodes"][0]["html"][:160]) for v in found if v["impact"] in ("serious", "critical")]


def sideways(page):
    """Whether the page scrolls sideways."""
    return page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth + 1")


def sideways_large(page):
    """Whether the page scrolls sideways in large print."""
    page.evaluate("document.documentElement.classList.add('large')")
    wide = sideways(page)
    page.evaluate("document.documentElement.classList.remove('large')")
    return wide


NAME = """() => { const e = document.activeElement; if (!e || e === document.body) return null;
  const s = getComputedStyle(e), own = e.labels && e.labels[0] ? e.labels[0].innerText : (e.innerText || e.getAttribute('aria-label') || e.value || '');
  return {name: own.trim().replace(/\\s+/g, ' '), tag: e.tagName, seen: s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) > 0,
          place: e.getBoundingClientRect().x > -50, covered: !e.checkVisibility()}; }"""


class Keyboard:
    """Somebody who has no mouse: Tab, Enter, Space, letters. Every place the focus rests on must show that it does."""

    def __init__(self, page):
        self.page = page

    def focus(self):
        return self.page.evaluate(NAME)

    def to(self, name, tag="", back=False):
        """Tab on to what is called so (its whole name, or the beginning before a space)."""
        passed = []
        for _ in range(120):
            self.page.keyboard.press("Shift+Tab" if back else "Tab")
            at = self.focus()
            if at is None:
                continue
            passed.append(at["name"][:20])
            assert at["seen"] and at["place"] and not at["covered"], f"看不出焦点在哪里：{at}"
            if (at["name"] == name or at["name"].startswith(name + " ")) and tag in ("", at["tag"]):
                return at
        raise AssertionError(f"按 Tab 到不了“{name}”，经过：{passed}")

    def press(self, *keys):
        for key in keys:
            self.page.keyboard.press(key)

    def go(self, name, tag=""):
        """Tab there and press Enter; waits for the page it leads to."""
        self.to(name, tag)
        with self.page.expect_navigation():
            self.press("Enter")

    def write(self, name, text):
        """Tab to a field and type over what stands there."""
        self.to(name)
        self.press("Control+a")
        self.page.keyboard.type(text)
