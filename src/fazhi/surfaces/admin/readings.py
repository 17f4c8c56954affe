"""Who read what, for the data-protection officer; and what the administration changed."""

import json
from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from fazhi.kernel.models import Reading
from fazhi.surfaces.admin.gate import either, protectors
from fazhi.surfaces.admin.pages import Table, show
from fazhi.surfaces.lists import as_day
from fazhi.surfaces.models import AdminLog
from fazhi.surfaces.people import name_of, names

PAGE = 100


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
    before = request.GET.get("before", "")
    found = AdminLog.objects.order_by("-pk")
    rows = list((found.filter(pk__lt=int(before)) if before.isdigit() else found)[: PAGE + 1])
    who = names({r.by_id for r in rows})
    shown = [
        (
            f"{timezone.localtime(r.at):%Y-%m-%d %H:%M}",
            who.get(r.by_id, ""),
            r.what,
            r.about,
            json.dumps(r.detail, ensure_ascii=False),
        )
        for r in rows[:PAGE]
    ]
    notes = () if len(rows) <= PAGE else (f"更早的：在地址后加 ?before={rows[PAGE - 1].pk}",)
    return show(
        request,
        "管理记录",
        hint="只能追加，不能修改或者删除。",
        tables=[Table("记录", ("时间", "谁", "事项", "对象", "内容"), shown)],
        notes=notes,
    )
