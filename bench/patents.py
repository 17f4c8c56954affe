"""The patent store measured in one run beside Tantivy, SQLite FTS5 and PostgreSQL on the same records and tokens, equal counts first.

.venv/bin/python bench/patents.py                              # 60,000 records, all four engines (about a minute on a quiet machine)
.venv/bin/python bench/patents.py --records 500000,2000000     # ours only above 200,000; growth exponents between the sizes
.venv/bin/python bench/patents.py --records 500000,2000000,10000000 --dir var/patents-bench
"""

import argparse
import math
import random
import resource
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa

sys.path.insert(0, str(Path(__file__).parents[1] / "src"))

from fazhi.engines.patents import generate, rows, schema
from fazhi.engines.patents.store import Store
from fazhi.engines.patents.values import words

BLOCK = 50_000
RIVALS_UP_TO = 200_000
PARTS = "SELECT count() FROM system.parts WHERE active AND table = 'pub'"


def blocks(n: int, folder: Path, gen: generate.Generator) -> list[Path]:
    """Invented records as Arrow files, made before any clock runs."""
    paths = []
    for first in range(0, n, BLOCK):
        path = folder / f"block{first}.arrows"
        if not path.exists():
            table = rows.synthetic(gen.block(first, min(BLOCK, n - first)).columns)
            with pa.OSFile(str(path), "wb") as f, pa.ipc.new_stream(f, table.schema) as out:
                out.write_table(table)
        paths.append(path)
    return paths


def read(path: Path) -> pa.Table:
    return pa.ipc.open_stream(pa.memory_map(str(path))).read_all()


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


CPU: list[
    float
] = []  # of the measurements since it was last emptied: on a shared machine the wall clock tells about the neighbours


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    begun, used = time.perf_counter(), time.process_time()
    found = work()
    CPU.append(time.process_time() - used)
    return time.perf_counter() - begun, found


def spread(seconds: list[float]) -> tuple[float, ...]:
    ms = sorted(1000 * s for s in seconds)
    cpu = sorted(1000 * c for c in CPU)
    CPU.clear()
    at = min(len(ms) - 1, int(len(ms) * 0.95))
    return statistics.median(ms), ms[at], ms[-1], statistics.median(cpu), cpu[at]


def fill(store: Store, paths: list[Path], done: int) -> float:
    """Insert blocks until the merges have nothing left; seconds."""
    begun = time.perf_counter()
    for number, path in enumerate(paths[done:], done + 1):
        store.begin(number)
        following = store.put(read(path), number)
        store.commit(number, 1, "batch", {"reached": {}, "inserted": BLOCK, "next": following})
    store.clean()
    store.settle()
    return time.perf_counter() - begun


def ours(store: Store, n: int, gen: generate.Generator, asked: list[str]) -> dict[str, tuple[float, ...]]:
    """The classes of query, each over all the mixed queries."""
    common = [str(w) for w in gen.english[20:60]]
    sample = [r["pn"] for r in store.db.rows("SELECT pn FROM pub ORDER BY cityHash64(pn) LIMIT 50")]
    found = {
        "newest first": spread([timed(lambda q=q: store.search(q))[0] for q in asked]),
        "relevance": spread([timed(lambda q=q: store.search(q, sort="relevance"))[0] for q in asked]),
        "relevance, common word": spread([timed(lambda q=q: store.search(q, sort="relevance"))[0] for q in common]),
        "three-level facet": spread([timed(lambda q=q: store.facet3(q))[0] for q in asked[:100]]),
        "lookup": spread([timed(lambda p=p: store.lookup(p))[0] for p in sample]),
    }
    CPU.clear()
    seconds, _ = timed(lambda: store.update_status("cityHash64(pn) % 100 = 3", "失效"))
    found["1 % status update"] = (seconds * 1000,) * 3 + (CPU[-1] * 1000,) * 2
    CPU.clear()
    return found


