"""R01 to R25, each met once: the number of the rule, its article, what is lawful instead, and a record close by that passes."""

from collections.abc import Callable
from datetime import date

import pytest

from fazhi.domains.inspections.procedure_task import OFFICER
from fazhi.domains.inspections.rules import RULES
from fazhi.kernel.declare import CLERK, HANDLER, HEAD
from fazhi.kernel.models import Case, Parameter
from fazhi.kernel.refusal import Refusal
from inspections.district import build, filed_plan

pytestmark = pytest.mark.django_db
DAY, ON, END = date(2026, 10, 12), date(2026, 10, 19), date(2026, 10, 30)
BASIS = {  # the article each refusal must name
    "R01": "行政处罚法 第十七条", "R02": "严格规范涉企行政检查", "R03": "行政处罚法 第四十二条第一款", "R04": "行政处罚法 第四十二条第一款",
    "R05": "计划报备办法", "R06": "严格规范涉企行政检查", "R07": "行政处罚法 第五十五条第一款", "R08": "严格规范涉企行政检查",
    "R09": "白名单管理办法", "R10": "计划报备办法", "R11": "优化营商环境条例 第五十四条第一款", "R12": "优化营商环境条例 第五十四条第一款",
    "R13": "优化营商环境条例 第五十六条", "R14": "严格规范涉企行政检查", "R15": "行政处罚法 第四十三条第一款",
    "R16": "行政处罚法 第四十二条第一款", "R17": "严格规范涉企行政检查", "R18": "扫码和结果回填", "R19": "计划报备办法",
    "R20": "行政处罚法 第二十八条第一款", "R21": "严格规范涉企行政检查", "R22": "行政处罚法 第三十三条", "R23": "行政处罚法 第五十八条",
    "R24": "行政强制法 第二十五条", "R25": "优化营商环境条例 第五十四条第一款",
}  # fmt: skip


class Story:
    """One district, and the shortest way to each rule: `bad` True breaks it, False is the record close by."""

    def __init__(self) -> None:
        self.d = build(2)
        self.two = self.d.certificates(self.d.organs[0])[:2]

    def task(self, organ: int = 0, **said):
        firm = self.d.firms[0]
        said = {"uscc": firm[0], "firm": firm[1], "items": [f"JC0{organ + 1}-1"], "trigger": "complaint", "first": ON, "last": END,
                "officers": self.d.certificates(self.d.organs[organ])[:2], **said}  # fmt: skip
        return self.d.open("inspection_task", "submit", HANDLER, self.d.organs[organ], DAY, "任务", **said)

    def item(self, **said):
        body = Case.objects.get(domain="inspection_body", title=self.d.organs[0].name)
        row = {"code": "FX1", "name": "年报", "law": "条例", "method": "均可", "published_on": "2026-09-01", **said}
        self.d.act(body, "publish_item", CLERK, date(2026, 9, 2), item=row)

    def officer(self, number: str, **said):
        return self.d.open("officer", "issue", CLERK, self.d.office, date(2026, 9, 2), number, name="执法人员", body=self.d.organs[0].name,
                           certificate=number, valid_from=date(2026, 9, 1), valid_to=date(2027, 1, 1), **said)  # fmt: skip

    def visit(self, approved: bool = True, planned_on: date = ON, **said):
        task = self.task()
        if approved:
            self.d.act(task, "approve", HEAD, DAY)
        row = {"body": self.d.organs[0].name, "task": task.number, "trigger": "complaint", "officers": self.two}
        firm = self.d.firms[0]
        return self.d.open("visit", "arrange", HANDLER, self.d.organs[0], DAY, "检查", uscc=firm[0], firm=firm[1], planned_on=planned_on,
                           trigger="complaint", item=row, **said)  # fmt: skip

    def entered(self, shown: bool = True):
        case = self.visit()
        self.d.act(case, "notify", HANDLER, ON)
        return self.d.act(case, "scan_in", OFFICER, ON, contact="inspection", certificates_shown=shown, scan_uscc=self.d.firms[0][0],
                          present=self.two)  # fmt: skip

    def penalty(self, on: date = DAY, match: bool = True, seized: bool = False, **said):
        d, organ = self.d, self.d.organs[0]
        case = d.open("penalty", "receive", HANDLER, organ, on, "案件", respondent="示例企业001", violation="占道")
        d.act(case, "file", HEAD, on)
        if seized:
            d.act(case, "seize", HEAD, on, things="设备")
        d.act(
            case,
            "conclude",
            HANDLER,
            on,
            minimum_fen=100,
            maximum_fen=500,
            proposed_fen=300,
            circumstances=["后果=轻微"],
            **said,
        )
        return d.act(case, "match", HANDLER, on, list_version=0) if match else case

    def decide(self, case: Case, on: date = DAY):
        self.d.act(case, "tell", HANDLER, on)
        return self.d.act(case, "decide", HEAD, on, outcome="normal", fine_fen=300)


