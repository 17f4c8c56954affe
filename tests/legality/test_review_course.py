"""The course of a review: what is refused, what the machine finds, what a changed draft brings, what the opinion says."""

from datetime import date

import pytest
from tests.legality.conftest import BAD, GOOD

from fazhi.domains.legality import drafts, engine
from fazhi.kernel.audit import anchor, audit
from fazhi.kernel.models import Event, Item
from fazhi.kernel.perform import perform
from fazhi.kernel.refusal import Refusal

pytestmark = pytest.mark.django_db


def rules(course):
    return {r for i in course.findings() for r in [i.said["rule"]]}


def test_four_faults_are_found_changed_and_gone(course):
    """手册第18节场景1：四处疑点坐标准确，改稿后消失，意见自动计为采纳。"""
    c = course()
    c.send(BAD)
    for item in c.machine():
        if item.said.get("start") is not None:
            assert BAD[item.said["start"] : item.said["end"]] == item.said["quote"]
    assert {"B02", "B10", "C23", "D11"} <= rules(c)
    c.judge_all()
    c.to_signing()
    with pytest.raises(Refusal, match="应改或者重大"):
        c.sign("lawful")
    c.sign("amend")
    assert c.case.state == "issued" and c.case.facts.opinion_no == "司法局法审〔2026〕1号"
    said = Item.objects.filter(case=c.case, kind="suggestion")
    assert said.count() == len(c.findings("confirmed")) >= 4
    c.do("resubmit", "unit甲", date(2026, 3, 10), files=[("修改稿.txt", GOOD.encode())])
    c.machine(date(2026, 3, 10))
    assert not {i.said["rule"] for i in c.findings() if i.said["status"] != "mended"} & {"B02", "B10", "C23", "D11"}
    adopted = [s for s in said.all() if s.said.get("adoption") == "adopted"]
    assert len(adopted) == len(c.findings("mended")) >= 4


def test_only_what_changed_is_new(course):
    """A doubt that still stands keeps its line; only a new sentence brings a new one."""
    c = course()
    c.send(BAD)
    c.machine()
    c.judge_all()
    before = {i.n for i in c.findings()}
    c.to_signing()
    c.sign("amend")
    changed = BAD.replace("有效期八年", "有效期五年") + "第六条 本区企业优先中标。\n"
    c.do("resubmit", "unit甲", date(2026, 3, 10), files=[("修改稿.txt", changed.encode())])
    c.machine(date(2026, 3, 10))
    fresh = [i for i in c.findings() if i.n not in before]
    assert all("第六条" in changed[: i.said["start"]] for i in fresh if i.said.get("start") is not None)
    assert [i.said["rule"] for i in c.findings("mended")] == ["D11"]
    still = {i.said["rule"] for i in c.findings("confirmed")}
    assert {"B02", "B10"} <= still
    c.judge_all(date(2026, 3, 11))
    c.to_signing(date(2026, 3, 12))
    c.sign("amend", date(2026, 3, 13))
    second = Event.objects.filter(case=c.case, step="sign_amend_again").latest("seq").said["items"]
    assert {i["set"]["of"] for i in second} == {i.n for i in fresh}, "the second opinion says only what is new"


def test_the_clean_draft_passes(course):
    """手册第18节场景2：改正的四句零命中。"""
    c = course()
    c.send(GOOD)
    c.machine()
    begin, end = GOOD.index("第二条"), GOOD.index("第五条")
    assert not rules(c) & {"B02", "B10", "C23", "D11"}
    assert not [i.said for i in c.findings() if begin <= i.said.get("start", -1) < end], (
        "nothing at all in the mended sentences"
    )
    for item in c.findings("open"):
        c.do("judge", "handler", date(2026, 3, 5), item_n=item.n, status="rejected", reason="不属于问题")
    c.to_signing()
    c.sign("lawful")
    assert c.case.state == "passed"
    anchor()
    assert audit().faults == []


def test_materials_are_a_hard_stop(course):
    c = course(operators=True)
    c.do("upload", "unit甲", date(2026, 3, 3), files=[("稿.txt", GOOD.encode())])
    c.do("unit_review", "unit乙", date(2026, 3, 3), opinion="可以")
    with pytest.raises(Refusal, match=r"起草说明.*公平竞争审查表与结论"):
        c.do("submit", "unit丙", date(2026, 3, 3))


