"""From a record to a row of the table and back: keys for exact lookup, family, scope, term; and how a newer record completes an older row."""

import hashlib
from datetime import date
from operator import itemgetter
from typing import Any

import numpy as np

from fazhi.engines.patents import classes, schema, status
from fazhi.engines.patents.arrow import pa
from fazhi.engines.patents.record import Event, Record
from fazhi.engines.patents.values import match_name

TEXTS = ("ti", "ab", "cl", "ap", "ow", "inv", "lo", "app", "ipc4", "why")
IN_ORDER = itemgetter(*schema.ARROW.names)


def without_kind(pn: str) -> str:
    """The number without its kind code, a letter and at most one digit at the end."""
    cut = -2 if pn[-1:].isdigit() else -1
    return pn[:cut] if "A" <= pn[cut : cut + 1 or None] <= "Z" and pn[cut - 1 : cut].isdigit() else pn


def family(record: Record) -> str:
    """DOCDB's own number, or a digest of the set of priorities (the record's own filing where it claims none)."""
    if record.fam:
        return record.fam
    members = sorted(set(record.pr)) or [record.app or record.pn]
    return "P" + hashlib.blake2b(" ".join(members).encode(), digest_size=7).hexdigest()


def today() -> int:
    now = date.today()
    return now.year * 10000 + now.month * 100 + now.day


def from_record(r: Record) -> dict[str, Any]:
    """The row of a record that nothing is known about yet."""
    fam, num = family(r), without_kind(r.pn)
    tier, why = classes.scope(r.ipc, r.cpc, r.loc, f"{r.ti}\n{r.ab}")
    end = status.term(r.cc, r.kc, r.ad, r.pd, r.ext_days)
    keys = [f"n:{num}", f"f:{fam}"] + ([f"a:{r.app}"] if r.app else [])
    keys += [f"p:{p}" for p in dict.fromkeys(r.pr)] + [f"c:{without_kind(c)}" for c in dict.fromkeys(r.cited)]
    keys += levels("i:", r.ipc) + levels("k:", r.cpc) + [f"l:{s}" for s in r.loc]
    return {
        "pn": r.pn, "num": num, "cc": r.cc, "kind": r.kind, "kc": r.kc, "pd": r.pd, "ad": r.ad, "prio": r.prio, "app": r.app, "fam": fam,
        "ti": r.ti, "ab": r.ab, "cl": r.cl, "ap": r.ap, "ow": r.ow, "inv": r.inv, "lo": r.lo, "keys": list(dict.fromkeys(keys)),
        "ipc4": (r.ipc or r.cpc or [""])[0][:4], "st": r.st or status.first(r.cc, r.kc, r.ad, r.pd, end, today()), "term": end, "tier": tier, "why": why,
        "npl": min(r.npl, 65535), "cited_by": r.cited_by, "ext_days": r.ext_days, "src": r.src, "srcver": r.ver, "seen": [r.digest()], "flags": r.flags,
        "syn": 0, "ver": 0, "gone": 0, "doc": 0,
    }  # fmt: skip


def levels(prefix: str, symbols: list[str]) -> list[str]:
    return [prefix + level for s in symbols for level in classes.levels(s)]


def symbols(keys: list[str], prefix: str) -> list[str]:
    """The classification symbols (not their levels) or numbers among the keys of a row."""
    found = [k[2:] for k in keys if k.startswith(prefix)]
    return [s for s in found if "/" in s] if prefix in ("i:", "k:") else found


def merged(old: dict[str, Any], new: dict[str, Any]) -> dict[str, Any]:
    """A newer row over an older one: what the newer source does not say stays as it was (a family file has no title)."""
    row = dict(new)
    for name in (*TEXTS, "pd", "ad", "prio", "npl", "cited_by", "ext_days"):
        row[name] = new[name] or old[name]
    for prefix in ("a:", "p:", "c:", "i:", "k:", "l:"):
        if not any(k.startswith(prefix) for k in new["keys"]):
            row["keys"] = row["keys"] + [k for k in old["keys"] if k.startswith(prefix)]
    if not new["fam"].startswith("D") and (old["fam"].startswith("D") or not symbols(new["keys"], "p:")):
        row["keys"] = [k for k in row["keys"] if not k.startswith("f:")] + [f"f:{old['fam']}"]
        row["fam"] = old["fam"]
    row["term"] = status.term(row["cc"], row["kc"], row["ad"], row["pd"], row["ext_days"])
    row["st"] = status.first(row["cc"], row["kc"], row["ad"], row["pd"], row["term"], today())
    row["tier"], row["why"] = classes.scope(
        symbols(row["keys"], "i:"), symbols(row["keys"], "k:"), symbols(row["keys"], "l:"), f"{row['ti']}\n{row['ab']}"
    )
    row["seen"] = list(dict.fromkeys([*old["seen"], *new["seen"]]))
    row["srcver"], row["syn"] = max(old["srcver"], new["srcver"]), old["syn"]
    return row


def table(rows: list[dict[str, Any]]) -> pa.Table:
    if not rows:
        return schema.ARROW.empty_table()
    return pa.table(list(map(list, zip(*map(IN_ORDER, rows), strict=True))), schema=schema.ARROW)


def numbered(data: pa.Table, version: int, first: int) -> pa.Table:
    """The rows with the version of their batch and running numbers from `first`."""
    n = len(data)
    for name, values in (("ver", np.full(n, version, np.uint32)), ("doc", np.arange(first, first + n, dtype=np.uint32))):
        data = data.set_column(data.schema.get_field_index(name), schema.ARROW.field(name), pa.array(values))
    return data


def synthetic(columns: dict[str, Any]) -> pa.Table:
    """A generator's block as a table: flagged `syn`, with keys and defaults filled in."""
    n = len(columns["pn"])
    ipc, cpc = columns["ipc"], columns["cpc"]
    keys = [
        [
            f"n:{pn[:-1]}",
            f"f:{fam}",
            f"a:{app}",
            *[f"c:{c[:-1]}" for c in dict.fromkeys(cited)],
            *dict.fromkeys(levels("i:", i)),
            *dict.fromkeys(levels("k:", k)),
        ]
        for pn, fam, app, cited, i, k in zip(
            columns["pn"], columns["fam"], columns["app"], columns["cited"], ipc, cpc, strict=True
        )
    ]
    known = {**columns, "num": [pn[:-1] for pn in columns["pn"]], "keys": keys, "ipc4": [i[0][:4] for i in ipc], "src": ["synthetic"] * n, "syn": [1] * n,
             "seen": [[]] * n, "flags": [[]] * n}  # fmt: skip
    blank = {f.name: [""] * n if pa.types.is_string(f.type) else [0] * n for f in schema.ARROW}
    return pa.table({f.name: known.get(f.name, blank[f.name]) for f in schema.ARROW}, schema=schema.ARROW)


def event_row(e: Event) -> dict[str, Any]:
    num = without_kind(e.pn)
    said = "\x1f".join((num, e.app, str(e.date), e.code, e.text, e.before, e.after, e.ref))
    h = int.from_bytes(hashlib.blake2b(said.encode(), digest_size=8).digest(), "big")
    return {"num": num, "app": e.app, "cls": e.cls, "code": e.code, "text": e.text, "sign": e.sign, "before": e.before, "after": e.after, "ref": e.ref,
            "src": e.src, "date": e.date, "h": h, "ver": 0}  # fmt: skip


def owner(name: str) -> str:
    return match_name(name)
