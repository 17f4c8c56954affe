"""What raises a doubt and what does not: pairs."""

from datetime import date

import pytest

from fazhi.engines.review import review

ON = date(2026, 11, 22)


def rules(text, kind="policy", group=None):
    found = review(text, kind=kind, on=ON).findings
    return {r for f in found for r in f.rules if f.start is not None and (group is None or f.group == group)}


PAIRS = [
    # the offence, the same words under a negation
    ("各单位优先采购本区企业产品。", "各单位不得优先采购本区企业产品。"),
    ("建筑工地应当使用定点企业的砂浆。", "严禁要求建筑工地使用定点企业的砂浆。"),
    ("对注册地迁入本区的企业给予奖励。", "不得以注册地迁入本区为条件对企业给予奖励。"),
    ("商户应当向街道缴纳卫生保证金。", "取消商户向街道缴纳的卫生保证金。"),
    # quoted prohibition
    ("投标人须在本市设立分公司。", "条例规定不得“要求投标人须在本市设立分公司”。"),
    # items under a prohibiting stem
    (
        "采购文件可以写明下列内容：\n（一）优先选用本地企业产品；\n（二）外地企业不得参加投标。",
        "采购文件不得含有下列内容：\n（一）优先选用本地企业产品；\n（二）外地企业不得参加投标。",
    ),
    ("招标文件应当：优先采购本地企业产品。", "招标文件不得含有下列内容：优先采购本地企业产品；要求投标人在本市设立分公司。"),
    # a penal stem
    (
        "鼓励下列做法：\n（一）由行业协会组织会员统一价格。",
        "有下列行为之一的，责令改正：\n（一）由行业协会组织会员统一价格。",
    ),
    # what undoes is denied in its own clause only
    ("随地倾倒的，由社区制止，不听劝阻的罚款200元。", "制止向商户收取200元罚款。"),
    ("到期不清理的，由村委会组织代为清理，费用从其年终分红中扣除。", "清理从村民分红中扣除费用的做法。"),
    # a condition ends a negation
    ("拒不接受检查的，责令停业整顿并吊销许可证。", "不接受以责令停业整顿代替检查的做法。"),
    # talk of how enforcement itself is done
    ("对逾期不搬的，由街道强制拆除。", "对强制拆除等过程应当进行音像记录。"),
    # a real basis
    (
        "占道经营的，处以五百元罚款，由街道处以500元罚款。",
        "占道经营的，依照《城市市容和环境卫生管理条例》第三十四条处以500元罚款。",
    ),
    ("逾期不拆的，由镇政府强制拆除。", "逾期不拆的，依法申请人民法院强制拆除。"),
]


@pytest.mark.parametrize(("offence", "lawful"), PAIRS)
def test_pairs(offence, lawful):
    assert rules(offence), offence
    assert not {r for r in rules(lawful) if r[0] in "BC"}, lawful


def test_a_negation_does_not_reach_a_new_duty():
    assert "C23" in rules("各单位不得擅自分包，应当优先采购本区企业产品。")


def test_item_under_a_stem_two_levels_up():
    text = "第五条　政策措施不得含有下列内容：\n（一）限制准入：\n1.外地企业不得参加本区投标；\n2.优先采购本地企业产品；\n第六条　本办法自印发之日起施行。"
    assert not rules(text, group="C")


def test_the_next_article_is_free_of_the_stem():
    text = "第五条　政策措施不得含有下列内容：\n（一）限制准入。\n第六条　各单位优先采购本地企业产品。"
    assert "C23" in rules(text)


def test_places_are_those_of_the_text_as_given():
    text = "第一条　　各 单 位 优先 采购 本区 企业产品。\n\n  第二条　对ＡＢ公司……优先采购本市企业产品。"
    for f in review(text, on=ON).findings:
        if f.start is not None:
            assert text[f.start : f.end] == f.quote
    first = next(f for f in review(text, on=ON).findings if f.rule == "C23")
    assert first.quote == "优先 采购 本区 企业产品"


def test_one_sentence_one_article_one_finding():
    """企业迁入奖励 and 纳税奖励 both rest on Art. 10 and stand in one sentence: one doubt, both rules named."""
    found = review("对注册地迁入本区的企业，按其地方财政贡献的50%给予奖励。", on=ON).findings
    grave = [f for f in found if f.group == "C"]
    assert len(grave) == 1 and {"C32", "C36"} <= set(grave[0].rules)


def test_two_sentences_two_findings():
    found = review("对注册地迁入本区的企业给予奖励。按地方财政贡献的50%给予奖励。", on=ON).findings
    assert len([f for f in found if f.group == "C"]) == 2


@pytest.mark.parametrize(("kind", "expected"), [("policy", False), ("contract", True), ("decision", False), ("other", False)])
def test_contract_rules_run_on_contracts(kind, expected):
    assert ("E26" in rules("逾期的，按日支付合同价2%的违约金。", kind)) is expected


def test_material_rules_need_a_record():
    def known(matter):
        return {f.rule for f in review("正文。", on=ON, matter=matter).findings}

    assert "C50" not in known({})
    assert "C50" in known({"economic": True, "materials": []})
    assert "D08" in known({"review_workdays": 3}) and "D08" not in known({"review_workdays": 3, "urgent": True})


def test_normative_only_rules():
    text = "第一条　为规范借阅，制定本通知。\n第二条　本通知自2026年6月1日起施行。"
    assert "D10" in {f.rule for f in review(text, on=ON).findings}
    assert "D10" not in {f.rule for f in review(text, on=ON, matter={"normative": False}).findings}


@pytest.mark.parametrize(
    ("text", "fires"),
    [
        ("合同价款12万元，大写壹拾贰万元整。", False),
        ("合同价款12.5万元，大写壹拾贰万伍仟元整。", False),
        ("合同价款1,200,000元（大写：壹佰贰拾万元整）。", False),
        ("合同价款1200000元（大写：壹佰贰拾叁万元整）。", True),
        ("大写叁仟元整（小写￥3000.00）。", False),
    ],
)
def test_amounts(text, fires):
    assert ("E41" in rules(text, "contract")) is fires


@pytest.mark.parametrize(
    ("text", "fires"),
    [
        ("决策草案公开征求意见，期限为7日。", True),
        ("决策草案公开征求意见，期限为30日。", False),
        ("决策草案公开征求意见，自2026年3月1日至3月30日。", False),
        ("决策草案公开征求意见，自2026年3月1日至3月29日。", True),
        ("因情况紧急缩短征求意见，期限为7日。", False),
    ],
)
def test_days_of_comment(text, fires):
    assert ("G05" in rules(text, "decision")) is fires
