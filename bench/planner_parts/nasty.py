"""Instances nobody would wish for, small enough for an exact answer: one-day windows, one team, tight caps, conflicts, campaigns."""

from datetime import date, timedelta
from random import Random
from typing import Any

MONDAY = date(2026, 4, 27)


def nasty(seed: int, firms: int | None = None) -> dict[str, Any]:
    """An instance of the contract's shape; the same for the same seed."""
    r = Random(seed)
    length, body_count, town_count = r.randint(1, 12), r.randint(1, 5), r.randint(1, 4)
    firm_count = firms or r.randint(1, 7)
    days = [MONDAY + timedelta(n) for n in range(length)]
    closed = [d.isoformat() for d in days if r.random() < r.choice((0, 0.2, 0.4))]
    towns = [{"id": f"Z{n}", "x": r.uniform(-9, 9), "y": r.uniform(-9, 9)} for n in range(town_count)]
    scale = max(1, firm_count // 6)
    bodies = [
        {"id": f"D{n}", "slots_per_day": r.choice((0, 1, 1, 2, 3, 4)) * scale, "teams": r.choice((0, 1, 1, 1, 2, 3)) * max(1, scale // 3),
         "base": r.choice(towns)["id"]}
        for n in range(body_count)
    ]  # fmt: skip
    white = r.choice((0, 0.15, 0.5))
    firm_rows = [
        {"id": f"E{n}", "town": r.choice(towns)["id"], "grade": r.choice("ABCD"), "whitelisted": r.random() < white}
        for n in range(firm_count)
    ]
    demands = _demands(r, days, bodies, firm_rows)
    by_firm = [[d["id"] for d in demands if d["firm"] == f["id"]] for f in firm_rows]
    share = r.choice((0, 0.1, 0.4))
    conflicts = [[a, b] for own in by_firm for n, a in enumerate(own) for b in own[:n] if r.random() < share]
    caps = [{"body": b["id"], "grade": g, "visits": r.randint(0, 2)} for b in bodies for g in "ABCD" if r.random() < 0.5]
    done = [
        {"body": b["id"], "firm": f["id"], "visits": r.randint(0, 2)} for b in bodies for f in firm_rows if r.random() < 0.15
    ]
    return {
        "period": {"from": days[0].isoformat(), "to": days[-1].isoformat(), "closed": closed}, "bodies": bodies, "towns": towns,
        "firms": firm_rows, "demands": demands, "conflicts": conflicts, "caps": caps if r.random() < 0.7 else [], "done": done,
        "max_bodies": r.randint(1, 4), "max_hours": r.choice((1.5, 2.0, 4.0)), "min_gap_days": r.choice((0, 3, 7)),
    }  # fmt: skip


def _demands(r: Random, days: list[date], bodies: list[dict], firms: list[dict]) -> list[dict[str, Any]]:
    """One to six demands a firm; some days are a campaign's, on which one body wants every firm."""
    widest, campaign, out = r.choice((1, 2, 5, 12)), r.choice((None, r.choice(bodies)["id"])), []
    for firm in firms:
        for _ in range(r.randint(1, 6)):
            opens = r.randrange(len(days))
            closes = min(len(days) - 1, opens + r.randint(0, widest - 1))
            body = campaign if campaign and r.random() < 0.4 else r.choice(bodies)["id"]
            out.append({
                "id": f"J{len(out)}", "firm": firm["id"], "body": body, "window": [days[opens].isoformat(), days[closes].isoformat()],
                "slots": r.choice((0, 1, 1, 1, 1, 2)), "hours": r.choice((0.0, 0.5, 1.0, 1.5, 2.0, 4.5)), "mandatory": r.random() < 0.5,
                "offsite": r.random() < 0.08, "trigger": r.choice(("应查", "限查", "普通")), "approved": r.random() < 0.5,
                "counts": r.random() < 0.8, "risk": r.randint(0, 5), "solo": r.random() < 0.1,
            })  # fmt: skip
    return out
