"""The law library in the browser: browse, a law and its versions, versions side by side, one article and what stands on it."""

import difflib
import re
from datetime import date
from typing import Any
from urllib.parse import quote

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from fazhi.law import catalogue, library
from fazhi.law.catalogue import LawRecord, Version
from fazhi.law.numerals import article_label, parse_place
from fazhi.surfaces.standing import standings, version_named

LEVELS = ("宪法", "法律", "行政法规", "监察法规", "司法解释", "国务院规范性文件", "部门规章", "部门规范性文件", "地方性法规",
          "地方政府规章", "党内法规和中央文件")  # fmt: skip
PAGE = 60
PLACE = re.compile(r"^(.+?)\s*(第[零〇一二三四五六七八九十百千\d]+条.*|\d+(?:\.\d+)*)$")


@login_required
def browse(request: HttpRequest) -> HttpResponse:
    """The laws by level; or those whose title or articles hold what was typed."""
    words, level = request.GET.get("q", "").strip()[:100], request.GET.get("level", "")
    if words and (found := PLACE.match(words)):
        record = catalogue().find(found[1])
        if record:
            try:
                return redirect(f"/laws/{quote(record.title)}/{parse_place(found[2])[0]}/")
            except ValueError:
                pass
    records: list[LawRecord] = []
    articles: list[Any] = []
    if words:
        records = by_title(words)[:PAGE]
        articles = library().search(words, 30)
    elif level in LEVELS:
        records = sorted((r for r in map(catalogue().record, catalogue().keys) if r.level == level), key=lambda r: r.title)
    page = request.GET.get("page", "1")
    at = max(1, int(page) if page.isascii() and page.isdecimal() and len(page) < 6 else 1)
    shown = records[(at - 1) * PAGE : at * PAGE]
    counts: dict[str, int] = {}
    if not words:
        for key in catalogue().keys:
            counts[catalogue().record(key).level] = counts.get(catalogue().record(key).level, 0) + 1
    context = {"words": words, "level": level, "records": shown, "articles": [(t, v, a, excerpt(a.text, words)) for t, v, a in articles],
               "levels": [(name, counts.get(name, 0)) for name in LEVELS], "held": len(library()), "cited": cited() if not words else [],
               "next": at + 1 if len(records) > at * PAGE else 0, "total": len(records)}  # fmt: skip
    return render(request, "surfaces/laws.html", context)


def by_title(words: str) -> list[LawRecord]:
    """Laws whose title or alias holds every word typed, the exact and the short first."""
    wanted = words.replace("《", "").replace("》", "").split()
    keys = {k: catalogue().find(k) for k in catalogue().names if all(w in k for w in wanted)}
    exact = catalogue().find(words)
    records = {r.key: r for r in ([exact] if exact else []) + [r for r in keys.values() if r]}
    return sorted(records.values(), key=lambda r: (r is not exact, r.latest.status != "现行有效", len(r.title)))


def cited() -> list[tuple[LawRecord, int]]:
    """The laws the declarations stand on, with how many articles are cited."""
    counts: dict[str, int] = {}
    for key, _ in standings():
        counts[key] = counts.get(key, 0) + 1
    rows = [(r, n) for k, n in counts.items() if (r := catalogue().find(k))]
    return sorted(rows, key=lambda row: -row[1])


def excerpt(text: str, words: str) -> SafeString:
    """The place in an article where the first word stands, with the words marked."""
    first = next((text.find(w) for w in words.split() if w in text), 0)
    start = max(0, first - 40)
    piece = escape(("…" if start else "") + text[start : start + 160] + ("…" if len(text) > start + 160 else ""))
    for word in words.split():
        piece = piece.replace(escape(word), f"<mark>{escape(word)}</mark>")
    return mark_safe(piece)  # noqa: S308 - every part was escaped above


def record_or_404(title: str) -> LawRecord:
    record = catalogue().find(title)
    if record is None:
        raise Http404
    return record


def version_or_latest(record: LawRecord, name: str) -> Version:
    return (version_named(record.title, name) if name else None) or record.version_on(date.today()) or record.latest


@login_required
def law(request: HttpRequest, title: str) -> HttpResponse:
    """One law: its versions, and the text of the chosen one where it was imported."""
    record = record_or_404(title)
    version = version_or_latest(record, request.GET.get("version", ""))
    statute = library().statute(version)
    marks = {a: len(rows) for (key, a), rows in standings().items() if key == record.key}
    context = {"record": record, "version": version, "articles": headed(statute.articles if statute else []), "note": statute.note if statute else "",
               "marks": marks, "cited": sorted(marks), "held": bool(statute)}  # fmt: skip
    return render(request, "surfaces/law.html", context)


def headed(articles: list[Any]) -> list[tuple[list[str], Any, str]]:
    """(headings that begin here, article, its label)."""
    found, before = [], ("", "", "")
    for article in articles:
        heads = (article.part, article.chapter, article.section)
        new = [h for h, b in zip(heads, before, strict=True) if h and h != b]
        found.append((new, article, article_label(article.number, of=article.of)))
        before = heads
    return found


