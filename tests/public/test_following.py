"""Following a case: what a party sees and does, documents opened are delivered, strangers and the curious are turned away."""

from datetime import date

import pytest
from django.test import Client

from fazhi.kernel.models import Case, Delivery, Document, Event, Reading
from fazhi.kernel.perform import perform
from fazhi.surfaces.public.models import Receipt
from public.conftest import ANSWERS, login

TODAY = date.today()


@pytest.fixture
def mine(world, citizen, apply):
    """A case handed in online today, with consent to electronic service."""
    client = login(citizen)
    client.post(f"/apply/draft/{apply(client)}/submit/")
    return Case.objects.get()


def take(case, step, by, **said):
    return perform(Case.objects.get(pk=case.pk), step, by, TODAY, **said)


def test_where_it_stands_in_words_with_day_and_article(mine, citizen):
    client = login(citizen)
    assert mine.title in client.get("/mine/").content.decode()
    page = client.get(f"/mine/{mine.pk}/").content.decode()
    assert "现在：受理审查" in page and "受理审查" in page and "第三十条" in page and "撤回申请" in page
    assert Reading.objects.filter(case=mine, user=citizen).exists()


def test_a_document_opened_is_delivered_once_and_its_term_runs(mine, citizen, office):
    take(mine, "correct", office["handler"], points="请补交决定书")
    paper = Document.objects.get(case=mine, kind="补正通知书")
    client, place = login(citizen), f"/mine/{mine.pk}/document/{paper.pk}/"
    page = client.get(place).content.decode()
    assert "打开并签收" in page and "10个工作日" in page and "请补交决定书" not in page and not Delivery.objects.exists()
    assert client.get(f"{place}?file").headers["Content-Type"].startswith("text/html")
    for _ in range(2):
        client.post(place)
    delivery = Delivery.objects.get()
    assert delivery.method == "electronic" and delivery.on == TODAY and "登录本人账号打开" in delivery.proof
    assert mine.deadlines.get(clock="mend_limit").start == TODAY
    assert "请补交决定书" in client.get(place).content.decode()
    assert client.get(f"{place}?file").content[:2] == b"PK"


def test_without_consent_paper_comes_first(world, citizen, apply, office):
    client = login(citizen)
    client.post(f"/apply/draft/{apply(client, **{'x-me': {**ANSWERS['x-me'], 'e_service': 'false'}})}/submit/")
    case = Case.objects.get()
    take(case, "correct", office["handler"], points="请补交决定书")
    paper = Document.objects.get(case=case, kind="补正通知书")
    assert "邮寄或者当面送达" in client.get(f"/mine/{case.pk}/").content.decode()
    assert client.post(f"/mine/{case.pk}/document/{paper.pk}/").status_code == 404 and not Delivery.objects.exists()


def test_supplement_withdraw_and_mediation_in_their_states(mine, citizen, office):
    client = login(citizen)
    take(mine, "correct", office["handler"], points="请补交决定书")
    assert "补交材料" in client.get(f"/mine/{mine.pk}/").content.decode()
    assert client.post(f"/mine/{mine.pk}/step/mend/").status_code == 302
    assert Event.objects.filter(case=mine).latest("seq").step == "mend"
    take(mine, "accept", office["head"], handler=office["handler"])
    take(mine, "ordinary", office["handler"])
    page = client.get(f"/mine/{mine.pk}/").content.decode()
    assert "同意调解" in page and "请求撤回申请" in page and "/step/mend/" not in page
    assert client.post(f"/mine/{mine.pk}/step/agree_mediation/", {"wish": "减轻处罚"}).status_code == 302
    assert client.post(f"/mine/{mine.pk}/step/withdraw/", {"why": "自愿"}).status_code == 302
    event = Event.objects.filter(case=mine).latest("seq")
    assert (event.step, event.seat, event.by) == ("withdraw", "applicant", citizen)


def test_steps_of_the_office_are_not_open_to_a_party(mine, citizen):
    client, lines = login(citizen), mine.events
    for step in ("accept", "refuse", "correct", "deemed", "nothing"):
        assert client.post(f"/mine/{mine.pk}/step/{step}/").url == f"/mine/{mine.pk}/"
    mine.refresh_from_db()
    assert mine.events == lines


def test_a_refusal_is_told_at_the_question(mine, citizen, office):
    take(mine, "accept", office["head"], handler=office["handler"])
    answer = login(citizen).post(f"/mine/{mine.pk}/step/withdraw/", {"why": ""})
    assert answer.status_code == 422 and "撤回理由" in answer.content.decode()


def test_the_offices_deliberation_and_other_papers_stay_inside(mine, citizen, office):
    take(mine, "accept", office["head"], handler=office["handler"])
    take(mine, "ordinary", office["handler"])
    take(mine, "serve", office["handler"])
    take(mine, "propose", office["handler"], draft="拟维持原决定")
    client = login(citizen)
    page = client.get(f"/mine/{mine.pk}/").content.decode()
    assert "拟维持" not in page and "提出审查意见" not in page and "受理通知书" in page and "行政复议答复通知书</b>" not in page
    inside = Document.objects.get(case=mine, kind="行政复议答复通知书")
    assert client.post(f"/mine/{mine.pk}/document/{inside.pk}/").status_code == 404
    for place in (f"/case/{mine.pk}/", "/work/", "/cases/", "/search/?q=x", f"/document/{inside.pk}/", "/board/"):
        assert client.get(place).url.startswith("/mine/"), place
    assert client.post(f"/case/{mine.pk}/step/accept/").status_code == 404


def test_strangers_find_nothing(mine, stranger, citizen, office):
    take(mine, "accept", office["head"], handler=office["handler"])
    paper, code = Document.objects.get(case=mine, kind="受理通知书"), Receipt.objects.get().code
    for place in (
        f"/mine/{mine.pk}/",
        f"/mine/{mine.pk}/step/withdraw/",
        f"/mine/{mine.pk}/document/{paper.pk}/",
        f"/mine/receipt/{code}/",
    ):
        assert login(stranger).get(place).status_code == 404, place
        assert login(office["head"]).get(place).status_code == 404, place
        assert "/account/login/" in Client().get(place).url
    assert mine.title not in login(stranger).get("/mine/").content.decode()


def test_the_receipt_code_shows_the_state_and_nothing_else(mine):
    receipt, client = Receipt.objects.get(), Client()
    page = client.post("/lookup/", {"code": receipt.code.lower(), "tail": "1234"}).content.decode()
    assert "受理审查" in page
    for hidden in (mine.title, mine.number, "申请人甲", "示例区某局", "13900001234"):
        assert hidden not in page
    assert client.post("/lookup/", {"code": receipt.code, "tail": "0000"}).status_code == 422


def test_receipts_cannot_be_tried_out(mine):
    receipt, client = Receipt.objects.get(), Client()
    for n in range(10):
        client.post("/lookup/", {"code": receipt.code, "tail": f"000{n}"})
    assert client.post("/lookup/", {"code": receipt.code, "tail": "1234"}).status_code == 422
