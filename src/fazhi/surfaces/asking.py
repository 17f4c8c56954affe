"""Forms derived from what a step asks: fields from `asked`, parties of its seats, lines of its list, files; one form a step.

The form only carries words to `perform`; every check of the law stays there, and what it refuses is shown at the field.
"""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from fazhi.kernel.declare import SAME, Procedure, Say, Seat, Step
from fazhi.kernel.facts import asked
from fazhi.kernel.models import Case, Item, Organ
from fazhi.kernel.refusal import Refusal
from fazhi.surfaces import people, uploads
from fazhi.surfaces.lists import as_number

PARTY = (
    Say("name", "姓名或名称"),
    Say("kind", "类型", "choice", tuple((k, k) for k in ("公民", "法人", "其他组织", "机关")), required=False),
    Say("credit_code", "统一社会信用代码", required=False),
    Say("id_number", "证件号码", required=False, personal=True),
    Say("phone", "电话", required=False, personal=True),
    Say("address", "地址", required=False, personal=True),
)
MAX_ROWS, MAX_FILES = 20, 20


@dataclass
class Field:
    """One question in a form, with what was typed and what was wrong with it."""

    question: Say
    name: str
    value: Any = ""
    refused: str = ""

    @property
    def id(self) -> str:
        return f"q-{self.name}"

    @property
    def widget(self) -> str:
        if self.question.choices:
            return "radio" if len(self.question.choices) <= 4 and self.question.required else "select"
        return {"long": "long", "list": "long", "date": "date", "bool": "bool", "money": "money", "number": "number",
                "decimal": "number", "hours": "number"}.get(self.question.kind, "text")  # fmt: skip

    @property
    def hint(self) -> str:
        extra = {"list": "一行写一项。", "money": "单位：元。"}.get(self.question.kind, "")
        return f"{self.question.help}{extra}"

    @property
    def choices(self) -> list[tuple[str, str]]:
        return [(str(k), str(v)) for k, v in self.question.choices]


@dataclass
class Group:
    """A group of fields that can come several times: a party of one seat, a line of the list."""

    key: str
    label: str
    rows: list[list[Field]]

    @property
    def folded(self) -> list[tuple[list[Field], list[Field], bool]]:
        """Each row as the fields always shown, those folded away, and whether anything was typed there."""
        cut = len(self.rows[0]) if self.key == "item" else 3
        return [(row[:cut], row[cut:], any(f.value for f in row[cut:])) for row in self.rows]


@dataclass
class Form:
    """A step's form: read from a request, or empty. `refusal` is shown at its field, or on top where it has none."""

    step: Step
    on: str
    fields: list[Field] = field(default_factory=list)
    groups: list[Group] = field(default_factory=list)
    handler: Field | None = None
    item_n: Field | None = None
    late: str = ""
    late_open: bool = False
    refusal: Refusal | None = None
    title: str = ""
    organ: str = ""

    @property
    def placed(self) -> bool:
        """Whether the refusal stands at a field of this form."""
        return bool(self.refusal and self.refusal.field in {f.name for f in self.all_fields()} | {"on", "title"})

    def all_fields(self) -> list[Field]:
        listed = [f for g in self.groups for row in g.rows for f in row]
        return [*self.fields, *listed, *(f for f in (self.handler, self.item_n) if f)]

    def refuse(self, refusal: Refusal) -> None:
        """Put a refusal at its field; the names of list and party fields carry their row."""
        self.refusal = refusal
        for one in self.all_fields():
            if one.name == refusal.field or (one.name.rpartition("-")[2] == refusal.field and not one.value):
                one.refused = str(refusal)
                refusal.field = one.name
                break


def build(declared: type[Procedure], step: Step, case: Case | None, organ: Organ, data: Any = None) -> Form:
    """The form of a step; `data` is what was posted."""
    get = data.get if data is not None else (lambda name, default="": default)
    form = Form(step, get("on", date.today().isoformat()), late=get("late", ""), title=get("title", ""), organ=get("organ", ""))
    form.fields = [Field(q, q.name, get(q.name, "")) for q in asked(declared, step)]
    if any(c.extend and c.extend.step is step for c in declared.clocks.values()):
        form.fields.append(extend_field(declared, step, get("extend_days", "")))
    for seat in joining(declared, step):
        form.groups.append(party_group(seat, step, data))
    if step.item:
        rows = [
            [Field(q, f"item-{n}-{q.name}", get(f"item-{n}-{q.name}", "")) for q in step.item.fields]
            for n in range(row_count("item", data))
        ]
        form.groups.append(Group("item", step.item.label, rows))
    if step.assigns:
        choices = tuple((str(k), v) for k, v in people.holders(step.assigns, organ))
        form.handler = Field(
            Say("handler", step.assigns.label, "choice", choices, required=False, help="不选则暂不指定。"),
            "handler",
            get("handler", ""),
        )
    if step.alters and case:
        rows = Item.objects.filter(case=case, kind=step.alters.key).order_by("n")[:200]
        choices = tuple((str(i.n), f"第{i.n}条　{' '.join(str(v) for v in i.said.values())[:60]}") for i in rows)
        form.item_n = Field(Say("item_n", f"哪一条{step.alters.label}", "choice", choices), "item_n", get("item_n", ""))
    form.late_open = bool(form.late) or False
    return form


