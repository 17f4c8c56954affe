"""Whatever a hard rule refuses to a person stays in the block log: by form, by program, by table; the supervision organ sees it."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from api.conftest import Program
from fazhi.domains.inspections.models import Blocked
from fazhi.kernel import holidays, rights
from fazhi.kernel.declare import HANDLER
from fazhi.kernel.models import Case, HolidayYear
from fazhi.surfaces.export import sheet
from inspections.district import build

pytestmark = pytest.mark.django_db


@pytest.fixture
def district():
    for year in range(date.today().year, date.today().year + 2):
        HolidayYear.objects.get_or_create(year=year, defaults={"source": "测试"})
    holidays.forget()
    d = build(1)
    return d, d.world.person(HANDLER, "甲", d.organs[0])


def said(d, officers):
    uscc, name, _ = d.firms[0]
    return {"uscc": uscc, "firm": name, "items": ["JC01-1"], "trigger": "complaint", "first": "2026-10-19", "last": "2026-10-30",
            "officers": officers}  # fmt: skip


def kept(d, person):
    """The one line of the log: which rule, which article, what instead, who; and who may see it."""
    line = Blocked.objects.get()
    assert (line.rule, line.body, line.uscc) == ("R03", d.organs[0].name, d.firms[0][0])
    assert "不足两人" in line.why and "第四十二条" in line.basis and "增派" in line.instead
    assert line.who == (person.get_full_name() or person.get_username())
    supervisor = d.world.person(HANDLER, "甲", d.office)
    assert rights.visible_to(supervisor).filter(pk=line.pk).exists()
    assert not rights.visible_to(d.world.person(HANDLER, "甲", d.organs[1])).filter(pk=line.pk).exists()
    return line


def test_by_form(district, client):
    d, person = district
    client.force_login(person, "fazhi.surfaces.people.Backend")
    data = {"title": "线索核查", "on": "2026-10-12", **said(d, "SL-011"), "items": "JC01-1", "organ": d.organs[0].pk}
    answer = client.post("/cases/inspection_task/new/submit/", data)
    assert answer.status_code == 422 and "规则R03" in answer.content.decode()
    line = kept(d, person)
    assert not Case.objects.filter(domain="inspection_task").exists()
    client.force_login(d.world.person(HANDLER, "甲", d.office), "fazhi.surfaces.people.Backend")
    assert "增派持证执法人员" in client.get(f"/case/{line.pk}/").content.decode()


def test_by_program(district):
    d, person = district
    body = {"organ": d.organs[0].code, "on": "2026-10-12", "title": "线索核查", "step": "submit", "facts": said(d, ["SL-011"])}
    assert Program(person).post("/inspection_task/cases", **body).status_code == 422
    kept(d, person)


def test_by_table(district, client):
    d, person = district
    client.force_login(person, "fazhi.surfaces.people.Backend")
    page = "/cases/inspection_task/intake/submit/"
    words = {"标题": "线索核查", "日期": "2026-10-12", "统一社会信用代码": d.firms[0][0], "企业名称": "企业", "检查事项": "JC01-1",
             "检查触发": "投诉举报", "窗口自": "2026-10-19", "窗口至": "2026-10-30", "执法人员证件": "SL-011"}  # fmt: skip
    file = SimpleUploadedFile("任务.xlsx", sheet("登记任务", list(words), [list(words.values())]))
    answer = client.post(page, {"table": file})
    assert answer.status_code == 422 and "规则R03" in answer.content.decode()
    kept(d, person)


def test_what_no_rule_refused_is_not_kept(district):
    d, person = district
    body = {"organ": d.organs[0].code, "on": "2026-10-12", "title": "线索核查", "step": "submit", "facts": {"firm": "缺项"}}
    assert Program(person).post("/inspection_task/cases", **body).status_code == 422
    assert not Blocked.objects.exists()
