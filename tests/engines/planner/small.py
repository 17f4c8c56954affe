"""A small instance written by hand, for the tests of the planner."""

from copy import deepcopy
from typing import Any

DEMAND = {
    "firm": "E1", "body": "D1", "window": ["2025-04-01", "2025-04-30"], "slots": 1, "hours": 1.0, "mandatory": True,
    "offsite": False, "trigger": "普通", "approved": True, "counts": True, "risk": 1, "solo": False,
}  # fmt: skip
BASE: dict[str, Any] = {
    "period": {"from": "2025-04-01", "to": "2025-04-30", "closed": ["2025-04-04"]},
    "towns": [{"id": "Z1", "x": 0.0, "y": 0.0}, {"id": "Z2", "x": 3.0, "y": 4.0}, {"id": "Z3", "x": 6.0, "y": 8.0}],
    "bodies": [
        {"id": f"D{n}", "name": f"主体{n}", "slots_per_day": 2, "teams": 1, "base": "Z1"} for n in range(1, 7)
    ],
    "firms": [
        {"id": "E1", "town": "Z1", "grade": "B", "whitelisted": False},
        {"id": "E2", "town": "Z2", "grade": "B", "whitelisted": False},
        {"id": "E3", "town": "Z2", "grade": "A", "whitelisted": True},
    ],
    "conflicts": [], "caps": [], "done": [], "max_bodies": 4, "max_hours": 4.0, "min_gap_days": 7,
}  # fmt: skip


def instance(*demands: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """BASE with these demands, numbered J1, J2, …"""
    raw = deepcopy(BASE)
    raw["demands"] = [{**DEMAND, "id": f"J{n}", **demand} for n, demand in enumerate(demands, 1)]
    return raw | changes
