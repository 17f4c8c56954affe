"""Files in and out by the web, as a sender and a reviewer meet them: every kind read, every bad one refused in one sentence."""

import io
import re
import subprocess
import zipfile
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from docx import Document as new_docx
from docx.oxml.ns import qn
from tests.legality.conftest import BAD, GOOD

from fazhi.domains.legality import drafts, pages
from fazhi.engines.review import office
from fazhi.kernel.refusal import Refusal

pytestmark = pytest.mark.django_db
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def word(text: str = BAD) -> bytes:
    """A draft as Word has it: a header, numbered paragraphs, a table."""
    docx = new_docx()
    docx.sections[0].header.paragraphs[0].text = "页眉：送审稿"
    for line in text.splitlines():
        docx.add_paragraph(line)
    docx.add_paragraph("自动编号的一项", style="List Number")
    grid = docx.add_table(1, 2)
    grid.cell(0, 0).text, grid.cell(0, 1).text = "项目", "同等条件下优先采购本区企业产品"
    out = io.BytesIO()
    docx.save(out)
    return out.getvalue()


def pdf(body: str) -> bytes:
    weasyprint = pytest.importorskip("weasyprint", exc_type=OSError)
    return weasyprint.HTML(string=body).write_pdf()


def packed(**parts) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as z:
        z.writestr("[Content_Types].xml", "<Types/>")
        for name, content in parts.items():
            z.writestr(name.replace("__", "/").replace("_dot_", "."), content)
    return out.getvalue()


