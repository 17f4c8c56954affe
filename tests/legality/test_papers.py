"""Every document of the four domains has a template of its own that fills; the opinion carries its comparison table; a district's own
.docx takes its place."""

import io
import os
import re
from datetime import date
from pathlib import Path

import pytest
from django.contrib.auth import get_user_model
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from docx import Document as read
from tests.legality.conftest import BAD, GOOD
from tests.legality.test_acceptance import AGREEMENT

from fazhi.domains.competition import demo as competition
from fazhi.domains.decisions import demo as decisions
from fazhi.domains.legality.rules import COUNSEL
from fazhi.domains.normative import demo as normative
from fazhi.kernel.documents import folder_of, render, shipped
from fazhi.kernel.models import Document, Person, Post, Template
from fazhi.kernel.perform import new_case, perform
from fazhi.kernel.refusal import Refusal
from fazhi.kernel.registry import procedures
from fazhi.kernel.scenario import World
from fazhi.surfaces.admin.forms import filled, kinds, unfillable

pytestmark = pytest.mark.django_db
OURS = ("legality", "normative", "decisions", "competition")


def test_every_document_has_its_own_template():
    lacking = [
        f"{p.domain}/{kind}" for p in procedures().values() if folder_of(p.domain).name in OURS for step in p.steps.values() for kind in step.issues
        if not (folder_of(p.domain) / "templates" / f"{kind}.txt").exists()
    ]  # fmt: skip
    assert lacking == []


def words(paper: Document) -> str:
    docx = read(io.BytesIO(render(paper)))
    cells = [c.text for t in docx.tables for r in t.rows for c in r.cells]
    return "\n".join([p.text for p in docx.paragraphs] + cells)


def test_the_whole_course_on_paper(course):
    """Acceptance, first review, opinion with its table, feedback, second opinion: filled, no placeholder left, in the layout."""
    c = course()
    c.send(BAD)
    c.machine()
    c.judge_all()
    c.to_signing()
    c.sign("amend")
    c.do("resubmit", "unit甲", date(2026, 3, 10), files=[("修改稿.txt", GOOD.encode())])
    c.machine(date(2026, 3, 10))
    for item in c.findings("open") + c.findings("confirmed"):
        c.do("judge", "handler", date(2026, 3, 11), item_n=item.n, status="rejected", reason="不属于问题")
    c.to_signing(date(2026, 3, 12))
    c.sign("lawful", date(2026, 3, 13))
    for row in c.case.items.filter(kind="suggestion"):
        c.do("answer", "unit甲", date(2026, 3, 13), item_n=row.n, adoption="adopted")
    c.do("feedback", "unit甲", date(2026, 3, 13))
    papers = list(Document.objects.filter(case=c.case, incoming=False).order_by("pk"))
    kinds = [p.kind for p in papers]
    again = ["初审意见", "复核意见", "合法性复审意见书", "采纳反馈表"]
    assert kinds == ["送审单", "受理通知书", "分办单", "初审意见", "复核意见", "合法性审查意见书", *again]
    first, second = (next(p for p in papers if p.kind == f"合法性{w}意见书") for w in ("审查", "复审"))
    said = words(first)
    assert "修改意见对照表" in said and "保证金" in said and "合法性审查意见" in said
    assert "第1版（摘要" in said and "审查人：" in said
    round_two = words(second)
    assert "合法。" in round_two and "对照表" not in round_two and "采纳" in round_two and "保证金" in round_two
    sent, assigned = (words(next(p for p in papers if p.kind == k)) for k in ("送审单", "分办单"))
    assert "起草说明" in sent and sent.count(c.unit.name) >= 2, "the form is the sender's, signed by it"
    assert "承办人" in assigned and c.people["handler"].person.name in assigned
    if folder := os.environ.get("FAZHI_PAPERS"):  # to look at them
        for p in papers:
            Path(folder, f"{p.pk}-{p.kind}.docx").write_bytes(render(p))
    assert all("{{" not in words(p) and "{%" not in words(p) for p in papers)
    page = read(io.BytesIO(render(first))).sections[0]
    assert [round(x.mm) for x in (page.page_width, page.top_margin, page.left_margin)] == [210, 37, 28]


def test_the_demonstrations_papers_fill():
    for module in (decisions, competition, normative):
        module.load(World.make(), lambda done, total: None)
    seen = {}
    for paper in Document.objects.filter(incoming=False).select_related("case", "event"):
        seen.setdefault(paper.kind, paper)
    assert len(seen) >= 6
    for paper in seen.values():
        if folder := os.environ.get("FAZHI_PAPERS"):
            Path(folder, f"{paper.kind}.docx").write_bytes(render(paper))
        assert "{" not in words(paper) and "None" not in words(paper), paper.kind


def test_a_clerks_own_template_is_used_from_its_day(course):
    own = read()
    own.add_paragraph("示例区自定格式：{{ title }}，{{ sender }}，请查收。")
    out = io.BytesIO()
    own.save(out)
    row = Template(key="legality/受理通知书", version=1, since=date(2026, 3, 1))
    row.file.save("own.docx", ContentFile(out.getvalue()))
    row.save()
    c = course()
    c.send(BAD)
    paper = Document.objects.get(case=c.case, kind="受理通知书")
    assert paper.template.endswith("@1") and f"示例区自定格式：{c.case.title}，{c.unit.name}，请查收。" in words(paper)


