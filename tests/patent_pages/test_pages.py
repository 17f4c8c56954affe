"""The pages as three kinds of people see them: an officer, an enterprise, a stranger; and what harm in queries and records comes to."""

import csv
import io
from datetime import timedelta
from urllib.parse import quote

import pytest
from django.utils import timezone

from fazhi.domains.patents import alerts, exports, library
from fazhi.domains.patents.models import Alert, Export, Saved
from fazhi.surfaces.jobs import queue
from fazhi.surfaces.jobs.models import Job
from patent_pages.conftest import lens

pytestmark = pytest.mark.django_db
PATHS = (
    "",
    "?q=疫苗",
    "portrait/",
    "saved/",
    "exports/",
    "loads/",
    "loads/1/",
    "record/US9900001B2/",
    "record/US9900001B2/similar/",
)


def text_of(answer):
    return answer.content.decode()


@pytest.fixture
def enter(client):
    def go(user):
        client.force_login(user, "fazhi.surfaces.people.Backend")
        return client

    return go


def test_who_may_see(store, enter, office, citizen, client):
    for place in PATHS:
        assert client.get(f"/patents/{place}").status_code == 302, place
    for user in (citizen, office.clerk):
        for place in PATHS:
            page = enter(user).get(f"/patents/{place}")
            assert page.status_code == 200, (user, place)
            assert "style=" not in text_of(page) and "<script>" not in text_of(page)
    assert "/patents/" in text_of(enter(citizen).get("/mine/"))


def test_search_narrows_marks_and_pages(store, enter, citizen):
    client = enter(citizen)
    page = client.get("/patents/", {"q": "疫苗 NOT 狂犬"})
    text = text_of(page)
    total = store.search("疫苗 NOT 狂犬").total
    assert (
        f"<strong>{total} 件</strong>" in text
        and "<mark>疫苗</mark>" in text
        and "排除（NOT）" in text
        and "<mark>狂犬" not in text
    )
    facets = {f["label"]: f["rows"] for f in page.context["facets"]}
    assert set(facets) == {"IPC分类", "申请人", "公开年", "法律状态", "国家地区"}
    for label, rows in facets.items():
        words, n, url = rows[0]
        assert client.get(f"/patents/{url}").context["found"]["total"] == n, (label, words)
    seen, url = [], "?q=" + quote("疫苗 NOT 狂犬")
    while url:
        page = client.get(f"/patents/{url}")
        seen += [h["pn"] for h in page.context["hits"]]
        url = page.context["next"]
    assert len(seen) == len(set(seen)) == total
    grouped = client.get("/patents/", {"q": "疫苗", "group": "1", "sort": "relevance"})
    families = [h["fam"] for h in grouped.context["hits"]]
    assert len(families) == len(set(families))
    other = client.get("/patents/", {"q": "TTL:(疫苗) AND IPC:A61K39", "dialect": "patsnap"})
    assert other.context["found"]["total"] == store.search("ti:疫苗 AND ipc:A61K39").total


@pytest.mark.parametrize(
    ("q", "sentence", "place"),
    [
        ("ta:(疫苗 AND 病毒", "左括号没有配对", "("),
        ("疫苗) 病毒", "多出一个右括号", ")"),
        ('ti:"疫苗', "引号没有成对", '"'),
        ("颜色:红", "没有“颜色”这个字段", "颜"),
        ("*苗", "通配符不能放在词首", "*"),
        ("st:好", "没有“好”这种状态", "好"),
        ("ipc:A6K", "不合规则", "A"),
        ("pd:[2020 TO 2015]", "", "["),
    ],
)
def test_a_mistake_is_shown_at_its_place_and_never_as_nothing_found(store, enter, citizen, q, sentence, place):
    for narrow in ((), ("ipc:A61K",)):
        text = text_of(enter(citizen).get("/patents/", {"q": q, "n": narrow}))
        from html import escape

        assert "个字符处" in text and sentence in text and 'aria-invalid="true"' in text, narrow
        assert f"<mark class='wrong'>{escape(place)}</mark>" in text, narrow
        assert "没有符合的专利" not in text


