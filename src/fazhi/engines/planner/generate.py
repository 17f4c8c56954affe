"""Instances of the kind a district plans by the quarter, of any size and tightness, the same for the same seed."""

from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil
from random import Random
from typing import Any


@dataclass(frozen=True)
class Kind:
    """What an instance is like; shares are fractions of firms or demands."""

    firms: int = 1000
    bodies: int = 14
    towns: int = 9
    first: date = date(2025, 4, 1)
    last: date = date(2025, 6, 30)
    slots: int | None = None
    """Slots a body and day; by default four for 1,000 firms and in proportion."""
    teams: int | None = None
    """By default three for 1,000 firms, in proportion, at most one a town."""
    most_demands: int = 6
    windows: tuple[int, int] = (10, 60)
    whitelisted: float = 0.05
    offsite: float = 0.03
    solo: float = 0.04
    conflicts: float = 0.05
    """Of the pairs of one firm's demands."""
    caps: bool = True
    repeats: float = 0.0
    """Share of demands from a body that already has one at the firm."""
    max_bodies: int = 4
    max_hours: float = 4.0
    gap: int = 7


def generate(kind: Kind, seed: int = 0) -> dict[str, Any]:
    """The instance as plain data."""
    random = Random(seed)
    towns = [
        {"id": f"Z{n}", "x": round(random.uniform(0, 30), 2), "y": round(random.uniform(0, 20), 2)} for n in range(kind.towns)
    ]
    slots = kind.slots if kind.slots is not None else max(1, ceil(kind.firms * 4 / 1000))
    teams = kind.teams if kind.teams is not None else min(kind.towns, max(1, ceil(kind.firms * 3 / 1000)))
    bodies = [
        {"id": f"D{n:02}", "name": f"检查主体{n + 1}", "slots_per_day": slots, "teams": teams}
        | {"base": f"Z{random.randrange(kind.towns)}"}
        for n in range(kind.bodies)
    ]
    firms = [
        {"id": f"E{n:05}", "town": f"Z{random.randrange(kind.towns)}", "grade": random.choices("ABCD", (5, 7, 5, 3))[0]}
        | {"whitelisted": random.random() < kind.whitelisted}
        for n in range(kind.firms)
    ]
    demands: list[dict[str, Any]] = []
    conflicts: list[list[str]] = []
    done: list[dict[str, Any]] = []
    for firm in firms:
        own = _demands(kind, random, firm, len(demands))
        demands += own
        pairs = [(a, b) for n, a in enumerate(own) for b in own[:n]]
        conflicts += [[a["id"], b["id"]] for a, b in pairs if random.random() < kind.conflicts]
        if kind.caps and random.random() < 0.1:
            done.append({"body": own[0]["body"], "firm": firm["id"], "visits": random.randint(1, 2)})
    caps = [
        {"body": body["id"], "grade": grade, "visits": visits}
        for body in bodies
        for grade, visits in (("A", 1), ("B", 1), ("C", 2))
    ]
    closed = [kind.first + timedelta(days=30), kind.first + timedelta(days=33)]
    period = {"from": kind.first.isoformat(), "to": kind.last.isoformat(), "closed": [d.isoformat() for d in closed]}
    return {
        "period": period, "bodies": bodies, "towns": towns, "firms": firms, "demands": demands, "conflicts": conflicts,
        "caps": caps if kind.caps else [], "done": done, "max_bodies": kind.max_bodies, "max_hours": kind.max_hours,
        "min_gap_days": kind.gap,
    }  # fmt: skip


def _demands(kind: Kind, random: Random, firm: dict[str, Any], start: int) -> list[dict[str, Any]]:
    count = random.choices(range(1, kind.most_demands + 1), [1 / (1 + n // 3) for n in range(kind.most_demands)])[0]
    chosen = random.sample(range(kind.bodies), min(count, kind.bodies))
    chosen = [chosen[0] if random.random() < kind.repeats else body for body in chosen]
    length = (kind.last - kind.first).days + 1
    out = []
    for n, body in enumerate(chosen, start + 1):
        days = min(length, random.randint(*kind.windows))
        opens = kind.first + timedelta(days=random.randint(0, length - days))
        trigger = random.choices(("应查", "限查", "普通"), (40, 20, 40))[0]
        out.append(
            {
                "id": f"J{n:06}", "firm": firm["id"], "body": f"D{body:02}",
                "window": [opens.isoformat(), (opens + timedelta(days=days - 1)).isoformat()],
                "slots": 1, "hours": random.choice((0.5, 1.0, 1.5, 2.0)), "mandatory": random.random() < 0.9,
                "offsite": random.random() < kind.offsite, "trigger": trigger, "approved": random.random() < 0.5,
                "counts": random.random() < 0.9, "risk": random.randint(1, 5), "solo": random.random() < kind.solo,
            }
        )  # fmt: skip
    return out
