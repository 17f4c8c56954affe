"""Rates of suits: how often heads appeared in court, and how many cases were lost, each with its numerator and denominator."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

from fazhi.domains.litigation.models import LOSING, Benchmark
from fazhi.domains.litigation.procedure import LAW, LEADERS
from fazhi.kernel.figures import Count, Done, Period, Ratio, Row, Rows, Says

NAME = "litigation"
COURSE = ("summons", "prove", "unproved", "hear", "appeal", "retry")


@dataclass
class Instance:
    """One instance of one case that was opened in court: whether the court had given notice, and how the head appeared."""

    row: Row
    noticed: bool
    attended: bool = False
    rank: str = ""
    spoke: bool = False
    excused: bool = False


def instances(period: Period) -> Iterator[Instance]:
    """Every case and instance with a hearing within the period. Once is enough in an instance, unless the court gave notice
    again after it (负责人出庭规定 第七条); a head without accepted proof of office did not appear (第六条)."""
    course: dict[int, list[Row]] = {}
    for row in Done(NAME, COURSE).rows(replace(period, first=date.min)):
        course.setdefault(row.case, []).append(row)
    for rows in course.values():
        yield from _of_case(sorted(rows, key=lambda r: r.event), period)


def _of_case(rows: list[Row], period: Period) -> Iterator[Instance]:
    number, noticed, proved, now = 1, False, False, None
    for row in rows:
        if row.step in ("appeal", "retry"):
            if now:
                yield now
            number, noticed, proved, now = number + 1, False, False, None
        elif row.step == "summons" and row.get("noticed"):
            noticed = True
            if now:
                now.noticed, now.attended = True, False
        elif row.step == "prove":
            proved = True
        elif row.step == "unproved":
            proved = False
            if now:
                now.attended = False
        elif row.step == "hear" and period.first <= row.on <= period.last:
            now = now or Instance(row.numbered(number), noticed)
            if row.get("head_came") and proved:
                now.attended, now.rank = True, row.get("head_rank", "")
                now.spoke = now.spoke or bool(row.get("spoke"))
            now.excused = now.excused or bool(row.get("excused"))
    if now:
        yield now


@dataclass(frozen=True)
class Opened(Rows):
    """Instances opened in court within the period, by notice, attendance, rank, speech or accepted excuse."""

    noticed: bool | None = None
    attended: bool | None = None
    rank: str = ""
    spoke: bool = False
    excused: bool = False

    def rows(self, period: Period) -> list[Row]:
        return [i.row for i in instances(period) if self.keeps(i)]

    def keeps(self, i: Instance) -> bool:
        return (
            self.noticed in (None, i.noticed)
            and self.attended in (None, i.attended)
            and self.rank in ("", i.rank)
            and (i.spoke or not self.spoke)
            and (i.excused or not self.excused)
        )


ENDS = ("judge", "withdraw", "mediate", "transfer")
first_closed = Done(NAME, ENDS)
lost = Done(NAME, ("judge",), where=Says("result", *LOSING))
lost_for_good = Done(NAME, ("judge", "judge_again"), where=Says("result", *LOSING))
DUTY = LAW[3, 3]
LOSS_DEFINITION = "一审审结件数口径"  # a benchmark is compared only under the same definition

received = Count(
    "litigation.received", "新收应诉案件", "件", Done(NAME, ("receive",)), "本期收到应诉材料的案件，按收到日", LAW[67, 1]
)
closed = Count("litigation.closed", "一审审结", "件", first_closed, "本期一审裁判、撤诉、调解、移送的案件", LAW[81])
attendance = Ratio(
    "litigation.head_attendance", "负责人出庭应诉率", Opened(noticed=True, attended=True), Opened(noticed=True),
    "口径A：本期开庭、且法院发出负责人出庭通知书的案件审级中，负责人出庭（身份证明经法院认可）的比例；"
    "法院认可不能出庭理由的仍计入分母，另列", DUTY,
)  # fmt: skip
attendance_opened = Ratio(
    "litigation.head_attendance.opened", "开庭案件负责人出庭率", Opened(attended=True), Opened(),
    "口径B：本期开庭的全部案件审级中，负责人出庭的比例；与口径A并列公布", DUTY,
)  # fmt: skip
excused = Count(
    "litigation.head_attendance.excused", "法院认可不能出庭", "件次", Opened(noticed=True, attended=False, excused=True),
    "有出庭通知书、负责人未出庭而法院认可其理由的案件审级", LEADERS[8],
)  # fmt: skip
chief = Ratio(
    "litigation.chief_attendance", "正职出庭率", Opened(attended=True, rank="正职"), Opened(attended=True),
    "负责人出庭的案件审级中，由正职出庭的比例", LEADERS[2, 1],
)  # fmt: skip
spoken = Ratio(
    "litigation.spoke", "出庭发声率", Opened(attended=True, spoke=True), Opened(attended=True),
    "负责人出庭的案件审级中，就实质性解决争议发表意见的比例", LEADERS[11, 3],
)  # fmt: skip
loss_rate = Ratio(
    "litigation.loss_rate", "败诉率", lost, first_closed,
    "一审审结件数口径：本期一审审结案件中，被撤销、部分撤销、变更、确认违法、确认无效、责令履行、责令履约补偿、赔偿的比例；"
    "驳回、撤诉、调解、移送不计败诉", LAW[70],
)  # fmt: skip
loss_judgments = Ratio(
    "litigation.loss_rate.judgments", "败诉率（判决口径）", lost, Done(NAME, ("judge",), where=Says("paper", "判决")),
    "一审判决件数口径：分母只计判决，不计裁定、撤诉、调解", LAW[70],
)  # fmt: skip
loss_effective = Ratio(
    "litigation.loss_rate.effective", "败诉率（生效裁判口径）", lost_for_good, Done(NAME, ("judge", "judge_again")),
    "本期全部一审、二审、再审裁判中败诉的比例，按审级计", LAW[89],
)  # fmt: skip
changed = Count(
    "litigation.withdrawn.changed", "改变行政行为后撤诉", "件", Done(NAME, ("withdraw",), where=Says("why", "改变")),
    "被告改变行政行为后原告撤诉，不计败诉，单列", LAW[62],
)  # fmt: skip
settled_rate = Ratio(
    "litigation.settled", "调撤率", Done(NAME, ("mediate", "withdraw")), first_closed, "一审审结案件中调解和撤诉的比例", LAW[60]
)
appeal_rate = Ratio(
    "litigation.appealed",
    "上诉率",
    Done(NAME, ("appeal",)),
    Done(NAME, ("judge",)),
    "本期上诉件数与本期一审裁判件数之比",
    LAW[85],
)
advice_rate = Ratio(
    "litigation.advice_answered", "司法建议回复率", Done(NAME, ("advice_reply",), once=True), Done(NAME, ("advice",), once=True),
    "本期回复司法建议的案件与本期收到司法建议的案件之比", LEADERS[12, 1],
)  # fmt: skip
remedy_rate = Ratio(
    "litigation.loss_reviewed", "败诉案件整改率", Done(NAME, ("review_loss",), once=True) & lost, lost,
    "本期一审败诉案件中，本期已作败诉原因分析和整改的比例", LAW[6],
)  # fmt: skip


@dataclass(frozen=True)
class Comparison:
    """Our rate beside one benchmark; `below` is None where the definitions differ or there is no value."""

    area: str
    theirs: Decimal
    ours: Fraction | None
    definition: str
    below: bool | None

    def __str__(self) -> str:
        if self.below is None:
            return f"与{self.area}：口径不同，不比较（{self.definition}）"
        return f"{'低于' if self.below else '不低于'}{self.area}平均水平（{self.theirs.normalize():f}%）"


def against(year: int, definition: str = LOSS_DEFINITION) -> list[Comparison]:
    """Our loss rate of a year beside every approved benchmark of that year; compared only under the same definition."""
    ours = loss_rate.of(Period.year(year)).value
    rows = Benchmark.objects.filter(indicator=loss_rate.id, year=year, case__state="approved").order_by("area", "pk")
    return [
        Comparison(
            b.area, b.percent, ours, b.definition,
            None if b.definition != definition or ours is None else ours * 100 < Fraction(b.percent),
        )
        for b in rows
    ]  # fmt: skip
