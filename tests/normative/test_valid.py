"""The list of documents in force on a day, as a page and as a paper; the tasks that wait are shown with their day."""

import io
from datetime import date

import pytest
from docx import Document as read

from fazhi.domains.normative import engine
from fazhi.kernel.declare import CLERK, HANDLER
from fazhi.kernel.perform import new_case, perform
from fazhi.kernel.scenario import World

pytestmark = pytest.mark.django_db
BASE = "中华人民共和国保守国家秘密法"  # amended 2024-02-27, in force 2024-05-01


@pytest.fixture
def register(client):
    """Two documents: one valid until 2027 resting on a law that changed, one until the spring of 2024."""
    world = World.make()
    clerk = world.person(CLERK, "甲", world.organ)
    on = date(2024, 1, 5)
    for name, until, cited in (
        ("保密办法", date(2027, 3, 31), [engine.citation(BASE, 24, on)]),
        ("绿线办法", date(2024, 3, 31), []),
    ):
        case = new_case("normative", world.organ, on, f"示例区{name}")
        perform(case, "register", clerk, on, issuer="示例区人民政府", doc_no=f"示政规〔2022〕{until.year}号", published_on=date(2022, 3, 1),
                effective_on=date(2022, 4, 1), expires_on=until, cited=cited)  # fmt: skip
    client.force_login(world.person(HANDLER, "甲", world.organ))
    return client


def listed(client, on):
    html = client.get(f"/normative/valid/?on={on}").content.decode()
    return [n for n in ("保密办法", "绿线办法") if n in html]


def test_in_force_on_a_day(register):
    assert listed(register, "2024-03-31") == ["保密办法", "绿线办法"]
    assert listed(register, "2024-04-01") == ["保密办法"], "the day after its last it is no longer listed"
    assert listed(register, "2022-02-01") == []
    answer = register.get("/normative/valid/?on=2024-03-31&docx")
    cells = [c.text for t in read(io.BytesIO(answer.content)).tables for r in t.rows for c in r.cells]
    assert "示例区保密办法" in cells and "2027年3月31日" in cells
    bad = register.get("/normative/valid/?on=明天")
    assert bad.status_code == 422 and "不是日期" in bad.content.decode()


def test_tasks_wait_with_their_day(register):
    assert "没有待办的清理任务" in register.get("/normative/tasks/").content.decode()
    engine.sweep(date(2024, 5, 6))
    html = register.get("/normative/tasks/").content.decode()
    assert "示例区保密办法" in html and BASE in html and "2024-06-05" in html
    assert "依据有变动" in register.get("/normative/valid/").content.decode()
