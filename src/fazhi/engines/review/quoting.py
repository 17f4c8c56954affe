"""A07: words put in quotation marks right after a cited article, held against that article's text."""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from difflib import SequenceMatcher
from typing import Any

QUOTE = re.compile(r"^[^。；“”\n]{0,16}“([^“”\n]{8,300})”")
SIGNS = re.compile(r"[\s，。；：、！？（）()“”‘’《》〈〉,.;:]+")
ALIKE = 0.7  # below this the words are the drafter's own, not a quotation


def misquoted(text: str, citations: Iterable[Any], laws: Any, on: date) -> Iterator[tuple[int, int, Any, str]]:
    """(start, end, citation, words of the law) of every quotation that is nearly, but not quite, the article's text."""
    for citation in citations:
        if citation.verdict != "ok" or not citation.sure or not citation.article or citation.to_article:
            continue
        match = QUOTE.match(text[citation.end : citation.end + 340])
        if match is None:
            continue
        article = _article(citation, laws, on)
        original = _original(match[1], article) if article else None
        if original is not None:
            start = citation.end + match.start(1)
            yield start, start + len(match[1]), citation, original


def _article(citation: Any, laws: Any, on: date) -> str | None:
    law = laws.find(citation.title)
    version = law.text_on(on) if law else None
    words: str | None = laws.words(version, citation.article, citation.of) if version is not None else None
    return words


def _original(quote: str, article: str) -> str | None:
    """The law's own words where the quote departs from them; None where it is faithful or no quotation at all."""
    said, written = SIGNS.sub("", quote), SIGNS.sub("", article)
    if said in written:
        return None
    blocks = [b for b in SequenceMatcher(None, said, written, autojunk=False).get_matching_blocks() if b.size]
    if sum(b.size for b in blocks) < ALIKE * len(said):
        return None
    first, last = blocks[0], blocks[-1]
    begin, end = first.b - first.a, last.b + last.size + (len(said) - last.a - last.size)
    return written[max(0, begin) : end] if end - begin <= 2 * len(said) else None
