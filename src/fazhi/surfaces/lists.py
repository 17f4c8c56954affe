"""Lists of cases of one word: columns and filters of the declaration, keyset pages, capped counts, personal data masked.

A page is a handful of queries however many cases there are; each stands on an index (tests/web/test_lists.py explains them).
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import cache as kept
from hashlib import sha256
from typing import Any
from urllib.parse import urlencode

from django.core.cache import cache
from django.db import models
from django.db.models import Exists, OuterRef, Q, QuerySet

from fazhi.kernel import rights, search
from fazhi.kernel.declare import Say
from fazhi.kernel.facts import columns, kind_of
from fazhi.kernel.models import Case, Party
from fazhi.surfaces import beside, known, lights, markup, people, shown
from fazhi.surfaces.nav import Word

PAGE, CAP = 20, 500
ORDERS = (("new", "最近收到在前"), ("due", "最近到期在前"))


@dataclass(frozen=True)
class Column:
    """One column of facts in a list: its question and whether it is masked."""

    name: str
    label: str
    question: Say

    @property
    def masked(self) -> bool:
        return self.question.personal


@kept
def fact_columns(word: Word) -> list[Column]:
    """The columns the newest declaration of the word shows beside number, title, state and deadline."""
    table = columns(word.declared.facts)
    return [Column(n, str(table[n].verbose_name), question_of(table[n])) for n in word.declared.columns if n in table]


def question_of(column: models.Field) -> Say:
    choices = tuple(column.choices or ())
    return Say(
        column.name, str(column.verbose_name), kind_of(column), choices, personal=bool(getattr(column, "personal", False))
    )


@dataclass
class Query:
    """What a list was asked for, read from the address; `filters` by name, unknown or ill-formed ones left out."""

    word: Word
    user: Any
    given: dict[str, str] = field(default_factory=dict)
    today: date = field(default_factory=date.today)

    @classmethod
    def read(cls, word: Word, user: Any, params: Any) -> "Query":
        known = {"q", "state", "organ", "handler", "light", "since", "until", "order", *(f.name for f in filter_columns(word))}
        return cls(word, user, {k: str(v).strip()[:100] for k, v in params.items() if k in known and str(v).strip()})

    @property
    def address(self) -> str:
        return urlencode(self.given)

    @property
    def by_due(self) -> bool:
        return self.given.get("order") == "due"

    def cases(self) -> QuerySet[Case]:
        """The cases asked for, of those this person may see; unordered."""
        found, seen = Case.objects.filter(domain=self.word.key), rights.visible(self.user)
        found = found if seen is None else found.filter(seen)
        get = self.given.get
        if get("state"):
            found = found.filter(closed_on=None) if get("state") == "open" else found.filter(state=get("state"))
        for name in ("organ", "handler"):
            if (key := as_number(get(name, ""))) is not None:
                found = found.filter(**{name: key})
        if get("handler") == "none":
            found = found.filter(handler=None)
        for name, test in (("since", "opened_on__gte"), ("until", "opened_on__lte")):
            day = as_day(get(name, ""))
            found = found.filter(**{test: day}) if day else found
        if get("light"):
            found = lights.lit(found, get("light"), self.today)
        if get("q"):
            found = found.filter(pk__in=search.cases(get("q")))
        for column in filter_columns(self.word):
            if get(column.name):
                found = having(found, self.word, column, get(column.name))
        return found

    def ordered(self) -> QuerySet[Case]:
        found = self.cases()
        return found.filter(closed_on=None, due__isnull=False).order_by("due", "id") if self.by_due else found.order_by("-id")

    def count(self) -> str:
        """How many, to the cap; kept for twenty seconds a person and filter."""
        key = "count-" + sha256(f"{known.stamp()} {self.user.pk} {self.word.key} {self.address}".encode()).hexdigest()
        found = cache.get(key)
        if found is None:
            found = capped(self.cases())
            cache.set(key, found, 20)
        return found


def capped(found: QuerySet) -> str:
    """How many, counted to the cap only: 37, or 500+."""
    n = found.order_by()[: CAP + 1].count()
    return f"{CAP}+" if n > CAP else str(n)


def as_number(text: str) -> int | None:
    """A whole number as typed in an address; None for anything a database key cannot be."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= 15 else None


def as_day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


@kept
def filter_columns(word: Word) -> list[Column]:
    """The fact columns one can filter by: those declared, of a kind with few values."""
    table = columns(word.declared.facts)
    found = [Column(n, str(table[n].verbose_name), question_of(table[n])) for n in word.declared.filters if n in table]
    return [c for c in found if not c.masked]


