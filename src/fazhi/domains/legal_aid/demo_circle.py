"""The schematic district's half-hour circle: nine towns with their villages, the roads between them, and the stations of 2024."""

from datetime import date
from itertools import pairwise

from fazhi.domains.legal_aid.models import Station
from fazhi.kernel.declare import CLERK, HEAD
from fazhi.kernel.perform import new_case
from fazhi.kernel.scenario import World

# town: (east, north) in metres, people of the town itself, bus to the next town
TOWNS = {
    "示例街道": (0, 0, 61_000), "东河街道": (6_000, 1_000, 42_000), "西桥街道": (-5_000, 1_500, 38_000), "南园镇": (1_000, -8_000, 21_000),
    "北湖镇": (-1_000, 9_000, 17_000), "青石镇": (9_000, 7_000, 14_000), "白杨镇": (-10_000, 7_000, 12_000),
    "长堤镇": (9_000, -7_000, 13_000), "新圩镇": (-9_000, -7_000, 11_000),
}  # fmt: skip
BUSES = {"东河街道", "西桥街道", "南园镇", "北湖镇", "长堤镇"}  # with a line to the centre
SERVED = {"示例街道": "centre", "东河街道": "station", "西桥街道": "station", "南园镇": "station", "北湖镇": "station", "长堤镇": "station"}  # fmt: skip
AROUND = ((-2_600, 900), (2_100, 1_700), (600, -2_400), (-1_500, -5_200))  # villages about a town, the last far out


def load_circle(world: World) -> None:
    office, day = world.organ_named("示例区法律援助中心"), date(2023, 3, 1)
    case = new_case("aid_network", office, day, "示例区人口分布和路网（示意）", demo=True)
    world.act(case, "load", CLERK, day, name="示例区路网", source="示意图，非实测", item=places())
    world.act(case, "roads", CLERK, day, item=roads())
    labels = dict(Station.KINDS)
    for n, town in enumerate(TOWNS):
        kind = SERVED.get(town, "contact")
        on = date(2023, 3, 10) if n < 4 else date(2024, 4, n)
        case = new_case("aid_station", office, on, f"{town}{labels[kind].partition('（')[0]}", demo=True)
        world.act(
            case,
            "open",
            CLERK,
            on,
            name=f"{town}{labels[kind].partition('（')[0]}",
            kind=kind,
            node=town,
            access=60,
            hours="工作日",
        )
    world.act(closed := new_case("aid_station", office, date(2023, 3, 10), "青石镇临时工作站", demo=True), "open", CLERK, date(2023, 3, 10),
              name="青石镇临时工作站", kind="station", node="青石镇")  # fmt: skip
    world.act(closed, "close", HEAD, date(2024, 9, 30), why="场所调整，改为联络点")


def places() -> list[dict]:
    rows = []
    for t, (town, (east, north, people)) in enumerate(TOWNS.items()):
        rows.append(_place(town, east, north, people, 80))
        for n, (de, dn) in enumerate(AROUND):
            rows.append(_place(f"{town}{n + 1}村", east + de, north + dn, 1_200 + 310 * ((t * 4 + n) % 7), 150 + 90 * n))
    return rows


def _place(name: str, east: int, north: int, people: int, access: int) -> dict:
    return {"name": name, "node": name, "people": people, "vulnerable": people * 17 // 100, "access": access, "east": east, "north": north}  # fmt: skip


def roads() -> list[dict]:
    """From every village to its town and from every town to the centre, a quarter longer than the crow flies; a ring between towns."""
    rows = []
    for town, (east, north, _) in TOWNS.items():
        rows += [
            _road(f"{town}{n + 1}村", town, (de, dn), n < 2 or (n == 2 and town in BUSES)) for n, (de, dn) in enumerate(AROUND)
        ]
        if town != "示例街道":
            rows.append(_road(town, "示例街道", (east, north), town in BUSES))
    ring = ["东河街道", "长堤镇", "南园镇", "新圩镇", "西桥街道", "白杨镇", "北湖镇", "青石镇", "东河街道"]
    for a, b in pairwise(ring):
        rows.append(_road(a, b, (TOWNS[a][0] - TOWNS[b][0], TOWNS[a][1] - TOWNS[b][1])))
    return rows


def _road(a: str, b: str, way: tuple[int, int], bus: bool = False) -> dict:
    return {"a": a, "b": b, "metres": round((way[0] ** 2 + way[1] ** 2) ** 0.5 * 1.25), "bus": bus}
