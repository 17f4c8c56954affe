"""What a story expects (→): a state, a deadline, a document, a number, a fact; and the failure that says what was found instead."""

import re
from typing import Any

from fazhi.kernel.documents import shown
from fazhi.kernel.facts import columns
from fazhi.kernel.models import Case

DAY = r"\d{4}-\d\d-\d\d"


class Failed(AssertionError):
    """A scenario did not go as written; says file, line, what was expected and what happened."""


def check(case: Case, expected: str) -> str | None:
    """None where the case is as expected, else what it is. Forms: a state; 期限至 DAY; 期限 中止/已办/期满/未启动; 文书 X; 无文书 X; 案号 X;
    待确认 X; 行数 N; a fact and its value."""
    declared = case.declared
    if expected in {s.label for s in declared.states.values()}:
        return None if case.state_label == expected else f"现状是“{case.state_label}”"
    if found := re.fullmatch(rf"(.+?)至\s*({DAY})", expected):
        row = _deadline(case, found[1].strip())
        return None if row and row.due.isoformat() == found[2] else f"实为{row.due if row else '未启动'}"
    if found := re.fullmatch(r"(.+?)\s*(计时|中止|已办|期满|不再适用|未启动)", expected):
        row = _deadline(case, found[1].strip())
        have = row.get_state_display() if row else "未启动"
        return None if have == found[2] else f"实为“{have}”"
    word, _, value = expected.partition(" ")
    if word in ("文书", "无文书"):
        have = set(case.documents.values_list("kind", flat=True))
        return None if (value in have) == (word == "文书") else f"已出文书：{'、'.join(have) or '无'}"
    if word == "案号":
        return None if case.number == value else f"实为{case.number}"
    if word == "待确认":
        ripe = [declared.clocks[d.clock].then for d in case.deadlines.filter(state="running") if declared.clocks[d.clock].then]
        return None if any(s.label == value for s in ripe) else "没有这一待确认事项"
    if word == "行数":
        return None if case.events == int(value) else f"实为{case.events}"
    return _fact(case, word, value)


def _deadline(case: Case, label: str) -> Any:
    for key, clock in case.declared.clocks.items():
        if label in (clock.label, clock.ref, key):
            return case.deadlines.filter(clock=key).first()
    raise Failed(f"没有期限“{label}”；有：{'、'.join(c.label for c in case.declared.clocks.values())}")


def _fact(case: Case, label: str, value: str) -> str | None:
    for name, column in columns(case.declared.facts).items():
        if label in (name, str(column.verbose_name)):
            have = getattr(case.facts, name)
            said = [
                str(have),
                str(dict(column.choices or ()).get(have, have)),
                {True: "是", False: "否", None: "无"}.get(have, ""),
            ]
            if isinstance(have, list):
                said.append(shown(_List, have))
            return None if value in said else f"实为“{said[1] if have is not None else '无'}”"
    raise Failed(f"看不懂“{label}”：既不是状态、期限，也不是事实")


class _List:
    choices, kind = (), "list"
