"""Tantivy, SQLite FTS5 and PostgreSQL on the records and tokens of the patent store; each asked the same words, equal counts first."""

import shutil
import sqlite3
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

from patents_parts.clock import CPU, spread, timed

from fazhi.engines.patents.values import words


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


PEERS: tuple[tuple[str, Callable[..., dict[str, Any]]], ...] = (
    ("Tantivy", tantivy),
    ("SQLite FTS5", sqlite),
    ("PostgreSQL GIN", postgres),
)
