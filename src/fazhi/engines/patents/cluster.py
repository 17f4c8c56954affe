"""The layout of a cluster: each table as a replicated one on every shard and a distributed one before them, sharded by family; and changes sent to every shard.

print(cluster.layout("fazhi"))        # the statements, as `fazhi patents layout` prints them
cluster.on_shards("DELETE FROM pub WHERE gone > 0", "fazhi")
"""

import re

from fazhi.engines.patents import schema

# postings, places and numbers are written on each shard from its own rows; an event lies with its application, its log is small and lies on the first key's shard
SHARD_BY = {
    "pub": "cityHash64(fam)",
    "event": "cityHash64(if(app = '', num, app))",
    "log": "0",
    "reject": "0",
    "tomb": "cityHash64(pn)",
    "class": "0",
}
TABLES = ("pub", "tf", "place", "num", "event", "log", "reject", "tomb", "class")
TABLE = re.compile(r"\b(FROM|TO|UPDATE|INTO|TABLE|EXISTS) (" + "|".join(TABLES) + r")\b")


def layout(cluster: str, database: str = "patents") -> str:
    """All statements that make the store on a cluster of this name, for ClickHouse with Keeper."""
    _named(cluster)
    _named(database)
    made = [f"CREATE DATABASE IF NOT EXISTS {database} ON CLUSTER {cluster}"]
    for statement in schema.tables(_replicated):
        made.append(_on_cluster(_local(statement), cluster, database))
    for name in TABLES:
        key = f", {SHARD_BY[name]}" if name in SHARD_BY else ""
        made.append(f"CREATE TABLE IF NOT EXISTS {database}.{name} ON CLUSTER {cluster} AS {database}.{name}_local "
                    f"ENGINE = Distributed({cluster}, {database}, {name}_local{key})")  # fmt: skip
    return ";\n\n".join(made) + ";\n"


def on_shards(statement: str, cluster: str) -> str:
    """An UPDATE, DELETE or ALTER TABLE for every shard's own tables: a distributed table takes none of them."""
    _named(cluster)
    changed = _local(statement)
    return re.sub(r"^(UPDATE|DELETE FROM|ALTER TABLE) (\w+)", rf"\1 \2 ON CLUSTER {cluster}", changed)


def _local(statement: str) -> str:
    return TABLE.sub(r"\1 \2_local", statement)


def _on_cluster(statement: str, cluster: str, database: str) -> str:
    named = re.sub(r"\b(FROM|TO) (\w+_local)\b", rf"\1 {database}.\2", statement)
    return re.sub(r"(IF NOT EXISTS) (\w+)", rf"\1 {database}.\2 ON CLUSTER {cluster}", named, count=1)


def _replicated(name: str) -> str:
    return f"ReplicatedMergeTree('/clickhouse/tables/{{shard}}/{name}', '{{replica}}')"


def _named(name: str) -> None:
    if not re.fullmatch(r"[A-Za-z_]\w{0,63}", name):
        raise ValueError(f"集群或库的名称“{name}”只能由字母、数字和下划线组成，并以字母开头")
