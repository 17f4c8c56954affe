"""Organs and people from Excel: all rows or none, every fault by sheet, row and column."""

from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.http import HttpRequest, HttpResponse

from fazhi.kernel.declare import Say
from fazhi.kernel.models import Organ, Post
from fazhi.kernel.refusal import Refusal
from fazhi.surfaces import uploads
from fazhi.surfaces.admin import organs, people
from fazhi.surfaces.admin.gate import administrators, log
from fazhi.surfaces.admin.pages import Form, Table, show
from fazhi.surfaces.sheets import Fault, cells, read

ORGANS = (
    Say("code", "代码"), Say("name", "名称"), Say("short", "简称", required=False), Say("word", "机关代字", required=False),
    Say("kind", "类别", required=False), Say("parent", "上级代码", required=False), Say("since", "设立日期", "date"),
)  # fmt: skip
PEOPLE = (
    Say("login", "账号"), Say("name", "姓名"), Say("phone", "电话", required=False), Say("organ", "机关代码"), Say("seat", "岗位"),
    Say("title", "职务", required=False), Say("below", "含下级机关", "bool", required=False), Say("since", "任岗日期", "date"),
)  # fmt: skip
WHAT = {"organs": ("机关", ORGANS), "people": ("人员和岗位", PEOPLE)}


@administrators
def index(request: HttpRequest) -> HttpResponse:
    """Two tables to import; the blank ones show their columns."""
    forms = [
        Form(
            key,
            f"导入{label}",
            (),
            "导入",
            file="Excel 表",
            hint=f"列：{'、'.join(q.label + ('' if q.required else '（可空）') for q in asks)}。",
        )
        for key, (label, asks) in WHAT.items()
    ]
    notes: list[str] = []
    tables: list[Table] = []
    for form in forms:
        form.fill()
        if request.method == "POST" and request.POST.get("form") == form.name:
            try:
                faults, words = take_in(request.user, form.name, request.FILES.get("file"))
            except (Refusal, ValueError) as refused:
                form.refuse(refused)
                continue
            if faults:
                form.refused = f"有{len(faults)}处差错，一行也没有收下。请改正后再导入。"
                tables = [
                    Table("差错", ("工作表", "行", "列", "问题"), [(f.sheet, f.row, f.column, f.why) for f in faults[:500]])
                ]
            else:
                notes = [f"已导入{WHAT[form.name][0]}{len(words)}行。"]
                if form.name == "people" and any(w for _, w in words):
                    notes.append("下面的一次性密码只显示这一次，请打印后分别交给本人。")
                    tables = [Table("一次性密码", ("账号", "密码"), [w for w in words if w[1]])]
    return show(request, "表格导入", forms=forms, notes=notes, tables=tables)


def take_in(by: Any, what: str, file: Any) -> tuple[list[Fault], list[tuple[str, str]]]:
    """(faults, what was made as (name, one-time password)); with any fault nothing is kept."""
    if file is None:
        raise Refusal("missing", "没有选择文件", field="file")
    _, content = uploads.checked(file, uploads.SHEETS)
    asks = {q.label: q for q in WHAT[what][1]}
    sheet, rows = cells(content)
    found, faults = read(rows, asks, sheet)
    broken, made = {f.row for f in faults}, []
    if 1 in broken:
        return faults, []
    heads = {q.name: label for label, q in asks.items()}
    with transaction.atomic():
        for n, values in found:
            if n in broken:
                continue
            try:
                with transaction.atomic():
                    made.append((_organ if what == "organs" else _person)(by, values))
            except Refusal as refused:
                faults.append(Fault(sheet, n, heads.get(refused.field, refused.field), refused.what))
        if faults:
            transaction.set_rollback(True)
        else:
            log(by, "导入", WHAT[what][0], rows=len(made), file=file.name)
    return sorted(faults, key=lambda f: f.row), made


def _organ(by: Any, values: dict[str, Any]) -> tuple[str, str]:
    code = values.pop("parent", None)
    parent = Organ.objects.filter(code=code).first() if code else None
    if code and parent is None:
        raise Refusal("unknown", f"没有代码为“{code}”的机关；上级要排在前面", field="parent")
    organ = organs.make(by, parent=str(parent.pk) if parent else None, **values)
    return organ.code, ""


def _person(by: Any, values: dict[str, Any]) -> tuple[str, str]:
    """A new login, or one more post for a login already there."""
    organ = Organ.objects.filter(code=values["organ"], until=None).first()
    if organ is None:
        raise Refusal("unknown", f"没有代码为“{values['organ']}”的在用机关", field="organ")
    labels = {label: key for key, label in people.seats()} | {key: key for key, _ in people.seats()}
    if values["seat"] not in labels:
        raise Refusal(
            "unknown", f"没有岗位“{values['seat']}”（可填：{'、'.join(label for _, label in people.seats())}）", field="seat"
        )
    post = {
        "organ": str(organ.pk),
        "seat": labels[values["seat"]],
        "since": values["since"],
        "title": values.get("title"),
        "below": values.get("below"),
    }
    user = get_user_model().objects.filter(username__iexact=values["login"]).first()
    if user is None:
        user, word = people.make(by, login=values["login"], name=values["name"], phone=values.get("phone"), **post)
        return user.get_username(), word
    if people.name_of(user) != values["name"]:
        raise Refusal("double", f"账号已属于“{people.name_of(user)}”", field="login")
    if not Post.objects.filter(user=user, organ=organ, seat=post["seat"], until=None).exists():
        people.give(by, user, **post)
    return user.get_username(), ""
