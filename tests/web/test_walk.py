"""Every page a person can open: no serious finding of axe, no script error, nothing to scroll sideways at 360 px, nor there in large print."""

import pytest

from browser import NARROW, PRESENT, page_of, serious, sideways, sideways_large
from walk import walk

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.skipif(not PRESENT, reason="没有 Chromium")]
PEOPLE = ("机构负责人", "收件人", "分管领导", "管理员", "数据保护员", "申请人（公众）", "")
LEAST = 60  # routes: far fewer would mean that the walk lost its way


def test_every_page_can_be_read_by_everybody(site, chrome):
    known: set[str] = set()
    found = []
    for name in PEOPLE:
        page = page_of(chrome, NARROW)
        if name:
            page.goto(site + "/login/")
            page.get_by_role("button", name=name, exact=True).first.click()
            page.wait_for_load_state()
        for route, address in walk(page, site, page.url.removeprefix(site) if name else "/login/", set(known), known):
            told = [*serious(page), *page.faults]
            told += [w for w, test in (("360 像素横向滚动", sideways), ("大字横向滚动", sideways_large)) if test(page)]
            print(name or "访客", address, *told, flush=True)
            found += [f"{name or '访客'} {route} {address}：{t}" for t in told]
            page.faults.clear()
        page.context.close()
    assert found == [], "\n" + "\n".join(found)
    assert len(known) >= LEAST, sorted(known)
