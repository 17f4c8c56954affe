"""The invented district's legality reviews of 2023 and 2024, what stands open in 2026, the register of counsel and the gates."""

import random
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import transaction

from fazhi.domains.legality import engine, owed, samples
from fazhi.domains.legality.conditions import GRAVE
from fazhi.domains.legality.materials import ALL
from fazhi.domains.legality.models import SOURCES
from fazhi.domains.legality.procedure_counsel import opinions_of
from fazhi.domains.legality.procedure_gates import OFFICE, SEALER
from fazhi.domains.legality.rules import COUNSEL, SENDER
from fazhi.kernel import holidays
from fazhi.kernel.declare import CLERK, HANDLER, HEAD, ORGAN_HEAD, Seat
from fazhi.kernel.models import Case, Item
from fazhi.kernel.perform import new_case, perform
from fazhi.kernel.scenario import CHINA, HANDLER_OF_PARTY, World

ORDER = 63
DRAFTER = Seat("drafter", "起草单位", "party")  # of the competition review, a domain of its own
YEARS = {
    2023: {"N": 8, "P": 5, "D": 3, "C": 18, "O": 2},
    2024: {"N": 22, "P": 18, "D": 9, "C": 58, "O": 8},
}  # 2024: 115 matters
LINES = {2023: 96, 2024: 365}  # suggestions in the signed opinions
UNITS = (
    "住房和城乡建设局",
    "农业农村局",
    "商务局",
    "教育局",
    "民政局",
    "交通运输局",
    "城市管理局",
    "卫生健康委员会",
    "发展和改革委员会",
    "财政局",
    "机关事务管理局",
    "科学技术局",
)
LAWYERS = (("律师甲", "public", "司法局", "行政法"), ("律师乙", "public", "住房和城乡建设局", "房地产"), ("律师丙", "retained", "示例律师事务所一", "合同"),
           ("律师丁", "retained", "示例律师事务所二", "行政法"), ("律师戊", "retained", "示例律师事务所二", "政府采购"), ("专家己", "expert", "示例高校", "公共管理"))  # fmt: skip
WAYS = ("adopted",) * 9 + ("partly", "declined")
BY_HAND = ("相对方的履约能力材料应当补充，并写明授权代表的权限", "职责分工不明确，应当写明牵头单位和配合单位", "术语前后不一致，建议统一", "申请条件应当写明客观标准和办理时限",
           "监督检查的频次和方式应当与法律、法规一致", "救济途径没有写明，建议增加一条", "附件与正文不一致，应当核对", "资金来源和支付条件应当具体")  # fmt: skip


