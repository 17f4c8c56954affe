"""The patent store: open, load, count, search, and everything a page asks of one record, a family or an applicant."""

# ruff: noqa: S608 — every value in these statements passes schema.literal, a number or a fixed name; tests inject quotes

import json
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from time import perf_counter
from typing import Any

from fazhi.engines.patents import backend, compile, details, generate, landscape, query, ranking, rows, schema, scheme
from fazhi.engines.patents.arrow import pa
from fazhi.engines.patents.details import SHOWN
from fazhi.engines.patents.load import Loader, Progress, Result, said
from fazhi.engines.patents.record import Rejection
from fazhi.engines.patents.samples import Samples
from fazhi.engines.patents.schema import literal

FACETS = {
    "year": ("年份", "intDiv(pd, 10000)"), "office": ("国家", "cc"), "ipc4": ("IPC小类", "ipc4"), "applicant": ("申请人", "splitByChar('\\n', ap)[1]"),
    "status": ("状态", "st"), "type": ("类型", "kc"), "tier": ("范围", "tier"), "place": ("地区", "splitByChar('\\n', lo)[1]"), "filed": ("申请年", "intDiv(ad, 10000)"),
}  # fmt: skip
ALIAS = {"年份": "year", "国家": "office", "cc": "office", "ipc": "ipc4", "申请人": "applicant", "ap": "applicant", "状态": "status", "st": "status", "类型": "type", "kc": "type",
         "范围": "tier", "地区": "place", "lo": "place", "pd": "year", "ad": "filed", "申请年": "filed"}  # fmt: skip


@dataclass
class Counts:
    """Publications, applications and simple families, and the same in the health-industry scope; never invented records."""

    publications: int = 0
    applications: int = 0
    families: int = 0
    in_scope: dict[str, int] = field(default_factory=lambda: {"publications": 0, "applications": 0, "families": 0})
    synthetic: int = 0


@dataclass
class Found:
    """The answer of a search. `after` given back asks for the next page."""

    total: int
    families: int
    seconds: float
    parsed: str
    hits: list[dict[str, Any]]
    facets: dict[str, dict[str, int]]
    after: str | None
    version: int


