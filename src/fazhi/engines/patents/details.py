"""Everything about one publication: its number, record, events, family and citations."""

# ruff: noqa: S608 — every value in these statements passes schema.literal, a number or a fixed name; tests inject quotes

from typing import TYPE_CHECKING, Any

from fazhi.engines.patents import compile, numbers, rows
from fazhi.engines.patents.schema import literal, literals

if TYPE_CHECKING:
    from fazhi.engines.patents.store import Store

SHOWN = "pn, cc, kc, pd, ad, app, fam, ti, ap, inv, st, term, ipc4, tier"


def lookup(store: "Store", text: str) -> list[dict[str, Any]]:
    """The headlines (pn, pd, cc, kc, title) under one publication number, with or without its kind, from the narrow table of numbers."""
    cleaned = numbers.clean(text)
    number = cleaned if cleaned.startswith("XX") else str(numbers.publication(text))
    bare = rows.without_kind(number)
    chosen = f"num = {literal(bare)}" + (f" AND pn = {literal(number)}" if bare != number else "")
    sure = f" AND doc IN (SELECT doc FROM pub WHERE {compile.key('n:' + bare)}{store.visible()})" if store.visible() else ""
    return store.db.rows(
        f"SELECT pn, pd, cc, kc, ti AS title FROM num WHERE {chosen}{sure} ORDER BY pd, pn SETTINGS max_threads = 1"
    )


def record(store: "Store", pn: str) -> dict[str, Any] | None:
    """Everything about one publication, with its events; None when it is not there."""
    where, _ = store.where(f'pn:"{pn}"')
    found = store.db.rows(f"SELECT * EXCEPT (seen, ver, gone, syn, doc) FROM pub WHERE {where} ORDER BY pd LIMIT 1")
    if not found:
        return None
    r = found[0]
    keys = r.pop("keys")
    r["priorities"], r["ipc"], r["cpc"], r["loc"] = (rows.symbols(keys, p) for p in ("p:", "i:", "k:", "l:"))
    r["cites"], r["events"] = rows.symbols(keys, "c:"), events(store, r["num"], r["app"])
    r["transfers"] = [e for e in r["events"] if e["cls"] in ("转移", "许可", "质押")]
    return r


def events(store: "Store", num: str, app: str) -> list[dict[str, Any]]:
    """The legal events of a publication and its application, by date."""
    chosen = f"num = {literal(num)}" + (f" OR app = {literal(app)}" if app else "")
    return store.db.rows(
        f"SELECT date, code, cls, text, sign, before, after, ref, src FROM event WHERE ({chosen}) AND ver <= {store.version} ORDER BY date, code, after"
    )


def family(store: "Store", fam: str) -> list[dict[str, Any]]:
    """The members of a simple family by date, each with its priorities."""
    found = store.db.rows(
        f"SELECT {SHOWN}, keys FROM pub WHERE {compile.key(f'f:{fam}')}{store.visible()} ORDER BY pd, pn LIMIT 1000"
    )
    return [{**{k: v for k, v in r.items() if k != "keys"}, "priorities": rows.symbols(r["keys"], "p:")} for r in found]


def extended_family(store: "Store", pn: str, most: int) -> list[str]:
    """The records connected by shared priorities or filings (INPADOC), walked until nothing new comes."""
    start = record(store, pn)
    if start is None:
        return []
    seen, members, edge = set(), {start["pn"]}, {*start["priorities"], start["app"]} - {""}
    while edge and len(members) < most:
        seen |= edge
        tokens = literals([t for e in sorted(edge) for t in (f"p:{e}", f"a:{e}")])
        found = store.db.rows(f"SELECT pn, app, keys FROM pub WHERE hasAnyTokens(keys, {tokens}){store.visible()} LIMIT {most}")
        members |= {r["pn"] for r in found}
        edge = ({p for r in found for p in [r["app"], *rows.symbols(r["keys"], "p:")]} - {""}) - seen
    return sorted(members)


def citations(store: "Store", pn: str) -> dict[str, list[str]]:
    """What it cites, and what cites it."""
    r = record(store, pn)
    if r is None:
        return {"cites": [], "cited_by": []}
    found = store.db.rows(
        f"SELECT pn FROM pub WHERE {compile.key('c:' + r['num'])}{store.visible()} ORDER BY pd, pn LIMIT 10000"
    )
    return {"cites": r["cites"], "cited_by": [f["pn"] for f in found]}
