"""The whole review: citation faults as findings, and the figures on the labelled cases where they are at hand."""

import importlib.util
import json
from datetime import date
from pathlib import Path

import pytest

from fazhi.engines.review import review
from fazhi.law import cited_laws

ON = date(2026, 11, 22)
SHARED = next((p / "shared" for p in Path(__file__).resolve().parents if (p / "shared" / "review-cases").is_dir()), None)


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("违约责任按照《中华人民共和国合同法》第一百零七条处理。", "A03"),
        ("依据《公平竞争审查条例》第六十条处理。", "A05"),
        ("依据《公平竞争审查条例》第八条第（九）项处理。", "A06"),
        ("依照《重大行政决策程序条例》第十条办理。", "A02"),
        ("依据《公平竞争审查条例》第二十五条处理。", None),
        ("违约责任按照《中华人民共和国民法典》第五百七十七条处理。", None),
    ],
)
def test_citation_faults_are_findings_of_group_a(text, rule):
    result = review(text, on=ON, laws=cited_laws())
    found = [f for f in result.findings if f.group == "A"]
    assert [f.rule for f in found] == ([rule] if rule else [])
    for f in found:
        assert text[f.start : f.end] == f.quote and f.quote.startswith("《") and f.provision
    assert len(result.citations) == 1


def test_local_rules_the_library_does_not_hold_are_questions_not_faults():
    """The library holds hardly any local regulation: what it cannot know it must not call unknown."""
    result = review("根据《示例省养老服务条例》第三条，制定本办法。", on=ON, laws=cited_laws())
    assert [f for f in result.findings if f.group == "A"] == []
    assert any("人工核实" in note for note in result.notes)


def test_without_a_library_the_review_says_so():
    assert any("法律库" in note for note in review("正文。", on=ON).notes)


@pytest.mark.skipif(SHARED is None, reason="needs the labelled cases")
def test_figures_on_the_labelled_cases():
    cases = SHARED / "review-cases"
    spec = importlib.util.spec_from_file_location("review_score", cases / "score.py")
    scorer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)
    rows = [json.loads(line) for line in (cases / "dev.jsonl").read_text(encoding="utf-8").splitlines()]
    made = {
        r["id"]: {"findings": [f.as_dict() for f in review(r["text"], kind=r["doc_kind"], on=ON, laws=cited_laws()).findings]}
        for r in rows
    }
    per, total, *_ = scorer.score(rows, made)
    others = [p for group, p in per.items() if group != "C"]
    assert per["C"]["found"] / per["C"]["n"] >= 0.88
    assert per["C"]["strict"] / per["C"]["n"] >= 0.75
    assert sum(p["found"] for p in others) / sum(p["n"] for p in others) >= 0.75
    hits, false = (sum(p[key] for p in per.values()) for key in ("tp", "fp"))
    assert hits / (hits + false) >= 0.80
    assert 1e4 * total["fp_clean"] / total["clean_chars"] <= 1.5
