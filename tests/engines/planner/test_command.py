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


def written(path, raw):
    path.write_text(json.dumps(raw, ensure_ascii=False), encoding="utf-8")
    return str(path)


@pytest.mark.parametrize(
    ("demand", "place"),
    [
        ({"window": ["2025-05-20", "2025-04-10"]}, "demands[0]（J1）.window"),
        ({"window": ["2025年4月10日", "2025-04-20"]}, "demands[0]（J1）.window[0]"),
        ({"body": "D99"}, "demands[0]（J1）.body：没有编号为“D99”的检查主体"),
        ({"firm": "E99"}, "demands[0]（J1）.firm：没有编号为“E99”的企业"),
        ({"id": "J2"}, "编号与 demands[0] 重复"),
    ],
)
def test_odd_demands_are_named_by_their_place(tmp_path, capsys, demand, place):
    assert main(["plan", written(tmp_path / "i.json", instance(demand, {}))]) == 2
    said = capsys.readouterr()
    assert said.out == "" and place in said.err and "Traceback" not in said.err


def test_missing_optional_fields_and_no_demands(tmp_path, capsys):
    raw = instance({})
    for key in ("conflicts", "caps", "done", "max_bodies", "max_hours", "min_gap_days"):
        del raw[key]
    del raw["period"]["closed"]
    for key in ("mandatory", "offsite", "trigger", "approved", "counts", "risk", "solo"):
        del raw["demands"][0][key]
    for row, visits in ((raw, 1), ({**raw, "demands": []}, 0)):
        source, out = written(tmp_path / "i.json", row), str(tmp_path / "p.json")
        assert main(["plan", source, "--out", out, "--json"]) == 0
        plan = json.loads(capsys.readouterr().out)
        assert plan["totals"]["visits"] == visits and plan["totals"]["gap"] == 0 and plan["proof"]["optimal"]
        assert main(["plan", "--check", source, out]) == 0
        capsys.readouterr()


def test_the_contract_s_fields_and_the_same_plan_for_a_seed(files, capsys):
    plans = []
    for _ in range(2):
        assert main(["plan", files[0], "--json", "--seed", "7"]) == 0
        plans.append(json.loads(capsys.readouterr().out))
    one, other = plans
    assert set(one["visits"][0]) == {"firm", "date", "demands", "lead"}
    assert {"demands", "visits", "lower_bound", "gap", "reduction", "travel", "gap_days_missed"} <= set(one["totals"])
    assert {"method", "optimal", "seconds", "seed", "instance"} <= set(one["proof"]) and one["proof"]["seed"] == 7
    assert [p["proof"].pop("seconds") >= 0 for p in plans] == [True, True] and one == other


@pytest.mark.parametrize(
    ("plan", "said"),
    [
        ([], "计划应是一个对象"),
        ({"visits": []}, "计划缺少 unvisited 列表"),
        ({"visits": [], "unvisited": []}, "任务 J1 应恰好安排一次，计划中有 0 处"),
        ({"visits": [{"firm": "E9", "date": "2025-04-10", "demands": ["J1", "J2"], "lead": "D1"}], "unvisited": []}, "没有编号为 E9"),
        ({"visits": [{"firm": "E1", "date": "四月", "demands": ["J1", "J2"], "lead": "D1"}], "unvisited": []}, "约束（1）"),
        ({"visits": [{"firm": "E1", "date": "2025-04-10", "demands": ["J1", "J2"], "lead": "D6"}], "unvisited": []}, "约束（10）"),
        ({"visits": [], "unvisited": [{"demand": "J1", "cause": "cap"}, {"demand": "J2", "cause": "no lawful day"}]}, "约束（7）"),
    ],
)  # fmt: skip
def test_a_broken_plan_exits_1_with_its_first_fault(files, tmp_path, capsys, plan, said):
    assert main(["plan", "--check", files[0], written(tmp_path / "broken.json", plan)]) == 1
    out = capsys.readouterr().out
    assert said in out and out.count("\n") == 1
