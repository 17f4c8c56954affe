"""Organs: the tree with dates, names of their day, successions."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone

from fazhi.kernel.declare import Say
from fazhi.kernel.models import Organ, OrganName, Succession
from fazhi.kernel.refusal import Refusal
from fazhi.surfaces.admin.gate import administrators, log
from fazhi.surfaces.admin.pages import Form, Table, sent, show

NAMES = (
    Say("name", "名称"), Say("short", "简称", required=False), Say("word", "机关代字", required=False, help="文号中的机关代字。"),
    Say("kind", "类别", required=False, help="政府、部门、镇街、机构……"),
)  # fmt: skip


def parents(skip: str = "-") -> tuple[tuple[str, str], ...]:
    return tuple((str(o.pk), o.name) for o in Organ.objects.filter(until=None) if not o.path.startswith(skip))


@administrators
def tree(request: HttpRequest) -> HttpResponse:
    """All organs, and a new one."""
    asks = (
        Say("code", "代码", help="建好后不再改。"),
        *NAMES,
        Say("parent", "上级", "choice", parents(), required=False),
        Say("since", "设立日期", "date"),
    )
    form = Form("new", "设立机关", asks, "设立", folded=True)
    if posted := sent(request, [form]):
        try:
            organ = make(request.user, **posted.read(request.POST))
        except Refusal as refused:
            posted.refuse(refused)
        else:
            messages.success(request, f"已设立{organ.name}。")
            return redirect("admin-organ", organ.pk)
    rows = [
        (("　" * (o.path.count("/") - 2) + o.name, f"/admin/organs/{o.pk}/"), o.code, o.word, o.kind, o.since, o.until or "")
        for o in Organ.objects.order_by("path")
    ]
    return show(request, "机关", tables=[Table("机关", ("名称", "代码", "代字", "类别", "设立", "撤销"), rows)], forms=[form])


def make(by: Any, *, code: str, name: str, parent: str | None = None, **values: Any) -> Organ:
    """A new organ; refuses a code or name already used."""
    if Organ.objects.filter(code=code).exists():
        raise Refusal("double", f"代码“{code}”已有机关使用", todo="请换一个代码", field="code")
    if Organ.objects.filter(name=name, until=None).exists():
        raise Refusal("double", f"已有机关“{name}”", todo="请核对名称", field="name")
    if "/" in code:
        raise Refusal("format", "代码不能含“/”", field="code")
    organ = Organ(
        code=code,
        name=name,
        parent=Organ.objects.get(pk=parent) if parent else None,
        **{k: v or "" if k != "since" else v for k, v in values.items()},
    )
    organ.save()
    log(by, "设立机关", organ, code=code, parent=parent, **values)
    return organ


@administrators
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """One organ: rename, move, abolish, hand its powers on."""
    organ = get_object_or_404(Organ, pk=pk)
    kept = {
        "name": organ.name,
        "short": organ.short,
        "word": organ.word,
        "kind": organ.kind,
        "parent": organ.parent_id or "",
        "until": organ.until or "",
    }
    asks = (*NAMES, Say("parent", "上级", "choice", parents(organ.path), required=False), Say("from", "改名自", "date", required=False, help="名称改变时填：新名称从哪一天用起。旧案仍显示当时的名称。"),
            Say("until", "撤销日期", "date", required=False))  # fmt: skip
    edit = Form("edit", "修改", asks, "保存", kept=kept)
    pass_on = Form(
        "pass",
        "职权由别的机关承接",
        (
            Say("new", "承接机关", "choice", parents(organ.path)),
            Say("on", "日期", "date"),
            Say("basis", "依据", help="机构改革方案等文件的名称和文号。"),
        ),
        "登记承接",
        folded=True,
    )
    if posted := sent(request, [edit, pass_on]):
        try:
            values = posted.read(request.POST)
            (change if posted is edit else succeed)(request.user, organ, values)
        except Refusal as refused:
            posted.refuse(refused)
        else:
            messages.success(request, f"已保存：{organ.name}。")
            return redirect("admin-organ", pk)
    names = Table(
        "曾用名", ("名称", "自", "至"), [(n.name, n.since, n.until) for n in organ.names.order_by("since")], "没有曾用名。"
    )
    gone = [(s.on, f"承接自{s.old}", s.basis) for s in organ.predecessors.select_related("old")]
    gone += [(s.on, f"由{s.new}承接", s.basis) for s in organ.successors.select_related("new")]
    return show(
        request,
        organ.name,
        back=("/admin/organs/", "机关"),
        forms=[edit, pass_on],
        tables=[names, Table("承接", ("日期", "", "依据"), gone, "没有承接记录。")],
    )


@transaction.atomic
def change(by: Any, organ: Organ, values: dict[str, Any]) -> None:
    """Write the changes; the former name is kept with its dates, and everything below follows a move."""
    since = values.pop("from")
    if values["name"] != organ.name:
        if since is None:
            raise Refusal("missing", "名称变了，要写明新名称从哪一天用起", field="from")
        last = organ.names.order_by("-until").first()
        begun = last.until + timedelta(1) if last else organ.since
        if since <= begun:
            raise Refusal("order", f"日期要在{begun:%Y-%m-%d}之后", field="from")
        OrganName.objects.create(organ=organ, name=organ.name, since=begun, until=since - timedelta(1))
    parent = values.pop("parent")
    before = {k: getattr(organ, k) for k in values} | {"parent": organ.parent_id}
    organ.parent = Organ.objects.get(pk=parent) if parent else None
    for name, value in values.items():
        setattr(organ, name, value if name == "until" else value or "")
    organ.save()
    below(organ)
    after = {**values, "parent": organ.parent_id}
    log(by, "修改机关", organ, **{k: [before[k], v] for k, v in after.items() if (before[k] or None) != (v or None)})


def below(organ: Organ) -> None:
    """Write the paths of everything below anew."""
    for child in organ.children.all():
        child.parent = organ
        child.save()
        below(child)


def succeed(by: Any, organ: Organ, values: dict[str, Any]) -> None:
    if values["on"] > timezone.localdate() + timedelta(366):
        raise Refusal("format", "日期太远", field="on")
    new = Organ.objects.get(pk=values["new"])
    Succession.objects.create(old=organ, new=new, on=values["on"], basis=values["basis"])
    log(by, "机关承接", organ, new=new.name, on=values["on"], basis=values["basis"])