def r01(s, bad):
    s.d.organs[0] = s.d.world.organ_named("示例区未公告局") if bad else s.d.organs[0]
    s.task(officers=s.two)


def r05(s, bad):
    plan = "" if bad else filed_plan(s.d, s.d.organs[0]).number
    s.task(trigger="plan", plan=plan, plan_line="V0")


def r06(s, bad):
    s.visit(approved=not bad)


def r08(s, bad):
    body = Case.objects.get(domain="inspection_body", title=s.d.organs[0].name)
    s.d.act(body, "set_cap", CLERK, date(2026, 9, 2), item={"grade": "B", "visits": 1, "since": "2026-09-01"})
    firm = s.d.firms[0]
    s.d.open("visit", "record_past", CLERK, s.d.organs[0], date(2026, 9, 3), "已检查", uscc=firm[0], firm=firm[1], contact="inspection",
             planned_on=date(2026, 9, 3), document="登记表", item={"body": s.d.organs[0].name, "trigger": "licence"})  # fmt: skip
    s.task(trigger="licence" if bad else "complaint")


def r09(s, bad):
    d, firm = s.d, s.d.firms[0]
    entry = d.open(
        "whitelist",
        "apply",
        CLERK,
        d.office,
        date(2026, 9, 2),
        firm[1],
        uscc=firm[0],
        name=firm[1],
        compliance=True,
        clean=True,
    )
    d.act(entry, "review", HANDLER, date(2026, 9, 2))
    d.act(entry, "post", HANDLER, date(2026, 9, 3))
    d.act(entry, "confirm", HEAD, date(2026, 9, 21), expires_on=date(2027, 9, 1))
    s.task(trigger="licence" if bad else "complaint")


def r11(s, bad):
    s.task()
    s.task(**({} if bad else {"first": date(2026, 11, 16), "last": date(2026, 11, 20)}))


def r12(s, bad):
    s.d.act(s.task(), "approve", HEAD, DAY)
    s.task(1, trigger="transfer", separate_reason="" if bad else "受限空间须单独检查")


def r13(s, bad):
    s.item()
    s.task(items=["FX1"], onsite_reason="" if bad else "须查看现场")


def r15(s, bad):
    case = s.officer("SL-013")
    s.d.act(case, "declare", HANDLER, DAY, conflicts=[s.d.firms[0 if bad else 1][0]])
    s.task(officers=[s.two[0], "SL-013"])


def r16(s, bad):
    s.officer("FZ-1", kind="assistant" if bad else "officer")
    s.task(officers=[s.two[0], "FZ-1"])


