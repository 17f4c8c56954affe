"""A load killed twenty times goes on each time where its log ends: nothing lost, nothing doubled; and answers during a load are right."""

import json
import random
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

import pytest

CHILD = """
import sys
from fazhi.engines.patents import Store, load
load.BATCH = 150
load.CHUNK_PIECES = 50
with Store.open(sys.argv[1]) as store:
    print("open", flush=True)
    store.load([sys.argv[2]])
    print("done", flush=True)
"""
RECORDS = 6000


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
    from fazhi.engines.patents import Store

    file, place, chance = lens_file(tmp_path / "w.jsonl", RECORDS), tmp_path / "store", random.Random(4)
    kills = seen = 0
    while kills < 20:
        child = subprocess.Popen([sys.executable, "-c", CHILD, str(place), str(file)], stdout=subprocess.PIPE, text=True)
        assert child.stdout is not None and child.stdout.readline() == "open\n"
        time.sleep(chance.random() * 0.15)
        finished = child.poll() is not None
        child.send_signal(signal.SIGKILL)
        child.wait()
        kills += 1
        seen += finished
    with Store.open(place) as store:
        store.load([file])
        assert store.one("SELECT count() FROM pub") == store.one("SELECT uniqExact(pn) FROM pub") == RECORDS
        assert store.count().publications == RECORDS
        assert store.search("widget").total == RECORDS
    assert seen < 20


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
    loader.join()
    assert totals <= {(600, 600)} and totals
    assert store.search("second").total == 600 and store.search("first").total == 0
