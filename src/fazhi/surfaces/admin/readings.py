"""Who read what, for the data-protection officer; and what the administration changed."""

from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from fazhi.kernel.models import Reading
from fazhi.surfaces.admin.gate import either, protectors
from fazhi.surfaces.admin.pages import Table, show
from fazhi.surfaces.lists import as_day, as_number
from fazhi.surfaces.models import AdminLog
from fazhi.surfaces.people import name_of, names, seat_labels

PAGE = 100
WORDS = {
    "version": "版本", "since": "自", "until": "至", "sha256": "文件摘要", "source": "来源", "changed": "改动的日子", "rows": "行数", "file": "文件",
    "organ": "机关", "pattern": "格式", "value": "值", "basis": "依据", "verified": "已核实", "code": "代码", "parent": "上级", "name": "名称",
    "short": "简称", "word": "代字", "kind": "类别", "new": "承接机关", "on": "日期", "seat": "岗位", "below": "含下级", "reason": "理由",
    "user": "使用人", "scope": "权限", "domains": "业务", "expires": "到期",
}  # fmt: skip


@protectors
def index(request: HttpRequest) -> HttpResponse:
    """The readings, newest first, by person, case number, day, and whether a reason was given for a case not one's own."""
    get = request.GET.get
    found = Reading.objects.select_related("case", "user__person").order_by("-pk")
    if who := get("who", "").strip():
        found = found.filter(Q(user__person__name__icontains=who) | Q(user__username__iexact=who))
    if number := get("number", "").strip():
        found = found.filter(case__number=number)
    if day := as_day(get("day", "")):
        found = found.filter(at__date=day)
    if get("reasoned") == "1":
        found = found.exclude(reason="")
    if get("before", "").isdigit():
        found = found.filter(pk__lt=int(get("before")))
    rows = list(found[: PAGE + 1])
    context: dict[str, Any] = {
        "rows": [
            (
                timezone.localtime(r.at),
                name_of(r.user),
                r.user.get_username(),
                r.case.number or f"办件{r.case_id}",
                r.what,
                r.reason,
            )
            for r in rows[:PAGE]
        ],
        "more": rows[PAGE - 1].pk if len(rows) > PAGE else 0,
        "who": who,
        "number": number,
        "day": get("day", ""),
        "reasoned": get("reasoned") == "1",
    }
    from django.shortcuts import render

    return render(request, "admin/readings.html", context)


@either
def changes(request: HttpRequest) -> HttpResponse:
    """What the administration changed, newest first."""
    before = as_number(request.GET.get("before", ""))
    found = AdminLog.objects.order_by("-pk")
    rows = list((found.filter(pk__lt=before) if before is not None else found)[: PAGE + 1])
    who = names({r.by_id for r in rows})
    shown = [
        (
            f"{timezone.localtime(r.at):%Y-%m-%d %H:%M}",
            who.get(r.by_id, ""),
            r.what,
            r.about,
            in_words(r.detail),
        )
        for r in rows[:PAGE]
    ]
    return show(
        request,
        "管理记录",
        hint="只能追加，不能修改或者删除。",
        tables=[Table("记录", ("时间", "谁", "事项", "对象", "内容"), shown, "还没有人在管理页改过什么。")],
        older=f"?before={rows[PAGE - 1].pk}" if len(rows) > PAGE else "",
    )


def in_words(detail: Any) -> str:
    """What was changed, as people read it; a pair is what stood before and what stands now."""
    if isinstance(detail, dict):
        seats = seat_labels()
        told = {k: seats.get(v, v) if k == "seat" else "、".join(v) if k == "domains" else v for k, v in detail.items()}
        return "；".join(f"{WORDS.get(k, k)}：{in_words(v)}" for k, v in told.items() if v not in (None, "", []))
    if isinstance(detail, bool):
        return "是" if detail else "否"
    if isinstance(detail, list):
        return "→".join(in_words(v) if v not in (None, "") else "（空）" for v in detail)
    return str(detail)