@login_required
def article(request: HttpRequest, title: str, number: int) -> HttpResponse:
    """One article in every version held, and the rules that stand on it."""
    record = record_or_404(title)
    chosen = version_or_latest(record, request.GET.get("version", ""))
    texts = []
    for version in reversed(record.versions):
        found = library().article(record.title, number, version=version)
        if found:
            texts.append((version, found, version is chosen))
    texts.sort(key=lambda t: not t[2])
    rows = standings().get((record.key, number), [])
    kinds: dict[str, list] = {}
    for row in rows:
        kinds.setdefault(row.kind, []).append(row)
    context = {"record": record, "number": number, "label": article_label(number), "texts": texts, "kinds": list(kinds.items()), "version": chosen,
               "last": chosen.last_article}  # fmt: skip
    return render(request, "surfaces/article.html", context)


@login_required
def words(request: HttpRequest, title: str, number: int) -> HttpResponse:
    """The words of one article alone, to unfold in place."""
    record = record_or_404(title)
    version = version_or_latest(record, request.GET.get("version", ""))
    found = library().article(record.title, number, version=version)
    return render(
        request, "surfaces/words.html", {"record": record, "version": version, "article": found, "label": article_label(number)}
    )


@login_required
def compare(request: HttpRequest, title: str) -> HttpResponse:
    """Two versions side by side; articles are paired by their words, changes marked."""
    record = record_or_404(title)
    names = [v.name for v in record.versions]
    new = version_or_latest(record, request.GET.get("b", ""))
    earlier = [v for v in record.versions if v.name < new.name]
    old = version_or_latest(record, request.GET.get("a", "") or (earlier[-1].name if earlier else names[0]))
    left, right = library().articles(record.title, old), library().articles(record.title, new)
    rows = list(paired(left, right)) if left and right and old.digest != new.digest else []
    shown = rows if "all" in request.GET else [r for r in rows if r[4]]
    context = {"record": record, "old": old, "new": new, "rows": shown, "same": len(rows) - len([r for r in rows if r[4]]), "all": "all" in request.GET,
               "held": bool(left and right)}  # fmt: skip
    return render(request, "surfaces/compare.html", context)


def paired(left: list[Any], right: list[Any]) -> Any:
    """(old label, old html, new label, new html, changed) in the order of the new text, dropped articles where they stood."""
    pairs = matched(left, right)
    taken = {id(a) for a, _ in pairs if a}
    rest = [a for a in left if id(a) not in taken]
    for a, b in pairs:
        while rest and a is not None and rest[0].number < a.number:
            yield row_of(rest.pop(0), None)
        yield row_of(a, b)
    for a in rest:
        yield row_of(a, None)


def matched(left: list[Any], right: list[Any]) -> list[tuple[Any, Any]]:
    """Each new article with the old one it most resembles (each used once, half the words in common at least)."""
    grams = {id(a): set(zip(a.text, a.text[1:], strict=False)) for a in (*left, *right)}
    free, pairs, at = {id(a): a for a in left}, [], 0
    for b in right:
        near = sorted(free.values(), key=lambda a: abs(left.index(a) - at))[:40]
        scored = [(len(grams[id(a)] & grams[id(b)]) * 2 / (len(grams[id(a)]) + len(grams[id(b)]) or 1), a) for a in near]
        score, best = max(scored, key=lambda s: s[0], default=(0.0, None))
        if best is not None and score >= 0.45:
            free.pop(id(best))
            at = left.index(best) + 1
            pairs.append((best, b))
        else:
            pairs.append((None, b))
    return pairs


def row_of(a: Any, b: Any) -> tuple[str, SafeString, str, SafeString, bool]:
    label = lambda x: article_label(x.number, of=x.of) if x else ""  # noqa: E731
    if a is None or b is None:
        whole = escape((a or b).text)
        return (
            label(a),
            mark_safe(f"<del>{whole}</del>" if a else ""),  # noqa: S308 - escaped above
            label(b),
            mark_safe(f"<ins>{whole}</ins>" if b else ""),  # noqa: S308
            True,
        )
    if a.text == b.text:
        return label(a), SafeString(escape(a.text)), label(b), SafeString(escape(b.text)), a.number != b.number
    old, new = [], []
    for tag, i, j, k, n in difflib.SequenceMatcher(None, a.text, b.text, autojunk=False).get_opcodes():
        before, after = escape(a.text[i:j]), escape(b.text[k:n])
        old.append(before if tag == "equal" else f"<del>{before}</del>" if before else "")
        new.append(after if tag == "equal" else f"<ins>{after}</ins>" if after else "")
    return label(a), mark_safe("".join(old)), label(b), mark_safe("".join(new)), True  # noqa: S308