def r18(s, bad):
    s.d.act(s.entered(), "record", OFFICER, ON, summary="查看")
    Parameter.objects.create(key="inspections.overdue_max", value=1 if bad else 2, basis="本区规定", since=date(2026, 1, 1))
    s.d.open("inspection_task", "submit", HANDLER, s.d.organs[0], date(2026, 11, 16), "任务", uscc=s.d.firms[1][0], firm=s.d.firms[1][1],
             items=["JC01-1"], trigger="complaint", first=date(2026, 11, 16), last=date(2026, 11, 20), officers=s.two)  # fmt: skip


def r20(s, bad):
    case = s.entered()
    s.d.act(case, "record", OFFICER, ON, summary="查看")
    more = {} if bad else {"followup": "correct", "recheck_on": date(2026, 11, 16)}
    s.d.act(case, "report", OFFICER, ON, item_n=1, result="found", **more)
    s.d.act(case, "close", OFFICER, ON)


def r21(s, bad):
    firm = s.d.firms[0]
    for n in range(3):
        reason = "" if bad or n < 2 else "企业请求"
        s.d.open("visit", "arrange", HANDLER, s.d.organs[0], DAY, "走访", uscc=firm[0], firm=firm[1], contact="call", planned_on=ON,
                 guidance_reason=reason, item={"body": s.d.organs[0].name})  # fmt: skip


def r25(s, bad):
    plan = filed_plan(s.d, s.d.organs[0]).number
    s.officer("SL-013")
    task = s.task(trigger="random", plan=plan, plan_line="V0")
    more = {} if bad else {"redraw_reason": "原抽取人员病假，重新抽取"}
    s.d.act(task, "change", HANDLER, DAY, uscc=s.d.firms[0][0], firm=s.d.firms[0][1], officers=[s.two[0], "SL-013"], **more)


WALK: dict[str, Callable[[Story, bool], object]] = {
    "R01": r01,
    "R02": lambda s, bad: s.task(items=["SX99" if bad else "JC01-1"]),
    "R03": lambda s, bad: s.task(officers=s.two[:1] if bad else s.two),
    "R04": lambda s, bad: s.task(officers=["SL-011", "SL-021"] if bad else s.two),
    "R05": r05,
    "R06": r06,
    "R07": lambda s, bad: s.entered(shown=not bad),
    "R08": r08,
    "R09": r09,
    "R10": lambda s, bad: s.task(trigger="licence", first=date(2026, 12, 1), last=date(2026, 12, 14 if bad else 18)),
    "R11": r11,
    "R12": r12,
    "R13": r13,
    "R14": lambda s, bad: s.task(trigger="campaign" if bad else "request", kind="campaign" if bad else "single"),
    "R15": r15,
    "R16": r16,
    "R17": lambda s, bad: s.task(precondition=True, precondition_basis="" if bad else "食品安全法第三十五条"),
    "R18": r18,
    "R19": lambda s, bad: s.visit(planned_on=date(2026, 11, 16) if bad else ON),
    "R20": r20,
    "R21": r21,
    "R22": lambda s, bad: s.decide(s.penalty(match=not bad)),
    "R23": lambda s, bad: s.decide(s.penalty(major=bad)),
    "R24": lambda s, bad: s.decide(
        s.penalty(on=date(2026, 8, 3), seized=True), date(2026, 9, 14) if bad else date(2026, 8, 31)
    ),
    "R25": r25,
}


def test_the_walk_is_whole():
    assert sorted(WALK) == sorted(BASIS) == [f"R{n:02d}" for n in range(1, 26)]


@pytest.mark.parametrize("code", sorted(WALK))
def test_refused_with_number_article_and_alternative(code):
    with pytest.raises(Refusal) as told:
        WALK[code](Story(), True)
    words = told.value.what
    assert words.startswith("不能提交：") and f"（规则{code}）。可改为：" in words, words
    assert any(BASIS[code] in b for b in told.value.basis), told.value.basis
    instead = words.split("可改为：")[1]
    assert instead == RULES[code].instead if code in RULES else instead


@pytest.mark.parametrize("code", sorted(WALK))
def test_the_record_close_by_passes(code):
    WALK[code](Story(), False)
