"""Search by character pairs: two-character words, numbers, names, documents; on whichever database the tests run."""

import pytest

from fazhi.kernel import search
from fazhi.kernel.amend import redact
from fazhi.kernel.models import Found
from web.conftest import enter


def ids(words):
    return {case for _, case, _ in search.rows(words, 100)}


def test_pairs_and_phrases():
    assert search.pairs("行政处罚 A1号") == "行政 政处 处罚 罚 a 1 号"
    assert search.phrases("行政处罚〔2024〕14号") == [
        (["行政", "政处", "处罚"], False),
        (["2024"], False),
        (["14", "号"], True),
    ]
    assert search.phrases("《》") == []


def test_two_characters_find_what_holds_them(office):
    holding = {c.pk for c in office.cases if "处罚" in c.title}
    assert holding and ids("处罚") == holding
    assert ids("行政处罚") == holding
    assert ids("罚处") == set()
    assert ids("") == set() and search.rows("《", 5) == []


def test_one_character_numbers_names_and_documents(office):
    case = office.cases[3]
    assert case.pk in ids("罚") or "罚" not in case.title
    assert ids(case.number) == {case.pk}
    assert case.pk in ids(case.parties.first().name)
    assert ids("答复通知书") == set(
        office.cases[0].__class__.objects.filter(documents__kind="答复通知书").values_list("pk", flat=True)
    )


@pytest.mark.parametrize("words", ["'", '"', "a' OR 1=1 --", "* NEAR(", "%s", "& | !", "处罚' & '", "\\", "处\x00罚"])
def test_whatever_is_typed_is_only_searched_for(office, words):
    search.rows(words, 5)
    assert enter(office.head).get("/search/", {"q": words}).status_code == 200


def test_the_page_shows_only_what_one_may_see(office):
    assert office.cases[0].number in enter(office.head).get("/search/", {"q": office.cases[0].number}).text
    answer = enter(office.stranger).get("/search/", {"q": office.cases[0].title}).text
    assert "没有找到" in answer and f"/case/{office.cases[0].pk}/" not in answer


def test_a_redaction_leaves_the_index_too(office):
    case = office.cases[0]
    party = case.parties.get(seat="applicant")
    Found.objects.create(case=case, text=search.pairs("另名某某"))  # stands for a name that is nowhere else
    assert case.pk in ids("另名某某")
    redact(case.ledger.get(seq=1), office.head, "申请删除", "个人信息保护法第四十七条")
    party.refresh_from_db()
    assert party.name == "（已删隐）" and case.pk not in ids("另名某某") and case.pk in ids(case.number)
    assert Found.objects.filter(case=case, document__isnull=False).count() == case.documents.count()
