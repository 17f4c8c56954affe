"""Webhooks against a real server on this machine: signed, in order, tried again, and never to the machine itself in use."""

import hashlib
import hmac
import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from django.utils import timezone

from fazhi.kernel.models import Event
from fazhi.surfaces.api import hooks
from fazhi.surfaces.api.models import Webhook


@pytest.fixture
def receiver():
    """A server that keeps what it was told and answers with `status`."""

    class Told(BaseHTTPRequestHandler):
        status, kept = 200, []

        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            Told.kept.append((body, self.headers["X-Fazhi-Signature"]))
            self.send_response(Told.status)
            self.end_headers()

        def log_message(self, *args):
            pass

    server = HTTPServer(("127.0.0.1", 0), Told)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield Told, f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()


@pytest.fixture
def hook(accepted, people, receiver, monkeypatch):
    monkeypatch.setattr(hooks, "SETTLE", 0)
    return Webhook.objects.create(url=receiver[1], user=people.head)


def anywhere(url):
    return None


def test_lines_are_told_once_in_order_and_signed(hook, receiver):
    assert hooks.push(hook, anywhere) == 2 and hooks.push(hook, anywhere) == 0
    body, signature = receiver[0].kept[-1]
    assert signature == "sha256=" + hmac.new(hook.secret.encode(), body, hashlib.sha256).hexdigest()
    assert [e["step"] for e in json.loads(body)["events"]] == ["receive", "accept"]
    assert "said" not in json.loads(body)["events"][0]


def test_a_failure_waits_and_nothing_is_lost(hook, receiver):
    receiver[0].status = 500
    assert hooks.push(hook, anywhere) == 0
    assert hook.failures == 1 and hook.retry > timezone.now() and hook.last == 0
    assert hooks.push_all() == 0
    receiver[0].status = 200
    assert hooks.push(hook, anywhere) == Event.objects.count()


def test_it_tells_only_what_its_person_may_see(hook, people):
    hook.user = people.stranger
    assert hooks.push(hook, anywhere) == 0


@pytest.mark.parametrize(
    "url",
    ["http://127.0.0.1:8000/", "http://localhost/", "file:///etc/passwd", "http://169.254.169.254/", "http://u:p@example.org/"],
)
def test_addresses_of_the_machine_itself_are_refused(url):
    assert hooks.allowed(url)
