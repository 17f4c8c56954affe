"""Document templates: tried on a real case with personal data masked, refused with the placeholder named, versioned."""

import io
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from docx import Document as Word

from fazhi.kernel.documents import render
from fazhi.kernel.models import Document, Template
from fazhi.kernel.perform import new_case, perform

PLACE = "/admin/templates/sample/受理通知书/"
TODAY = date.today()


def docx(*lines):
    out, word = io.BytesIO(), Word()
    for line in lines:
        word.add_paragraph(line)
    word.save(out)
    return SimpleUploadedFile("我的模板.docx", out.getvalue())


def attempt(admin, *lines):
    return admin.post(PLACE, {"form": "try", "file": docx(*lines)})


def test_tried_masked_put_in_force_and_old_papers_stay(admin, accepted, people):
    page = attempt(
        admin, "{{ organ }}受理通知书", "{{ applicant }}：你的申请（{{ title }}）已受理。{{ date }}"
    ).content.decode()
    assert (
        "示例区人民政府受理通知书" in page and "申＊＊：" in page and "申请人甲" not in page and not Template.objects.exists()
    )
    digest = page.split('name="use-digest"')[1].split('value="')[1].split('"')[0]
    answer = admin.post(PLACE, {"form": "use", "use-digest": digest, "use-since": TODAY.isoformat()})
    assert answer.status_code == 302 and Template.objects.get().version == 1
    before = render(Document.objects.get(case=accepted, kind="受理通知书"))
    case = new_case("sample", people.organ, TODAY, "新案")
    perform(case, "receive", people.clerk, TODAY, parties=[{"seat": "applicant", "name": "申请人乙"}])
    perform(case, "accept", people.head, TODAY, handler=people.handler)
    after = Word(io.BytesIO(render(Document.objects.get(case=case, kind="受理通知书")))).paragraphs
    assert after[1].text.startswith("申请人乙：") and "申请人乙" not in "".join(
        p.text for p in Word(io.BytesIO(before)).paragraphs
    )


@pytest.mark.parametrize(
    "line, named",
    [("{{ 申请人姓名 }}", "申请人姓名"), ("{{ said.nothing }}", "said.nothing"), ("{{ facts.secret }}", "facts.secret")],
)
def test_a_placeholder_nothing_fills_is_named(admin, accepted, line, named):
    answer = attempt(admin, "{{ organ }}", line)
    assert answer.status_code == 422 and named in answer.content.decode() and not Template.objects.exists()


@pytest.mark.parametrize("line", ["{{ organ", "{% for x in lines %}{{ x.label }}"])
def test_a_broken_placeholder_is_refused(admin, accepted, line):
    assert attempt(admin, line).status_code == 422


def test_only_a_file_that_was_tried_is_put_in_force(admin, accepted):
    for digest in ("a" * 64, "../../x", ""):
        admin.post(PLACE, {"form": "use", "use-digest": digest, "use-since": TODAY.isoformat()})
    assert not Template.objects.exists()


def test_macros_and_other_files_are_refused(admin, accepted):
    answer = admin.post(PLACE, {"form": "try", "file": SimpleUploadedFile("模板.docx", b"hello")})
    assert answer.status_code == 422
    assert admin.post(PLACE, {"form": "try"}).status_code == 422


def test_the_shipped_template_can_be_downloaded(admin):
    assert admin.get(f"{PLACE}?version=0").content[:2] == b"PK"
    assert admin.get(f"{PLACE}?version=9").status_code == 404
