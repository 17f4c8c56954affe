"""The workbench in a real browser: by keyboard alone, with undo and filter; two versions; a draft of a hundred pages; both sizes."""

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
FRAME = "new Promise(r => requestAnimationFrame(() => setTimeout(() => r(performance.now()), 0)))"


@pytest.fixture(scope="module")
def enter(tmp_path_factory):
    """Opens the bench of one of the three matters in a page."""
    home = tmp_path_factory.mktemp("bench")
    env = {**os.environ, "DATABASE_URL": f"sqlite:///{emptystore.put(home / 'd.sqlite3')}", "FAZHI_MEDIA": str(home / "media")}
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = subprocess.Popen(
        [sys.executable, "-W", "ignore", str(Path(__file__).with_name("served.py")), str(port)],
        env=env,
        stdout=subprocess.PIPE,
        text=True,
    )
    known = json.loads(server.stdout.readline())
    base = f"http://127.0.0.1:{port}"

    def opened(page, name):
        session, case = known[name]
        page.context.add_cookies([{"name": known["cookie"], "value": session, "url": base}])
        page.goto(f"{base}/legality/bench/{case}/")

    yield opened
    server.terminate()


def shot(page, name):
    if folder := os.environ.get("FAZHI_SHOTS"):
        page.screenshot(path=Path(folder, f"{name}.png"))


def test_a_version_sent_again_on_the_phone(enter):
    """The page waits for the worker and then shows what it found; the two versions stand side by side by article."""
    with chromium(PHONE) as page:
        enter(page, "again")
        assert not sideways(page) and serious(page) == []
        shot(page, "bench-phone")
        page.wait_for_selector("[data-running]", state="detached", timeout=90_000)
        assert page.locator("#open-count, .mended").count()
        page.goto(page.url.split("#")[0] + "compare/")
        assert page.locator("del", has_text="八").count() == 1 and not sideways(page) and serious(page) == []
        shot(page, "compare-phone")


def test_by_keyboard_alone(enter):
    """Down, confirm, reject with its reason, undo, filter: no mouse, and every act is written."""
    with chromium(DESK) as page:
        enter(page, "short")
        here, key = page.locator(".doubt.here"), page.keyboard
        key.press("j")
        first = here.get_attribute("data-n")
        key.press("a")
        page.wait_for_selector(f"#d-{first}.confirmed")
        second = here.get_attribute("data-n")
        assert second != first, "the next open doubt is in hand"
        key.press("x")
        key.type("已有上位法依据")
        key.press("Enter")
        page.wait_for_selector(f"#d-{second}.rejected")
        key.press("u")
        page.wait_for_selector(f"#d-{second}.open")
        assert here.get_attribute("data-n") == second
        key.press("e")
        assert page.evaluate("document.activeElement.name") == "why"
        key.press("Escape")
        key.press("f")
        assert page.evaluate("document.activeElement.id") == "show"
        page.locator("#show").select_option("confirmed")
        assert page.locator(".doubt:visible").count() == 1
        page.locator("#show").select_option("")
        assert page.faults == [] and serious(page) == []
        page.reload()
        assert page.locator(f"#d-{first}.confirmed").count() == 1 and page.locator(f"#d-{second}.open").count() == 1
        shot(page, "bench-desk")


def test_a_hundred_pages(enter):
    """Shown, moved through and filtered; the times are printed (-s), not asserted."""
    with chromium(DESK) as page:
        enter(page, "long")
        enter(page, "long")
        paint = page.evaluate("Math.round(performance.getEntriesByName('first-contentful-paint')[0].startTime)")
        wait = page.evaluate("Math.round(performance.getEntriesByType('navigation')[0].responseStart)")
        press = "document.body.dispatchEvent(new KeyboardEvent('keydown', {key: 'j', bubbles: true}))"
        pick = "const s = document.getElementById('show'); s.value = v; s.dispatchEvent(new Event('change'))"
        timed = lambda act: f"async v => {{ const t = performance.now(); {act}; return Math.round(await {FRAME} - t) }}"  # noqa: E731
        moves = sorted(page.evaluate(timed(press)) for _ in range(9))
        filters = [page.evaluate(timed(pick), v) for v in ("重大", "open", "")]
        scroll = page.evaluate(
            """() => new Promise(done => { const seen = []; let last = performance.now(), n = 0;
            function frame(now) { seen.push(now - last); last = now; window.scrollBy(0, 900); if (++n < 60) requestAnimationFrame(frame); else done(seen.slice(2).sort((a, b) => a - b)) }
            requestAnimationFrame(frame) })"""
        )
        chars, doubts = page.locator(".words").all_text_contents(), page.locator(".doubt").count()
        print(f"\n{sum(map(len, chars))} characters, {doubts} doubts: response {wait} ms, first paint {paint} ms, next doubt {moves[4]} ms, "
              f"filter {filters} ms, frames while scrolling: median {scroll[len(scroll) // 2]:.0f} ms, slowest {scroll[-1]:.0f} ms")  # fmt: skip
        assert doubts > 60 and page.faults == []
