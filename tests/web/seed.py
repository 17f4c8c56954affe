"""A small invented office on the sample procedure: cases in every state, for the tests of the pages and for looking at them."""

import random
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from fazhi.kernel.declare import APPLICANT, CLERK, HANDLER, HEAD, RESPONDENT
from fazhi.kernel.models import Document, Party
from fazhi.kernel.perform import deliver, new_case, perform
from fazhi.kernel.refusal import Refusal
from fazhi.kernel.scenario import World
from fazhi.kernel.tick import tick

CHINA = ZoneInfo("Asia/Shanghai")
MATTERS = ("行政处罚", "行政许可", "政府信息公开", "征收补偿", "行政强制")


def moment(day):
    return datetime(day.year, day.month, day.day, 17, tzinfo=CHINA)


def one(world, n, day, stop, rng):
    """One case of the sample procedure, taken up to the step numbered `stop`."""
    organ = world.organ
    clerk, head = world.person(CLERK, "甲", organ), world.person(HEAD, "甲", organ)
    handler = world.person(HANDLER, "甲乙"[n % 2], organ)
    applicant = world.person(APPLICANT, f"{n % 7}", organ)
    office = world.organ_named("示例区某局")
    matter = rng.choice(MATTERS)
    case = new_case("sample", organ, day, f"申请人{n:03d}不服{matter}案", demo=True)
    parties = [
        {"seat": APPLICANT, "name": f"申请人{n:03d}", "user": applicant, "phone": f"1390000{n:04d}", "id_number": "000000190001010000"},
        {"seat": RESPONDENT, "name": "示例区某局", "organ": office, "kind": "机关"},
    ]  # fmt: skip

    def do(step, by, on, **kw):
        return perform(case, step, by, on, at=moment(on), **kw)

    do("receive", clerk, day, parties=parties, matter=matter)
    course = [
        lambda d: do("accept", head, d, handler=handler, amount=rng.randrange(300_000)),
        lambda d: do("serve", handler, d),
        lambda d: deliver(Document.objects.filter(case=case, kind="答复通知书").latest("pk"), Party.objects.get(case=case, seat="respondent"), handler, d, at=moment(d), proof="送达回证"),
        lambda d: do("remark", handler, d, item={"text": "主要事实应当补充核实"}),
        lambda d: do("suspend", head, d),
        lambda d: do("resume", head, d),
        lambda d: do("decide", head, d, outcome=rng.choice("ab")),
    ]  # fmt: skip
    on = day
    for act in course[:stop]:
        on += timedelta(rng.choice((1, 1, 2)))
        act(on)
    return case


def seed(n=60, last=date(2026, 11, 20)):
    """`n` cases opened over the last months; some wait, some rest, some are decided, some are overdue."""
    world, rng = World.make(), random.Random(7)
    made = []
    for i in range(1, n + 1):
        day = last - timedelta(int((n - i) * 2.3) + 9)
        try:
            made.append(one(world, i, day, rng.choice((0, 1, 2, 3, 4, 5, 7, 7)), rng))
        except Refusal as refused:  # a day off or a lapse in between: the course ends there
            made.append(refused)
    tick(last, at=moment(last))
    return world, made
