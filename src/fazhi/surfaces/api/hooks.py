"""Webhooks: new ledger lines are posted, signed, in order, to the addresses that asked; a failure waits and is tried again."""

import ipaddress
import json
import socket
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from django.utils import timezone

from fazhi.kernel import rights
from fazhi.kernel.models import Event
from fazhi.surfaces.api.models import Webhook

BATCH, TIMEOUT, SETTLE = 100, 10, 5


class NoRedirect(HTTPRedirectHandler):
    def redirect_request(self, *args: Any) -> None:
        return None


OPENER = build_opener(NoRedirect)


def allowed(url: str) -> str | None:
    """None where the address may be told, else why not: http(s) only, never the machine itself or a link-local address."""
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.username:
        return "地址须为 http 或 https，且不含口令"
    try:
        found = {i[4][0] for i in socket.getaddrinfo(parts.hostname, parts.port or 80, proto=socket.IPPROTO_TCP)}
    except OSError:
        return f"找不到主机“{parts.hostname}”"
    for address in map(ipaddress.ip_address, found):
        if address.is_loopback or address.is_link_local or address.is_unspecified or address.is_multicast:
            return f"不能推送到本机或链路地址（{address}）"
    return None


def told(event: Event) -> dict[str, Any]:
    """What a webhook says: which line was written, not what was said in it; the receiver reads that through its token."""
    return {"id": event.pk, "case": event.case_id, "number": event.case.number, "domain": event.domain, "step": event.step,
            "kind": event.kind, "on": event.on.isoformat(), "at": event.at.isoformat(), "seal": event.seal}  # fmt: skip


def push(hook: Webhook, check: Any = allowed) -> int:
    """Post the lines this hook has not had, in order; returns how many. A failure doubles the wait, up to six hours."""
    settled = timezone.now() - timedelta(seconds=SETTLE)  # a line written beside others may commit after a higher number
    events = Event.objects.filter(pk__gt=hook.last, at__lte=settled, case__in=rights.visible_to(hook.user))
    events = events.select_related("case").order_by("pk")
    rows = list((events.filter(domain__in=hook.domains) if hook.domains else events)[:BATCH])
    if not rows:
        return 0
    body = json.dumps({"events": [told(e) for e in rows]}, ensure_ascii=False).encode()
    refused = check(hook.url)
    try:
        if refused:
            raise OSError(refused)
        headers = {"Content-Type": "application/json", "X-Fazhi-Signature": hook.sign(body)}
        request = Request(hook.url, body, headers, method="POST")  # noqa: S310 - `allowed` admits http and https only
        with OPENER.open(request, timeout=TIMEOUT) as answer:
            if answer.status >= 300:
                raise OSError(f"对方答复 {answer.status}")
    except OSError as error:
        hook.failures += 1
        hook.retry = timezone.now() + timedelta(minutes=min(2**hook.failures, 360))
        hook.note = str(error)[:200]
        hook.save()
        return 0
    hook.last, hook.failures, hook.retry, hook.note = rows[-1].pk, 0, None, f"已送 {len(rows)} 行"
    hook.save()
    return len(rows)


def push_all() -> int:
    """Every active hook whose time has come, until it is caught up."""
    total = 0
    for hook in Webhook.objects.filter(active=True):
        while (hook.retry is None or hook.retry <= timezone.now()) and (n := push(hook)):
            total += n
    return total