def plain(store: Store, paths: list[Path], n: int) -> tuple[float, float]:
    """Bytes a record of our table and of a plain one: same columns and text indexes, default codecs and granules, no relevance index."""
    store.db.run("DROP TABLE IF EXISTS plain SYNC")
    store.db.run(
        f"CREATE TABLE plain ({schema.publication_columns(codecs=False)}) ENGINE = MergeTree ORDER BY (pd, pn) SETTINGS allow_experimental_text_index_phrase_search = 1"
    )
    for path in paths:
        store.db.insert("plain", read(path))
    store.db.run("OPTIMIZE TABLE plain FINAL")
    size = {
        r["whose"]: r["b"] / n
        for r in store.db.rows(
            "SELECT if(table = 'plain', 'plain', 'pub') AS whose, sum(bytes_on_disk) AS b FROM system.parts WHERE active AND table IN ('pub', 'tf', 'place', 'num', 'plain') GROUP BY whose"
        )
    }
    store.db.run("DROP TABLE plain SYNC")
    return size["pub"], size["plain"]


# --- the others -----------------------------------------------------------------------------------------------------------


def token_rows(paths: list[Path]) -> list[tuple[str, int, str]]:
    found = []
    for path in paths:
        t = read(path)
        for pn, pd, ti, ab in zip(
            t["pn"].to_pylist(), t["pd"].to_pylist(), t["ti"].to_pylist(), t["ab"].to_pylist(), strict=True
        ):
            found.append((pn, pd, " ".join(f"u{ord(w):x}" if not w.isascii() else w for w in words(f"{ti}\n{ab}"))))
    return found


def coded(word: str) -> str:
    return " ".join(f"u{ord(w):x}" if not w.isascii() else w for w in words(word))


def size_of(folder: Path) -> int:
    return sum(f.stat().st_size for f in folder.rglob("*") if f.is_file())


def tantivy(folder: Path, data: list[tuple[str, int, str]], asked: list[str]) -> dict[str, Any]:
    import tantivy as tv

    folder.mkdir()
    builder = tv.SchemaBuilder()
    builder.add_text_field("pn", stored=True, tokenizer_name="raw")
    builder.add_integer_field("pd", stored=True, indexed=True, fast=True)
    builder.add_text_field("x", stored=True, tokenizer_name="whitespace")
    index = tv.Index(builder.build(), path=str(folder))

    def load() -> None:
        writer = index.writer(512 << 20, 2)
        for pn, pd, x in data:
            writer.add_document(tv.Document(pn=pn, pd=pd, x=x))
        writer.commit()
        writer.wait_merging_threads()
        index.reload()

    seconds, _ = timed(load)
    CPU.clear()
    searcher = index.searcher()
    query = lambda w: tv.Query.term_query(index.schema, "x", w)  # noqa: E731
    return {
        "rate": len(data) / seconds, "bytes": size_of(folder) / len(data),
        "counts": [searcher.search(query(w), 1, count=True).count for w in asked],
        "newest": spread([timed(lambda w=w: searcher.search(query(w), 20, count=True, order_by_field="pd"))[0] for w in asked]),
        "relevance": spread([timed(lambda w=w: searcher.search(query(w), 20))[0] for w in asked]),
    }  # fmt: skip


def sqlite(folder: Path, data: list[tuple[str, int, str]], asked: list[str]) -> dict[str, Any]:
    folder.mkdir()
    db = sqlite3.connect(folder / "x.db")
    db.execute("CREATE VIRTUAL TABLE f USING fts5(pn UNINDEXED, pd UNINDEXED, x, tokenize = 'unicode61')")

    def load() -> None:
        with db:
            db.executemany("INSERT INTO f VALUES (?, ?, ?)", data)

    seconds, _ = timed(load)
    CPU.clear()
    one = lambda sql, w: db.execute(sql, (w,)).fetchall()  # noqa: E731
    return {
        "rate": len(data) / seconds, "bytes": size_of(folder) / len(data),
        "counts": [one("SELECT count(*) FROM f WHERE f MATCH ?", w)[0][0] for w in asked],
        "newest": spread([timed(lambda w=w: one("SELECT pn FROM f WHERE f MATCH ? ORDER BY pd DESC LIMIT 20", w))[0] for w in asked]),
        "relevance": spread([timed(lambda w=w: one("SELECT pn FROM f WHERE f MATCH ? ORDER BY rank LIMIT 20", w))[0] for w in asked]),
    }  # fmt: skip


