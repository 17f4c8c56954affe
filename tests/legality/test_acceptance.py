"""The acceptance scenarios of the handbook (第18节) that are not told elsewhere: 3, 5, 6, 8, 10; and that each has its test."""

import re
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.core.files.storage import default_storage
from tests.report import year

from fazhi.domains.legality import demo, drafts, engine, old_articles
from fazhi.domains.legality.models import ENGINE_KIND
from fazhi.engines.review import review
from fazhi.kernel.amend import amend
from fazhi.kernel.declare import CLERK, HEAD
from fazhi.kernel.documents import render
from fazhi.kernel.figures import Period
from fazhi.kernel.models import Document, Event, Item
from fazhi.kernel.perform import new_case, perform
from fazhi.kernel.refusal import Refusal
from fazhi.kernel.registry import figures
from fazhi.kernel.scenario import World
from fazhi.law import cited_laws
from fazhi.law.statute import parse
from fazhi.report.corrections import corrections

pytestmark = pytest.mark.django_db
SHARED = next((p / "shared" for p in Path(__file__).resolve().parents if (p / "shared" / "laws").is_dir()), None)
AGREEMENT = """示例产业园投资协议
甲方：示例园区管理委员会
乙方：示例企业001
第一条 示例园区管理委员会将100亩工业用地使用权出让给乙方。
第二条 增值税地方留成部分甲方按70%给予返还。
第三条 甲方承诺五年内不再引进同类项目。
第四条 特许经营期内发生争议的，提交仲裁委员会仲裁。
"""


def rules(course):
    return {i.said["rule"] for i in course.findings()}


CODE = (
    (143, "第一百四十三条　具备下列条件的民事法律行为有效：（一）行为人具有相应的民事行为能力；（二）意思表示真实。"),
    (153, "第一百五十三条　违反法律、行政法规的强制性规定的民事法律行为无效。"),
    (154, "第一百五十四条　行为人与相对人恶意串通，损害他人合法权益的民事法律行为无效。"),
    (240, "第二百四十条　所有权人对自己的不动产或者动产，依法享有占有、使用、收益和处分的权利。"),
)  # a few articles with their numbers, as short as the comparison needs


def test_3_a_repealed_law(course, monkeypatch):
    """手册第18节场景3：引用已废止的法律，给出现行法的对应条文候选。"""
    old = "第五十二条　有下列情形之一的，合同无效：（一）与相对人恶意串通，损害他人合法权益；（二）违反法律、行政法规的强制性规定。"
    held = SimpleNamespace(
        words=lambda version, n: old, articles=lambda title, version: [SimpleNamespace(number=n, text=t, of=0) for n, t in CODE]
    )
    monkeypatch.setattr(old_articles, "library", lambda: held)
    old_articles.candidates.cache_clear()
    c = course()
    c.send("示例区采购办法（送审稿）\n第一条 根据《中华人民共和国合同法》第五十二条，制定本办法。\n")
    engine.machine_review(c.case, date(2026, 3, 4), laws=cited_laws())
    old_articles.candidates.cache_clear()
    (found,) = (i.said for i in c.findings() if i.said["rule"] == "A03")
    assert "第五十二条" in found["quote"] and "民法典" in found["provision"] and "2021年1月1日废止" in found["why"]
    (named,) = re.findall("对应条文候选：《中华人民共和国民法典》(.*?)，请核对", found["advice"])
    assert set(named.split("、")) == {"第一百五十三条", "第一百五十四条"}


@pytest.mark.skipif(SHARED is None, reason="needs the shared statute texts")
def test_3_the_real_texts():
    """The article itself is named first for rules everybody knows."""
    laws = SHARED / "laws" / "法律"
    read = lambda name: [(a.number, a.text) for a in parse((laws / name).read_text(), name).articles if not a.of]  # noqa: E731
    code, contracts = read("民法典(2020-05-28).md"), dict(read("合同法(1999-03-15).md"))
    first = {n: old_articles.corresponding(contracts[n], code)[0] for n in (8, 52, 60, 94, 107, 114)}
    assert first == {8: 119, 52: 153, 60: 509, 94: 563, 107: 577, 114: 585}


def test_5_an_investment_agreement_and_its_seal(course):
    """手册第18节场景5：招商协议逐项命中，改稿复审通过以前用印登记被拒。"""
    c = course(kind="C", title="示例产业园投资协议", partner="示例企业001")
    c.send(AGREEMENT)
    c.machine()
    assert {"E17", "E14", "C32", "E19", "C51", "E08"} <= rules(c)
    assert "A14" not in rules(c), "a rule of normative documents alone does not ask a contract for its legal basis"
    c.judge_all()
    c.to_signing()
    c.sign("amend")
    seal = new_case("seal_use", c.organ, date(2026, 3, 9), c.case.title)
    perform(seal, "ask", c.people["clerk"], date(2026, 3, 9), topic=c.case.title, partner="示例企业001")
    with pytest.raises(Refusal, match="不得用印"):
        perform(seal, "stamp", c.people["clerk"], date(2026, 3, 9))
    with pytest.raises(Refusal, match="尚未复审通过"):
        perform(seal, "stamp", c.people["clerk"], date(2026, 3, 9), review_no=c.case.facts.opinion_no)


