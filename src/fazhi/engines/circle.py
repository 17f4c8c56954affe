"""Who reaches a station in time: the fastest ways over a network of roads by several modes, and the share of people within a limit.

Lengths are metres and times whole seconds (rounded up), so that a place on the line lies on the same side of it everywhere.
"""

import heapq
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

FAR = 500  # metres from a place to its road beyond which the data are doubtful


@dataclass(frozen=True)
class Road:
    """A stretch between two nodes; `bus` where a line runs along it, `one_way` where it leads from a to b only."""

    a: str
    b: str
    metres: int
    bus: bool = False
    one_way: bool = False


@dataclass(frozen=True)
class Point:
    """A place where people live or a station, the node it lies at, and how far from it; people: the weight."""

    name: str
    node: str
    access: int = 0
    people: int = 0


@dataclass(frozen=True)
class Way:
    """How people travel: the speed on a road, on one with a bus (0: no bus), and the wait before the first bus. The way to and from
    the road is walked."""

    road: int  # metres an hour
    bus: int = 0
    wait: int = 0  # seconds
    walk: int = 5_000


@dataclass(frozen=True)
class Reached:
    """A place with its nearest station in time; seconds is None where no road leads to one."""

    place: Point
    seconds: int | None
    station: str = ""

    @property
    def doubtful(self) -> bool:
        return self.place.access > FAR

    def within(self, limit: int) -> bool:
        return self.seconds is not None and self.seconds <= limit


def seconds(metres: int, speed: int) -> int:
    """Whole seconds for a length at a speed in metres an hour, rounded up."""
    return -(-metres * 3600 // speed)


def reach(places: Iterable[Point], stations: Iterable[Point], roads: Iterable[Road], way: Way) -> list[Reached]:
    """Every place with the station it reaches fastest; by bus only where waiting for it is worth it."""
    roads, stations = list(roads), list(stations)
    plain = spread(stations, roads, Way(way.road, walk=way.walk))
    ridden = spread(stations, roads, way) if way.bus else {}
    found = []
    for place in places:
        walked = seconds(place.access, way.walk)
        ways = [(t + walked, s) for t, s in filter(None, [plain.get(place.node)])]
        ways += [(t + walked + way.wait, s) for t, s in filter(None, [ridden.get(place.node)])]
        best = min(ways, default=None)
        found.append(Reached(place, *best) if best else Reached(place, None))
    return found


def spread(stations: list[Point], roads: list[Road], way: Way) -> dict[str, tuple[int, str]]:
    """For every node the least seconds from it to a station, and which: one search from all stations at once, against the traffic."""
    into: dict[str, list[tuple[str, int]]] = {}
    for road in roads:
        cost = seconds(road.metres, way.bus if road.bus and way.bus else way.road)
        into.setdefault(road.b, []).append((road.a, cost))
        if not road.one_way:
            into.setdefault(road.a, []).append((road.b, cost))
    best: dict[str, tuple[int, str]] = {}
    queue = [(seconds(s.access, way.walk), s.name, s.node) for s in stations]
    heapq.heapify(queue)
    while queue:
        time, station, node = heapq.heappop(queue)
        if node in best:
            continue
        best[node] = (time, station)
        for other, cost in into.get(node, ()):
            if other not in best:
                heapq.heappush(queue, (time + cost, station, other))
    return best


def slower(readings: Iterable[list[Reached]]) -> list[Reached]:
    """Place by place the slowest of several modes; not reached where one of them does not reach."""

    def worse(some: tuple[Reached, ...]) -> Reached:
        return max(some, key=lambda r: (r.seconds is None, r.seconds or 0))

    return [worse(some) for some in zip(*readings, strict=True)]


def coverage(reached: Iterable[Reached], limit: int, weights: Mapping[str, int] | None = None) -> Fraction | None:
    """The share of people (or of other weights by place) within the limit; None where nobody lives there."""
    pairs = [(r, r.place.people if weights is None else weights.get(r.place.name, 0)) for r in reached]
    whole = sum(w for _, w in pairs)
    return Fraction(sum(w for r, w in pairs if r.within(limit)), whole) if whole else None


def mean(reached: Iterable[Reached]) -> Fraction | None:
    """Seconds on the average of the people who reach a station at all."""
    known = [r for r in reached if r.seconds is not None]
    whole = sum(r.place.people for r in known)
    return Fraction(sum(r.place.people * (r.seconds or 0) for r in known), whole) if whole else None


def percentile(reached: Iterable[Reached], share: Fraction) -> int | None:
    """The seconds within which that share of all people reach a station; None where they never do."""
    rows = sorted(reached, key=lambda r: (r.seconds is None, r.seconds or 0))
    wanted, so_far = share * sum(r.place.people for r in rows), 0
    for row in rows:
        so_far += row.place.people
        if so_far >= wanted:
            return row.seconds
    return None
