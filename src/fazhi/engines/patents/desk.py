"""What a page asks beyond a search: abstracts of its hits, classes level by level, what changed since a version, the runs of the log."""

# ruff: noqa: S608 — every value in these statements passes schema.literal, a number or a fixed name; tests inject quotes

import json
import re
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from fazhi.engines.patents import classes, scheme
from fazhi.engines.patents.schema import literal, literals

if TYPE_CHECKING:
    from fazhi.engines.patents.store import Store

WATCHED = ("授权", "权利终止", "转移", "许可", "质押", "无效", "恢复", "驳回", "撤回", "视为撤回")
CITED = 2000  # up to so many records their citations are counted in the store; beyond, as the sources told them
LENGTHS = {0: 1, 1: 3, 3: 4, 4: 0}  # length of a class asked under → length of its children; 0: the main groups


def abstracts(store: "Store", numbers: list[str]) -> dict[str, str]:
    """The abstracts of some records, for the lines of a result list."""
    if not numbers:
        return {}
    found = store.db.rows(f"SELECT pn, ab FROM pub WHERE {_these(store, numbers)} LIMIT {len(numbers)} BY pn")
    return {r["pn"]: r["ab"] for r in found}


def named(store: "Store", numbers: list[str]) -> dict[str, dict[str, Any]]:
    """Title, applicant and day of those of these numbers (with or without kind) that are in the store."""
    if not numbers:
        return {}
    bare = sorted({_bare(n) for n in numbers[:500]})
    found = store.db.rows(
        f"SELECT pn, num, ti, ap, pd, st FROM pub WHERE hasAnyTokens(keys, {literals([f'n:{b}' for b in bare])}){store.visible()} ORDER BY pd LIMIT 2000"
    )
    told: dict[str, dict[str, Any]] = {}
    for r in found:
        told[r["num"]] = {
            "pn": r["pn"],
            "title": r["ti"].split("\n")[0],
            "ap": r["ap"].split("\n")[0],
            "pd": r["pd"],
            "st": r["st"],
        }
    return {n: told[_bare(n)] for n in numbers if _bare(n) in told}


def _bare(pn: str) -> str:
    return re.sub(r"(?<=\d)[A-Z]\d?$", "", pn)


def _these(store: "Store", numbers: list[str]) -> str:
    keys = literals([f"n:{_bare(n)}" for n in numbers])
    return f"hasAnyTokens(keys, {keys}) AND pn IN {literals(numbers)}{store.visible()}"


def branches(store: "Store", text: str, under: str = "", most: int = 20) -> dict[str, int]:
    """The IPC classes of all matches one level below `under`: sections, classes, subclasses, main groups, and by the loaded scheme
    subgroups. A record counts once in each."""
    under = classes.asked(under) if under else ""
    if len(under) not in LENGTHS:
        return _subgroups(store, text, under, most)
    long = LENGTHS[len(under)]
    shape = f"^i:{under}" + ("[0-9]+$" if not long else "." * (long - len(under)) + "$")
    where, _ = store.where(text)
    found = store.db.rows(
        f"SELECT substring(k, 3) AS name, count() AS n FROM (SELECT arrayJoin(arrayFilter(x -> match(x, {literal(shape)}), keys)) AS k FROM pub WHERE {where}) "
        f"GROUP BY name ORDER BY n DESC, name LIMIT {int(most)}"
    )
    return {r["name"]: r["n"] for r in found}


def _subgroups(store: "Store", text: str, under: str, most: int) -> dict[str, int]:
    """Each child counts what bears it or anything under it."""
    children = scheme.children(store, "ipc", under)
    if not children:
        return {}
    where, _ = store.where(text)
    pairs = [(f"i:{s}", child) for child, symbols in children.items() for s in symbols]
    child = f"transform(k, {literals([k for k, _ in pairs])}, {literals([c for _, c in pairs])}, '')"
    found = store.db.rows(
        f"SELECT name, count() AS n FROM (SELECT arrayJoin(arrayDistinct(arrayMap(k -> {child}, keys))) AS name FROM pub WHERE {where}) "
        f"WHERE name != '' GROUP BY name ORDER BY n DESC, name LIMIT {int(most)}"
    )
    return {r["name"]: r["n"] for r in found}


