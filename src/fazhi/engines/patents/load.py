"""Loading: read, parse in parallel, write in numbered batches that are wholly there or not at all, and keep the log the counters stand on.

A batch has a version. Its rows are written, then the rows they replace are marked, then its line in the log: that line is the
commit. Whatever carries a higher version than the log's last line is undone when the store is next opened, and the load goes on
after the last record the log names.
"""

# ruff: noqa: S608 — every value in these statements passes schema.literal, a number or a fixed name; tests inject quotes

import json
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import datetime
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fazhi.engines.patents import formats, rows, schema, status
from fazhi.engines.patents.arrow import pa
from fazhi.engines.patents.columnar import Chunk, Head, read_chunk
from fazhi.engines.patents.formats.base import Format, Piece
from fazhi.engines.patents.record import Deletion, Event, Rejection
from fazhi.engines.patents.schema import literal, literals
from fazhi.engines.patents.sources import Broken, Source, find

if TYPE_CHECKING:
    from fazhi.engines.patents.store import Store

BATCH, BATCH_BYTES = 50_000, 400 << 20
CHUNK_PIECES, CHUNK_BYTES = 2000, 4 << 20
PARALLEL_FROM = 16 << 20
IN_FLIGHT = 8
TOGETHER = 1000  # rows asked for at once
Progress = Callable[[str, int], None]


@dataclass
class Result:
    """What a load did; the same names as `fazhi patents load --json`."""

    files: int = 0
    inserted: int = 0
    updated: int = 0
    unchanged: int = 0
    deleted: int = 0
    rejected: list[Rejection] = field(default_factory=list)
    seconds: float = 0.0
    events: int = 0
    version: int = 0


class Batch:
    """What was read and not yet written, and how far into each file it reaches."""

    def __init__(self) -> None:
        self.tables: list[pa.Table] = []
        self.order: list[Head | Deletion] = []  # heads count their rows through all tables
        self.events: list[Event] = []
        self.rejected: list[tuple[str, Rejection]] = []
        self.reached: dict[str, dict[str, Any]] = {}
        self.rows = self.bytes = 0

    def add(self, chunk: Chunk) -> None:
        for item in chunk.order:
            self.order.append(replace(item, at=item.at + self.rows) if isinstance(item, Head) and self.rows else item)
        self.tables.append(chunk.table)
        self.rows += len(chunk.table)
        self.bytes += chunk.table.nbytes
        self.events += chunk.events

    def full(self) -> bool:
        return len(self.order) + len(self.events) >= BATCH or self.bytes >= BATCH_BYTES


class Pending:
    """The rows a batch will write, by number: one read (its place), one merged with an older one (as a dict), or None where it is deleted."""

    def __init__(self, data: pa.Table):
        self.data = data
        self.rows: dict[str, Head | dict[str, Any] | None] = {}

    def seen(self, pn: str) -> dict[str, Any] | None:
        """Digests, version and source of a pending row."""
        found = self.rows.get(pn)
        return {"seen": [found.digest], "srcver": found.ver, "src": found.src} if isinstance(found, Head) else found

    def whole(self, pn: str) -> dict[str, Any] | None:
        found = self.rows.get(pn)
        return self.row(found) if isinstance(found, Head) else found

    def row(self, head: Head) -> dict[str, Any]:
        found: dict[str, Any] = self.data.slice(head.at, 1).to_pylist()[0]
        return found

    def table(self) -> pa.Table:
        """All rows to write: those read are taken as they are, merged ones follow."""
        read = [r.at for r in self.rows.values() if isinstance(r, Head)]
        merged = [r for r in self.rows.values() if isinstance(r, dict)]
        whole = self.data if len(read) == len(self.data) else self.data.take(pa.array(read, pa.int64()))
        return pa.concat_tables([whole, rows.table(merged)]) if merged else whole


