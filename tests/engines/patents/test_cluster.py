"""The layout of a cluster is written by the program; without a server its statements are read by the same parser in the embedded engine."""

from typing import Any

import pytest

from fazhi.engines.patents import cluster


def test_every_statement_is_sql(store: Any) -> None:
    for statement in cluster.layout("fazhi").split(";\n"):
        if statement.strip():
            assert store.db.rows(f"EXPLAIN AST {statement}"), statement


def test_tables_are_local_replicated_and_sharded_by_family() -> None:
    made = cluster.layout("fazhi")
    assert (
        "patents.pub_local ON CLUSTER fazhi (" in made
        and "ENGINE = ReplicatedMergeTree('/clickhouse/tables/{shard}/pub', '{replica}')" in made
    )
    assert "Distributed(fazhi, patents, pub_local, cityHash64(fam))" in made
    assert "fill_tf ON CLUSTER fazhi TO patents.tf_local" in made and "FROM patents.pub_local)" in made
    with pytest.raises(ValueError, match="名称"):
        cluster.layout("x; DROP TABLE pub")


@pytest.mark.parametrize(
    ("statement", "sent"),
    [
        ("DELETE FROM pub WHERE gone > 0", "DELETE FROM pub_local ON CLUSTER fazhi WHERE gone > 0"),
        ("UPDATE pub SET st = '失效' WHERE pn = 'X'", "UPDATE pub_local ON CLUSTER fazhi SET st = '失效' WHERE pn = 'X'"),
        ("ALTER TABLE pub APPLY PATCHES", "ALTER TABLE pub_local ON CLUSTER fazhi APPLY PATCHES"),
        (
            "DELETE FROM num WHERE doc IN (SELECT doc FROM pub WHERE gone > 0)",
            "DELETE FROM num_local ON CLUSTER fazhi WHERE doc IN (SELECT doc FROM pub_local WHERE gone > 0)",
        ),
    ],
)  # fmt: skip
def test_changes_go_to_every_shard(store: Any, statement: str, sent: str) -> None:
    assert cluster.on_shards(statement, "fazhi") == sent
    store.db.rows(f"EXPLAIN AST {sent}")
