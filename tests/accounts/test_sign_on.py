"""Signing on: passwords, lock-out, second factor, session limits, registration of the public, the province's sign-on."""

import time

import pytest
from allauth.mfa.totp.internal import auth as totp
from allauth.usersessions.models import UserSession
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.test import Client

from fazhi.kernel.models import Person
from fazhi.surfaces.accounts.passwords import ThreeKinds
from kernel.conftest import people, sample  # noqa: F401

WORD = "Zhengque-2024"


@pytest.fixture
def officer(people):  # noqa: F811
    people.handler.set_password(WORD)
    people.handler.save()
    return people.handler


def enter(client, user, word=WORD):
    return client.post("/account/login/", {"login": user.username, "password": word})


def test_a_login_leads_to_the_work_and_out_again(client, officer):
    assert enter(client, officer).status_code == 302
    assert client.get("/work/", follow=True).status_code == 200
    client.post("/account/logout/")
    assert client.get("/work/", follow=True).redirect_chain[-1][0].startswith("/account/login/")


def test_the_old_address_still_leads_there(client):
    assert client.get("/login/?next=/work/").url == "/account/login/?next=/work/"


def test_five_wrong_words_lock_and_the_right_one_no_longer_helps(client, officer):
    for _ in range(4):
        assert enter(client, officer, "falsch").status_code == 200
    locked = enter(client, officer, "falsch")
    assert locked.status_code == 429 and "锁定三十分钟" in locked.content.decode()
    assert enter(client, officer).status_code == 429


def test_an_idle_session_ends_and_says_why(client, officer):
    enter(client, officer)
    client.get("/account/2fa/")
    session = client.session
    session["seen"] = time.time() - 31 * 60
    session.save()
    page = client.get("/account/2fa/", follow=True)
    assert "较长时间没有操作" in page.content.decode()


def test_a_fourth_login_ends_the_oldest(officer):
    clients = [Client() for _ in range(4)]
    for client in clients:
        enter(client, officer)
        client.get("/account/2fa/")
    assert UserSession.objects.filter(user=officer).count() == 3
    assert clients[0].get("/account/2fa/").status_code == 302
    assert clients[3].get("/account/2fa/").status_code == 200


def test_a_second_factor_is_asked_and_the_password_alone_does_not_do(client, officer):
    secret = totp.generate_totp_secret()
    totp.TOTP.activate(officer, secret)
    assert enter(client, officer).url.startswith("/account/2fa/authenticate/")
    assert client.get("/work/todo/").status_code == 302
    code = totp.hotp_value(secret, next(totp.yield_hotp_counters_from_time()))
    assert client.post("/account/2fa/authenticate/", {"code": f"{code:06d}"}).status_code == 302
    assert client.get("/account/2fa/").status_code == 200


def test_where_it_is_required_an_officer_sets_it_up_first(client, officer, settings):
    settings.MFA_REQUIRED = True
    enter(client, officer)
    assert client.get("/cases/").url == "/account/2fa/"


def test_the_public_registers_without_any_post(client, db):
    done = client.post("/account/signup/", {"username": "gongmin1", "password1": WORD, "password2": WORD})
    assert done.status_code == 302
    user = get_user_model().objects.get(username="gongmin1")
    assert Person.objects.get(user=user).citizen and not user.posts.exists() and not user.is_staff


def test_weak_passwords_are_refused(client, db):
    page = client.post("/account/signup/", {"username": "gongmin2", "password1": "abcdefghijk", "password2": "abcdefghijk"})
    assert "三种" in page.content.decode()
    with pytest.raises(ValidationError):
        ThreeKinds().validate("alllowercase1")


def test_passkeys_are_offered_and_no_page_of_sign_on_has_inline_script(client, officer):
    page = client.get("/account/login/").content.decode()
    assert "passkey_login" in page
    enter(client, officer)
    for path in ("/account/2fa/", "/account/2fa/totp/activate/", "/account/2fa/webauthn/add/", "/account/sessions/"):
        answer = client.get(path)
        text = answer.content.decode()
        assert answer.status_code in (200, 302) and "style=" not in text and "onclick" not in text, path
        assert all(
            'type="application/json"' in s or "src=" in s for s in text.split("<script")[1:] for s in [s.split(">")[0]]
        ), path


def test_demonstration_logins_are_impossible_in_production(client, officer, settings):
    settings.PRODUCTION = True
    Person.objects.filter(user=officer).update(demo=True)
    assert client.post("/login/demo/", {"user": officer.pk}).status_code == 404
    from fazhi.site.logins import demo_logins

    with pytest.raises(ValueError, match="生产环境"):
        demo_logins(None)


def test_production_refuses_to_start_without_a_secret():
    import os
    import subprocess
    import sys

    env = {k: v for k, v in os.environ.items() if k != "FAZHI_SECRET_KEY"} | {"FAZHI_PRODUCTION": "1"}
    done = subprocess.run([sys.executable, "-c", "import fazhi.site.settings"], env=env, capture_output=True, text=True)
    assert done.returncode and "FAZHI_SECRET_KEY" in done.stderr
