"""Who may administer, who may see the readings; neither sees a case."""

import pytest
from django.db import DatabaseError, transaction
from django.test import Client

from admin.conftest import login
from fazhi.kernel import rights
from fazhi.kernel.models import Reading
from fazhi.surfaces.models import AdminLog

PAGES = (
    "",
    "organs/",
    "people/",
    "import/",
    "holidays/",
    "holidays/2024/",
    "numbers/",
    "templates/",
    "parameters/",
    "programs/",
    "log/",
)


@pytest.mark.parametrize("place", PAGES)
def test_only_administrators_find_the_administration(place, keepers, people, admin):
    assert admin.get(f"/admin/{place}").status_code == 200
    for user in (people.head, people.handler, keepers.citizen):
        assert login(user).get(f"/admin/{place}").status_code == 404
        assert login(user).post(f"/admin/{place}", {"form": "new"}).status_code == 404
    assert "/account/login/" in Client().get(f"/admin/{place}").url


def test_the_protection_officer_reads_who_read_and_changes_nothing(keepers, accepted, people):
    login(people.handler).get(f"/case/{accepted.pk}/")
    client = login(keepers.data_protection)
    page = client.get("/admin/readings/").content.decode()
    assert accepted.number in page and "承办人甲" in page and accepted.title not in page
    assert accepted.number not in client.get("/admin/readings/?who=没有这人").content.decode()
    assert accepted.number in client.get(f"/admin/readings/?number={accepted.number}").content.decode()
    for place in ("organs/", "people/", "parameters/", "programs/"):
        assert client.get(f"/admin/{place}").status_code == 404
    assert client.get("/admin/log/").status_code == 200


def test_administrators_do_not_see_who_read(admin):
    assert admin.get("/admin/readings/").status_code == 404


def test_posts_of_service_open_no_case(keepers, accepted):
    for user in (keepers.administrator, keepers.data_protection):
        assert not rights.visible_to(user).exists()
        client = login(user)
        assert client.get(f"/case/{accepted.pk}/").url.startswith("/admin/")
        assert client.post(f"/case/{accepted.pk}/step/serve/").status_code == 404
        assert client.get(f"/mine/{accepted.pk}/").status_code == 404
    assert not Reading.objects.exists()


def test_a_former_administrator_is_none(keepers, admin):
    from datetime import date, timedelta

    from fazhi.kernel.models import Post

    Post.objects.filter(user=keepers.administrator).update(until=date.today() - timedelta(1))
    assert admin.get("/admin/").status_code == 404


@pytest.mark.parametrize("act", ["update", "delete"])
def test_the_log_is_append_only_in_the_database_too(keepers, act):
    row = AdminLog.objects.create(by=keepers.administrator, what="测试", about="x")
    with pytest.raises(DatabaseError), transaction.atomic():
        getattr(AdminLog.objects.filter(pk=row.pk), act)(**({"about": "y"} if act == "update" else {}))


def test_health_tells_the_world_only_ok(admin, keepers):
    answer = Client().get("/health/")
    assert (answer.status_code, answer.content) == (200, b"ok")
    assert login(keepers.citizen).get("/health/").content == b"ok"
    page = admin.get("/health/").content.decode()
    assert all(word in page for word in ("数据库", "台账锚点", "到期处理", "磁盘", "节假日", "法规库", "版本"))


def test_health_says_not_ok_where_a_vital_check_fails(monkeypatch, db):
    from fazhi.surfaces.admin import health

    monkeypatch.setattr(health, "FREE", 10**18)
    answer = Client().get("/health/")
    assert (answer.status_code, answer.content) == (503, b"not ok")


def test_the_log_speaks_in_words_and_goes_on_by_a_link(admin, keepers, monkeypatch):
    from fazhi.surfaces.admin import readings

    monkeypatch.setattr(readings, "PAGE", 1)
    AdminLog.objects.create(by=keepers.administrator, what="任岗", about="a", detail={"seat": "handler", "below": True})
    AdminLog.objects.create(by=keepers.administrator, what="修改机关", about="b", detail={"short": ["旧", "新"]})
    page = admin.get("/admin/log/").text
    assert "简称：旧→新" in page and "任岗" not in page
    older = page.split('rel="next"')[0].rpartition('href="')[2].partition('"')[0]
    assert "岗位：承办人；含下级：是" in admin.get(f"/admin/log/{older}").text
    assert admin.get("/admin/log/?before=²").status_code == 200
