"""The hard rules of enterprise inspection, R01 to R25: each with its basis, its dates and the lawful ways out.

A rule binds from its own day: a record of 2024 is judged by what bound in 2024. R22 to R24 bind penalty cases and stand in the
leniency domain.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from fazhi.kernel.declare import Basis, Guard, Law

penalty = Law("中华人民共和国行政处罚法", 2021)
business = Law("优化营商环境条例", 2019)
supervising = Law("行政执法监督条例", 2025)
notice54 = Law("国务院办公厅关于严格规范涉企行政检查的意见", 2024, verified=False)
transparency = Law("国务院办公厅关于全面推行行政执法公示制度执法全过程记录制度重大执法决定法制审核制度的指导意见", 2018)
filing = Law("示例区涉企行政检查计划报备办法", 2024, verified=False, local=True)
scheme = Law("示例区市场主体白名单管理办法", 2024, verified=False, local=True)
local = Law("示例区行政执法监督办法", 2023, verified=False, local=True)
platform = Law("示例区涉企行政检查扫码和结果回填规定", 2025, verified=False, local=True)

PENALTY_LAW, BUSINESS, NOTICE, REGULATION = date(2021, 7, 15), date(2020, 1, 1), date(2024, 12, 30), date(2026, 2, 1)
LOCAL_2024, LOCAL_2025 = date(2024, 1, 1), date(2025, 1, 1)
IN_FORCE = {
    penalty: PENALTY_LAW, business: BUSINESS, transparency: date(2018, 12, 5), local: date(2023, 1, 1), filing: LOCAL_2024, scheme: LOCAL_2024,
    notice54: NOTICE, platform: LOCAL_2025, supervising: REGULATION,
}  # fmt: skip


@dataclass(frozen=True)
class Rule:
    """One hard rule: what it wants, where it stands, from when to when it binds, and what may lawfully be done instead."""

    code: str
    label: str
    basis: tuple[Basis, ...]
    since: date
    instead: str
    until: date | None = None

    def binds(self, on: date) -> bool:
        return self.since <= on and (self.until is None or on <= self.until)


RULES = {
    r.code: r
    for r in (
        Rule("R01", "检查主体在公告名册内，不越区域和委托范围", (penalty[17], penalty[20], penalty[22], notice54.whole), PENALTY_LAW,
             "移送有权机关检查／由委托机关以自己名义检查／商请当地机关协助"),
        Rule("R02", "检查事项在公布的清单内", (notice54.whole,), NOTICE,
             "改选清单内事项／先按程序公布事项后再检查／通过非现场方式了解情况"),
        Rule("R03", "持证执法人员不少于两人", (penalty[42, 1],), PENALTY_LAW, "增派持证执法人员／并入他部门的联合检查"),
        Rule("R04", "证件有效、本机关、范围相符", (penalty[42, 1], penalty[55, 1]), PENALTY_LAW, "改派证件有效的执法人员／办妥证件后再检查"),
        Rule("R05", "计划内检查须有已报备的计划", (filing.whole, notice54.whole), LOCAL_2024,
             "先报备计划或计划调整／确属投诉举报等线索的改用个案检查"),
        Rule("R06", "实施检查前经机关负责人批准", (notice54.whole,), NOTICE, "先报机关负责人批准／情况紧急的先行检查并在24小时内补批"),
        Rule("R07", "先扫码、亮证，后检查", (penalty[55, 1], platform.whole), PENALTY_LAW, "扫码登记并出示执法证件后再开始检查"),
        Rule("R08", "不超过年度检查频次上限", (notice54.whole,), NOTICE, "线索核查／非现场检查／并入已安排的联合检查"),
        Rule("R09", "白名单企业不查、限查", (scheme.whole,), LOCAL_2024, "非现场检查／有投诉举报等应查情形的改列应查／限查事项报负责人批准"),
        Rule("R10", "企业安静期不入企", (filing.whole,), LOCAL_2025, "改到安静期外／投诉举报、事故、重点领域等例外情形注明触发原因"),
        Rule("R11", "同一机关对同一企业能合并不得重复", (notice54.whole, business[54, 1]), NOTICE, "并入已有的检查任务一次完成"),
        Rule("R12", "多个机关对同一企业能联合不得多头", (business[54, 1], notice54.whole), BUSINESS, "加入联合检查／写明不能联合的理由"),
        Rule("R13", "能非现场不得入企", (notice54.whole, business[56]), NOTICE, "改为非现场检查／写明须到现场的理由"),
        Rule("R14", "专项检查须有批准并备案的计划", (notice54.whole,), NOTICE, "先报县级以上政府或者上级批准并备案／改为日常检查"),
        Rule("R15", "执法人员依法回避", (penalty[43, 1],), PENALTY_LAW, "改派无利害关系的执法人员"),
        Rule("R16", "辅助人员、网格员、中介人员不得作为执法人员", (penalty[42, 1], notice54.whole), PENALTY_LAW,
             "列为协助人员，另派两名以上执法人员"),
        Rule("R17", "没有法律依据不得以检查作许可、付款的前提", (notice54.whole,), NOTICE, "取消这一前提／填写法律、法规依据"),
        Rule("R18", "按时回填结果", (platform.whole,), LOCAL_2025, "先回填逾期的检查结果"),
        Rule("R19", "在任务所定的企业和时间内检查", (filing.whole,), LOCAL_2024, "按任务所定的企业、时间检查／调整任务后再检查"),
        Rule("R20", "发现问题须有处理和复查日期", (penalty[28, 1], penalty[54]), PENALTY_LAW, "填写责令改正、立案、移送或者教育，并定复查日期"),
        Rule("R21", "不得以指导、走访变相检查", (notice54.whole,), NOTICE, "改按行政检查办理审批／写明理由并接受监督"),
        Rule("R25", "随机抽取的对象和人员不得更换", (business[54, 1],), BUSINESS, "按抽取结果检查／写明理由重新抽取"),
    )
}  # fmt: skip


def rule(code: str) -> Callable[[Callable[[Any, dict, date], str | None]], Guard]:
    """Decorator: makes the guard of a hard rule out of a test that says what is wrong; silent on days the rule does not bind."""
    found = RULES[code]

    def decorate(test: Callable[[Any, dict, date], str | None]) -> Guard:
        def dated(case: Any, said: dict, on: date) -> str | None:
            why = test(case, said, on) if found.binds(on) else None
            return f"不能提交：{why}（规则{code}）。可改为：{found.instead}" if why else None

        return Guard(f"{code} {found.label}（自{found.since:%Y-%m-%d}起）", dated, found.basis)

    return decorate


def listed(value: Any) -> list[str]:
    """A list said as a list or as words with 、 between."""
    if isinstance(value, str):
        return [w for w in value.replace(",", "、").split("、") if w]
    return list(value or ())


def once(said: dict, key: str, read: Callable[[], Any]) -> Any:
    """What a register says, read once for all guards of one step: `said` lives exactly as long as the step is being checked."""
    seen = said.setdefault("_seen", {})
    if key not in seen:
        seen[key] = read()
    return seen[key]
