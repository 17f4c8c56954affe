"""What leaves the workbench as a file: the opinion, the draft with comments at the words, the review with margin notes."""

import tempfile
from datetime import date
from pathlib import Path
from typing import Any

from fazhi.domains.legality import bench, drafts
from fazhi.domains.legality.models import ENGINE_KIND
from fazhi.engines.review.model import Finding, Result
from fazhi.kernel.documents import render
from fazhi.kernel.models import Document, Event

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def result_of(case: Any, *, everything: bool) -> Result:
    """The doubts of a matter as the engine's writers take them. An opinion holds confirmed ones alone; working copies also those
    still open, so marked."""
    text = drafts.text(case)
    keep = ("confirmed", "open") if everything else ("confirmed",)
    findings = tuple(_finding(d) for d in bench.doubts_of(case, text) if d.status in keep)
    run = Event.objects.filter(case=case, step="machine").order_by("-seq").first()
    day = date.fromisoformat(run.said["words"]["law_day"]) if run else date.today()
    return Result(ENGINE_KIND[case.facts.kind], day, len(text), 0.0, findings)  # type: ignore[arg-type]


def _finding(d: bench.Doubt) -> Finding:
    start, end = d.span or (None, None)
    title = d.title + ("（待确认）" if d.status == "open" else "") + ("（语言模型提示）" if d.origin == "model" else "")
    return Finding(d.rule, d.rule[0] if d.rule[0] in "ABCDEFG" else "F", d.severity, start, end, d.quote, d.provision, tuple(d.also or ()), d.why,
                   d.advice, (d.rule,), title, d.replacement or None)  # fmt: skip


def opinion(case: Any) -> tuple[str, str, bytes]:
    """(file name, type, content) of the opinion: the paper signed last, or before it is signed a working copy without a number."""
    signed = Document.objects.filter(case=case, step__startswith="sign_", incoming=False).order_by("-pk").first()
    if signed:
        return f"{case.facts.opinion_no}.docx", DOCX, render(signed)
    from fazhi.engines.review.opinion import Heading, write_opinion

    sender = case.parties.filter(seat="sender").first()
    accepted = Event.objects.filter(case=case, step="accept").order_by("-seq").first()
    heading = Heading(case.title, sender=sender.name if sender else "", received=accepted.on if accepted else None)
    content = _written(lambda path: write_opinion(result_of(case, everything=False), heading, path), ".docx")
    return "合法性审查意见（未签发）.docx", DOCX, content


def opinion_pdf(case: Any) -> tuple[str, str, bytes]:
    """The same opinion as a PDF, by LibreOffice."""
    from fazhi.engines.review.office import converted

    name, _, content = opinion(case)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "意见.docx"
        path.write_bytes(content)
        with converted(path, "pdf") as made:
            return f"{Path(name).stem}.pdf", "application/pdf", made.read_bytes()


def annotated(case: Any) -> tuple[str, str, bytes]:
    """The draft with native comments; a .docx keeps its own layout, other drafts become a plain one."""
    from fazhi.engines.review.annotated import annotate, from_text

    found = drafts.versions(case)[-1]
    result = result_of(case, everything=True)

    def write(path: Path) -> None:
        data = drafts.content(str(found.file))
        if data.startswith(b"PK\x03\x04") and found.title.lower().endswith(".docx"):
            source = path.with_name("source.docx")
            source.write_bytes(data)
            annotate(source, result.findings, path)
        else:
            from_text(drafts.text(case), path)
            annotate(path, result.findings, path)

    return f"{Path(found.title).stem}（批注）.docx", DOCX, _written(write, ".docx")


def margin(case: Any) -> tuple[str, str, bytes]:
    from fazhi.engines.review.margin import write_pdf

    content = _written(lambda path: write_pdf(drafts.text(case), result_of(case, everything=True), case.title, path), ".pdf")
    return f"{case.title}（审查）.pdf", "application/pdf", content


def _written(write: Any, suffix: str) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"out{suffix}"
        write(path)
        return path.read_bytes()


KINDS = {"opinion": opinion, "opinion-pdf": opinion_pdf, "annotated": annotated, "margin": margin}
