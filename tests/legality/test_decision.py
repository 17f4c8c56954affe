"""One decision from its start to its evaluation, with its legality review as a child case: every node, every paper."""

import io
from datetime import date

import pytest
from docx import Document as read
from tests.legality.conftest import GOOD

from fazhi.domains.decisions.nodes import completeness
from fazhi.domains.legality.materials import ALL
from fazhi.domains.legality.rules import COUNSEL, SENDER
from fazhi.kernel.documents import render
from fazhi.kernel.models import Case, Document
from fazhi.kernel.perform import new_case, perform
from fazhi.kernel.refusal import Refusal

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 2)
LATER = date(2026, 4, 20)


@pytest.fixture
def decision(course):
    """A decision whose eight first nodes are settled; its legality review has passed as a child case."""
    c = course(kind="O")
    case, handler = new_case("decision", c.organ, DAY, "停车设施三年建设方案"), c.people["handler"]
    act = lambda step, on=DAY, **said: perform(case, step, handler, on, **said)  # noqa: E731
    act("start", matter="4", technical=True, risky=True)
    act("assign_unit", unit="示例区交通运输局")
    act("draft", bases="道路交通安全法")
    act("notice", consult_from=DAY, consult_to=date(2026, 4, 3))
    act("participate", date(2026, 4, 7), item={"who": "居民甲", "text": "增加泊位", "taken": "采纳"})
    act("expert", date(2026, 4, 7), experts="专家己、示例规划院", interest="无", opinion="可行")
    act("risk", date(2026, 4, 7), result="low", plan="分期实施", assessor="示例评估公司")
    act("skip", date(2026, 4, 7), node="competition", reason="不涉及经营者经济活动")
    act("legality", date(2026, 4, 7))
    c.case = Case.objects.get(parent=case.pk, domain="legality")
    review(c)
    return case, c


def review(c):
    """The child's own course: sent, heard by counsel, passed."""
    party = {"seat": SENDER, "name": c.unit.name, "organ": c.unit, "kind": "机关"}
    c.do("describe", "clerk", date(2026, 4, 7), issuer="示例区人民政府", parties=[party])
    c.do("upload", "unit甲", date(2026, 4, 7), files=[("方案.txt", GOOD.encode())])
    c.do("add_material", "unit甲", date(2026, 4, 7), materials=list(ALL))
    c.do("unit_review", "unit乙", date(2026, 4, 7), opinion="同意")
    c.do("submit", "unit丙", date(2026, 4, 7))
    c.do("accept", "clerk", date(2026, 4, 8), handler=c.people["handler"])
    c.machine(date(2026, 4, 8))
    for item in c.findings("open"):
        c.do("judge", "handler", date(2026, 4, 9), item_n=item.n, status="rejected", reason="材料中已有说明")
    entry = new_case("counsel", c.organ, DAY, "律师甲")
    perform(entry, "enter", c.people["clerk"], DAY, name="律师甲", identity="public", licence="0000000001")
    lawyer = c.people["counsel"] = c.world.person(COUNSEL, "律师甲", c.organ)
    seat = {"seat": COUNSEL, "name": "律师甲", "user": lawyer}
    with pytest.raises(Refusal, match="法律顾问、公职律师"):
        c.do("first_review", "handler", date(2026, 4, 10), opinion="合法")
    c.do("consult", "handler", date(2026, 4, 9), name="律师甲", question="权限", parties=[seat])
    c.do("advise", "counsel", date(2026, 4, 10), item={"author": "律师甲", "text": "合法", "points": 0})
    c.to_signing(date(2026, 4, 13))
    c.sign("lawful", date(2026, 4, 20))


def test_from_start_to_evaluation(decision, client):
    case, c = decision
    handler, clerk, chief = (c.people[k] for k in ("handler", "clerk", "organ_head"))
    assert c.case.state == "passed" and completeness(case) == (8, 11)
    client.force_login(handler)
    seen = client.get("/decisions/progress/").content.decode()
    assert (
        "72%" in seen and "集体讨论、请示报告党委、公布" in seen and ">不能上会<" not in seen and "不涉及经营者经济活动" in seen
    )
    order = client.get("/legality/counsel/?year=2026").content.decode()
    assert "律师甲" in order and "2026-04-09" in order
    perform(case, "discuss", clerk, LATER, meeting="区政府第5次常务会议", head_last=True)
    perform(case, "party", chief, LATER, report_no="示政报〔2026〕5号")
    perform(case, "publish", clerk, LATER, media="区政府网站", executor="示例区交通运输局")
    assert completeness(case) == (11, 11) and "程序完整的1项" in client.get("/decisions/progress/").content.decode()
    perform(case, "execute", handler, LATER, progress="已开工三处")
    told = {"ground": "opinions", "result": "总体达到预期", "effects": "新增泊位六百个"}
    for name in ("示例规划院", "示例评估公司"):
        with pytest.raises(Refusal, match="不能承担后评估"):
            perform(case, "evaluate", handler, LATER, assessor=name, **told)
    perform(case, "evaluate", handler, LATER, assessor="示例统计调查中心", **told)
    papers = {
        p.kind: "\n".join(x.text for x in read(io.BytesIO(render(p))).paragraphs) for p in Document.objects.filter(case=case)
    }
    assert "风险评估" in papers["决策启动通知书"] and "新增泊位六百个" in papers["后评估报告"]
    assert papers["执行情况报告"].startswith("示例区交通运输局") and "已开工三处" in papers["执行情况报告"]
    assert all("{{" not in said and "None" not in said for said in papers.values())
