"""The demonstration of suits: those of 2023-2024, a few open in November 2026, and two invented benchmarks to hold the rate against."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

from fazhi.domains.litigation.figures import LOSS_DEFINITION
from fazhi.domains.litigation.procedure import PLAINTIFF
from fazhi.kernel import holidays
from fazhi.kernel.calendar import due, workdays
from fazhi.kernel.declare import HANDLER
from fazhi.kernel.facts import asked
from fazhi.kernel.perform import new_case, perform
from fazhi.kernel.scenario import CHINA, World

END = date(2026, 11, 20)
ORGANS = (
    ("示例区公安分局", "公安", "行政处罚"), ("示例区市场监督管理局", "市场监管", "举报答复"), ("示例区人力资源和社会保障局", "人社", "工伤认定"),
    ("示例区自然资源局", "自然资源", "不动产登记"), ("示例区城市管理局", "城管", "行政强制"), ("示例区住房和城乡建设局", "住建", "征收补偿"),
    ("示例区乙镇人民政府", "农业农村", "信息公开"),
)  # fmt: skip
# how first instances end: 2 of 40 lost
ENDINGS = ["BHQ"] * 21 + ["BHS"] * 5 + ["withdraw"] * 8 + ["mediate"] * 3 + ["CX", "QW"] + ["transfer"]
BENCHMARKS = (("全省", "9.6", LOSS_DEFINITION), ("全市", "8.1", LOSS_DEFINITION), ("全市", "6.9", "生效裁判口径"))


@dataclass
class Suit:
    """One suit being played: every step at five in the afternoon of its day; nothing after the end of the demonstration."""

    world: World
    case: Any
    organ: Any
    stop: int = 0
    acts: int = 0

    def do(self, key: str, day: date, **said: Any) -> bool:
        """Take a step; False where the demonstration ends before it or the case was left lying."""
        self.acts += 1
        if day > END or (self.stop and self.acts > self.stop):
            return False
        step = self.case.declared.steps[key]
        seat = HANDLER if HANDLER in step.who else step.who[0]
        extra = {k: said.pop(k) for k in ("parties", "handler") if k in said}
        known = {q.name for q in asked(self.case.declared, step)}
        by = self.world.person(seat, "甲", self.organ)
        said = {k: v for k, v in said.items() if k in known}
        perform(self.case, key, by, day, at=datetime.combine(day, time(17), CHINA), **extra, **said)
        return True


def load(world: World, progress: Callable[[int, int], None]) -> None:
    """Forty suits closed in 2024 (five came in 2023), three that went on in 2025, eight of 2026, and the benchmarks."""
    chance = Random(20240202)
    chance.shuffle(ENDINGS)
    days = sorted(date(2023, 11, 6) + timedelta(round(i * 270 / 40) + chance.randint(0, 4)) for i in range(40))
    plans = [(day, end, 0) for day, end in zip(days, ENDINGS, strict=True)]
    plans += [(date(2024, 10, 14) + timedelta(9 * i), "BHQ", 0) for i in range(3)]
    plans += [(date(2026, 9, 3) + timedelta(10 * i), "BHQ", (5, 2, 9, 3, 0, 0, 2, 1)[i]) for i in range(8)]
    for n, (day, end, stop) in enumerate(sorted(plans), 1):
        play(world, n, holidays.current().on_or_after(day), end, stop)
        progress(n, len(plans))
    benchmarks(world)


def later(day: date, n: int) -> date:
    return due(workdays(n), day, holidays.current()).day


def play(world: World, n: int, day: date, end: str, stop: int) -> None:
    """One suit from the court's papers to its end; the hearing in between for those that are tried."""
    name, category, cause = ORGANS[n % len(ORGANS)]
    organ = world.organ_named(name)
    suit = Suit(world, new_case("litigation", organ, day, f"原告{n:03d}诉{organ.short}{cause}", demo=True), organ, stop)
    people = [{"seat": PLAINTIFF, "name": f"原告{n:03d}", "kind": "公民"}]
    suit.do(
        "receive", day, parties=people, court="示例人民法院", court_no=f"（{day.year}）示例行初{n}号", filed_on=day - timedelta(4),
        category=category, cause=cause, after_review="维持共同被告" if n % 6 == 0 else "未经复议", enterprise=n % 5 == 0,
    )  # fmt: skip
    if end == "transfer":
        suit.do("transfer", later(day, 5), to_court="示例市中级人民法院")
        return
    if not suit.do("assign", later(day, 1), handler=world.person(HANDLER, "甲", organ)):
        return
    if not suit.do("answer", holidays.current().on_or_before(day + timedelta(11 + n % 4)), evidence=5 + n % 9):
        return
    if end in ("withdraw", "mediate") and n % 2:
        suit.do(end, later(day, 25), why=("自愿", "和解", "改变")[n % 3], settled=n % 3 == 1)
        return
    hearing = later(day, 40 + n % 10)
    if tried(suit, n, hearing) and end in ("withdraw", "mediate"):
        suit.do(end, later(hearing, 8), why=("自愿", "和解", "改变")[n % 3], settled=True)
    elif suit.acts and suit.case.state == "heard":
        judged(suit, n, hearing, end)


