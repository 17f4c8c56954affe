"""What the half-hour circle stands on: the stations with the days they take applications, and the roads and places of the district."""

from datetime import date

from fazhi.domains.legal_aid import models
from fazhi.domains.legal_aid.procedure import act
from fazhi.kernel.declare import CLERK, HANDLER, HEAD, SAME, ItemKind, Procedure, Say, State, Step, guard

PLACE = ItemKind(
    "place",
    "村（社区）",
    (
        Say("name", "名称"),
        Say("node", "路网节点"),
        Say("people", "人口", "number"),
        Say("vulnerable", "老年、残疾、低收入人口", "number", required=False),
        Say("access", "到路网的距离（米）", "number", required=False),
        Say("east", "东西位置（米）", "number", required=False),
        Say("north", "南北位置（米）", "number", required=False),
    ),
)
ROAD = ItemKind(
    "road",
    "路段",
    (
        Say("a", "起点节点"),
        Say("b", "终点节点"),
        Say("metres", "长度（米）", "number"),
        Say("bus", "通公交", "bool", required=False),
        Say("one_way", "单向", "bool", required=False),
    ),
)


def rows_of(said: dict) -> list[dict]:
    rows = said.get("item") or []
    return [rows] if isinstance(rows, dict) else list(rows)


@guard("同名村（社区）只列一次", act[13])
def places_once(case, said, on):
    held = {i.said.get("name") for i in case.items.filter(kind="place")} if case.pk else set()
    names = [r.get("name") for r in rows_of(said)]
    twice = sorted({n for n in names if n in held or names.count(n) > 1})
    return f"村（社区）重复：{'、'.join(twice)}" if twice else None


def whole(value) -> int:
    """A number as typed; what is none counts as zero here and is refused at its own field."""
    try:
        return int(value or 0)
    except (TypeError, ValueError, OverflowError):
        return 0


@guard("人口、长度不为负", act[13])
def counted(case, said, on):
    odd = [r for r in (*rows_of(said), said) for k in ("people", "vulnerable", "access") if whole(r.get(k)) < 0]
    flat = [r for r in rows_of(said) if "metres" in r and whole(r["metres"]) <= 0]
    return "人口和距离不能为负，路段长度应大于零，请核对" if odd or flat else None


class Stations(Procedure):
    key, label, since, law = "aid_station@2022", "法律援助站点", date(2022, 1, 1), act
    facts, register, columns, filters = models.Station, True, ("name", "kind", "node"), ("kind",)

    serving, ended = State("受理中"), State("已停用", final=True)

    open = Step("启用", (), serving, (CLERK, HANDLER), act[13], asks=("name", "kind", "node", "access?", "hours?"))
    close = Step("停用", serving, ended, HEAD, act[13], asks=(Say("why", "理由"),))


class Networks(Procedure):
    key, label, since, law = "aid_network@2022", "法律援助服务圈路网", date(2022, 1, 1), act
    facts, register, columns = models.Network, True, ("name", "source")

    used, ended = State("使用中"), State("已更换", final=True)

    load = Step("载入人口分布", (), used, (CLERK, HANDLER), act[13], asks=("name", "source"), item=PLACE, needs=(places_once, counted))  # fmt: skip
    add = Step("增补村（社区）", used, SAME, (CLERK, HANDLER), act[13], item=PLACE, needs=(places_once, counted))
    roads = Step("载入路段", used, SAME, (CLERK, HANDLER), act[13], item=ROAD, needs=(counted,))
    recount = Step(
        "更新人口", used, SAME, (CLERK, HANDLER), act[13], alters=PLACE, needs=(counted,),
        asks=(Say("people", "人口", "number"), Say("vulnerable", "老年、残疾、低收入人口", "number", required=False)),
    )  # fmt: skip
    retire = Step("停止使用", used, ended, HEAD, act[13], asks=(Say("why", "理由"),))
