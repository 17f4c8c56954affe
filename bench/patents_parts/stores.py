"""Stores of some sizes that are filled once, in steps, and kept: DIR/2000000/store, and beside it what the filling took."""

import json
import os
import resource
import shutil
import time
from pathlib import Path
from typing import Any

from fazhi.engines.patents import generate, rows
from fazhi.engines.patents.store import Store

BLOCK = 50_000


def told(folder: Path) -> dict[str, Any]:
    """What the filling of a store has taken so far."""
    file = folder / "load.json"
    new = {"records": 0, "added": 0, "cpu": 0.0, "seconds": 0.0, "peak": 0.0, "done": False}
    return json.loads(file.read_text()) if file.exists() else new


def prepared(root: Path, n: int) -> Path:
    """The folder of a size; a new one begins as a copy of the largest smaller store that is full."""
    folder = root / str(n)
    if not folder.exists():
        full = [int(f.name) for f in root.iterdir() if f.name.isdecimal() and int(f.name) < n and told(f)["done"]]
        making = root / f"{n}.new"
        shutil.rmtree(making, ignore_errors=True)
        if full:
            shutil.copytree(root / str(max(full)), making, symlinks=True)
            (making / "load.json").write_text(
                json.dumps({**told(making), "added": 0, "cpu": 0.0, "seconds": 0.0, "done": False})
            )
        else:
            making.mkdir(parents=True)
        making.rename(folder)
    return folder


def fill(root: Path, n: int, gen: generate.Generator, most: int = 1 << 40) -> bool:
    """Write up to `most` further records of a size; whether it is full. Only what the database does is counted, not the making of records."""
    folder = prepared(root, n)
    said = told(folder)
    if said["done"]:
        return True
    made = clock = 0.0
    with Store.open(folder / "store") as store:
        used, begun, first = time.process_time(), time.perf_counter(), store.publications
        while store.publications < n and store.publications - first < most:
            mine, begin = time.thread_time(), time.perf_counter()
            table = rows.synthetic(gen.block(store.publications, min(BLOCK, n - store.publications)).columns)
            made, clock = made + time.thread_time() - mine, clock + time.perf_counter() - begin
            number = store.version + 1
            store.begin(number)
            following = store.put(table, number)
            store.commit(number, 1, "batch", {"reached": {}, "inserted": len(table), "next": following})
        full = store.publications >= n
        if full:
            store.clean()
            store.close_load(1)
            store.settle()
        said["records"], said["added"], said["done"] = store.publications, said["added"] + store.publications - first, full
        said["cpu"] += time.process_time() - used - made
        said["seconds"] += time.perf_counter() - begun - clock
        said["peak"] = max(said["peak"], resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1048576)
    beside = folder / "load.json.new"
    beside.write_text(json.dumps(said))
    os.replace(beside, folder / "load.json")
    return bool(full)


def sentence(said: dict[str, Any], n: int) -> str:
    """The rate of a filling in one line."""
    each = said["cpu"] / max(said["added"], 1)
    return (
        f"{n:,} records: {said['added'] / max(said['seconds'], 1e-9):,.0f} records/s to searchable by the clock, merges included "
        f"({each * 1e6:,.0f} µs of processor a record: {2 / max(each, 1e-9):,.0f}/s on two free cores; {said['peak']:.2f} GB at most)"
    )
