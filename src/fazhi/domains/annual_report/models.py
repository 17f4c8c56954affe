"""The columns of one yearly report."""

from django.db import models

from fazhi.kernel.models import Facts


class AnnualReport(Facts):
    VALIDITY = (("", "（空）"), ("valid", "有效"), ("lapsed", "失效"), ("repealed", "废止"))
    report_year = models.PositiveIntegerField("报告年度", default=0)
    tree = models.CharField("章节树", max_length=30, default="district", blank=True)
    publisher = models.CharField("发布机构", max_length=80, blank=True)
    index_number = models.CharField("索引号", max_length=40, blank=True)
    category = models.CharField("分类", max_length=30, blank=True)
    issued_on = models.DateField("发文日期", null=True, blank=True)
    paper_number = models.CharField("文号", max_length=40, blank=True)
    validity = models.CharField("时效", max_length=10, choices=VALIDITY, blank=True, default="")
