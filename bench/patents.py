"""The patent store measured in one run beside Tantivy, SQLite FTS5 and PostgreSQL on the same records and tokens, equal counts first.

.venv/bin/python bench/patents.py                              # 60,000 records, all four engines (about a minute on a quiet machine)
.venv/bin/python bench/patents.py --records 500000,2000000,10000000 --dir DIR --step 200000   # fill the kept stores by one step; again until it says full
.venv/bin/python bench/patents.py --records 500000,2000000,10000000 --dir DIR --curve docs/patents-curve.svg   # measure kept stores; missing ones are filled
"""

import argparse
import random
import resource
import shutil
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "src"))

from patents_parts import curve, peers, stores
from patents_parts.clock import CPU, spread, three, timed

from fazhi.engines.patents import generate, rows, schema
from fazhi.engines.patents.store import Store

RIVALS_UP_TO = 200_000
NOT_FULL = 3
PARTS = "SELECT count() FROM system.parts WHERE active AND table = 'pub'"
SIZES = (
    "SELECT if(table = 'plain', 'plain', 'pub') AS whose, sum(bytes_on_disk) AS b FROM system.parts WHERE active AND "
    "table IN ('pub', 'tf', 'place', 'num', 'plain') GROUP BY whose"
)


def queries(gen: generate.Generator, n: int = 200) -> list[str]:
    """Mixed: common, middling and rare words in both languages, AND, OR, phrases, with classes, dates and status."""
    chance = random.Random(7)
    en, zh = [str(w) for w in gen.english], [str(w) for w in gen.chinese]
    pick: Callable[[list[str], int, int], str] = lambda pool, a, b: pool[chance.randrange(a, b)]  # noqa: E731
    shapes: list[Callable[[], str]] = [
        lambda: pick(en, 20, 60), lambda: pick(en, 60, 600), lambda: pick(en, 600, 20000), lambda: pick(zh, 5, 60), lambda: pick(zh, 60, 3000),
        lambda: f"{pick(en, 20, 200)} {pick(en, 20, 600)}", lambda: f"{pick(en, 20, 300)} OR {pick(en, 300, 3000)}",
        lambda: f"{pick(en, 20, 300)} AND ipc:A61K", lambda: f"{pick(zh, 5, 300)} AND pd:[2010 TO 2020]", lambda: f"{pick(en, 20, 300)} NOT st:失效",
        lambda: f"ti:{pick(en, 20, 300)}", lambda: f"{pick(en, 20, 100)} AND cc:US AND ipc:A61B",
    ]  # fmt: skip
    return [shapes[i % len(shapes)]() for i in range(n)]


def ours(store: Store, gen: generate.Generator, asked: list[str]) -> dict[str, tuple[float, ...]]:
    """The classes of query, each over all the mixed queries."""
    common = [str(w) for w in gen.english[20:60]]
    sample = [r["pn"] for r in store.db.rows("SELECT pn FROM pub ORDER BY cityHash64(pn) LIMIT 50")]
    CPU.clear()
    found = {
        "newest first": spread([timed(lambda q=q: store.search(q))[0] for q in asked]),
        "relevance": spread([timed(lambda q=q: store.search(q, sort="relevance"))[0] for q in asked]),
        "relevance, common word": spread([timed(lambda q=q: store.search(q, sort="relevance"))[0] for q in common]),
        "three-level facet": spread([timed(lambda q=q: store.facet3(q))[0] for q in asked[:100]]),
        "lookup": spread([timed(lambda p=p: store.lookup(p))[0] for p in sample]),
    }
    seconds, _ = timed(lambda: store.update_status("cityHash64(pn) % 100 = 3", "失效"))
    found["1 % status update"] = spread([seconds])
    return found


def plain(store: Store, gen: generate.Generator, n: int) -> tuple[float, float]:
    """Bytes a record of our table and of a plain one: same columns and text indexes, default codecs and granules, no relevance index."""
    store.db.run("DROP TABLE IF EXISTS plain SYNC")
    store.db.run(
        f"CREATE TABLE plain ({schema.publication_columns(codecs=False)}) ENGINE = MergeTree ORDER BY (pd, pn) SETTINGS allow_experimental_text_index_phrase_search = 1"
    )
    for block in gen.batches(n, stores.BLOCK):
        store.db.insert("plain", rows.synthetic(block.columns))
    store.db.run("OPTIMIZE TABLE plain FINAL")
    size = {r["whose"]: r["b"] / n for r in store.db.rows(SIZES)}
    store.db.run("DROP TABLE plain SYNC")
    return size["pub"], size["plain"]


