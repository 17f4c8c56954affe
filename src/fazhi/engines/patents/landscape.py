"""Similar documents with their reasons, and the figures behind an applicant portrait or a landscape chart."""

# ruff: noqa: S608 — every value in these statements passes schema.literal, a number or a fixed name; tests inject quotes

from typing import TYPE_CHECKING, Any

from fazhi.engines.patents import rank, ranking, rows
from fazhi.engines.patents.details import SHOWN
from fazhi.engines.patents.schema import literals
from fazhi.engines.patents.values import words

if TYPE_CHECKING:
    from fazhi.engines.patents.store import Store

WORDS_ASKED = 8
COMMON = 0.2  # words in more than this share of all records say nothing


def similar(store: "Store", pn: str, limit: int) -> list[dict[str, Any]]:
    """Records that share rare words of title and abstract, ranked by BM25; one point more a shared class group, five for a citation."""
    from fazhi.engines.patents.store import shown

    base = store.record(pn)
    if base is None:
        return []
    asked = list(dict.fromkeys(w for w in words(f"{base['ti']} {base['ab']}") if len(w) > 2 or ord(w[0]) > 0x2E80))
    weights = ranking.weights(store, asked[:80])
    rare = [t for t in rank.most(weights, asked[:80]) if 1 < weights.df[t] <= COMMON * max(weights.records, 10)][:WORDS_ASKED]
    groups = [f"{p}:{s.split('/')[0]}" for p, name in (("i", "ipc"), ("k", "cpc")) for s in base[name]]
    cited = [f"c:{base['num']}"] + [f"n:{c}" for c in base["cites"]]
    if not rare:
        return []
    columns = [*SHOWN.split(", "), f"length(arrayIntersect(keys, {literals(groups) if groups else 'emptyArrayString()'})) AS shared",
               f"hasAny(keys, {literals(cited)}) AS cited"]  # fmt: skip
    scored = rank.scored(weights, rare, f"pn != {literals([base['pn']])}[1]{store.visible()}", columns)
    found = store.db.rows(
        f"SELECT * EXCEPT points, points AS words, points + shared + 5 * cited AS whole FROM ({scored}) ORDER BY whole DESC, pd DESC, pn DESC LIMIT {int(limit)}"
    )
    for r in found:
        r["points"] = r.pop("whole")
    reasons = [
        {"words": round(float(r.pop("words")), 3), "classes": int(r.pop("shared")), "citation": bool(r.pop("cited"))}
        for r in found
    ]
    hits = [{**hit, "why": why} for hit, why in zip(shown(found), reasons, strict=True)]
    return hits


def landscape(store: "Store", text: str) -> dict[str, Any]:
    """Publications, applications and families by year, office, class, applicant and status; growth, concentration and live stock."""
    where, node = store.where(text)
    head = store.db.rows(
        f"SELECT count() AS p, uniqExact(if(app = '', pn, app)) AS a, uniqExact(fam) AS f, countIf(st = '有效') AS live, avgIf(dl, dl > 0) AS words FROM pub WHERE {where}"
    )[0]
    filings = store.db.rows(
        f"SELECT intDiv(ad, 10000) AS y, uniqExact(if(app = '', pn, app)) AS n FROM pub WHERE {where} AND ad > 0 GROUP BY y ORDER BY y"
    )
    grants = store.db.rows(
        f"SELECT intDiv(pd, 10000) AS y, count() AS n FROM pub WHERE {where} AND kc IN ('B', 'U', 'S') AND pd > 0 GROUP BY y ORDER BY y"
    )
    owners = store.db.rows(
        f"SELECT arrayJoin(splitByChar('\\n', if(ow = '', ap, ow))) AS name, uniqExact(fam) AS n FROM pub WHERE {where} AND (ap != '' OR ow != '') GROUP BY name ORDER BY n DESC, name LIMIT 30"
    )
    shares = [r["n"] / head["f"] for r in owners] if head["f"] else []
    year = rows.today() // 10000
    return {
        "parsed": str(node), "publications": head["p"], "applications": head["a"], "families": head["f"], "live": head["live"],
        "filings": {str(r["y"]): r["n"] for r in filings}, "incomplete_from": year - 1, "grants": {str(r["y"]): r["n"] for r in grants},
        "growth": growth({r["y"]: r["n"] for r in filings if r["y"] < year - 1}),
        "owners": {r["name"]: r["n"] for r in owners}, "cr5": round(sum(shares[:5]), 4), "hhi": round(sum(s * s for s in shares), 4),
        "offices": store.facet(where, "office"), "classes": store.facet(where, "ipc4"), "states": store.facet(where, "status"), "places": store.facet(where, "place"),
    }  # fmt: skip


def growth(by_year: dict[int, int], span: int = 5) -> dict[str, Any] | None:
    """Compound yearly growth over the last complete years; None where there are too few."""
    years = sorted(y for y in by_year if y > 0)
    if len(years) < 2:
        return None
    last = years[-1]
    first = max(y for y in years if y <= max(last - span, years[0]))
    n = last - first
    return (
        {"from": first, "to": last, "years": n, "cagr": round((by_year[last] / by_year[first]) ** (1 / n) - 1, 4)}
        if n
        else None
    )