def having(cases: QuerySet[Case], word: Word, column: Column, value: str) -> QuerySet[Case]:
    """Cases with this fact in any version of the procedure; probed by key, so that the order of the list is kept."""
    test = Q()
    for model in {v.facts for v in word.versions if v.facts}:
        table = columns(model)
        if column.name not in table:
            continue
        try:
            wanted = table[column.name].to_python(value in ("true", "1", "是") if column.question.kind == "bool" else value)
        except (ValueError, TypeError, models.fields.exceptions.ValidationError):
            continue
        test |= Exists(model.objects.filter(case=OuterRef("pk"), **{column.name: wanted}))
    return cases.filter(test) if test else cases.none()


# ---------------------------------------------------------------- a page


@dataclass
class Row:
    """One line of a list, ready to be shown."""

    case: Case
    light: lights.Light
    organ: str
    handler: str
    cells: list[tuple[str, str]]  # label and text of the fact columns

    @property
    def html(self) -> str:
        return markup.row(self)


@dataclass
class Page:
    """Lines and the keys of the pages beside them."""

    rows: list[Row]
    after: str = ""
    before: str = ""


def key_of(case: Case, by_due: bool) -> str:
    return f"{case.due:%Y-%m-%d}.{case.pk}" if by_due else str(case.pk)


def page(query: Query, after: str = "", before: str = "") -> Page:
    """A page after or before a key."""
    found = query.ordered()
    back = bool(before and not after)
    key = after or before
    if key:
        found = cut(found, key, query.by_due, back)
    taken = list(found.reverse()[: PAGE + 1] if back else found[: PAGE + 1])
    more, taken = len(taken) > PAGE, taken[:PAGE]
    if back:
        taken.reverse()
    rows = rows_of(taken, query.word, query.today)
    if not taken:
        return Page(rows)
    first, last = key_of(taken[0], query.by_due), key_of(taken[-1], query.by_due)
    return Page(rows, last if more or back else "", first if (key and (not back or more)) else "")


def cut(found: QuerySet[Case], key: str, by_due: bool, back: bool) -> QuerySet[Case]:
    """The cases beyond a key, in the order of the list."""
    if not by_due:
        at = as_number(key)
        if at is None:
            return found
        return found.filter(pk__gt=at) if back else found.filter(pk__lt=at)
    text, _, pk = key.partition(".")
    day, at = as_day(text), as_number(pk)
    if day is None or at is None:
        return found
    if back:
        return found.filter(Q(due=day, pk__lt=at) | Q(due__lt=day), due__lte=day)
    return found.filter(Q(due=day, pk__gt=at) | Q(due__gt=day), due__gte=day)


def rows_of(cases: list[Case], word: Word, today: date, mask: Callable[[Any], str] = shown.masked) -> list[Row]:
    """Lines from cases: lights and facts each in one query."""
    lit, organs, wanted = lights.of_cases(cases, today), people.organs(), fact_columns(word)
    handlers, facts = people.names_kept(c.handler_id for c in cases), facts_of(cases, wanted)
    found = []
    for case in cases:
        row = facts.get(case.pk, {})
        cells: list[tuple[str, str]] = []
        for column in wanted:
            raw = row.get(column.name)
            cells.append((column.label, mask(raw) if column.masked else shown.value(column.question, raw)))
        handler = handlers[case.handler_id] if case.handler_id else ""
        found.append(Row(case, lit[case.pk], organs.get(case.organ_id, ""), handler, cells))
    return found


def facts_of(cases: list[Case], wanted: list[Column]) -> dict[int, dict[str, Any]]:
    """The wanted facts of these cases; one query for each version of the procedure among them."""
    found: dict[int, dict[str, Any]] = {}
    for model in {c.declared.facts for c in cases if c.declared.facts} if wanted else ():
        names = [c.name for c in wanted if c.name in columns(model)]
        keys = [c.pk for c in cases if c.declared.facts is model]
        for pk, *values in beside.rows(model, ("case", *names), "case_id", keys):
            found[pk] = dict(zip(names, values, strict=True))
    return found


def parties_of(cases: list[Case]) -> dict[int, str]:
    """Names of the first party of each case, for exports; masked."""
    found: dict[int, str] = {}
    for case, name in Party.objects.filter(case__in=cases).order_by("pk").values_list("case", "name"):
        found.setdefault(case, shown.masked(name))
    return found
