"""A browser for the tests that need one: Debian's Chromium on a live server, with axe and both sizes of screen."""

from contextlib import contextmanager

PHONE, DESK = {"width": 390, "height": 844}, {"width": 1440, "height": 900}
NARROW = {"width": 360, "height": 740}


@contextmanager
def chromium(size=PHONE, **context):
    """A page of a fresh browser; script errors and refused resources are collected in `page.faults`."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as p:
        browser = p.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_context(viewport=size, locale="zh-CN", **context).new_page()
        page.faults = []
        page.on("pageerror", lambda e: page.faults.append(str(e)))
        page.on("console", lambda m: page.faults.append(m.text) if m.type == "error" else None)
        try:
            yield page
        finally:
            browser.close()


def serious(page):
    """The serious and critical findings of axe on this page, as (rule, first place)."""
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page).response["violations"]
    return [(v["id"], v["nodes"][0]["html"][:160]) for v in found if v["impact"] in ("serious", "critical")]


def sideways(page):
    """Whether the page scrolls sideways."""
    return page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth + 1")
