"""What the workbench shows: the draft in rows, each paragraph with its doubts beside it, in one scroll."""

from bisect import bisect_right
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse

from fazhi.domains.legality import drafts, engine
from fazhi.domains.legality.jobs import MACHINE
from fazhi.domains.legality.provisions import address
from fazhi.domains.legality.rules import STATUS
from fazhi.engines.review.structure import ARTICLE, HEADING
from fazhi.kernel import rights
from fazhi.kernel.models import Item
from fazhi.kernel.refusal import Refusal
from fazhi.surfaces.jobs.models import Job

STATES = dict(STATUS)
QUIET = 12  # paragraphs without doubts that are shown as one row


@dataclass
class Doubt:
    """One line of doubts as the screen shows it."""

    item: Item
    span: tuple[int, int] | None
    place: str
    act: str = ""  # where it is judged

    def __getattr__(self, name: str) -> Any:
        return self.item.said.get(name, "")

    @property
    def n(self) -> int:
        return self.item.n

    @property
    def title(self) -> str:
        return str(self.item.said.get("title") or "疑点")

    @property
    def state(self) -> str:
        return STATES.get(self.item.said.get("status", ""), "")

    @property
    def reason(self) -> str:
        """Why it was rejected, while it is."""
        return str(self.item.said.get("reason") or "") if self.item.said.get("status") == "rejected" else ""

    @property
    def bases(self) -> list[tuple[str, str]]:
        """(words, address of the article's text) of the basis and the further ones."""
        return [(p, address(p)) for p in (self.item.said.get("provision", ""), *self.item.said.get("also", ())) if p]


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


def doubts_of(case: Any, text: str) -> list[Doubt]:
    """Every doubt of the matter with its place in this text, in the order of the text; those on what is missing come last."""
    items = list(Item.objects.filter(case=case, kind="finding").order_by("n"))
    where = engine.placed(case, items)
    spans = [where[i.n] for i in items]
    names = iter(drafts.places(text, [s[0] for s in spans if s]))
    page = reverse("legality:workbench", args=[case.pk])
    found = [Doubt(i, s, next(names) if s else "全文", f"{page}judge/{i.n}/") for i, s in zip(items, spans, strict=True)]
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
