"""Every card's two examples are executed; every card has a basis, a version and plain words."""

from datetime import date

import pytest

from fazhi.engines.review import BY_ID, RULES, cards, review, to_recheck
from fazhi.engines.review.rules import CardError, _blocks, _card
from fazhi.law import CitedLaws, catalogue, library

ON = date(2026, 11, 22)
DAYS = {"A10": date(2026, 5, 1)}  # before the law it cites took effect
WORDS = {
    ("公平竞争审查条例", 1): "为了规范公平竞争审查工作，促进市场公平竞争，优化营商环境，建设全国统一大市场，制定本条例。",
    ("公平竞争审查条例", 13): "拟由部门出台的政策措施，由起草单位在起草阶段开展公平竞争审查。\n"
    "拟由多个部门联合出台的政策措施，由牵头起草单位在起草阶段开展公平竞争审查。",
    ("中华人民共和国行政处罚法", 34): "行政机关可以依法制定行政处罚裁量基准。行政处罚裁量基准应当向社会公布。",
}


OLD_TITLE, OLD_WORDS = "中华人民共和国行政复议法", "可以自知道该具体行政行为之日起六十日内提出行政复议申请。"
OLD_AND_NEW = {("2017", 9): OLD_WORDS, ("2023", 20): OLD_WORDS.replace("知道", "知道或者应当知道")}


class Laws(CitedLaws):
    """The shipped facts with the words of a few articles, and of every other only a dash."""

    def words(self, version, article, of):
        if version.title.startswith(OLD_TITLE):
            return OLD_AND_NEW.get((version.name[:4], article), "—")
        return WORDS.get((version.title, article), "—")


LAWS = Laws(catalogue(), library())


def fired(example, rule):
    kind = "policy" if set("NP") & set(rule.kinds) else {"C": "contract", "D": "decision"}[rule.kinds[0]]
    text, matter = (example, None) if isinstance(example, str) else ("正文。", example)
    laws = LAWS if rule.verdicts else None
    found = review(text, kind=kind, on=DAYS.get(rule.id, ON), matter=matter, laws=laws).findings
    return {name for f in found for name in f.rules}


def test_every_rule_of_the_catalogue_is_executed():
    assert len(RULES) == 216
    assert all(r.bad and r.good and r.bad != r.good for r in RULES)


@pytest.mark.parametrize("rule", RULES, ids=lambda r: r.id)
def test_the_offending_example_fires(rule):
    assert rule.id in fired(rule.bad, rule)


@pytest.mark.parametrize("rule", RULES, ids=lambda r: r.id)
def test_the_lawful_example_does_not(rule):
    assert rule.id not in fired(rule.good, rule)


def test_lawful_examples_raise_no_other_text_rule():
    """Crosswise: the lawful example of one rule raises none of the others (missing-content rules aside)."""
    alarms = {}
    for rule in RULES:
        if isinstance(rule.good, str):
            kind = "policy" if set("NP") & set(rule.kinds) else "contract" if "C" in rule.kinds else "decision"
            found = [f.rule for f in review(rule.good, kind=kind, on=ON).findings if f.start is not None]
            if found:
                alarms[rule.id] = found
    assert alarms == {}


def test_the_catalogue_is_whole_enough():
    assert len({r.id for r in RULES}) == len(RULES)
    assert cards() == list(RULES)
    for rule in RULES:
        assert rule.basis[0] and rule.version and rule.why.endswith("。") and rule.suggestion.endswith("。"), rule.id
        assert rule.since <= ON <= rule.until, rule.id


def test_a_rule_without_basis_is_refused():
    text = "## B99 没有依据的规则 [应改 N]\n模式 甲\n理由 无。\n建议 无。\n违例 甲\n放行 乙\n"
    with pytest.raises(CardError, match="没有依据"):
        _card(*next(_blocks(text)))


def test_an_unknown_field_is_refused():
    with pytest.raises(CardError, match="栏目不认识"):
        list(_blocks("## B99 标题 [应改 N]\n模试 甲\n"))


def test_a_rule_is_silent_before_its_law():
    """The 2024 regulation on fair competition review took effect on 2024-08-01 (Art. 27)."""
    text = BY_ID["C23"].bad
    assert "C23" in {f.rule for f in review(text, on=date(2024, 8, 1)).findings}
    assert "C23" not in {f.rule for f in review(text, on=date(2024, 7, 31)).findings}


def test_old_text_on_the_day_is_said():
    """The Arbitration Law of 2025 took effect on 2026-03-01; before it the article numbers are those of the old text."""
    found = next(f for f in review(BY_ID["E06"].bad, kind="contract", on=date(2026, 2, 1)).findings if f.rule == "E06")
    assert "旧文本" in found.why


def test_amended_laws_put_rules_on_the_list():
    assert to_recheck({"公平竞争审查条例": "2024-06-06"}.get) == []
    listed = to_recheck({"公平竞争审查条例": "2027-01-01"}.get)
    assert {"C23", "C36", "E14"} <= {rule.id for rule, *_ in listed}
    assert {(law, written, now) for _, law, written, now in listed} == {("公平竞争审查条例", "2024-06-06", "2027-01-01")}
