"""The figures of the outreach ledgers."""

from fazhi.domains.outreach.procedure import inspection
from fazhi.domains.outreach.procedure_records import guidance, projects
from fazhi.kernel.figures import Change, Count, Done, Ever, Sum

VERIFIED = Done("outreach", ("hold",)) & Ever(Done("outreach", ("verify",)))

events = Count(
    "outreach.events", "主题普法活动", "场", VERIFIED,
    "期内举办并经核验的主题普法活动；几个单位联合举办的计一场，没有照片或者签到表的不计", inspection[9, 1, 10],
)  # fmt: skip
events_yoy = Change(
    "outreach.events.yoy", "主题普法活动同比", events, "本期场次与上年同期相比；上年为零的不计算", inspection[9, 1, 10]
)
reach = Sum("outreach.reach", "普法活动到场人次", "人次", VERIFIED, "reach", "上述活动登记的到场人数之和", inspection[9, 1, 10])
media = Count(
    "outreach.media", "普法媒体作品", "篇", Done("media", ("publish",)), "期内登记刊播的普法作品", inspection[9, 1, 10]
)
LISTED = Done("project", ("enter",)) - Ever(Done("project", ("drop",)))
public = Count("projects.public", "法治为民办实事项目", "项", LISTED, "期内列入清单、未经批准调整的项目", projects.whole)
public_done = Count(
    "projects.public.done",
    "完成的法治为民办实事项目",
    "项",
    LISTED & Ever(Done("project", ("finish",))),
    "上述项目中有佐证、已登记完成的",
    projects.whole,
)
documents = Count(
    "selfregulation.documents",
    "指导发布的行业公约",
    "份",
    Done("selfrule", ("issue",)),
    "期内在部门指导下由行业组织发布或者修订的公约、规约",
    guidance.whole,
)
