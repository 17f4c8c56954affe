"""The half-hour circle of the district on a day: what its ledgers say of stations, places and roads, travelled by several modes."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import Q

from fazhi.engines.circle import Point, Reached, Road, Way, reach, slower
from fazhi.kernel.figures import Lines, Period, Row, Standing
from fazhi.kernel.models import Parameter

MODES = {"walk": "步行", "ebike": "电动自行车", "bus": "公共交通", "car": "小汽车"}
DEFAULTS: dict[str, Any] = {
    "minutes": 30,
    "modes": ["ebike", "bus"],
    "walk": 5_000,
    "ebike": 15_000,
    "car": 30_000,
    "bus": 20_000,
    "wait": 8,
}  # fmt: skip  (metres an hour, minutes; no national formula: to be confirmed by the district)
STATIONS = Standing("aid_station", ("open",), ("close",), where=lambda r: r.get("kind", "station") != "contact")
NETWORKS = Standing("aid_network", ("load",), ("retire",))


def settings(on: date) -> tuple[dict[str, Any], bool]:
    """The parameters in force on a day (key `legal_aid.circle`), and whether somebody has verified them."""
    rows = Parameter.objects.filter(Q(until=None) | Q(until__gte=on), key="legal_aid.circle", since__lte=on)
    row = rows.order_by("-since").first()
    return (DEFAULTS | row.value, row.verified) if row else (DEFAULTS, False)


@dataclass(frozen=True)
class Circle:
    """The lines a reading stands on, the points and roads they say, and the parameters."""

    places: dict[str, Row]
    stations: list[Row]
    segments: list[Row]
    values: dict[str, Any]
    verified: bool

    def points(self) -> list[Point]:
        return [_point(r) for r in self.places.values()]

    def reached(self, modes: Iterable[str]) -> list[Reached]:
        """Every place with its nearest station by the slowest of the modes."""
        roads = [
            Road(r.get("a"), r.get("b"), int(r.get("metres")), bool(r.get("bus")), bool(r.get("one_way")))
            for r in self.segments
        ]
        ends = [_point(r) for r in self.stations]
        return slower(reach(self.points(), ends, roads, self.way(mode)) for mode in modes)

    def way(self, mode: str) -> Way:
        v = self.values
        if mode == "bus":
            return Way(v["walk"], v["bus"], v["wait"] * 60, v["walk"])
        return Way(v[mode], walk=v["walk"])


def read(period: Period) -> Circle:
    """The circle on the last day of the period, as known by its moment."""
    whole = replace(period, first=date.min)
    kept = {r.case for r in NETWORKS.rows(period)}
    places = {r.get("name"): r for r in Lines("aid_network", "place").rows(whole) if r.case in kept}
    segments = [r for r in Lines("aid_network", "road").rows(whole) if r.case in kept]
    values, verified = settings(period.last)
    return Circle(places, STATIONS.rows(period), segments, values, verified)


def _point(row: Row) -> Point:
    return Point(row.get("name"), row.get("node"), int(row.get("access") or 0), int(row.get("people") or 0))


def named(modes: Iterable[str]) -> str:
    """The modes in words."""
    words = [MODES[m] for m in modes]
    return words[0] if len(words) == 1 else f"{'、'.join(words)}取较慢者"