class Desk:
    """The office and its days: every act is written at five in the afternoon of a working day."""

    def __init__(self, world: World):
        self.world, self.organ, self.table = world, world.organ_named("示例区司法局"), holidays.current()
        self.rng = random.Random(2024)

    def after(self, day: date, n: int) -> date:
        """The nth working day after a day (0: the day itself or the next one)."""
        day = self.table.on_or_after(day)
        for _ in range(n):
            day = self.table.on_or_after(day + timedelta(1))
        return day

    def at(self, day: date) -> datetime:
        return datetime.combine(day, time(17), CHINA)

    def act(self, case: Case, step: str, by: Any, on: date, **said: Any) -> None:
        user = self.world.person(by, "甲", self.organ) if not hasattr(by, "pk") else by
        perform(case, step, user, on, at=self.at(on), **said)

    def unit(self, organ: Any, which: str) -> Any:
        return self.world.person(HANDLER_OF_PARTY, which, organ)

    # -------------------------------------------------------- one matter

    def matter(self, kind: str, title: str, day: date, text: str, **facts: Any) -> tuple[Case, Any]:
        """Registered, uploaded, reviewed by its own unit and sent; returns the case and its sender."""
        sender = self.world.organ_named(f"示例区{self.rng.choice(UNITS)}")
        case = new_case("legality", self.organ, day, title, demo=True)
        party = {"seat": SENDER, "name": sender.name, "organ": sender, "kind": "机关"}
        said = {
            "issuer": "示例区人民政府" if kind in "ND" else sender.name,
            "by_government": kind in "ND",
            "source": self.rng.choice(SOURCES)[0],
            **facts,
        }
        self.act(case, "register", self.unit(sender, "甲"), day, parties=[party], kind=kind, **said)
        self.act(case, "upload", self.unit(sender, "甲"), day, files=[("送审稿.txt", text.encode())])
        self.act(case, "add_material", self.unit(sender, "甲"), day, materials=list(ALL[1:]))
        self.act(case, "unit_review", self.unit(sender, "乙"), day, opinion="同意送审")
        self.act(case, "submit", self.unit(sender, "丙"), self.after(day, 1))
        return case, sender

    def accept(self, case: Case, sender: Any, on: date, back: bool = False) -> date:
        if back:
            self.act(case, "send_back", CLERK, on, points="授权委托书没有签字，征求意见情况没有逐条说明采纳理由")
            on = self.after(on, 2)
            self.act(case, "resend", self.unit(sender, "丙"), on)
        self.act(case, "accept", CLERK, on, handler=self.world.person(HANDLER, self.rng.choice("甲乙"), self.organ))
        engine.machine_review(case, on, self.at(on), hints=frozenset())
        return on

    def judge(self, case: Case, on: date, want: int) -> None:
        """Confirm the machine's doubts up to `want`, reject the rest with a reason, add by hand what is lacking."""
        items = list(Item.objects.filter(case=case, kind="finding", said__status="open").order_by("n"))
        handler, taken = case.handler, 0
        for item in sorted(items, key=lambda i: (i.said.get("start") is None, i.n)):
            good = taken < want
            taken += good
            said = (
                {"status": "confirmed"}
                if good
                else {
                    "status": "rejected",
                    "reason": self.rng.choice(("送审材料中已有说明", "有上位法依据", "原文语境不属于该情形")),
                }
            )
            self.act(case, "judge", handler, on, item_n=item.n, **said)
        for text in self.rng.sample(BY_HAND, want - taken):
            line = {"rule": "M", "title": "人工意见", "severity": "提示", "origin": "person", "version": 1, "provision": "合法性审查工作规程",
                    "why": text, "advice": "请补充完善", "status": "confirmed"}  # fmt: skip
            self.act(case, "add", handler, on, item=line)

    def reviewed(self, case: Case, on: date, sign_on: date) -> None:
        handler = case.handler
        if case.facts.kind == "D" and not case.parties.filter(seat="counsel").exists():
            name = self.rng.choice(LAWYERS[:4])[0]
            lawyer = self.world.person(COUNSEL, name, self.organ)
            self.act(
                case,
                "consult",
                handler,
                on,
                name=name,
                question="制定权限和主要措施是否合法",
                parties=[{"seat": COUNSEL, "name": name, "user": lawyer}],
            )
            self.act(case, "advise", lawyer, on, item={"author": name, "text": "主体和权限合法，个别措施应当调整", "points": 2})
        self.act(case, "first_review", handler, on, opinion="经初审，意见见疑点处理表")
        self.act(case, "check", HEAD, on)
        engine.sign(
            case, self.world.person(ORGAN_HEAD, "甲", self.organ), sign_on, engine.proposed_conclusion(case), self.at(sign_on)
        )

    def answered(self, case: Case, sender: Any, on: date, leave: int = 0) -> None:
        rows = Item.objects.filter(case=case, kind="suggestion").order_by("n")
        for item in rows[: max(0, rows.count() - leave)]:
            way = self.rng.choice(WAYS)
            said = {"adoption": way} if way == "adopted" else {"adoption": way, "reason": "结合本区实际，另行在实施细则中明确"}
            self.act(case, "answer", self.unit(sender, "甲"), on, item_n=item.n, **said)

    def again(self, case: Case, sender: Any, on: date, text: str) -> date:
        """The changed draft goes round again and passes."""
        self.act(case, "resubmit", self.unit(sender, "甲"), on, files=[("修改稿.txt", text.encode())])
        engine.machine_review(case, on, self.at(on), hints=frozenset())
        for item in Item.objects.filter(case=case, kind="finding").order_by("n"):
            if item.said["status"] == "open" or (item.said["status"] == "confirmed" and item.said["severity"] in GRAVE):
                self.act(
                    case, "judge", case.handler, on, item_n=item.n, status="rejected", reason="送审单位已经说明依据，复审认可"
                )
        self.reviewed(case, on, self.after(on, 1))
        return self.after(on, 1)


def load(world: World, progress: Callable[[int, int], None]) -> None:
    desk = Desk(world)
    register(desk)
    total = sum(map(sum, (k.values() for k in YEARS.values()))) + 12
    done = 0
    for year, kinds in YEARS.items():
        for n, (kind, topic, wanted, day) in enumerate(plan(desk, year, kinds)):
            with transaction.atomic():
                story(desk, kind, topic, wanted, day, n)
            done += 1
            progress(done, total)
        apart(desk, year)
    gates(desk)
    assessed(desk)
    standing(desk)
    progress(total, total)


