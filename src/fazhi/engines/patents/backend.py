"""Where the SQL runs: chDB inside this process on a folder, or a ClickHouse cluster by its URL."""

# ruff: noqa: S608 — every value in these statements passes schema.literal, a number or a fixed name; tests inject quotes

import fcntl
import os
import threading
import uuid
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import parse_qs, urlparse

from fazhi.engines.patents.arrow import pa
from fazhi.engines.patents.cluster import on_shards

DATABASE = "patents"
# lists of numbers travel in the text of a statement
SETTINGS = {"max_query_size": 100_000_000, "max_ast_elements": 5_000_000, "max_expanded_ast_elements": 5_000_000}
LOCAL = {"distributed_product_mode": "local", "insert_distributed_sync": 1}


class Backend(Protocol):
    """What the store needs of a database."""

    name: str

    def rows(self, sql: str) -> list[dict[str, Any]]: ...
    def table(self, sql: str) -> pa.Table: ...
    def run(self, sql: str) -> None: ...
    def insert(self, name: str, data: pa.Table) -> None: ...
    def engine(self, name: str) -> str: ...
    def snapshot(self) -> AbstractContextManager[Any]: ...
    def close(self) -> None: ...


class Embedded:
    """chDB on one folder. Only one process may have it open: the second is told so in one sentence."""

    name = "chdb"
    _open: "Embedded | None" = None

    def __init__(self, folder: Path):
        self.folder: Path = folder
        folder.mkdir(parents=True, exist_ok=True)
        self._lock = (folder / "fazhi.lock").open("a+")
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            self._lock.close()
            raise ValueError(
                f"专利库{folder}正被另一个进程使用：一个库同一时间只能由一个进程打开，请等它结束，或改用ClickHouse集群"
            ) from None
        if Embedded._open is not None:
            self._lock.close()
            raise ValueError(f"本进程已打开专利库{Embedded._open.folder}，请先关闭它再打开{folder}")
        from chdb import session

        self._scratch = folder / "scratch"
        self._scratch.mkdir(exist_ok=True)
        for left in self._scratch.iterdir():
            left.unlink()
        self._session = session.Session(str(folder / "chdb"))
        self._guard = threading.RLock()
        Embedded._open = self
        self.run(f"CREATE DATABASE IF NOT EXISTS {DATABASE} ENGINE = Atomic")
        self.run(f"USE {DATABASE}")
        self.run("SET " + ", ".join(f"{k} = {v}" for k, v in SETTINGS.items()))

    def table(self, sql: str) -> pa.Table:
        with self._guard:
            data = self._session.query(sql, "ArrowStream").bytes()
        if not data:
            return pa.table({})
        return pa.ipc.open_stream(data).read_all()

    def rows(self, sql: str) -> list[dict[str, Any]]:
        return self.table(sql).to_pylist()

    def run(self, sql: str) -> None:
        with self._guard:
            self._session.query(sql, "Null" if sql[:6].upper() == "SELECT" else "CSV")

    def insert(self, name: str, data: pa.Table) -> None:
        """One insert is one part, so it is there whole or not at all."""
        path = self._scratch / f"{uuid.uuid4().hex}.arrows"
        try:
            with pa.OSFile(str(path), "wb") as f, pa.ipc.new_stream(f, data.schema) as out:
                out.write_table(data, max_chunksize=len(data) or 1)
            names, size = ", ".join(data.column_names), max(len(data), 1)
            self.run(
                f"INSERT INTO {name} ({names}) SELECT {names} FROM file('{path}', 'ArrowStream') SETTINGS max_insert_threads = 1, max_block_size = {size}, "
                f"min_insert_block_size_rows = {size}, min_insert_block_size_bytes = 0, max_insert_block_size = {size}, "
                f"min_insert_block_size_rows_for_materialized_views = {size * 500}, min_insert_block_size_bytes_for_materialized_views = 1000000000"
            )
        finally:
            path.unlink(missing_ok=True)

    def engine(self, name: str) -> str:
        return "MergeTree"

    def snapshot(self) -> AbstractContextManager[Any]:
        """The statements inside see one state: a loader in another thread waits."""
        return self._guard

    def close(self) -> None:
        if Embedded._open is self:
            self._session.close()
            Embedded._open = None
            self._lock.close()


class Cluster:
    """A ClickHouse server (26.2 or newer) by its URL, `http://user:password@host:8123/database`; the password may be in FAZHI_CLICKHOUSE_PASSWORD.

    The same statements as in the embedded engine. `?cluster=name` at the end of the URL: shards and replicas as cluster.layout makes them; changes
    then go to every shard, and subqueries over the tables a shard fills itself stay on it.
    """

    name = "clickhouse"

    def __init__(self, url: str):
        import clickhouse_connect

        parts = urlparse(url)
        self.database = parts.path.strip("/") or DATABASE
        self.cluster = "".join(parse_qs(parts.query).get("cluster", [])[:1])
        secure = parts.scheme == "https"
        login: dict[str, Any] = {"host": parts.hostname, "port": parts.port or (8443 if secure else 8123), "username": parts.username or "default",
                                 "password": parts.password or os.environ.get("FAZHI_CLICKHOUSE_PASSWORD", ""), "secure": secure}  # fmt: skip
        try:
            first = clickhouse_connect.get_client(**login)
            first.command(f"CREATE DATABASE IF NOT EXISTS {self.database}")
            self._client = clickhouse_connect.get_client(database=self.database, settings={**SETTINGS, **LOCAL}, **login)
        except Exception as error:
            raise ValueError(
                f"连不上ClickHouse（{parts.hostname}:{login['port']}）：{str(error).splitlines()[0][:120]}"
            ) from None

    def table(self, sql: str) -> pa.Table:
        return self._client.query_arrow(sql, use_strings=True)

    def rows(self, sql: str) -> list[dict[str, Any]]:
        return self.table(sql).to_pylist()

    def run(self, sql: str) -> None:
        changes = sql.startswith(("UPDATE ", "DELETE ", "ALTER TABLE "))
        self._client.command(on_shards(sql, self.cluster) if self.cluster and changes else sql)

    def insert(self, name: str, data: pa.Table) -> None:
        self._client.insert_arrow(name, data)

    def engine(self, name: str) -> str:
        return "MergeTree"

    def snapshot(self) -> AbstractContextManager[Any]:
        return nullcontext()

    def close(self) -> None:
        self._client.close()


def connect(place: str | Path) -> Backend:
    """Embedded for a folder, a cluster for an http(s) URL."""
    text = str(place)
    return Cluster(text) if text.startswith(("http://", "https://")) else Embedded(Path(text))
