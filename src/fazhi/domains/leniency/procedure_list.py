"""免罚轻罚不予强制清单: drafted item by item, reviewed, published as a version, replaced by the next."""

from datetime import date
from typing import Any

from fazhi.domains.leniency.match import holds
from fazhi.domains.leniency.models import LeniencyList
from fazhi.kernel.declare import CLERK, HANDLER, HEAD, ORGAN_HEAD, SAME, ItemKind, Law, Procedure, Say, State, Step, guard
from fazhi.kernel.models import Item

penalty = Law("中华人民共和国行政处罚法", 2021)
force = Law("中华人民共和国行政强制法", 2011)
business = Law("优化营商环境条例", 2019)
KINDS = (
    ("slight", "轻微不罚"), ("first", "首违可不罚"), ("no_fault", "无主观过错不罚"), ("reduced", "减轻"), ("light", "从轻"), ("no_force", "不予强制"),
)  # fmt: skip
OUTCOME = {"slight": "none", "first": "none", "no_fault": "none", "reduced": "reduced", "light": "light"}
MUST = ("slight", "no_fault")  # what the law itself forbids to punish; a first offence only may go unpunished
ITEM = ItemKind(
    "leniency_item",
    "清单事项",
    (
        Say("code", "事项编号"), Say("kind", "类别", "choice", KINDS), Say("field", "领域", required=False), Say("violation", "违法行为"),
        Say("article", "违反和处罚的条款"), Say("conditions", "适用条件", "list"), Say("exclusions", "排除情形", "list", required=False),
        Say("look_back", "首违回溯月数", "number", required=False), Say("within", "改正期限（工作日）", "number", required=False),
        Say("evidence", "所需证据", required=False),
    ),
)  # fmt: skip


def rows_said(said: dict) -> list[dict]:
    rows = said.get("item") or []
    return [rows] if isinstance(rows, dict) else rows


def words(value: Any) -> list[str]:
    return value.split("、") if isinstance(value, str) else list(value or ())


@guard("清单条件可以由程序判断，编号不重复", penalty[33])
def readable(case: Any, said: dict, on: date) -> str | None:
    known = {i.said["code"] for i in case.items.filter(kind="leniency_item")} if case.pk else set()
    for row in rows_said(said):
        code = row.get("code")
        if code in known and code is not None:
            return f"事项编号“{code}”重复"
        known.add(code)
        if row.get("kind") == "first" and not int(row.get("look_back") or 0):
            return f"事项{code}：首违可不罚的须写明首违回溯月数"
        try:
            for predicate in (*words(row.get("conditions")), *words(row.get("exclusions"))):
                holds(predicate, {})
        except ValueError as error:
            return f"事项{code}：{error}"
    return None


@guard("清单不为空", penalty[33])
def not_empty(case: Any, said: dict, on: date) -> str | None:
    return None if case.items.filter(kind="leniency_item").exists() else "清单里还没有一个事项"


class LeniencyRegister(Procedure):
    key, label, since, law = "leniency_list@2021", "免罚轻罚不予强制清单", date(2021, 7, 15), penalty
    facts, register, columns = LeniencyList, True, ("version", "name", "effective_on")

    draft, reviewed = State("起草"), State("已合法性审查")
    published, replaced = State("施行"), State("失效", final=True)

    begin = Step("起草清单", (), draft, (CLERK, HANDLER), (penalty[32], penalty[33], force[16, 2]), asks=("version", "name"), item=ITEM,
                 needs=(readable,))  # fmt: skip
    add = Step("增加事项", draft, SAME, (CLERK, HANDLER), (penalty[33], force[5]), item=ITEM, needs=(readable,))
    review = Step("合法性审查", draft, reviewed, HANDLER, penalty[34], needs=(not_empty,))
    publish = Step("公布清单", reviewed, published, (HEAD, ORGAN_HEAD), (penalty[34], business[60]), asks=("effective_on",),
                   issues="清单公布通知")  # fmt: skip
    replace = Step("被新版代替", published, replaced, (HEAD, ORGAN_HEAD), penalty[34], asks=("ends_on",))


def list_on(day: date) -> tuple[int, list[dict]]:
    """The version in force on that day and its items; (0, []) where there was none."""
    found = LeniencyList.objects.filter(effective_on__lte=day, case__state__in=("published", "replaced")).order_by(
        "-effective_on"
    )
    for row in found:
        if row.ends_on is None or row.ends_on >= day:
            items = Item.objects.filter(case_id=row.pk, kind="leniency_item").order_by("n").values_list("said", flat=True)
            return row.version, [
                {**i, "conditions": words(i["conditions"]), "exclusions": words(i.get("exclusions"))} for i in items
            ]
    return 0, []
