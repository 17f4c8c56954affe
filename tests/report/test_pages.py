"""The report's pages and papers: who may see which lines, the printed forms, the golden text."""

import io
import json
import re
from datetime import date
from pathlib import Path

import pytest
from django.contrib.auth import get_user_model
from docx import Document

from fazhi.kernel.declare import CLERK, HEAD
from fazhi.kernel.models import Case, Person, Post
from fazhi.report.build import build
from fazhi.report.papers import as_docx, as_html, as_pdf

GOLDEN = Path(__file__).parent / "golden.txt"


@pytest.fixture
def leader(world):
    user = get_user_model().objects.create_user("leader", password="x")
    Person.objects.create(user=user, name="区长")
    Post.objects.create(user=user, organ=world.organ, seat="organ_head", below=True)
    return user


def test_the_report_links_every_figure_to_its_lines(client, leader):
    client.force_login(leader)
    page = client.get("/report/2024/?known_by=2025-03-31").content.decode()
    assert "/figures/meetings.law_topics/?year=2024&amp;known_by=2025-03-31" in page and "1次" in page
    assert "缺口：专利数据" in page and "专利数据库装载批次" in page
    assert "style=" not in page and "<style" not in page  # the content policy forbids inline style


def test_a_figure_shows_definition_and_lines(client, leader):
    client.force_login(leader)
    page = client.get("/figures/meetings.law_topics/?year=2024").content.decode()
    case = Case.objects.get(domain="meeting")
    assert f"/case/{case.pk}/" in page and case.title in page and "口径" not in page.split("<h1>")[0]
    assert "按会议计" in page and "sha256:" in page


def test_who_may_not_see_a_case_sees_number_and_no_title(client, world):
    user = world.person(CLERK, "甲", world.organ_named("示例区另一机关"))
    client.force_login(user)
    page = client.get("/figures/observers.active/?year=2024").content.decode()
    case = Case.objects.get(domain="observer")
    assert case.number in page and case.title not in page and "（无权查看）" in page and f"/case/{case.pk}/" not in page


def test_the_public_sees_the_report_as_published(client, world):
    page = client.get("/report/2024/").content.decode()
    assert "截止2025-03-04" in page
    assert client.get("/report/2023/").status_code == 404
    lines = client.get("/figures/observers.active/?year=2024").content.decode()
    assert Case.objects.get(domain="observer").title not in lines


@pytest.mark.parametrize(
    "url", ["/figures/no.such/", "/figures/aid.accepted/?year=abc", "/report/2024/?known_by=x", "/report/2024/report.exe"]
)
def test_bad_addresses_are_not_found(client, leader, url):
    client.force_login(leader)
    assert client.get(url).status_code == 404


def test_the_annex_and_the_index(client, leader):
    client.force_login(leader)
    annex = client.get("/report/2024/annex/").content.decode()
    assert "定数以后的更正" in annex and "不再成立" in annex and "R10" in annex
    assert "2024年度报告" in client.get("/report/").content.decode()


def test_the_papers_hold_the_whole_report(world):
    report = build(2024, date(2025, 3, 31))
    docx = Document(io.BytesIO(as_docx(report)))
    text = "\n".join(p.text for p in docx.paragraphs)
    assert report.title in text and "〔缺口：专利数据" in text and docx.sections[0].page_width.mm == pytest.approx(210, abs=0.1)
    table = docx.tables[0]
    assert len(table.rows) == len(report.answers) + 1
    assert as_docx(report) == as_docx(build(2024, date(2025, 3, 31)))
    html = as_html(report)
    assert 'href="/figures/aid.accepted/?year=2024&amp;known_by=2025-03-31"' in html


@pytest.mark.slow
def test_the_pdf(world):
    assert as_pdf(build(2024, date(2025, 3, 31), tree="nine-tasks")).startswith(b"%PDF")


