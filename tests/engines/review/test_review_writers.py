"""The opinion, the annotated draft and the review PDF, read back from the files."""

import re
import zipfile
from datetime import date

import pytest
from docx import Document
from docx.shared import Pt
from lxml import etree

from fazhi.engines.review import review
from fazhi.engines.review.annotated import annotate, from_text
from fazhi.engines.review.margin import page, write_pdf
from fazhi.engines.review.opinion import Heading, conclusion, write_opinion
from fazhi.engines.review.readers import read

ON = date(2026, 11, 22)
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
TEXT = (
    "示例区促进投资若干措施\n第一条　为促进投资，根据《优化营商环境条例》，制定本措施。\n"
    "第二条　同等条件下优先采购本区企业产品。<script>alert(1)</script>\n第三条　最终解释权归区商务局所有。\n"
)


@pytest.fixture
def draft(tmp_path):
    """The offending words lie across runs of different looks, and in a table cell."""
    document = Document()
    document.add_paragraph("示例区促进投资若干措施")
    paragraph = document.add_paragraph("第一条　同等条件下优")
    run = paragraph.add_run("先采购本")
    run.bold, run.font.size = True, Pt(14)
    paragraph.add_run("区企业产品。")
    final = document.add_paragraph("第二条　").add_run("最终解释权归区商务局所有")
    final.italic = True
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text = "条件"
    table.cell(0, 1).text = "外地企业不得参加投标"
    path = tmp_path / "稿.docx"
    document.save(path)
    return path


def commented(path):
    """comment id → (words inside its range, its text)."""
    with zipfile.ZipFile(path) as package:
        body = etree.fromstring(package.read("word/document.xml"))
        comments = etree.fromstring(package.read("word/comments.xml"))
    texts = {c.get(W + "id"): "".join(c.itertext()) for c in comments.iter(W + "comment")}
    inside: dict[str, str] = {}
    open_ids: set[str] = set()
    for element in body.iter():
        if element.tag == W + "commentRangeStart":
            open_ids.add(element.get(W + "id"))
        elif element.tag == W + "commentRangeEnd":
            open_ids.discard(element.get(W + "id"))
        elif element.tag in (W + "t", W + "delText"):
            for identity in open_ids:
                inside[identity] = inside.get(identity, "") + (element.text or "")
    return {i: (inside.get(i, ""), texts[i]) for i in texts}


def test_comments_stand_at_the_words(draft, tmp_path):
    result = review(read(draft).text, on=ON)
    target = tmp_path / "批注.docx"
    count = annotate(draft, result.findings, target)
    found = list(commented(target).values())
    assert count == len(result.findings) == len(found)
    for finding in result.findings:
        if finding.start is not None:
            assert any(words.startswith(finding.quote) and finding.rule in text for words, text in found), finding.quote
    assert any(words == "同等条件下优先采购本区企业产品" for words, _ in found)
    assert any("外地企业不得参加投标" in words for words, _ in found)


def test_tracked_change_keeps_the_looks(draft, tmp_path):
    result = review(read(draft).text, on=ON)
    finding = next(f for f in result.findings if f.rule == "B17")
    assert finding.replacement == "由区商务局负责解释"
    target = tmp_path / "批注.docx"
    annotate(draft, result.findings, target)
    body = Document(str(target)).element.body
    deleted, inserted = next(body.iter(W + "del")), next(body.iter(W + "ins"))
    assert "".join(deleted.itertext()) == finding.quote and not list(deleted.iter(W + "t"))
    assert "".join(t.text for t in inserted.iter(W + "t")) == finding.replacement
    for change in (deleted, inserted):
        assert change.find(f".//{W}rPr/{W}i") is not None
    # What a reader of the copy sees is the draft with the change taken in.
    assert "由区商务局负责解释" in read(target).text and "最终解释权" not in read(target).text


def test_nothing_else_changes(draft, tmp_path):
    """Without replacements the text of the copy is that of the draft, and the looks of the split run stay."""
    result = review(read(draft).text, on=ON)
    target = tmp_path / "批注.docx"
    annotate(draft, [f for f in result.findings if f.replacement is None], target)
    assert read(target).text == read(draft).text
    bold = [r.text for p in Document(str(target)).paragraphs for r in p.runs if r.bold]
    assert "".join(bold) == "先采购本"


def test_drafts_that_are_not_word(tmp_path):
    target = tmp_path / "批注.docx"
    from_text(TEXT, target)
    assert read(target).text.rstrip("\n") == TEXT.rstrip("\n")
    result = review(TEXT, on=ON)
    assert annotate(target, result.findings, target) == len(result.findings)
    assert any(words == "同等条件下优先采购本区企业产品" for words, _ in commented(target).values())


def test_opinion_layout_and_table(tmp_path):
    result = review(TEXT, on=ON)
    target = tmp_path / "意见.docx"
    heading = Heading("示例区促进投资若干措施", issuer="示例区司法局", number="示司审〔2026〕3号", sender="区商务局",
                      received=date(2026, 11, 2), signed=date(2026, 11, 22))  # fmt: skip
    write_opinion(result, heading, target)
    document = Document(str(target))
    section = document.sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    assert round(section.left_margin.mm) == 28 and round(section.right_margin.mm) == 26 and round(section.top_margin.mm) == 37
    words = [p.text for p in document.paragraphs]
    assert (
        "关于《示例区促进投资若干措施》的\n合法性审查意见" in words and "示司审〔2026〕3号" in words and "区商务局：" in words
    )
    title = next(p for p in document.paragraphs if "合法性审查意见" in p.text).runs[0]
    assert title.font.size == Pt(22) and title._r.rPr.rFonts.get(W + "eastAsia") == "方正小标宋简体"
    body = next(p for p in document.paragraphs if "意见如下" in p.text)
    assert body.paragraph_format.line_spacing == Pt(29) and body.runs[0].font.size == Pt(16)
    rows = [[c.text for c in row.cells] for row in document.tables[0].rows]
    assert rows[0] == ["序号", "原文", "疑点与依据", "建议"] and len(rows) == len(result.findings) + 1
    assert any("优先采购本区" in r[1] and "公平竞争审查条例 第九条第（三）项" in r[2] for r in rows)
    assert any(w.startswith("应当予以修改") for w in words) and "2026年11月22日" in words


def test_opinion_without_findings(tmp_path):
    result = review("正文。", on=ON)
    write_opinion(result, Heading("通知"), tmp_path / "意见.docx")
    words = [p.text for p in Document(str(tmp_path / "意见.docx")).paragraphs]
    assert "未发现疑点。" in words and any(w.startswith("合法。") for w in words)
    assert conclusion(())[0] == "合法"


def test_margin_page_shows_scripts_as_text():
    result = review(TEXT, on=ON)
    html = page(TEXT, result, "标题<b>")
    assert "<script>" not in html and "&lt;script&gt;" in html and "标题&lt;b&gt;" in html
    marked = re.findall(r"<mark class=(..)>(.*?)</mark><sup>(\d+)</sup>", html)
    assert ("重大", "同等条件下优先采购本区企业产品", "1") in marked
    assert html.count("<div class='note") == len(result.findings)


def test_margin_pdf(tmp_path):
    pytest.importorskip("weasyprint", exc_type=OSError)
    write_pdf(TEXT, review(TEXT, on=ON), "标题", tmp_path / "边注.pdf")
    text = read(tmp_path / "边注.pdf").text
    assert "优先采购本区" in text and "直接或变相优先采购本地商品" in text
