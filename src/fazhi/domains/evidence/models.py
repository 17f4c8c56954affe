"""The columns of an evidence record."""

from django.db import models

from fazhi.kernel.models import Facts


class Evidence(Facts):
    KINDS = (
        ("honour", "荣誉"),
        ("first", "首创、首个、率先"),
        ("document", "文件"),
        ("photo", "现场照片"),
        ("letter", "来函"),
        ("name", "名称与事实"),
    )
    LEVELS = (("nation", "国家"), ("province", "省"), ("city", "市"), ("county", "区"))
    kind = models.CharField("类别", max_length=20, choices=KINDS, default="document")
    claim = models.CharField("支持的表述编号", max_length=60, blank=True, help_text="模板里“证据”后的编号")
    words = models.CharField("可用的表述", max_length=120, blank=True)
    issuer = models.CharField("出具单位", max_length=80, blank=True)
    paper = models.CharField("文号或者证书编号", max_length=80, blank=True)
    level = models.CharField("级别", max_length=10, choices=LEVELS, default="city")
    award_year = models.PositiveIntegerField("评定所属年度", default=0)
