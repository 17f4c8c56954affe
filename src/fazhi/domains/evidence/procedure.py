"""Evidence for words that are no numbers: entered by one person, verified by another, never by itself true."""

from datetime import date

from fazhi.domains.evidence import models
from fazhi.kernel.declare import CLERK, HANDLER, HEAD, Law, Procedure, Say, State, Step, guard

inspection = Law("法治政府建设与责任落实督察工作规定", 2019)
disclosure = Law("中华人民共和国政府信息公开条例", 2019)


@guard("写明出具单位和文号", disclosure[17])
def papered(case, said, on):
    f = case.facts
    return None if f.issuer and (f.paper or f.kind == "photo") else "没有出具单位或者文号，不能核实"


@guard("同一份证书只登记一次", disclosure[17])
def once(case, said, on):
    f = case.facts
    same = (
        models.Evidence.objects.filter(kind=f.kind, claim=f.claim, issuer=f.issuer, paper=f.paper)
        .exclude(case__state="refused")
        .exclude(pk=case.pk)
    )
    return "这份证据已登记" if f.paper and same.exists() else None


class Evidences(Procedure):
    key, label, since, law = "evidence@2024", "表述证据", date(2019, 5, 15), disclosure
    facts, register, columns, filters = models.Evidence, True, ("kind", "claim", "words", "issuer"), ("kind", "level")

    entered, verified = State("待核实"), State("已核实")
    refused, withdrawn = State("不予采用", final=True), State("已撤回", final=True)

    enter = Step(
        "登记证据",
        (),
        entered,
        (CLERK, HANDLER),
        (inspection[25, 1, 1], disclosure[17]),
        asks=("kind", "claim", "words", "issuer", "paper?", "level?", "award_year?"),
        needs=(once,),
    )
    verify = Step("核实", entered, verified, HEAD, (inspection[21], disclosure[17]), apart=(enter,), needs=(papered,))
    refuse = Step("不予采用", entered, refused, HEAD, inspection[21], asks=(Say("why", "理由"),))
    withdraw = Step("撤回", verified, withdrawn, HEAD, inspection[21], asks=(Say("why", "理由"),))