def above(store: "Store", symbol: str) -> str:
    """The class one level higher: of a subgroup by the loaded scheme, else by the spelling; empty above a section."""
    symbol = classes.asked(symbol)
    if "/" in symbol:
        return scheme.up(store, "ipc", symbol)
    return {1: "", 3: symbol[:1], 4: symbol[:3]}.get(len(symbol), symbol[:4])


def changes(store: "Store", text: str, since: int, most: int = 500) -> dict[str, Any]:
    """What is new to a query since a version of the data: records first seen, records said anew, and legal events on its matches."""
    since = int(since)
    with store.db.snapshot():
        where, _ = store.where(text)
        fresh = f"{where} AND ver > {since}"
        columns = "pn, ti, ap, pd, st, length(seen) < 2 AS first"
        found = store.db.rows(f"SELECT {columns} FROM pub WHERE {fresh} ORDER BY pd DESC, pn DESC LIMIT {int(most)}")
        total = store.one(f"SELECT count() FROM pub WHERE {fresh}")
        news = f"FROM event WHERE ver > {since} AND ver <= {store.version} AND cls IN {literals(list(WATCHED))}"
        held = store.db.rows(
            f"SELECT pn, num, app, ti FROM pub WHERE {where} AND (num IN (SELECT num {news} AND num != '') OR (app != '' AND app IN (SELECT app {news}))) LIMIT {int(most)}"
        )
        events = _events_on(store, held, news) if held else []
    lines = [
        {
            "pn": r["pn"],
            "title": r["ti"].split("\n")[0],
            "ap": r["ap"].split("\n")[0],
            "pd": r["pd"],
            "st": r["st"],
            "first": bool(r["first"]),
        }
        for r in found
    ]
    return {"version": store.version, "total": total, "records": lines, "events": events}


def _events_on(store: "Store", held: list[dict[str, Any]], news: str) -> list[dict[str, Any]]:
    """The new events of these records, by number or by application, each once, newest first."""
    nums, apps = literals([r["num"] for r in held]), literals([r["app"] for r in held])
    found = store.db.rows(
        f"SELECT num, app, date, cls, text {news} AND (num IN {nums} OR (app != '' AND app IN {apps})) ORDER BY date DESC, num LIMIT 500"
    )
    by_num, by_app = {r["num"]: r for r in held}, {r["app"]: r for r in held if r["app"]}
    told = []
    for e in found:
        r = by_num.get(e["num"]) or by_app[e["app"]]
        told.append({"pn": r["pn"], "title": r["ti"].split("\n")[0], "date": e["date"], "cls": e["cls"], "text": e["text"]})
    return told


