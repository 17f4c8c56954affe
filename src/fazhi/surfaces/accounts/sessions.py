"""How long a session lives: ends when idle, ends at its age, no more than a few at once; second factor where it is required."""

import time
from collections.abc import Callable
from typing import Any

from allauth.mfa.utils import is_mfa_enabled
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.signals import user_logged_in
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from fazhi.kernel.models import Post

NOTED = 60  # seconds between two notes of use, so that reading does not write at every click


class SessionLimits:
    """Middleware: logs out an idle or aged session, and sends an officer without a second factor to set one up."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        session = request.session
        if "_auth_user_id" in session:
            now = time.time()
            begun, seen = session.get("begun"), session.get("seen")
            if begun is None:
                session["begun"] = session["seen"] = now
            elif now - begun > settings.SESSION_LONGEST or now - seen > settings.SESSION_IDLE:
                logout(request)
                messages.info(request, "您较长时间没有操作，已自动退出。请重新登录，未提交的内容请从浏览器后退取回。")
                return HttpResponseRedirect(
                    f"{reverse('account_login')}?next={request.get_full_path() if request.method == 'GET' else '/'}"
                )
            elif now - seen > NOTED:
                session["seen"] = now
            if settings.MFA_REQUIRED and needs_factor(request):
                messages.info(request, "本单位要求工作人员启用两步验证，请先设置。")
                return HttpResponseRedirect(reverse("mfa_index"))
        return self.get_response(request)


def needs_factor(request: HttpRequest) -> bool:
    """An officer who has no second factor yet, on any page but those that set one up."""
    if request.path.startswith(("/account/", "/static/")):
        return False
    user = request.user
    return user.is_authenticated and not is_mfa_enabled(user) and Post.objects.filter(user=user).exists()


def newest_only(sender: Any, request: HttpRequest, user: Any, **kw: Any) -> None:
    """A login beyond the allowed number ends the oldest session of the same person."""
    kept = UserSession.objects.filter(user=user).order_by("-last_seen_at", "-pk")[settings.SESSION_MOST - 1 :]
    for session in kept:
        session.end()


def connect() -> None:
    user_logged_in.connect(newest_only, dispatch_uid="fazhi-newest-only")
