"""Documents: filled from the ledger, always to the same bytes; a replaced file is noticed; the district's own template serves."""

import hashlib
import io
from datetime import date

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from docx import Document as read_docx

from fazhi.kernel.documents import fill, render, shipped
from fazhi.kernel.models import Document, Template
from fazhi.kernel.perform import perform


def words(content):
    return "\n".join(p.text for p in read_docx(io.BytesIO(content)).paragraphs)


def test_a_document_is_filled_from_what_was_said(accepted):
    text = words(render(accepted.documents.get(kind="受理通知书")))
    assert "示例区人民政府" in text and "示政样〔2024〕1号" in text and "2024年3月4日" in text and "申请人甲" in text


def test_the_same_case_gives_the_same_bytes(accepted):
    document = accepted.documents.get(kind="受理通知书")
    first = render(document)
    Document.objects.filter(pk=document.pk).update(file="", sha256="")
    assert render(Document.objects.get(pk=document.pk)) == first


def test_later_steps_do_not_change_an_issued_document(accepted, people):
    document = accepted.documents.get(kind="受理通知书")
    perform(accepted, "serve", people.handler, date(2024, 3, 5))
    assert "2024年3月5日" not in words(render(document))


def test_a_replaced_file_is_noticed(accepted):
    document = accepted.documents.get(kind="受理通知书")
    render(document)
    name = document.file if isinstance(document.file, str) else document.file.name
    default_storage.delete(name)
    default_storage.save(name, ContentFile(b"other"))
    with pytest.raises(ValueError, match="摘要不符"):
        render(Document.objects.get(pk=document.pk))


def test_the_districts_own_template_serves_from_its_day(received, people):
    own = shipped("sample", "受理通知书")
    Template.objects.create(
        key="sample/受理通知书",
        version=3,
        since="2024-03-01",
        sha256=hashlib.sha256(own).hexdigest(),
        file=ContentFile(own, "t.docx"),
    )
    perform(received, "accept", people.head, date(2024, 3, 4))
    document = received.documents.get(kind="受理通知书")
    assert document.template == "sample/受理通知书@3" and "申请人甲" in words(render(document))


def test_a_broken_template_says_where():
    from fazhi.kernel.layout import official

    with pytest.raises(ValueError, match="模板填写失败"):
        fill(official("# 题\n{{ number"), {})


def test_a_template_cannot_run_code():
    from fazhi.kernel.layout import official

    with pytest.raises(ValueError, match="模板填写失败"):
        fill(official("# 题\n{{ ''.__class__.__mro__ }}"), {})


def test_files_handed_in_are_sealed_with_the_step(received, people):
    event = perform(received, "accept", people.head, date(2024, 3, 4), files=[("证据.txt", b"abc")])
    assert event.said["files"][0]["sha256"] == hashlib.sha256(b"abc").hexdigest()
    assert render(received.documents.get(incoming=True)) == b"abc"


def test_laws_are_cited_once_each_in_title_marks():
    from fazhi.kernel.declare import Law
    from fazhi.kernel.documents import cited

    law, rules = Law("甲法", 2023), Law("甲法实施条例", 2007)
    assert cited((law[48], law[54, 1], rules[32], Law("乙办法", 2024, local=True).whole)) == (
        "《甲法》第四十八条、第五十四条第一款、《甲法实施条例》第三十二条、《乙办法》"
    )
