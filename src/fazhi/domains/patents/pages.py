"""Search, one record, and the portrait of an applicant or a field; any signed-in person may read them."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from fazhi.domains.patents import alerts, library, pictures, words
from fazhi.domains.patents.asked import DIALECTS, SORTS, Asked, condition

PAGE = 20
SHOWN = 12
FACETS = (("applicant", "申请人", "ap"), ("year", "公开年", "pd"), ("status", "法律状态", "st"), ("office", "国家地区", "cc"))
HELP = (
    ("标题、标题和摘要（不写字段即是）、加权利要求", "ti: ta: tac:", "标题:疫苗"),
    ("申请人、现权利人、发明人、地区", "ap: ow: in: lo:", "申请人:示例医药"),
    ("公开号、申请号、优先权号", "pn: an: pr:", "pn:CN101424602A"),
    ("分类（含下位）", "ipc: cpc: loc:", "ipc:A61K39"),
    ("公开日、申请日", "pd: ad:", "公开日:[2015-01-01 TO 2020-12-31]"),
    ("法律状态、法律事件、健康范围", "st: ev: 范围:", "状态:有效 AND 事件:质押"),
    ("短语、词尾通配", "\"…\" *", '"drug coating" vacc*'),
    ("相隔不超过n个词、依次相隔、同一句", "near/n pre/n sen", "疫苗 near/5 佐剂"),
)  # fmt: skip


def page(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A page for any signed-in person; says so where the store does not answer."""

    @wraps(view)
    def shown(request: HttpRequest, *args: Any, **kw: Any) -> HttpResponse:
        try:
            return view(request, *args, **kw)
        except library.Absent as absent:
            answer = render(request, "patents/closed.html", {"words": str(absent), "again": again(request)}, status=503)
            if again(request):
                answer["Retry-After"] = answer["Refresh"] = "5"
            return answer

    return login_required(shown)


def again(request: HttpRequest) -> bool:
    """Whether the page may ask again by itself."""
    return library.kept() and request.method == "GET"


@page
def search(request: HttpRequest) -> HttpResponse:
    """The search box and, when something is asked, what was found."""
    asked = Asked.read(request.GET)
    shown: dict[str, Any] = {
        "asked": asked,
        "sorts": SORTS,
        "dialects": DIALECTS,
        "help": HELP,
        "state": library.ask("state"),
        "news": alerts.unseen(request.user),
    }
    if asked.q:
        try:
            shown |= results(asked)
        except ValueError as error:
            shown |= refused(asked, error)
    return render(request, "patents/search.html", shown)


def refused(asked: Asked, error: ValueError) -> dict[str, Any]:
    """A query that cannot be answered: the sentence, and the place in what was typed."""
    if isinstance(error, library.Absent):
        raise error
    place = asked.at(error.at) if isinstance(error, library.Refused) else getattr(error, "at", None)
    text = asked.base if "base" in vars(asked) else asked.q
    sentence = str(error)
    if place is not None and (cut := sentence.find("：")) > 0:
        sentence = f"第{place + 1}个字符处{sentence[cut:]}"
    return {"wrong": sentence, "wrong_at": words.shown_wrong(text, place)}


def results(asked: Asked) -> dict[str, Any]:
    """Hits, facets and the parsed query."""
    node = asked.node
    found = library.ask(
        "search",
        text=asked.text,
        limit=PAGE,
        sort=asked.sort,
        facets=[f for f, _, _ in FACETS],
        after=asked.after or None,
        group=asked.group,
    )
    numbers = [h["pn"] for h in found["hits"]]
    texts = library.ask("abstracts", numbers=numbers)
    title, body, who = (words.pattern(node, part) for part in ("ti", "ab", "ap"))
    hits = [
        {**h, "shown": words.marked(h["title"], title), "piece": words.snippet(texts.get(h["pn"], ""), body), "owners": [(n, words.marked(n, who)) for n in h["ap"].split("\n") if n][:3],
         "day": words.day(h["pd"]), "filed": words.day(h["ad"]), "office": words.office(h["cc"]), "kind": words.KINDS.get(h["kc"], h["kc"])}
        for h in found["hits"]
    ]  # fmt: skip
    return {"found": found, "hits": hits, "facets": facets(asked, found["facets"]), "tree": words.tree(node), "parsed": str(node),
            "next": asked.url(after=found["after"]) if found["after"] else "", "narrowed": [(n, asked.without(n)) for n in asked.narrow]}  # fmt: skip


def facets(asked: Asked, found: dict[str, dict[str, int]]) -> list[dict[str, Any]]:
    """The facets as lists of (words, number, address); first the classes, one level below the one chosen."""
    under = asked.ipc
    below = library.ask("branches", text=asked.text, under=under)
    made = [
        {
            "label": f"IPC分类：{under}之下" if under else "IPC分类",
            "rows": [(k, n, asked.with_("ipc", k)) for k, n in below.items()],
            "up": up(asked, under),
        }
    ]
    for name, label, field in FACETS:
        groups = found[name]
        if name == "status" and "实质审查" in groups:  # 审中 asks for both
            groups = {**groups, "审中": groups.get("审中", 0) + groups["实质审查"]}
            groups.pop("实质审查")
        rows = sorted(groups.items(), reverse=True) if name == "year" else list(groups.items())
        made.append(
            {
                "label": label,
                "rows": [(words.office(k) if name == "office" else k, n, asked.with_(field, k)) for k, n in rows[:SHOWN]],
            }
        )
    return [m for m in made if m["rows"] or m.get("up")]


