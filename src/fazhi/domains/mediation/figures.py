"""The figures of the mediation registers."""

from fazhi.domains.mediation.procedure import mediating, standards
from fazhi.kernel.figures import Count, Done, Ever, Says, Standing

NEW = Done("mediation_org", ("found",), where=Says("kind", "enterprise") & ~Says("renamed_from")) & Ever(
    Done("mediation_org", ("file",))
)

new = Count(
    "mediation.organisations.new", "新建企业调解组织", "家", NEW,
    "期内设立（登记日即设立日）并经备案的企业人民调解委员会；更名、恢复活动的不计，劳动争议、商事调解组织不计", mediating[8, 1],
)  # fmt: skip
organisations = Count(
    "mediation.organisations",
    "在册调解组织",
    "个",
    Standing("mediation_org", ("file",), ("end",)),
    "期末在册的人民调解组织",
    mediating[10],
)
mediators = Count(
    "mediation.mediators",
    "在册人民调解员",
    "名",
    Standing("mediator", ("enter",), ("leave",)),
    "期末在册的人民调解员",
    mediating[13],
)
issued = Count(
    "standards.issued",
    "主导制定的地方标准",
    "项",
    Done("standard", ("issue",)),
    "期内发布、有标准编号和文本的地方标准",
    standards[13],
)
