"""Holidays: a table a year; a new arrangement counts every open deadline again and says how many moved."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from fazhi.kernel import holidays, tick
from fazhi.kernel.declare import Say
from fazhi.kernel.models import Holiday, HolidayYear
from fazhi.kernel.refusal import Refusal
from fazhi.surfaces import uploads
from fazhi.surfaces.admin.gate import administrators, log
from fazhi.surfaces.admin.notice import WEEK, Arrangement, read_notice, read_sheet
from fazhi.surfaces.admin.pages import Form, Table, sent, show

ASKS = (
    Say("year", "年份", "number"), Say("source", "来源", help="例如：国务院办公厅关于2027年部分节假日安排的通知（国办发明电〔2026〕×号）。"),
    Say("text", "通知正文", "long", required=False, help="把“一、元旦：……七、国庆节：……”全部贴上；或者在下面选 Excel 表（列：日期、安排、名称）。"),
)  # fmt: skip


@administrators
def index(request: HttpRequest) -> HttpResponse:
    """The years, and the import of a new arrangement."""
    years = list(HolidayYear.objects.order_by("-year"))
    missing = [y for y in (timezone.localdate().year, timezone.localdate().year + 1) if y not in {r.year for r in years}]
    form = Form(
        "import",
        "录入一年的放假安排",
        ASKS,
        "录入并重算期限",
        kept={"year": missing[0] if missing else ""},
        file="Excel 表（可不选）",
        folded=not missing,
    )
    if posted := sent(request, [form]):
        try:
            values = posted.read(request.POST)
            made = arrangement(values, request.FILES.get("file"))
            moved = put(request.user, made, values["source"])
        except (Refusal, ValueError) as refused:
            posted.refuse(refused)
        else:
            messages.success(
                request,
                f"{made.year}年的放假安排已录入{len(made.days)}天，重算了未完的期限，其中{moved}个期限的最后一日有变，已记入各案台账。",
            )
            return redirect("admin-holiday-year", made.year)
    rows = [((f"{r.year}年", f"/admin/holidays/{r.year}/"), r.source, f"第{r.version}版") for r in years]
    hint = f"{'、'.join(map(str, missing))}年还没有录入；算到这一年的期限目前按普通周预估。" if missing else ""
    return show(request, "节假日", hint=hint, forms=[form], tables=[Table("年份", ("年份", "来源", "版本"), rows)])


@administrators
def year(request: HttpRequest, year: int) -> HttpResponse:
    """One year's exceptions to the week."""
    rows = [
        (h.day, f"周{WEEK[h.day.weekday()]}", "上班" if h.workday else "放假", h.name)
        for h in Holiday.objects.filter(day__year=year).order_by("day")
    ]
    row = HolidayYear.objects.filter(year=year).first()
    return show(
        request,
        f"{year}年节假日",
        back=("/admin/holidays/", "节假日"),
        hint=row.source if row else "尚未录入。",
        tables=[Table("与平常一周不同的日子", ("日期", "", "安排", "名称"), rows)],
    )


def arrangement(values: dict[str, Any], file: Any) -> Arrangement:
    """From the pasted text or the table; refuses with every fault."""
    if not 2000 <= values["year"] <= 2100:
        raise Refusal("format", "年份不对", field="year")
    if file is not None:
        _, content = uploads.checked(file, uploads.SHEETS)
        made, faults = read_sheet(content, values["year"])
        wrong = [*map(str, faults), *made.faults]
    else:
        if not values["text"]:
            raise Refusal("missing", "没有贴通知正文，也没有选表", field="text")
        made = read_notice(values["text"], values["year"])
        wrong = made.faults
    if wrong:
        raise Refusal("format", "；".join(wrong[:20]), todo="请核对后重新录入，现在什么也没有改", field="text")
    return made


def put(by: Any, made: Arrangement, source: str) -> int:
    """Write the table of a year and count the open deadlines again; returns how many moved."""
    with transaction.atomic():
        before = {h.day.isoformat(): h.workday for h in Holiday.objects.filter(day__year=made.year)}
        Holiday.objects.filter(day__year=made.year).delete()
        for day, (workday, name) in made.days.items():
            Holiday.objects.update_or_create(day=day, defaults={"workday": workday, "name": name})
        row = HolidayYear.objects.filter(year=made.year).first() or HolidayYear(year=made.year, version=0)
        row.version, row.source = row.version + 1, source[:200]
        row.save()
        after = {d.isoformat(): w for d, (w, _) in made.days.items()}
        changed = {d: after.get(d, "按周") for d in {*before, *after} if before.get(d) != after.get(d)}
        log(by, "录入节假日", f"{made.year}年", source=source, changed=changed)
    holidays.forget()
    return tick.recount(f"{made.year}年放假安排：{source}", sorted({made.year, *(d.year for d in made.days)}))


def known_until(today: date) -> int:
    """The last year in an unbroken row from this one."""
    years = set(HolidayYear.objects.values_list("year", flat=True))
    last = today.year - 1
    while last + 1 in years:
        last += 1
    return last
