"""What a suit against an organ of the district is known by, and a reference rate entered for comparison."""

from django.db import models

from fazhi.kernel.models import Facts

RESULTS = (
    ("CX", "撤销"), ("CXB", "部分撤销"), ("BG", "变更"), ("QW", "确认违法"), ("WX", "确认无效"), ("ZL", "责令履行或者给付"),
    ("XY", "行政协议履行或者补偿"), ("PC", "赔偿"), ("BHQ", "驳回诉讼请求"), ("BHS", "驳回起诉"), ("BL", "不予立案"),
    ("WC", "二审维持"), ("FH", "发回重审"),
)  # fmt: skip
LOSING = ("CX", "CXB", "BG", "QW", "WX", "ZL", "XY", "PC")
RANKS = (("正职", "正职"), ("副职", "副职"), ("副职级分管", "副职级（参与分管）"), ("其他分管", "其他分管负责人"))
CAUSES = ("事实证据", "程序", "法律适用", "职权", "不作为")


def pick(label: str, pairs: tuple) -> models.CharField:
    return models.CharField(label, max_length=40, choices=pairs, blank=True, default="")


def same(text: str) -> tuple:
    return tuple((w, w) for w in text.split())


class Litigation(Facts):
    """The columns of one suit; hearings, papers and days stand in the ledger."""

    court = models.CharField("法院", max_length=80, blank=True, default="")
    court_no = models.CharField("法院案号", max_length=60, blank=True, default="")
    instance = pick("审级", same("一审 二审 再审"))
    filed_on = models.DateField("法院立案日", null=True, blank=True)
    simple = models.BooleanField("一审简易程序", default=False)
    category = pick(
        "行政管理类别", same("公安 市场监管 人社 自然资源 城管 住建 生态环境 交通 教育 卫健 税务 民政 农业农村 其他")
    )
    cause = models.CharField("案由", max_length=80, blank=True, default="")
    after_review = pick("经复议", same("未经复议 维持共同被告 改变原行为 不予受理"))
    co_defendant = models.CharField("共同被告", max_length=80, blank=True, default="")
    enterprise = models.BooleanField("涉企", default=False)
    amount_fen = models.BigIntegerField("标的", null=True, blank=True)
    hearing_on = models.DateField("开庭日", null=True, blank=True)
    result = pick("裁判结果", RESULTS)
    paper = pick("裁判文书", same("判决 裁定"))
    perform_by = models.DateField("履行期限", null=True, blank=True)
    settled = models.BooleanField("实质性化解", default=False)

    class Meta:
        verbose_name = "行政应诉案件"


class Benchmark(Facts):
    """A rate of the province or the city, entered with its source and its definition, approved by another person."""

    indicator = pick("指标", (("litigation.loss_rate", "败诉率"), ("litigation.head_attendance", "负责人出庭应诉率")))
    area = pick("范围", same("全省 全市"))
    year = models.PositiveSmallIntegerField("年份", null=True, blank=True)
    percent = models.DecimalField("数值（%）", max_digits=7, decimal_places=4, null=True, blank=True)
    definition = models.CharField("口径", max_length=80, blank=True, default="")
    source = models.CharField("来源", max_length=200, blank=True, default="")

    class Meta:
        verbose_name = "参照指标"