def test_an_opinion_on_a_contract_has_its_own_sections(course):
    """手册第7节：合同审查意见书另设主体资格、付款与预算、违约与争议、政策承诺等段。"""
    c = course(kind="C", title="示例产业园投资协议", partner="示例企业001")
    c.send(AGREEMENT)
    c.machine()
    c.judge_all()
    c.to_signing()
    c.sign("amend")
    said = words(Document.objects.get(case=c.case, kind="合法性审查意见书"))
    assert "合同审查意见" in said and "风险提示" in said
    sections = re.split("（[一二三四五六七]）", said)
    dispute = next(s for s in sections if s.startswith("违约与争议"))
    promise = next(s for s in sections if s.startswith("政策承诺"))
    assert "仲裁" in dispute and "返还" in promise and "仲裁" not in promise


def test_the_other_papers_of_a_review(course):
    """紧急事由单、论证委托书和论证意见书（署名的是论证人）、聘任书、考核表（份数、条数须与台账相符）."""
    c = course(kind="D", title="停车设施建设方案")
    c.do("emergency", "organ_head", date(2026, 3, 2), reason="防汛抢险", approval="示政紧急〔2026〕1号")
    c.send(GOOD)
    entry = new_case("counsel", c.organ, date(2026, 3, 1), "律师甲")
    perform(
        entry,
        "enter",
        c.people["clerk"],
        date(2026, 3, 1),
        name="律师甲",
        identity="retained",
        licence="0000000001",
        fields=["行政法"],
    )
    lawyer = c.world.person(COUNSEL, "律师甲", c.organ)
    party = {"seat": COUNSEL, "name": "律师甲", "user": lawyer}
    c.do("consult", "handler", date(2026, 3, 4), name="律师甲", question="有无制定权限", parties=[party])
    c.people["counsel"] = lawyer
    c.do("advise", "counsel", date(2026, 3, 5), item={"author": "律师甲", "text": "主体合法，第二条超越权限", "points": 2})
    head, row = c.people["head"], {"year": 2026, "points": 2, "score": 90, "advice": "建议续聘"}
    with pytest.raises(Refusal, match="1份、2条"):
        perform(entry, "assess", head, date(2026, 3, 6), item={**row, "opinions": 5})
    perform(entry, "assess", head, date(2026, 3, 6), item={**row, "opinions": 1})
    papers = {p.kind: words(p) for p in Document.objects.filter(incoming=False)}
    assert "防汛抢险" in papers["紧急事由单"] and "示政紧急〔2026〕1号" in papers["紧急事由单"]
    opinion = papers["论证意见书"]
    assert opinion.startswith("律师甲") and "第二条超越权限" in opinion and "有无制定权限" in papers["论证委托书"]
    assert "律师甲" in papers["聘任书"] and "法律顾问" in papers["聘任书"] and "1份，2条" in papers["考核表"]
    for name, said in papers.items():
        assert "{{" not in said and "None" not in said, name


@pytest.fixture
def admin(client):
    user = get_user_model().objects.create_user("keeper")
    Person.objects.create(user=user, name="管理员")
    Post.objects.create(user=user, organ=World.make().organ, seat="administrator", below=True)
    client.force_login(user)
    return client


def test_an_edited_opinion_is_used_from_its_day(course, admin):
    """The clerk's way: download the shipped opinion, change a sentence in Word, try it, put it in force, sign."""
    place = "/admin/templates/legality/合法性审查意见书/"
    word = read(io.BytesIO(admin.get(f"{place}?version=0").content))
    line = next(p for p in word.paragraphs if "经审查，提出如下意见" in p.text)
    line.runs[0].text = line.runs[0].text.replace("提出如下意见", "我局依照职责提出如下意见")
    out = io.BytesIO()
    word.save(out)
    tried = admin.post(place, {"form": "try", "file": SimpleUploadedFile("自定意见书.docx", out.getvalue())})
    page = tried.content.decode()
    assert tried.status_code == 200 and "我局依照职责提出如下意见" in page and not Template.objects.exists()
    digest = page.split('name="use-digest"')[1].split('value="')[1].split('"')[0]
    admin.post(place, {"form": "use", "use-digest": digest, "use-since": date.today().isoformat()})
    Template.objects.update(since=date(2026, 3, 1))  # the matter's days lie before today
    c = course()
    c.send(BAD)
    c.machine()
    c.judge_all()
    c.to_signing()
    c.sign("amend")
    said = words(Document.objects.get(case=c.case, kind="合法性审查意见书"))
    assert "我局依照职责提出如下意见" in said and "修改意见对照表" in said


def test_every_shipped_template_can_be_edited_before_its_first_paper():
    """What a shipped template says, an edited copy may say; it is tried on sample words where no paper of its kind was issued."""
    ours = [k for k in kinds() if folder_of(k.split("/")[0]).name in OURS]
    assert len(ours) > 35
    text = lambda key: (folder_of(key.split("/")[0]) / "templates" / f"{key.split('/')[1]}.txt").read_text()  # noqa: E731
    for key in (k for k in ours if re.search(r"items|lists|split|assigned|_opinion", text(k))):
        content = shipped(*key.split("/", 1))
        assert unfillable(content, key) == [], key
        assert filled(content, key)[:2] == b"PK", key
