"""Who may administer, and the log of what was changed. An administrator opens no case; the data-protection officer sees who read."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse

from fazhi.kernel import rights
from fazhi.surfaces.models import AdminLog

View = Callable[..., HttpResponse]


def holding(*seats: str) -> Callable[[View], View]:
    """Decorator: the page is there only for those who hold one of these posts today."""

    def wrap(view: View) -> View:
        @login_required
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kw: Any) -> HttpResponse:
            if not rights.service_of(request.user) & set(seats):
                raise Http404
            return view(request, *args, **kw)

        return guarded

    return wrap


administrators = holding("administrator")
protectors = holding("data_protection")
either = holding("administrator", "data_protection")


def log(user: Any, what: str, about: Any, /, **detail: Any) -> AdminLog:
    """Note a change: what was done, to what, with which values. Never a password, a token or its digest."""
    from fazhi.kernel.seal import plain

    return AdminLog.objects.create(by=user, what=what, about=str(about)[:200], detail=plain(detail))
