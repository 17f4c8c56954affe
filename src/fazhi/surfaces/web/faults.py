"""What no page meant: an address with a number no record can bear is not found; a stored file that is gone is said in one sentence."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from fazhi.kernel.documents import Unreadable

LARGEST = 2**63 - 1  # of a record's number, on both databases


class Faults:
    """Middleware: before a page is made, and when making it failed for want of a stored file."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: list[Any], kwargs: dict[str, Any]) -> None:
        if any(isinstance(value, int) and value > LARGEST for value in kwargs.values()):
            raise Http404

    def process_exception(self, request: HttpRequest, fault: Exception) -> HttpResponse | None:
        if isinstance(fault, Unreadable):
            return render(request, "surfaces/unreadable.html", {"fault": fault}, status=503)
        return None
