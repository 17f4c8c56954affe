"""Every document a step issues has its own text, and every text fills without a gap for the story that issues it."""

import re
from pathlib import Path

import pytest
from django.db import transaction

from fazhi.kernel.documents import HOME, render
from fazhi.kernel.models import Document
from fazhi.kernel.registry import procedures
from fazhi.kernel.scenario import Player, Scenario, read

STORIES = Path(__file__).parent.parent / "scenarios"
MINE = ("reconsideration", "litigation")


def words(content: bytes) -> str:
    import io

    from docx import Document as Docx

    return "\n".join(p.text for p in Docx(io.BytesIO(content)).paragraphs)


@pytest.mark.parametrize("domain", MINE)
def test_every_issued_kind_has_a_text_and_every_text_is_issued(domain: str) -> None:
    issued = {k for p in procedures().values() if p.domain == domain for s in p.steps.values() for k in s.issues}
    written = {f.stem for f in (HOME / domain / "templates").glob("*.txt")}
    assert issued == written


def wanted(story: Scenario, seen: dict[str, str]) -> bool:
    """Whether the story takes a step that issues a kind not yet read."""
    steps = {s.label: s.issues for p in procedures().values() if p.domain == "reconsideration" for s in p.steps.values()}
    taken = {w for _, line in story.lines if not line.startswith("拒绝") for w in line.split()}
    return any(set(steps[label]) - set(seen) for label in taken & set(steps))


@pytest.mark.django_db
def test_documents_of_the_stories_read_well() -> None:
    """One document of each kind, as the stories issue it: filled, with number, organ and basis, nothing left open."""
    seen: dict[str, str] = {}
    for path in sorted(STORIES.glob("reconsideration/*.txt")):
        for story in read(path):
            if wanted(story, seen):
                mark = transaction.savepoint()
                Player(story).play()
                for document in Document.objects.filter(incoming=False):
                    seen.setdefault(document.kind, words(render(document)))
                transaction.savepoint_rollback(mark)
    for kind, text in seen.items():
        assert not re.search(r"\{[{%]|None|：\n：|《》|“”", text), f"{kind}：\n{text}"
        assert "示例区人民政府" in text and "〔20" in text, kind
    assert len(seen) >= 22
    assert "视为该行政行为没有证据、依据" in seen["行政复议答复通知书"]
