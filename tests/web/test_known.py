"""What a process keeps about people and templates is right at once, whichever process or statement changed the tables."""

from datetime import date, timedelta

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.utils import timezone

from fazhi.kernel.documents import template_version
from fazhi.kernel.models import Organ, Person, Post, Template
from fazhi.surfaces import known, people
from fazhi.surfaces.models import SavedView
from web.conftest import enter

YESTERDAY = date.today() - timedelta(1)


def change_post(office):
    Post.objects.filter(user=office.head).update(until=YESTERDAY)


def change_organ(office):
    Organ.objects.filter(pk=office.world.organ.pk).update(short="新简称")


def change_person(office):
    Person.objects.filter(pk=office.head.pk).update(name="改名")


def change_password(office):
    get_user_model().objects.filter(pk=office.head.pk).update(password="x")


def add_view(office):
    SavedView.objects.bulk_create([SavedView(owner=office.head, word="sample", label="甲", query="")])


def drop_posts(office):
    Post.objects.filter(user=office.clerk)._raw_delete("default")


@pytest.mark.parametrize("change", [change_post, change_organ, change_person, change_password, add_view, drop_posts])
def test_every_way_of_writing_changes_the_stamp(office, change):
    before = known.stamp()
    assert before and known.stamp() == before
    change(office)
    assert known.stamp() not in (None, before)


def test_a_login_does_not(office):
    before = known.stamp()
    get_user_model().objects.filter(pk=office.head.pk).update(last_login=timezone.now())
    assert known.stamp() == before


def test_a_post_taken_away_by_another_process_ends_the_work_at_the_next_request(office):
    client = enter(office.head)
    assert "/case/" in client.get("/cases/sample/").text
    with connection.cursor() as cursor:  # as another process would: nothing in this one is told
        cursor.execute("UPDATE kernel_post SET until = %s WHERE user_id = %s", [YESTERDAY, office.head.pk])
    page = client.get("/cases/sample/").text
    assert "/case/" not in page and "共 0 件" in page
    get_user_model().objects.filter(pk=office.head.pk).update(is_active=False)
    assert client.get("/mine/").status_code == 302


def test_kept_things_are_made_once_and_again_after_a_change(office):
    made = []

    def make():
        made.append(1)
        return len(made)

    assert [known.get("x", make), known.get("x", make)] == [1, 1]
    change_organ(office)
    assert known.get("x", make) == 2 and people.organs()[office.world.organ.pk] == "新简称"


def test_a_user_taken_out_is_a_copy(office):
    one, two = (people.Backend().get_user(office.head.pk) for _ in range(2))
    one.username = "changed"
    one.person = Person(user=one, name="x")
    assert (
        two.username == office.head.username
        and people.Backend().get_user(office.head.pk).person.name == office.head.person.name
    )


def test_a_template_stored_by_another_process_is_used_for_the_next_document(db):
    day = date(2026, 3, 2)
    assert template_version("sample", "通知书", day) == "sample/通知书@0"
    Template.objects.create(key="sample/通知书", version=1, sha256="a" * 64, since=day)
    assert template_version("sample", "通知书", day) == "sample/通知书@1"
    assert template_version("sample", "通知书", day - timedelta(1)) == "sample/通知书@0"
    Template.objects.create(key="sample/通知书", version=2, sha256="b" * 64, since=day)
    assert template_version("sample", "通知书", day) == "sample/通知书@2"
