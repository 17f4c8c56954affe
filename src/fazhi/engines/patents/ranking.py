"""The most relevant records of a query: stages over the postings until the answer is certain, then only the wanted rows are read."""

# ruff: noqa: S608 — every value in these statements passes schema.literal, a number or a fixed name; tests inject quotes

from typing import TYPE_CHECKING, Any

from fazhi.engines.patents import rank
from fazhi.engines.patents.details import SHOWN
from fazhi.engines.patents.query import Leaf, Node

if TYPE_CHECKING:
    from fazhi.engines.patents.store import Store

Scores = list[tuple[int, float]]  # record and points


def weights(store: "Store", tokens: list[str]) -> rank.Weights:
    """Number of records, mean length and document frequencies, remembered until the data changes."""
    if store.mean is None:
        r = store.db.rows("SELECT count() AS n, avg(dl) AS mean FROM pub")[0]
        store.mean = (r["n"], float(r["mean"] or 1.0))
    for token in tokens:
        if token not in store.frequencies:
            store.frequencies[token] = store.one(f"SELECT count() FROM pub WHERE {rank.has(token)}")
    return rank.Weights(store.mean[0], max(store.mean[1], 1.0), {t: store.frequencies[t] for t in tokens})


def best(
    store: "Store", node: Node, where: str, tokens: list[str], wanted: int, total: int, group: bool
) -> list[dict[str, Any]]:
    """The `wanted` best rows, by points, then by day and number; with `group` the best of each family."""
    known = weights(store, tokens)
    tokens = rank.most(known, tokens)
    single = bool(
        isinstance(node, Leaf) and node.field == "ta" and len(tokens) == 1 and node.times == 1 and not store.visible()
    )
    for threshold in rank.STAGES if total >= rank.STAGED_FROM else ():
        if single and not group:
            found = _alone(store, known, tokens[0], threshold, wanted)
        else:
            within, _ = rank.stage(known, tokens, threshold)
            found = _scored(store, known, tokens, where, wanted, group, within)
        if len(found) >= wanted and found[wanted - 1][1] > rank.ceiling(known, tokens, threshold):
            break
    else:
        found = _scored(store, known, tokens, where, wanted, group)
    return _rows(store, found, wanted)


def _scored(
    store: "Store", known: rank.Weights, tokens: list[str], where: str, wanted: int, group: bool, within: str = ""
) -> Scores:
    columns = ["pd", "pn", "fam"] if group else ["pd"]
    scored = rank.scored(known, tokens, where, [*columns, "doc AS id"], within)
    order = "points DESC, pd DESC, pn DESC LIMIT 1 BY fam" if group else "points DESC, pd DESC"
    found = store.db.rows(
        f"SELECT id, points FROM ({scored}) ORDER BY {order} LIMIT {wanted}" + ("" if group else " WITH TIES")
    )
    return [(r["id"], r["points"]) for r in found]


def _alone(store: "Store", known: rank.Weights, token: str, threshold: float, wanted: int) -> Scores:
    return [(r["doc"], r["points"]) for r in store.db.rows(rank.alone(known, token, threshold, wanted))]


def _rows(store: "Store", found: Scores, wanted: int) -> list[dict[str, Any]]:
    """The rows of some records, read by the day they stand under."""
    points = dict(found)
    if not points:
        return []
    docs = ", ".join(map(str, points))
    rows = store.db.rows(
        f"SELECT {SHOWN}, doc FROM pub WHERE pd IN (SELECT pd FROM place WHERE doc IN ({docs})) AND doc IN ({docs}){store.visible()}"
    )
    rows.sort(key=lambda r: (points[r["doc"]], r["pd"], r["pn"]), reverse=True)
    return [{**{k: v for k, v in r.items() if k != "doc"}, "points": points[r["doc"]]} for r in rows[:wanted]]