class Store:
    """One patent store on a folder (chDB) or a URL (ClickHouse)."""

    def __init__(self, db: backend.Backend):
        self.db = db
        self.version = self.last_load = 0
        self.reached: dict[str, dict[str, Any]] = {}
        self.counts = Counts()
        self._loading = False
        self.next = 1  # the running number of the next record
        self.frequencies: dict[str, int] = {}
        self.mean: tuple[int, float] | None = None
        for statement in schema.tables(db.engine):
            db.run(statement)
        self.schemes = self.one("SELECT count() FROM class")
        self._recover()

    @classmethod
    def open(cls, place: str | Path) -> "Store":
        db = backend.connect(place)
        try:
            return cls(db)
        except BaseException:
            db.close()
            raise

    def close(self) -> None:
        self.db.close()

    def __enter__(self) -> "Store":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # --- versions ----------------------------------------------------------------------------------------------------------

    def _recover(self) -> None:
        """Read the log; undo a batch that was being written when the process ended."""
        for r in self.db.rows("SELECT ver, load, kind, said FROM log ORDER BY ver, kind"):
            self.version, self.last_load = max(self.version, r["ver"]), max(self.last_load, r["load"])
            told = json.loads(r["said"])
            self.reached.update(told.get("reached", {}))
            self.next = max(self.next, told.get("next", 1))
            if r["kind"] == "close":
                self.counts = Counts(**told["counts"])
        self.undo()
        v = self.version
        self.publications = self.one("SELECT count() FROM pub")
        self.tombs = self.one("SELECT count() FROM tomb")
        self.clean()
        if self.one("SELECT count() FROM log") and not self.one(f"SELECT count() FROM log WHERE ver = {v} AND kind = 'close'"):
            self.close_load(self.last_load)

    def undo(self) -> None:
        """Take back what was written after the last line of the log."""
        v = self.version
        for name in ("pub", "event", "reject", "tomb"):
            if self.one(f"SELECT count() FROM {name} WHERE ver > {v}"):
                self.db.run(f"DELETE FROM {name} WHERE ver > {v}")
        if self.one(f"SELECT count() FROM pub WHERE gone > {v}"):
            self.patch(f"UPDATE pub SET gone = 0 WHERE gone > {v}")
        for name in ("tf", "place", "num"):
            if self.one(f"SELECT count() FROM {name} WHERE doc >= {self.next}"):
                self.db.run(f"DELETE FROM {name} WHERE doc >= {self.next}")

    def one(self, sql: str) -> int:
        found = self.db.rows(sql)
        return int(next(iter(found[0].values()))) if found else 0

    def begin(self, version: int) -> None:
        self._loading = True

    def put(self, data: pa.Table, version: int) -> int:
        """Write publications of a batch; the number after the last of them, to be committed with the batch."""
        self.db.insert("pub", rows.numbered(data, version, self.next))
        return self.next + len(data)

    def commit(self, version: int, load: int, kind: str, told: dict[str, Any]) -> None:
        row = {
            "ver": version,
            "load": load,
            "kind": kind,
            "at": datetime.now().isoformat(timespec="seconds"),
            "said": said(told),
        }
        with self.db.snapshot():
            self.db.insert("log", pa.Table.from_pylist([row], schema.LOG))
            self.version, self.last_load = version, load
        self.publications += told.get("inserted", 0)
        self.tombs += told.get("deleted", 0)
        self.reached.update(told.get("reached", {}))
        self.next = max(self.next, told.get("next", 1))
        self.mean, self.frequencies = None, {}

    def patch(self, sql: str) -> None:
        """A light update: written as a patch, then applied at once, because a pending patch keeps the text index from being read directly."""
        self.db.run(sql)
        self.db.run("ALTER TABLE pub APPLY PATCHES SETTINGS mutations_sync = 1")

    def clean(self) -> None:
        """Drop the rows that newer versions replaced."""
        with self.db.snapshot():
            if self.one("SELECT count() FROM pub WHERE gone > 0"):
                for name in ("num", "place"):
                    self.db.run(f"DELETE FROM {name} WHERE doc IN (SELECT doc FROM pub WHERE gone > 0)")
                self.db.run("DELETE FROM pub WHERE gone > 0")
                self.publications = self.one("SELECT count() FROM pub")
                if (
                    self.next > 1.1 * self.publications + 100_000
                ):  # postings of dropped rows are passed over; here they are many
                    self.db.run("DELETE FROM tf WHERE doc NOT IN (SELECT doc FROM place)")
            self._loading = False

    def close_load(self, load: int) -> None:
        """The counters, computed once at the end of a load and kept in the log."""
        app = "if(app = '', pn, app)"
        r = self.db.rows(
            f"SELECT countIf(syn = 0) AS p, uniqExactIf({app}, syn = 0) AS a, uniqExactIf(fam, syn = 0) AS f, countIf(syn = 0 AND tier >= 2) AS sp, "
            f"uniqExactIf({app}, syn = 0 AND tier >= 2) AS sa, uniqExactIf(fam, syn = 0 AND tier >= 2) AS sf, countIf(syn = 1) AS s FROM pub"
        )[0]
        self.counts = Counts(
            r["p"], r["a"], r["f"], {"publications": r["sp"], "applications": r["sa"], "families": r["sf"]}, r["s"]
        )
        self.commit(self.version, load, "close", {"counts": asdict(self.counts)})

    def visible(self) -> str:
        """While a batch is being written, only what the log has committed is seen."""
        return f" AND ver <= {self.version} AND (gone = 0 OR gone > {self.version})" if self._loading else ""

    # --- loading -----------------------------------------------------------------------------------------------------------

    def load(self, paths: list[str | Path], fmt: str = "auto", progress: Progress | None = None) -> Result:
        """Load files and folders; see load.Loader."""
        return Loader(self, progress).run([Path(p) for p in paths], fmt)

    def generate(self, n: int, seed: int = 1, progress: Progress | None = None, like: str = "") -> Result:
        """Fill up to n invented records (flagged, never counted); goes on where an earlier run ended. `like="samples"`: they read like real ones."""
        maker = Samples(seed) if like == "samples" else generate.Generator(seed)
        key, begun, result = f"synthetic:{like}{seed}", perf_counter(), Result()
        done = int(self.reached.get(key, {}).get("records", 0))
        block = 50_000
        for made in maker.batches(n - done, block, done) if n > done else ():
            version = self.version + 1
            self.begin(version)
            following = self.put(rows.synthetic(made.columns), version)
            events = [{"num": pn[:-1], "app": app, "cls": cls, "code": "XX", "text": text, "sign": "", "before": "", "after": "", "ref": "", "src": "synthetic", "date": day,
                       "h": hash_of(pn, cls), "ver": version} for pn, app, day, cls, text in made.events]  # fmt: skip
            if events:
                self.db.insert("event", pa.Table.from_pylist(events, schema.EVENT))
            done += len(made.columns["pn"])
            result.inserted += len(made.columns["pn"])
            self.commit(
                version,
                self.last_load + 1,
                "batch",
                {
                    "reached": {key: {"records": done, "done": done >= n}},
                    "inserted": len(made.columns["pn"]),
                    "next": following,
                },
            )
            if progress:
                progress("synthetic", done)
        self.clean()
        self.close_load(self.last_load)
        result.seconds, result.version = round(perf_counter() - begun, 3), self.version
        return result

    def settle(self) -> None:
        """Wait until the background merges have nothing left to do."""
        import time

        quiet = 0
        while quiet < 3:
            busy = self.one("SELECT count() FROM system.merges WHERE table = 'pub'")
            quiet = 0 if busy else quiet + 1
            time.sleep(0.2)

    def count(self) -> Counts:
        return self.counts

    def load_log(self, limit: int = 50) -> list[dict[str, Any]]:
        """The newest lines of the log, newest first."""
        found = self.db.rows(f"SELECT ver, load, kind, at, said FROM log ORDER BY ver DESC, kind DESC LIMIT {int(limit)}")
        return [{**{k: r[k] for k in ("ver", "load", "kind", "at")}, **json.loads(r["said"])} for r in found]

    def rejections(self, key: str | None = None) -> list[Rejection]:
        where = f"WHERE digest = {literal(key)}" if key else ""
        return [
            Rejection(r["file"], r["line"], r["reason"])
            for r in self.db.rows(f"SELECT DISTINCT file, line, reason FROM reject {where} ORDER BY file, line")
        ]

    # --- searching ---------------------------------------------------------------------------------------------------------

    def key(self, value: str) -> str:
        return compile.key(value)

    def expand(self, index: str, like: str) -> list[str]:
        """The words of a text index that fit a pattern."""
        sql = f"SELECT DISTINCT token FROM mergeTreeTextIndex(currentDatabase(), 'pub', {literal(index)}) WHERE token LIKE {literal(like)} LIMIT {compile.WIDEST + 1}"
        return [r["token"] for r in self.db.rows(sql)]

    def below(self, kind: str, symbol: str) -> list[str]:
        """A subgroup and what stands under it by the loaded classification scheme."""
        return scheme.below(self, kind, symbol)

    def load_scheme(self, paths: list[str | Path]) -> dict[str, int]:
        """Load CPC scheme files; from then on a subgroup is searched with its children."""
        return scheme.load(self, paths)

    def where(self, text: str) -> tuple[str, query.Node]:
        node = query.parse(text)
        return compile.condition(node, self) + self.visible(), node

    def search(
        self,
        text: str,
        limit: int = 20,
        sort: str = "date",
        facets: list[str] | None = None,
        after: str | None = None,
        group: bool = False,
    ) -> Found:
        """The newest or the most relevant records of a query; `group` shows one record a family."""
        begun = perf_counter()
        if sort not in ("date", "relevance"):
            raise ValueError(f"排序只有date（公开日由新到旧）和relevance（相关度），没有“{sort}”")
        names = [facet_name(f) for f in facets or []]
        with self.db.snapshot():
            return self._search(text, limit, sort, names, after, group, begun)

    def _search(
        self, text: str, limit: int, sort: str, names: list[str], after: str | None, group: bool, begun: float
    ) -> Found:
        where, node = self.where(text)
        size = self.db.rows(f"SELECT count() AS n, uniqExact(cityHash64(fam)) AS f FROM pub WHERE {where}")[0]
        total, families = size["n"], size["f"]
        tokens = compile.ranked_tokens(node) if sort == "relevance" else []
        if tokens and total:
            offset = int(after or 0)
            hits = shown(ranking.best(self, node, where, tokens, int(limit) + offset, total, group)[offset:])
            following = str(offset + len(hits)) if len(hits) == limit else None
        else:
            hits = self._by_date(where, limit, after, group) if total else []
            following = f"{hits[-1]['pd']}:{hits[-1]['pn']}" if len(hits) == limit else None
        found = {name: self.facet(where, name) for name in names}
        return Found(total, families, round(perf_counter() - begun, 4), str(node), hits, found, following, self.version)

    def _by_date(self, where: str, limit: int, after: str | None, group: bool) -> list[dict[str, Any]]:
        if after:
            pd, _, pn = after.partition(":")
            where = f"(pd, pn) < ({int(pd)}, {literal(pn)}) AND {where}"
        by = " LIMIT 1 BY fam" if group else ""
        return shown(self.db.rows(f"SELECT {SHOWN} FROM pub WHERE {where} ORDER BY pd DESC, pn DESC{by} LIMIT {int(limit)}"))

    def facet(self, where: str, name: str, most: int = 50) -> dict[str, int]:
        """The largest groups of all matches."""
        expression = FACETS[name][1]
        found = self.db.rows(
            f"SELECT toString({expression}) AS k, count() AS n FROM pub WHERE {where} GROUP BY k ORDER BY n DESC, k LIMIT {int(most)}"
        )
        return {r["k"]: r["n"] for r in found if r["k"] not in ("", "0")}

    def facet3(self, text: str, most: int = 1000) -> list[tuple[str, str, str, int]]:
        """Three levels at once over all matches: office, year, IPC subclass."""
        where, _ = self.where(text)
        found = self.db.rows(
            f"SELECT cc, intDiv(pd, 10000) AS y, ipc4, count() AS n FROM pub WHERE {where} GROUP BY cc, y, ipc4 ORDER BY n DESC LIMIT {int(most)}"
        )
        return [(r["cc"], str(r["y"]), r["ipc4"], r["n"]) for r in found]

    # --- one record --------------------------------------------------------------------------------------------------------

    def lookup(self, number: str) -> list[dict[str, Any]]:
        """Headlines under one publication number, with or without kind: the quickest way to see whether it is there."""
        return details.lookup(self, number)

    def record(self, pn: str) -> dict[str, Any] | None:
        """Everything about one publication, with its events; None when it is not there."""
        return details.record(self, pn)

    def events(self, num: str, app: str) -> list[dict[str, Any]]:
        return details.events(self, num, app)

    def family(self, fam: str) -> list[dict[str, Any]]:
        """The members of a simple family by date, each with its priorities."""
        return details.family(self, fam)

    def extended_family(self, pn: str, most: int = 2000) -> list[str]:
        """The records connected by shared priorities or filings (INPADOC)."""
        return details.extended_family(self, pn, most)

    def citations(self, pn: str) -> dict[str, list[str]]:
        """What it cites, and what cites it."""
        return details.citations(self, pn)

    def similar(self, pn: str, limit: int = 20) -> list[dict[str, Any]]:
        """Documents like this one, with the reasons: its rarest words by BM25, shared CPC or IPC groups, citations."""
        return landscape.similar(self, pn, limit)

    def landscape(self, text: str) -> dict[str, Any]:
        """Figures for charts over all matches of a query (or `ap:` of one applicant)."""
        return landscape.landscape(self, text)

    def export(self, text: str, path: str | Path, sort: str = "date", limit: int = 50_000) -> int:
        """Write the matches as .xlsx or .csv with query, date and data version in the head; returns the rows written."""
        from fazhi.engines.patents import export

        return export.write(self, text, Path(path), sort, limit)

    def update_status(self, numbers_where: str, state: str) -> None:
        """Set the status of all records of a SQL condition (legal events in bulk, and the benchmark)."""
        self.patch(f"UPDATE pub SET st = {literal(state)} WHERE {numbers_where}")


def shown(found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Rows as hits: number and title first, the score where there is one. The engine reads the texts of these rows only."""
    hits = []
    for r in found:
        points = r.pop("points", None)
        hit = {"pn": r["pn"], "title": r.pop("ti").split("\n")[0], **r}
        hits.append(hit if points is None else {**hit, "score": round(float(points), 6)})
    return hits


def facet_name(name: str) -> str:
    found = ALIAS.get(name.lower(), name.lower())
    if found not in FACETS:
        raise ValueError(f"没有“{name}”这个分面；可用：{'、'.join(f'{k}（{v[0]}）' for k, v in FACETS.items())}")
    return found


def hash_of(*parts: str) -> int:
    import hashlib

    return int.from_bytes(hashlib.blake2b("\x1f".join(parts).encode(), digest_size=8).digest(), "big")
