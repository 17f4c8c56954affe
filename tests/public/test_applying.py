"""Applying online: questions, advice, leaving and coming back, handing in, the receipt; nobody reaches another's draft."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from fazhi.kernel.models import Case, Event, Party
from fazhi.surfaces.public import applying
from fazhi.surfaces.public.models import Draft, DraftFile, Receipt, digest, sweep
from public.conftest import ANSWERS, login

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF"


def test_what_may_be_applied_for_is_read_off_the_declarations(client, world):
    page = client.get("/apply/").content.decode()
    assert "申请行政复议" in page and "/apply/reconsideration/receive/" in page and "/apply/legal_aid/apply/" in page
    assert client.get("/apply/reconsideration/accept/").status_code == 404
    assert client.get("/apply/reconsideration/receive_oral/").status_code == 404


def test_five_questions_tell_organ_and_last_day_before_the_form(client, world):
    home = client.post("/apply/reconsideration/receive/").url.rsplit("/", 2)[0]
    said = {**ANSWERS, "act_known_on": {"act_known_on": "2026-11-01"}}
    for key in ("act_kind", "act_known_on", "told", "who", "in_court", "wanted"):
        client.post(f"{home}/{key}/", said[key])
    page = client.get(f"{home}/x-advice/").content.decode()
    assert "2026年12月31日" in page and "第二十条第一款" in page and "本区人民政府" in page and "<h1>可以申请</h1>" in page
    client.post(f"{home}/in_court/", {"in_court": "yes"})
    page = client.get(f"{home}/x-advice/").content.decode()
    assert "不能在这里申请" in page and "第二十九条第二款" in page


@pytest.mark.parametrize("who, words", [("vertical", "第二十七条"), ("县级政府", "上一级人民政府"), ("none", "不是行政机关")])
def test_the_right_organ_is_named(client, world, who, words):
    home = client.post("/apply/reconsideration/receive/").url.rsplit("/", 2)[0]
    said = {**ANSWERS, "act_known_on": {"act_known_on": date.today().isoformat()}, "who": {"who": who}}
    for key in ("act_kind", "act_known_on", "told", "who", "in_court", "wanted"):
        client.post(f"{home}/{key}/", said[key])
    page = client.get(f"{home}/x-advice/").content.decode()
    assert words in page and "不能在这里申请" in page


def test_late_is_said_and_not_forbidden(client, world):
    home = client.post("/apply/reconsideration/receive/").url.rsplit("/", 2)[0]
    said = {**ANSWERS, "act_known_on": {"act_known_on": (date.today() - timedelta(200)).isoformat()}}
    for key in ("act_kind", "act_known_on", "told", "who", "in_court", "wanted"):
        client.post(f"{home}/{key}/", said[key])
    page = client.get(f"{home}/x-advice/").content.decode()
    assert "已经过了" in page and "<h1>可以申请</h1>" in page


def test_a_wrong_answer_is_told_at_the_question(client, world):
    home = client.post("/apply/reconsideration/receive/").url.rsplit("/", 2)[0]
    future = (date.today() + timedelta(3)).isoformat()
    for key, said in (("act_kind", {"act_kind": "x"}), ("act_known_on", {"act_known_on": future}), ("request", {"request": ""}),
                      ("x-me", {**ANSWERS["x-me"], "id_number": "110101199003070001"})):  # fmt: skip
        answer = client.post(f"{home}/{key}/", said)
        assert answer.status_code == 422 and 'aria-invalid="true"' in answer.content.decode(), key


def test_handed_in_by_the_citizen_as_applicant(world, citizen, apply):
    client = login(citizen)
    draft = apply(client, [SimpleUploadedFile("决定书.pdf", PDF)])
    answer = client.post(f"/apply/draft/{draft}/submit/")
    receipt = Receipt.objects.get()
    assert answer.url == f"/mine/receipt/{receipt.code}/"
    case = receipt.case
    event = Event.objects.get(case=case)
    assert (event.step, event.seat, event.by) == ("receive", "applicant", citizen)
    assert case.facts.act_kind == "行政处罚" and case.facts.amount_fen == 300_000 and case.facts.channel == "互联网"
    assert set(Party.objects.filter(case=case).values_list("seat", "name")) == {
        ("applicant", "申请人甲"),
        ("respondent", "示例区某局"),
    }
    assert case.documents.get(incoming=True).title == "决定书.pdf"
    page = client.get(answer.url).content.decode()
    assert receipt.code in page and case.number in page and "第三十条第一款" in page
    assert not Draft.objects.exists() and not DraftFile.objects.exists()


def test_twice_handed_in_is_one_case(world, citizen, apply):
    client = login(citizen)
    draft = apply(client)
    assert client.post(f"/apply/draft/{draft}/submit/").status_code == 302
    assert client.post(f"/apply/draft/{draft}/submit/").status_code == 404
    assert Case.objects.count() == 1


def test_what_is_missing_is_asked_before_handing_in(world, citizen):
    client = login(citizen)
    home = client.post("/apply/reconsideration/receive/").url.rsplit("/", 2)[0]
    assert client.post(f"{home}/submit/").url.endswith("/act_kind/")
    assert not Case.objects.exists()


def test_without_login_everything_is_kept_and_handed_in_after_it(world, citizen, apply):
    client = Client()
    draft = apply(client)
    page = client.get(f"/apply/draft/{draft}/x-check/").content.decode()
    assert "/account/login/?next=/apply/draft/" in page and "请求撤销罚款决定" in page
    assert client.post(f"/apply/draft/{draft}/submit/").url.endswith("x-check/") and not Case.objects.exists()
    client.force_login(citizen, "fazhi.surfaces.people.Backend")
    assert client.post(f"/apply/draft/{draft}/submit/").url.startswith("/mine/receipt/")


def test_come_back_by_the_code_on_another_device(world, apply):
    client = Client()
    home = client.post("/apply/reconsideration/receive/").url.rsplit("/", 2)[0]
    client.post(f"{home}/act_kind/", ANSWERS["act_kind"])
    code = client.session["drafts"][home.rsplit("/", 1)[1]]
    assert not Draft.objects.filter(code=code).exists() and Draft.objects.filter(code=digest(code)).exists()
    other = Client()
    assert other.get(f"{home}/act_kind/").status_code == 404
    assert other.post("/apply/return/", {"code": code.lower().replace("-", " ")}).url == f"{home}/act_known_on/"
    assert "行政处罚" in other.get(f"{home}/act_kind/").content.decode()


def test_codes_cannot_be_tried_out(world, monkeypatch):
    monkeypatch.setattr(applying, "TRIES", 10)
    client = Client()
    client.post("/apply/reconsideration/receive/")
    code = next(iter(client.session["drafts"].values()))
    other = Client()
    for n in range(10):
        assert other.post("/apply/return/", {"code": f"AAAA-AAAA-AAA{n}"}).status_code == 422
    assert other.post("/apply/return/", {"code": code}).status_code == 422


def test_drafts_of_others_are_not_found(world, citizen, stranger, apply, office):
    draft = apply(login(citizen))
    for client in (login(stranger), Client(), login(office["clerk"])):
        for path in ("act_kind", "x-me", "x-check", "x-files", "saved"):
            assert client.get(f"/apply/draft/{draft}/{path}/").status_code == 404
        assert client.post(f"/apply/draft/{draft}/act_kind/", ANSWERS["act_kind"]).status_code == 404
        assert client.post(f"/apply/draft/{draft}/submit/").status_code == 404
        assert client.post(f"/apply/draft/{draft}/drop/").status_code == 404
    assert Draft.objects.filter(pk=draft).exists() and not Case.objects.exists()


def test_a_draft_of_a_person_is_not_opened_by_its_code(world, citizen, stranger):
    client = login(citizen)
    home = client.post("/apply/reconsideration/receive/").url.rsplit("/", 2)[0]
    code = client.session["drafts"][home.rsplit("/", 1)[1]]
    assert login(stranger).post("/apply/return/", {"code": code}).status_code == 422
    assert Client().post("/apply/return/", {"code": code}).status_code == 422


def test_a_bad_file_is_refused_at_the_field_and_nothing_is_kept(world, citizen):
    client = login(citizen)
    home = client.post("/apply/reconsideration/receive/").url.rsplit("/", 2)[0]
    answer = client.post(f"{home}/x-files/", {"files": [SimpleUploadedFile("图.svg", b"<svg onload=alert(1)>")]})
    assert answer.status_code == 422 and "矢量图" in answer.content.decode() and not DraftFile.objects.exists()


def test_files_are_kept_shown_and_dropped(world, citizen):
    client = login(citizen)
    home = client.post("/apply/reconsideration/receive/").url.rsplit("/", 2)[0]
    client.post(f"{home}/x-files/", {"files": [SimpleUploadedFile("证据.pdf", PDF)], "then": "stay"})
    file = DraftFile.objects.get()
    assert file.content() == PDF and "证据.pdf" in client.get(f"{home}/x-files/").content.decode()
    client.post(f"{home}/x-files/", {"drop": file.pk, "then": "stay"})
    assert not DraftFile.objects.exists()


def test_old_drafts_are_swept(world, citizen, apply):
    from django.utils import timezone

    draft = apply(login(citizen), [SimpleUploadedFile("证据.pdf", PDF)])
    assert sweep() == 0
    Draft.objects.filter(pk=draft).update(updated=timezone.now() - timedelta(31))
    assert sweep() == 1 and not Draft.objects.exists()


def test_procedures_without_a_guide_can_be_applied_for_too(world, citizen):
    from fazhi.surfaces.public.offers import offer

    client = login(citizen)
    home = client.post("/apply/legal_aid/apply/").url.rsplit("/", 2)[0]
    found = offer("legal_aid", "apply", date.today())
    said = {"person": "申请人甲", "kind": "civil", "matter": "劳动报酬"}
    for page in found.pages:
        if page.kind == "ask":
            assert client.post(f"{home}/{page.key}/", {page.key: said.get(page.key, "")}).status_code == 302, page.key
    client.post(f"{home}/x-me/", ANSWERS["x-me"])
    answer = client.post(f"{home}/submit/")
    assert answer.url.startswith("/mine/receipt/"), client.get(answer.url).content.decode()
    assert Case.objects.get().facts.kind == "civil"