def test_harm_in_queries_records_and_addresses(store, enter, citizen):
    client = enter(citizen)
    for q in ("<script>alert(1)</script>", "ap:\"O'NEIL\" OR ti:'); DROP TABLE pub;--", "vaccine</textarea><img src=x>"):
        page = client.get("/patents/", {"q": q})
        assert page.status_code == 200 and "<script>alert" not in text_of(page) and "<img src=x" not in text_of(page)
    found = client.get("/patents/", {"q": "hyperlink vaccine"})
    assert found.context["found"]["total"] == 1 and "&lt;script&gt;" in text_of(found)
    record = client.get("/patents/record/US9900555B2/")
    assert record.status_code == 200 and "<script>alert" not in text_of(record)
    owner = next(r for f in found.context["facets"] if f["label"] == "申请人" for r in f["rows"])
    assert client.get(f"/patents/{owner[2]}").context["found"]["total"] == 1
    for n in ("ta:x) OR (ta:y", "st:有效 OR cc:CN", "疫苗 AND"):  # only single conditions narrow
        assert client.get("/patents/", {"q": "疫苗", "n": n}).context["asked"].narrow == ()
    for pn in ("US1B2", "什么", "XX'%20OR%201=1"):
        assert client.get(f"/patents/record/{pn}/").status_code == 404
    assert client.get("/patents/", {"q": "疫苗", "after": "x' OR 1=1"}).status_code == 200
    assert client.get("/patents/portrait/", {"name": 'O\'NEIL "LABS" INC'}).context["found"]["publications"] == 1


def test_record_page_tells_status_family_events_and_citations(store, enter, citizen):
    page = enter(citizen).get("/patents/record/US9900001B2/")
    text = text_of(page)
    assert "预估到期日" in text and "转移" in text and "同族" in text and "引用本件的" in text
    cn = next(
        r["pn"]
        for r in store.db.rows(
            "SELECT pn FROM pub WHERE syn = 1 AND cc = 'CN' AND kc = 'B' AND st = '有效' AND term > 0 LIMIT 1"
        )
    )
    text = text_of(enter(citizen).get(f"/patents/record/{cn}/"))
    assert "起算二十年（专利法第四十二条）" in text and "虚构的试验记录" in text and "依据" in text and 'id="claims"' in text


def test_charts_are_tables_too(store, enter, citizen):
    page = enter(citizen).get("/patents/portrait/", {"q": "ipc:A61K"})
    assert len(page.context["charts"]) >= 6 and all(c.rows for c in page.context["charts"])
    assert text_of(page).count("<svg") == text_of(page).count("看表格") == len(page.context["charts"])
    one = enter(citizen).get("/patents/portrait/", {"name": "示例医药企业001有限公司"})
    assert "申请到授权平均月数" in text_of(one) and "CR5" not in text_of(one)


def test_where_the_store_is_closed_the_page_says_so(enter, citizen, monkeypatch, tmp_path):
    monkeypatch.setenv("FAZHI_PATENTS", str(tmp_path))
    monkeypatch.setattr(library, "_here", None)
    for place in PATHS[:6]:
        if place in ("portrait/", "saved/", "exports/"):  # nothing is asked of the store
            continue
        page = enter(citizen).get(f"/patents/{place}")
        assert page.status_code == 503 and "fazhi patents serve" in text_of(page), place


# ---------------------------------------------------------------- exports


def do_jobs():
    for job in Job.objects.filter(state="queued"):
        queue.do(job.pk)


