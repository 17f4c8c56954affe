"""10,000 spoiled requests and uploads by every route and every login, on a copy of the demonstration: no 500, and the ledger holds
only what was answered as done.

.venv/bin/python bench/fuzz.py [--requests 10000] [--seed 1] [--store fazhi.sqlite3]
"""

import argparse
import io
import json
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import traceback
import zipfile
from collections import Counter
from datetime import timedelta
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "src"), str(Path(__file__).parent)]
LOGINS = ("handler", "clerk", "head", "organ_head", "leader", "citizen", "admin", "officer", "")
WORDS = [
    "", " ", "0", "-1", "1", "99999999999999999999", "9" * 400, "true", "null", "NaN", "1e309", "0x10", "１２", "2026-02-30", "0000-00-00",
    "9999-12-31", "2024-13-01", "'", '"', "' OR 1=1 --", "<script>alert(1)</script>", "{{ 7*7 }}", "{% debug %}", "../../etc/passwd",
    "..\\..\\x", "%00", "\x00", "\ud83d".encode("utf-16", "surrogatepass").decode("utf-16", "replace"), "𠮷" * 50, "é̂", "‮abc", "=1+1",
    "@SUM(1)", "\r\nX-Bad: 1", "a" * 5000, "示例" * 300, "[]", "{}", '{"a":', "[[[[[[", "*", "AND", "NEAR(", "\"", "处 OR", "🙂", "//evil.example/",
    "javascript:alert(1)", "on", "off", "2024-01-01", "2026-11-20T00:00", "1.5", "1,000", "-0", "+1", "第一条",
]  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--requests", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--store", default=str(ROOT / "fazhi.sqlite3"), help="演示库（只读取，另存一份）")
    args = parser.parse_args()
    home = ROOT / "var" / f"fuzz-{args.seed}"
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir(parents=True)
    from soak import copied

    copied(Path(args.store), home / "fuzz.sqlite3")
    os.environ.update(DATABASE_URL=f"sqlite:///{home}/fuzz.sqlite3", FAZHI_MEDIA=str(home / "media"),
                      DJANGO_SETTINGS_MODULE="fazhi.site.settings", PYTHONPATH=str(ROOT / "src"), FAZHI_PATENTS=str(home / "patents"))  # fmt: skip
    patents = Path(args.store).parent / "var" / "patents"
    owner = None
    if patents.exists():
        shutil.copytree(patents, home / "patents", symlinks=True, ignore=shutil.ignore_patterns("*.sock"))
        owner = subprocess.Popen([sys.executable, "-m", "fazhi.cli", "patents", "serve"], env=os.environ)
    from fazhi.site.boot import start

    start()
    import logging

    logging.disable(logging.CRITICAL)
    fuzz = Fuzz(args.seed)
    try:
        fuzz.run(args.requests)
    finally:
        if owner:
            owner.terminate()
    audit = subprocess.run([sys.executable, "-m", "fazhi.cli", "audit"], env=os.environ, capture_output=True, text=True)
    sys.exit(fuzz.report(audit))


