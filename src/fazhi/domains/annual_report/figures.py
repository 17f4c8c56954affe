"""The published header of the report on the period's year."""

from dataclasses import dataclass

from fazhi.domains.annual_report.procedure import rules
from fazhi.kernel.figures import Count, Done, Ever, Period, Row, Rows


@dataclass(frozen=True)
class Published(Rows):
    """The publication of the report about the period's year, whatever day it was published on."""

    domain: str = "annual_report"
    tree: str = "district"

    def rows(self, period: Period) -> list[Row]:
        about = {
            r.case
            for r in Ever(Done(self.domain, ("open",))).rows(period)
            if r.get("report_year") == period.last.year and (r.get("tree") or "district") == self.tree
        }
        return [r for r in Ever(Done(self.domain, ("publish",))).rows(period) if r.case in about]


header = Count(
    "publication.header", "公开页的索引号", "个", Published(),
    "本年度报告公开页的索引号：前段为机构代码（校验码正确），后段为年份和流水号；公开时校验，一经编发不再变更", rules[24],
)  # fmt: skip
