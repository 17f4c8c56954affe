"""What a patent page waits for: questions put to the store's owner process over its socket, and what each process weighs.

.venv/bin/python bench/patent_pages.py [--records 20000] [--store DIR]   (a store that is there already is used as it is)
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from fazhi.engines.patents import owner

WORDS = (
    "method",
    "device",
    "comprising",
    "system",
    "said first",
    "ipc:A61K",
    "ipc:A61B5 AND method",
    "st:有效 AND device",
    "pd:[2015-01-01 TO 2020-12-31] AND system",
    "cc:CN AND ipc:C07K",
)
FACETS = ["applicant", "year", "status", "office"]


def weight(pid: int) -> int:
    """Resident memory of a process in MB."""
    return (
        int(next(line for line in Path(f"/proc/{pid}/status").read_text().splitlines() if line.startswith("VmRSS")).split()[1])
        // 1024
    )


def page(address: Path, text: str, sort: str) -> None:
    """The three questions of a result page."""
    found = owner.ask(address, "search", text=text, limit=20, sort=sort, facets=FACETS)
    owner.ask(address, "abstracts", numbers=[h["pn"] for h in found["hits"]])
    owner.ask(address, "branches", text=text)


def timed(work, *args) -> float:
    begun = time.perf_counter()
    work(*args)
    return (time.perf_counter() - begun) * 1000


def line(label: str, times: list[float]) -> None:
    times.sort()
    print(
        f"| {label} | {statistics.median(times):.0f} | {times[min(len(times) - 1, int(len(times) * 0.95))]:.0f} | {times[-1]:.0f} |"
    )


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--records", type=int, default=20_000)
    parser.add_argument("--store", default="")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(args.store or Path(scratch) / "store")
        fazhi = [sys.executable, "-m", "fazhi.cli", "patents"]
        if not (folder / "chdb").exists():
            subprocess.run(
                [*fazhi, "generate", str(args.records), "--store", str(folder)], check=True, stdout=subprocess.DEVNULL
            )
        server = subprocess.Popen(
            [*fazhi, "serve", "--store", str(folder), "--parent", str(os.getpid())], stderr=subprocess.DEVNULL
        )
        try:
            measure(owner.address_of(folder), server.pid, Path(scratch))
        finally:
            server.terminate()
            server.wait()


def measure(address: Path, pid: int, scratch: Path) -> None:
    for _ in range(300):
        try:
            state = owner.ask(address, "state")
            break
        except owner.Absent:
            time.sleep(0.2)
    print(
        f"{state['synthetic'] + state['publications']:,} records; owner {weight(pid)} MB before, this asker {weight(os.getpid())} MB\n"
    )
    print("| | p50 ms | p95 ms | worst ms |\n|---|---|---|---|")
    page(address, WORDS[0], "date")
    for sort in ("date", "relevance"):
        line(
            f"a result page, {sort}: search, four facets, classes, abstracts",
            [timed(page, address, w, sort) for w in WORDS * 2],
        )
    together: list[float] = []
    threads = [
        threading.Thread(target=lambda: together.extend(timed(page, address, w, "date") for w in WORDS)) for _ in range(4)
    ]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    line("the same, four people at once", together)
    numbers = [h["pn"] for w in WORDS for h in owner.ask(address, "search", text=w, limit=5)["hits"]]
    line("one record", [timed(lambda n=n: owner.ask(address, "record", pn=n)) for n in numbers])
    line(
        "landscape and standing",
        [timed(lambda w=w: (owner.ask(address, "landscape", text=w), owner.ask(address, "standing", text=w))) for w in WORDS],
    )
    rows: list[int] = []
    took = timed(
        lambda: rows.append(
            owner.ask(
                address,
                "export",
                timeout=None,
                text="ipc:A OR ipc:B OR ipc:C OR ipc:G OR ipc:H OR ipc:F",
                path=str(scratch / "out.xlsx"),
            )
        )
    )
    print(
        f"\nexport {rows[0]:,} rows as Excel: {took / 1000:.1f} s; owner {weight(pid)} MB after, this asker {weight(os.getpid())} MB; {json.dumps({'records': state['synthetic']})}"
    )


if __name__ == "__main__":
    main()
