"""What the district sets for itself: number patterns, and local values with their basis and dates."""

import json
from datetime import timedelta
from string import Formatter
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from fazhi.kernel.declare import Say
from fazhi.kernel.models import NumberPattern, Organ, Parameter
from fazhi.kernel.refusal import Refusal
from fazhi.kernel.registry import procedures
from fazhi.surfaces.admin.gate import administrators, log
from fazhi.surfaces.admin.organs import parents
from fazhi.surfaces.admin.pages import Form, Table, sent, show

INNER = ("demo.", "tick.")


def series() -> tuple[tuple[str, str], ...]:
    """The number series: one a domain word."""
    found = {p.domain: f"{p.label}（声明为 {s.number}）" for p in procedures().values() for s in p.steps.values() if s.number}
    return tuple(sorted(found.items(), key=lambda x: x[1]))


@administrators
def numbers(request: HttpRequest) -> HttpResponse:
    """Number patterns in place of the declared ones."""
    asks = (Say("key", "序列", "choice", series()), Say("organ", "机关", "choice", parents(), required=False, help="不选为全区。"),
            Say("pattern", "格式", help="{word} 机关代字，{year} 年份，{n} 序号。例如：{word}复决〔{year}〕{n}号"), Say("since", "启用日期", "date", help="不能早于今天；已编的号不变。"))  # fmt: skip
    form = Form("new", "设定格式", asks, "保存", folded=True)
    if posted := sent(request, [form]):
        try:
            row = pattern(request.user, **posted.read(request.POST))
        except Refusal as refused:
            posted.refuse(refused)
        else:
            messages.success(request, f"已保存，例如：{sample(row.pattern)}。")
            return redirect("admin-numbers")
    labels = dict(series())
    organs = dict(Organ.objects.values_list("pk", "name"))
    rows = [
        (labels.get(p.key, p.key), organs.get(p.organ_id, "全区"), p.pattern, sample(p.pattern), p.since)
        for p in NumberPattern.objects.order_by("key", "-since")
    ]
    return show(
        request,
        "文号",
        forms=[form],
        tables=[Table("本区设定的格式", ("序列", "机关", "格式", "例", "启用"), rows, "没有设定，用声明的格式。")],
    )


def sample(text: str) -> str:
    return text.format(word="示政", year=2024, n=1)


def pattern(by: Any, *, key: str, organ: str | None, pattern: str, since: Any) -> NumberPattern:
    """A new pattern; refuses one that would give two cases the same number."""
    try:
        named = [name for _, name, spec, turn in Formatter().parse(pattern) if name is not None or spec or turn]
    except ValueError:
        raise Refusal("format", "大括号不成对", field="pattern") from None
    if unknown := [n for n in named if n not in ("word", "year", "n")]:
        raise Refusal("format", f"不认识占位符 {unknown[0]}，只能用 {{word}} {{year}} {{n}}", field="pattern")
    if "year" not in named or "n" not in named:
        raise Refusal("format", "格式里要有 {year} 和 {n}，否则会重号", field="pattern")
    if len(sample(pattern)) > 50:
        raise Refusal("format", "文号太长", field="pattern")
    if since < timezone.localdate():
        raise Refusal("order", "启用日期不能早于今天", field="since")
    row = NumberPattern.objects.create(
        key=key, organ=Organ.objects.get(pk=organ) if organ else None, pattern=pattern, since=since
    )
    log(by, "设定文号", key, organ=organ, pattern=pattern, since=since)
    return row


@administrators
def parameters(request: HttpRequest) -> HttpResponse:
    """Local values: each with basis, day, and whether somebody verified it."""
    rows = [r for r in Parameter.objects.order_by("key", "-since") if not r.key.startswith(INNER)]
    asks = (Say("key", "参数", help="已有的写原名，新值从启用之日起代替旧值。网上申请由谁接收：public.业务代码，值写机关代码。"), Say("value", "值", help="数字、文字，或者 JSON。"),
            Say("basis", "依据", help="文件名称、文号、条款。"), Say("verified", "已与原文核对", "bool"), Say("since", "启用日期", "date"), Say("until", "截止日期", "date", required=False))  # fmt: skip
    form = Form("new", "设定参数", asks, "保存", folded=True)
    if posted := sent(request, [form]):
        try:
            parameter(request.user, **posted.read(request.POST))
        except Refusal as refused:
            posted.refuse(refused)
        else:
            messages.success(request, "已保存。")
            return redirect("admin-parameters")
    shown = [
        (r.key, json.dumps(r.value, ensure_ascii=False), r.basis, "已核实" if r.verified else "待核实", r.since, r.until or "")
        for r in rows
    ]
    return show(
        request,
        "本地参数",
        forms=[form],
        tables=[
            Table(
                "参数",
                ("参数", "值", "依据", "", "自", "至"),
                shown,
                "还没有设定，都用法定数值和随附的参数。展开上面的“设定参数”开始。",
            )
        ],
    )


@transaction.atomic
def parameter(by: Any, *, key: str, value: str, basis: str, verified: bool, since: Any, until: Any) -> Parameter:
    """A value from a day; the value before it ends the day before."""
    if key.startswith(INNER):
        raise Refusal("format", "这是系统自用的名称", field="key")
    if until and until < since:
        raise Refusal("order", "截止日期早于启用日期", field="until")
    if len(basis) < 4:
        raise Refusal("format", "依据要写明文件名称", field="basis")
    try:
        read = json.loads(value)
    except ValueError:
        read = value
    old = Parameter.objects.filter(key=key, since__lt=since, until=None)
    old.update(until=since - timedelta(1))
    if Parameter.objects.filter(key=key, since=since).exists():
        raise Refusal("double", f"“{key}”在{since:%Y-%m-%d}已有值", todo="请换一个启用日期", field="since")
    row = Parameter.objects.create(key=key, value=read, basis=basis, verified=bool(verified), since=since, until=until)
    log(by, "设定参数", key, value=read, basis=basis, since=since, until=until, verified=bool(verified))
    return row
