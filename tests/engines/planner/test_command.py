"""`fazhi plan`: what it prints, writes and answers."""

import json
from pathlib import Path

import pytest

from fazhi.cli import main

from .small import instance


@pytest.fixture
def files(tmp_path):
    source, out = tmp_path / "instance.json", tmp_path / "plan.json"
    source.write_text(json.dumps(instance({}, {"body": "D2"})), encoding="utf-8")
    return str(source), str(out)


def test_plan_then_check(files, capsys):
    source, out = files
    assert main(["plan", source, "--out", out, "--pure"]) == 0
    said = capsys.readouterr()
    assert said.out == "" and "2 项任务合并为 1 次入企" in said.err
    assert main(["plan", "--check", source, out]) == 0
    assert "核对通过" in capsys.readouterr().out


def test_plan_to_stdout_is_one_document(files, capsys):
    assert main(["plan", files[0], "--json"]) == 0
    plan = json.loads(capsys.readouterr().out)
    assert set(plan) == {"visits", "unvisited", "totals", "proof"}


def test_a_spoiled_plan_exits_1(files, capsys):
    source, out = files
    main(["plan", source, "--out", out])
    plan = json.loads(Path(out).read_text(encoding="utf-8"))
    plan["visits"][0]["date"] = "2025-04-04"
    Path(out).write_text(json.dumps(plan), encoding="utf-8")
    capsys.readouterr()
    assert main(["plan", "--check", source, out]) == 1
    assert "约束（1）" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["/none.json"], "没有找到文件"),
        (["{source}", "extra"], "只需给出一个"),
        (["--check", "{source}"], "两个文件"),
        (["--check", "{source}", "{source}.txt"], "不是合法的 JSON"),
        (["{source}", "--seconds", "0"], "大于 0"),
        (["{source}", "--out", "/none/plan.json"], "文件夹不存在"),
        (["{source}.txt"], "不是合法的 JSON"),
    ],
)
def test_bad_input_exits_2_with_one_sentence(files, capsys, arguments, said):
    source = files[0]
    Path(f"{source}.txt").write_text("not json")
    assert main(["plan", *(a.format(source=source) for a in arguments)]) == 2
    assert said in capsys.readouterr().err


def test_a_crash_leaves_the_old_plan(files, monkeypatch):
    source, out = files
    main(["plan", source, "--out", out])
    before = Path(out).read_text(encoding="utf-8")

    def crash(*_):
        raise OSError("磁盘已满")

    monkeypatch.setattr(Path, "replace", crash)
    assert main(["plan", source, "--out", out, "--seed", "1"]) == 2
    assert Path(out).read_text(encoding="utf-8") == before
