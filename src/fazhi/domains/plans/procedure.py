"""Plans watched quarter by quarter, and the self-assessment against the national indicators; both are data, loaded anew for each period."""

from datetime import date

from fazhi.domains.plans import models
from fazhi.kernel.declare import CLERK, HANDLER, HEAD, SAME, ItemKind, Law, Procedure, Say, State, Step, guard

inspection = Law("法治政府建设与责任落实督察工作规定", 2019)
outline = Law("法治政府建设实施纲要（2021—2025年）", 2021, verified=False)
indicators = Law("市县法治政府建设示范指标体系", 2021, verified=False)
MEASURE = ItemKind(
    "measure",
    "举措",
    (
        Say("text", "举措"),
        Say("owner", "责任单位"),
        Say("kind", "类型", "choice", (("number", "定量"), ("document", "文件"), ("mechanism", "机制"))),
        Say("target", "目标", required=False),
        Say("due", "时限", "date"),
        Say("maps_to", "承接的原举措", required=False),
        Say("light", "最近的灯", required=False),
        Say("state", "最近的进展", required=False),
        Say("quarter", "最近的季度", required=False),
    ),
)
LIGHTS = (("done", "已完成"), ("on_track", "正常"), ("behind", "滞后"), ("none", "无数据"))
EVIDENCE = (("figure", "台账数字"), ("document", "文件材料"), ("both", "台账数字和文件材料"))
INDICATOR = ItemKind(
    "indicator",
    "指标",
    (
        Say("code", "编号"),
        Say("level", "级次", "number"),
        Say("text", "内容"),
        Say("applicable", "适用本级", "bool", required=False),
        Say("status", "自评", required=False),
        Say("evidence", "佐证", required=False),
        Say("owner", "责任单位", required=False),
        Say("figures", "对应的台账指标", required=False, help="指标编号，几个之间用顿号"),
        Say("evidence_kind", "佐证类型", "choice", EVIDENCE, required=False),
        Say("checked", "已与正式文本核对", "bool", required=False),
        Say("note", "情况说明", required=False),
    ),
)
STATUS = (("met", "达到"), ("partly", "部分达到"), ("not", "未达到"), ("na", "不适用"))


@guard("起止年份顺序正确", outline.whole)
def years_in_order(case, said, on):
    return "终止年份早于起始年份" if case.facts.last_year < case.facts.first_year else None


@guard("达到、部分达到要有佐证，不适用要有说明", indicators.whole)
def evidenced(case, said, on):
    if said.get("status") in ("met", "partly") and not said.get("evidence"):
        return "自评“达到”或者“部分达到”的，要写明佐证"
    return "自评“不适用”的，要写情况说明" if said.get("status") == "na" and not said.get("note") else None


def given(said):
    """The lines of the sheet, or the one line typed."""
    rows = said.get("item") or []
    return [rows] if isinstance(rows, dict) else rows


@guard("不适用本级的指标附情况说明", indicators.whole)
def reasons_given(case, said, on):
    bare = [str(row.get("code")) for row in given(said) if row.get("applicable") is False and not row.get("note")]
    return f"指标{'、'.join(bare)}标为不适用本级，要写情况说明" if bare else None


@guard("所列指标不重号", indicators.whole)
def codes_once(case, said, on):
    codes = [row.get("code") for row in given(said)]
    twice = sorted({c for c in codes if codes.count(c) > 1})
    return f"指标编号重复：{'、'.join(twice)}" if twice else None


@guard("所列台账指标都有声明", indicators.whole)
def figures_known(case, said, on):
    from fazhi.domains.plans.assess import named
    from fazhi.kernel.registry import figures

    odd = [id for row in given(said) for id in named(row.get("figures", "")) if id not in figures()]
    return f"没有台账指标“{odd[0]}”，请核对编号" if odd else None


@guard("差距都已列为任务", indicators.whole)
def gaps_listed(case, said, on):
    from fazhi.domains.plans.assess import lines

    open_ = [line.said["code"] for line in lines(case, values=False) if line.wanting]
    return f"{'、'.join(open_)}未达到或者未自评，又没有差距任务，请先自评或者列为差距任务" if open_ else None


@guard("差距任务对得上指标，一项一件", indicators.whole)
def gap_named(case, said, on):
    from fazhi.domains.plans.assess import lines

    found = {line.said["code"]: line for line in lines(case, values=False) if line.leaf}
    line = found.get(said.get("code"))
    if line is None:
        return f"没有编号为“{said.get('code')}”的三级指标"
    return None if line.wanting else "这项指标已达到、不适用，或者已有差距任务"


class Plans(Procedure):
    key, label, since, law = "plan@2021", "规划动态监测", date(2021, 1, 1), outline
    facts, register, columns = models.Plan, True, ("name", "first_year", "last_year")

    watched, evaluated, ended = State("监测中"), State("终期评估"), State("已收官", final=True)

    load = Step(
        "载入规划", (), watched, (CLERK, HANDLER), (inspection[8, 1, 1], outline.whole),
        asks=("name", "documents", "first_year", "last_year"), needs=(years_in_order,), item=MEASURE,
    )  # fmt: skip
    add = Step("增补举措", watched, SAME, (CLERK, HANDLER), outline.whole, item=MEASURE)
    light = Step(
        "登记季度进展", watched, SAME, (CLERK, HANDLER), inspection[11], alters=MEASURE,
        asks=(Say("quarter", "季度"), Say("light", "灯", "choice", LIGHTS), Say("state", "进展", required=False)),
    )  # fmt: skip
    evaluate = Step("终期评估", watched, evaluated, HEAD, inspection[17], asks=(Say("report", "评估报告"),))
    close = Step("收官", evaluated, ended, HEAD, inspection[17], asks=("successor?",))


class Assessments(Procedure):
    key, label, since, law = "assessment@2021", "示范指标自评", date(2021, 1, 1), indicators
    facts, columns = models.Assessment, ("version", "year")

    assessing, closed = State("自评中"), State("已报送", final=True)

    load = Step(
        "载入指标", (), assessing, (CLERK, HANDLER), (inspection[14], indicators.whole), asks=("version", "year", "source?"),
        item=INDICATOR, needs=(codes_once, figures_known, reasons_given),
    )  # fmt: skip
    assess = Step(
        "自评", assessing, SAME, (HANDLER, CLERK), indicators.whole, alters=INDICATOR, needs=(evidenced,),
        asks=(Say("status", "自评", "choice", STATUS), Say("evidence", "佐证", required=False), Say("owner", "责任单位", required=False),
              Say("note", "情况说明", required=False)),
    )  # fmt: skip
    gap = Step(
        "列为差距任务", assessing, SAME, HEAD, indicators.whole, opens="task", needs=(gap_named,),
        asks=(Say("code", "指标编号"), Say("content", "差距"), Say("owner", "责任单位")),
    )  # fmt: skip
    close = Step("报送自评", assessing, closed, HEAD, indicators.whole, needs=(gaps_listed,))
