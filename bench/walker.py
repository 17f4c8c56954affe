"""Somebody at a browser without a screen: cookies, pages, forms read from the page and filled in plausibly. For soak.py and fuzz.py."""

import http.client
import random
import secrets
from datetime import date, timedelta
from urllib.parse import quote, urlencode, urljoin, urlsplit

from lxml import html

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF"


class Walker:
    """One visitor: a connection, cookies, the page he is on."""

    def __init__(self, port: int, rng: random.Random, session: str = ""):
        self.port, self.rng, self.link = port, rng, None
        self.cookies = {"sessionid": session} if session else {}
        self.at, self.status, self.body, self.where = "/", 0, b"", ""

    def ask(self, method: str, url: str, body: bytes = b"", headers: dict | None = None) -> int:
        """One request; follows nothing. A connection the server closed is opened anew for a GET only."""
        sent = {"Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items()), **(headers or {})}
        target = quote(url, safe="/?=&%:@+,;~!$'()*")
        try:
            answer = self._send(method, target, body, sent)
        except (http.client.HTTPException, OSError):
            self.link = None
            if method != "GET":
                raise
            answer = self._send(method, target, body, sent)
        self.status, self.body, self.at, self.where = answer.status, answer.read(), url, answer.getheader("Location") or ""
        for line in answer.headers.get_all("Set-Cookie") or ():
            key, _, rest = line.partition("=")
            self.cookies[key] = rest.partition(";")[0].strip('"') if key != "messages" else rest.partition(";")[0]
        return self.status

    def _send(self, method: str, target: str, body: bytes, headers: dict):
        if self.link is None:
            self.link = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
        self.link.request(method, target, body or None, headers)
        return self.link.getresponse()

    def get(self, url: str) -> int:
        """A page, and the page it leads to where it leads on."""
        self.ask("GET", url)
        for _ in range(4):
            if self.status not in (301, 302, 303) or not self.where:
                break
            self.ask("GET", self.place(self.where))
        return self.status

    def place(self, url: str) -> str:
        parts = urlsplit(urljoin("http://x" + self.at, url))
        return parts.path + (f"?{parts.query}" if parts.query else "")

    def page(self) -> html.HtmlElement | None:
        return html.fromstring(self.body.decode()) if self.body and b"<" in self.body[:200] else None

    def links(self, start: str) -> list[str]:
        page = self.page()
        return [h for h in page.xpath("//main//a/@href") if h.startswith(start)] if page is not None else []

    def form(self, within: str = "//main//form") -> html.FormElement | None:
        """The longest form of the page that writes."""
        page = self.page()
        found = [f for f in page.xpath(within) if (f.get("method") or "").lower() == "post"] if page is not None else []
        return max(found, key=lambda f: len(f.xpath(".//input|.//select|.//textarea")), default=None)

    def send(self, form: html.FormElement, values: list[tuple[str, str]], files: list[tuple[str, str, bytes]] = ()) -> int:
        """Post a form as a browser would; the token of the page goes with it."""
        action = self.place(form.get("action") or self.at)
        token = dict(values).get("csrfmiddlewaretoken") or next(
            iter(form.xpath(".//input[@name='csrfmiddlewaretoken']/@value")), ""
        )
        values = [(k, v) for k, v in values if k != "csrfmiddlewaretoken"] + [("csrfmiddlewaretoken", token)]
        headers = {"Referer": f"http://127.0.0.1:{self.port}{self.at}"}
        if form.get("enctype") == "multipart/form-data":
            body, headers["Content-Type"] = multipart(values, files)
        else:
            body, headers["Content-Type"] = urlencode(values).encode(), "application/x-www-form-urlencoded"
        return self.ask("POST", action, body, headers)

    def filled(self, form: html.FormElement) -> list[tuple[str, str]]:
        """Plausible values for every field: what stands there, else by kind; one of the choices."""
        found: list[tuple[str, str]] = []
        radios: dict[str, list[str]] = {}
        for field in form.xpath(".//input[@name]|.//select[@name]|.//textarea[@name]"):
            name, kind = field.get("name"), (field.get("type") or field.tag).lower()
            if kind in ("submit", "button", "file", "image"):
                continue
            if kind == "radio":
                radios.setdefault(name, []).append(field.get("value") or "on")
            elif kind == "checkbox":
                if field.get("checked") is not None:
                    found.append((name, field.get("value") or "on"))
            elif field.tag == "select":
                values = [o.get("value") if o.get("value") is not None else o.text for o in field.xpath(".//option")]
                chosen = next(iter(field.xpath(".//option[@selected]/@value")), "")
                found.append((name, chosen or self.rng.choice([v for v in values if v] or [""])))
            else:
                there = (field.text or "") if field.tag == "textarea" else (field.get("value") or "")
                found.append((name, there.strip() or self.invent(field, kind)))
        return found + [(n, self.rng.choice(v)) for n, v in radios.items()]

    def invent(self, field: html.HtmlElement, kind: str) -> str:
        if kind == "date":
            return (date.today() - timedelta(self.rng.randrange(3))).isoformat()
        if kind == "number" or field.get("inputmode") in ("decimal", "numeric"):
            return str(self.rng.randrange(1, 40))
        if field.get("inputmode") == "tel" or kind == "tel":
            return "13900001234"
        return "" if kind == "hidden" else f"示例内容{self.rng.randrange(1000)}"


def multipart(values: list[tuple[str, str]], files: list[tuple[str, str, bytes]] = ()) -> tuple[bytes, str]:
    edge = secrets.token_hex(12)
    parts = [f'--{edge}\r\nContent-Disposition: form-data; name="{k}"\r\n\r\n{v}\r\n'.encode() for k, v in values]
    for field, name, content in files:
        head = f'--{edge}\r\nContent-Disposition: form-data; name="{field}"; filename="{name}"\r\nContent-Type: application/octet-stream\r\n\r\n'
        parts.append(head.encode() + content + b"\r\n")
    return b"".join(parts) + f"--{edge}--\r\n".encode(), f"multipart/form-data; boundary={edge}"


def serve(env: dict, port: int, log: str, workers: int = 2):
    """`fazhi serve` on that store; waits until it answers."""
    import subprocess
    import sys
    import time

    out = open(log, "wb")  # noqa: SIM115 - the server keeps it
    program = [sys.executable, "-m", "fazhi.cli", "serve", "--port", str(port), "--workers", str(workers)]
    server = subprocess.Popen(program, env=env, stdout=out, stderr=out)
    for _ in range(300):
        try:
            if Walker(port, random.Random(0)).ask("GET", "/login/"):
                return server
        except OSError:
            if server.poll() is not None:
                break
            time.sleep(0.4)
    raise SystemExit(f"服务没有起来，见 {log}。")


def sessions(people: list, count: int) -> list[str]:
    """`count` sessions, shared out over these people, written straight into the store."""
    from django.test import Client

    found = []
    for n in range(count):
        client = Client()
        client.force_login(people[n % len(people)], "fazhi.surfaces.people.Backend")
        found.append(client.cookies["sessionid"].value)
    return found
