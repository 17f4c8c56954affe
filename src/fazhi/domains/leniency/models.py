"""The typed columns of leniency lists and penalty cases; money in integer fen."""

from django.db import models

from fazhi.kernel.models import Facts, personal

OUTCOMES = (
    ("none", "不予处罚"),
    ("reduced", "减轻处罚"),
    ("light", "从轻处罚"),
    ("normal", "一般处罚"),
    ("dropped", "违法事实不成立"),
)
GROUNDS = (
    ("slight", "轻微并及时改正"), ("first", "初次违法且后果轻微"), ("no_fault", "没有主观过错"), ("age", "责任年龄、能力"), ("lapsed", "超过追责时效"),
    ("remedied", "主动消除或者减轻后果"), ("coerced", "受他人胁迫或者诱骗"), ("confessed", "主动供述未掌握的违法行为"), ("merit", "有立功表现"),
    ("other", "法律法规规章规定的其他情形"),
)  # fmt: skip
BASES = (("minimum", "法定最低额"), ("benchmark", "裁量基准一般档下限"), ("proposed", "调查终结建议额"))


def text(label: str, length: int = 100) -> models.CharField:
    return models.CharField(label, max_length=length, blank=True)


def money(label: str) -> models.BigIntegerField:
    return models.BigIntegerField(label, default=0, blank=True)


def choice(label: str, choices: tuple) -> models.CharField:
    return models.CharField(label, max_length=10, choices=choices, blank=True)


def yes(label: str) -> models.BooleanField:
    return models.BooleanField(label, default=False, blank=True)


def names(label: str) -> models.JSONField:
    return models.JSONField(label, default=list, blank=True)


class LeniencyList(Facts):
    """免罚轻罚不予强制清单: one version; its items are lines of the case."""

    version = models.IntegerField("清单版本", default=0, blank=True)
    name = text("清单名称")
    effective_on = models.DateField("施行日期", null=True, blank=True)
    ends_on = models.DateField("失效日期", null=True, blank=True)


class PenaltyCase(Facts):
    """行政处罚案件 with what leniency needs: range, benchmark, proposal, match, decision, reduction and its basis."""

    respondent = personal(text("当事人"))
    uscc = text("统一社会信用代码", 18)
    violation = text("违法行为", 120)
    occurred_on = models.DateField("违法行为终了日", null=True, blank=True)
    circumstances = names("情节")
    minimum_fen = money("法定最低额")
    maximum_fen = money("法定最高额")
    benchmark_fen = models.BigIntegerField("裁量基准一般档下限", null=True, blank=True)
    proposed_fen = money("调查终结建议额")
    matched = names("匹配的清单事项")
    list_version = models.IntegerField("适用清单版本", default=0, blank=True)
    applied = text("适用的清单事项", 30)
    not_applied = text("不适用清单的理由", 300)
    article = text("违反和处罚的条款", 200)
    major = yes("属于应当法制审核的重大决定")
    grave = yes("情节复杂或者属于重大违法行为")
    review_passed = yes("法制审核通过")
    hearing_right = yes("有要求听证的权利")
    hearing_told = yes("已告知听证权利")
    outcome = choice("处理结果", OUTCOMES)
    ground = choice("从宽依据", GROUNDS)
    fine_fen = money("罚款")
    forfeit_fen = money("没收违法所得")
    baseline = choice("减免基准", BASES)
    baseline_fen = money("减免基准额")
    reduction_fen = money("减免金额")
    education = text("教育措施")
    measure_approved = yes("强制措施已批准")

    class Meta:
        indexes = [models.Index(fields=("violation",), name="penalty_violation")]
