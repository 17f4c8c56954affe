"""The figures of the service registers: what is in force on the last day of the period."""

from dataclasses import dataclass

from fazhi.domains.services.procedure import business, onething, online
from fazhi.kernel.figures import Count, Distinct, Done, Ever, Period, Row, Rows, Standing


@dataclass(frozen=True)
class OfYear(Rows):
    """The entries of the first national batch of the period's year, still listed on its last day."""

    of: Rows

    def rows(self, period: Period) -> list[Row]:
        return [r for r in self.of.rows(period) if r.get("batch") == f"{period.last.year}-1"]


LISTED = OfYear(Standing("onething", ("enter",), ("withdraw",)))
PROVEN = Standing("onething", ("prove",), ("withdraw",))
ACTIVE = Ever(Done("exemption", ("propose",))) & Standing("exemption", ("approve",), ("stop",))
GRANTED = Standing("power", ("grant",), ("recall",))

listed = Count(
    "onething.listed", "列入清单的“一件事”", "个", LISTED, "当年国家第一批清单中、期末仍在清单内的“一件事”", onething.whole
)
live = Count(
    "onething.live",
    "落地的“一件事”",
    "个",
    LISTED & PROVEN,
    "上述“一件事”中期末前已上线、且至少有一件从头到尾办结的；已上线而没有办结件的不计",
    onething.whole,
)
organs = Distinct(
    "exempt.organs",
    "推行免于提交的部门",
    "个",
    ACTIVE,
    "organ_name",
    "期末施行中的免交规则所涉实施主体，去重；不是证照来源部门",
    business[44],
)
licences = Distinct(
    "exempt.licences",
    "免于提交的证照（材料）",
    "项",
    ACTIVE,
    "material",
    "期末施行中的免交规则所涉证照（材料）种类，去重",
    online[10],
)
items = Distinct(
    "exempt.items",
    "免于提交涉及的政务服务事项",
    "项",
    ACTIVE,
    "item_code",
    "期末施行中的免交规则所涉业务办理项，去重；一个事项免交几份材料的计一项",
    business[44],
)
sources = Distinct(
    "exempt.sources",
    "证照来源部门",
    "个",
    ACTIVE,
    "source",
    "期末施行中的免交规则所涉证照来源部门，去重；与实施主体分开计",
    online[10],
)
powers = Count(
    "powers.granted", "三类赋权事项", "项", GRANTED, "期末有效的经济管理、社会管理、公共服务三类赋权事项", business[3]
)
reforms = Count(
    "reforms.running",
    "在行改革举措",
    "项",
    Standing("reform", ("start",), ("end",)),
    "期末试行或者施行中、有授权文件的改革举措",
    business[3],
)
