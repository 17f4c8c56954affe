"""The template: numbers typed into it are refused, slots are answered, parts and sections found."""

import pytest

from fazhi.report.tree import HOME, TypedNumber, load, parse


@pytest.mark.parametrize(
    "text",
    [
        "全年审查115件。",
        "全年审查１１５件。",
        "审查一百一十五件。",
        "开展六十余场活动。",
        "占百分之九十。",
        "自2024年起。",
        "第3次会议。",
        "十项实事。",
        "达三千人次。",
    ],
)
def test_a_typed_number_is_refused_with_its_line(text):
    with pytest.raises(TypedNumber, match="第2行"):
        parse(f"# 举措\n{text}")


@pytest.mark.parametrize("text", ["# 完成3项改革", "title: 2024年度报告"])
def test_headings_and_title_too(text):
    with pytest.raises(TypedNumber):
        parse(text)


def test_names_that_hold_a_numeral_are_no_numbers():
    parse("# 举措\n高效办成一件事、一规划两纲要、“八五”普法、第一责任人、综合查一次、一类事一站办、半小时服务圈、三师助企。")


@pytest.mark.parametrize("name", sorted(p.stem for p in HOME.glob("*.txt")))
def test_every_shipped_tree_loads_and_has_the_five_parts(name):
    tree = load(name)
    assert all(tree.part(mark) for mark in ("results", "shortcomings", "heads", "next", "other"))


def test_sections_are_numbered_as_the_printed_report():
    tree = parse("# 举措\n## 统筹\n## 机制\n### 决策\n### 执法\n审查{a.b}\n# 不足\n存在{c.d}")
    assert [s.number for s in tree.sections] == ["一、", "（一）", "（二）", "1.", "2.", "二、"]
    assert tree.section_of("a.b") == "（二）2" and tree.section_of("c.d") == "二"


def test_an_unknown_tree_names_the_known_ones():
    with pytest.raises(ValueError, match="district"):
        load("no-such")
