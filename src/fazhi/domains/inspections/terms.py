"""Standing terms of inspection tied to no procedure: what bodies had to publish and set up in 2025."""

from fazhi.domains.inspections.rules import notice54
from fazhi.kernel.calendar import Period
from fazhi.kernel.declare import Clock

TERMS = (
    Clock(
        "公布分级分类检查制度、标准和频次上限",
        Period(630, "date"),
        basis=notice54.whole,
        ref="ZF-01",
        counted_from="文件印发后（2025年）",
    ),
    Clock("建立异地协助机制", Period(1231, "date"), basis=notice54.whole, ref="ZF-02", counted_from="文件印发后（2025年）"),
)
