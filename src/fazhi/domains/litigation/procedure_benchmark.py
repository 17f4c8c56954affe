"""参照指标: the register of provincial and city rates our own are held against; entered by one person, approved by another."""

from datetime import date

from fazhi.domains.litigation.conditions import sourced
from fazhi.domains.litigation.models import Benchmark
from fazhi.kernel.declare import HANDLER, HEAD, Law, Procedure, Say, State, Step, guard

# The district's own rule for what may stand beside a figure of its report.
OWN_RULE = Law("法治建设年度报告指标口径规则", 2024, local=True, verified=False)


class Benchmark2024(Procedure):
    key, label, since, facts, register = "benchmark@2024", "参照指标", date(2023, 1, 1), Benchmark, True
    columns, filters = ("indicator", "area", "year", "percent", "definition"), ("indicator", "area", "year")

    entered, approved, dropped = State("待审核"), State("已采用"), State("不再采用", final=True)

    enter = Step("录入", (), entered, HANDLER, OWN_RULE.whole, asks=("indicator", "area", "year", "percent", "definition", "source"),
        needs=(guard("数值在合理范围", OWN_RULE.whole)(sourced),))  # fmt: skip
    approve = Step("审核采用", entered, approved, HEAD, OWN_RULE.whole, apart=(enter,))
    drop = Step("停止采用", (entered, approved), dropped, HEAD, OWN_RULE.whole, asks=(Say("reason", "理由", "long"),))
