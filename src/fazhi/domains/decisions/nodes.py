"""The eleven nodes every decision must show, done or not applicable with a reason; from them the completeness and the list of gaps."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from fazhi.kernel.fold import Folded, lines_of
from fazhi.kernel.known import folded
from fazhi.kernel.models import Case

NODES = (
    ("start", "决策启动"), ("assign_unit", "确定承办单位"), ("draft", "拟订草案"), ("participate", "公众参与"), ("expert", "专家论证"), ("risk", "风险评估"),
    ("competition", "公平竞争审查"), ("legality", "合法性审查"), ("discuss", "集体讨论"), ("party", "请示报告党委"), ("publish", "公布"),
)  # fmt: skip
SKIPPABLE = tuple((k, label) for k, label in NODES if k in ("participate", "expert", "risk", "competition"))
CHILDREN = {"competition": ("outside", "concluded"), "legality": ("passed", "concluded")}
BEFORE_DISCUSSION = tuple(k for k, _ in NODES[:8])


@dataclass
class Node:
    """One node of one decision: done on a day, not applicable for a reason, or still a gap."""

    key: str
    label: str
    on: date | None = None
    reason: str = ""

    @property
    def settled(self) -> bool:
        return self.on is not None or bool(self.reason)


def nodes_of(case: Any, known_by: datetime | None = None) -> list[Node]:
    """Where a decision stands, node by node; as known by a moment."""
    found = {k: Node(k, label) for k, label in NODES}
    for line in lines_of(case, known_by):
        if line.event.kind not in ("step", "late"):
            continue
        if line.step in found and line.step not in CHILDREN:
            found[line.step].on = line.on
        elif line.step == "skip":
            found[line.said["words"]["node"]].reason = line.said["words"]["reason"]
    for domain, states in CHILDREN.items():
        child = newest_child(case, domain, known_by)
        if child is not None and child.state in states:
            found[domain].on = child.closed_on or child.moved_on
    return list(found.values())


def newest_child(case: Any, domain: str, known_by: datetime | None) -> Case | Folded | None:
    """The newest child of a word: as it is, or as its lines told it at the moment."""
    for child in Case.objects.filter(parent=case.pk, domain=domain).order_by("-pk"):
        told = folded(child, known_by) if known_by else child
        if told.state:
            return told
    return None


def completeness(case: Any, known_by: datetime | None = None) -> tuple[int, int]:
    """(settled nodes, all nodes)."""
    nodes = nodes_of(case, known_by)
    return sum(n.settled for n in nodes), len(nodes)


def gaps(case: Any, among: tuple[str, ...]) -> list[str]:
    return [n.label for n in nodes_of(case) if n.key in among and not n.settled]