def locked() -> bytes:
    data = bytearray(word())
    data[data.find(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


@pytest.fixture(scope="module")
def old_word(tmp_path_factory) -> bytes:
    """A draft as old Word saved it; WPS files have the same inside."""
    if office.program() is None:
        pytest.skip("needs LibreOffice")
    tmp_path = tmp_path_factory.mktemp("old")
    (tmp_path / "稿.docx").write_bytes(word())
    command = [
        office.program(),
        "--headless",
        f"-env:UserInstallation=file://{tmp_path}/p",
        "--convert-to",
        "doc",
        "--outdir",
        str(tmp_path),
    ]
    subprocess.run([*command, str(tmp_path / "稿.docx")], capture_output=True, check=True, timeout=180)
    return (tmp_path / "稿.doc").read_bytes()


@pytest.fixture
def sender(course, client):
    """A matter in preparation with one good draft, and its sender at the page; `send` uploads and returns the answer."""
    c = course()
    c.do("upload", "unit甲", date(2026, 3, 3), files=[("稿.txt", GOOD.encode("gb18030"))])
    client.force_login(c.people["unit甲"])
    c.post = lambda name, data: client.post(f"/legality/bench/{c.case.pk}/draft/", {"draft": SimpleUploadedFile(name, data)})
    return c


def test_what_can_be_read(sender):
    for name, data in (
        ("稿.docx", word()),
        ("稿.txt", BAD.encode("gb18030")),
        ("稿.md", BAD.encode()),
        ("稿.pdf", pdf(f"<p>{BAD.replace(chr(10), '</p><p>')}</p>")),
    ):
        answer = sender.post(name, data)
        assert answer.status_code == 302, (name, re.findall(r'class="refusal"[^>]*>([^<]*)', answer.content.decode()))
        assert "责令停产停业三个月" in drafts.text(sender.case).replace("\n", ""), name
    sender.post("稿.docx", word())
    text = drafts.text(sender.case)
    assert "页眉：送审稿" in text and "1.自动编号的一项" in text and "项目\t同等条件下优先采购本区企业产品" in text


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["doc", "wps"])
def test_old_office_files(sender, old_word, kind):
    assert sender.post(f"稿.{kind}", old_word).status_code == 302
    assert "责令停产停业三个月" in drafts.text(sender.case)


REFUSED = {
    "cut": ("稿.docx", lambda: word()[:3000], "损坏|打不开"),
    "not a document": ("稿.docx", lambda: b"hello", "内容却不是|损坏"),
    "a text called pdf": ("稿.pdf", lambda: b"hello", "内容却不是|损坏"),
    "locked": ("稿.docx", locked, "密码|加密"),
    "locked by Office": ("稿.docx", lambda: OLE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"), "密码|加密|内容却不是"),
    "a .doc called docx": ("稿.docx", lambda: OLE + b"\0" * 600 + "WordDocument".encode("utf-16-le"), "内容却不是.*另存为正确的格式"),
    "macros": ("稿.docx", lambda: packed(word__document_dot_xml="<a/>", word__vbaProject_dot_bin="x"), "宏"),
    "bomb": ("稿.docx", lambda: packed(word__document_dot_xml=b"0" * 30_000_000), "炸弹|解开后|展开"),
    "no text": ("稿.pdf", lambda: pdf("<svg width=100 height=100><rect width=50 height=50 /></svg>"), "没有文字"),
    "empty": ("稿.txt", lambda: b"", "空"),
    "secret": ("稿.docx", lambda: word("机密★10年\n关于某事的办法\n"), "涉密件不进入本系统"),
    "too large": ("稿.docx", lambda: b"PK\x03\x04" + b"0" * (21 * 1024 * 1024), "超过20兆"),
    "a picture": ("稿.png", lambda: b"\x89PNG\r\n\x1a\n" + b"\0\0\0\rIHDR\0\0\0\x10\0\0\0\x10", "只收"),
}  # fmt: skip


@pytest.mark.parametrize("kind", REFUSED)
def test_what_is_refused(sender, kind):
    """One sentence; the matter, its ledger and its earlier draft are as they were."""
    name, data, says = REFUSED[kind]
    lines, files = sender.case.events, drafts.version(sender.case)
    answer = sender.post(name, data())
    assert answer.status_code == 422
    (refusal,) = re.findall(r'<p class="refusal" role="alert">(.*?)</p>', answer.content.decode(), re.S)
    assert re.search(says, refusal), refusal
    sender.case.refresh_from_db()
    assert (sender.case.events, drafts.version(sender.case)) == (lines, files) and drafts.text(sender.case) == GOOD


@pytest.mark.parametrize("name", ["稿.docx", "稿.txt"])
def test_five_hundred_megabytes_are_refused_unread(name):
    """The size alone refuses: nothing of it is read into memory."""

    class Huge:
        size = 500 * 1024 * 1024

        def read(self):
            raise AssertionError("the content was read")

    file = Huge()
    file.name = name
    with pytest.raises(Refusal, match="超过20兆"):
        pages._draft(file)


def test_scripts_in_a_draft_are_words(sender, client):
    evil = BAD + "第六条 <script>alert(1)</script><img src=x onerror=alert(2)>\n"
    for name, data in (("稿.txt", evil.encode()), ("稿.docx", word(evil))):
        assert sender.post(name, data).status_code == 302
        html = client.get(f"/legality/bench/{sender.case.pk}/").content.decode()
        assert "<script>alert" not in html and "<img src=x" not in html and "&lt;script&gt;alert(1)" in html


@pytest.fixture
def reviewed(course, client):
    c = course()
    c.do("upload", "unit甲", date(2026, 3, 3), files=[("稿.docx", word())])
    from fazhi.domains.legality.materials import ALL

    c.do("add_material", "unit甲", date(2026, 3, 3), materials=list(ALL))
    c.do("unit_review", "unit乙", date(2026, 3, 3), opinion="同意送审")
    c.do("submit", "unit丙", date(2026, 3, 3))
    c.do("accept", "clerk", date(2026, 3, 3), handler=c.people["handler"])
    c.machine()
    first = next(i for i in c.findings() if i.said["rule"] == "D11")
    c.do("judge", "handler", date(2026, 3, 5), item_n=first.n, status="confirmed", replacement="有效期五年")
    client.force_login(c.people["handler"])
    c.get = lambda kind: client.get(f"/legality/bench/{c.case.pk}/{kind}.out")
    return c


def test_the_opinion_as_word(reviewed):
    docx = new_docx(io.BytesIO(reviewed.get("opinion").content))
    cells = [c.text for t in docx.tables for r in t.rows for c in r.cells]
    assert any("有效期五年" in c for c in cells), "the comparison table"
    page = docx.sections[0]
    assert [round(x.mm) for x in (page.page_width, page.page_height, page.top_margin, page.left_margin)] == [210, 297, 37, 28]


def test_the_draft_with_comments_and_tracked_changes(reviewed):
    package = zipfile.ZipFile(io.BytesIO(reviewed.get("annotated").content))
    comments, body = (package.read(f"word/{n}.xml").decode() for n in ("comments", "document"))
    assert comments.count("<w:comment ") >= 4 and body.count("commentRangeStart") == comments.count("<w:comment ")
    root = new_docx(io.BytesIO(reviewed.get("annotated").content)).element.body
    deleted = "".join(t.text or "" for t in root.iter(qn("w:delText")))
    inserted = "".join(t.text or "" for e in root.iter(qn("w:ins")) for t in e.iter(qn("w:t")))
    assert "有效期八年" in deleted and "有效期五年" in inserted
    assert package.read("word/header1.xml"), "the draft's own header stays"


def test_the_review_as_pdf(reviewed):
    import pypdfium2

    answer = reviewed.get("margin")
    assert answer["Content-Type"] == "application/pdf"
    words = "".join(p.get_textpage().get_text_bounded() for p in pypdfium2.PdfDocument(answer.content))
    assert "责令停产停业" in words and "待确认" in words


@pytest.mark.slow
def test_the_opinion_as_pdf(reviewed):
    if office.program() is None:
        pytest.skip("needs LibreOffice")
    answer = reviewed.get("opinion-pdf")
    assert answer.content.startswith(b"%PDF-") and answer["Content-Type"] == "application/pdf"
