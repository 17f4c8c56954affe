"""The half-hour circle: fastest ways checked against all ways of small networks, the line itself, one-way roads, waiting for the bus."""

from fractions import Fraction
from itertools import pairwise, permutations

from hypothesis import given
from hypothesis import strategies as st

from fazhi.engines.circle import Point, Road, Way, coverage, mean, percentile, reach, seconds, slower

WALK = Way(5_000)


def times(places, stations, roads, way=WALK):
    return [r.seconds for r in reach(places, stations, roads, way)]


def test_exactly_on_the_line_is_within_and_a_metre_more_is_not():
    station = [Point("站", "s")]
    (on, beyond) = reach([Point("甲", "a"), Point("乙", "b")], station, [Road("s", "a", 2_500), Road("s", "b", 2_501)], WALK)
    assert on.seconds == 1800 and on.within(1800) and beyond.seconds == 1801 and not beyond.within(1800)


def test_access_is_walked_at_both_ends_whatever_the_mode():
    found = times([Point("甲", "a", access=500)], [Point("站", "s", access=250)], [Road("a", "s", 30_000)], Way(30_000))
    assert found == [3600 + 360 + 180]


def test_a_one_way_road_leads_only_forward():
    places, stations = [Point("甲", "a"), Point("乙", "b")], [Point("站", "s")]
    roads = [Road("a", "s", 1_000, one_way=True), Road("s", "b", 1_000, one_way=True)]
    assert times(places, stations, roads) == [720, None]


def test_nobody_waits_for_a_bus_that_is_slower():
    bus = Way(5_000, bus=20_000, wait=480)
    roads = [Road("a", "s", 500, bus=True), Road("b", "s", 5_000, bus=True)]
    assert times([Point("甲", "a"), Point("乙", "b")], [Point("站", "s")], roads, bus) == [360, 900 + 480]


def test_not_reached_is_not_covered_and_the_slower_mode_decides():
    places = [Point("甲", "a", people=300), Point("乙", "island", people=100)]
    by_bike = reach(places, [Point("站", "s")], [Road("a", "s", 7_500)], Way(15_000))
    on_foot = reach(places, [Point("站", "s")], [Road("a", "s", 7_500)], WALK)
    assert coverage(by_bike, 1800) == Fraction(3, 4) and coverage(slower([by_bike, on_foot]), 1800) == 0
    assert (
        mean(by_bike) == 1800 and percentile(by_bike, Fraction(3, 4)) == 1800 and percentile(by_bike, Fraction(95, 100)) is None
    )
    assert coverage([], 1800) is None and coverage(by_bike, 1800, {"乙": 1}) == 0


NODES = "abcde"


@given(st.lists(st.tuples(st.sampled_from(NODES), st.sampled_from(NODES), st.integers(1, 9_000), st.booleans()), max_size=8))
def test_the_fastest_way_is_the_least_of_all_ways(drawn):
    roads = [Road(a, b, m, one_way=one) for a, b, m, one in drawn]
    costs: dict[tuple[str, str], int] = {}
    for r in roads:
        for pair in [(r.a, r.b)] + ([] if r.one_way else [(r.b, r.a)]):
            costs[pair] = min(costs.get(pair, 10**9), seconds(r.metres, 5_000))
    found = times([Point(n, n) for n in NODES], [Point("站", "a")], roads)
    for node, told in zip(NODES, found, strict=True):
        ways = [] if node != "a" else [0]
        for size in range(len(NODES)):
            for between in permutations([n for n in NODES if n not in (node, "a")], size):
                chain = [node, *between, "a"]
                legs = [costs.get(pair) for pair in pairwise(chain)]
                if None not in legs:
                    ways.append(sum(legs))
        assert told == min(ways, default=None)
