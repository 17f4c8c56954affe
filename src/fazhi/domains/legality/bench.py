"""What the workbench shows: the draft in rows, each paragraph with its doubts beside it, in one scroll."""

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any
from urllib.parse import quote as url_quote

from fazhi.domains.legality import drafts, engine
from fazhi.domains.legality.jobs import MACHINE
from fazhi.domains.legality.rules import ORIGINS, STATUS
from fazhi.engines.review.structure import ARTICLE, HEADING
from fazhi.kernel import rights
from fazhi.kernel.models import Item
from fazhi.kernel.refusal import Refusal
from fazhi.law import catalogue
from fazhi.law.numerals import parse_place
from fazhi.surfaces.jobs.models import Job

QUIET = 12  # paragraphs without doubts that are shown as one row


@dataclass
class Doubt:
    """One line of doubts as the screen shows it."""

    item: Item
    span: tuple[int, int] | None
    place: str

    def __getattr__(self, name: str) -> Any:
        return self.item.said.get(name, "")

    @property
    def n(self) -> int:
        return self.item.n

    @property
    def state(self) -> str:
        return str(dict(STATUS).get(self.item.said.get("status", ""), ""))

    @property
    def whence(self) -> str:
        return str(dict(ORIGINS).get(self.item.said.get("origin", ""), ""))

    @property
    def bases(self) -> list[tuple[str, str]]:
        """(words, address of the article's text) of the basis and the further ones."""
        return [(p, article_address(p)) for p in (self.item.said.get("provision", ""), *self.item.said.get("also", ())) if p]


@dataclass
class Paragraph:
    """One line of the draft: its place in the text and its pieces, (words, number of the doubt or 0, severity)."""

    at: int
    kind: str
    pieces: list[tuple[str, int, str, bool]]


@dataclass
class Row:
    """Paragraphs side by side with the doubts that begin in them."""

    paragraphs: list[Paragraph] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)


def article_address(provision: str) -> str:
    """Where the words of a provision like "公平竞争审查条例 第九条第（三）项" are; empty where the catalogue has no such article."""
    return _address(provision, date.today())


@lru_cache(maxsize=4096)
def _address(provision: str, on: date) -> str:
    found = re.match(r"《?(.+?)》?\s*(第[一二三四五六七八九十百千零\d]+条.*)$", provision)
    record = catalogue().find(found[1]) if found else None
    if not found or record is None:
        return ""
    try:
        article = parse_place(re.match(r"第[^条]+条", found[2])[0])[0]  # type: ignore[index]
    except (ValueError, TypeError):
        return ""
    version = record.version_on(on) or record.latest
    return f"/laws/{url_quote(record.title)}/{article}/words/?version={version.name}" if version.has_article(article) else ""


def doubts_of(case: Any, text: str) -> list[Doubt]:
    """Every doubt of the matter with its place in this text, in the order of the text; those on what is missing come last."""
    items = list(Item.objects.filter(case=case, kind="finding").order_by("n"))
    where = engine.placed(case, items)
    spans = [where[i.n] for i in items]
    names = iter(drafts.places(text, [s[0] for s in spans if s]))
    found = [Doubt(i, s, next(names) if s else "全文") for i, s in zip(items, spans, strict=True)]
    return sorted(found, key=lambda d: (d.span is None, d.span or (0, 0), d.n))


def rows_of(text: str, doubts: list[Doubt]) -> list[Row]:
    """The draft cut into rows. A row begins at a paragraph with doubts, so that what follows runs on beside them, or after some without."""
    placed = [d for d in doubts if d.span and d.status != "mended"]
    starts, lines, at = [], text.split("\n"), 0
    for line in lines:
        starts.append(at)
        at += len(line) + 1
    mine: dict[int, list[Doubt]] = {}
    marks: dict[int, list[tuple]] = {}
    for d in placed:
        begin, end = d.span  # type: ignore[misc]
        first, last = bisect_right(starts, begin) - 1, bisect_right(starts, end - 1) - 1
        mine.setdefault(first, []).append(d)
        for n in range(first, last + 1):
            marks.setdefault(n, []).append((begin, end, d.n, d.severity, d.status == "rejected"))
    rows = [Row()]
    for n, (start, line) in enumerate(zip(starts, lines, strict=True)):
        here = mine.get(n, [])
        if not line.strip() and not here:
            continue
        if rows[-1].paragraphs and (here or len(rows[-1].paragraphs) >= QUIET):
            rows.append(Row())
        rows[-1].paragraphs.append(Paragraph(start, _kind(line, n), _pieces(line, start, marks.get(n, []))))
        rows[-1].doubts += here
    return rows


def _kind(line: str, n: int) -> str:
    bare = line.strip()
    if n == 0:
        return "title"
    if (HEADING.match(bare) and len(bare) < 40) or (n < 3 and bare.startswith("（") and bare.endswith("）")):
        return "heading"
    return "article" if ARTICLE.match(bare) else "plain"


def _pieces(line: str, at: int, spans: list[tuple]) -> list[tuple[str, int, str, bool]]:
    """The words of a line cut at its marks; where two doubts overlap the first keeps the words."""
    out, done = [], 0
    for start, end, n, severity, rejected in sorted(spans):
        a, b = max(start - at, done), min(end - at, len(line))
        if b <= a:
            continue
        out += [(line[done:a], 0, "", False), (line[a:b], n, severity, rejected)]
        done = b
    out.append((line[done:], 0, "", False))
    return [p for p in out if p[0]]


def may(user: Any, case: Any, key: str) -> str:
    """Empty where this person may take the step now, else the sentence that says who may."""
    step = case.declared.steps[key]
    if not step.open_in(case.declared.states[case.state]):
        return f"“{step.label}”不能在“{case.state_label}”时办理"
    try:
        rights.may(user, step, case)
    except Refusal as refused:
        return str(refused)
    return ""


def job_of(case: Any) -> Job | None:
    """The worker's job while a matter waits for the machine; a queued one where nobody asked yet."""
    waiting = engine.unreviewed(case.pk)
    if not waiting:
        return None
    args = {"case": case.pk, "line": waiting[0][1]}
    return Job.objects.filter(kind=MACHINE, args=args).order_by("-pk").first() or Job(kind=MACHINE, args=args)


def told(job: Job) -> str:
    """One line on a job that is not done."""
    if job.state == "failed":
        return job.note
    if job.state == "running":
        return f"正在机器初审：{job.stage or '准备'}（{job.done}/{max(job.total, 1)}）"
    return "机器初审正在排队，受理后自动进行，不必等候"


def counts(doubts: list[Doubt]) -> list[tuple[str, int]]:
    return [(label, n) for key, label in STATUS if (n := sum(d.status == key for d in doubts))]


def history(case: Any) -> list[tuple[int, Any]]:
    """(number, file) of every version."""
    return list(enumerate(drafts.versions(case), 1))
