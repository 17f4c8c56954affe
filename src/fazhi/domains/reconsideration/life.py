"""One demonstration case: its plan, its people, and its course from receipt to the archive, day by day, through the one door."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

from fazhi.domains.reconsideration.models import DIRECT
from fazhi.kernel import holidays
from fazhi.kernel.calendar import due, workdays
from fazhi.kernel.declare import APPLICANT, HANDLER, RESPONDENT, THIRD_PARTY, Seat
from fazhi.kernel.facts import asked
from fazhi.kernel.perform import deliver, new_case, perform
from fazhi.kernel.rights import THE_LAW
from fazhi.kernel.scenario import CHINA, World

SOURCES = (
    ("示例区公安分局", "公安", "派出机构", ("行政处罚", "行政处罚", "不履职")),
    ("示例区市场监督管理局", "市场监管", "县级政府部门", ("举报投诉处理", "行政处罚", "举报投诉处理")),
    ("示例区人力资源和社会保障局", "人社", "县级政府部门", ("工伤认定", "工伤认定", "不履职")),
    ("示例区自然资源局", "自然资源", "县级政府部门", ("行政确认", "信息公开", "征收征用补偿")),
    ("示例区城市管理局", "城管", "县级政府部门", ("行政处罚", "行政强制", "行政处罚")),
    ("示例区住房和城乡建设局", "住建", "县级政府部门", ("征收征用补偿", "信息公开", "行政许可")),
    ("示例区生态环境局", "生态环境", "派出机构", ("行政处罚",)),
    ("示例区交通运输局", "交通", "县级政府部门", ("行政处罚", "行政许可")),
    ("示例区甲街道办事处", "其他", "乡镇街道", ("信息公开", "不履职", "行政强制")),
    ("示例区乙镇人民政府", "农业农村", "乡镇街道", ("行政确认", "不履职")),
)
FIRM = Seat("handler", "经办人")
ANSWER, DECISION = "行政复议答复通知书", "行政复议决定书"


@dataclass(frozen=True)
class Plan:
    """How a case goes: when it comes, how it ends, by which procedure, what happens on the way, when it may close, where it sticks."""

    received: date
    ending: str
    track: str = "ordinary"
    incident: str = ""
    closing: tuple[date, date] | None = None
    stall: int = 0


class Life:
    """A case with its people; every act goes through `perform` at five in the afternoon of its day."""

    def __init__(self, world: World, plan: Plan, n: int):
        self.world, self.plan, self.n = world, plan, n
        name, self.category, self.level, kinds = SOURCES[n % len(SOURCES)]
        self.kind = "信息公开" if plan.track == "summary" and n % 2 else kinds[n % len(kinds)]
        self.respondent = world.organ_named(name)
        self.firm = n % 5 == 0
        self.applicant = f"示例企业{n:03d}有限公司" if self.firm else f"申请人{n:03d}"
        self.handler = world.person(HANDLER, "甲乙丙"[n % 3], world.organ)
        title = f"{self.applicant}不服{self.respondent.short}{self.kind}"
        self.case: Any = new_case("reconsideration", world.organ, plan.received, title, demo=True)

    def at(self, day: date) -> datetime:
        return datetime.combine(day, time(17), CHINA)

    def who(self, seats: tuple[Seat, ...]) -> Any:
        """Who takes a step: the respondent's clerk for what the respondent does, else the office's person in the first office seat."""
        if seats[0] is RESPONDENT:
            return self.world.person(FIRM, "甲", self.respondent)
        seat = next(s for s in seats if s.side == "office")
        return self.handler if seat is HANDLER else self.world.person(seat, "甲", self.world.organ)

    def do(self, key: str, on: date, **said: Any) -> None:
        """Take a step; what this version of the law does not ask is not said."""
        step = self.case.declared.steps[key]
        extra = {k: said.pop(k) for k in ("parties", "handler") if k in said}
        known = {q.name for q in asked(self.case.declared, step)}
        perform(
            self.case, key, self.who(step.who), on, at=self.at(on), **extra, **{k: v for k, v in said.items() if k in known}
        )

    def reach(self, kind: str, on: date, *seats: Seat) -> None:
        """The newest document of a kind reaches these seats."""
        document = self.case.documents.filter(kind=kind).order_by("-pk").first()
        for party in self.case.parties.filter(seat__in=[s.key for s in seats]):
            deliver(document, party, THE_LAW, on, at=self.at(on), method="post" if self.n % 4 == 0 else "direct")

    def open(self) -> None:
        plan, day = self.plan, self.plan.received
        how = {"oral": "receive_oral", "organ": "receive_by_organ"}.get(plan.incident, "receive")
        people = [
            {"seat": APPLICANT, "name": self.applicant, "kind": "法人" if self.firm else "公民"},
            {"seat": RESPONDENT, "name": self.respondent.name, "kind": "机关", "organ": self.respondent},
        ]
        channel = {"oral": "口头", "organ": "原机关转"}.get(plan.incident, ("当面", "邮寄", "互联网")[self.n % 3])
        self.do(
            how, day, parties=people, channel=channel, act_kind=self.kind, category=self.category, respondent_class=self.level,
            act_doc_no=f"示{self.category[:1]}〔{day.year}〕{self.n}号", act_made_on=day - timedelta(30), act_known_on=day - timedelta(25),
            amount_fen=(self.n % 40 + 1) * 50_000 if self.kind == "行政处罚" else None, on_spot=plan.track == "summary", monitored=plan.incident == "organ",
            enterprise=self.firm, norm_asked=plan.incident == "norm", stay_asked=plan.incident == "stay",
            request="撤销或者变更被申请的行政行为", record_signed=True, prior=self.kind in ("信息公开", "不履职"),
        )  # fmt: skip


def later(day: date, n: int) -> date:
    """n working days after a day."""
    return due(workdays(n), day, holidays.current()).day


def on_or_before(day: date) -> date:
    return holidays.current().on_or_before(day)


def course(life: Life, chance: Random) -> Iterator[date]:
    """The days a case acts on, each yielded before the act; a stalled case is left after so many acts."""
    for acts, day in enumerate(_course(life, chance), 1):
        if life.plan.stall and acts > life.plan.stall:
            return
        yield day


def _course(life: Life, chance: Random) -> Iterator[date]:
    plan, day = life.plan, life.plan.received
    yield day
    life.open()
    if plan.incident == "organ":
        yield (day := later(day, 3))
        life.do("forward", day)
    if plan.incident == "correct":
        day = yield from correction(life, day)
    if plan.ending in EARLY:
        yield from EARLY[plan.ending](life, later(day, 3))
        return
    if plan.incident == "deemed":
        yield (day := later(day, 7))
        life.do("assign", day, handler=life.handler) if life.case.procedure.endswith("2024") else None
        accepted = life.case.moved_on
        if life.case.procedure.endswith("2018"):
            life.do("accept", day, handler=life.handler)
            accepted = day
    else:
        yield (day := accepted_on(life, day, chance))
        life.do("accept", day, handler=life.handler)
        accepted = day
    yield from trial(life, accepted, later(day, 1), chance)


def accepted_on(life: Life, day: date, chance: Random) -> date:
    return later(day, chance.randint(1, 4))


def correction(life: Life, day: date) -> Iterator[date]:
    yield (day := later(day, 2))
    life.do("correct", day, points="身份证明和与行政行为有利害关系的材料", mend_by=later(day, 10))
    life.reach("补正通知书", day, APPLICANT)
    yield (day := later(day, 6))
    life.do("mend", day)
    return day


def refused(life: Life, day: date) -> Iterator[date]:
    yield day
    life.do("refuse", day, refuse_ground="2", reason="与被申请的行政行为没有利害关系")
    life.reach("不予受理决定书", day, APPLICANT)


def waived(life: Life, day: date) -> Iterator[date]:
    yield day
    life.do("correct", day, points="授权委托书和身份证明", mend_by=later(day, 10))
    life.reach("补正通知书", day, APPLICANT)
    yield (day := later(day, 13))
    life.do("waive", day, reason="逾期未补正，也未说明理由")


def settled(life: Life, day: date) -> Iterator[date]:
    yield day
    life.do("withdraw_early", day, mediated=True)


def routed(life: Life, day: date) -> Iterator[date]:
    yield day
    life.do("route", day, to_organ="示例区信访局", reason="属于信访事项")


EARLY = {"refuse": refused, "waive": waived, "withdraw_early": settled, "route": routed}


def trial(life: Life, accepted: date, day: date, chance: Random) -> Iterator[date]:
    """From the choice of procedure to the end of the trial and what follows."""
    plan = life.plan
    yield day
    life.do(plan.track, day, major=plan.incident == "hearing", technical=plan.incident == "hearing")
    yield (day := later(day, 1))
    life.do("serve", day)
    life.reach(ANSWER, day, RESPONDENT)
    if plan.ending == "BHS":
        yield (day := closing(life, later(day, 3)))
        life.do("dismiss", day, reason="受理后发现不属于行政复议范围")
        yield from aftermath(life, day, chance, "驳回行政复议申请决定书")
        return
    if plan.incident != "silent":
        yield (day := later(day, chance.randint(2, 4)))
        life.do("answer", day)
    if plan.ending.startswith("ZZ"):
        yield from ended(life, later(day, chance.randint(3, 12)))
        return
    day = yield from incidents(life, accepted, day)
    if plan.ending == "TJ":
        yield (day := closing(life, later(day, chance.randint(3, 15))))
        life.do("mediate", day, signed=True, changes_act=life.n % 3 == 0)
        yield from aftermath(life, day, chance, "行政复议调解书")
        return
    yield from decision(life, accepted, later(day, 2), chance)


def closing(life: Life, day: date) -> date:
    """The day of the end: as planned, but within the days the plan allows."""
    if not life.plan.closing:
        return day
    first, last = life.plan.closing
    span = [d for d in (first + timedelta(n) for n in range((last - first).days + 1)) if holidays.current().is_workday(d)]
    return max(day, span[life.n % len(span)])


def incidents(life: Life, accepted: date, day: date) -> Iterator[date]:
    """What happens between answer and decision; returns the day it was over."""
    what, table = life.plan.incident, holidays.current()
    if what in ("suspend", "norm", "exclude"):
        begin, end = {"suspend": ("suspend", "resume"), "norm": ("norm_review", "resume"), "exclude": ("exclude", "include")}[
            what
        ]
        yield (day := later(day, 1))
        life.do(begin, day, suspend_ground="8", reason="须等待另案审理结果", norm_title="某项管理规定", norm_power="本机关有权",
                norm_raised_on=day, what="鉴定")  # fmt: skip
        if what == "norm":
            yield (day := later(day, 15))
            life.do("norm_result", day, norm_result="合法")
        yield (day := table.on_or_after(day + timedelta(20 + life.n % 15)))
        life.do(end, day)
    elif what == "hearing":
        hearing = later(day, 9)
        yield (day := later(day, 1))
        life.do("hearing_notice", day, hearing_on=hearing, place="示例区行政复议听证室")
        life.reach("听证通知书", day, APPLICANT, RESPONDENT)
        yield (day := hearing)
        life.do("hear", day, presider="主持人甲", hearers=2, recorder="记录员甲", head_came=True)
        yield (day := later(day, 2))
        life.do("committee", day, opinion="多数委员同意承办意见")
    elif what in ("third", "stay", "opinion", "investigate"):
        yield (day := later(day, 1))
        if what == "third":
            life.do("notify_third", day, parties=[{"seat": THIRD_PARTY, "name": f"第三人{life.n:03d}"}])
        elif what == "stay":
            life.do("stay", day, reason="申请人的请求合理")
        elif what == "opinion":
            life.do("opinion", day, finding="告知程序不规范")
            life.reach("行政复议意见书", day, RESPONDENT)
        else:
            life.do("investigate", day, people=2, cards=True, record="现场情况与答复一致")
    elif what == "convert":
        yield (day := later(day, 1))
        life.do("convert", day, reason="案情较复杂，不宜适用简易程序")
    return day


def decision(life: Life, accepted: date, day: date, chance: Random) -> Iterator[date]:
    """Opinions heard, the draft, the decision: within the term, or overdue and flagged."""
    plan, facts = life.plan, {}
    if life.case.facts.track == "普通程序":
        yield day
        life.do("listen", day, way=("当面", "电话", "互联网")[life.n % 3], people=2, record="当事人意见已记录", mediable=False)
    if plan.incident == "extend":
        yield (day := on_or_before(accepted + timedelta(52)))
        life.do("extend", day, reason="情况复杂，不能在规定期限内作出决定")
        day = on_or_before(accepted + timedelta(78))
    elif plan.incident == "late":
        day, facts = holidays.current().on_or_after(accepted + timedelta(65)), {"overdue_reason": "等待补充材料"}
    elif plan.incident == "silent":
        day = max(day, later(day, 9))
    elif plan.track == "ordinary" and not plan.closing:
        day = later(day, chance.randint(2, 9))
    day = closing(life, later(day, 1))
    yield (
        draft := on_or_before(day - timedelta(1))
        if later(day, 1) and on_or_before(day - timedelta(1)) >= life.case.moved_on
        else day
    )
    life.do("propose", draft, draft="拟办意见见审查报告")
    yield day
    end = "WC" if plan.ending == "" else plan.ending
    redo = end in ("CX", "CXB") and life.n % 2 == 0
    by = day + timedelta(40) if end in ("ZL", "XY") else None
    life.do(
        "decide",
        day,
        outcome=end,
        approval="集体讨论" if plan.incident == "hearing" else "负责人同意",
        redo=redo,
        perform_by=by,
        **facts,
    )
    yield from aftermath(life, day, chance, DECISION)


def ended(life: Life, day: date) -> Iterator[date]:
    """Withdrawal or death, and the termination that follows."""
    why = {"ZZ-HJ": "和解", "ZZ-GZ": "改正", "ZZ-CH": "自愿"}.get(life.plan.ending)
    day = closing(life, day)
    if why:
        yield day
        life.do("withdraw", day, why=why, after_mediation=life.plan.ending == "ZZ-HJ" or life.n % 3 == 0)
        yield day
    else:
        yield day
    life.do(
        "terminate",
        day,
        outcome=life.plan.ending,
        reason="准予撤回" if why else "申请人死亡，近亲属放弃权利",
        end_ground="" if why else "死亡",
    )
    yield (day := later(day, 5))
    life.reach("终止行政复议决定书", day, APPLICANT, RESPONDENT)
    yield (day := later(day, 10))
    life.do("archive", day)


def aftermath(life: Life, day: date, chance: Random, paper: str) -> Iterator[date]:
    """Service, effect, publication, performance, suit, archive."""
    yield (day := later(day, chance.randint(1, 4)))
    life.reach(paper, day, APPLICANT, RESPONDENT)
    life.do("take_effect", day)
    if life.plan.incident == "sued" and paper == DECISION:
        yield (day := later(day, 8))
        life.do("sued", day, court="示例人民法院")
    if life.plan.incident == "opinion":
        yield (day := later(day, 10))
        life.do("feedback", day, corrected="已规范告知程序")
    if life.plan.ending in DIRECT and paper == DECISION and life.case.procedure.endswith("2024"):
        yield (day := later(day, 2))
        life.do("publish", day)
        life.do("copy", day, to_organ="示例市有关主管部门")
    facts = life.case.facts
    if facts.redo or facts.perform_by:
        yield (day := later(day, 18))
        life.do("perform", day, proof="已按决定办理")
    yield (day := later(day, 22))
    life.do("archive", day)
