"""Lists: pinned query counts, every query on an index, keyset pages without loss, exports of exactly what is shown."""

import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from python_calamine import CalamineWorkbook

from fazhi.kernel.models import Case, Deadline
from fazhi.surfaces import boxes, boxpage, export, lists, nav, shown
from fazhi.surfaces.models import SavedView
from web.conftest import enter

LIST_QUERIES, BOX_QUERIES, CASE_QUERIES, SEARCH_QUERIES = 10, 11, 17, 8


def fetched(client, url):
    client.get(url)  # what is kept for a minute is kept now
    with CaptureQueriesContext(
        connection,
    ) as seen:
        assert client.get(url).status_code == 200
    return len(seen)


def test_query_counts(office):
    client = enter(office.head)
    assert fetched(client, "/cases/sample/") <= LIST_QUERIES
    assert fetched(client, "/cases/sample/?state=trying&light=over&q=处罚") <= LIST_QUERIES
    for box in ("todo", "doing", "done", "watch"):
        assert fetched(client, f"/work/{box}/") <= BOX_QUERIES
    assert fetched(client, f"/case/{office.cases[-1].pk}/") <= CASE_QUERIES
    assert fetched(client, "/search/?q=处罚") <= SEARCH_QUERIES


def test_query_counts_do_not_grow_with_rows(office):
    few, many = enter(office.stranger), enter(office.head)
    assert abs(fetched(few, "/cases/sample/") - fetched(many, "/cases/sample/")) <= 3


def plans(queryset):
    with connection.cursor() as cursor:
        sql, params = queryset.query.sql_with_params()
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL enable_seqscan = off")  # the tables of a test are too small for the planner to care
            cursor.execute("SET LOCAL enable_sort = off")
            cursor.execute("EXPLAIN " + sql, params)
            return "\n".join(r[0] for r in cursor.fetchall())
        cursor.execute("EXPLAIN QUERY PLAN " + sql, params)
        return "\n".join(r[3] for r in cursor.fetchall())


def on_index(queryset):
    plan = plans(queryset)
    bad = ("Seq Scan on kernel_case ", "Seq Scan on kernel_deadline", "Seq Scan on kernel_event")
    whole = [
        x for x in plan.split("\n") if x.strip().startswith("SCAN kernel_") and "USING" not in x and "VIRTUAL TABLE" not in x
    ]
    assert not whole and not any(b in plan for b in bad), plan


FILTERS = ("", "state=trying", "state=open", "light=over", "light=soon", "light=ok", "light=free", "order=due", "state=trying&order=due",
           "handler=1", "organ=1", "q=处罚", "since=2026-01-01")  # fmt: skip


@pytest.mark.parametrize("filters", FILTERS)
def test_every_list_query_stands_on_an_index(office, filters):
    from django.http import QueryDict

    for user in (office.head, office.citizen):
        query = lists.Query.read(nav.words()["sample"], user, QueryDict(filters))
        on_index(query.ordered()[:21])
        on_index(query.cases().order_by()[:501])


def test_box_queries_stand_on_an_index(office):
    for user in (office.head, office.handler, office.clerk, office.citizen):
        for query in boxes.todo(user):
            on_index(boxpage.beyond(query, "")[:21])
            on_index(boxpage.beyond(query, "2026-01-01.1.1")[:21])
        on_index(boxes.doing(user).order_by("-id")[:21])
        on_index(boxes.done(user).order_by("-pk")[:21])
        if boxes.watch(user).query.is_empty():
            continue
        on_index(boxpage.beyond(boxes.watch(user), "")[:21])


def test_my_cases_and_the_terms_of_a_seat_come_in_the_order_of_an_index(office):
    """What may hold tens of thousands of rows is not sorted for its first page."""
    mine = Case.objects.filter(handler=office.handler).order_by("due", "id")[:20]
    seat = boxpage.beyond(Deadline.objects.filter(state="running", bind="head"), "")[:21]
    for query, index in ((mine, "case_handler_due"), (seat, "deadline_bind")):
        plan = plans(query)
        if connection.vendor == "postgresql":  # among a few rows its planner may take another index of the same order
            assert "Index" in plan and "Sort  " not in plan.replace("Incremental Sort", ""), plan
        else:
            assert index in plan and "TEMP B-TREE FOR ORDER BY" not in plan, plan


@pytest.mark.parametrize("order", ["new", "due"])
def test_pages_hold_every_case_once_in_both_directions(office, monkeypatch, order):
    monkeypatch.setattr(lists, "PAGE", 4)
    query = lists.Query.read(nav.words()["sample"], office.head, {"order": order})
    expected = list(query.ordered().values_list("pk", flat=True))
    seen, after, last = [], "", None
    while True:
        page = lists.page(query, after)
        seen += [r.case.pk for r in page.rows]
        last = page
        if not page.after:
            break
        after = page.after
    assert seen == expected
    back = [r.case.pk for r in last.rows]
    while last.before:
        last = lists.page(query, before=last.before)
        back = [r.case.pk for r in last.rows] + back
    assert back == expected


def test_export_is_what_is_shown_and_harmless(office):
    Case.objects.filter(pk=office.cases[0].pk).update(title='=HYPERLINK("http://x")')
    client = enter(office.head)
    answer = client.get("/cases/sample/export/?state=trying")
    rows = CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    query = lists.Query.read(nav.words()["sample"], office.head, {"state": "trying"})
    assert [r[0] for r in rows[1:] if r[0] and not r[0].startswith("导出人")] == [c.number for c in query.ordered()]
    assert export.harmless("=1+1") == "'=1+1" and export.harmless("@x") == "'@x" and export.harmless("甲") == "甲"
    whole = client.get("/cases/sample/export/").content
    assert b"<f>" not in unzipped(whole)


def unzipped(content):
    import zipfile

    with zipfile.ZipFile(io.BytesIO(content)) as book:
        return b"".join(book.read(n) for n in book.namelist() if "sheet" in n)


def test_capped_counts(office, monkeypatch):
    monkeypatch.setattr(lists, "CAP", 5)
    assert lists.capped(Case.objects.all()) == "5+"


def test_views_are_shared_within_the_organ_only(office):
    mine, theirs, far = enter(office.head), enter(office.clerk), enter(office.stranger)
    mine.post("/cases/sample/views/", {"label": "超期的", "light": "over", "shared": "on"})
    mine.post("/cases/sample/views/", {"label": "我的", "state": "trying"})
    assert "超期的" in theirs.get("/cases/sample/").text and "我的" not in theirs.get("/cases/sample/").text
    assert "超期的" not in far.get("/cases/sample/").text
    view = SavedView.objects.get(label="超期的")
    assert theirs.post(f"/views/{view.pk}/drop/").status_code == 404
    assert mine.post(f"/views/{view.pk}/drop/").status_code == 302 and not SavedView.objects.filter(pk=view.pk).exists()


def test_masks():
    assert shown.masked("申请人甲") == "申＊＊" and shown.masked("13900000001") == "＊＊＊0001" and shown.masked("") == ""
