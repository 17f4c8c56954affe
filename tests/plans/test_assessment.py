"""The self-assessment: indicators as data, figures beside them, gaps as tasks, nothing reported while a gap has no task."""

import io
from datetime import date

import pytest
from django.contrib.auth import get_user_model
from docx import Document

from fazhi.domains.plans import assess
from fazhi.domains.plans.pages import as_docx
from fazhi.kernel.declare import CLERK, HANDLER, HEAD
from fazhi.kernel.models import Post
from fazhi.kernel.perform import new_case
from fazhi.kernel.refusal import Refusal
from fazhi.kernel.registry import figures
from fazhi.kernel.scenario import World

DAY = date(2024, 9, 2)
ROWS = [
    {"code": "1", "level": 1, "text": "政府职能"},
    {"code": "1.1", "level": 3, "text": "培训", "figures": "training.courses、training.persontimes"},
    {"code": "1.2", "level": 3, "text": "公开征求意见", "applicable": False, "note": "县没有立法权"},
    {"code": "1.3", "level": 3, "text": "预案"},
]


@pytest.fixture
def case(db):
    world = World.make()
    case = new_case("assessment", world.organ_named("示例区司法局"), DAY, "自评", demo=True)
    return world, world.act(case, "load", CLERK, DAY, version="工作底稿", year=2024, item=ROWS)


def test_the_shipped_draft_names_only_declared_figures_and_loads_whole():
    rows = assess.skeleton()
    assert len({r["code"] for r in rows}) == len(rows) and {r["level"] for r in rows} == {1, 2, 3}
    assert not [id for r in rows for id in assess.named(r.get("figures", "")) if id not in figures()]


def test_a_gap_without_a_task_keeps_the_assessment_back(case):
    world, case = case
    assert assess.counts(assess.lines(case)) == [("达到", 0), ("部分达到", 0), ("未达到", 0), ("不适用", 1), ("未自评", 2)]
    world.act(case, "assess", HANDLER, DAY, item_n=2, status="met", evidence="培训台账")
    with pytest.raises(Refusal, match=r"1\.3未达到"):
        world.act(case, "close", HEAD, DAY)
    for code, words in (("9.9", "没有编号"), ("1.1", "已达到"), ("1.2", "不适用")):
        with pytest.raises(Refusal, match=words):
            world.act(case, "gap", HEAD, DAY, code=code, content="补", owner="示例区甲局")
    world.act(case, "gap", HEAD, DAY, code="1.3", content="补预案", owner="示例区甲局")
    with pytest.raises(Refusal, match="已有差距任务"):
        world.act(case, "gap", HEAD, DAY, code="1.3", content="再补", owner="示例区甲局")
    (line,) = [line for line in assess.lines(case) if line.task]
    assert line.said["code"] == "1.3" and line.task.domain == "task" and not line.wanting
    world.act(case, "close", HEAD, DAY)
    assert case.state == "closed"


def test_the_draft_is_the_handbooks_skeleton_and_says_what_is_unchecked(case):
    rows = assess.skeleton()
    levels = [sum(r["level"] == n for r in rows) for n in (1, 2, 3)]
    assert levels[0] == assess.PUBLISHED["2021"][0] and levels[1] == 41 and levels[2] >= levels[1]
    assert [r["code"] for r in rows if r.get("checked")] == ["1", "1.1", "1.1.1", "1.1.2", "1.1.3"]
    world, _ = case
    whole = new_case("assessment", world.organ_named("示例区司法局"), DAY, "自评", demo=True)
    world.act(whole, "load", CLERK, DAY, version="2021年版（底稿）", year=2024, item=rows)
    told = assess.completeness(whole, assess.lines(whole, values=False))
    assert "2021年版正式文本为9、32、100项" in told and f"{levels[2] - 3}项三级指标的文字尚未" in told


def test_what_does_not_apply_says_why(case):
    world, case = case
    other = new_case("assessment", world.organ_named("示例区司法局"), DAY, "自评", demo=True)
    with pytest.raises(Refusal, match="情况说明"):
        world.act(
            other, "load", CLERK, DAY, version="又一版", year=2024, item=[{k: v for k, v in ROWS[2].items() if k != "note"}]
        )
    with pytest.raises(Refusal, match="情况说明"):
        world.act(case, "assess", HANDLER, DAY, item_n=4, status="na")
    world.act(case, "assess", HANDLER, DAY, item_n=4, status="na", note="本级没有此项职责")
    assert [line.status for line in assess.lines(case)][1:] == ["", "na", "na"]


def test_an_unknown_figure_or_a_code_twice_is_refused(case):
    world, _ = case
    for rows, words in (([ROWS[1] | {"figures": "no.such"}], "没有台账指标"), ([ROWS[1], ROWS[1]], "重复")):
        other = new_case("assessment", world.organ_named("示例区司法局"), DAY, "自评", demo=True)
        with pytest.raises(Refusal, match=words):
            world.act(other, "load", CLERK, DAY, version="又一版", year=2024, item=rows)


def test_page_and_paper_show_figures_and_gaps(client, case):
    _, case = case
    user = get_user_model().objects.create_user("head", password="x")
    Post.objects.create(user=user, organ=case.organ, seat="head")
    client.force_login(user)
    assert "自评" in client.get("/plans/indicators/").content.decode()
    page = client.get(f"/plans/indicators/{case.pk}/").content.decode()
    assert "/figures/training.courses/?year=2024" in page and "0期" in page and "1.1、1.3" in page and "style=" not in page
    text = "\n".join(p.text for p in Document(io.BytesIO(as_docx(case))).paragraphs)
    assert "2024年度法治政府建设示范指标自评报告" in text and "不适用1项" in text
    client.force_login(get_user_model().objects.create_user("stranger", password="x"))
    assert client.get(f"/plans/indicators/{case.pk}/").status_code == 404