def standing(store: "Store", text: str) -> dict[str, Any]:
    """How the filings of a query fare: the share granted, months from filing to grant, families abroad, inventors, events, citations received."""
    with store.db.snapshot():
        where, _ = store.where(text)
        app, months = (
            "if(app = '', pn, app)",
            "dateDiff('day', toDate(YYYYMMDDToDate32(ad)), toDate(YYYYMMDDToDate32(pd))) / 30.44",
        )
        head = store.db.rows(
            f"SELECT uniqExact({app}) AS a, uniqExactIf({app}, kc IN ('B', 'U', 'S')) AS g, avgIf({months}, kc = 'B' AND ad > 19700101 AND pd > ad) AS m, sum(cited_by) AS told FROM pub WHERE {where}"
        )[0]
        fams = [r["fam"] for r in store.db.rows(f"SELECT DISTINCT fam FROM pub WHERE {where} LIMIT {CITED + 1}")]
        whole = (
            f"hasAnyTokens(keys, {literals([f'f:{f}' for f in fams])}){store.visible()}" if 0 < len(fams) <= CITED else where
        )
        abroad = store.one(f"SELECT count() FROM (SELECT fam FROM pub WHERE {whole} GROUP BY fam HAVING uniqExact(cc) > 1)")
        inventors = store.db.rows(
            f"SELECT arrayJoin(splitByChar('\n', inv)) AS name, uniqExact(fam) AS n FROM pub WHERE {where} AND inv != '' GROUP BY name ORDER BY n DESC, name LIMIT 20"
        )
        events = store.db.rows(
            f"SELECT cls, uniqExact(num, date) AS n FROM event WHERE cls IN {literals(list(WATCHED))} AND ver <= {store.version} AND (num IN (SELECT num FROM pub WHERE {where}) "
            f"OR (app != '' AND app IN (SELECT app FROM pub WHERE {where}))) GROUP BY cls ORDER BY n DESC"
        )
        numbers = [r["num"] for r in store.db.rows(f"SELECT num FROM pub WHERE {where} LIMIT {CITED + 1}")]
        asked = literals([f"c:{n}" for n in numbers]) if 0 < len(numbers) <= CITED else ""
        cited = (
            store.one(
                f"SELECT sum(length(arrayIntersect(keys, {asked}))) FROM pub WHERE hasAnyTokens(keys, {asked}){store.visible()}"
            )
            if asked
            else 0
        )
    return {"granted": head["g"] / head["a"] if head["a"] else 0, "months": float(head["m"] or 0), "abroad": abroad, "cited": max(cited, head["told"] if not asked else 0),
            "inventors": {r["name"]: r["n"] for r in inventors}, "events": {r["cls"]: r["n"] for r in events}}  # fmt: skip


def runs(store: "Store") -> list[dict[str, Any]]:
    """Every finished load, oldest first: its files, what it did, and the six counters before and after it, as the log says."""
    told: list[dict[str, Any]] = []
    zero = {
        "publications": 0,
        "applications": 0,
        "families": 0,
        "in_scope": {"publications": 0, "applications": 0, "families": 0},
        "synthetic": 0,
    }
    before, now = zero, _run()
    refused = {
        r["load"]: r["n"] for r in store.db.rows("SELECT load, uniqExact(file, line, reason) AS n FROM reject GROUP BY load")
    }
    for r in store.db.rows("SELECT ver, load, kind, at, said FROM log ORDER BY ver, kind"):
        said = json.loads(r["said"])
        if r["kind"] == "batch":
            for name in ("inserted", "updated", "unchanged", "deleted", "events"):
                now[name] += int(said.get(name, 0))
            now["files"] |= {k: v.get("label", k) for k, v in said.get("reached", {}).items()}
            continue
        after = said["counts"]
        made = [key.split(":")[0] for key in now["files"]]
        told.append({**now, "load": r["load"], "version": r["ver"], "at": r["at"], "files": sorted(now["files"].values()), "formats": sorted(set(made)),
                     "synthetic": bool(made) and set(made) == {"synthetic"}, "rejected": refused.get(r["load"], 0), "before": before, "after": after})  # fmt: skip
        before, now = after, _run()
    return told


def _run() -> dict[str, Any]:
    return {"inserted": 0, "updated": 0, "unchanged": 0, "deleted": 0, "events": 0, "files": {}}


def refused_in(store: "Store", load: int, most: int = 500) -> list[dict[str, Any]]:
    """The records one load refused: file, place, reason."""
    return store.db.rows(
        f"SELECT DISTINCT file, line, reason FROM reject WHERE load = {int(load)} ORDER BY file, line LIMIT {int(most)}"
    )


def state(store: "Store") -> dict[str, Any]:
    """The six counters, the version of the data and when it was last loaded."""
    last = store.db.rows("SELECT at FROM log ORDER BY ver DESC, kind DESC LIMIT 1")
    return {**asdict(store.counts), "version": store.version, "at": last[0]["at"] if last else ""}