def test_secret_matters_are_refused_at_the_first_step(course):
    with pytest.raises(Refusal, match="涉密件不进入本系统"):
        course(secret=True)
    with pytest.raises(Refusal, match="涉密件不进入本系统"):
        course(title="机密★1年 关于某事项的请示")


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("稿.docx", b"not a document", "可能已经损坏"),
        ("稿.txt", "机密★10年\n关于某事的办法".encode(), "涉密件不进入本系统"),
        ("稿.zip", b"PK\x03\x04rubbish", "损坏"),
        ("稿.txt", b"", "空文件"),
    ],
)
def test_a_bad_file_leaves_the_matter_untouched(course, name, data, says):
    c = course()
    c.do("upload", "unit甲", date(2026, 3, 3), files=[("稿.txt", GOOD.encode("gb18030"))])
    lines = c.case.events
    with pytest.raises(Refusal, match=says):
        c.do("upload", "unit甲", date(2026, 3, 3), files=[(name, data)])
    c.case.refresh_from_db()
    assert c.case.events == lines and drafts.text(c.case) == GOOD


def test_duties_are_separate(course):
    """手册第18节场景9：同一人初审又复核，系统拒绝。"""
    c = course()
    c.do("upload", "unit甲", date(2026, 3, 3), files=[("稿.txt", BAD.encode())])
    with pytest.raises(Refusal, match="另一人"):
        c.do("unit_review", "unit甲", date(2026, 3, 3), opinion="可以")
    c = course()
    c.send(BAD)
    c.machine()
    c.judge_all()
    c.do("first_review", "handler", date(2026, 3, 6), opinion="意见如下")
    from fazhi.kernel.models import Post

    Post.objects.create(user=c.people["handler"], organ=c.organ, seat="head")
    del c.people["handler"]._posts
    with pytest.raises(Refusal, match="另一人"):
        c.do("check", "handler", date(2026, 3, 6))


def test_every_doubt_is_judged_and_a_rejection_has_its_reason(course):
    c = course()
    c.send(BAD)
    with pytest.raises(Refusal, match="还没有机器初审"):
        c.do("first_review", "handler", date(2026, 3, 6), opinion="意见")
    c.machine()
    with pytest.raises(Refusal, match="没有确认或者驳回"):
        c.do("first_review", "handler", date(2026, 3, 6), opinion="意见")
    with pytest.raises(Refusal, match="驳回疑点须写明理由"):
        c.do("judge", "handler", date(2026, 3, 6), item_n=1, status="rejected")
    with pytest.raises(Refusal, match="已经机器初审"):
        engine.machine_review(c.case, date(2026, 3, 6))


def test_counsel_must_be_listed_and_free(course):
    c = course(kind="D", title="示例区综合交通规划（送审稿）")
    c.send(GOOD)
    c.machine()
    c.judge_all()
    with pytest.raises(Refusal, match="应当组织法律顾问"):
        c.do("first_review", "handler", date(2026, 3, 6), opinion="意见")
    with pytest.raises(Refusal, match="不在公职律师和法律顾问名册"):
        c.do("consult", "handler", date(2026, 3, 6), name="律师甲", question="权限")
    from fazhi.kernel.perform import new_case

    for name, avoids in (("律师甲", [c.unit.name]), ("律师乙", [])):
        one = new_case("counsel", c.organ, date(2026, 1, 5), name)
        perform(one, "enter", c.people["clerk"], date(2026, 1, 5), name=name, identity="public", licence="0000", avoids=avoids)
    with pytest.raises(Refusal, match="应当回避"):
        c.do("consult", "handler", date(2026, 3, 6), name="律师甲", question="权限")
    counsel = c.world.person(engine_counsel(), "律师乙", c.organ)
    c.do(
        "consult",
        "handler",
        date(2026, 3, 6),
        name="律师乙",
        question="权限",
        parties=[{"seat": "counsel", "name": "律师乙", "user": counsel}],
    )
    perform(c.case, "advise", counsel, date(2026, 3, 9), item={"author": "律师乙", "text": "有权限"})
    c.do("first_review", "handler", date(2026, 3, 9), opinion="意见")


def engine_counsel():
    from fazhi.domains.legality.rules import COUNSEL

    return COUNSEL


def test_the_opinion_as_an_official_document(course):
    """The document the signing step issues says number, lines and conclusion, and always comes out the same."""
    import io

    from docx import Document as read

    from fazhi.kernel.documents import render
    from fazhi.kernel.models import Document

    c = course()
    c.send(BAD)
    c.machine()
    c.judge_all()
    c.to_signing()
    c.sign("amend")
    paper = Document.objects.get(case=c.case, kind="合法性审查意见书")
    words = "\n".join(p.text for p in read(io.BytesIO(render(paper))).paragraphs)
    assert c.case.facts.opinion_no in words and "应当予以修改" in words and c.unit.name in words
    first = Item.objects.filter(case=c.case, kind="suggestion").order_by("n").first().said
    assert first["provision"] in words and first["text"] in words