def plan(desk: Desk, year: int, kinds: dict[str, int]) -> list[tuple[str, str, int, date]]:
    """The matters of a year with the suggestions each will get; spread over the working days, all signed within the year."""
    rng, matters = desk.rng, []
    for kind, count in kinds.items():
        topics = samples.TOPICS[kind]
        matters += [
            (kind, topics[i % len(topics)] + (f"（第{i // len(topics) + 1}期）" if i >= len(topics) else ""))
            for i in range(count)
        ]
    rng.shuffle(matters)
    share, rest = divmod(LINES[year], len(matters))
    wanted = [share + (i < rest) for i in range(len(matters))]
    for _ in range(len(wanted) * 2):  # some get more, some fewer; the sum stays
        a, b = rng.sample(range(len(wanted)), 2)
        if wanted[a] > 0 and wanted[b] < 7:
            wanted[a], wanted[b] = wanted[a] - 1, wanted[b] + 1
    step = 325 / len(matters)
    return [
        (k, t, w, desk.after(date(year, 1, 3) + timedelta(int(i * step)), 0))
        for i, ((k, t), w) in enumerate(zip(matters, wanted, strict=True))
    ]


def story(desk: Desk, kind: str, topic: str, wanted: int, day: date, n: int) -> None:
    text, mended = samples.short(kind, samples.FORM[kind].format(topic), round(wanted * 0.7), desk.rng)
    case, sender = desk.matter(
        kind,
        samples.FORM[kind].format(topic),
        day,
        text,
        amount_fen=desk.rng.randrange(50, 900) * 1_000_000 if kind == "C" else None,
    )
    if n % 40 == 7:
        desk.act(
            case, "emergency", ORGAN_HEAD, desk.after(day, 1), approval=f"示政紧急〔{day.year}〕{n}号", reason="防汛应急处置"
        )
    on = desk.accept(case, sender, desk.after(day, 1), back=n % 9 == 4)
    days = {"N": 6, "D": 8}.get(kind, 2)
    late = 12 if n % 29 == 13 else 0
    desk.judge(case, on, wanted)
    signed = desk.after(on, days + late)
    desk.reviewed(case, desk.after(on, days), signed)
    finish(desk, case, sender, signed, mended, n)


def finish(desk: Desk, case: Case, sender: Any, signed: date, mended: str, n: int) -> None:
    """Feedback, the changed draft, and the end of the matter."""
    later = desk.after(signed, 2)
    if case.state == "issued" and n % 37 == 20:
        return desk.act(case, "terminate", ORGAN_HEAD, later, reason="起草单位决定不再制定")
    desk.answered(case, sender, later, leave=n % 31 == 30)
    if case.state == "issued":
        later = desk.again(case, sender, desk.after(later, 1), mended)
    if case.state == "passed":
        desk.act(case, "conclude", CLERK, desk.after(later, 3), result="已签订" if case.facts.kind == "C" else "已提交审议")


def register(desk: Desk) -> None:
    on = date(2023, 1, 4)
    for n, (name, identity, firm, field) in enumerate(LAWYERS, 1):
        case = new_case("counsel", desk.organ, on, name, demo=True)
        desk.act(case, "enter", CLERK, on, name=name, identity=identity, licence=f"0000{n:06d}", firm=firm, fields=[field], until=date(2027, 12, 31),
                 avoids=["示例企业003"] if n == 4 else [])  # fmt: skip


def assessed(desk: Desk) -> None:
    """What the counsel did beside their opinions, and how the year was judged; the counts are the ledger's."""
    for n, case in enumerate(Case.objects.filter(domain="counsel").order_by("pk")):
        work = {
            "work": ("参会", "协办", "培训")[n % 3],
            "subject": "重大合同谈判会" if n % 3 == 0 else "规范性文件论证",
            "hours": 2 + n,
        }
        desk.act(case, "record", CLERK, desk.after(date(2024, 6, 3 + n), 0), item=work)
        given = opinions_of(case.facts.name, 2024)
        points = sum(int(i.said.get("points") or 0) for i in given)
        row = {"year": 2024, "opinions": len(given), "points": points, "score": 80 + 2 * len(given), "advice": "建议续聘"}
        desk.act(case, "assess", HEAD, date(2024, 12, 30), item=row)


