"""The four routes: what a token may, what is refused and how it is told."""

import pytest

from fazhi.kernel.models import Case, Event, Reading


def test_without_a_token_or_with_a_spent_one_nothing_is_told(client, program, people):
    assert client.get("/api/sample/cases").status_code == 401
    assert program(people.clerk, days=-1).get("/sample/cases").status_code == 401
    people.clerk.is_active = False
    people.clerk.save()
    assert program(people.clerk).get("/sample/cases").status_code == 401


def test_open_read_step(program, people):
    clerk, head = program(people.clerk), program(people.head)
    made = clerk.post(
        "/sample/cases", step="receive", organ="SL", on="2024-03-01", title="样例", facts={"matter": "罚款"},
        parties=[{"seat": "applicant", "name": "申请人甲", "phone": "13800000000"}],
    )  # fmt: skip
    assert made.status_code == 201, made.content
    case = made.json()
    assert case["state"] == "examining" and case["deadlines"][0]["due"] == "2024-03-08"
    done = head.post(f"/sample/cases/{case['id']}/accept", on="2024-03-04", facts={"amount": 100}, seen=1)
    assert done.status_code == 200 and done.json()["state"] == "trying"
    assert [c["id"] for c in clerk.get("/sample/cases", state="trying").json()["cases"]] == [case["id"]]
    assert clerk.get(f"/sample/cases/{case['id']}").json()["ledger"][1]["basis"] == ["中华人民共和国行政复议法 第三十条第一款"]
    assert Reading.objects.filter(case=case["id"], what="接口").count() == 1


@pytest.mark.parametrize(
    ("who", "step", "body", "status", "code"),
    [
        ("clerk", "accept", {"on": "2024-03-04"}, 403, "seat"),
        ("head", "decide", {"on": "2024-03-04", "facts": {"outcome": "a"}}, 409, "state"),
        ("head", "accept", {"on": "2024-03-04", "seen": 9}, 409, "stale"),
        ("head", "accept", {"on": "2024-03-04", "facts": {"amount": 400_000}}, 422, "need"),
        ("head", "refuse", {"on": "2024-03-04"}, 422, "missing"),
        ("head", "accept", {"on": "四日"}, 422, "422"),
        ("head", "accept", {"on": "2024-03-04", "facts": {"by": 1}}, 422, "422"),
    ],
)
def test_refusals_say_what_where_and_why_and_write_nothing(program, people, received, who, step, body, status, code):
    before = Event.objects.count()
    answer = program(getattr(people, who)).post(f"/sample/cases/{received.pk}/{step}", **body)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert answer.json()["message"].endswith("。") and Event.objects.count() == before


def test_a_stranger_does_not_learn_that_the_case_exists(program, people, received):
    stranger = program(people.stranger)
    assert stranger.get(f"/sample/cases/{received.pk}").status_code == 404
    assert stranger.get("/sample/cases").json()["cases"] == []


def test_scope_and_domains_bind(program, people, received):
    reader = program(people.head, scope="read")
    assert reader.post(f"/sample/cases/{received.pk}/accept", on="2024-03-04").status_code == 403
    assert program(people.head, domains=["other"]).get("/sample/cases").status_code == 403


def test_personal_data_is_masked_for_those_whose_case_it_is_not(program, people, accepted):
    accepted.parties.filter(seat="applicant").update(phone="13812345678")
    assert program(people.handler).get(f"/sample/cases/{accepted.pk}").json()["parties"][0]["phone"] == "13812345678"
    told = program(people.colleague).get(f"/sample/cases/{accepted.pk}").json()["parties"][0]
    assert told["phone"].endswith("5678") and not told["phone"].startswith("138") and told["name"] != "申请人甲"


def test_pages_follow_by_key(program, people, received):
    from datetime import date

    from fazhi.kernel.perform import new_case, perform

    for n in range(4):
        perform(new_case("sample", people.organ, date(2024, 3, 1), f"样例{n}"), "receive", people.clerk, date(2024, 3, 1))
    clerk = program(people.clerk)
    first = clerk.get("/sample/cases", limit=3).json()
    rest = clerk.get("/sample/cases", limit=3, after=first["next"]).json()
    assert len(first["cases"]) == 3 and len(rest["cases"]) == 2 and rest["next"] is None
    assert {c["id"] for c in first["cases"]} | {c["id"] for c in rest["cases"]} == set(
        Case.objects.values_list("pk", flat=True)
    )


def test_the_document_holds_every_step(client):
    document = client.get("/api/openapi.json").json()
    assert set(document["paths"]) == {
        "/api/procedures",
        "/api/{domain}/cases",
        "/api/{domain}/cases/{case_id}",
        "/api/{domain}/cases/{case_id}/{step}",
    }
    facts = document["components"]["schemas"]["sample_2024.decide"]
    assert facts["required"] == ["outcome"] and facts["properties"]["outcome"]["enum"] == ["a", "b"]