def golden_text() -> str:
    """The small year's report as text, with its claims; digests depend on the run's moments and are left out."""
    report = build(2024, date(2025, 3, 31))
    rows = [
        {k: c[k] for k in ("id", "printed", "value", "unit", "status", "lines", "section")} for c in report.as_dict()["claims"]
    ]
    lines = [report.title]
    for block in report.blocks:
        lines.append(f"{block.section.number}{block.heading}")
        lines += ["".join(f"〔{p.words}〕" if p.kind == "gap" else p.words for p in runs) for runs in block.paragraphs]
    return "\n".join([*lines, "", *(json.dumps(r, ensure_ascii=False) for r in rows)]) + "\n"


def test_the_golden_report(world):
    """A change of words or figures shows as a difference to read: write it with `FAZHI_GOLDEN=1 pytest tests/report/test_pages.py`."""
    import os

    if os.environ.get("FAZHI_GOLDEN") == "1":
        GOLDEN.write_text(golden_text(), encoding="utf-8")
    assert golden_text() == GOLDEN.read_text(encoding="utf-8")


def test_the_command(world, capsys, tmp_path, monkeypatch):
    from fazhi import cli
    from fazhi.site import boot

    monkeypatch.setattr(boot, "start", lambda migrate=True: None)
    assert cli.main(["report", "2024", "--known-by", "2025-03-31", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (
        told["year"] == 2024
        and told["known_by"] == "2025-03-31"
        and len({c["id"] for c in told["claims"]}) == len(told["claims"])
    )
    assert cli.main(["report", "2024", "--known-by", "昨天"]) == 2
    assert cli.main(["report", "2024", "--out", str(tmp_path / "r.odt")]) == 2
    assert cli.main(["report", "24"]) == 2
    assert cli.main(["report", "2024", "--tree", "no-such"]) == 2
    assert (
        cli.main(["report", "2024", "--out", str(tmp_path / "r.html")]) == 0 and (tmp_path / "r.html").stat().st_size > 10_000
    )
    assert "不是日期" in (err := capsys.readouterr().err) and "格式" in err


def test_every_form_of_the_report_keeps_the_cutoff(client, leader):
    client.force_login(leader)
    page = client.get("/report/2024/?known_by=2025-03-31").content.decode()
    for kind in ("docx", "pdf", "html", "json"):
        assert f"/report/2024/report.{kind}?known_by=2025-03-31" in page
    told = json.loads(client.get("/report/2024/report.json?known_by=2025-03-31").content)
    assert told["known_by"] == "2025-03-31" and told["header"]["索引号"].startswith("000000107/2025-")
    assert {"id", "value", "definition", "digest", "status"} <= set(told["claims"][0])
    assert 'id="aid.accepted"' in client.get("/report/2024/report.html?known_by=2025-03-31").content.decode()


def test_an_erratum_stands_beside_the_text_which_is_kept(client, world):
    case = Case.objects.get(domain="annual_report")
    before = client.get("/report/2024/").content.decode()
    world.act(case, "correct", HEAD, date(2025, 3, 20), old="1件", new="2件", why="漏记一件")
    after = client.get("/report/2024/").content.decode()
    assert "2025年3月20日：“1件”应为“2件”" in after and "勘误" not in before
    article = re.compile(r'<article.*?(?=<aside class="errata">|</article>)', re.DOTALL)
    assert article.search(after)[0].split() == article.search(before)[0].split()
    text = "\n".join(p.text for p in Document(io.BytesIO(as_docx(build(2024, date(2025, 3, 4))))).paragraphs)
    assert "“1件”应为“2件”" in text and "2025年3月4日" in text


@pytest.mark.parametrize("year", ["1", "0", "99999", "9" * 30])
@pytest.mark.parametrize("place", ["", "annex/", "report.json"])
def test_years_nobody_reports_on_are_unknown(client, leader, year, place):
    client.force_login(leader)
    assert client.get(f"/report/{year}/{place}").status_code == 404