def up(asked: Asked, under: str) -> str:
    """The address one level of classes higher."""
    if not under:
        return ""
    higher = library.ask("above", symbol=under)
    return asked.with_("ipc", higher) if higher else asked.without(f"ipc:{under}")


# ---------------------------------------------------------------- one record


def record_or_404(pn: str) -> dict[str, Any]:
    try:
        found = library.ask("record", pn=pn)
    except library.Refused as refusal:
        raise Http404(str(refusal)) from None
    if found is None:
        raise Http404(f"专利库里没有{pn}")
    return found


@page
def record(request: HttpRequest, pn: str) -> HttpResponse:
    """Everything about one publication."""
    r = record_or_404(pn)
    members = library.ask("family", fam=r["fam"])
    cited_by = library.ask("citations", pn=r["pn"])["cited_by"]
    both = library.ask("named", numbers=[*r["cites"], *cited_by[:200]])
    titles, texts = r["ti"].split("\n"), r["ab"].split("\n")
    shown = {
        "r": r, "title": titles[0], "other_titles": titles[1:], "abstracts": [t for t in texts if t], "claims": [c for c in r["cl"].split("\n") if c],
        "owners": [n for n in r["ap"].split("\n") if n], "now": [n for n in r["ow"].split("\n") if n], "inventors": [n for n in r["inv"].split("\n") if n],
        "office": words.office(r["cc"]), "kind": words.KINDS.get(r["kc"], r["kc"]), "status": words.status_words(r), "term": words.term_words(r), "source": words.source(r["src"]),
        "pd": words.day(r["pd"]), "ad": words.day(r["ad"]), "prio": words.day(r["prio"]), "scope": scope_words(r),
        "family": [{**m, "day": words.day(m["pd"]), "office": words.office(m["cc"])} for m in members], "picture": pictures.family(members, r["pn"]),
        "events": [{**e, "day": words.day(e["date"]), "source": words.source(e["src"])} for e in r["events"]], "transfers": [{**e, "day": words.day(e["date"])} for e in r["transfers"]],
        "cites": lines_of(r["cites"], both), "cited_by": lines_of(cited_by[:200], both), "cited_many": len(cited_by), "synthetic": r["src"] == "synthetic",
    }  # fmt: skip
    return render(request, "patents/record.html", shown)


def lines_of(numbers: list[str], known: dict[str, dict[str, Any]]) -> list[dict[str, Any]]:
    """Cited numbers with what the store knows of them."""
    return [
        {
            "pn": n,
            **{k: v for k, v in known.get(n, {}).items() if k != "pn"},
            "link": known.get(n, {}).get("pn", ""),
            "day": words.day(known.get(n, {}).get("pd")),
        }
        for n in numbers
    ]


def scope_words(r: dict[str, Any]) -> str:
    """Whether it is in the health-industry scope, and by which row."""
    tier = {3: "核心", 2: "条件", 1: "扩展"}.get(r["tier"])
    row, _, hit = r["why"].partition("|")
    return f"在大健康范围内（{tier}）" + (f"：分类号{hit}符合范围表“{row}”一行" if hit else "") if tier else "不在大健康范围内"


@page
def similar(request: HttpRequest, pn: str) -> HttpResponse:
    """Documents like this one, with the reasons; a fragment of the record's page, and a page of its own without script."""
    found = library.ask("similar", pn=record_or_404(pn)["pn"], limit=10)
    rows = [{**h, "day": words.day(h["pd"]), "reasons": reasons(h["why"])} for h in found]
    return render(request, "patents/similar_part.html" if request.htmx else "patents/similar.html", {"rows": rows, "pn": pn})


def reasons(why: dict[str, Any]) -> str:
    told = [f"标题摘要用词相近（{why['words']:.1f}）"] if why["words"] else []
    told += [f"同{why['classes']}个分类大组"] if why["classes"] else []
    return "，".join([*told, *(["有引用关系"] if why["citation"] else [])])


# ---------------------------------------------------------------- portraits


@page
def portrait(request: HttpRequest) -> HttpResponse:
    """The charts of an applicant (?name=) or of any query (?q=)."""
    name, asked = request.GET.get("name", "").strip()[:200], Asked.read(request.GET)
    shown: dict[str, Any] = {"name": name, "asked": asked}
    if name:
        asked = Asked(condition("ap", name))
    if asked.q:
        try:
            asked.node  # noqa: B018 - refuses before the store is asked
            found = {
                **library.ask("landscape", timeout=60, text=asked.text),
                **library.ask("standing", timeout=60, text=asked.text),
            }
            drawn = pictures.portrait(found, lambda f, v: "/patents/" + asked.with_(f, v), name)
            shown |= {
                "found": found,
                "numbers": pictures.numbers(found, bool(name)),
                "charts": drawn,
                "back": "/patents/" + asked.url(),
            }
        except ValueError as error:
            shown |= refused(asked, error)
    return render(request, "patents/portrait.html", shown)


NAV = [("", "专利检索"), ("portrait/", "申请人画像与态势")]
PUBLIC = [("", "专利检索")]
urlpatterns = [
    path("", search, name="search"),
    path("record/<str:pn>/", record, name="record"),
    path("record/<str:pn>/similar/", similar, name="similar"),
    path("portrait/", portrait, name="portrait"),
]
