"""What is in force on a day, and which clean-up tasks wait: read from the register, for the pages and the printed list."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q

from fazhi.domains.normative.models import NormativeDocument
from fazhi.kernel.documents import chinese_date, fill, lay_out
from fazhi.kernel.models import Case, Deadline, Item

LIST = """# 现行有效行政规范性文件目录
截至{{ date }}，现行有效的行政规范性文件{{ rows|length }}件。
| 序号 | 文件名称 | 发文字号 | 制定机关 | 施行日 | 有效期至 |
| {%tr for r in rows %} |
| {{ loop.index }} | {{ r.case.title }} | {{ r.doc_no }} | {{ r.issuer }} | {{ r.effective_on or '' }} | {{ r.expires_on or '没有写明' }} |
| {%tr endfor %} |
没有列入本目录的文件，不得作为行政管理的依据。
"""


@dataclass
class Waiting:
    """One document with the tasks it has not settled and the day they are due."""

    case: Case
    tasks: list[Item]
    due: date | None


def in_force(cases: Any, on: date) -> list[NormativeDocument]:
    """The documents in force on a day among the cases one may see: published, and neither ended nor run out."""
    mine = cases.filter(domain="normative").filter(Q(closed_on=None) | Q(closed_on__gt=on))
    rows = NormativeDocument.objects.filter(case__in=mine, published_on__lte=on)
    return list(
        rows.filter(Q(expires_on=None) | Q(expires_on__gte=on)).select_related("case").order_by("published_on", "doc_no")
    )


def printed(rows: list[NormativeDocument], on: date, organ: str) -> bytes:
    """The list as an official document."""
    return fill(lay_out(LIST), {"rows": rows, "date": chinese_date(on), "organ": organ})


def waiting(cases: Any) -> list[Waiting]:
    """The documents whose bases changed and nobody has said what follows, nearest day first."""
    mine = cases.filter(domain="normative", closed_on=None)
    found: dict[int, list[Item]] = {}
    for item in Item.objects.filter(case__in=mine, kind="task").order_by("case", "n"):
        if not item.said.get("done"):
            found.setdefault(item.case_id, []).append(item)
    due = dict(Deadline.objects.filter(case__in=found, clock="task_limit", stopped=None).values_list("case", "due"))
    rows = [Waiting(c, found[c.pk], due.get(c.pk)) for c in Case.objects.filter(pk__in=found).select_related("organ")]
    return sorted(rows, key=lambda w: (w.due or date.max, w.case.pk))