class Fuzz:
    """Clients of every login, the routes, and what came of it."""

    def __init__(self, seed: int):
        from django.urls import get_resolver

        from fazhi.kernel.models import Case, Document, Event

        self.rng = random.Random(seed)
        self.clients = {login: client_of(login) for login in LOGINS}
        self.routes = list(dict.fromkeys(places(get_resolver())))
        self.tokens = tokens()
        sample = self.rng.sample
        self.ids = [str(pk) for pk in sample(list(Case.objects.values_list("pk", flat=True)), 400)]
        self.papers = [str(pk) for pk in Document.objects.values_list("pk", flat=True)[:200]]
        self.domains = sorted(set(Case.objects.values_list("domain", flat=True)))
        self.steps = sorted(set(Event.objects.values_list("step", flat=True)))
        self.events = self.began = Event.objects.count()
        self.statuses: Counter = Counter()
        self.faults: dict[str, str] = {}
        self.done, self.kept, self.forms = 0, 0, []

    def run(self, count: int) -> None:
        acts = ((self.open_route, 4), (self.post_route, 3), (self.real_form, 6), (self.api, 3))
        weighted = [act for act, n in acts for _ in range(n)]
        stopped: list[int] = []
        signal.signal(signal.SIGTERM, lambda *_: stopped.append(1))  # a stopped run still reports and audits
        for n in range(count):
            if stopped:
                break
            self.rng.choice(weighted)()
            if n % 200 == 0:
                print(f"\r{n} {dict(self.statuses)} 错误 {len(self.faults)}", end="", file=sys.stderr)

    # ------------------------------------------------------------ one request

    def note(self, answer, what: str) -> None:
        self.statuses[answer.status_code // 100 * 100] += 1
        if answer.status_code == 503 and "/patents/" in what:  # the store's owner is away: the page says so and what to do
            return
        if answer.status_code >= 500:
            trouble = getattr(answer, "exc_info", None)
            told = f"{trouble[0].__name__}: {trouble[1]} {place_of(trouble[2])}" if trouble else str(answer.status_code)
            key = re.sub(r"\d{3,}", "N", f"{what.split('?')[0].split(' {')[0][:60]} {told}")[:300]
            if key not in self.faults:
                self.faults[key] = what[:300]
                print(f"\n{key}\n{what[:600]}", file=sys.stderr, flush=True)
        if not what.startswith("GET"):
            self.watch_ledger(answer, what)

    def watch_ledger(self, answer, what: str) -> None:
        """A line may be written only by a request that was answered as done; a refusal by a hard rule writes one into its own log."""
        from fazhi.kernel.models import Event

        now = Event.objects.count()
        if now != self.events:
            newest = Event.objects.order_by("-pk")[: now - self.events]
            if answer.status_code in (200, 201, 302):
                self.done += now - self.events
            elif answer.status_code == 422 and {e.domain for e in newest} == {"inspection_block"}:
                self.kept += 1
            else:
                self.faults.setdefault(f"{answer.status_code} 却写入了台账 {what.split('?')[0][:80]}", what[:300])
            self.events = now

    def junk(self) -> str:
        return self.rng.choice(WORDS)

    def address(self) -> str:
        """A route with its holes filled: mostly with what exists, else with anything."""

        def fill(hole: re.Match) -> str:
            kind, name = hole[1], hole[2]
            if self.rng.random() < 0.15:
                return self.rng.choice(("0", "999999999", "x", "-1", "示例", "a-b_c", "9" * 30))
            if kind == "int":
                return self.rng.choice(self.papers if "paper" in name else self.ids)
            return self.rng.choice(self.domains if name in ("word", "domain") else self.steps)

        return "/" + re.sub(r"<(?:(\w+):)?(\w+)>", fill, self.rng.choice(self.routes))

    def query(self) -> dict[str, str]:
        names = (
            "q",
            "after",
            "before",
            "state",
            "light",
            "order",
            "organ",
            "handler",
            "since",
            "until",
            "old",
            "year",
            "version",
            "next",
            "page",
            "on",
        )
        return {n: self.junk() for n in self.rng.sample(names, self.rng.randrange(4))}

    def open_route(self) -> None:
        login, url = self.rng.choice(LOGINS), self.address()
        self.note(self.clients[login].get(url, self.query(), follow=False), f"GET {url}")

    def post_route(self) -> None:
        login, url = self.rng.choice(LOGINS), self.address()
        if url.startswith("/account/logout"):
            return
        names = (
            "title",
            "on",
            "name",
            "organ",
            "handler",
            "reason",
            "label",
            "q",
            "next",
            "seq",
            "facts",
            "file",
            "files",
            "code",
            "method",
            "party",
        )
        data = {n: self.junk() for n in self.rng.sample(names, self.rng.randrange(1, 7))}
        if self.rng.random() < 0.4:
            data[self.rng.choice(("file", "files", "table", "template"))] = self.upload()
        self.note(self.clients[login].post(url, data), f"POST {url}")

    def real_form(self) -> None:
        """A page with a form, its fields filled as a browser would, and some of them spoiled."""
        from walker import Walker

        login = self.rng.choice(LOGINS[:-1])
        client = self.clients[login]
        if self.rng.random() < 0.3 or not self.forms:
            self.forms = self.forms[-400:] + self.found_forms(client, login)
        mine = [u for who, u in self.forms if who == login] or ["/work/todo/"]
        url = self.rng.choice(mine)
        page = client.get(url)
        self.note(page, f"GET {url}")
        walker = Walker(0, self.rng)
        walker.at, walker.body = (
            url,
            page.content if page.status_code == 200 and "html" in page.get("Content-Type", "") else b"",
        )
        form = walker.form()
        if form is None or "/logout" in (form.get("action") or ""):
            return
        values = [
            (k, self.junk() if self.rng.random() < 0.25 else v) for k, v in walker.filled(form) if self.rng.random() > 0.03
        ]
        data: dict = {}
        for k, v in values:
            data.setdefault(k, []).append(v)
        for name in form.xpath(".//input[@type='file']/@name"):
            if self.rng.random() < 0.6:
                data[name] = self.upload()
        target = walker.place(form.get("action") or url)
        self.note(client.post(target, data), f"POST {target} {str(data)[:200]}")

    def found_forms(self, client, login: str) -> list[tuple[str, str]]:
        """Addresses of steps, openings, intakes and administration this login is offered."""
        start = self.rng.choice(("/work/todo/", "/work/doing/", "/cases/", "/admin/", "/apply/", f"/case/{self.rng.choice(self.ids)}/",
                                 f"/cases/{self.rng.choice(self.domains)}/", "/mine/", "/account/password/change/"))  # fmt: skip
        answer = client.get(start)
        self.note(answer, f"GET {start}")
        text = answer.content.decode(errors="replace") if answer.status_code == 200 else ""
        links = set(re.findall(r'href="(/(?:case/\d+/|cases/\w+/(?:new|intake)/|admin/|apply/)[^"#]*)"', text))
        return [(login, u.replace("&amp;", "&")) for u in links]

    def upload(self):
        from django.core.files.uploadedfile import SimpleUploadedFile

        name, content = self.rng.choice(uploads(self.rng))
        return SimpleUploadedFile(name, content)

    def api(self) -> None:
        from django.test import Client

        head = {"HTTP_AUTHORIZATION": f"Bearer {self.rng.choice([*self.tokens, 'fazhi_x', ''])}"}
        domain, case = self.rng.choice([*self.domains, "x", "示例"]), self.rng.choice([*self.ids, "0", "x", "9" * 25])
        url = self.rng.choice(
            (
                f"/api/{domain}/cases",
                f"/api/{domain}/cases/{case}",
                f"/api/{domain}/cases/{case}/{self.rng.choice(self.steps)}",
                "/api/procedures",
            )
        )
        if self.rng.random() < 0.4:
            self.note(Client(raise_request_exception=False).get(url, self.query(), **head), f"GET {url}")
            return
        body = self.rng.choice((self.step_body, lambda: self.junk(), lambda: json.dumps(self.junk())))()
        answer = Client(raise_request_exception=False).post(url, body, content_type="application/json", **head)
        self.note(answer, f"POST {url} {body[:200]}")

    def step_body(self) -> str:
        pick = self.rng.choice
        facts = {
            pick(("title", "amount_fen", "act_known_on", "case", "by", "item", "结果", "matter")): pick(
                (self.junk(), 1, -1, None, [], {}, 10**30, True)
            )
            for _ in range(self.rng.randrange(4))
        }
        body = {"on": pick(("2026-11-20", "2024-05-05", "1900-01-01", "9999-12-31", self.junk())), "facts": facts, "title": self.junk(),
                "organ": pick(("SHILI", "shili", self.junk())), "step": pick(self.steps), "item": pick((None, {}, [], {"text": self.junk()}, [1])),
                "handler": pick((None, "handler", self.junk())), "late": pick(("", self.junk())), "item_n": pick((None, 1, 10**9)),
                "parties": pick(([], [{"seat": "applicant", "name": self.junk() or "x"}], [{"seat": self.junk(), "name": "x", "organ": self.junk()}]))}  # fmt: skip
        return json.dumps({k: v for k, v in body.items() if self.rng.random() < 0.8})

    # ------------------------------------------------------------ after

    def report(self, audit) -> int:
        from fazhi.kernel.models import Event

        added = Event.objects.count() - self.began
        print(
            f"\n{sum(self.statuses.values())} 次请求，状态 {dict(self.statuses)}，路径 {len(self.routes)} 条，登录 {len(LOGINS)} 种"
        )
        for told, example in self.faults.items():
            print(f"错：{told}\n     {example}")
        print(
            f"由答复为已办的请求写入的 {self.done}，拦截记录 {self.kept}，台账新行 {added}；fazhi audit：{'清' if audit.returncode == 0 else audit.stdout[-500:]}"
        )
        return bool(self.faults or added != self.done + self.kept or audit.returncode)


def place_of(trace) -> str:
    """The last three places of our own a fault passed through."""
    ours = [f for f in traceback.extract_tb(trace) if "/src/fazhi/" in f.filename]
    return " < ".join(f"{Path(f.filename).stem}.{f.name}:{f.lineno}" for f in reversed(ours[-3:]))


def client_of(login: str):
    from django.contrib.auth import get_user_model
    from django.test import Client

    client = Client(raise_request_exception=False)
    if login:
        client.force_login(get_user_model().objects.get(username=login), "fazhi.surfaces.people.Backend")
    return client


def tokens() -> list[str]:
    from django.contrib.auth import get_user_model
    from django.utils import timezone

    from fazhi.surfaces.api.models import Token

    until = timezone.now() + timedelta(1)
    return [Token.issue(get_user_model().objects.get(username=w), "fuzz", scope, until)[1] for w, scope in
            (("handler", "write"), ("clerk", "write"), ("head", "write"), ("citizen", "write"), ("leader", "read"))]  # fmt: skip


def places(resolver, before: str = "") -> list[str]:
    """Every route of the site as a pattern with <holes>; regular expressions of libraries are left to their own tests."""
    found = []
    for entry in resolver.url_patterns:
        route = getattr(entry.pattern, "_route", None)
        if route is None:
            continue
        whole = before + route
        found += places(entry, whole) if hasattr(entry, "url_patterns") else [whole]
    return found


def uploads(rng: random.Random) -> list[tuple[str, bytes]]:
    """Files nobody should be hurt by: broken, lying about their kind, too big when unpacked, with macros or paths."""
    from walker import PDF

    def package(entries: dict[str, bytes]) -> bytes:
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as z:
            for name, content in entries.items():
                z.writestr(name, content)
        return out.getvalue()

    types = b'<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
    return [
        ("ok.pdf", PDF), ("broken.pdf", PDF[:20]), ("empty.pdf", b""), ("lie.pdf", b"MZ\x90\x00" * 50), ("noise.docx", rng.randbytes(400)),
        ("cut.docx", package({"[Content_Types].xml": types})[:80]), ("bare.docx", package({"[Content_Types].xml": types})),
        ("bad.docx", package({"[Content_Types].xml": types, "word/document.xml": b"<w:document"})),
        ("macro.docx", package({"[Content_Types].xml": types, "word/vbaProject.bin": b"x"})), ("bomb.xlsx", package({"xl/workbook.xml": b"0" * 30_000_000})),
        ("path.xlsx", package({"../../evil.xml": b"x", "[Content_Types].xml": types})), ("bare.xlsx", package({"[Content_Types].xml": types, "xl/workbook.xml": b"<workbook/>"})),
        ("../../x.txt", b"x"), ("名" * 300 + ".txt", "示例".encode()), ("gbk.csv", "案号,标题\n甲,乙".encode("gbk")), ("nul.csv", b"a,\x00b\n1,2"),
        ("wide.csv", b"," * 5000), ("formula.csv", "标题\n=1+1\n@x".encode()), ("image.png", b"\x89PNG\r\n\x1a\n" + rng.randbytes(50)), ("entity.xml", b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'),
    ]  # fmt: skip


if __name__ == "__main__":
    main()
