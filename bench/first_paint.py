"""The first paint of lists on a slow phone: processor four times slower, the line of a third-generation network; and what a page weighs.

.venv/bin/python bench/first_paint.py [--store fazhi.sqlite3] [--times 3] [--line "慢 3G"]

Measured without compression, as the demonstration serves its files; in production they are stored compressed, which is what 压缩KB counts.
"""

import argparse
import gzip
import os
import sys
import tempfile
import urllib.request
from pathlib import Path
from statistics import median
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "src"), str(Path(__file__).parent), str(ROOT / "tests")]
PORT, SLOWER = 8094, 4
LINES = {  # name: round trip in ms, bytes a second down and up
    "快 3G": (150, 1_600_000 / 8, 750_000 / 8),
    "慢 3G": (400, 400_000 / 8, 400_000 / 8),
}
PLACES = ("/work/todo/", "/cases/reconsideration/", "/apply/")
AIM_PAINT, AIM_WEIGHT = 1000, 150_000  # ms; bytes of style sheets and scripts as they go over the line
TOLD = """() => ({paint: (performance.getEntriesByName('first-contentful-paint')[0] || {}).startTime || NaN,
  page: performance.getEntriesByType('navigation')[0].encodedBodySize,
  parts: performance.getEntriesByType('resource').filter(r => /[.](css|js)/.test(r.name)).map(r => r.name)})"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--store", default=str(ROOT / "fazhi.sqlite3"), help="演示库（只读取，另存一份）")
    parser.add_argument("--times", type=int, default=3)
    parser.add_argument("--line", choices=LINES, default="快 3G")
    args = parser.parse_args()
    home = Path(tempfile.mkdtemp(prefix="paint-"))
    from soak import copied

    copied(Path(args.store), home / "paint.sqlite3")
    os.environ.update(DATABASE_URL=f"sqlite:///{home}/paint.sqlite3", FAZHI_MEDIA=str(home / "media"),
                      DJANGO_SETTINGS_MODULE="fazhi.site.settings", PYTHONPATH=str(ROOT / "src"))  # fmt: skip
    from fazhi.site.boot import start

    start()
    from django.contrib.auth import get_user_model
    from walker import serve, sessions

    session = sessions([get_user_model().objects.get(username="head")], 1)[0]
    server = serve(dict(os.environ), PORT, str(home / "serve.log"), workers=1)
    try:
        measure(session, args.times, args.line)
    finally:
        server.terminate()


def measure(session: str, times: int, line: str) -> None:
    from browser import launched

    print(f"首次绘制（毫秒）：手机 390×844，处理器慢{SLOWER}倍，{line}（往返 {LINES[line][0]} 毫秒），{times}次的中位数")
    print(f"{'页面':<26}{'初次':>7}{'再来':>7}{'页面KB':>9}{'样式脚本KB':>12}{'压缩KB':>9}")
    worst = heaviest = 0.0
    with launched() as browser:
        for place in PLACES:
            runs = [visit(browser, session, place, line) for _ in range(times)]
            cold, warm = (median(r[k]["paint"] for r in runs) for k in (0, 1))
            first = runs[0][0]
            plain, packed = weight(first["parts"])
            print(
                f"{place:<28}{cold:>7.0f}{warm:>9.0f}{first['page'] / 1000:>10.1f}{plain / 1000:>12.1f}{packed / 1000:>12.1f}"
            )
            worst, heaviest = max(worst, cold), max(heaviest, packed)
    print(
        f"要求：初次 < {AIM_PAINT} 毫秒，最慢 {worst:.0f}；样式脚本压缩后 < {AIM_WEIGHT // 1000} KB，最重 {heaviest / 1000:.1f}"
    )


def weight(addresses: list[str]) -> tuple[int, int]:
    """Bytes of these files, and as they are stored for production."""
    contents = [urllib.request.urlopen(a).read() for a in addresses]
    return sum(map(len, contents)), sum(len(gzip.compress(c, 9)) for c in contents)


def visit(browser: Any, session: str, place: str, line: str) -> list[dict]:
    """A first visit with an empty cache and a second one: when something was painted, what came over the line."""
    from browser import PHONE, page_of

    page = page_of(browser, PHONE)
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": f"http://127.0.0.1:{PORT}"}])
    link = page.context.new_cdp_session(page)
    latency, down, up = LINES[line]
    link.send("Network.enable")
    link.send(
        "Network.emulateNetworkConditions",
        {"offline": False, "latency": latency, "downloadThroughput": down, "uploadThroughput": up},
    )
    link.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    told = []
    for _ in range(2):
        page.goto(f"http://127.0.0.1:{PORT}{place}", wait_until="load")
        page.wait_for_timeout(300)
        told.append(page.evaluate(TOLD))
    page.context.close()
    return told


if __name__ == "__main__":
    main()
