"""Figures of the half-hour circle: the share of people who reach a station that takes applications in time, by named modes."""

from fractions import Fraction

from fazhi.domains.legal_aid import circle
from fazhi.domains.legal_aid.procedure import act
from fazhi.engines.circle import coverage, mean, percentile
from fazhi.kernel.figures import Figure, Period, Value

HOW = (
    "期末之日，到受理申请的站点（法律援助中心、工作站，不含联络点）的最短时间不超过{limit}的人口占全部人口的比例；出行方式为{mode}，"
    "含两端步行和候车；路网不通的计为未覆盖。出行方式、速度、候车时间为参数，全国没有统一公式，待本区确认"
)


class Coverage(Figure):
    """Places are the lines of the denominator, covered places of the numerator; stations and roads stand behind both."""

    def __init__(self, id: str, label: str, mode: str = "", minutes: int = 0, weights: str = "people"):
        words = circle.MODES[mode] if mode else "电动自行车与公共交通中较慢的一种（参数）"
        super().__init__(
            id, label, "%", HOW.format(limit=f"{minutes}分钟" if minutes else "三十分钟（参数）", mode=words), act[13]
        )
        self.mode, self.minutes, self.weights = mode, minutes, weights

    def of(self, period: Period) -> Value:
        found = circle.read(period)
        rows, modes = list(found.places.values()), [self.mode] if self.mode else found.values["modes"]
        behind = [*found.stations, *found.segments]
        limit = (self.minutes or found.values["minutes"]) * 60
        reached = found.reached(modes)
        weights = {name: int(row.get(self.weights) or 0) for name, row in found.places.items()}
        share = coverage(reached, limit, weights)
        if share is None:
            return Value(None, rows, "没有载入人口分布，不计算", also=behind)
        covered = [found.places[r.place.name] for r in reached if r.within(limit)]
        return Value(share, rows, circle.named(modes), covered, behind)


class Minutes(Figure):
    """How long people travel: on the average, or all but the last twentieth of them."""

    def __init__(self, id: str, label: str, definition: str, share: Fraction | None = None):
        super().__init__(id, label, "分钟", definition, act[13])
        self.share = share

    def of(self, period: Period) -> Value:
        found = circle.read(period)
        rows, behind = list(found.places.values()), [*found.stations, *found.segments]
        reached = found.reached(found.values["modes"])
        time = percentile(reached, self.share) if self.share else mean(reached)
        if time is None:
            return Value(None, rows, "没有可以到达的站点，不计算", also=behind)
        return Value(-(-int(time) // 60), rows, circle.named(found.values["modes"]), also=behind)


half_hour = Coverage("aid.coverage.30min", "半小时法律援助服务圈人口覆盖率")
vulnerable = Coverage("aid.coverage.30min.vulnerable", "老年、残疾、低收入人口覆盖率", weights="vulnerable")
by_car = Coverage("aid.coverage.30min.car", "半小时覆盖率（小汽车）", "car", 30)
on_foot = Coverage("aid.coverage.30min.walk", "半小时覆盖率（步行）", "walk", 30)
quarter = Coverage("aid.coverage.15min", "一刻钟覆盖率", minutes=15)
average = Minutes("aid.travel.mean", "到站点的平均时间", "按人口加权的平均分钟数，向上取整；路网不通的不计入")
longest = Minutes(
    "aid.travel.p95", "到站点的时间（九成五人口）", "九成五的人口在此分钟数之内到达站点，向上取整", Fraction(95, 100)
)
