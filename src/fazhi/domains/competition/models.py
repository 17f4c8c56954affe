"""The columns of a fair-competition review, of a spot check and of a report."""

from django.db import models

from fazhi.kernel.models import Facts, personal

CONCLUSIONS = (
    ("none", "不涉及经营者经济活动"), ("clean", "无违反"), ("amend", "修改后可以出台"), ("exception", "适用例外可以出台"), ("forbidden", "不得出台"),
)  # fmt: skip
STANDARDS = tuple(
    (f"{a}-{i}", f"第{n}条第（{'一二三四五六'[i - 1]}）项")
    for a, n, k in ((8, "八", 5), (9, "九", 6), (10, "十", 4), (11, "十一", 4))
    for i in range(1, k + 1)
)
EXCEPTIONS = (
    ("1", "国家安全和发展利益"),
    ("2", "科学技术进步和自主创新"),
    ("3", "社会公共利益"),
    ("4", "法律、行政法规规定的其他情形"),
)


def text(label: str, length: int = 200) -> models.CharField:
    return models.CharField(label, max_length=length, blank=True, default="")


def yes(label: str) -> models.BooleanField:
    return models.BooleanField(label, default=False, blank=True)


class Competition(Facts):
    """公平竞争审查 of one draft."""

    by_government = yes("以政府名义出台")
    operators = yes("涉及经营者经济活动")
    industry = text("涉及行业", 60)
    standards = models.JSONField("涉及的标准", default=list, blank=True)
    public_interest = yes("涉及社会公众利益")
    exception = models.CharField("例外情形", max_length=2, choices=EXCEPTIONS, blank=True, default="")
    alternatives = models.TextField("没有影响更小的替代方案的说明", blank=True, default="")
    until = models.DateField("实施期限或者终止日期", null=True, blank=True)
    conclusion = models.CharField("结论", max_length=10, choices=CONCLUSIONS, blank=True, default="")


class SpotCheck(Facts):
    """抽查 of a policy already issued."""

    document = text("被抽查文件")
    drafter = text("起草单位", 80)
    violated = models.JSONField("违反的标准", default=list, blank=True)
    rectify_by = models.DateField("整改期限", null=True, blank=True)


class Report(Facts):
    """举报 against a policy."""

    document = text("被举报文件")
    reporter = personal(text("举报人", 40))
    true = yes("举报属实")
