"""The figures of legal aid: case-type aid only, one person, matter and stage once."""

from fazhi.domains.legal_aid.procedure import act
from fazhi.kernel.figures import Count, Distinct, Done, Ratio, Standing, Sum

ACCEPTED = Done("legal_aid", ("grant", "notice", "advance"))

accepted = Count(
    "aid.accepted", "受理法律援助案件", "件", ACCEPTED,
    "期内决定给予、收到通知辩护（代理）或者先行提供的案件类法律援助；一人一事一阶段计一件，咨询、代书、值班律师帮助不计，人属几类人群不重复计", act[43, 1],
)  # fmt: skip
received = Count(
    "aid.received",
    "收到法律援助申请和通知",
    "件",
    Done("legal_aid", ("apply", "notice")),
    "期内收到的申请和办案机关通知",
    act[38],
)
closed = Count("aid.closed", "办结法律援助案件", "件", Done("legal_aid", ("close",)), "期内结案的法律援助案件", act[50])
pending = Count(
    "aid.pending_end",
    "期末在办",
    "件",
    Standing("legal_aid", ("grant", "notice", "advance"), ("close", "terminate")),
    "期末已给予而未结案、未终止的",
    act[43, 1],
)
gained = Sum(
    "aid.gained",
    "挽回或者避免损失",
    "分",
    Done("legal_aid", ("close",)),
    "gained_fen",
    "期内结案登记的挽回或者避免的损失之和",
    act[50],
)
people = Distinct(
    "aid.people", "受援人数", "人", Done("legal_aid", ("apply", "notice")), "person", "期内申请、被通知的人，去重", act[38]
)
grant_rate = Ratio(
    "aid.grant_rate",
    "给予援助比例",
    Done("legal_aid", ("grant",)),
    Done("legal_aid", ("grant", "refuse")),
    "决定给予占决定给予与不予之和的比例",
    act[43, 1],
)
