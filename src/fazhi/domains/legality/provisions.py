"""A basis as people write it ("公平竞争审查条例 第九条第（三）项") found in the catalogue and the library."""

import re
from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import quote

from fazhi.law import catalogue, library
from fazhi.law.catalogue import Version
from fazhi.law.numerals import article_label, parse_place

PROVISION = re.compile(r"《?(.+?)》?\s*(第[一二三四五六七八九十百千零\d]+条)")


class Located(NamedTuple):
    """One article of one version of a law."""

    title: str
    version: Version
    article: int


@lru_cache(maxsize=4096)
def located(provision: str, on: date) -> Located | None:
    """The article a basis names, as in force on a day; None where the catalogue has no such article."""
    found = PROVISION.match(provision)
    record = catalogue().find(found[1]) if found else None
    if not found or record is None:
        return None
    try:
        article = parse_place(found[2])[0]
    except (ValueError, TypeError):
        return None
    version = record.version_on(on) or record.latest
    return Located(record.title, version, article) if version.has_article(article) else None


def address(provision: str) -> str:
    """Where the words of a provision are read; empty where the catalogue has no such article."""
    found = located(provision, date.today())
    return f"/laws/{quote(found.title)}/{found.article}/words/?version={found.version.name}" if found else ""


def excerpt(provision: str, on: date) -> str:
    """The article in full, as an opinion copies it out: empty where its text was not imported."""
    found = located(provision, on)
    words = library().words(found.version, found.article) if found else None
    if not found or not words:
        return ""
    label = article_label(found.article)
    return f"《{found.title}》{label}　{words.strip().removeprefix(label).lstrip()}"


def cited(provision: str) -> str:
    """A basis as an official document cites it: the title in its marks, a document's number without."""
    title, _, place = provision.partition(" ")
    return provision if title.startswith("《") or "〔" in title else f"《{title}》{place}"


def ranked(provisions: Iterable[str]) -> list[str]:
    """The laws behind an opinion, each once: statutes, then regulations, then the rest."""
    titles = dict.fromkeys(p.partition(" ")[0] for p in provisions)
    order = sorted(titles, key=lambda t: (not t.endswith(("法", "法典")), not t.endswith("条例"), t))
    return [cited(t) for t in order]
