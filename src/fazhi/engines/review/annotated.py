"""The draft itself with native Word comments at the words, and tracked changes where a suggestion replaces text."""

from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

from .docx import Piece, read_docx, walk
from .model import Finding
from .readers import Unreadable
from .wordxml import isolate, replace_tracked

AUTHOR = "合法性审查"
FIRST_CHANGE = 900_000  # ids of tracked changes, far from those a draft may already hold


def annotate(source: Path | str, findings: Iterable[Finding], target: Path | str, *, author: str = AUTHOR) -> int:
    """Write a copy of the .docx with one comment for each finding; gives the number of comments.

    Places are characters of `readers.read(source).text`. A finding without a place, or whose words stand in a header
    or an automatic number, is told in a comment at the first words.
    """
    from docx import Document
    from docx.text.run import Run

    source = Path(source)
    text = read_docx(source).text
    document = Document(str(source))
    part = document.part
    numbering = part.numbering_part.element if _has_numbering(part) else None
    found = walk(document.element.body, numbering, part._styles_part.element)
    shift = len(text.rstrip("\n")) - len(found.text.rstrip("\n"))
    pieces = [p for p in found.pieces if p.element.text]
    if not pieces:
        raise Unreadable(f"“{source.name}”里没有可以批注的文字。")
    when, written = datetime.now(UTC), 0
    # From the back, so that a cut never moves what is still to come.
    for finding in sorted(findings, key=lambda f: -(f.start or 0)):
        start, end = (finding.start or 0) - shift, (finding.end or 0) - shift
        runs = isolate(pieces, start, end) if finding.end is not None and start >= 0 else []
        placed = bool(runs)
        runs = runs or [next(pieces[0].element.iterancestors(_tag("r")))]
        document.add_comment(
            [Run(runs[0], document.paragraphs[0]), Run(runs[-1], document.paragraphs[0])] if len(runs) > 1 else
            Run(runs[0], document.paragraphs[0]),
            text=_words(finding), author=author, initials="审",
        )  # fmt: skip
        written += 1
        if placed and finding.replacement is not None and _one_paragraph(runs):
            replace_tracked(runs, finding.replacement, author, when, FIRST_CHANGE + 100 * written)
            pieces = [p for p in pieces if p.element.tag == _tag("t")]
    document.save(str(target))
    return written


def from_text(text: str, target: Path | str) -> None:
    """A plain .docx of a text, for drafts that did not come as .docx; places in it are those of the text."""
    from docx import Document

    document = Document()
    for line in text.split("\n"):
        document.add_paragraph(line.replace("\t", "　"))
    document.save(str(target))


def _words(finding: Finding) -> str:
    lines = [f"【{finding.severity}】{finding.title}（{'、'.join(finding.rules) or finding.rule}）", finding.why]
    lines.append(f"依据：{finding.provision}" + (f"；另见{'、'.join(finding.also)}" if finding.also else ""))
    lines.append(f"建议：{finding.suggestion}")
    return "\n".join(lines)


def _tag(name: str) -> str:
    from .docx import W

    return W + name


def _one_paragraph(runs: list[object]) -> bool:
    paragraphs = {next(run.iterancestors(_tag("p"))) for run in runs}  # type: ignore[attr-defined]
    return len(paragraphs) == 1


def _has_numbering(part: object) -> bool:
    """Whether the draft has lists; asking python-docx would add an empty part."""
    return any(r.reltype.endswith("/numbering") for r in part.rels.values())  # type: ignore[attr-defined]


__all__ = ["Piece", "annotate", "from_text"]
