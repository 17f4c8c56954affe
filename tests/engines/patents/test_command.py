"""The command as its contract has it: one object under its own key, exit 2 with one sentence for bad input."""

import json
from pathlib import Path
from typing import Any

import pytest

from fazhi.cli import main

from .conftest import DATA


def run(capsys: pytest.CaptureFixture[str], *args: str) -> tuple[int, Any, str]:
    status = main(["patents", *args])
    out, err = capsys.readouterr()
    return status, json.loads(out) if out.startswith("{") else out, err


def test_load_count_search_export(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("FAZHI_CLICKHOUSE_URL", raising=False)
    at = ("--store", str(tmp_path / "s"))
    status, said, _ = run(capsys, "load", str(DATA / "lens.jsonl"), *at, "--json")
    assert status == 0
    load = said["load"]
    assert (load["files"], load["inserted"], load["updated"], load["unchanged"], load["deleted"]) == (1, 7, 0, 0, 0)
    assert {"file", "line", "reason"} == set(load["rejected"][0]) and load["seconds"] > 0
    assert run(capsys, "load", str(DATA / "lens.jsonl"), *at, "--json")[1]["load"]["unchanged"] == 7
    count = run(capsys, "count", *at, "--json")[1]["count"]
    assert (count["publications"], count["applications"], count["families"]) == (7, 6, 5) and count["in_scope"][
        "publications"
    ] == 4
    found = run(capsys, "search", "virus", *at, "--json", "--sort", "relevance", "--facet", "year", "--limit", "2")[1]["search"]
    assert found["total"] == 3 and found["parsed"] == "ta:virus" and sum(found["facets"]["year"].values()) == 3
    assert [h["pn"] for h in found["hits"]] == ["WO2015900001A1", "US9900001B2"] and found["hits"][0]["score"] > found["hits"][
        1
    ]["score"]
    status, text, _ = run(capsys, "search", "virus", *at)
    assert status == 0 and text.startswith("3 件")
    assert run(capsys, "export", "virus", str(tmp_path / "a.csv"), *at)[0] == 0 and (tmp_path / "a.csv").exists()
    assert run(capsys, "show", "US9900001B2", *at, "--json")[1]["show"]["st"] == "有效"
    assert run(capsys, "generate", "50", *at, "--json")[1]["generate"]["inserted"] == 50
    assert run(capsys, "count", *at, "--json")[1]["count"]["publications"] == 7


@pytest.mark.parametrize(
    ("args", "why"),
    [
        (["search", "(virus"], "第1个字符处：这个左括号没有配对"),
        (["search", "virus", "--facet", "colour"], "没有“colour”这个分面"),
        (["show", "US1B2"], "不合规则"),
        (["show", "US9999999B2"], "库里没有"),
        (["load", "/nowhere/at/all"], "没有这个文件"),
        (["export", "virus", "a.pdf"], ".xlsx或.csv"),
        (["search", "virus", "--limit", "0"], "不小于1"),
    ],
)
def test_bad_input_is_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str], args: list[str], why: str) -> None:
    status, _, err = run(capsys, *args, "--store", str(tmp_path / "s"))
    assert status == 2 and why in err and err.count("\n") == 1


def test_no_store_named(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("FAZHI_CLICKHOUSE_URL", raising=False)
    status, _, err = run(capsys, "count")
    assert status == 2 and "--store" in err
