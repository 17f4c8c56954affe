"""The acceptance scenarios of the handbook (第18节) that are not told elsewhere: 3, 5, 6, 8, 10."""

from datetime import date

import pytest
from django.core.files.storage import default_storage
from tests.report import year

from fazhi.domains.legality import demo, drafts, engine
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
from fazhi.report.corrections import corrections

pytestmark = pytest.mark.django_db
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


def test_3_a_repealed_law(course):
    c = course()
    c.send("示例区采购办法（送审稿）\n第一条 根据《中华人民共和国合同法》第五十二条，制定本办法。\n")
    engine.machine_review(c.case, date(2026, 3, 4), laws=cited_laws())
    (found,) = (i.said for i in c.findings() if i.said["rule"] == "A03")
    assert "第五十二条" in found["quote"] and "民法典" in found["provision"] and "2021年1月1日废止" in found["why"]


def test_5_an_investment_agreement_and_its_seal(course):
    """Every doubt of the scenario, and no seal before the changed agreement has passed."""
    c = course(kind="C", title="示例产业园投资协议", partner="示例企业001")
    c.send(AGREEMENT)
    c.machine()
    assert {"E17", "E14", "C32", "E19", "C51", "E08"} <= rules(c)
    c.judge_all()
    c.to_signing()
    c.sign("amend")
    seal = new_case("seal_use", c.organ, date(2026, 3, 9), c.case.title)
    perform(seal, "ask", c.people["clerk"], date(2026, 3, 9), topic=c.case.title, partner="示例企业001")
    with pytest.raises(Refusal, match="不得用印"):
        perform(seal, "stamp", c.people["clerk"], date(2026, 3, 9))
    with pytest.raises(Refusal, match="尚未复审通过"):
        perform(seal, "stamp", c.people["clerk"], date(2026, 3, 9), review_no=c.case.facts.opinion_no)


def test_6_a_decision_with_gaps(course):
    """No hearing papers, no report to the party committee: both stand in the list of gaps, the page is short of 100 %, no meeting."""
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
    with pytest.raises(Refusal, match=r"程序还有缺口，不能上会.*公众参与"):
        perform(decision, "discuss", c.people["clerk"], date(2026, 4, 14), meeting="常务会议", head_last=True)


def test_8_the_year_counted_again_and_a_change_after_the_freeze():
    """The frozen figures come out again from the ledger; a suggestion answered otherwise later stands in the list of corrections."""
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
    """Written again from the ledger years later, under other rules and other templates, the opinion has the same bytes; the machine
    with the law of that day says what it said then."""
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
