"""A load of patent data: written down from the store's own log, its source and licence confirmed by a second person."""

from datetime import date
from typing import Any

from fazhi.domains.patents import models, runs
from fazhi.kernel.declare import CLERK, HANDLER, HEAD, Law, Procedure, Say, State, Step, guard

patent = Law("中华人民共和国专利法", 2020)
data = Law("中华人民共和国数据安全法", 2021)
LOGGED = ("mark", "synthetic", "formats", "file_count", "version", "inserted", "updated", "unchanged", "deleted", "rejected", "events",
          *models.COUNTERS, "trial")  # fmt: skip


@guard("数字与专利库的装入日志一致", data[27])
def as_logged(case: Any, said: dict, on: date) -> str | None:
    found = runs.by_mark(case.facts.mark)
    if found is None:
        return f"专利库的装入日志里没有“{case.facts.mark}”这一批，请在装入日志页按批登记"
    for name in LOGGED:
        if getattr(case.facts, name) != found[name]:
            label = models.PatentLoad._meta.get_field(name).verbose_name
            return f"“{label}”与装入日志不符：日志为{found[name]}，填写为{getattr(case.facts, name)}"
    return None


@guard("同一批只登记一次", data[27])
def once(case: Any, said: dict, on: date) -> str | None:
    same = models.PatentLoad.objects.filter(mark=case.facts.mark).exclude(case__state="returned").exclude(pk=case.pk)
    return "这一批已经登记" if same.exists() else None


class PatentLoads(Procedure):
    key, label, since, law = "patent_load@2021", "专利数据装入", date(2021, 9, 1), patent
    facts = models.PatentLoad
    columns, filters = ("source", "synthetic", "inserted", "updated", "rejected", "publications"), ("synthetic",)

    recorded = State("待复核")
    accepted, returned = State("已复核", final=True), State("已退回", final=True)

    # 第四十八条：加强专利公共服务；数据安全法第三十二条：收集数据应当合法、正当
    record = Step(
        "登记装入批次", (), recorded, (CLERK, HANDLER), (patent[48], data[27]), asks=("source", "licence", *(f"{n}?" for n in LOGGED)),
        needs=(once, as_logged), number="{word}专装〔{year}〕{n}号",
    )  # fmt: skip
    accept = Step("复核来源与数字", recorded, accepted, HEAD, data[32], apart=(record,))
    turn_back = Step("退回", recorded, returned, HEAD, data[32], asks=(Say("why", "理由"),))
