"""What kind of matter a draft looks like, and by which words (手册第2节): a proposal beside the kind registered; people decide."""

import re
from typing import NamedTuple

from fazhi.domains.legality.models import KINDS

LABELS = dict(KINDS)
INNER = re.compile(r"会议纪要|工作计划|请示|机构设置|人事任免|表彰|考核办法|内部管理|值班|资金(?:分配|拨付)")
CONTRACT = re.compile(r"(?:合同|协议|协议书|备忘录|意向书)(?:（[^）]*）)*$")
DECISION = re.compile(r"(?:总体|专项|建设|行动|布局|发展)?(?:规划|方案)(?:（[^）]*）)*$|征收补偿方案")
RULE = re.compile(r"(?:办法|规定|细则|规则|通告|决定)(?:（[^）]*）)*$")
POLICY = re.compile(r"(?:若干措施|政策|实施意见|扶持|奖励|补贴)")
BINDING = re.compile(
    r"(?:公民|法人|其他组织|单位和个人|经营者|居民|当事人|业主|企业)[^。]{0,30}(?:应当|不得|禁止)|(?:应当|不得)[^。]{0,20}(?:交纳|申请|处罚|登记)"
)
TRADE = re.compile(r"(?:企业|经营者|项目)[^。]{0,40}(?:奖励|补贴|扶持|减免|优先|返还)")
PARTIES = re.compile(r"甲\s*方[\s\S]{0,400}乙\s*方")


class Proposal(NamedTuple):
    """A kind and the words that speak for it."""

    kind: str
    why: str

    @property
    def label(self) -> str:
        return LABELS[self.kind]


def proposed(title: str, text: str) -> Proposal | None:
    """The kind a draft looks like; None where its words do not say."""
    binding, trade = BINDING.search(text), TRADE.search(text)
    if CONTRACT.search(title) or PARTIES.search(text[:1500]):
        return Proposal("C", "有甲方、乙方" if PARTIES.search(text[:1500]) else "标题是合同、协议")
    if INNER.search(title):
        return (
            Proposal("N", f"标题像内部文件，正文却有“{binding[0]}”")
            if binding
            else Proposal("O", "内部管理事项，可能不属于审查范围")
        )
    if RULE.search(title) and binding:
        return Proposal("N", f"正文有“{binding[0]}”，约束不特定的人，反复适用")
    if POLICY.search(title) or trade:
        return Proposal("P", f"正文有“{trade[0]}”，涉及经营者经济活动" if trade else "标题是政策措施")
    if DECISION.search(title):
        return Proposal("D", "规划、方案，是否属于重大公共事项请对照年度目录")
    return None


def differing(kind: str, title: str, text: str) -> Proposal | None:
    """The proposal where it differs from what is registered. A policy may be a normative document, a plan a policy: those pairs are alike."""
    found = proposed(title, text)
    if found is None or found.kind == kind or {found.kind, kind} in ({"N", "P"}, {"P", "D"}, {"N", "D"}):
        return None
    return found
