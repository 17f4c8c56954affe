"""The page of the half-hour circle: the schematic map, how many people reach a station by each mode, and who does not."""

from datetime import date
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from fazhi.domains.legal_aid import circle, figures_circle
from fazhi.engines.circle import Reached
from fazhi.kernel.figures import Period, remembered

EDGE = 1_500  # metres of margin about the outermost place
SHOWN = (
    figures_circle.half_hour, figures_circle.vulnerable, figures_circle.by_car, figures_circle.on_foot, figures_circle.quarter,
    figures_circle.average, figures_circle.longest,
)  # fmt: skip


@login_required
def index(request: HttpRequest) -> HttpResponse:
    """The circle on the last day of a year."""
    try:
        year = int(request.GET.get("year") or date.today().year)
        period = Period.year(year)
    except ValueError:
        raise Http404("年份应为四位数字。") from None
    with remembered():
        found = circle.read(period)
        reached = found.reached(found.values["modes"]) if found.places else []
        rows = [(f, f.of(period)) for f in SHOWN] if found.places else []
    limit = found.values["minutes"]
    outside = sorted((r for r in reached if not r.within(limit * 60)), key=lambda r: (r.seconds is not None, -(r.seconds or 0)))
    return render(request, "legal_aid/circle.html", {
        "year": year, "limit": limit, "figures": [(f, shown(v)) for f, v in rows], "outside": [minutes(r) for r in outside],
        "doubtful": [r.place.name for r in reached if r.doubtful], "picture": picture(found, reached, limit * 60) if reached else None,
        "mode": circle.named(found.values["modes"]), "values": found.values, "verified": found.verified, "stations": len(found.stations),
    })  # fmt: skip


def shown(value: Any) -> str:
    """A share in per cent, a time in minutes."""
    if value.value is None:
        return value.note
    words = f"{value.value}分钟" if isinstance(value.value, int) else f"{float(value.value):.1%}"
    return f"{words}（{value.note}）"


def minutes(reached: Reached) -> dict[str, Any]:
    time = "路网不通" if reached.seconds is None else f"{-(-reached.seconds // 60)}分钟"
    return {"name": reached.place.name, "people": reached.place.people, "time": time, "station": reached.station}


def picture(found: circle.Circle, reached: list[Reached], limit: int) -> dict[str, Any]:
    """Points and lines of the map: north is up, a place's circle grows with its people."""
    where = {r.get("node"): (int(r.get("east") or 0), -int(r.get("north") or 0)) for r in found.places.values()}
    xs, ys = zip(*where.values(), strict=True)
    box = (min(xs) - EDGE, min(ys) - EDGE, max(xs) - min(xs) + 2 * EDGE, max(ys) - min(ys) + 2 * EDGE)
    roads = [
        (*where[r.get("a")], *where[r.get("b")], bool(r.get("bus")))
        for r in found.segments
        if r.get("a") in where and r.get("b") in where
    ]
    places = [
        {"x": where[r.place.node][0], "y": where[r.place.node][1], "r": 120 + round(r.place.people**0.5 * 2), "in": r.within(limit), **minutes(r)}
        for r in reached
    ]  # fmt: skip
    stations = [(*where[s.get("node")], s.get("name")) for s in found.stations if s.get("node") in where]
    return {"box": " ".join(map(str, box)), "roads": roads, "places": places, "stations": stations}


NAV = (("circle/", "半小时服务圈"),)
urlpatterns = [path("circle/", index, name="circle")]