def apart(desk: Desk, year: int) -> None:
    """What does not count as reviewed: withdrawn, outside the scope."""
    for n, topic in enumerate(("会议纪要", "内部考核", "机构设置")):
        day = desk.after(date(year, 4 + 2 * n, 11), 0)
        case, sender = desk.matter("O", topic, day, f"关于{topic}的方案\n第一条 有关单位做好相关工作。\n")
        if n == 0:
            desk.act(case, "withdraw", desk.unit(sender, "甲"), desk.after(day, 1), reason="政策调整，不再报送")
        else:
            desk.act(case, "decline", CLERK, desk.after(day, 1), reason="内部管理事项，不属于合法性审查范围")


def gates(desk: Desk) -> None:
    """Some topics and seals of 2024 with their reviews, and what the five sources name without one."""
    passed = list(Case.objects.filter(domain="legality", state="concluded", closed_on__year=2024).order_by("pk"))
    for case in passed[:24]:
        facts, day = case.facts, desk.after(case.closed_on, 1)
        if day > date(2024, 12, 30):
            continue
        if facts.kind == "C":
            seal = new_case("seal_use", desk.organ, day, case.title, demo=True)
            desk.act(
                seal,
                "ask",
                SEALER,
                day,
                topic=case.title,
                partner="示例企业002",
                amount_fen=facts.amount_fen,
                review_no=facts.opinion_no,
            )
            desk.act(seal, "stamp", SEALER, day)
        elif facts.kind in "NPD":
            topic = new_case("agenda", desk.organ, day, case.title, demo=True)
            desk.act(topic, "propose", OFFICE, day, topic=case.title, kind=facts.kind, review_no=facts.opinion_no)
            desk.act(topic, "slot", OFFICE, day, meeting_on=desk.after(day, 3))
    for n, name in enumerate(("充电设施合作协议", "会议系统采购合同", "园区招商补充协议")):
        day = desk.after(date(2024, 9 + n, 12), 0)
        seal = new_case("seal_use", desk.organ, day, name, demo=True)
        desk.act(seal, "ask", SEALER, day, topic=name, sender="示例区商务局", partner="示例企业004")
        desk.act(seal, "refuse", SEALER, day, reason="没有合同审查意见书编号")
    last = date(2024, 12, 31)
    owed.collect(last, at=desk.at(last))


def fair_review(desk: Desk, case: Case, sender: Any) -> None:
    """The competition review of a draft, as a child case that has not concluded: the opinion cannot be 合法 before it has."""
    on = desk.after(date(2026, 11, 13), 0)
    desk.act(case, "compete", HANDLER, on)
    child = Case.objects.get(parent=case.pk, domain="competition")
    party = {"seat": DRAFTER, "name": sender.name, "organ": sender, "kind": "机关"}
    desk.act(child, "describe", CLERK, on, by_government=True, industry="物业服务", parties=[party])
    desk.act(child, "concerned", desk.unit(sender, "甲"), on)
    desk.act(
        child,
        "first",
        desk.unit(sender, "甲"),
        on,
        standards=["9-4"],
        grounds="物业管理条例",
        opinion="第九条限定本区企业，建议删去",
    )


def standing(desk: Desk) -> None:
    """What waits on the desks in November 2026; the three full drafts are under review."""
    from fazhi.law import cited_laws

    shown = (
        ("N", "示例区促进物业服务和社区商业健康发展办法（送审稿）"),
        ("C", "示例产业园智能装备项目投资协议"),
        ("D", "示例区停车设施三年建设方案（送审稿）"),
    )
    under = []
    for n, (kind, title) in enumerate(shown):
        day = desk.after(date(2026, 11, 10 + n), 0)
        case, sender = desk.matter(kind, title, day, samples.full(kind), operators=kind == "N")
        under.append((case, sender))
        on = desk.after(day, 1)
        desk.act(case, "accept", CLERK, on)
        engine.machine_review(case, on, desk.at(on), laws=cited_laws(), hints=frozenset())
    fair_review(desk, *under[0])
    for n, kind in enumerate("NPCCOCPDC"):
        day = desk.after(date(2026, 11, 9 + n), 0)
        title = samples.FORM[kind].format(f"{samples.TOPICS[kind][n % 8]}（2026）")
        text, _ = samples.short(kind, title, 3, desk.rng)
        case, sender = desk.matter(kind, title, day, text)
        if n % 3 == 0:
            continue
        on = desk.after(day, 1)
        desk.accept(case, sender, on, back=False)
        if n % 3 == 2 and kind != "D":
            desk.judge(case, on, 3)
            desk.act(case, "first_review", case.handler, on, opinion="经初审，意见见疑点处理表")
