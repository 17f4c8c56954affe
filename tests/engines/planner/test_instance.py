"""Bad input: every fault named by its place, nothing half taken in."""

import json

import pytest

from fazhi.engines.planner import InstanceError, parse

from .small import instance


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda r: r["demands"][0].update(window=["2025-04-20", "2025-04-10"]), "demands[0]（J1）.window：止日 2025-04-10 早于"),
        (lambda r: r["demands"][0].update(window=["2025/4/1", "2025-04-10"]), "demands[0]（J1）.window[0]：日期应写成"),
        (lambda r: r["demands"][0].update(window=["2025-02-30", "2025-04-10"]), "demands[0]（J1）.window[0]：日期应写成"),
        (lambda r: r["demands"][0].update(window="2025-04-10"), "demands[0]（J1）.window：应写成 [起日, 止日]"),
        (lambda r: r["demands"][1].update(body="D99"), "demands[1]（J2）.body：没有编号为“D99”的检查主体"),
        (lambda r: r["demands"][1].update(firm="E99"), "demands[1]（J2）.firm：没有编号为“E99”的企业"),
        (lambda r: r["firms"][1].update(town="Z99"), "firms[1]（E2）.town：没有编号为“Z99”的镇街"),
        (lambda r: r["bodies"][1].update(base="Z99"), "bodies[1]（D2）.base：没有编号为“Z99”的镇街"),
        (lambda r: r["demands"][1].update(id="J1"), "demands[1]（J1）：编号与 demands[0] 重复"),
        (lambda r: r["firms"][1].update(id="E1"), "firms[1]（E1）：编号与 firms[0] 重复"),
        (lambda r: r["conflicts"].append(["J1", "J1"]), "conflicts[0]：任务 J1 与自身冲突"),
        (lambda r: r["conflicts"].append(["J1", "J9"]), "conflicts[0]：没有编号为“J9”的任务"),
        (lambda r: r["demands"][0].update(hours=-1), "demands[0]（J1）.hours：应是不小于 0 的数"),
        (lambda r: r["demands"][0].update(hours=float("nan")), "demands[0]（J1）.hours：应是不小于 0 的数"),
        (lambda r: r["demands"][0].update(slots=0.5), "demands[0]（J1）.slots：应是不小于 0 的整数"),
        (lambda r: r["demands"][0].update(solo="否"), "demands[0]（J1）.solo：应是 true 或 false"),
        (lambda r: r["demands"][0].update(trigger="随便"), "demands[0]（J1）.trigger：应是 应查、限查、普通 之一"),
        (lambda r: r["demands"][0].pop("window"), "demands[0]（J1）.window：应写成"),
        (lambda r: r["demands"].insert(0, 7), "demands[0]：应是一个对象"),
        (lambda r: r["bodies"][0].update(teams=True), "bodies[0]（D1）.teams：应是不小于 0 的整数"),
        (lambda r: r["caps"].append({"body": "D9", "grade": "B", "visits": 1}), "caps[0].body：没有编号为“D9”的检查主体"),
        (lambda r: r["done"].append({"body": "D1", "firm": "E9", "visits": 1}), "done[0].firm：没有编号为“E9”的企业"),
        (lambda r: r["period"].update(to="2025-03-01"), "period：止日 2025-03-01 早于起日"),
        (lambda r: r.update(max_bodies=0), "max_bodies：应是不小于 1 的整数"),
        (lambda r: r.pop("firms"), "firms：缺少这一项"),
    ],
)  # fmt: skip
def test_fault_is_named_by_its_place(spoil, said):
    raw = instance({}, {"body": "D2"})
    parse(raw)
    spoil(raw)
    with pytest.raises(InstanceError) as refused:
        parse(raw)
    assert any(fault.startswith(said) for fault in refused.value.faults), refused.value.faults
    assert "一条也没有读入" in str(refused.value)


def test_all_faults_in_one_report():
    raw = instance({"hours": -1}, {"body": "D99"}, {"firm": "E99"})
    with pytest.raises(InstanceError) as refused:
        parse(raw)
    assert len(refused.value.faults) == 3


@pytest.mark.parametrize("text", ["", "[]", "{", "7", b"\xff\xfe", "[" * 100_000])
def test_not_an_instance_at_all(text):
    with pytest.raises(InstanceError):
        parse(text)


def test_unknown_fields_are_told_not_refused():
    raw = instance({"colour": "red"})
    assert parse(raw).warnings == ["demands 中不认识的字段未使用：colour"]


def test_open_days_are_weekdays_not_closed():
    days = {day.isoformat() for day in parse(instance({})).days}
    assert "2025-04-03" in days
    assert not days & {"2025-04-04", "2025-04-05", "2025-04-06"}


def test_digest_is_that_of_the_text():
    import hashlib

    text = json.dumps(instance({}))
    assert parse(text).digest == hashlib.sha256(text.encode()).hexdigest()
