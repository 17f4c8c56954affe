"""The workbench: what is shown to whom, doubts judged with and without script, drafts by article, files out, nothing executed."""

import io
import zipfile
from datetime import date

import pytest
from tests.legality.conftest import BAD, GOOD

from fazhi.domains.legality import bench, drafts
from fazhi.domains.legality.conditions import standing
from fazhi.kernel.scenario import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def ready(course, monkeypatch):
    c = course()
    c.send(BAD + "第六条 <script>alert(1)</script>\n")
    c.machine()
    return c


def page(client, c, who="handler"):
    client.force_login(c.people[who])
    return client.get(f"/legality/bench/{c.case.pk}/")


def test_draft_and_doubts_stand_side_by_side(ready, client):
    html = page(client, ready).content.decode()
    assert "<script>alert" not in html and "&lt;script&gt;alert" in html
    for item in ready.findings():
        assert f'id="d-{item.n}"' in html
        if item.said.get("start") is not None:
            assert f'data-n="{item.n}"' in html
    assert 'style="' not in html and "onclick" not in html, "strict CSP: nothing inline"


def test_the_rows_hold_the_draft_word_for_word():
    text = BAD * 200
    rows = bench.rows_of(text, [])
    shown = [(p.at, "".join(w for w, *_ in p.pieces)) for r in rows for p in r.paragraphs]
    assert all(text[at : at + len(words)] == words for at, words in shown)
    assert "\n".join(w for _, w in shown) == text.strip()


def test_strangers_see_nothing(ready, client):
    stranger = World.make().person(
        next(iter(ready.case.declared.seats().values())), "乙", ready.world.organ_named("示例区另一机关")
    )
    client.force_login(stranger)
    assert client.get(f"/legality/bench/{ready.case.pk}/").status_code == 404
    assert client.post(f"/legality/bench/{ready.case.pk}/judge/1/", {"status": "confirmed"}).status_code == 404


def test_only_the_reviewer_may_judge(ready, client):
    html = page(client, ready, "head").content.decode()
    assert "data-judge" not in html
    client.post(f"/legality/bench/{ready.case.pk}/judge/1/", {"status": "confirmed"})
    assert not standing(ready.case)


def test_judging_with_forms_and_with_script(ready, client):
    page(client, ready)
    url = f"/legality/bench/{ready.case.pk}/judge/%d/"
    plain = client.post(url % 1, {"status": "confirmed"})
    assert plain.status_code == 302 and plain.url.endswith("#d-1")
    card = client.post(url % 2, {"status": "confirmed", "why": "改写的理由", "severity": "提示"}, headers={"X-Part": "doubt"})
    assert (
        card.status_code == 200 and "改写的理由" in card.content.decode() and card["X-Open"] == str(len(ready.findings("open")))
    )
    refused = client.post(url % 3, {"status": "rejected"}, headers={"X-Part": "doubt"})
    assert refused.status_code == 422 and "理由" in refused.content.decode()
    assert [i.n for i in standing(ready.case)] == [1, 2]


def test_a_doubt_of_ones_own_must_quote_the_draft(ready, client):
    page(client, ready)
    url = f"/legality/bench/{ready.case.pk}/add/"
    said = {"severity": "应改", "provision": "民法典 第一条", "why": "用语不当", "advice": "改正"}
    assert client.post(url, {**said, "quote": "送审稿里没有的话"}).status_code == 422
    assert client.post(url, {**said, "quote": "责令停产停业三个月"}).status_code == 302
    mine = ready.findings()[-1].said
    assert (mine["origin"], mine["status"]) == ("person", "confirmed") and mine["quote"] == "责令停产停业三个月"


def test_two_versions_by_article(ready, client):
    ready.judge_all()
    ready.to_signing()
    ready.sign("amend")
    ready.do("resubmit", "unit甲", date(2026, 3, 10), files=[("修改稿.txt", GOOD.encode())])
    html = page(client, ready).content.decode()
    assert "与上一版比较" in html and "正在排队" in html and "立即机器初审" in html
    shown = client.get(f"/legality/bench/{ready.case.pk}/compare/").content.decode()
    assert "<del>八</del>" in shown and "<ins>五</ins>" in shown and "规范诚信经营，根据" not in shown
    rows = drafts.compared("第一条 甲。\n第二条 乙。\n", "第一条 丙丙。\n第二条 甲。\n第三条 乙。\n")
    assert [r["kind"] for r in rows] == ["added", "same", "same"], "renumbering alone is no change"


@pytest.mark.parametrize("kind", ["opinion", "annotated"])
def test_files_out(ready, client, kind):
    page(client, ready)
    ready.do("judge", "handler", date(2026, 3, 5), item_n=1, status="confirmed")
    answer = client.get(f"/legality/bench/{ready.case.pk}/{kind}.out")
    package = zipfile.ZipFile(io.BytesIO(answer.content))
    first = ready.findings()[0].said
    part = "word/comments.xml" if kind == "annotated" else "word/document.xml"
    assert first["title"] in package.read(part).decode()
    if kind == "opinion":
        assert all(
            i.said["title"] not in package.read(part).decode()
            for i in ready.findings("open")
            if i.said["title"] != first["title"]
        )


def test_lists(ready, client):
    page(client, ready)
    assert ready.case.title in client.get("/legality/bench/").content.decode()
    assert client.get("/legality/owed/").status_code == 200
    assert ready.findings()[0].said["rule"] in client.get("/legality/rules/").content.decode()


def test_places_are_named_by_their_article():
    text = "标题\n　　第一条 甲 乙。\n　　丙。\n第十二条 丁。\n"
    assert drafts.places(text, [text.index("标"), text.index("丙"), text.index("丁")]) == ["第1段", "第一条", "第十二条"]
    assert [label for label, _ in drafts.articles(text)] == ["标题和导语", "第一条", "第十二条"]


def test_the_rules_whose_law_was_amended(ready, client, monkeypatch):
    """A newer text of a law puts every rule that rests on it on the list to be re-checked, with both texts."""
    from dataclasses import replace

    from fazhi.domains.legality import statistics
    from fazhi.law.catalogue import LawRecord

    version_on = LawRecord.version_on

    def amended(self, on):
        found = version_on(self, on)
        newer = self.title == "公平竞争审查条例" and found
        return replace(found, facts=found.facts._replace(promulgated="2026-05-01")) if newer else found

    before = {r.id for r, *_ in statistics.to_be_rechecked(date(2026, 6, 1))}
    monkeypatch.setattr(LawRecord, "version_on", amended)
    fresh = {r.id: (was, now) for r, was, now in statistics.to_be_rechecked(date(2026, 6, 1)) if r.id not in before}
    assert "C23" in fresh and fresh["C23"][1] == "2026-05-01" and "B02" not in fresh
    page(client, ready)
    assert "待核对的规则" in client.get("/legality/rules/").content.decode()
