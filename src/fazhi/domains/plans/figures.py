"""The figures of task lists and plans."""

from fazhi.domains.plans.procedure import inspection
from fazhi.kernel.figures import Count, Done, Ever, Ratio, Standing

plans = Count(
    "plans.monitored", "动态监测的规划任务", "项", Standing("plan", ("load",), ("close",)) & Done("plan", ("light",)),
    "期末仍在监测、且期内至少登记过一次季度进展的监测任务；“一规划两纲要”合为一项监测任务", inspection[8, 1, 1],
)  # fmt: skip
tasks_done = Ratio(
    "task.done", "清单任务销号率", Done("task", ("issue",)) & Ever(Done("task", ("verify",))), Done("task", ("issue",)),
    "期内下达的清单任务中已核验销号的比例", inspection[11],
)  # fmt: skip
