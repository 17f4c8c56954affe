"""What a search page was asked: the query as typed, in whose spelling, narrowed by which facets; and the one text the store gets."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from fazhi.engines.patents import query
from fazhi.engines.patents.dialects import translate

DIALECTS = (
    ("own", "本系统"),
    ("incopat", "incoPat"),
    ("patsnap", "智慧芽"),
    ("espacenet", "Espacenet"),
    ("patentscope", "PATENTSCOPE"),
    ("lens", "Lens"),
)
SORTS = (("date", "公开日由新到旧"), ("relevance", "相关度"))
LONGEST = 2000
MOST_NARROWED = 12


@dataclass(frozen=True)
class Asked:
    """One question of a search page, read from its address."""

    q: str = ""
    narrow: tuple[str, ...] = ()
    sort: str = "date"
    group: bool = False
    after: str = ""
    dialect: str = "own"

    @classmethod
    def read(cls, said: Any) -> "Asked":
        sort, dialect = said.get("sort", "date"), said.get("dialect", "own")
        return cls(
            said.get("q", "").strip(), tuple(dict.fromkeys(n for n in said.getlist("n")[:MOST_NARROWED] if single(n))),
            sort if sort in dict(SORTS) else "date", said.get("group") == "1", said.get("after", "")[:80], dialect if dialect in dict(DIALECTS) else "own",
        )  # fmt: skip

    @cached_property
    def base(self) -> str:
        """The query in the store's own language. ValueError where the other system's spelling is not known."""
        if len(self.q) > LONGEST:
            raise query.QueryRefused(LONGEST, f"检索式太长，至多{LONGEST}个字符")
        return self.q if self.dialect == "own" else translate(self.q, self.dialect)

    @cached_property
    def node(self) -> query.Node:
        return query.parse(self.base)

    @property
    def text(self) -> str:
        """The text for the store: the query, and each narrowing."""
        return " AND ".join([f"({self.base})", *self.narrow]) if self.narrow else self.base

    def at(self, place: int | None) -> int | None:
        """A place in `text` as a place in `base`."""
        if place is None:
            return None
        place -= 1 if self.narrow else 0
        return place if 0 <= place <= len(self.base) else None

    def url(self, **changed: Any) -> str:
        """The address of this question with something changed; a change begins again at the first page."""
        now: Mapping[str, Any] = {
            "q": self.q,
            "n": self.narrow,
            "sort": self.sort,
            "group": self.group,
            "dialect": self.dialect,
            **changed,
        }
        pairs = [("q", now["q"]), *(("n", n) for n in now["n"])]
        pairs += [("sort", now["sort"])] if now["sort"] != "date" else []
        pairs += [("dialect", now["dialect"])] if now["dialect"] != "own" else []
        pairs += [("group", "1")] if now["group"] else []
        pairs += [("after", changed["after"])] if changed.get("after") else []
        return "?" + urlencode(pairs)

    def with_(self, field: str, value: str) -> str:
        """Narrowed by one more condition; another class of the same scheme takes the place of the one before."""
        kept = [n for n in self.narrow if not (field == "ipc" and n.startswith("ipc:"))]
        return self.url(n=list(dict.fromkeys([*kept, condition(field, value)])))

    def without(self, one: str) -> str:
        return self.url(n=[n for n in self.narrow if n != one])

    @property
    def ipc(self) -> str:
        """The class the question is narrowed to."""
        return next((n.removeprefix("ipc:") for n in self.narrow if n.startswith("ipc:")), "")


def condition(field: str, value: str) -> str:
    """A condition of the query language; a quote inside a name cannot end it."""
    value = value.replace('"', " ").replace("“", " ").replace("”", " ").strip()
    return f"{field}:{value}" if field not in ("ap", "ow", "in", "lo") else f'{field}:"{value}"'


def single(text: str) -> bool:
    """Whether a narrowing is one plain condition, as the facets make them."""
    try:
        return isinstance(query.parse(text), query.Leaf)
    except ValueError:
        return False