def beside(store: Store, gen: generate.Generator, n: int, folder: Path) -> None:
    """The others, one after another, on the same words."""
    asked = [str(w) for w in (*gen.english[20:60:4], *gen.english[60:6000:400])]
    data = [
        (pn, int(pd), peers.coded(f"{ti}\n{ab}"))
        for block in gen.batches(n, stores.BLOCK)
        for pn, pd, ti, ab in zip(*(block.columns[c] for c in ("pn", "pd", "ti", "ab")), strict=True)
    ]
    CPU.clear()
    counts = [store.search(w).total for w in asked]
    newest = spread([timed(lambda w=w: store.search(w))[0] for w in asked])
    relevance = spread([timed(lambda w=w: store.search(w, sort="relevance"))[0] for w in asked])
    heads = f"{'records/s':>10}{'bytes/rec':>10}{'newest p50/p95/max [cpu] ms':>34}{'relevance p50/p95/max [cpu] ms':>36}"
    print(f"\n{'beside, single words':24}{heads}  counts")
    print(f"{'fazhi (chDB)':24}{'above':>10}{'above':>10}{three(newest):>34}{three(relevance):>36}")
    for name, run in peers.PEERS:
        r = run(folder / name.split()[0].lower(), data, [peers.coded(w) for w in asked])
        equal = "equal" if r["counts"] == counts else f"DIFFERENT {r['counts'][:4]} {counts[:4]}"
        line = f"{name:24}{r['rate']:>10.0f}{r['bytes']:>10.0f}{three(r['newest']):>34}{three(r['relevance']):>36}  {equal}"
        print(line, flush=True)


def measure(folder: Path, sizes: list[int], others: bool) -> dict[int, curve.Classes]:
    """Fill where needed and measure each size; the other engines and the plain table stand beside sizes this machine can hold several times."""
    gen = generate.Generator(1)
    asked, measured = queries(gen), {}
    for n in sizes:
        stores.fill(folder, n, gen)
        print(f"\n{stores.sentence(stores.told(folder / str(n)), n)}", flush=True)
        with Store.open(folder / str(n) / "store") as store:
            bytes_each = sum(r["b"] for r in store.db.rows(SIZES)) / n
            print(f"  {bytes_each:,.0f} bytes a record, {store.one(PARTS)} parts", flush=True)
            measured[n] = ours(store, gen, asked)
            for name, values in measured[n].items():
                print(f"  {name:26}{three(values):>34} ms", flush=True)
            if n == sizes[-1] <= RIVALS_UP_TO:
                mine, bare = plain(store, gen, n)
                print(f"  disk {mine:,.0f} bytes a record; plain table {bare:,.0f}; ratio {mine / bare:.2f}")
                if others:
                    beside(store, gen, n, folder)
        print(f"  peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1048576:.2f} GB", flush=True)
    return measured


def step(folder: Path, sizes: list[int], most: int) -> int:
    """Bring the first store that is not full one step further."""
    gen = generate.Generator(1)
    for n in sizes:
        if not stores.told(folder / str(n))["done"]:
            full = stores.fill(folder, n, gen, most)
            print(
                stores.sentence(stores.told(folder / str(n)), n),
                "full" if full else stores.told(folder / str(n))["records"],
                flush=True,
            )
            return 0 if full and n == sizes[-1] else NOT_FULL
    return 0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--records", default="60000", help="sizes, rising, separated by commas")
    parser.add_argument(
        "--dir", type=Path, help="keep the stores here and use those that are full (default: a folder removed afterwards)"
    )
    parser.add_argument(
        "--step", type=int, help=f"only fill, at most so many records, and end with {NOT_FULL} while the last store is not full"
    )
    parser.add_argument("--ours", action="store_true", help="without the other engines")
    parser.add_argument("--curve", type=Path, help="write the curve as SVG")
    args = parser.parse_args()
    sizes = sorted(int(s) for s in args.records.split(","))
    folder = args.dir or Path(tempfile.mkdtemp())
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o755)
    try:
        if args.step:
            return step(folder, sizes, args.step)
        measured = measure(folder, sizes, not args.ours)
    finally:
        if not args.dir:
            shutil.rmtree(folder)
    if len(measured) > 1:
        said = ", ".join(f"{k} {v:.2f}" for k, v in curve.exponents(measured).items())
        print(f"\ngrowth exponents of processor time (p50) from {sizes[0]:,} to {sizes[-1]:,}: {said}")
    if args.curve:
        curve.draw(measured, args.curve)
    return 0


if __name__ == "__main__":
    sys.exit(main())
