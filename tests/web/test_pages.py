"""Every page for each kind of person: answers, sends a strict policy, carries nothing inline; the login and the large print."""

import re

import pytest
from django.contrib.auth import get_user_model
from django.test import Client, override_settings

from fazhi.kernel.models import Person
from fazhi.surfaces import nav
from web.conftest import enter

PAGES = ("/work/", "/work/doing/", "/work/done/", "/work/watch/", "/cases/", "/cases/sample/", "/search/?q=案", "/board/", "/board/sample/", "/laws/",
         "/laws/?q=行政", "/laws/?level=法律", "/laws/行政复议法/", "/laws/行政复议法/30/", "/laws/行政复议法/30/words/", "/laws/行政复议法/compare/", "/sheets/",
         "/sheets/sample@2024/", "/glossary/")  # fmt: skip
INLINE = re.compile(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son[a-z]+=\"|javascript:", re.I)


@pytest.mark.parametrize("who", ["head", "handler", "clerk", "citizen", "stranger"])
def test_every_page_answers(office, who):
    client = enter(getattr(office, who))
    for url in PAGES:
        answer = client.get(url)
        if who == "citizen" and url.startswith(("/work/", "/cases/", "/search/", "/board/")):
            assert answer.status_code == 302 and answer["Location"] == "/mine/", url
            continue
        assert answer.status_code == 200, url
        assert not INLINE.search(answer.text), (url, INLINE.search(answer.text))
        policy = answer["Content-Security-Policy"]
        assert "default-src 'none'" in policy and "unsafe" not in policy


def test_case_pages_carry_nothing_inline(office):
    client = enter(office.head)
    case = max(office.cases, key=lambda c: c.events)
    for url in (f"/case/{case.pk}/", f"/case/{case.pk}/amend/2/", f"/document/{case.documents.first().pk}/deliver/"):
        assert not INLINE.search(client.get(url).text), url


def test_every_procedure_has_its_pages(office):
    client = enter(office.head)
    for word in nav.words():
        assert client.get(f"/cases/{word}/").status_code == 200, word
        assert client.get(f"/board/{word}/").status_code == 200, word
        for version in nav.words()[word].versions:
            assert client.get(f"/sheets/{version.key}/").status_code == 200, version.key
        for step in nav.words()[word].declared.steps.values():
            if step.opening and not step.automatic:
                assert client.get(f"/cases/{word}/new/{step.key}/").status_code in (200, 404), (word, step.key)


@pytest.mark.django_db
def test_nobody_sees_anything_without_login():
    for url in (*PAGES, "/case/1/", "/document/1/", "/case/1/step/accept/"):
        answer = Client().get(url)
        assert answer.status_code == 302 and "/login/?next=" in answer["Location"], url


def test_demonstration_logins_only_in_demonstrations(office):
    user = office.head
    assert Client().post("/login/demo/", {"user": user.pk}).status_code == 302
    with override_settings(PRODUCTION=True):
        assert Client().post("/login/demo/", {"user": user.pk}).status_code == 404
        assert "以演示身份进入" not in Client().get("/login/").text
    plain = get_user_model().objects.create(username="plain")
    Person.objects.create(user=plain, name="真人")
    assert Client().post("/login/demo/", {"user": plain.pk}).status_code == 404


def test_next_stays_at_home(office):
    answer = Client().post("/login/demo/", {"user": office.head.pk, "next": "https://example.org/"})
    assert answer["Location"] == "/"


def test_large_print(office):
    client = enter(office.head)
    client.post("/large-print/", {"next": "/work/"})
    assert '<html lang="zh-Hans" class="large">' in client.get("/work/").text
    client.post("/large-print/")
    assert 'class="large"' not in client.get("/work/").text


@pytest.mark.parametrize(
    "url", ["/mine/{}/", "/mine/{}/step/apply/", "/case/{}/", "/document/{}/", "/legality/bench/{}/compare/"]
)
def test_a_number_no_record_can_bear_is_not_found(office, url):
    assert enter(office.head).get(url.format("9" * 30)).status_code == 404
    assert enter(office.head).post(url.format("9" * 30)).status_code in (404, 405)


def test_a_stored_file_that_is_gone_is_one_sentence(office, monkeypatch):
    from fazhi.kernel.documents import Unreadable
    from fazhi.surfaces import boxpage

    def lost(*_args, **_named):
        raise Unreadable("文件不在存储里；请管理员从备份恢复该文件，并运行 fazhi audit。")

    monkeypatch.setattr(boxpage, "page", lost)
    page = enter(office.head).get("/work/todo/")
    assert page.status_code == 503 and "从备份恢复" in page.text


def test_unknown_things_are_404(office):
    client = enter(office.head)
    for url in ("/cases/nothing/", "/case/999999/", "/laws/没有这部法/", "/sheets/nothing@1/", "/figures/nothing/", "/work/nothing/", "/cases/sample/new/accept/",
                "/cases/sample/new/deemed/", "/board/nothing/"):  # fmt: skip
        assert client.get(url).status_code == 404, url


@pytest.mark.parametrize(
    "query",
    [
        "after=x",
        "before=-1",
        "order=due&after=2026-13-01.5",
        "state=zzz",
        "organ=99999999999999999999",
        "light=blue",
        "since=x",
        "handler=abc",
    ],
)
def test_odd_addresses_never_break(office, query):
    assert enter(office.head).get(f"/cases/sample/?{query}").status_code == 200


def test_scripts_and_styles_are_small():
    import gzip
    from pathlib import Path

    import django_htmx

    static = Path(nav.__file__).parent / "static" / "surfaces"
    files = [
        *static.glob("*.css"),
        *static.glob("*.js"),
        Path(django_htmx.__file__).parent / "static/django_htmx/htmx-2.min.js",
    ]
    assert sum(len(gzip.compress(f.read_bytes())) for f in files) < 150_000