def tried(suit: Suit, n: int, hearing: date) -> bool:
    """Notice, proof, hearing. Where the court gave notice the head came; elsewhere sometimes, or staff alone."""
    noticed = n % 4 != 0
    came = noticed or n % 8 == 0
    ok = suit.do("summons", later(hearing - timedelta(16), 1), hearing_on=hearing, noticed=noticed, notice_no=f"示例行通{n}号")
    ok = ok and suit.do(
        "appoint",
        hearing - timedelta(8),
        head_name="副局长甲" if came else None,
        head_rank="副职" if came else None,
        staff="工作人员甲",
        lawyers=1,
    )
    if ok and came:
        ok = suit.do("prove", hearing - timedelta(6), stamped=True)
    rank = ("副职", "正职", "副职", "副职级分管")[n % 4 if noticed else 0]
    return ok and suit.do(
        "hear", hearing, head_came=came, head_rank=rank if came else None, staff_came=True, spoke=came and n % 3 != 0
    )


def judged(suit: Suit, n: int, hearing: date, end: str) -> None:
    """Judgment, and what follows: force by lapse of time, or an appeal with its own hearing; performance of what was lost."""
    day = later(hearing, 12 + n % 9)
    paper = "裁定" if end == "BHS" else "判决"
    lost = end in ("CX", "QW")
    if not suit.do("end_hearing", hearing) or not suit.do("judge", day, result=end, paper=paper):
        return
    if n % 7 == 3 and not lost:
        suit.do("appeal", later(day, 5), appellant="原告")
        if n % 2 and suit.do("summons", later(day, 18), hearing_on=later(day, 25), noticed=False):
            suit.do("hear", later(day, 25), head_came=False, staff_came=True)
        if suit.do("judge_again", later(day, 40), result="WC", paper=paper):
            suit.do("close", later(day, 48), settled=False)
        return
    after = later(day, 22)
    if lost:
        suit.do("review_loss", later(day, 3), cause_code="程序", remedy="处罚前告知程序纳入法制审核清单")
        suit.do("perform", after, proof="已按判决办理")
    suit.do("close", later(after, 2), settled=n % 3 == 0)


def benchmarks(world: World) -> None:
    """Reference rates of 2024, invented for the demonstration and marked so; one has another definition and is not compared."""
    for area, percent, definition in BENCHMARKS:
        day = date(2025, 1, 15)
        suit = Suit(world, new_case("benchmark", world.organ, day, f"{area}败诉率2024（演示虚构）", demo=True), world.organ)
        suit.do("enter", day, indicator="litigation.loss_rate", area=area, year=2024, percent=percent, definition=definition,
                source="演示虚构数据，非任何公布数字")  # fmt: skip
        suit.do("approve", later(day, 2))
