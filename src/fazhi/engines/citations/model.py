"""What the engine gives back, and what it needs to know about laws: small shapes that any catalogue can fill."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Protocol

OK, NO_SUCH_ARTICLE, REPEALED = "ok", "no_such_article", "repealed"
WRONG_TITLE, UNKNOWN_LAW, OLD_NUMBERING = "wrong_title", "unknown_law", "old_numbering"
DOC_NUMBER, SELF = "doc_number", "self"


@dataclass(frozen=True, slots=True)
class Citation:
    """One reference, with its place in the text and what became of it as of a day.

    `title` is the full title (the right one if the cited one is wrong), None if no such law is known; `version` the day
    of promulgation of the text it was read in. `successor` is the law, or today's article, that took its place.
    `flags` say in one word each what a reader must know besides the verdict:
    unverified (no authority's status label), unchecked (counts or texts missing), uncovered (a kind of document the
    catalogue does not hold completely), not_yet (not in force on the day), old_version (an old text is named),
    historic (the sentence speaks of the past), wrong_number (the document's number is another), undefined (a short
    form nobody defined). `note` is one Chinese sentence for people, empty where there is nothing to say.
    """

    start: int
    end: int
    quote: str
    title: str | None
    version: str | None
    article: int | None
    paragraph: int | None
    item: int | None
    verdict: str
    of: int = 0
    to_article: int | None = None
    successor: str | None = None
    note: str = ""
    flags: tuple[str, ...] = ()

    @property
    def sure(self) -> bool:
        """Whether the verdict may be raised as a fault; otherwise it is a question for a person."""
        return not {"unverified", "uncovered", "undefined", "historic"} & set(self.flags)

    def as_dict(self) -> dict[str, Any]:
        """The citation as one JSON object."""
        return asdict(self) | {"flags": list(self.flags)}


class Version(Protocol):
    """One text of a law."""

    @property
    def name(self) -> str: ...
    @property
    def starts(self) -> date | None: ...
    @property
    def verified(self) -> bool: ...
    @property
    def last_article(self) -> int: ...
    @property
    def shape(self) -> Mapping[tuple[int, int], tuple[int, ...]]: ...
    def __hash__(self) -> int: ...


class Law(Protocol):
    """A law with its versions, oldest first."""

    @property
    def title(self) -> str: ...
    @property
    def versions(self) -> Sequence[Version]: ...
    @property
    def successor(self) -> str | None: ...
    @property
    def repealed_on(self) -> date | None: ...
    def text_on(self, on: date) -> Version | None: ...
    def repealed_by(self, on: date) -> bool: ...


class Laws(Protocol):
    """The catalogue as the engine sees it; `names` are spelled as `plain` spells, `words` is None without the text."""

    @property
    def names(self) -> Collection[str]: ...
    def plain(self, title: str) -> str: ...
    def find(self, title: str) -> Law | None: ...
    def successor_of(self, title: str) -> tuple[str, date | None] | None: ...
    def document(self, number: str) -> str | None: ...
    def number_of(self, title: str) -> str | None: ...
    def words(self, version: Version, article: int, of: int) -> str | None: ...
    def __hash__(self) -> int: ...