def postgres(folder: Path, data: list[tuple[str, int, str]], asked: list[str]) -> dict[str, Any]:
    import psycopg

    binaries = sorted(Path("/usr/lib/postgresql").glob("*/bin"))[-1]
    folder.mkdir()
    shutil.chown(folder, "postgres", "postgres")
    as_user = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"]
    subprocess.run(
        [*as_user, str(binaries / "initdb"), "-D", str(folder / "d"), "-E", "UTF8", "--locale=C", "-N"],
        check=True,
        capture_output=True,
    )
    options = f"-c fsync=off -c listen_addresses='' -c unix_socket_directories={folder} -c shared_buffers=512MB -c maintenance_work_mem=512MB"
    control = [*as_user, str(binaries / "pg_ctl"), "-D", str(folder / "d"), "-w", "-l", str(folder / "log")]
    subprocess.run([*control, "-o", options, "start"], check=True, capture_output=True)
    try:
        with psycopg.connect(f"host={folder} user=postgres dbname=postgres", autocommit=True) as db:
            db.execute(
                "CREATE TABLE f (pn text, pd int, x text, v tsvector GENERATED ALWAYS AS (to_tsvector('simple', x)) STORED)"
            )

            def load() -> None:
                with db.cursor() as cursor, cursor.copy("COPY f (pn, pd, x) FROM STDIN") as copy:
                    for row in data:
                        copy.write_row(row)
                db.execute("CREATE INDEX ON f USING gin (v)")
                db.execute("VACUUM ANALYZE f")

            seconds, _ = timed(load)
            CPU.clear()
            one = lambda sql, w: db.execute(sql, {"w": w}).fetchall()  # noqa: E731
            match = "FROM f WHERE v @@ plainto_tsquery('simple', %(w)s)"
            return {
                "rate": len(data) / seconds, "bytes": one("SELECT pg_total_relation_size('f')", "")[0][0] / len(data),
                "counts": [one(f"SELECT count(*) {match}", w)[0][0] for w in asked],
                "newest": spread([timed(lambda w=w: one(f"SELECT pn {match} ORDER BY pd DESC LIMIT 20", w))[0] for w in asked]),
                "relevance": spread([timed(lambda w=w: one(f"SELECT pn {match} ORDER BY ts_rank(v, plainto_tsquery('simple', %(w)s)) DESC LIMIT 20", w))[0] for w in asked]),
            }  # fmt: skip
    finally:
        subprocess.run([*control, "-m", "immediate", "stop"], check=False, capture_output=True)


def beside(store: Store, paths: list[Path], gen: generate.Generator, folder: Path) -> None:
    asked = [str(w) for w in (*gen.english[20:60:4], *gen.english[60:6000:400])]
    data = token_rows(paths)
    mine = {
        "counts": [store.search(w).total for w in asked], "newest": spread([timed(lambda w=w: store.search(w))[0] for w in asked]),
        "relevance": spread([timed(lambda w=w: store.search(w, sort="relevance"))[0] for w in asked]),
    }  # fmt: skip
    print(
        f"\n{'beside, single words':24}{'records/s':>10}{'bytes/rec':>10}{'newest p50/p95/max [cpu] ms':>34}{'relevance p50/p95/max [cpu] ms':>36}  counts"
    )
    print(f"{'fazhi (chDB)':24}{'above':>10}{'above':>10}{three(mine['newest']):>34}{three(mine['relevance']):>36}")
    for name, run in (("Tantivy", tantivy), ("SQLite FTS5", sqlite), ("PostgreSQL GIN", postgres)):
        r = run(folder / name.split()[0].lower(), data, [coded(w) for w in asked])
        equal = "equal" if r["counts"] == mine["counts"] else f"DIFFERENT {r['counts'][:4]} {mine['counts'][:4]}"
        print(
            f"{name:24}{r['rate']:>10.0f}{r['bytes']:>10.0f}{three(r['newest']):>34}{three(r['relevance']):>36}  {equal}",
            flush=True,
        )


def three(values: tuple[float, ...]) -> str:
    """p50 / p95 / worst by the clock, and p50 / p95 of processor time in brackets."""
    said = [f"{v:.0f}" if v >= 10 else f"{v:.1f}" for v in values]
    return " / ".join(said[:3]) + f" [{said[3]} / {said[4]}]"


