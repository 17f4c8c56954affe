"""The six counters as figures: the sum of what each accepted load of real data added; invented records are never in them."""

from fazhi.domains.patents.procedure import data
from fazhi.kernel.figures import Done, Ever, Period, Rows, Says, Standing, Sum, Value

SOUND = Ever(Done("patent_load", ("accept",)))
SYNTHETIC = Says("synthetic")


class Held(Sum):
    """A counter at the end of the period. Without any load of real data it has no value, not zero: the demonstration shows a gap."""

    def __init__(self, id: str, label: str, unit: str, rows: Rows, of: str, definition: str):
        super().__init__(id, label, unit, rows, of, definition, data[27])

    def of(self, period: Period) -> Value:
        found = super().of(period)
        if found.count:
            return found
        tried = len(TRIALS.rows(period))
        words = f"台账中只有{tried}批虚构的试验数据，按口径不计入；" if tried else ""
        return Value(None, [], f"{words}期末没有已复核的真实数据装入批次，应由“专利数据装入”填写")


REAL = Standing("patent_load", ("record",), (), where=~SYNTHETIC) & SOUND
TRIALS = Standing("patent_load", ("record",), (), where=SYNTHETIC)
RULE = "期末已复核的真实数据各装入批次所增加数之和（删除的减去），数字取自专利库装入日志；虚构的试验记录不计"
publications = Held("patents.publications", "专利公开文献", "条", REAL, "publications", f"{RULE}；按公开号去重")
applications = Held("patents.applications", "专利申请", "件", REAL, "applications", f"{RULE}；按申请号去重")
families = Held("patents.families", "简单同族", "个", REAL, "families", f"{RULE}；优先权集合相同的为一族")
scope_publications = Held(
    "patents.scope.publications", "大健康范围专利公开文献", "条", REAL, "scope_publications", f"{RULE}；限范围表核心、条件两级"
)
scope_applications = Held(
    "patents.scope.applications", "大健康范围专利申请", "件", REAL, "scope_applications", f"{RULE}；限范围表核心、条件两级"
)
scope_families = Held(
    "patents.scope.families", "大健康范围简单同族", "个", REAL, "scope_families", f"{RULE}；限范围表核心、条件两级"
)
trial = Sum(
    "patents.trial",
    "虚构的试验专利记录",
    "条",
    TRIALS,
    "trial",
    "期末已登记的虚构试验数据；只供演示和容量试验，不计入任何专利计数",
    data[27],
)
