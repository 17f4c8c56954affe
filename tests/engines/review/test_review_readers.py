"""Files into text, and every kind of bad file refused in one sentence."""

import io
import subprocess
import sys
import types
import zipfile

import pytest
from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from fazhi.engines.review import office, pdf, readers
from fazhi.engines.review.numbering import chinese, figure, roman
from fazhi.engines.review.readers import Unreadable, read, secret_mark

OFFICE = office.program()
needs_office = pytest.mark.skipif(OFFICE is None, reason="needs LibreOffice")


def refused(path, *words):
    with pytest.raises(Unreadable) as error:
        read(path)
    message = str(error.value)
    assert message.endswith("。") and "\n" not in message and message.count("。") == 1, message
    for word in (path.name, *words):
        assert word in message


def draft(path):
    """A draft with a header, an automatic list, a table with a nested paragraph, a tab, and a tracked deletion."""
    document = Document()
    document.sections[0].header.paragraphs[0].text = "送审稿"
    document.add_paragraph("停车管理办法")
    first = document.add_paragraph()
    first.add_run("第一条　为规范停车，")
    first.add_run("制定本办法。").bold = True
    for words in ("甲类车", "乙类车"):
        document.add_paragraph(words, style="List Number")
    table = document.add_table(rows=2, cols=2)
    for cell, words in zip((c for r in table.rows for c in r.cells), ("车型", "费用", "小型", "五元"), strict=True):
        cell.text = words
    table.cell(1, 1).add_paragraph("每小时")
    deleted = OxmlElement("w:del")
    run = OxmlElement("w:r")
    words = OxmlElement("w:delText")
    words.text = "已删去的话"
    run.append(words)
    deleted.append(run)
    document.add_paragraph("第二条　")._p.append(deleted)
    document.save(path)
    return path


def test_docx(tmp_path):
    found = read(draft(tmp_path / "稿.docx"))
    assert found.kind == "docx" and not found.warnings
    assert found.text.startswith(
        "送审稿\n停车管理办法\n第一条　为规范停车，制定本办法。\n1.甲类车\n2.乙类车\n车型\t费用\n小型\t五元\n每小时\n"
    )
    assert "已删去" not in found.text


def test_docx_article_numbers(tmp_path):
    """第%1条 with chineseCounting, the usual automatic article number; the second list goes on counting."""
    document = Document()
    numbering = document.part.numbering_part.element
    abstract = OxmlElement("w:abstractNum")
    abstract.set(qn("w:abstractNumId"), "77")
    level = OxmlElement("w:lvl")
    level.set(qn("w:ilvl"), "0")
    for tag, value in (("w:start", "1"), ("w:numFmt", "chineseCounting"), ("w:lvlText", "第%1条")):
        element = OxmlElement(tag)
        element.set(qn("w:val"), value)
        level.append(element)
    abstract.append(level)
    numbering.insert(0, abstract)
    number = OxmlElement("w:num")
    number.set(qn("w:numId"), "77")
    link = OxmlElement("w:abstractNumId")
    link.set(qn("w:val"), "77")
    number.append(link)
    numbering.append(number)
    for words in ("为规范停车，制定本办法。", "本办法自印发之日起施行。"):
        properties = document.add_paragraph(words)._p.get_or_add_pPr().get_or_add_numPr()
        properties.get_or_add_ilvl().val = 0
        properties.get_or_add_numId().val = 77
    path = tmp_path / "条.docx"
    document.save(path)
    assert read(path).text == "第一条　为规范停车，制定本办法。\n第二条　本办法自印发之日起施行。\n"


@pytest.mark.parametrize("text", ["第一条　甲。\r\n第二条 乙。\n\n", "一、甲\n  二、乙", "只有一行，没有换行"])
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_txt_passes_through_unchanged(tmp_path, text, encoding):
    path = tmp_path / "稿.txt"
    path.write_bytes(text.encode(encoding))
    assert read(path).text == text


def test_markdown_and_utf16(tmp_path):
    (tmp_path / "稿.md").write_text("# 标题\n正文", encoding="utf-8")
    assert read(tmp_path / "稿.md") == readers.Text("# 标题\n正文", "md")
    (tmp_path / "稿.txt").write_bytes("甲乙".encode("utf-16"))
    assert read(tmp_path / "稿.txt").text.lstrip("\ufeff") == "甲乙"


