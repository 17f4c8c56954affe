"""A one-time password leads to one page only: choosing one's own. After its day it leads nowhere."""

from collections.abc import Callable
from typing import Any

from allauth.account.signals import password_changed
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.signals import user_logged_in
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone

from fazhi.surfaces.models import FirstPassword

CHANGE = "/account/password/change/"
FREE = (CHANGE, "/account/logout/", "/static/", "/large-print/")


class FirstVisit:
    """Middleware: who came with a one-time password changes it before anything else."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        until = request.session.get("first") if "_auth_user_id" in request.session else None
        if until is not None and not request.path.startswith(FREE):
            if until < timezone.now().timestamp():
                logout(request)
                messages.warning(request, "一次性密码已经过期，请找本单位管理员重发。")
                return HttpResponseRedirect("/account/login/")
            messages.info(request, "您用的是一次性密码，请先换成自己的密码。")
            return HttpResponseRedirect(CHANGE)
        return self.get_response(request)


def noted(sender: Any, request: HttpRequest, user: Any, **kw: Any) -> None:
    """At login: whether the password was a one-time one."""
    if found := FirstPassword.objects.filter(user=user).first():
        request.session["first"] = found.until.timestamp()


def changed(sender: Any, request: HttpRequest, user: Any, **kw: Any) -> None:
    FirstPassword.objects.filter(user=user).delete()
    request.session.pop("first", None)


def connect() -> None:
    user_logged_in.connect(noted, dispatch_uid="fazhi-first-noted")
    password_changed.connect(changed, dispatch_uid="fazhi-first-changed")
