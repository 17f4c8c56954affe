"""Small pieces of WordprocessingML: runs split at a character, deletions and insertions that keep the run's looks."""

from copy import deepcopy
from datetime import datetime
from typing import Any

from lxml import etree

from .docx import Piece, W

SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def text_element(words: str, tag: str = "t") -> Any:
    """A w:t (or w:delText) that keeps its blanks."""
    element = etree.Element(W + tag)
    element.text = words
    element.set(SPACE, "preserve")
    return element


def run_of(element: Any) -> Any:
    """The w:r around a text element."""
    return next(element.iterancestors(W + "r"))


def split_run(element: Any, at: int) -> tuple[Any, Any]:
    """Cut the run of a w:t before character `at`: what follows goes to a new run with the same looks.

    Gives the text element before the cut and the one after it.
    """
    run, words = run_of(element), element.text or ""
    after = etree.Element(W + "r", nsmap=run.nsmap)
    properties = run.find(W + "rPr")
    if properties is not None:
        after.append(deepcopy(properties))
    tail = text_element(words[at:])
    following = [sibling for sibling in element.itersiblings() if sibling.tag != W + "rPr"]
    after.append(tail)
    after.extend(following)
    element.text = words[:at]
    element.set(SPACE, "preserve")
    run.addnext(after)
    return element, tail


def isolate(pieces: list[Piece], start: int, end: int) -> list[Any]:
    """The runs that hold exactly the characters start to end; runs are cut at both ends and `pieces` kept up to date."""
    for cut in (start, end):
        for number, piece in enumerate(pieces):
            words = piece.element.text or ""
            if piece.start < cut < piece.start + len(words):
                before, after = split_run(piece.element, cut - piece.start)
                pieces[number : number + 1] = [Piece(piece.start, before), Piece(cut, after)]
                break
    held = [p for p in pieces if p.start >= start and p.start + len(p.element.text or "") <= end and p.element.text]
    return list(dict.fromkeys(run_of(p.element) for p in held))


def replace_tracked(runs: list[Any], words: str, author: str, when: datetime, number: int) -> Any:
    """Mark runs as deleted and put `words` after them as inserted, with the looks of the first run. Gives the new run."""
    stamp = {W + "author": author, W + "date": when.strftime("%Y-%m-%dT%H:%M:%SZ")}
    for offset, run in enumerate(runs):
        deleted = etree.Element(W + "del", {W + "id": str(number + offset), **stamp})
        run.addprevious(deleted)
        deleted.append(run)
        for element in list(run.iter(W + "t")):
            element.tag = W + "delText"
            element.set(SPACE, "preserve")
    inserted = etree.Element(W + "ins", {W + "id": str(number + len(runs)), **stamp})
    new = etree.SubElement(inserted, W + "r")
    properties = runs[0].find(W + "rPr")
    if properties is not None:
        new.append(deepcopy(properties))
    new.append(text_element(words))
    runs[-1].getparent().addnext(inserted)
    return new