def measure(folder: Path, sizes: list[int], others: bool) -> dict[int, dict[str, tuple[float, ...]]]:
    """Fill to each size and measure; the other engines and the plain table stand beside sizes that this machine can hold several times."""
    gen = generate.Generator(1)
    asked, measured = queries(gen), {}
    with Store.open(folder / "store") as store:
        done = before = 0
        for n in sizes:
            paths = blocks(n, folder, gen)
            used = time.process_time()
            seconds = fill(store, paths, done)
            used, added = time.process_time() - used, n - before
            print(
                f"\n{n:,} records: {added / seconds:,.0f} records/s to searchable, merges included ({used / added * 1e6:,.0f} µs of processor a record: {2 * added / used:,.0f}/s on two free cores); parts {store.one(PARTS)}",
                flush=True,
            )
            measured[n] = ours(store, n, gen, asked)
            for name, values in measured[n].items():
                print(f"  {name:26}{three(values):>34} ms", flush=True)
            done, before = len(paths), n
        if sizes[-1] <= RIVALS_UP_TO:
            mine, bare = plain(store, paths, sizes[-1])
            print(f"  disk {mine:,.0f} bytes a record; plain table {bare:,.0f}; ratio {mine / bare:.2f}")
            if others:
                beside(store, paths, gen, folder)
        print(f"  peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1048576:.2f} GB", flush=True)
    return measured


def exponents(measured: dict[int, dict[str, tuple[float, ...]]]) -> dict[str, float]:
    """How each class grows with the records: the slope of log(median processor time)."""
    (a, first), (b, last) = min(measured.items()), max(measured.items())
    return {k: math.log(last[k][3] / first[k][3]) / math.log(b / a) for k in first}


def curve(measured: dict[int, dict[str, tuple[float, ...]]], path: Path) -> None:
    """The 95th percentile (clock) of each class over the number of records, both logarithmic, as a small SVG."""
    sizes, names = sorted(measured), list(measured[min(measured)])
    worst = max(measured[n][k][1] for n in sizes for k in names)
    x = lambda n: 60 + 420 * math.log(n / sizes[0]) / max(math.log(sizes[-1] / sizes[0]), 1e-9)  # noqa: E731
    y = lambda ms: 300 - 270 * math.log10(max(ms, 1)) / math.log10(max(worst, 10))  # noqa: E731
    parts = [f'<text x="{x(n):.0f}" y="320" text-anchor="middle">{n / 1e6:g}</text>' for n in sizes]
    parts += [
        f'<text x="52" y="{y(v) + 4:.0f}" text-anchor="end">{v}</text><path d="M60 {y(v):.0f}H480" stroke="#ddd"/>'
        for v in (1, 10, 100, 1000)
        if v <= worst
    ]
    slopes = exponents(measured)
    for k, name in enumerate(names):
        color = f"hsl({k * 360 // len(names)} 60% 40%)"
        points = " ".join(f"{x(n):.1f},{y(measured[n][name][1]):.1f}" for n in sizes)
        parts.append(f'<polyline points="{points}" fill="none" stroke="{color}" stroke-width="2"/>')
        parts.append(f'<text x="490" y="{40 + 20 * k}" fill="{color}">{name} ({slopes[name]:.2f})</text>')
    title = "<title>p95, ms, over millions of records; in brackets the growth exponent of processor time</title>"
    path.write_text(f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 720 330" font-family="sans-serif" font-size="12">{title}{"".join(parts)}</svg>\n', encoding="utf-8")  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--records", default="60000", help="sizes, rising, separated by commas")
    parser.add_argument("--dir", help="where to work (default: a folder removed afterwards)")
    parser.add_argument("--keep", action="store_true", help="leave the store in --dir")
    parser.add_argument("--ours", action="store_true", help="without the other engines")
    parser.add_argument("--curve", type=Path, help="write the curve as SVG")
    args = parser.parse_args()
    sizes = sorted(int(s) for s in args.records.split(","))
    folder = Path(tempfile.mkdtemp(dir=args.dir))
    folder.chmod(0o755)
    try:
        measured = measure(folder, sizes, not args.ours)
    finally:
        if args.keep:
            print(f"  left in {folder}")
        else:
            shutil.rmtree(folder)
    if len(measured) > 1:
        said = ", ".join(f"{k} {v:.2f}" for k, v in exponents(measured).items())
        print(f"\ngrowth exponents of processor time (p50) from {sizes[0]:,} to {sizes[-1]:,}: {said}")
    if args.curve:
        curve(measured, args.curve)


if __name__ == "__main__":
    main()
