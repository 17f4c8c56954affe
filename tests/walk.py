"""A walk over the site as one person: links are followed, and every route is opened once, with one address of its own."""

import re
from collections import deque
from urllib.parse import unquote, urlsplit

SKIPPED = ("api/", "account/logout", "static/", "accounts/", "login/demo", "large-print")


def route_of(address):
    """The route an address is served by; None for what is no page of ours."""
    from django.urls import Resolver404, resolve

    try:
        found = resolve(unquote(urlsplit(address).path)).route
    except Resolver404:
        return None
    return None if found.startswith(SKIPPED) else found


def plain_routes():
    """Addresses of the routes without holes, which a link need not lead to."""
    from django.urls import get_resolver

    def below(resolver, before=""):
        for entry in resolver.url_patterns:
            whole = before + (getattr(entry.pattern, "_route", None) or "")
            if hasattr(entry, "url_patterns"):
                yield from below(entry, whole)
            elif "<" not in whole and getattr(entry.pattern, "_route", None) is not None:
                yield f"/{whole}"

    return list(below(get_resolver()))


def walk(page, base, first="/", known=(), shared=None, limit=400):
    """Yields (route, address) of every page this person can open, the page standing open. `known`: routes left out. `shared`: where
    the routes opened are noted."""
    from playwright.sync_api import Error

    waiting, seen, asked = deque([first]), set(known), 0
    rest = deque(plain_routes())
    while (waiting or rest) and asked < limit:
        address = (waiting or rest).popleft()
        route = route_of(address)
        if route is None or (route in seen and asked):
            continue
        seen.add(route)
        asked += 1
        try:
            answer = page.goto(base + address)
        except Error as error:  # a file to download, a refusal without a page
            if any(word in str(error) for word in ("Download", "ERR_ABORTED", "ERR_HTTP_RESPONSE_CODE_FAILURE")):
                page.wait_for_timeout(200)  # until the browser's own page of errors stands
                page.faults.clear()
                continue
            raise
        if answer is not None and answer.status == 500:
            yield route, address  # the browser noted the failure in page.faults
            continue
        if answer is None or answer.status != 200 or "html" not in answer.headers.get("content-type", ""):
            page.faults.clear()  # the browser itself notes a 403 or 404
            continue
        at = route_of(page.url.removeprefix(base))
        if at is None or (at != route and at in seen):
            continue
        seen.add(at)
        if shared is not None:
            shared.add(at)
        waiting.extend(links(page, base))
        yield at, page.url.removeprefix(base)


def links(page, base):
    """Addresses of our own the page leads to, in its order."""
    found = page.evaluate(
        "[...document.querySelectorAll('a[href]')].map(a => new URL(a.getAttribute('href'), location.href).href)"
    )
    return [re.sub("#.*$", "", h).removeprefix(base) for h in found if h.startswith(base + "/")]
