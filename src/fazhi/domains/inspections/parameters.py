"""What the district may set: local values of inspection rules, each with a default that says where it was seen."""

from datetime import date
from typing import Any

from django.db.models import Q

from fazhi.kernel.models import Parameter

DEFAULTS: dict[str, tuple[Any, str]] = {
    "quiet_days": ([1, 15], "企业安静期：每月起止日（参照同市区县的通行做法，待本区文件确认）"),
    "max_bodies": (4, "一次联合检查的部门数上限（待本区文件确认）"),
    "max_hours": (4.0, "一次入企时长上限，小时（待本区文件确认）"),
    "min_gap_days": (7, "两次入企的最少间隔日（愿望，不强制）"),
    "overdue_max": (10, "未按时回填结果达到此数，暂停新任务审批"),
    "contacts_max": (2, "每月对同一企业指导、走访的次数上限"),
    "whitelist_months": (12, "白名单有效期，月"),
    "whitelist_again_months": (12, "移出后可再次申请的间隔，月"),
    "limited_items": ([], "白名单企业限查事项编码"),
    "clue_visits_90d": (3, "90日内对同一企业线索核查的提示次数"),
    "complaints_30d": (10, "同一投诉人30日内的提示次数"),
    "plan_due": ([3, 31], "年度计划报备的最后日期"),
    "towns": (
        {
            "示例街道": [0.0, 0.0], "东河街道": [6.0, 1.0], "西桥街道": [-5.0, 1.5], "南园镇": [1.0, -8.0], "北湖镇": [-1.0, 9.0],
            "青石镇": [9.0, 7.0], "白杨镇": [-10.0, 7.0], "长堤镇": [9.0, -7.0], "新圩镇": [-9.0, -7.0],
        },
        "镇街在示意图上的位置，公里",
    ),
}  # fmt: skip


def parameter(name: str, on: date) -> Any:
    """The value in force on that day: the district's own row (key `inspections.NAME`), else the default."""
    row = (
        Parameter.objects.filter(Q(until=None) | Q(until__gte=on), key=f"inspections.{name}", since__lte=on)
        .order_by("-since")
        .values_list("value", flat=True)
        .first()
    )
    return DEFAULTS[name][0] if row is None else row


def quiet(day: date) -> bool:
    """Whether the day lies in the enterprises' quiet days of the month."""
    first, last = parameter("quiet_days", day)
    return first <= day.day <= last