def test_an_export_is_written_by_the_worker_and_fetched_by_its_owner_only(store, enter, citizen, office):
    client = enter(citizen)
    assert client.post("/patents/export/", {"q": "vaccine", "kind": "csv"}).status_code == 302
    assert "排队" in text_of(client.get("/patents/exports/"))
    do_jobs()
    export = Export.objects.get()
    place = f"/patents/exports/{export.pk}/file/"
    rows = list(csv.reader(io.StringIO(b"".join(client.get(place).streaming_content).decode("utf-8-sig"))))
    head = {r[0]: r[1] for r in rows[:5]}
    assert (
        head["检索式"] == "vaccine" and head["数据版本"] == str(store.version) and export.rows == store.search("vaccine").total
    )
    titles = [r[4] for r in rows[7:]]
    assert (
        len(rows[7:]) == export.rows
        and any(t.startswith("'=HYPERLINK") for t in titles)
        and not any(t.startswith("=") for t in titles)
    )
    assert enter(office.clerk).get(place).status_code == 404
    Export.objects.update(at=timezone.now() - timedelta(8))
    assert exports.sweep() == 1 and not list(exports.folder().iterdir())


def test_an_export_of_a_wrong_query_or_too_many_is_not_begun(store, enter, citizen):
    client = enter(citizen)
    for said in ({"q": "ti:(", "kind": "csv"}, {"q": "疫苗", "kind": "pdf"}):
        page = client.post("/patents/export/", said, follow=True)
        assert "没有导出" in text_of(page)
    for _ in range(exports.AT_ONCE):
        client.post("/patents/export/", {"q": "疫苗", "kind": "xlsx"})
    assert "请等其中一份办完" in text_of(client.post("/patents/export/", {"q": "疫苗", "kind": "xlsx"}, follow=True))
    assert Export.objects.count() == exports.AT_ONCE


# ---------------------------------------------------------------- saved searches


def test_weekly_notices_tell_each_change_once(store, enter, citizen, office):
    client = enter(citizen)
    client.post("/patents/saved/new/", {"q": "ti:nanobody", "label": "纳米抗体"})
    saved = Saved.objects.get()
    assert saved.owner == citizen and saved.version == store.version
    assert "没有保存" in text_of(client.post("/patents/saved/new/", {"q": "ti:(", "label": "坏"}, follow=True))

    def week(later=8):
        Saved.objects.update(ran=timezone.now() - timedelta(later))
        alerts.run(lambda *told: None)

    week()
    assert not Alert.objects.exists()
    (store.arrivals / "week.jsonl").write_text(lens(9900777, "Nanobody against a toxin"))
    store.load([store.arrivals / "week.jsonl"])
    week(6)
    assert not Alert.objects.exists(), "not due before a week is over"
    week()
    week()
    alert = Alert.objects.get()
    assert (
        alert.total == 1
        and alert.records[0]["pn"] == "US9900777B2"
        and alert.records[0]["first"]
        and alert.version == store.version
    )
    assert alerts.compare(saved) is None, "the same watermark read twice writes once"
    assert Alert.objects.count() == 1
    assert "1份新的提醒" in text_of(client.get("/mine/"))
    assert enter(office.clerk).get(f"/patents/notice/{alert.pk}/").status_code == 404
    assert "Nanobody" in text_of(enter(citizen).get(f"/patents/notice/{alert.pk}/"))
    assert alerts.unseen(citizen) == 0
    assert enter(office.clerk).post(f"/patents/saved/{saved.pk}/").status_code == 404 and Saved.objects.exists()
    enter(citizen).post(f"/patents/saved/{saved.pk}/", {"weekly": "0"})
    week()
    assert not Saved.objects.get().weekly
    enter(citizen).post(f"/patents/saved/{saved.pk}/")
    assert not Saved.objects.exists()


def test_a_search_that_no_longer_holds_says_so_and_keeps_its_place(store, citizen):
    saved = Saved.objects.create(owner=citizen, label="旧", text="颜色:红", version=1, ran=timezone.now() - timedelta(9))
    alerts.run(lambda *told: None)
    saved.refresh_from_db()
    assert "没有“颜色”这个字段" in saved.note and saved.version == 1


def test_nightly_jobs_are_asked_for_once_a_day():
    assert queue.ask_due() >= 1 and queue.ask_due() == 0
    assert Job.objects.filter(kind="patents.alerts").count() == 1
