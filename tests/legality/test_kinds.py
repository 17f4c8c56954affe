"""The kind a draft looks like is proposed by its words; it is shown on the bench only where it differs from what was registered."""

import pytest

from fazhi.domains.legality import samples
from fazhi.domains.legality.kinds import differing, proposed


@pytest.mark.parametrize(
    ("title", "text", "kind"),
    [
        ("示例区犬只管理办法（送审稿）", "第三条 居民养犬应当登记，不得携犬进入商场。", "N"),
        ("示例区关于促进会展业发展的若干措施", "对在本区举办展会的企业给予奖励。", "P"),
        ("设备采购合同", "甲方：示例区某局\n乙方：示例企业001", "C"),
        ("中小学布局调整方案（送审稿）", "调整十所学校。", "D"),
        ("关于机关值班的通知", "各科室按表值班。", "O"),
        ("会议纪要（第3期）", "企业应当缴纳保证金，未缴纳的不得开工。", "N"),
        ("关于某事项的函", "请予支持。", None),
    ],
)
def test_by_its_words(title, text, kind):
    found = proposed(title, text)
    assert (found and found.kind) == kind


def test_the_full_drafts_are_what_they_are_registered_as():
    for kind, title in (("N", "示例区促进物业服务和社区商业健康发展办法（送审稿）"), ("C", "示例产业园智能装备项目投资协议")):
        assert differing(kind, title, samples.full(kind)) is None


@pytest.mark.django_db
def test_an_inner_paper_that_binds_people_is_named(course, client):
    """手册第2节：“改成内部文件”是最常见的规避路径。"""
    c = course(kind="O", title="会议纪要（第3期）")
    c.send("会议纪要（第3期）\n第一条 企业应当缴纳保证金，未缴纳的不得开工。\n")
    client.force_login(c.people["handler"])
    page = f"/legality/bench/{c.case.pk}/"
    assert "看来像行政规范性文件：标题像内部文件" in client.get(page).content.decode()
    c.do("reclassify", "handler", c.case.moved_on, kind="N", kind_reason="纪要设定了企业的义务")
    assert "看来像" not in client.get(page).content.decode()
