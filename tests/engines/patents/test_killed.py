"""A load killed twenty times goes on each time where its log ends: nothing lost, nothing doubled; and answers during a load are right."""

import json
import os
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

import pytest

PARENT = """
import os, random, signal, sys, time
from fazhi.engines.patents import Store, load
Store  # read in once for all children, but not the engine, which begins threads
load.BATCH, load.CHUNK_PIECES = 100, 50
chance, done = random.Random(4), 0
for _ in range(20):
    ready, opened = os.pipe()
    child = os.fork()
    if not child:
        with Store.open(sys.argv[1]) as opened_store:
            opened_store.load([sys.argv[2]], progress=lambda label, n: os.write(opened, b"."))
        os._exit(0)
    os.close(opened)
    for _ in range(chance.randint(1, 3)):
        os.read(ready, 1)
    time.sleep(chance.random() * 0.1)
    os.kill(child, signal.SIGKILL)
    os.close(ready)
    done += os.waitpid(child, 0)[1] == 0
print(done)
"""
RECORDS = 3000
ALONE = {**os.environ, "OPENBLAS_NUM_THREADS": "1"}  # no thread before the fork


def lens_file(path: Path, n: int, word: str = "first") -> Path:
    rows = [
        {
            "publicationKey": f"US_{7000000 + i}_B2",
            "jurisdiction": "US",
            "kindCode": "B2",
            "publicationDate": "2015-03-04",
            "title": f"Widget {word} {i}",
        }
        for i in range(n)
    ]
    path.write_text("".join(json.dumps(r) + "\n" for r in rows), encoding="utf-8")
    return path


@pytest.mark.slow
def test_killed_twenty_times(tmp_path: Path) -> None:
    """Each time a fresh process, forked before the engine is read in, is killed at another moment of its load,
    some pieces after it went on."""
    from fazhi.engines.patents import Store

    file, place = lens_file(tmp_path / "w.jsonl", RECORDS), tmp_path / "store"
    ran = subprocess.run(
        [sys.executable, "-c", PARENT, str(place), str(file)], env=ALONE, capture_output=True, text=True, timeout=300
    )
    assert ran.returncode == 0, ran.stderr[-2000:]
    assert int(ran.stdout.split()[-1]) < 20
    with Store.open(place) as store:
        assert len(store.load_log(1000)) > 0
        store.load([file])
        for name in ("pub", "place", "num"):
            assert store.one(f"SELECT count() FROM {name}") == RECORDS
        assert store.one("SELECT count() FROM tf") == store.one("SELECT uniqExact((token, doc)) FROM tf") == 3 * RECORDS
        assert store.one("SELECT uniqExact(pn) FROM pub") == store.count().publications == RECORDS
        assert store.search("widget").total == RECORDS


def test_answers_during_a_load(store: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each answer is a whole version: every record once, old text or new, never both and never none."""
    from fazhi.engines.patents import load

    monkeypatch.setattr(load, "BATCH", 100)
    monkeypatch.setattr(load, "CHUNK_PIECES", 50)
    store.load([lens_file(tmp_path / "a.jsonl", 600)])
    loader = threading.Thread(target=store.load, args=([lens_file(tmp_path / "b.jsonl", 600, "second")],))
    loader.start()
    totals = set()
    while loader.is_alive():
        answer = store.search("first OR second", limit=1000)
        totals.add((answer.total, len({h["pn"] for h in answer.hits})))
        time.sleep(0.01)  # the loader gets a turn
    loader.join()
    assert totals <= {(600, 600)} and totals
    assert store.search("second").total == 600 and store.search("first").total == 0
