"""Honours counted from their papers."""

from fazhi.domains.evidence.procedure import inspection
from fazhi.kernel.figures import Count, Done, Ever, Says

SOUND = Ever(Done("evidence", ("verify",))) - Ever(Done("evidence", ("withdraw",)))
honours = Count(
    "honours.listed", "获得的荣誉", "项", Done("evidence", ("enter",), where=Says("kind", "honour")) & SOUND,
    "期内收到并经核实的市级以上荣誉，以证书、文件为凭；评定所属年度与报告年度不同的，随文注明", inspection[25, 1, 1],
)  # fmt: skip