def test_missing_empty_binary_and_wrong_files(tmp_path):
    refused(tmp_path / "无.docx", "找不到")
    for name, data, words in (
        ("空.txt", b"", "空文件"),
        ("图.txt", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "不是文本文件"),
        ("坏.docx", b"this is not a document", "损坏"),
        ("坏.pdf", "不是 PDF".encode(), "损坏"),
        ("坏2.pdf", b"%PDF-1.7\nbroken", "损坏"),
        ("白.txt", b" \n \n", "没有文字"),
        ("乱.txt", b"\xff\x81\xff\x81\xff", "编码"),
    ):
        path = tmp_path / name
        path.write_bytes(data)
        refused(path, words)


def test_too_large(tmp_path, monkeypatch):
    path = tmp_path / "大.docx"
    with path.open("wb") as stream:
        stream.truncate(500 * readers.MEGABYTE)
    refused(path, "500 MB", "上限")


def packed(path, parts, method=zipfile.ZIP_DEFLATED):
    with zipfile.ZipFile(path, "w", method) as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return path


def test_broken_packages(tmp_path):
    good = draft(tmp_path / "好.docx").read_bytes()
    cut = tmp_path / "断.docx"
    cut.write_bytes(good[: len(good) // 2])
    refused(cut, "损坏")
    refused(packed(tmp_path / "压缩.docx", {"a.txt": "甲"}), "压缩包")
    refused(packed(tmp_path / "坏xml.docx", {"word/document.xml": "<w:document><w:body>"}), "损坏")
    refused(packed(tmp_path / "无正文.docx", {"word/document.xml": "<a/>"}), "没有正文")


def test_macros(tmp_path):
    parts = {"word/document.xml": "<a/>", "word/vbaProject.bin": b"x"}
    refused(packed(tmp_path / "宏.docx", parts), "宏")
    (tmp_path / "宏.doc").write_bytes(readers.OLE + b"\0" * 600 + "_VBA_PROJECT".encode("utf-16-le"))
    refused(tmp_path / "宏.doc", "宏")


def test_bombs(tmp_path):
    refused(packed(tmp_path / "炸弹.docx", {"word/document.xml": b"0" * (20 * readers.MEGABYTE)}), "炸弹")
    many = {f"word/{n}.xml": b"" for n in range(readers.PARTS + 1)}
    refused(packed(tmp_path / "多.docx", many | {"word/document.xml": "<a/>"}), "炸弹")


def test_entities_are_not_opened(tmp_path):
    """A document type with nested entities must not be expanded, nor a file outside be read."""
    xml = (
        '<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "甲甲甲甲甲甲甲甲"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY s SYSTEM "file:///etc/passwd">]>'
        '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r>'
        "<w:t>正文&b;&s;</w:t></w:r></w:p></w:body></w:document>"
    )
    path = packed(tmp_path / "实体.docx", {"word/document.xml": xml})
    text = read(path).text
    assert "root" not in text and "甲甲" not in text


def test_encrypted(tmp_path):
    (tmp_path / "密.docx").write_bytes(readers.OLE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"))
    refused(tmp_path / "密.docx", "密码")
    path = draft(tmp_path / "锁.docx")
    data = bytearray(path.read_bytes())
    at = data.find(b"PK\x01\x02")
    data[at + 8] |= 1  # the flag in the directory
    path.write_bytes(data)
    refused(path, "密码")


@needs_office
def test_old_word_by_content(tmp_path):
    """A .doc, and the same file with a wrong name."""
    source = draft(tmp_path / "稿.docx")
    command = [
        OFFICE,
        "--headless",
        f"-env:UserInstallation=file://{tmp_path}/p",
        "--convert-to",
        "doc",
        "--outdir",
        str(tmp_path),
    ]
    subprocess.run([*command, str(source)], capture_output=True, check=True, timeout=120)
    old = tmp_path / "稿.doc"
    found = read(old)
    assert found.kind == "doc" and "第一条　为规范停车，制定本办法。" in found.text and "小型\t五元" in found.text
    wrong = tmp_path / "改名.docx"
    wrong.write_bytes(old.read_bytes())
    again = read(wrong)
    assert again.kind == "doc" and "实际是旧版" in again.warnings[0] and again.text == found.text


@needs_office
def test_broken_old_word(tmp_path):
    (tmp_path / "坏.wps").write_bytes(readers.OLE + b"\0" * 5000)
    refused(tmp_path / "坏.wps", "损坏")


def test_without_office(tmp_path, monkeypatch):
    monkeypatch.setattr(office, "program", lambda: None)
    (tmp_path / "旧.doc").write_bytes(readers.OLE + b"\0" * 5000)
    refused(tmp_path / "旧.doc", "LibreOffice", "libreoffice-writer-nogui")


def written_pdf(path, html):
    weasyprint = pytest.importorskip("weasyprint", exc_type=OSError)
    weasyprint.HTML(string=html).write_pdf(path)
    return path


def test_pdf(tmp_path):
    long = "为了规范停车秩序，保障道路畅通，方便群众出行，根据有关法律法规，结合本区实际情况，制定本办法。" * 2
    path = written_pdf(
        tmp_path / "稿.pdf", f"<h1>停车管理办法</h1><p>第一条　{long}</p><p>第二条　本办法自印发之日起施行。</p>"
    )
    text = read(path).text
    assert f"第一条　{long}".replace("　", "") in text.replace("　", "").replace(" ", "")
    assert text.splitlines()[0] == "停车管理办法" and text.splitlines()[-1].startswith("第二条")


def test_scanned_pdf_says_what_is_needed(tmp_path, monkeypatch):
    monkeypatch.setattr(pdf.importlib.util, "find_spec", lambda name: None)
    refused(
        written_pdf(tmp_path / "扫描.pdf", "<svg width=100 height=100><rect width=50 height=50 /></svg>"),
        "全部页没有文字",
        "OCR",
    )
    half = written_pdf(
        tmp_path / "半.pdf",
        "<p>有文字的一页</p><div style='break-before:page'><svg width=9 height=9><rect width=5 height=5 /></svg></div>",
    )
    assert "第2页没有文字" in read(half).warnings[0]


def test_scanned_pdf_with_the_optional_ocr(tmp_path, monkeypatch):
    """The OCR extra is called page by page with the page as a picture."""
    seen = []

    class RapidOCR:
        def __call__(self, picture):
            seen.append(picture.shape)
            return types.SimpleNamespace(txts=("第一条　认出来的字。",))

    monkeypatch.setitem(sys.modules, "rapidocr", types.SimpleNamespace(RapidOCR=RapidOCR, __spec__=object()))
    monkeypatch.setattr(pdf, "_engine", None)
    found = read(written_pdf(tmp_path / "扫描.pdf", "<svg width=100 height=100><rect width=50 height=50 /></svg>"))
    assert found.text == "第一条　认出来的字。" and len(seen) == 1


def test_joining_lines():
    broken = "停车管理办法\n第一条　为了规范停车秩序，保障道路畅通，方便群众\n出行，制定本办法。\n— 1 —\n第二条　停车人应当遵守下列规定：\n（一）按位停放"
    assert pdf.joined(broken).split("\n") == [
        "停车管理办法",
        "第一条　为了规范停车秩序，保障道路畅通，方便群众出行，制定本办法。",
        "第二条　停车人应当遵守下列规定：",
        "（一）按位停放",
    ]


@pytest.mark.parametrize(
    ("text", "mark"), [("机密★3年\n通知", "机密"), ("通知\n秘密\n正文", "秘密"), ("商业秘密保护办法", None), ("国家秘密", None)]
)
def test_secret_marks(text, mark):
    assert secret_mark(text) == mark


def test_figures():
    assert [chinese(n) for n in (1, 10, 11, 20, 101, 110, 1003)] == [
        "一",
        "十",
        "十一",
        "二十",
        "一百零一",
        "一百一十",
        "一千零三",
    ]
    assert roman(1994) == "MCMXCIV"
    assert [figure(3, f) for f in ("decimal", "lowerLetter", "upperRoman", "decimalZero", "bullet", "ideographTraditional")] == [
        "3", "c", "III", "03", "", "丙",
    ]  # fmt: skip
    assert figure(2, "decimalEnclosedCircleChinese") == "②" and io is not None
