"""Who works where: a person without a post of the office is led from the work pages to his own; the office's deliberation stays inside."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect

from fazhi.kernel import rights

WORK = ("/work/", "/cases/", "/case/", "/document/", "/board/", "/search/", "/views/", "/figures/")


def home_of(user: Any) -> str:
    """Where a person begins: at his work, who only oversees at the board, the public at its own page."""
    if posts := rights.posts_of(user):
        return "/board/" if all(p.seat == "leader" for p in posts) else "/work/"
    service = rights.service_of(user)
    return "/admin/" if "administrator" in service else "/admin/readings/" if service else "/mine/"


class PublicGate:
    """Middleware: the work pages are for those with a post; the public is led to its own pages."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path.startswith(WORK) and request.user.is_authenticated and not rights.posts_of(request.user):
            if request.method not in ("GET", "HEAD"):
                raise Http404
            pk = request.path.split("/")[2] if request.path.startswith("/case/") else ""
            return HttpResponseRedirect(
                f"/mine/{pk}/" if pk.isdigit() and not rights.service_of(request.user) else home_of(request.user)
            )
        return self.get_response(request)