def test_6_a_decision_with_gaps(course, client):
    """手册第18节场景6：缺听证送达、党委报告的列入缺口，完成率不足，不能上会（G06、G15 见 test_record）。"""
    from fazhi.domains.decisions.nodes import NODES, completeness, gaps

    c = course(kind="O")
    handler, day = c.people["handler"], date(2026, 3, 2)
    decision = new_case("decision", c.organ, day, "停车设施规划")
    perform(decision, "start", handler, day, matter="2")
    perform(decision, "notice", handler, day, consult_from=day, consult_to=date(2026, 4, 10))
    perform(decision, "hearing_notice", handler, day, hearing_on=date(2026, 4, 13))
    with pytest.raises(Refusal, match="七日前"):
        perform(decision, "participate", handler, date(2026, 4, 14))
    done, total = completeness(decision)
    lacking = gaps(decision, tuple(k for k, _ in NODES))
    assert done < total == 11 and {"请示报告党委", "公众参与", "合法性审查"} <= set(lacking)
    client.force_login(handler)
    page = client.get("/decisions/progress/").content.decode()
    assert f"{done * 100 // total}%" in page and ">不能上会<" in page and "请示报告党委" in page
    with pytest.raises(Refusal, match=r"程序还有缺口，不能上会.*公众参与"):
        perform(decision, "discuss", c.people["clerk"], date(2026, 4, 14), meeting="常务会议", head_last=True)


def test_8_the_year_counted_again_and_a_change_after_the_freeze():
    """手册第18节场景8：年报按台账重算相同；冻结以后改动一条意见，更正表出现差异。"""
    world = World.make()
    year.base(world)
    desk = demo.Desk(world)
    demo.register(desk)
    for n, kind in enumerate("NPC"):
        demo.story(desk, kind, f"事项{n}", 3, date(2024, 3, 4), n)
    ids = ("legality.reviewed", "legality.suggestions", "legality.adoption")
    counted = {i: figures()[i].of(Period.year(2024)) for i in ids}
    assert (counted["legality.reviewed"].value, counted["legality.suggestions"].value) == (3, 9)
    claims = [{"id": i, "value": str(v.value), "lines": len(v.rows), "digest": v.digest} for i, v in counted.items()]
    report = year.opened(world, "annual_report", date(2025, 1, 1), "年报")
    world.act(report, "open", CLERK, date(2025, 1, 2), report_year=2024, publisher="示例区司法局")
    world.act(report, "call", CLERK, date(2025, 2, 10))
    world.act(report, "freeze", CLERK, date(2025, 2, 10), digest="sm3:0", claims=claims)
    assert not [c for c in corrections(2024) if c.id in ids], "unchanged, counted again the same"

    adopted = Item.objects.filter(kind="suggestion", said__adoption="adopted").first()
    answer = next(e for e in Event.objects.filter(case=adopted.case_id, step="answer") if e.said["alters"]["n"] == adopted.n)
    people = [world.person(s, "甲", adopted.case.organ) for s in (CLERK, HEAD)]
    amend(answer, *people, "送审单位后来没有采纳", adoption="declined")
    changed = {c.id: c for c in corrections(2024)}
    assert changed["legality.adoption"].now < changed["legality.adoption"].was and "legality.reviewed" not in changed


def test_10_a_matter_of_2024_told_again(monkeypatch):
    """手册第18节场景10：办结的件换了规则、换了模板以后，意见书逐字节相同；机器按当时的法律重审，说的与当时一致。"""
    from fazhi.kernel.models import Template

    desk = demo.Desk(World.make())
    demo.register(desk)
    demo.story(desk, "P", "现代农业发展", 4, date(2024, 3, 4), 0)
    paper = Document.objects.filter(kind="合法性审查意见书").order_by("pk").first()
    case, then = paper.case, render(paper)
    run = Event.objects.filter(case=case, step="machine").order_by("seq").first()
    law_day = date.fromisoformat(run.said["words"]["law_day"])
    lines = [(i["set"]["rule"], i["set"].get("start"), i["set"]["provision"], i["set"]["why"]) for i in run.said["items"]]
    matter = {"normative": False}
    again = review(drafts.text(case, 1), kind=ENGINE_KIND["P"], on=law_day, matter=matter)
    assert [(f.rule, f.start, f.provision, f.why) for f in again.findings if f.start is not None] == [
        x for x in lines if x[1] is not None
    ]
    assert run.said["words"]["catalogue"] == engine.catalogue_version()

    monkeypatch.setattr(engine, "RULES", ())
    template = default_storage.save("t.docx", default_storage.open(paper.file.name))
    Template.objects.create(key="legality/合法性审查意见书", version=1, since=date(2026, 1, 1), file=template)
    default_storage.delete(paper.file.name)
    Document.objects.filter(pk=paper.pk).update(file="", sha256="")
    assert render(Document.objects.get(pk=paper.pk)) == then


def test_every_scenario_has_its_test():
    told = "".join(p.read_text() for d in ("legality", "normative") for p in (Path(__file__).parents[1] / d).glob("test_*.py"))
    assert [n for n in range(1, 11) if not re.search(f"第18节场景{n}[^0-9]", told)] == []
