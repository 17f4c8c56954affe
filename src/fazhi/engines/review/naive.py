"""The reference: every pattern over every sentence, slow and plain. The fast scanner must find the same."""

from collections.abc import Iterator, Sequence

from .scan import Match
from .structure import Document
from .together import matcher


class NaiveScanner:
    """Same interface as scan.Scanner, no prefilter."""

    def __init__(self, patterns: Sequence[str]) -> None:
        self.patterns = [matcher(p) for p in patterns]

    def hits(self, document: Document) -> Iterator[tuple[int, Match]]:
        """Every match, sentence by sentence."""
        start = 0
        for end in document.stops:
            for number, pattern in enumerate(self.patterns):
                for match in pattern.finditer(document.norm, start, end):
                    yield number, match
            start = end
