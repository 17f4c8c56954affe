"""The navigation, built from the registry: the work, the procedures by folder, the pages domains add, the report."""

import importlib
import pkgutil
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.urls import include, path

from fazhi.kernel.registry import domains, modules, procedures

MAIN = (
    ("/work/", "工作"),
    ("/cases/", "业务"),
    ("/board/", "看板"),
    ("/laws/", "法规"),
    ("/search/", "检索"),
)


@dataclass(frozen=True)
class Word:
    """One domain word (the part of a key before @): what the lists are by. `declared` is its newest version."""

    key: str
    label: str
    declared: Any
    versions: tuple[Any, ...]
    folder: str


@cache
def words() -> dict[str, Word]:
    """Every domain word, with its versions newest first."""
    found: dict[str, list] = {}
    for declared in sorted(procedures().values(), key=lambda p: p.since, reverse=True):
        found.setdefault(declared.domain, []).append(declared)
    return {k: Word(k, v[0].label, v[0], tuple(v), folder_of(v[0])) for k, v in sorted(found.items())}


def folder_of(declared: Any) -> str:
    """The folder of a declaration under fazhi.domains, or the word itself where it lies elsewhere (tests)."""
    parts = declared.__module__.split(".")
    return parts[2] if parts[:2] == ["fazhi", "domains"] else declared.domain


@cache
def folders() -> list[tuple[str, str, list[Word], list[tuple[str, str]]]]:
    """(folder, its sentence, its words, its own pages) for the page of all procedures."""
    found = []
    extra = {name: nav for name, nav, _ in domain_pages()}
    for name in sorted({w.folder for w in words().values()} | set(extra)):
        doc = (getattr(domains().get(name), "__doc__", "") or "").strip().split("\n")[0]
        found.append((name, doc, [w for w in words().values() if w.folder == name], extra.get(name, [])))
    return found


@cache
def domain_pages() -> list[tuple[str, list[tuple[str, str]], list]]:
    """(domain, NAV, urlpatterns) of the domains that have pages of their own. NAV holds (path below the domain, label)."""
    found: dict[str, tuple[str, list, list]] = {}
    for module in modules("pages"):
        name = module.__name__.split(".")[2]
        entry = found.setdefault(name, (name, [], []))
        entry[1].extend((f"/{name}/{place.lstrip('/')}", label) for place, label in getattr(module, "NAV", ()))
        entry[2].extend(module.urlpatterns)
    return list(found.values())


@cache
def public() -> list[tuple[str, str]]:
    """The entries domains add to the top line of people without a post: `PUBLIC` of their pages.py, as NAV."""
    found = [(m.__name__.split(".")[2], entry) for m in modules("pages") for entry in getattr(m, "PUBLIC", ())]
    return [(f"/{name}/{place}", label) for name, (place, label) in found]


@cache
def report_pages() -> Any:
    """The report package's pages, if it is there."""
    home = importlib.import_module("fazhi.report")
    if any(m.name == "pages" for m in pkgutil.iter_modules(home.__path__)):
        return importlib.import_module("fazhi.report.pages")
    return None


def mounts() -> list:
    """The url patterns of domains and report: each domain under /<domain>/, the report's own as it names them."""
    found = [path(f"{name}/", include((patterns, name), namespace=name)) for name, _, patterns in domain_pages()]
    report = report_pages()
    if report:
        found.append(path("", include((report.urlpatterns, "report"), namespace="report")))
    return found


@cache
def main() -> list[tuple[str, str]]:
    """The entries of the top line."""
    report = report_pages()
    return [*MAIN, *(tuple(n) for n in getattr(report, "NAV", ()))]


@cache
def openings(seats: frozenset[str]) -> list[tuple[Word, Any]]:
    """(word, opening step) for somebody who holds these seats; without any, what is open to the public."""
    found = []
    for word in words().values():
        for step in word.declared.steps.values():
            if step.opening and (seats & {s.key for s in step.who} or (not seats and step.key in word.declared.public)):
                found.append((word, step))
    return found


def forget() -> None:
    """Call where the registry was changed after start (tests)."""
    from fazhi.surfaces.boxes import party_seats, reminders
    from fazhi.surfaces.people import seat_labels

    own = (words, folders, domain_pages, public, report_pages, main, openings)
    for kept in (*own, party_seats, reminders, seat_labels):
        kept.cache_clear()