def joining(declared: type[Procedure], step: Step) -> list[Seat]:
    """The party seats a step may fill: all at the opening, else those it declares."""
    seats = declared.seats().values() if step.opening else step.joins
    return [s for s in seats if s.side == "party"]


def extend_field(declared: type[Procedure], step: Step, value: str) -> Field:
    extend = next(c.extend for c in declared.clocks.values() if c.extend and c.extend.step is step)
    hint = f"最多{extend.by}，不填按最多。"
    return Field(Say("extend_days", "延长多少", "number", required=False, help=hint), "extend_days", value)


def row_count(key: str, data: Any) -> int:
    """How many rows a group shows: as many as were sent, one more where that was asked."""
    if data is None:
        return 1
    sent = str(data.get(f"rows-{key}", "1"))
    return min(MAX_ROWS, max(1, as_number(sent) or 1) + (data.get("more") == key))


def party_group(seat: Seat, step: Step, data: Any) -> Group:
    get = data.get if data is not None else (lambda name, default="": default)
    rows = []
    for n in range(row_count(seat.key, data)):
        prefix = f"{seat.key}-{n}"
        row = [Field(q, f"{prefix}-{q.name}", get(f"{prefix}-{q.name}", "")) for q in PARTY]
        organ = Say(
            "organ", "是本区机关的，选择机关", "choice", tuple((str(k), v) for k, v in people.organs().items()), required=False
        )
        rows.append([*row[:2], Field(organ, f"{prefix}-organ", get(f"{prefix}-organ", "")), *row[2:]])
    return Group(seat.key, seat.label, rows)


# ---------------------------------------------------------------- reading what was typed


def said(form: Form) -> dict[str, Any]:
    """The keyword arguments `perform` takes, from a filled form. Raises Refusal for what cannot be read."""
    given: dict[str, Any] = {}
    for one in form.fields:
        value = read(one)
        if value not in (None, ""):
            given[one.name] = value
    parties = [p for g in form.groups if g.key != "item" for p in (party_said(g.key, row) for row in g.rows) if p]
    if parties:
        given["parties"] = parties
    items = [i for g in form.groups if g.key == "item" for i in (item_said(row) for row in g.rows) if i]
    if items:
        given["item"] = items
    if form.item_n and (n := as_number(str(form.item_n.value))) is not None:
        given["item_n"] = n
    if form.late.strip() and form.step.to is SAME:
        given["late"] = form.late.strip()
    return given


def read(one: Field) -> Any:
    """The typed text as the value of its kind; what cannot be read is left to `perform`'s own words."""
    text = one.value.strip() if isinstance(one.value, str) else one.value
    kind = one.question.kind
    if text in (None, ""):
        return None
    if kind == "money":
        return money(one, text)
    if kind == "bool":
        return text in ("true", "1", "on", "是")
    if kind == "list":
        return [part.strip() for part in text.splitlines() if part.strip()]
    return text


def money(one: Field, text: str) -> int:
    """Yuan as typed to whole fen."""
    try:
        fen = Decimal(text.replace(",", "").replace("，", "").removesuffix("元")) * 100
        if fen != fen.to_integral_value() or abs(fen) >= 10**15:
            raise InvalidOperation
    except InvalidOperation:
        raise Refusal(
            "format", f"“{one.question.label}”应写成金额，如 1234.50", todo="请改正后再提交", field=one.name
        ) from None
    return int(fen)


def party_said(seat: str, row: list[Field]) -> dict[str, Any] | None:
    values = {f.question.name: str(f.value).strip() for f in row if str(f.value).strip()}
    organ = values.pop("organ", "")
    if (key := as_number(organ)) is not None and (found := Organ.objects.filter(pk=key).first()):
        values = {"name": found.name, **values, "organ": found, "kind": "机关"}
    if not set(values) - {"kind"}:
        return None
    return {"seat": seat, **values}


def item_said(row: list[Field]) -> dict[str, Any] | None:
    values = {f.question.name: read(f) for f in row}
    return {k: v for k, v in values.items() if v not in (None, "")} or None


def files_said(files: list[Any]) -> list[tuple[str, bytes]]:
    """Uploaded files as (name, bytes); refuses what is too many, and each by its content."""
    if len(files) > MAX_FILES:
        raise Refusal("file", f"一次最多交{MAX_FILES}个文件", todo="请分次提交", field="files")
    return [uploads.checked(one) for one in files]
