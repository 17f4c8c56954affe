"""Every document of the four domains has a template of its own that fills; the opinion carries its comparison table; a district's own
.docx takes its place."""

import io
import os
from datetime import date
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from docx import Document as read
from tests.legality.conftest import BAD, GOOD

from fazhi.domains.competition import demo as competition
from fazhi.domains.decisions import demo as decisions
from fazhi.domains.normative import demo as normative
from fazhi.kernel.documents import folder_of, render
from fazhi.kernel.models import Document, Template
from fazhi.kernel.registry import procedures
from fazhi.kernel.scenario import World

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
    assert kinds[:4] == ["受理通知书", "初审意见", "合法性审查意见书", "初审意见"]
    first, second = (p for p in papers if p.kind == "合法性审查意见书")
    said = words(first)
    assert "修改意见对照表" in said and "保证金" in said and "合法性审查意见" in said
    assert "合法性复审意见" in words(second) and "合法。" in words(second) and "对照表" not in words(second)
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
