"""The one shape of the administration's pages: tables, and forms made of questions."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from fazhi.kernel.declare import Say
from fazhi.kernel.refusal import Refusal
from fazhi.surfaces.asking import Field
from fazhi.surfaces.sheets import Wrong, value_of

SECTIONS = (
    ("/admin/organs/", "机关"), ("/admin/people/", "人员和岗位"), ("/admin/import/", "表格导入"), ("/admin/holidays/", "节假日"),
    ("/admin/numbers/", "文号"), ("/admin/templates/", "文书模板"), ("/admin/parameters/", "本地参数"),
    ("/admin/programs/", "接口和推送"), ("/admin/log/", "管理记录"), ("/health/", "运行状况"),
)  # fmt: skip


@dataclass
class Table:
    """A table: heads, and rows of cells; a cell may be a pair (text, address)."""

    title: str
    heads: tuple[str, ...]
    rows: list[tuple[Any, ...]]
    empty: str = "还没有。"

    @property
    def lines(self) -> list[list[tuple[str, Any]]]:
        """Rows of (head, cell)."""
        return [list(zip(self.heads, row, strict=False)) for row in self.rows]


@dataclass
class Form:
    """A form: questions, a button, and what was wrong. `name` tells several forms of one page apart."""

    name: str
    title: str
    asks: tuple[Say, ...]
    button: str
    hint: str = ""
    kept: dict[str, Any] = field(default_factory=dict)
    file: str = ""
    danger: bool = False
    folded: bool = False
    refused: str = ""
    fields: list[Field] = field(default_factory=list)

    def fill(self, data: Any = None) -> "Form":
        """Make the fields, from what was posted or what is kept."""
        self.fields = []
        for q in self.asks:
            raw = data.get(q.name, "") if data is not None else self.kept.get(q.name, "")
            text = str(raw).lower() if isinstance(raw, bool) else "" if raw is None else str(raw)
            self.fields.append(Field(q, f"{self.name}-{q.name}", text))
        return self

    def read(self, data: Any) -> dict[str, Any]:
        """The posted values by their kinds; Refusal names the field at fault."""
        sent = {q.name: data.get(f"{self.name}-{q.name}", "") for q in self.asks}
        self.fill(sent)
        self.folded = False
        values = {}
        for q in self.asks:
            try:
                value = value_of(sent[q.name].strip() if q.kind != "long" else sent[q.name], q)
            except Wrong as wrong:
                raise Refusal("format", f"“{q.label}”{wrong}", field=q.name) from None
            if value is None and q.required:
                raise Refusal("missing", f"“{q.label}”还没有填", todo="请填写后再保存", field=q.name)
            values[q.name] = value
        return values

    def refuse(self, refusal: Exception) -> None:
        at = getattr(refusal, "field", "")
        for one in self.fields:
            if one.name == f"{self.name}-{at}":
                one.refused = str(refusal)
                return
        self.refused = str(refusal)


def sent(request: HttpRequest, forms: Iterable[Form]) -> Form | None:
    """The form that was posted; the others are shown as kept."""
    chosen = None
    for form in forms:
        if request.method == "POST" and request.POST.get("form") == form.name:
            chosen = form
        else:
            form.fill()
    return chosen


def show(request: HttpRequest, title: str, *, hint: str = "", tables: Iterable[Table] = (), forms: Iterable[Form] = (),
         back: tuple[str, str] | None = None, notes: Iterable[str] = (), wide: Iterable[Any] = (), find: str | None = None,
         older: str = "") -> HttpResponse:  # fmt: skip
    """The page; 422 where a form was refused."""
    forms = list(forms)
    bad = any(f.refused or any(x.refused for x in f.fields) for f in forms)
    context = {"title": title, "hint": hint, "tables": list(tables), "forms": forms, "back": back, "notes": list(notes), "wide": wide, "find": find, "older": older,
               "sections": [(u, n, request.path.startswith(u)) for u, n in SECTIONS]}  # fmt: skip
    return render(request, "admin/page.html", context, status=422 if bad else 200)