class Loader:
    """One load into one store."""

    def __init__(self, store: "Store", progress: Progress | None = None):
        self.store, self.db, self.progress = store, store.db, progress or (lambda label, n: None)
        self.result, self.batch = Result(), Batch()
        self.number, self.started = store.last_load + 1, store.version
        self.touched, self.next = False, store.next
        self.refs: set[str] = set()
        self.older: dict[str, dict[str, Any]] = {}

    # --- reading ---------------------------------------------------------------------------------------------------------

    def run(self, paths: list[Path], fmt: str = "auto") -> Result:
        """Load everything below the paths. A file whose content was loaded before is passed over with its records as unchanged."""
        begun = datetime.now()
        pool: ProcessPoolExecutor | None = None
        try:
            for source in find(paths):
                self.result.files += 1
                if isinstance(source, Broken):
                    self.result.rejected.append(Rejection(source.label, 0, source.reason))
                    continue
                chosen = self._format(source, fmt)
                if chosen is None:
                    continue
                if pool is None and source.size > PARALLEL_FROM:
                    pool = ProcessPoolExecutor(2, mp_context=get_context("spawn"))
                self._file(source, chosen, pool)
            self.flush()
            self.close()
        except BaseException:
            self.store.undo()
            raise
        finally:
            if pool:
                pool.shutdown(cancel_futures=True)
        self.result.seconds = round((datetime.now() - begun).total_seconds(), 3)
        self.result.version = self.store.version
        return self.result

    def _format(self, source: Source, fmt: str) -> Format | None:
        wanted = formats.ALL if fmt == "auto" else formats.BY_NAME[fmt]
        chosen = next((f for f in wanted if f.sniff(source.head, source.label)), None)
        if chosen is None:
            known = "、".join(dict.fromkeys(f.label for f in wanted))
            self.result.rejected.append(
                Rejection(source.label, 1, f"文件{Path(source.label).name}不是已知的专利数据格式（可读：{known}），未收录")
            )
        return chosen

    def _file(self, source: Source, chosen: Format, pool: ProcessPoolExecutor | None) -> None:
        key = f"{chosen.name}:{source.digest}"
        before = self.store.reached.get(key, {"pieces": 0, "records": 0})
        if before.get("done"):
            self.result.unchanged += before["records"]
            self.result.rejected += self.store.rejections(key)
            return
        here = {"pieces": before["pieces"], "records": before["records"], "label": source.label, "done": False}
        for chunk in self._parsed(source, chosen, pool, before["pieces"]):
            here["pieces"] += chunk.pieces
            here["records"] += len(chunk.order) + len(chunk.events)
            self.result.rejected += chunk.rejected
            self.batch.rejected += [(key, r) for r in chunk.rejected]
            self.batch.add(chunk)
            self.batch.reached[key] = dict(here)
            if self.batch.full():
                self.flush()
            self.progress(source.label, here["records"])
        here["done"] = True
        self.batch.reached[key] = here

    def _parsed(self, source: Source, chosen: Format, pool: ProcessPoolExecutor | None, skip: int) -> Iterator[Chunk]:
        waiting: deque[Future[Chunk]] = deque()
        with source.open() as stream:
            for pieces in _chunks(chosen.split(stream), skip):
                if pool is None:
                    yield read_chunk(chosen.name, source.label, pieces)
                    continue
                waiting.append(pool.submit(read_chunk, chosen.name, source.label, pieces))
                if len(waiting) >= IN_FLIGHT:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()

    # --- writing ---------------------------------------------------------------------------------------------------------

    def flush(self) -> None:
        """Write the batch and commit it."""
        batch, self.batch = self.batch, Batch()
        if not batch.reached and not batch.order:
            return
        version = self.store.version + 1
        self.store.begin(version)
        counts = self._publications(batch, version)
        counts["events"] = self._events(batch.events, version)
        if batch.rejected:
            self.db.insert("reject", pa.Table.from_pylist(
                [{"ver": version, "load": self.number, "digest": key, "file": r.file, "line": r.line, "reason": r.reason} for key, r in batch.rejected], schema.REJECT))  # fmt: skip
        self.store.commit(version, self.number, "batch", {"reached": batch.reached, "next": self.next, **counts})
        for name, n in counts.items():
            setattr(self.result, name, getattr(self.result, name) + n)

    def _publications(self, batch: Batch, version: int) -> dict[str, int]:
        counts = {"inserted": 0, "updated": 0, "unchanged": 0, "deleted": 0}
        numbers = list(dict.fromkeys(i.pn for i in batch.order))
        stored, tombs = self._stored(numbers), self._tombs(numbers)
        pending = Pending(pa.concat_tables(batch.tables) if batch.tables else rows.table([]))
        self.older = self._older(batch, stored)
        for item in batch.order:
            if isinstance(item, Head):
                self._record(item, stored, tombs, pending, counts)
            else:
                self._deletion(item, stored, tombs, pending, counts)
        self.touched = self.touched or bool(pending.rows)
        data = pending.table()
        self.next = self.store.put(data, version) if len(data) else self.store.next
        if replaced := [pn for pn in pending.rows if pn in stored]:
            self.store.patch(
                f"UPDATE pub SET gone = {version} WHERE gone = 0 AND ver < {version} AND pn IN {literals(replaced)}"
            )
        if dead := [pn for pn, row in pending.rows.items() if row is None]:
            self.db.insert("tomb", pa.Table.from_pylist([{"pn": pn, **tombs[pn], "ver": version} for pn in dead], schema.TOMB))
        return counts

    def _stored(self, numbers: list[str]) -> dict[str, dict[str, Any]]:
        if not numbers or not self.store.publications:
            return {}
        return {
            r["pn"]: r
            for r in self.db.rows(f"SELECT pn, seen, srcver, src FROM pub WHERE gone = 0 AND pn IN {literals(numbers)}")
        }

    def _tombs(self, numbers: list[str]) -> dict[str, dict[str, Any]]:
        if not numbers or not self.store.tombs:
            return {}
        found: dict[str, dict[str, Any]] = {}
        for r in self.db.rows(f"SELECT pn, srcver, seen FROM tomb WHERE pn IN {literals(numbers)} ORDER BY ver"):
            found[r["pn"]] = {"srcver": r["srcver"], "seen": r["seen"]}
        return found

    def _record(
        self, item: Head, stored: dict[str, Any], tombs: dict[str, Any], pending: Pending, counts: dict[str, int]
    ) -> None:
        tomb = tombs.get(item.pn)
        if tomb and (item.digest in tomb["seen"] or (item.ver and item.ver <= tomb["srcver"])):
            counts["unchanged"] += 1
            return
        old = pending.seen(item.pn) if item.pn in pending.rows else stored.get(item.pn)
        if old is None:
            pending.rows[item.pn] = item
            counts["inserted"] += 1
            return
        if item.digest in old["seen"] or (item.ver and item.src == old["src"] and item.ver < old["srcver"]):
            counts["unchanged"] += 1
            return
        pending.rows[item.pn] = rows.merged(pending.whole(item.pn) or self.older[item.pn], pending.row(item))
        counts["updated"] += 1

    def _older(self, batch: Batch, stored: dict[str, Any]) -> dict[str, dict[str, Any]]:
        """The whole rows of those stored records of which the batch says something new: asked for together, by the keys of their numbers."""
        changed = sorted(
            {i.pn for i in batch.order if isinstance(i, Head) and i.pn in stored and i.digest not in stored[i.pn]["seen"]}
        )
        names = ", ".join(schema.ARROW.names)
        found: dict[str, dict[str, Any]] = {}
        for part in _slices(changed, TOGETHER):
            keys = literals(sorted({"n:" + rows.without_kind(pn) for pn in part}))
            sql = f"SELECT {names} FROM pub WHERE gone = 0 AND pn IN {literals(part)} AND hasAnyTokens(keys, {keys})"
            found |= {r["pn"]: r for r in self.db.rows(sql)}
        return found

    def _deletion(
        self, item: Deletion, stored: dict[str, Any], tombs: dict[str, Any], pending: Pending, counts: dict[str, int]
    ) -> None:
        old = pending.seen(item.pn) if item.pn in pending.rows else stored.get(item.pn)
        if old is None:
            if item.pn in tombs:
                counts["unchanged"] += 1
            else:
                self.result.rejected.append(Rejection(item.src, 0, f"要删除的{item.pn}不在库中，已记录（E-PT-08）"))
            return
        tombs[item.pn] = {"srcver": max(item.ver, old["srcver"]), "seen": old["seen"]}
        pending.rows[item.pn] = None
        counts["deleted"] += 1

    def _events(self, events: list[Event], version: int) -> int:
        found = {r["h"]: r for r in map(rows.event_row, events)}
        if not found:
            return 0
        held = {r["h"] for r in self.db.rows(f"SELECT h FROM event WHERE h IN ({', '.join(map(str, found))})")}
        new = [{**r, "ver": version} for h, r in found.items() if h not in held]
        if new:
            self.db.insert("event", pa.Table.from_pylist(new, schema.EVENT))
        self.refs.update(r["app"] or r["num"] for r in new)
        return len(new)

    # --- closing ---------------------------------------------------------------------------------------------------------

    def close(self) -> None:
        """Statuses after the new events, old versions dropped, and the six counters written to the log; nothing where nothing was loaded."""
        if self.store.version == self.started:
            return
        if self.touched or self.refs:
            self._statuses()
        self.store.clean()
        self.store.close_load(self.number)

    def _statuses(self) -> None:
        changed: dict[str, list[str]] = {}
        today = rows.today()
        for part in _slices(sorted(self.refs), 5000):
            chosen = f"(app IN {literals(part)} OR num IN {literals(part)})"
            held = self.db.rows(f"SELECT pn, num, app, cc, kc, ad, pd, st, term FROM pub WHERE gone = 0 AND {chosen}")
            said: dict[str, list[tuple[int, str]]] = {}
            for e in self.db.rows(f"SELECT num, app, date, cls FROM event WHERE {chosen} ORDER BY date"):
                for key in {e["app"], e["num"]} - {""}:
                    said.setdefault(key, []).append((e["date"], e["cls"]))
            for r in held:
                events = {*said.get(r["app"], []), *said.get(r["num"], [])}
                now = status.after(status.first(r["cc"], r["kc"], r["ad"], r["pd"], r["term"], today), events)
                if r["cc"] != "EP" and now != r["st"]:
                    changed.setdefault(now, []).append(r["pn"])
        for state, numbers in changed.items():
            self.store.patch(f"UPDATE pub SET st = {literal(state)} WHERE gone = 0 AND pn IN {literals(numbers)}")
        granted = self.db.rows("SELECT app FROM pub WHERE cc = 'CN' AND kc = 'A' AND st IN ('审中', '实质审查') AND app != '' AND gone = 0 AND syn = 0 "
                               "AND app IN (SELECT app FROM pub WHERE cc = 'CN' AND kc = 'B' AND st = '有效' AND gone = 0 AND syn = 0)")  # fmt: skip
        if granted:
            apps = sorted({r["app"] for r in granted})
            self.store.patch(
                f"UPDATE pub SET st = '有效' WHERE cc = 'CN' AND kc = 'A' AND gone = 0 AND app IN {literals(apps)}"
            )


def _chunks(pieces: Iterator[Piece], skip: int) -> Iterator[list[Piece]]:
    chunk: list[Piece] = []
    size = 0
    for i, piece in enumerate(pieces):
        if i < skip:
            continue
        chunk.append(piece)
        size += len(piece[1])
        if len(chunk) >= CHUNK_PIECES or size >= CHUNK_BYTES:
            yield chunk
            chunk, size = [], 0
    if chunk:
        yield chunk


def _slices(values: list[str], size: int) -> Iterator[list[str]]:
    for i in range(0, len(values), size):
        yield values[i : i + size]


def said(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
