"""Sheets, diagrams, glossary, what stands on an article, comparing versions."""

import pytest

from fazhi.law.statute import Article
from fazhi.surfaces import charts, sheet, standing
from fazhi.surfaces.diagram import diagram, levels
from fazhi.surfaces.glossary import glossary
from fazhi.surfaces.web.laws import paired
from kernel.sample import Sample


def test_a_sheet_tells_every_step_and_clock():
    page = sheet.html("sample@2024")
    for step in Sample.steps.values():
        assert f"．{step.label}<" in page
    for clock in Sample.clocks.values():
        assert clock.ref in page
    assert "法律自己推进：视为受理" in page and "<svg" in page


def test_the_review_sheet_lists_rules_whose_law_was_amended(monkeypatch):
    assert "待复核（0）" in sheet.html("review")
    monkeypatch.setattr(standing, "newest", lambda title: "2030-01-01" if title == "价格法" else None)
    page = sheet.html("review")
    assert "价格法已由1997-12-29文本改为2030-01-01文本" in page and "待复核（0）" not in page


def test_unknown_sheets_are_refused_in_one_sentence():
    with pytest.raises(ValueError, match="没有程序"):
        sheet.html("nothing")


def test_states_stand_below_where_they_come_from():
    rows = levels(Sample)
    assert rows["examining"] == 0 < rows["trying"] < rows["done"] and rows["trying"] < rows["paused"]
    assert diagram(Sample).count('<rect class="node') == len(Sample.states)


def test_what_stands_on_an_article():
    rows = standing.standings()[(standing.key_of("行政复议法"), 30)]
    labels = {r.label for r in rows if "样例" in r.where}
    assert {"收件", "受理", "不予受理", "视为受理", "审查期限（FY-05）"} <= labels


def test_the_glossary_holds_every_label():
    labels = {t.label for t in glossary()}
    assert {"收件", "受理通知书", "审查期限", "承办人"} <= labels


def article(n, text):
    return Article(n, 0, "", "", "", text)


def test_versions_are_paired_by_their_words():
    old = [
        article(1, "申请人应当自知道之日起六十日内申请。"),
        article(2, "旧有的一条已经不再需要了。"),
        article(3, "复议机关应当受理。"),
    ]
    new = [
        article(1, "立法目的完全是新写的一条。"),
        article(2, "申请人应当自知道之日起六十日内提出申请。"),
        article(3, "复议机关应当受理。"),
    ]
    rows = [(a, b, changed) for a, _, b, _, changed in paired(old, new)]
    assert (
        ("第一条", "第二条", True) in rows
        and ("", "第一条", True) in rows
        and ("第二条", "", True) in rows
        and ("第三条", "第三条", False) in rows
    )
    marked = next(b for _, _, nl, b, _ in paired(old, new) if nl == "第二条")
    assert "<ins>提出</ins>" in marked


def test_charts_escape_what_they_are_given():
    drawn = charts.bars("<b>", [("<script>", 3, "/x?a=1&b=2"), ("乙", 0, "")])
    assert "<script>" not in drawn.svg and "&lt;script&gt;" in drawn.svg and "a=1&amp;b=2" in drawn.svg
    assert charts.trend("空", [], [("甲", [])]).svg.startswith("<svg") and charts.bars("空", []).svg.startswith("<svg")
